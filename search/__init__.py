"""From a question to an answer: query language, engine, API and web pages."""

from search.answers import Answer, Facet, Hit
from search.engine import Engine, Search

__all__ = ["Answer", "Engine", "Facet", "Hit", "Search"]
