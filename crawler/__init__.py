"""From an outlet's site to an Article."""
