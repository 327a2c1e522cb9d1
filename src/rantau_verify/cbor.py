"""The small part of CBOR a card needs, in its one deterministic spelling (RFC 8949 §4.2.1).

Integers, byte strings, text, arrays, maps with integer keys, and one tag at the very start. Everything a general
decoder would also take (indefinite lengths, longer spellings of a number, duplicate or unsorted keys, further tags,
floats, simple values) is refused, so that each value has exactly one encoding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Item: TypeAlias = "int | bytes | str | list[Item] | dict[int, Item]"

DEEPEST: Final = 4
LONGEST: Final = 4096
UINT, NINT, BYTES, TEXT, ARRAY, MAP, TAG = range(7)


class CborError(ValueError):
    """Not the deterministic CBOR of a card."""


def decode(data: bytes, tag: int | None = None) -> Item:
    """The one item that `data` is, under `tag` if one is given. Raises CborError."""
    if len(data) > LONGEST:
        raise CborError("too long")
    reader = _Reader(data)
    if tag is not None and reader.head() != (TAG, tag):
        raise CborError("another tag")
    item = reader.item(1)
    if reader.at != len(data):
        raise CborError("something follows")
    return item


class _Reader:
    """Reads heads and items off the front; `at` is the place reached."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes. Raises CborError if there are fewer."""
        found = self.data[self.at : self.at + count]
        if len(found) != count:
            raise CborError("cut off")
        self.at += count
        return found

    def head(self) -> tuple[int, int]:
        """Major type and argument. Raises CborError if the argument is indefinite or not in its shortest form."""
        if self.at >= len(self.data):
            raise CborError("cut off")
        first = self.data[self.at]
        self.at += 1
        major, short = first >> 5, first & 31
        if short < 24:
            return major, short
        if short > 27:
            raise CborError("indefinite or reserved")
        width = 1 << (short - 24)
        value = int.from_bytes(self.take(width), "big")
        if value < (24 if width == 1 else 1 << (4 * width)):
            raise CborError("not the shortest form")
        return major, value

    def item(self, depth: int) -> Item:
        """The next item, `depth` levels down. Raises CborError."""
        major, value = self.head()
        if major == UINT:
            return value
        if major == NINT:
            return -1 - value
        if major == BYTES:
            return self.take(value)
        if major == TEXT:
            return self._text(value)
        return self._many(major, value, depth)

    def _many(self, major: int, count: int, depth: int) -> Item:
        if major not in (ARRAY, MAP) or depth > DEEPEST:
            raise CborError("too deep, or a type no card has")
        if major == MAP:
            return self._map(count, depth)
        return [self.item(depth + 1) for _ in range(count)]  # each item takes a byte: ends with the data

    def _text(self, length: int) -> str:
        try:
            return self.take(length).decode("utf-8")
        except UnicodeDecodeError as error:
            raise CborError("not UTF-8") from error

    def _map(self, count: int, depth: int) -> dict[int, Item]:
        found: dict[int, Item] = {}
        previous = b""
        for _ in range(count):
            start = self.at
            key = self.item(DEEPEST + 1)
            spelled = self.data[start : self.at]
            if not isinstance(key, int) or spelled <= previous:  # equal: a duplicate; lower: unsorted
                raise CborError("keys")
            previous = spelled
            found[key] = self.item(depth + 1)
        return found


def encode(item: int | bytes | str | Sequence[object] | Mapping[int, object], tag: int | None = None) -> bytes:
    """The deterministic encoding, the inverse of `decode`. Raises CborError for other types."""
    return (b"" if tag is None else _head(TAG, tag)) + _encode(item)


def _head(major: int, value: int) -> bytes:
    if value < 24:
        return bytes([major * 32 + value])
    for short, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << (8 * width):
            return bytes([major * 32 + short]) + value.to_bytes(width, "big")
    raise CborError("number too large")


def _encode(item: object) -> bytes:
    if isinstance(item, bool):
        raise CborError("a type no card has")
    if isinstance(item, int):
        return _head(UINT, item) if item >= 0 else _head(NINT, -1 - item)
    if isinstance(item, bytes):
        return _head(BYTES, len(item)) + item
    if isinstance(item, str):
        raw = item.encode("utf-8")
        return _head(TEXT, len(raw)) + raw
    return _encode_many(item)


def _encode_many(item: object) -> bytes:
    if isinstance(item, Mapping):
        pairs = sorted((_encode(key), _encode(value)) for key, value in item.items())
        return _head(MAP, len(pairs)) + b"".join(key + value for key, value in pairs)
    if isinstance(item, Sequence):
        return _head(ARRAY, len(item)) + b"".join(_encode(inner) for inner in item)
    raise CborError("a type no card has")
