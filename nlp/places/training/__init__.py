"""Learns what signs are worth for the choice of a story's places; nothing here runs in daily work."""
