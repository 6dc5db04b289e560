"""Tables that ship with this room."""
