"""Families of hostile card codes. Each takes a genuine card and a source of randomness and gives a code to refuse.

Those that sign have either a key of their own or, where the name says `stolen`, the real issuing key.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rantau_verify import base45, card, cbor
from rantau_verify.keys import ORDER, LocalKey
from tests.verify.support import DAY, NOW, card_key, claims

Hostile = Callable[[str, random.Random], str]
Parts = list[Any]


@cache
def foreign_key() -> LocalKey:
    """A key no verifier knows."""
    return LocalKey.generate()


def raw(text: str) -> bytes:
    """The bytes behind the prefix."""
    return base45.decode(text.removeprefix(card.PREFIX))


def code(data: bytes) -> str:
    """The code of any bytes."""
    return card.PREFIX + base45.encode(data)


def parts(text: str) -> Parts:
    """[protected, unprotected, payload, signature]."""
    found = cbor.decode(raw(text), card.SIGN1)
    assert isinstance(found, list)
    return list(found)


def joined(items: Parts, tag: int | None = card.SIGN1) -> str:
    """The code of these parts."""
    return code(cbor.encode(items, tag))


def signed(protected: bytes, payload: bytes, key: LocalKey) -> str:
    """A well-made code over any header and payload."""
    return joined([protected, {}, payload, key.sign(card.signed_bytes(protected, payload))])


def header(key: LocalKey) -> bytes:
    """The protected header of a genuine card of that key."""
    return cbor.encode({card.ALG: card.ES256, card.KID: key.kid})


def stolen(payload: bytes) -> str:
    """A payload under the stolen issuing key."""
    return signed(header(card_key()), payload, card_key())


# --- damage without a key ----------------------------------------------------------------------------------------


def bit_flip(text: str, source: random.Random) -> str:
    data = bytearray(raw(text))
    data[source.randrange(len(data))] ^= 1 << source.randrange(8)
    return code(bytes(data))


def two_bytes_changed(text: str, source: random.Random) -> str:
    data = bytearray(raw(text))
    for place in source.sample(range(len(data)), 2):
        data[place] = (data[place] + source.randrange(1, 256)) % 256
    return code(bytes(data))


def character_changed(text: str, source: random.Random) -> str:
    place = source.randrange(len(text))
    other = source.choice([found for found in base45.ALPHABET + "aé\n\x00\ud800" if found != text[place]])
    return text[:place] + other + text[place + 1 :]


def cut_off(text: str, source: random.Random) -> str:
    return text[: source.randrange(len(text))]


def something_appended(text: str, source: random.Random) -> str:
    return text + "".join(source.choices(base45.ALPHABET + "\n ", k=source.randrange(1, 9)))


def bytes_appended(text: str, source: random.Random) -> str:
    return code(raw(text) + source.randbytes(source.randrange(1, 9)))


def noise(text: str, source: random.Random) -> str:
    return code(source.randbytes(source.randrange(200)))


def noise_in_the_frame(text: str, source: random.Random) -> str:
    return joined([source.randbytes(13), {}, source.randbytes(60), source.randbytes(64)])


def lower_case(text: str, source: random.Random) -> str:
    return text.lower()


def space_before(text: str, source: random.Random) -> str:
    return source.choice([" ", "\t", "\ufeff", "\n"]) + text


def other_prefix(text: str, source: random.Random) -> str:
    return source.choice(["HC1:", "RANTAU2:", "RANTAU1", "RANTAU01:", ""]) + text.removeprefix(card.PREFIX)


def far_too_long(text: str, source: random.Random) -> str:
    return text + "0" * source.randrange(4096, 100_000)


# --- another spelling of a genuine card --------------------------------------------------------------------------


def high_s(text: str, source: random.Random) -> str:
    items = parts(text)
    signature = items[3]
    return joined([*items[:3], signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")])


def no_tag(text: str, source: random.Random) -> str:
    return joined(parts(text), None)


def other_tag(text: str, source: random.Random) -> str:
    return joined(parts(text), source.choice([16, 17, 19, 61, 96, 97, 98, 55799]))


def tag_in_tag(text: str, source: random.Random) -> str:
    return code(b"\xd2" + raw(text))


def long_spelling(text: str, source: random.Random) -> str:
    data = raw(text)  # d2 84 …: the array of four, its count in two, three, five or nine bytes
    longer = source.choice([b"\x98\x04", b"\x99\x00\x04", b"\x9a\x00\x00\x00\x04", b"\x9b" + bytes(7) + b"\x04"])
    return code(data[:1] + longer + data[2:])


def indefinite_array(text: str, source: random.Random) -> str:
    data = raw(text)
    return code(data[:1] + b"\x9f" + data[2:] + b"\xff")


def indefinite_string(text: str, source: random.Random) -> str:
    data = raw(text)
    size = data[2] - 0x40
    return code(data[:2] + b"\x5f" + data[2 : 3 + size] + b"\xff" + data[3 + size :])


def claim_in_unprotected_header(text: str, source: random.Random) -> str:
    items = parts(text)
    items[1] = {source.choice([1, 4, 33, card.RANTAU]): source.choice([card.ES256, card_key().kid, b"staple"])}
    return joined(items)


def one_more_part(text: str, source: random.Random) -> str:
    return joined([*parts(text), b""])


def one_part_less(text: str, source: random.Random) -> str:
    items = parts(text)
    del items[source.randrange(4)]
    return joined(items)


def compressed(text: str, source: random.Random) -> str:
    return code(zlib.compress(raw(text)))


def zlib_bomb(text: str, source: random.Random) -> str:
    return code(zlib.compress(bytes(source.randrange(1_000_000, 2_000_000)), 9))[: card.LONGEST]


def deep_nesting(text: str, source: random.Random) -> str:
    opening = source.choice([b"\x81", b"\xa1\x00", b"\xd2", b"\x9f"])
    return code((b"\xd2" + opening * source.randrange(5, 1300))[:2600])


def huge_count(text: str, source: random.Random) -> str:
    return code(b"\xd2" + source.choice([b"\x9b", b"\xbb", b"\x5b", b"\x7b"]) + source.choice([b"\x7f", b"\xff"]) * 8)


# --- algorithm and key -------------------------------------------------------------------------------------------


def algorithm_none(text: str, source: random.Random) -> str:
    items = parts(text)
    items[0] = source.choice([cbor.encode({4: card_key().kid}), cbor.encode({1: 0, 4: card_key().kid}), b"\xa0", b""])
    items[3] = source.choice([b"", bytes(64), items[3]])
    return joined(items)


def algorithm_other(text: str, source: random.Random) -> str:
    items = parts(text)
    items[0] = cbor.encode({1: source.choice([-8, -35, -36, -37, -257, -9, 5, 4, "ES256"]), 4: card_key().kid})
    return joined(items)


def algorithm_hmac_with_public_key(text: str, source: random.Random) -> str:
    protected, payload = cbor.encode({1: 5, 4: card_key().kid}), parts(text)[2]
    mac = hmac.HMAC(card_key().spki, hashes.SHA256())
    mac.update(card.signed_bytes(protected, payload))
    return joined([protected, {}, payload, mac.finalize() * 2])


def algorithm_eddsa(text: str, source: random.Random) -> str:
    protected, payload = cbor.encode({1: -8, 4: card_key().kid}), parts(text)[2]
    own = Ed25519PrivateKey.generate()
    return joined([protected, {}, payload, own.sign(card.signed_bytes(protected, payload))])


def key_name_collision(text: str, source: random.Random) -> str:
    payload = card.encode_claims(claims())
    return signed(header(card_key()), payload, foreign_key())


def own_key(text: str, source: random.Random) -> str:
    return card.issue(claims(), foreign_key())


def empty_signature(text: str, source: random.Random) -> str:
    half = source.choice([bytes(32), ORDER.to_bytes(32, "big"), b"\xff" * 32, bytes(31) + b"\x01"])
    return joined([*parts(text)[:3], source.choice([b"", bytes(63), half + half, half + bytes(31) + b"\x01"])])


def signature_of_another_card(text: str, source: random.Random) -> str:
    other = parts(card.issue(claims(), card_key()))
    return joined([*parts(text)[:3], other[3]])


def header_of_two_keys(text: str, source: random.Random) -> str:
    body = b"\xa3\x01\x26\x04\x48" + card_key().kid + b"\x04\x48" + foreign_key().kid
    return signed(body, card.encode_claims(claims()), card_key())


# --- the stolen key ----------------------------------------------------------------------------------------------


def stolen_key_never_issued(text: str, source: random.Random) -> str:
    return card.issue(claims(NOW - timedelta(hours=source.randrange(1, 700))), card_key())


def stolen_key_newer_than_list(text: str, source: random.Random) -> str:
    return card.issue(claims(NOW - timedelta(seconds=source.randrange(540))), card_key())


def stolen_key_other_passport_under_true_index(text: str, source: random.Random) -> str:
    true = card.read_claims(parts(text)[2])
    return card.issue(replace(true, passport_digest=source.randbytes(16)), card_key())


def stolen_key_longer_validity_under_true_index(text: str, source: random.Random) -> str:
    true = card.read_claims(parts(text)[2])
    return card.issue(replace(true, valid_to=true.valid_to + source.randrange(1, 999) * DAY), card_key())


def stolen_key_duplicate_claim(text: str, source: random.Random) -> str:
    payload = parts(text)[2]
    return stolen(bytes([payload[0] + 1]) + payload[1:7] + payload[1:])


def stolen_key_other_version(text: str, source: random.Random) -> str:
    true = cbor2.loads(parts(text)[2])
    true[card.RANTAU][0] = source.choice([0, 2, 23, 1000, -1])
    return stolen(cbor2.dumps(true, canonical=True))


def stolen_key_strange_claims(text: str, source: random.Random) -> str:
    true = cbor2.loads(parts(text)[2])
    strange: list[object] = [
        None,
        True,
        1.5,
        "x",
        -1,
        2**63,
        2**64 - 1,
        b"",
        [],
        {},
        [[]],
        cbor2.CBORTag(1, 0),
        cbor2.undefined,
    ]
    true[source.choice(sorted(true))] = source.choice(strange)
    return stolen(cbor2.dumps(true, canonical=True))


def stolen_key_strange_own_part(text: str, source: random.Random) -> str:
    true = cbor2.loads(parts(text)[2])
    own = true[card.RANTAU]
    source.choice([own.pop, lambda: own.append(1), lambda: own.__setitem__(1, 24), own.clear, own.reverse])()
    return stolen(cbor2.dumps(true, canonical=True))


def stolen_key_noise(text: str, source: random.Random) -> str:
    return stolen(source.randbytes(source.randrange(100)))


FAMILIES: list[Hostile] = [
    found
    for found in list(globals().values())
    if getattr(found, "__annotations__", {}).keys() == {"text", "source", "return"}
]
