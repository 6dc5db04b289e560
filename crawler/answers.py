"""Reading the head of an answer: header fields as text, declared charset."""

from __future__ import annotations

from scrapy.http import Response


def header(response: Response, name: str) -> str | None:
    """A header field, None where it is missing."""
    value = response.headers.get(name.encode())
    return value.decode("latin-1") if value else None


def headers_of(response: Response) -> dict[str, str]:
    """All header fields, names in small letters; of several with one name the first."""
    return {
        name.decode("latin-1").lower(): values[0].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }


def charset_of(response: Response) -> str | None:
    """Charset that the server declared in Content-Type."""
    _, mark, charset = (header(response, "Content-Type") or "").lower().partition("charset=")
    return charset.strip(" \"';") or None if mark else None
