"""Base45 (RFC 9285): the alphabet that a QR code stores in 5.5 bits a character."""

from __future__ import annotations

from struct import pack
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE: Final = {character: value for value, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Two bytes become three characters, a single last byte two; the least significant comes first."""
    out = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            out.append(ALPHABET[digit])
    return "".join(out)


def decode(text: str) -> bytes:
    """The only bytes that encode to `text`. Raises ValueError for anything no encoder writes."""
    try:
        values = [_VALUE[character] for character in text]
    except KeyError as error:
        raise ValueError("not a base45 character") from error
    triples = zip(values[::3], values[1::3], values[2::3], strict=False)  # the last group may have two
    pairs = [low + 45 * middle + 2025 * high for low, middle, high in triples]
    last = values[len(pairs) * 3 :]
    single = last[0] + 45 * last[1] if len(last) == 2 else 0
    if len(last) == 1 or single > 0xFF or max(pairs, default=0) > 0xFFFF:
        raise ValueError("not a base45 group")
    return pack(f">{len(pairs)}H", *pairs) + bytes([single] if last else [])
