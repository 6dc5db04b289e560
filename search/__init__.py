"""From a question to an answer: query language, engine, API and web pages."""
