"""From Stories to incidents, signals, the district index and alerts."""
