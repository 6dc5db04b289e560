"""The table of outlets and the script that builds it."""
