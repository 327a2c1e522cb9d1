"""Identifiers and the one random source."""

import secrets
import time
from uuid import UUID

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"


def new_id() -> UUID:
    """Return a time-ordered identifier (RFC 9562, version 7); it tells when, never who."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def random_id() -> UUID:
    """Return an identifier that tells nothing at all (version 4)."""
    return UUID(int=secrets.randbits(128) & ~(0xF << 76) & ~(0b11 << 62) | 0x4 << 76 | 0b10 << 62)


def reference(length: int = 10) -> str:
    """Return a reference that people can read out over the phone: no 0/O, 1/I or U; 31 signs, a prime."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def salt() -> bytes:
    """Return sixteen random bytes."""
    return secrets.token_bytes(16)
