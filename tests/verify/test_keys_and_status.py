"""The list of keys and the signed status list: exactly as written, or not at all."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import status
from rantau_verify.keys import KeyList, KeysError, LocalKey, PublicKey, key_id
from rantau_verify.note import LocalSigner, NoteError
from rantau_verify.status import ListError, State, read_list
from tests.verify.support import DAY, NOW, UNHURRIED, card_key, claims, key_list, listed, status_key


def _spki(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def test_parse_dumped_list_gives_the_same_list() -> None:
    text = key_list().dump()
    assert KeyList.parse(text).dump() == text
    assert KeyList.parse(text.encode()).find("card", card_key().kid) == key_list().find("card", card_key().kid)


@pytest.mark.parametrize(
    "spki",
    [
        _spki(ec.generate_private_key(ec.SECP384R1())),
        _spki(ec.generate_private_key(ec.SECP256K1())),
        _spki(rsa.generate_private_key(65537, 1024)),
        _spki(ed25519.Ed25519PrivateKey.generate()),
        b"",
        b"\x30\x00",
    ],
    ids=["p384", "k256", "rsa", "ed25519", "nothing", "empty"],
)
def test_public_key_of_another_kind_is_refused(spki: bytes) -> None:
    with pytest.raises(KeysError):
        PublicKey("card", spki, NOW, NOW)


def _change(**changes: object) -> Callable[[dict[str, object]], object]:
    return lambda raw: raw.update(changes)


@pytest.mark.parametrize(
    "change",
    [
        _change(kid="00" * 8),
        _change(use="everything"),
        _change(spki="?"),
        _change(spki=b64encode(b"x").decode()),
        _change(until="2020-01-01T00:00:00.000000Z"),
        _change(**{"from": "yesterday"}),
        _change(withdrawn="no"),
        _change(withdrawn=None),
        _change(more=1),
        lambda raw: raw.pop("withdrawn"),
        lambda raw: raw.clear(),
    ],
)
def test_parse_list_with_a_strange_key_is_refused(change: Callable[[dict[str, object]], object]) -> None:
    raw = json.loads(key_list().dump())
    change(raw["keys"][0])
    with pytest.raises(KeysError):
        KeyList.parse(json.dumps(raw))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "{", '{"format":"x","keys":[]}', "[" * 100_000, b"\xff\xfe"])
def test_parse_list_that_is_none_is_refused(text: str | bytes) -> None:
    with pytest.raises(KeysError):
        KeyList.parse(text)


def test_key_list_with_two_keys_of_one_name_is_refused() -> None:
    key = card_key().public("card", NOW, NOW)
    with pytest.raises(KeysError, match="two keys"):
        KeyList([key, replace(key, use="status")])


def test_key_name_is_computed_and_never_chosen() -> None:
    assert card_key().public("card", NOW, NOW).kid == key_id(card_key().spki) == card_key().kid


def test_keys_from_pem_are_read_and_other_kinds_refused() -> None:
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert LocalKey.from_pem(card_key().private.private_bytes(*form)).kid == card_key().kid
    other = ed25519.Ed25519PrivateKey.generate()
    assert LocalSigner.from_pem("a", other.private_bytes(*form)).key == LocalSigner("a", other).key
    with pytest.raises(KeysError):
        LocalKey.from_pem(other.private_bytes(*form))
    with pytest.raises(NoteError):
        LocalSigner.from_pem("a", card_key().private.private_bytes(*form))
    assert LocalSigner.generate("a").key != LocalSigner.generate("a").key


# --- status list -------------------------------------------------------------------------------------------------


def test_read_signed_list_gives_it_back() -> None:
    made = listed(claims(), claims(), state=State.SUSPENDED)
    assert read_list(made.sign(status_key()), key_list()) == made
    assert read_list(made.sign(status_key()) + b"\n", key_list()) == made


def test_read_list_signed_by_another_key_is_refused() -> None:
    made = listed(claims())
    for signer in (card_key(), LocalKey.generate()):
        with pytest.raises(ListError):
            read_list(made.sign(signer), key_list())


def test_read_list_signed_by_a_withdrawn_key_or_outside_its_period_is_refused() -> None:
    made = listed(claims())
    key = status_key()
    for keys in (
        PublicKey("status", key.spki, NOW - DAY, NOW, withdrawn=True),
        PublicKey("status", key.spki, NOW - 3 * DAY, NOW - DAY),
    ):
        with pytest.raises(ListError):
            read_list(made.sign(key), KeyList([keys]))


@UNHURRIED
@given(st.data())
def test_read_list_with_one_byte_changed_is_refused(data: st.DataObject) -> None:
    signed = bytearray(listed(claims()).sign(status_key()))
    place = data.draw(st.integers(0, len(signed) - 1))
    signed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ListError):
        read_list(bytes(signed), key_list())


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"kid":1,"list":2,"signature":3}']
)
def test_read_list_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ListError):
        read_list(data, key_list())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"valid"', '"perhaps"'),
        ('"counter":1', '"counter":"1"'),
        ('"counter":1', '"counter":true'),
        ('["valid"', '[["valid"]'),
    ],
)
def test_read_list_well_signed_but_of_another_shape_is_refused(old: str, new: str) -> None:
    """The signer's own mistake must not become a state nobody knows."""
    body = json.loads(listed(claims()).sign(status_key()))["list"].replace(old, new)
    signature = b64encode(status_key().sign(status._DOMAIN + body.encode())).decode()
    raw = {"kid": status_key().kid.hex(), "list": body, "signature": signature}
    with pytest.raises(ListError):
        read_list(json.dumps(raw, separators=(",", ":"), sort_keys=True).encode(), key_list())


@pytest.mark.control
def test_control_without_the_signature_a_forged_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = listed(claims(), as_of=NOW - timedelta(minutes=1)).sign(status_key()).replace(b"valid", b"revoked")
    with pytest.raises(ListError):
        read_list(forged, key_list())
    monkeypatch.setattr(status, "_check_signature", lambda raw, body, keys: None)
    assert [found.state for found in read_list(forged, key_list()).entries.values()] == [State.REVOKED]
