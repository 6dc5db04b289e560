"""Records to JSON and back, with errors that name the field and the rule."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from pantau.errors import RecordError

Record = TypeVar("Record")

_ENCODER = msgspec.json.Encoder(order="deterministic")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}


def encode(record: object) -> str:
    """One line of JSON for a record; equal records give equal bytes.

    Args:
        record: Any record of :mod:`pantau.records`, or plain lists, mappings and values.

    Returns:
        JSON without line breaks, keys in a fixed order.
    """
    return _ENCODER.encode(record).decode()


def decode(text: str | bytes, kind: type[Record]) -> Record:
    """A record from its JSON.

    Args:
        text: JSON as :func:`encode` writes it.
        kind: The type to read, e.g. ``Annotation`` or ``tuple[str, ...]``.

    Returns:
        The record.

    Raises:
        RecordError: The text is not JSON or a field has a wrong type; the message names the field.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.json.Decoder(kind)
    try:
        return decoder.decode(text)  # type: ignore[no-any-return]
    except msgspec.MsgspecError as error:
        name = getattr(kind, "__name__", str(kind))
        raise RecordError(f"not a valid {name}: {error}") from error


def storable(text: str) -> str:
    """The text without half characters (surrogates), which JSON can smuggle in and UTF-8 cannot hold.

    Each is replaced by U+FFFD, so the length and with it every offset stays.
    """
    return _HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(record: object) -> Any:
    """The record as plain lists, mappings, numbers and strings (dates as ISO 8601)."""
    return msgspec.to_builtins(record)
