"""The pages: rendered on the server, with addresses people can share, and no script."""

from search.web.app import create_app

__all__ = ["create_app"]
