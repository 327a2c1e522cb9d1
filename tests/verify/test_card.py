"""The genuine card: always accepted, always of one size, readable by another implementation, silent about people."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from cwt import COSE, COSEKey

from rantau_verify import card, mrz
from rantau_verify.keys import ORDER, KeyList, LocalKey, raw_signature
from rantau_verify.status import State, StatusEntry, StatusView
from rantau_verify.verdict import Outcome
from tests.verify import hostile
from tests.verify.support import DAY, NOW, PASSPORT, card_key, check, claims, key_list, listed


def _genuine(seed: int) -> tuple[card.Claims, mrz.Passport]:
    source = random.Random(seed)
    born, ends = source.randrange(60, 100), source.randrange(26, 37)
    passport = mrz.keyed_passport(f"X{source.randrange(10**7):07}", "IDN", f"{born}0412", f"{ends}0411")
    issued = NOW - timedelta(minutes=source.randrange(15, 30 * 24 * 60))
    start = issued + timedelta(seconds=source.randrange(600))
    end = start + source.randrange(31, 1200) * DAY
    return card.new_claims(source.randrange(24), passport, issued, start, end), passport


@pytest.mark.parametrize("seed", range(500))
def test_verify_genuine_card_is_accepted(seed: int) -> None:
    made, passport = _genuine(seed)
    text = card.issue(made, card_key())
    answer = check(text, made, passport=passport)
    assert (answer.outcome, answer.code) == (Outcome.ACCEPT, "card_valid")
    assert answer.details["index"] == made.index.hex()
    assert check(text, made, passport=PASSPORT).code == "passport_differs"


def test_issue_cards_of_all_people_have_one_size_and_shape() -> None:
    """Promise G6: nothing can be told from the length of a code."""
    texts = {len(card.issue(_genuine(seed)[0], card_key())) for seed in range(100)}
    assert texts == {233}


def test_issue_card_says_only_what_the_format_lists() -> None:
    """Promise G6: the whole contents, value by value."""
    made = claims()
    items = hostile.parts(card.issue(made, card_key()))
    payload = cbor2.loads(items[2])
    assert items[1] == {}
    assert cbor2.loads(items[0]) == {1: -7, 4: card_key().kid}
    times = {4: made.valid_to, 5: made.valid_from, 6: made.issued_at}
    own = [1, made.scheme, made.salt, made.passport_digest]
    assert payload == {**{key: int(when.timestamp()) for key, when in times.items()}, 7: made.index, -65537: own}


def test_issue_same_passport_twice_shares_no_salt_digest_or_index() -> None:
    one, two = claims(), claims()
    assert not {one.index, one.salt, one.passport_digest} & {two.index, two.salt, two.passport_digest}


def test_claims_digest_known_claims_is_the_published_one() -> None:
    made = card.Claims(bytes(range(10)), 1, NOW, NOW, NOW + DAY, bytes(8), PASSPORT.digest(bytes(8)))
    assert card.encode_claims(made).hex() == (
        "a5041a6b040090051a6b02af10061a6b02af10074a000102030405060708093a00010000840101480000000000000000"
        f"50{PASSPORT.digest(bytes(8)).hex()}"
    )


# --- another implementation --------------------------------------------------------------------------------------


def _cose_key(key: LocalKey) -> COSEKey:
    numbers = key.private.private_numbers()
    x, y = (part.to_bytes(32, "big") for part in (numbers.public_numbers.x, numbers.public_numbers.y))
    body = {1: 2, 2: key.kid, 3: -7, -1: 1, -2: x, -3: y, -4: numbers.private_value.to_bytes(32, "big")}
    return COSEKey.new(body)  # type: ignore[return-value]


def test_issue_code_is_verified_by_the_cwt_library() -> None:
    made = claims()
    data = hostile.raw(card.issue(made, card_key()))
    assert COSE.new(verify_kid=True).decode(data, keys=[_cose_key(card_key())]) == card.encode_claims(made)


def test_verify_code_made_by_the_cwt_library_is_accepted() -> None:
    made = claims()
    data = COSE.new().encode_and_sign(
        card.encode_claims(made), _cose_key(card_key()), protected={1: -7, 4: card_key().kid}
    )
    protected, unprotected, payload, signature = cbor2.loads(data).value
    low = raw_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    text = hostile.joined([protected, unprotected, payload, low])
    assert check(text, made).outcome is Outcome.ACCEPT


def test_sign_many_messages_keeps_s_in_the_lower_half() -> None:
    signatures = [card_key().sign(bytes([number])) for number in range(40)]
    assert all(int.from_bytes(found[32:], "big") <= ORDER // 2 for found in signatures)


# --- what the issuer refuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"index": bytes(8)},
        {"salt": b""},
        {"passport_digest": bytes(32)},
        {"scheme": 24},
        {"scheme": -1},
        {"valid_to": NOW - 2 * DAY},
        {"valid_to": datetime(2200, 1, 1, tzinfo=UTC)},
        {"valid_from": NOW.replace(tzinfo=None), "valid_to": NOW.replace(tzinfo=None) + DAY},
    ],
    ids="-".join,
)
def test_claims_out_of_shape_are_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        replace(claims(), **change)  # type: ignore[arg-type]


# --- states, keys, times -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.NEVER_ISSUED, State.SUSPENDED, State.REVOKED])
def test_verify_card_in_another_state_is_rejected_with_it(state: State) -> None:
    made = claims()
    answer = check(card.issue(made, card_key()), status=listed(made, state=state).view)
    assert (answer.outcome, answer.code) == (Outcome.REJECT, state.value)


def test_verify_online_lookup_needs_only_a_function() -> None:
    made = claims()
    entry = StatusEntry(State.VALID, card.claims_digest(made))
    view = StatusView(NOW, lambda index: entry if index == made.index else None)
    assert check(card.issue(made, card_key()), status=view).outcome is Outcome.ACCEPT


def test_verify_without_a_list_is_unknown() -> None:
    made = claims()
    assert check(card.issue(made, card_key()), status=None).code == "status_missing"


def test_verify_status_key_may_not_sign_cards() -> None:
    from tests.verify.support import status_key

    made = claims()
    assert check(card.issue(made, status_key()), made).code == "key_unknown"


@pytest.mark.parametrize("issued", [NOW - 31 * DAY, NOW - 400 * DAY])
def test_verify_card_signed_outside_its_keys_period_is_rejected(issued: datetime) -> None:
    made = claims(issued)
    assert check(card.issue(made, card_key()), made).code == "key_out_of_period"


def test_verify_expired_and_future_cards_are_rejected() -> None:
    old, early = claims(NOW - 10 * DAY, end=NOW - timedelta(seconds=1)), claims(start=NOW + DAY)
    assert check(card.issue(old, card_key()), old).code == "expired"
    assert check(card.issue(early, card_key()), early).code == "not_yet_valid"
    last = claims(NOW - 10 * DAY, end=NOW)
    assert check(card.issue(last, card_key()), last).outcome is Outcome.ACCEPT


HOUR = timedelta(hours=1)


@pytest.mark.parametrize("list_hours", [0, 1, 23, 25, 71, 73, 96, 240])
@pytest.mark.parametrize("card_hours", [0, 2, 24, 26, 72, 80, 200])
def test_verify_list_age_and_card_age_follow_the_table(list_hours: int, card_hours: int) -> None:
    """G4: a list older than 72 h decides nothing, one older than the card nothing about it, else the list decides."""
    made = claims(NOW - card_hours * HOUR)
    answer = check(card.issue(made, card_key()), status=listed(made, as_of=NOW - list_hours * HOUR).view)
    expected = "status_old" if list_hours > 72 else "newer_than_list" if card_hours < list_hours else "card_valid"
    assert answer.code == expected


@pytest.mark.parametrize("years", [-10, -5, -1, 1, 2, 5, 10])
def test_verify_clock_wrong_by_years_is_unknown(years: int) -> None:
    made = claims()
    answer = check(card.issue(made, card_key()), made, now=NOW + years * 365 * DAY)
    assert answer.code == ("clock_behind" if years < 0 else "status_old")


@pytest.mark.parametrize("minutes", [-4, -1, 0, 1])
def test_verify_clock_wrong_by_minutes_does_no_harm(minutes: int) -> None:
    made = claims(NOW - timedelta(minutes=1))
    view = listed(made, as_of=NOW).view
    answer = check(card.issue(made, card_key()), status=view, now=NOW + timedelta(minutes=minutes))
    assert answer.outcome is Outcome.ACCEPT


def test_verify_key_list_without_the_key_is_unknown() -> None:
    made = claims()
    answer = check(card.issue(made, card_key()), made, keys=KeyList([]))
    assert (answer.code, answer.details) == ("key_unknown", {"kid": card_key().kid.hex()})
    assert key_list().find("status", card_key().kid) is None
