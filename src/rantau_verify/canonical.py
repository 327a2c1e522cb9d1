"""One way to write an entry as bytes, so that everybody hashes the same thing.

JSON, UTF-8, keys sorted, no white space, no floats, whole numbers within ± (2^53 - 1), which every JSON reader
keeps exact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Final, TypeAlias
from uuid import UUID

from rantau_verify.merkle import leaf_digest

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

LARGEST: Final = 2**53 - 1
DEEPEST: Final = 8
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def utc_text(moment: datetime) -> str:
    """An aware datetime as `2026-11-22T15:36:00.000000Z`. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def utc_time(text: object) -> datetime:
    """Reads exactly what `utc_text` writes. Raises ValueError for anything else."""
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError("not a time")
    return datetime.fromisoformat(text)


def plain(value: object, depth: int = 0) -> Json:
    """The value with only JSON's own types; times, dates, UUIDs, bytes (hex) and enums become text.

    Raises ValueError for a float, a number too large, a key that is not printable ASCII, or more than 8 levels:
    readers in other languages disagree on those, and then on the hash.
    """
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, Mapping):
        return {_key(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, depth + 1) for inner in value]
    return _scalar(value)


def _key(key: object) -> str:
    # Python sorts by code point, JavaScript by UTF-16 unit; in ASCII they agree.
    if not isinstance(key, str) or not key.isascii() or not key.isprintable():
        raise ValueError("a key must be printable ASCII")
    return key


def _scalar(value: object) -> Json:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    return _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    raise ValueError(f"{type(value).__name__} has no canonical form")


def canonical_bytes(value: Mapping[str, object]) -> bytes:
    """Canonical bytes of an entry. Raises ValueError for what has no canonical form (see `plain`)."""
    text = json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, which is a ValueError


def parse_canonical(line: bytes) -> dict[str, Json]:
    """The object in a line that is already canonical. Raises ValueError if one byte is different.

    This refuses duplicate keys, floats, white space and every second spelling at once.
    """
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(value, dict) or canonical_bytes(value) != line:
        raise ValueError("not canonical")
    return value


def leaf_hash(entry: Mapping[str, object]) -> bytes:
    """Leaf of a journal entry: SHA-256(0x00 || canonical bytes)."""
    return leaf_digest(canonical_bytes(entry))
