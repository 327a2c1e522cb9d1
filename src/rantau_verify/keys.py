"""The verifier's pinned list of keys. A card cannot bring its own key or choose its own algorithm.

ECDSA on P-256 with SHA-256 (ES256), which old phones' browsers verify too; signatures are 64 bytes r || s with s in
the lower half, so that nobody but the signer can make a second valid spelling of a signature.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

from rantau_verify.canonical import utc_text, utc_time

FORMAT: Final = "rantau-keys-1"
USES: Final = ("card", "status")
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256 (SEC 2)
_ES256: Final = ec.ECDSA(SHA256())
_FIELDS: Final = {"kid", "use", "spki", "from", "until", "withdrawn"}


class KeysError(ValueError):
    """A key or a list of keys that cannot be used."""


class Signer(Protocol):
    """Who signs cards or status lists. The private key may live in another process."""

    @property
    def kid(self) -> bytes:
        """Eight bytes naming the key (`key_id`)."""

    def sign(self, message: bytes) -> bytes:
        """ES256 signature, 64 bytes, s in the lower half."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A pinned key: what it may sign (`use`), and between which times (UTC, both ends included)."""

    use: str
    spki: bytes
    valid_from: datetime
    valid_until: datetime
    withdrawn: bool = False
    kid: bytes = field(init=False)

    def __post_init__(self) -> None:
        if self.use not in USES or self.valid_from > self.valid_until:
            raise KeysError("use or period")
        _load(self.spki)
        object.__setattr__(self, "kid", key_id(self.spki))

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made the signature, in its one accepted spelling."""
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        if len(signature) != 64 or not is_low(s):
            return False
        try:
            _load(self.spki).verify(encode_dss_signature(r, s), message, _ES256)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class LocalKey:
    """A signer whose private key is in this process."""

    private: ec.EllipticCurvePrivateKey

    @classmethod
    def generate(cls) -> LocalKey:
        """A fresh key."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pem(cls, pem: bytes) -> LocalKey:
        """A key from a PKCS#8 file. Raises KeysError if it is another kind of key, ValueError if it is no key."""
        private = load_pem_private_key(pem, password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
            raise KeysError("not a P-256 key")
        return cls(private)

    @property
    def spki(self) -> bytes:
        """Public half as DER SubjectPublicKeyInfo."""
        return self.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def kid(self) -> bytes:
        """Eight bytes naming the key."""
        return key_id(self.spki)

    def public(self, use: str, valid_from: datetime, valid_until: datetime) -> PublicKey:
        """The entry of the list of keys. Raises KeysError."""
        return PublicKey(use, self.spki, valid_from, valid_until)

    def sign(self, message: bytes) -> bytes:
        """ES256 signature, 64 bytes, s in the lower half."""
        r, s = decode_dss_signature(self.private.sign(message, _ES256))
        return raw_signature(r, s)


def raw_signature(r: int, s: int) -> bytes:
    """r || s with s brought into the lower half; for signers whose key service gives r and s."""
    return r.to_bytes(32, "big") + (s if is_low(s) else ORDER - s).to_bytes(32, "big")


def is_low(s: int) -> bool:
    """Whether s is in the lower half; (r, order - s) would be just as valid and anybody can compute it."""
    return s <= ORDER // 2


def key_id(spki: bytes) -> bytes:
    """First eight bytes of SHA-256 over the SubjectPublicKeyInfo: nobody chooses the name of a key."""
    return sha256(spki).digest()[:8]


@lru_cache(maxsize=64)
def _load(spki: bytes) -> ec.EllipticCurvePublicKey:
    try:
        key = load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeysError("not a public key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeysError("not a P-256 key")
    return key


class KeyList:
    """Keys by use and name."""

    def __init__(self, keys: Iterable[PublicKey]) -> None:
        """Raises KeysError if two keys share a name: a verifier must never have to guess between keys."""
        self._keys: dict[bytes, PublicKey] = {}
        for key in keys:
            if self._keys.setdefault(key.kid, key) is not key:
                raise KeysError("two keys of one name")

    def find(self, use: str, kid: bytes) -> PublicKey | None:
        """The key of that name for that use; a key for another use does not count."""
        key = self._keys.get(kid)
        return key if key is not None and key.use == use else None

    def dump(self) -> str:
        """The list as the JSON file given to verifiers."""
        return json.dumps({"format": FORMAT, "keys": [_to_json(key) for key in self._keys.values()]}, indent=1) + "\n"

    @classmethod
    def parse(cls, text: str | bytes) -> KeyList:
        """Reads the JSON file. Raises KeysError for anything not exactly as `dump` writes it."""
        try:
            raw = json.loads(text)
            if raw.keys() != {"format", "keys"} or raw["format"] != FORMAT:
                raise KeysError("format")
            return cls([_from_json(entry) for entry in raw["keys"]])
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise KeysError("the list of keys cannot be read") from error


def _to_json(key: PublicKey) -> dict[str, str | bool]:
    return {
        "kid": key.kid.hex(),
        "use": key.use,
        "spki": b64encode(key.spki).decode(),
        "from": utc_text(key.valid_from),
        "until": utc_text(key.valid_until),
        "withdrawn": key.withdrawn,
    }


def _from_json(raw: Mapping[str, object]) -> PublicKey:
    if raw.keys() != _FIELDS or not isinstance(raw["withdrawn"], bool):
        raise KeysError("fields")
    spki = b64decode(str(raw["spki"]), validate=True)
    key = PublicKey(str(raw["use"]), spki, utc_time(raw["from"]), utc_time(raw["until"]), raw["withdrawn"])
    if key.kid.hex() != raw["kid"]:
        raise KeysError("the name does not belong to the key")
    return key
