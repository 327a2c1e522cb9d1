"""Personal values under per-subject data keys, and keyed blind indexes.

A value is sealed with AES-256-GCM under the data key of its subject; subject and field are associated data, so a
ciphertext moved to another row or column does not open. The data key is wrapped by the installation's field key,
which is not in the database. Erasing a person destroys her data key; rows and digests stay.
An unkeyed hash of a NIK falls to an hour's guessing (reliability §1.3), hence the keyed index.
"""

import base64
import hmac
import secrets
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rantau.kernel import clock
from rantau.kernel.models import DataKey

NONCE = 12


class Erased(Exception):
    """The data key of the subject was destroyed: the value is gone for good."""


def _field_key() -> bytes:
    return sha256(b"field" + settings.RANTAU_FIELD_KEY.encode()).digest()


def blind(kind: str, value: str) -> bytes:
    """Return the keyed digest under which an identifier of this kind is found again (HMAC-SHA-256)."""
    return hmac.digest(settings.RANTAU_INDEX_KEY.encode(), f"{kind}|{value}".encode(), "sha256")


def _new_data_key(subject: UUID) -> bytes:
    key = secrets.token_bytes(32)
    DataKey.objects.create(subject=subject, wrapped=wrap(subject, key))
    return key


def wrap(subject: UUID, key: bytes) -> bytes:
    """Return a subject's data key as it is kept: under the installation's field key."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_field_key()).encrypt(nonce, key, subject.bytes)


def _data_key(subject: UUID) -> bytes | None:
    row = DataKey.objects.filter(subject=subject).values_list("wrapped", flat=True).first()
    return None if row is None else _unwrap(subject, bytes(row))


def _unwrap(subject: UUID, wrapped: bytes) -> bytes:
    if not wrapped:
        raise Erased
    return AESGCM(_field_key()).decrypt(wrapped[:NONCE], wrapped[NONCE:], subject.bytes)


def _context(subject: UUID, field: str) -> bytes:
    return subject.bytes + field.encode()


def seal(subject: UUID, values: dict[str, str]) -> dict[str, bytes]:
    """Return each named value sealed for this subject; the data key is made when there is none.

    Raises:
        Erased: the subject's data key was destroyed.
    """
    return seal_under(_data_key(subject) or _new_data_key(subject), subject, values)


def seal_under(key: bytes, subject: UUID, values: dict[str, str]) -> dict[str, bytes]:
    """Return each named value sealed under a data key at hand, for bulk loads that wrap and keep it themselves."""
    return {field: _seal_one(key, subject, field, value) for field, value in values.items()}


def _seal_one(key: bytes, subject: UUID, field: str, value: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value.encode(), _context(subject, field))


def unseal(subject: UUID, values: dict[str, bytes | memoryview | None]) -> dict[str, str]:
    """Return the plain values; empty text for None and for an erased subject.

    Raises:
        InvalidTag: a ciphertext was altered or moved.
    """
    return unseal_many({subject: values})[subject]


def unseal_many(rows: dict[UUID, dict[str, bytes | memoryview | None]]) -> dict[UUID, dict[str, str]]:
    """Return the plain values of many subjects with one query for their keys."""
    wrapped = dict(DataKey.objects.filter(subject__in=rows).values_list("subject", "wrapped"))
    return {subject: _open_row(subject, bytes(wrapped.get(subject, b"")), values) for subject, values in rows.items()}


def _open_row(subject: UUID, wrapped: bytes, values: dict[str, bytes | memoryview | None]) -> dict[str, str]:
    if not wrapped:
        return dict.fromkeys(values, "")
    key = _unwrap(subject, wrapped)
    return {field: _open_one(key, subject, field, value) for field, value in values.items()}


def _open_one(key: bytes, subject: UUID, field: str, value: bytes | memoryview | None) -> str:
    if not value:
        return ""
    sealed = bytes(value)
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _context(subject, field)).decode()


def erase(subject: UUID) -> None:
    """Destroy the data key of a subject: every value sealed under it is unreadable from now on (UU 27/2022 Ps 43)."""
    DataKey.objects.filter(subject=subject).update(wrapped=b"", destroyed_at=clock.now())


def fingerprint(value: str) -> str:
    """Return a short keyed digest fit for journals and idempotency: tells equal from unequal, nothing else."""
    return base64.b32encode(blind("fingerprint", value)[:10]).decode()


__all__ = [
    "Erased",
    "InvalidTag",
    "blind",
    "erase",
    "fingerprint",
    "seal",
    "seal_under",
    "unseal",
    "unseal_many",
    "wrap",
]
