"""The clearance card: a CWT in COSE_Sign1 (ES256), base45, behind `RANTAU1:`. Format: docs/card-format.md.

The order of the checks is the protection: size, form, pinned key, signature, and only then the claims.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from rantau_verify import base45, cbor
from rantau_verify.keys import KeyList, PublicKey, Signer
from rantau_verify.mrz import DIGEST_SIZE as PASSPORT_DIGEST_SIZE
from rantau_verify.mrz import Passport
from rantau_verify.status import DIGEST_SIZE, State, StatusEntry, StatusView
from rantau_verify.verdict import Detail, Fault, Verdict, verdict

PREFIX: Final = "RANTAU1:"
LONGEST: Final = 4096  # characters
VERSION: Final = 1
INDEX_SIZE: Final = 10  # bytes, random: 80 bits, 16 characters in base 32 where people read it
SALT_SIZE: Final = 8
SKEW: Final = timedelta(minutes=5)  # a device's clock may be behind by as much
LIST_LIMIT: Final = timedelta(hours=72)  # reliability.md G4
SIGN1: Final = 18  # CBOR tag of COSE_Sign1 (RFC 9052)
ALG, KID, ES256 = 1, 4, -7  # COSE header labels and algorithm (RFC 9052, 9053)
EXP, NBF, IAT, CTI = 4, 5, 6, 7  # CWT claims (RFC 8392)
RANTAU: Final = -65537  # first claim key, and first header label, for private use
CLASSES: Final = {
    0: "other",
    1: "agency",
    2: "government",
    3: "own_company",
    4: "individual",
    5: "sea",
    6: "re_entry",
}


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a card says. Times are UTC, whole seconds; nothing here names or describes a person.

    `scheme` is the class of placement (`CLASSES`; other numbers below 24 are for later classes).
    """

    index: bytes
    scheme: int
    issued_at: datetime
    valid_from: datetime
    valid_to: datetime
    salt: bytes
    passport_digest: bytes

    def __post_init__(self) -> None:
        sizes = (len(self.index), len(self.salt), len(self.passport_digest))
        if sizes != (INDEX_SIZE, SALT_SIZE, PASSPORT_DIGEST_SIZE) or not 0 <= self.scheme < 24:
            raise ValueError("index, salt, digest or scheme class has another size")
        if not self.valid_from < self.valid_to or not self.issued_at < self.valid_to:
            raise ValueError("the times are out of order")
        if any(_seconds(moment) >> 32 for moment in (self.issued_at, self.valid_from, self.valid_to)):
            raise ValueError("a time outside 1970 to 2106")


def new_claims(
    scheme: int, passport: Passport, issued_at: datetime, valid_from: datetime, valid_to: datetime
) -> Claims:
    """Claims with a fresh random index and salt, bound to the passport. Raises ValueError."""
    index, salt = secrets.token_bytes(INDEX_SIZE), secrets.token_bytes(SALT_SIZE)
    return Claims(index, scheme, issued_at, valid_from, valid_to, salt, passport.digest(salt))


def issue(claims: Claims, key: Signer) -> str:
    """The text of the QR code."""
    protected, payload = cbor.encode({ALG: ES256, KID: key.kid}), encode_claims(claims)
    signature = key.sign(signed_bytes(protected, payload))
    return PREFIX + base45.encode(cbor.encode([protected, {}, payload, signature], SIGN1))


def encode_claims(claims: Claims) -> bytes:
    """The CWT claims set."""
    own = [VERSION, claims.scheme, claims.salt, claims.passport_digest]
    times = {EXP: _seconds(claims.valid_to), NBF: _seconds(claims.valid_from), IAT: _seconds(claims.issued_at)}
    return cbor.encode({**times, CTI: claims.index, RANTAU: own})


def claims_digest(claims: Claims) -> bytes:
    """What the status list keeps for the card's index: eight bytes of SHA-256 over the claims."""
    return payload_digest(encode_claims(claims))


def payload_digest(payload: bytes) -> bytes:
    """As `claims_digest`, from the encoded claims."""
    return sha256(payload).digest()[:DIGEST_SIZE]


def signed_bytes(protected: bytes, payload: bytes) -> bytes:
    """COSE's Sig_structure for COSE_Sign1 without external data (RFC 9052 §4.4)."""
    return cbor.encode(["Signature1", protected, b"", payload])


def _seconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return int(moment.timestamp())


@dataclass(frozen=True, slots=True)
class Envelope:
    """A card taken apart, nothing of it believed yet."""

    protected: bytes
    kid: bytes
    payload: bytes
    signature: bytes


def verify(
    text: str, keys: KeyList, status: StatusView | None, now: datetime, passport: Passport | None = None
) -> Verdict:
    """Checks the code of a card. `now` is aware. Never raises on bad input, and never says ACCEPT without a list.

    With `passport` the card must belong to it; without, the verdict's detail `passport` says `not_compared`.
    Freshness follows reliability.md G4: a list older than 72 h decides nothing, one older than the card decides
    nothing about that card, and a clock behind a signed time decides nothing at all.
    """
    try:
        envelope = open_envelope(text)
        key = check_signature(envelope, keys)
        claims = read_claims(envelope.payload)
        check_key(key, claims)
        check_clock(claims, status, now)
        check_times(claims, now)
        check_status(claims, payload_digest(envelope.payload), status)
        check_passport(claims, passport)
    except Fault as fault:
        return fault.verdict()
    return verdict("card_valid", **_details(claims, passport))


