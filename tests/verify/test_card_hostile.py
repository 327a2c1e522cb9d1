"""Promises G1 and G2 at CI size: hostile codes in families of fifty, none accepted, none that brings us down."""

from __future__ import annotations

import random
import time
import tracemalloc
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import base45, card, cbor
from rantau_verify.keys import KeyList, PublicKey
from rantau_verify.status import State
from rantau_verify.verdict import Outcome
from tests.verify import hostile
from tests.verify.support import DAY, NOW, PASSPORT, UNHURRIED, card_key, check, claims, listed

EACH = 50


@pytest.mark.parametrize("place", range(EACH))
@pytest.mark.parametrize("family", hostile.FAMILIES, ids=lambda found: found.__name__)
def test_verify_hostile_code_is_never_accepted(family: hostile.Hostile, place: int) -> None:
    true = claims()
    text = card.issue(true, card_key())
    forged = family(text, random.Random(place))
    assert check(forged, true).outcome is not Outcome.ACCEPT
    assert forged != text


def test_hostile_families_make_two_thousand_codes() -> None:
    assert len(hostile.FAMILIES) * EACH >= 2000


def test_verify_bombs_stay_within_a_second_and_little_memory() -> None:
    true = claims()
    text = card.issue(true, card_key())
    forged = [
        family(text, random.Random(place))
        for family in (hostile.zlib_bomb, hostile.deep_nesting, hostile.huge_count, hostile.far_too_long)
        for place in range(5)
    ]
    tracemalloc.start()
    begun = time.perf_counter()
    assert not any(check(found, true).outcome is Outcome.ACCEPT for found in forged)
    spent, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < len(forged)
    assert peak < 4_000_000


@UNHURRIED
@given(st.binary(max_size=400))
def test_verify_any_bytes_are_never_accepted(data: bytes) -> None:
    assert check(card.PREFIX + base45.encode(data)).outcome is Outcome.REJECT


@UNHURRIED
@given(st.text(max_size=200))
def test_verify_any_text_is_never_accepted(text: str) -> None:
    assert check(text).outcome is Outcome.REJECT


@UNHURRIED
@given(st.binary(max_size=60))
def test_decode_any_cbor_is_refused_or_has_one_spelling(data: bytes) -> None:
    try:
        item = cbor.decode(data)
    except cbor.CborError:
        return
    assert cbor.encode(item) == data


@pytest.mark.parametrize("family", [found for found in hostile.FAMILIES if "stolen" in found.__name__])
def test_verify_hostile_code_without_a_list_is_never_accepted(family: hostile.Hostile) -> None:
    forged = family(card.issue(claims(), card_key()), random.Random(1))
    assert check(forged, status=None).outcome is not Outcome.ACCEPT


# --- controls: each protection taken away, the harm follows ------------------------------------------------------


def _accepts(forged: str, *known: card.Claims) -> bool:
    return check(forged, *known).outcome is Outcome.ACCEPT


@pytest.mark.control
def test_control_without_signature_check_a_changed_card_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    true = claims()
    forged = hostile.signature_of_another_card(card.issue(true, card_key()), random.Random(0))
    assert not _accepts(forged, true)
    monkeypatch.setattr(PublicKey, "verifies", lambda key, signature, message: True)
    assert _accepts(forged, true)


@pytest.mark.control
def test_control_without_the_half_rule_a_second_signature_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    true = claims()
    forged = hostile.high_s(card.issue(true, card_key()), random.Random(0))
    assert not _accepts(forged, true)
    monkeypatch.setattr("rantau_verify.keys.is_low", lambda s: True)
    assert _accepts(forged, true)


@pytest.mark.control
def test_control_with_the_card_choosing_its_key_a_foreign_card_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    true = claims()
    forged = card.issue(true, hostile.foreign_key())
    assert check(forged, true).code == "key_unknown"
    pinned = hostile.foreign_key().public("card", NOW - 30 * DAY, NOW)
    monkeypatch.setattr(KeyList, "find", lambda keys, use, kid: pinned)
    assert _accepts(forged, true)


@pytest.mark.control
def test_control_without_the_positive_list_a_stolen_key_suffices(monkeypatch: pytest.MonkeyPatch) -> None:
    forged = hostile.stolen_key_never_issued("", random.Random(0))
    assert check(forged).code == "never_issued"
    monkeypatch.setattr(card, "check_status", lambda claims, digest, status: None)
    assert _accepts(forged)


@pytest.mark.control
def test_control_without_the_listed_digest_a_true_index_covers_another_person(monkeypatch: pytest.MonkeyPatch) -> None:
    true = claims()
    forged = hostile.stolen_key_other_passport_under_true_index(card.issue(true, card_key()), random.Random(0))
    assert check(forged, true).code == "digest_differs"
    monkeypatch.setattr(card, "_check_entry", lambda entry, digest: None)
    assert _accepts(forged, true)


@pytest.mark.control
def test_control_with_a_lenient_decoder_a_second_spelling_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    import cbor2  # the general decoder that a verifier would otherwise use

    true = claims()
    forged = hostile.long_spelling(card.issue(true, card_key()), random.Random(0))
    assert check(forged, true).code == "structure_bad"
    strict = cbor.decode
    monkeypatch.setattr(cbor, "decode", lambda data, tag=None: cbor2.loads(data).value if tag else strict(data))
    assert _accepts(forged, true)


@pytest.mark.control
@pytest.mark.parametrize(
    ("protection", "code", "change"),
    [
        ("check_times", "expired", {"now": NOW + 800 * DAY}),
        ("check_clock", "status_old", {"now": NOW + 4 * DAY}),
        ("check_clock", "clock_behind", {"now": NOW - timedelta(hours=2)}),
        ("check_passport", "passport_differs", {"passport": PASSPORT.__class__("X7654321", "IDN", "960412", "310411")}),
        ("check_key", "key_withdrawn", {"keys": "withdrawn"}),
        ("_check_entry", "revoked", {"status": "revoked"}),
    ],
)
def test_control_without_one_check_its_card_is_accepted(
    protection: str, code: str, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    true = claims()
    text = card.issue(true, card_key())
    if "keys" in change:
        key = card_key()
        change = {"keys": KeyList([PublicKey("card", key.spki, NOW - 30 * DAY, NOW, withdrawn=True)])}
    if "status" in change:
        change = {"status": listed(true, state=State.REVOKED).view}
    if code == "expired":
        change = {**change, "status": listed(true, as_of=NOW + 800 * DAY).view}
    assert check(text, true, **change).code == code
    monkeypatch.setattr(card, protection, lambda *given: None)
    assert check(text, true, **change).outcome is Outcome.ACCEPT


def test_faults_of_a_hostile_code_echo_nothing_of_it() -> None:
    """A REJECT is shown and logged: it may not carry what somebody else wrote into the code."""
    for family in hostile.FAMILIES:
        answer = check(family(card.issue(claims(), card_key()), random.Random(2)))
        assert answer.details.keys() <= {"kid", "valid_to", "valid_from"}
