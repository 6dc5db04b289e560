"""Pantau: news monitoring and early warning for social harmony in Indonesia."""

__version__ = "0.1.0"