def _details(claims: Claims, passport: Passport | None) -> dict[str, Detail]:
    return {
        "index": claims.index.hex(),
        "scheme": CLASSES.get(claims.scheme, "other"),
        "valid_from": claims.valid_from.isoformat(),
        "valid_to": claims.valid_to.isoformat(),
        "passport": "matches" if passport else "not_compared",
    }


def open_envelope(text: str) -> Envelope:
    """Takes the code apart, strictly. Raises Fault."""
    if len(text) > LONGEST:
        raise Fault("too_long")
    if not text.startswith(PREFIX):
        raise Fault("not_a_card")
    try:
        data = base45.decode(text[len(PREFIX) :])
    except ValueError as error:
        raise Fault("encoding_bad") from error
    try:
        return _envelope(cbor.decode(data, SIGN1))
    except cbor.CborError as error:
        raise Fault("structure_bad") from error


def _envelope(item: cbor.Item) -> Envelope:
    match item:
        # The unprotected header is empty in version 1; its label RANTAU is kept for the staple.
        case [bytes(protected), dict(unprotected), bytes(payload), bytes(signature)] if not unprotected:
            return Envelope(protected, _kid(protected), payload, signature)
    raise Fault("structure_bad")


def _kid(protected: bytes) -> bytes:
    header = cbor.decode(protected)
    if not isinstance(header, dict) or header.get(ALG) != ES256:
        raise Fault("algorithm_refused")
    kid = header.get(KID)
    if len(header) != 2 or not isinstance(kid, bytes):
        raise Fault("structure_bad")
    return kid


def check_signature(envelope: Envelope, keys: KeyList) -> PublicKey:
    """The pinned key that signed the card. Raises Fault."""
    key = keys.find("card", envelope.kid)
    if key is None:
        raise Fault("key_unknown", kid=envelope.kid.hex())
    if not key.verifies(envelope.signature, signed_bytes(envelope.protected, envelope.payload)):
        raise Fault("signature_bad")
    return key


def read_claims(payload: bytes) -> Claims:
    """The claims of a card whose signature is good. Raises Fault."""
    try:
        raw = cbor.decode(payload)
    except cbor.CborError as error:
        raise Fault("claims_bad") from error
    if not isinstance(raw, dict):
        raise Fault("claims_bad")
    if _is_newer(raw.get(RANTAU)):
        raise Fault("version_newer")
    match [len(raw), *(raw.get(label) for label in (EXP, NBF, IAT, CTI, RANTAU))]:
        case [5, int(exp), int(nbf), int(iat), bytes(index), [int(), int(scheme), bytes(salt), bytes(digest)]]:
            return _claims(index, scheme, (iat, nbf, exp), salt, digest)
    raise Fault("claims_bad")


def _is_newer(own: object) -> bool:
    """Whether the card's own part begins with another version than this verifier's."""
    return isinstance(own, list) and bool(own) and isinstance(own[0], int) and own[0] != VERSION


def _claims(index: bytes, scheme: int, times: tuple[int, int, int], salt: bytes, digest: bytes) -> Claims:
    try:
        issued_at, valid_from, valid_to = (datetime.fromtimestamp(seconds, UTC) for seconds in times)
        return Claims(index, scheme, issued_at, valid_from, valid_to, salt, digest)
    except (ValueError, OverflowError, OSError) as error:
        raise Fault("claims_bad") from error


def check_key(key: PublicKey, claims: Claims) -> None:
    """A withdrawn key vouches for nothing; any key only for its own period. Raises Fault."""
    if key.withdrawn:
        raise Fault("key_withdrawn")
    if not key.valid_from <= claims.issued_at <= key.valid_until:
        raise Fault("key_out_of_period")


def check_clock(claims: Claims, status: StatusView | None, now: datetime) -> None:
    """The clock may not be behind a signed time, nor the list be old by it. Raises Fault."""
    signed = max(claims.issued_at, status.as_of) if status else claims.issued_at
    if now < signed - SKEW:
        raise Fault("clock_behind")
    if status and now - status.as_of > LIST_LIMIT:
        raise Fault("status_old", list_hours=int((now - status.as_of).total_seconds() // 3600))


def check_times(claims: Claims, now: datetime) -> None:
    """Validity; the last second still counts, and a clock a little behind does no harm. Raises Fault."""
    if now > claims.valid_to:
        raise Fault("expired", valid_to=claims.valid_to.isoformat())
    if now < claims.valid_from - SKEW:
        raise Fault("not_yet_valid", valid_from=claims.valid_from.isoformat())


def check_status(claims: Claims, digest: bytes, status: StatusView | None) -> None:
    """The card must be in the list, valid, with these very claims. Raises Fault."""
    if status is None:
        raise Fault("status_missing")
    if claims.issued_at > status.as_of:
        raise Fault("newer_than_list")
    entry = status.find(claims.index)
    if entry is None or entry.state is State.NEVER_ISSUED:
        raise Fault("never_issued")
    _check_entry(entry, digest)


def _check_entry(entry: StatusEntry, digest: bytes) -> None:
    if entry.digest != digest:
        raise Fault("digest_differs")
    if entry.state is not State.VALID:
        raise Fault(entry.state.value)


def check_passport(claims: Claims, passport: Passport | None) -> None:
    """The passport shown, if one was, must be the one the card was issued for. Raises Fault."""
    if passport and passport.digest(claims.salt) != claims.passport_digest:
        raise Fault("passport_differs")
