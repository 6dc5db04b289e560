"""Tables that ship with Pantau: districts and provinces, and the script that builds them."""
