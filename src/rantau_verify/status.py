"""What became of each card: a *positive* list. A good signature on a card that is not in it means nothing.

That is what defeats a stolen issuing key (reliability.md G2): the list is signed by another key in another process.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from rantau_verify.canonical import Json, canonical_bytes, parse_canonical, utc_time
from rantau_verify.keys import KeyList, Signer

DIGEST_SIZE: Final = 8  # bytes of the digest kept for each index
_DOMAIN: Final = b"RANTAU-STATUS-1\n"  # the same key signs nothing else under this beginning
_FIELDS: Final = {"kid", "list", "signature"}


class State(StrEnum):
    """State of an index. One that is not in the list was never issued."""

    NEVER_ISSUED = "never_issued"
    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """State of one card and the digest of the claims it was issued with (`card.claims_digest`)."""

    state: State
    digest: bytes


@dataclass(frozen=True, slots=True)
class StatusView:
    """Where the verifier looks: `find` answers for the time `as_of` (UTC). Online that is a query and now."""

    as_of: datetime
    find: Callable[[bytes], StatusEntry | None]


class ListError(ValueError):
    """A status list that is damaged, or not signed by a key of the list of keys."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """An offline list: a counter that only rises, its time, and the entries by index."""

    counter: int
    as_of: datetime
    entries: Mapping[bytes, StatusEntry]

    @property
    def view(self) -> StatusView:
        """The list as the verifier takes it."""
        return StatusView(self.as_of, self.entries.get)

    def sign(self, signer: Signer) -> bytes:
        """The signed file. Raises ValueError for a time without a zone."""
        entries = {index.hex(): [entry.state, entry.digest.hex()] for index, entry in self.entries.items()}
        body = canonical_bytes({"counter": self.counter, "as_of": self.as_of, "entries": entries})
        signature = b64encode(signer.sign(_DOMAIN + body)).decode()
        return canonical_bytes({"kid": signer.kid, "list": body.decode(), "signature": signature})


def read_list(data: bytes, keys: KeyList) -> StatusList:
    """Reads a signed list; nothing of it is parsed before its signature is found good. Raises ListError."""
    try:
        raw = parse_canonical(data.removesuffix(b"\n"))
        if raw.keys() != _FIELDS:
            raise ListError("fields")
        body = str(raw["list"]).encode()
        _check_signature(raw, body, keys)
        found = parse_canonical(body)
        as_of = utc_time(found["as_of"])
        key = keys.find("status", bytes.fromhex(str(raw["kid"])))
        if key is None or not key.valid_from <= as_of <= key.valid_until:
            raise ListError("signed outside the period of its key")
        return StatusList(_counter(found["counter"]), as_of, _entries(found["entries"]))
    except (ValueError, KeyError) as error:
        raise ListError("the status list cannot be trusted") from error


def _check_signature(raw: Mapping[str, Json], body: bytes, keys: KeyList) -> None:
    key = keys.find("status", bytes.fromhex(str(raw["kid"])))
    signature = b64decode(str(raw["signature"]), validate=True)
    if key is None or key.withdrawn or not key.verifies(signature, _DOMAIN + body):
        raise ListError("signature")


def _counter(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ListError("counter")
    return value


def _entries(raw: Json) -> dict[bytes, StatusEntry]:
    if not isinstance(raw, dict):
        raise ListError("entries")
    return {bytes.fromhex(index): _entry(value) for index, value in raw.items()}


def _entry(raw: Json) -> StatusEntry:
    if not isinstance(raw, list) or len(raw) != 2:
        raise ListError("entry")
    digest = bytes.fromhex(str(raw[1]))
    if len(digest) != DIGEST_SIZE:
        raise ListError("digest")
    return StatusEntry(State(str(raw[0])), digest)
