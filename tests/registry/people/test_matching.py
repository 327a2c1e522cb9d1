"""Finding the same person without seeing everybody: weights, bands, masks, limits, and opening with a reason."""

import logging
import sys
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from rantau.config.logs import ScrubbedFormatter
from rantau.kernel import sealed
from rantau.kernel.actions import run
from rantau.kernel.actors import VISITOR, Role, reading
from rantau.kernel.models import AccessGrant, JournalEntry
from rantau.registry.people import matching, policies, selectors
from rantau.registry.people.actions import MatchPersons, OpenService
from rantau.registry.people.finding import find_person, match
from rantau.registry.people.matching import Query
from rantau.registry.people.models import Identifier, MatchTry, Person
from rantau.registry.people.names import normalise_name
from tests import world
from tests.registry.people import builders

pytestmark = pytest.mark.django_db
WULAN = Query(name="Wulan Pratama", birth_date=date(1999, 3, 4), sex="f", regency="36.04")


def other(**fields: Any) -> Person:
    name = fields.pop("name", "Wulan Pratama")
    return world.person(name=name, name_key=normalise_name(name), **fields)


def best(query: Query, **fields: Any) -> matching.Candidate:
    wanted = other(**fields)
    return next(found for found in match(builders.officer(), query) if found.person_id == wanted.id)


@pytest.mark.parametrize(
    ("fields", "band"),
    [
        ({}, "same"),
        ({"name": "Woelan Pratama"}, "same"),
        ({"birth_date": date(1999, 4, 3)}, "ask"),
        ({"birth_date": date(1998, 3, 4)}, "ask"),
        ({"birth_date": date(1989, 3, 4)}, "ask"),
        ({"name": "Wulan Pratamo"}, "ask"),
        ({"regency_id": "36.71", "birth_date": date(1985, 7, 8)}, "different"),
        ({"sex": "m", "birth_date": date(1999, 3, 5)}, "ask"),
    ],
)
def test_match_weighs_each_difference(fields: dict[str, Any], band: str) -> None:
    assert best(WULAN, **fields).band == band


def test_match_sums_the_weights_and_masks_the_name() -> None:
    found = best(WULAN)
    assert found.total == pytest.approx(sum(found.weights.values()))
    assert (found.name, found.birth_year, found.regency) == ("Wul•• Pra••••", 1999, "Kabupaten Serang")


def test_match_by_an_equal_nik_alone_is_never_different() -> None:
    holder = builders.holder_with_nik(
        name="Ratna Contoh", name_key="RATNA CONTOH", birth_date=date(1970, 1, 1), sex="m"
    )
    query = Query(nik=builders.NIK, name="Wulan Pratama", birth_date=date(1999, 3, 4), sex="f", regency="36.71")
    (found,) = match(builders.officer(), query)
    assert (found.person_id, found.band, found.holds_nik) == (holder.id, "ask", True)


def test_match_by_name_alone_finds_a_misspelt_one() -> None:
    wanted = other(name="Wulandari Kusumawati")
    other(name="Bambang Sutrisno")
    assert [found.person_id for found in match(builders.officer(), Query(name="Wulandary Kusumawatti"))] == [wanted.id]


def test_match_returns_at_most_five() -> None:
    for _ in range(8):
        other()
    assert len(match(builders.officer(), WULAN)) == 5


def test_match_is_journalled_without_what_was_asked() -> None:
    match(builders.officer(), Query(nik=builders.NIK, name="Wulan"))
    with world.as_owner():
        entry = JournalEntry.objects.get(action="match_persons")
        attempt = MatchTry.objects.get()
    assert bytes(attempt.subject) == sealed.blind("match", builders.NIK)
    assert builders.NIK not in str(vars(entry)) + str(vars(attempt))


@pytest.mark.parametrize("role", sorted(set(Role) - policies.SEARCHING))
def test_match_by_a_role_without_need_is_refused(role: Role) -> None:
    assert builders.refusal_of(MatchPersons(name="Wulan"), builders.officer(role)).code == "not_allowed"


def test_match_by_a_visitor_asks_to_sign_in() -> None:
    assert builders.refusal_of(MatchPersons(name="Wulan"), VISITOR).code == "sign_in_first"


def test_match_beyond_the_budget_of_an_officer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "TRIES_PER_OFFICER", 2)
    officer = builders.officer()
    for name in ("Wulan", "Ratna"):
        match(officer, Query(name=name))
    assert builders.refusal_of(MatchPersons(name="Asri"), officer).code == "search_budget_used"
    assert match(builders.officer(), Query(name="Asri")) == ()


def test_match_function_belongs_to_the_app_alone() -> None:
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolname, has_function_privilege(r.rolname, p.oid, 'EXECUTE') FROM pg_proc p, pg_roles r"
            " WHERE p.proname IN ('people_match', 'people_holder') AND r.rolname LIKE 'rantau%'"
        )
        may = {role for role, allowed in cursor.fetchall() if allowed}
    assert may == {"rantau_app", "rantau_owner"}


@given(words=st.lists(st.from_regex(r"[A-Za-z'é]{1,14}", fullmatch=True), min_size=1, max_size=4))
def test_mask_of_any_name_hides_a_letter_of_each_word(words: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_mask(%s)", [" ".join(words)])
        masked = cursor.fetchone()[0].split()
    assert [len(word) for word in masked] == [len(word) for word in words]
    assert all(
        "•" in hidden and word not in hidden for hidden, word in zip(masked, words, strict=True) if len(word) > 2
    )


@given(
    kind=st.sampled_from(["nik", "passport", "phone", "ktkln", "sisko", "email"]),
    text=st.text("0123456789AZ@+", min_size=1),
)
def test_mask_of_any_number_never_contains_it(kind: str, text: str) -> None:
    assert text not in selectors.mask(kind, text)


def test_open_service_of_a_found_person_gives_sight_for_a_time_and_tells_her() -> None:
    wanted, officer = other(), builders.officer()
    match(officer, WULAN)
    run(OpenService(person_id=wanted.id, ground="choice", reason="datang ke loket"), officer)
    with world.as_owner():
        grant = AccessGrant.objects.get(subject=wanted.id, basis="service")
    assert (grant.unit, grant.valid_to is not None) == (officer.unit_id, True)
    assert [message.recipient for message in builders.messages("file_opened")] == [wanted.id]
    with reading(officer):
        assert selectors.person_page(officer, wanted.id).person == wanted


def test_open_service_of_somebody_not_found_by_oneself_is_refused() -> None:
    wanted, officer = other(), builders.officer()
    match(builders.officer(), WULAN)
    command = OpenService(person_id=wanted.id, ground="choice", reason="datang ke loket")
    assert builders.refusal_of(command, officer).code == "not_found"
    assert builders.refusal_of(command, builders.officer(Role.AGENCY_OFFICER)).code == "not_allowed"


@pytest.mark.control
def test_control_without_the_memory_of_searches_any_id_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "was_shown", lambda tx, person_id: True)
    wanted, officer = other(), builders.officer()
    assert run(OpenService(person_id=wanted.id, ground="choice", reason="datang ke loket"), officer)["until"]


@pytest.mark.parametrize("typed", ["3604 0144 0399 9001", "36.04.01.440399.9001", "{number}", "0840-0000-0123"])
def test_find_person_in_scope_by_any_number_shows_her_with_a_masked_nik(typed: str) -> None:
    officer = builders.officer()
    person = builders.register(officer, nik=builders.NIK)
    found = find_person(officer, typed.format(number=person.number.lower()))
    assert [(row.id, row.nik) for row in found.persons] == [(person.id, "•••• •••• •••• 9001")]
    assert not found.candidates


def test_find_person_out_of_scope_shows_a_masked_candidate_only() -> None:
    person = builders.register(builders.officer(), nik=builders.NIK)
    found = find_person(builders.officer(), builders.NIK)
    assert found.persons == ()
    assert [candidate.person_id for candidate in found.candidates] == [person.id]
    assert "Pratama" not in str(found)


def test_find_person_by_name_shows_whom_one_sees_by_name_and_masks_everybody_else() -> None:
    officer = builders.officer()
    own = builders.register(officer, nik=builders.NIK)
    found = find_person(officer, own.name)
    assert [(row.id, row.name) for row in found.persons] == [(own.id, own.name)]
    assert own.id not in {row.person_id for row in found.candidates}
    elsewhere = find_person(builders.officer(), own.name)
    assert (elsewhere.persons, [row.person_id for row in elsewhere.candidates]) == ((), [own.id])


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%", "';--", "•" * 400, "0", "🙂"])
def test_find_person_by_what_is_nobodys_finds_nobody(typed: str) -> None:
    other()
    found = find_person(builders.officer(), typed)
    assert (found.persons, found.candidates) == ((), ())


def test_unique_violation_is_logged_without_the_number() -> None:
    first, second = builders.holder_with_nik(), other(name="Ratna Contoh")
    digest = sealed.blind("nik", builders.NIK)
    written = ""
    try:
        with transaction.atomic(), world.as_owner():
            Identifier.objects.create(person=second, kind="nik", digest=digest, sealed=b"x")
    except IntegrityError:
        record = logging.LogRecord("django", logging.ERROR, "", 1, "failed", (), None)
        record.exc_info = sys.exc_info()
        written = ScrubbedFormatter().format(record)
    assert '"exception_type":"IntegrityError"' in written
    for canary in (builders.NIK, digest.hex(), str(first.id), "Key ("):
        assert canary not in written
