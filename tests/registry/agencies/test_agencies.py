"""Agencies: who may act on which day, what anybody may see of them, who changes what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rantau.kernel import clock, ids
from rantau.kernel.actors import Role
from rantau.kernel.refusals import Refused
from rantau.registry.agencies.actions import (
    EndReferrer,
    OpenBranch,
    RecordLicence,
    RecordSuspension,
    RegisterAgency,
    RegisterReferrer,
)
from rantau.registry.agencies.guards import may_act
from rantau.registry.agencies.models import Agency, Referrer
from rantau.registry.agencies.selectors import agency_check, agency_of, houses_of, licence_on
from rantau.registry.offices.models import Unit
from tests import world
from tests.placement.builders import agency, agent_of, counted, done, journal, licensed, official, refused, sent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ministry() -> object:
    return official(world.unit("ministry"), Role.MINISTRY_OFFICER)


def suspended(row: Agency, countries: tuple[str, ...] = (), days: int = 90) -> None:
    today = clock.today()
    done(
        RecordSuspension(
            agency_id=row.pk, document="KEP 7/2026", ground="Dua pekerja diberangkatkan tanpa OPP",
            valid_from=today, valid_until=today + days * DAY, countries=countries,
        ),
        ministry(),
    )  # fmt: skip


@pytest.mark.parametrize(("first", "last", "holds"), [(0, 0, True), (-5, -1, False), (1, 5, False), (-1, 0, True)])
def test_licence_on_counts_both_its_days(first: int, last: int, holds: bool) -> None:
    row, today = agency(licence=False), clock.today()
    licensed(row, today + first * DAY, today + last * DAY)
    assert (licence_on(row, today) is not None) is holds


def test_may_act_without_a_licence_names_the_last_one() -> None:
    row, today = agency(licence=False), clock.today()
    number = licensed(row, today - 9 * DAY, today - DAY).number
    why = may_act(row, today)
    assert why is not None
    assert (why.code, why.who) == ("agency_not_licensed", "agency")
    assert number in why.id


def test_may_act_while_suspended_names_document_end_and_who() -> None:
    row, today = agency(), clock.today()
    suspended(row)
    why = may_act(row, today)
    assert why is not None
    assert (why.code, why.who, why.until) == ("agency_suspended", "ministry", today + 90 * DAY)
    assert "KEP 7/2026" in why.id
    assert "boleh meneruskan" in why.id


@pytest.mark.parametrize(("country", "stopped"), [("TW", True), ("MY", False), ("", False)])
def test_may_act_under_a_partial_suspension_is_stopped_for_its_countries_only(country: str, stopped: bool) -> None:
    row = agency()
    suspended(row, ("TW",))
    assert (may_act(row, clock.today(), country) is not None) is stopped


def test_may_act_after_the_last_day_of_a_suspension_goes_on() -> None:
    row = agency()
    suspended(row, days=3)
    assert may_act(row, clock.today() + 4 * DAY) is None


def test_record_suspension_tells_the_other_rooms_and_counts() -> None:
    row = agency()
    suspended(row)
    (message,) = sent("agency_suspended")
    assert message.values["agency"] == str(row.pk)
    assert counted("agency_suspended") == [{"scope": "all"}]
    assert journal("record_suspension")[0].subject == row.pk


@pytest.mark.control
def test_control_without_the_constraint_a_suspension_needs_no_document() -> None:
    row = agency()
    insert = "INSERT INTO suspension (id, agency_id, document, ground, countries, during, made_at) VALUES"
    values = f"('{ids.new_id()}', '{row.pk}', '', '', '{{}}', '[2026-01-01,2026-02-01)', now())"
    with pytest.raises(IntegrityError, match="suspension_has_document"), transaction.atomic():
        world.without(f"{insert} {values}")
    world.without("ALTER TABLE suspension DROP CONSTRAINT suspension_has_document")
    world.without(f"{insert} {values}")
    assert row.suspensions.count() == 1


def test_agency_check_finds_by_name_and_licence_without_personal_data() -> None:
    row = agency("PT Contoh Nusa Bakti")
    with world.as_owner():
        Agency.objects.filter(pk=row.pk).update(director="Budi Rahasia")
    number = row.licences.get().number
    for text in ("nusa bakti", "PT Contoh Nusa", number):
        (card,) = [found for found in agency_check(text) if found.id == row.pk]
        assert (card.state, card.licence) == ("licensed", number)
        assert "Rahasia" not in str(card)


def test_agency_check_says_what_stands_against_it_today() -> None:
    row = agency("PT Contoh Laut Timur")
    suspended(row, ("TW",))
    (card,) = agency_check("laut timur")
    assert (card.state, card.document, card.countries) == ("partly_suspended", "KEP 7/2026", ("TW",))


@pytest.mark.parametrize("text", ["", "PT", "P3MI", "tidak ada begini", "%", "';--"])
def test_agency_check_without_a_telling_word_finds_nobody(text: str) -> None:
    agency()
    assert agency_check(text) == []


def test_open_branch_by_its_own_officer_makes_a_unit_that_acts_for_the_agency() -> None:
    row = agency()
    answer = done(OpenBranch(agency_id=row.pk, name="Cabang Serang", regency="36.04"), agent_of(row))
    branch = Unit.objects.get(pk=str(answer["branch"]))
    assert agency_of(agent_of(row, branch)) == row
    assert houses_of(row) == [row.pk, branch.pk]
    assert agency_check("cabang serang")[0].branches[0].name == "Cabang Serang"


@pytest.mark.parametrize("state", ["unlicensed", "suspended"])
def test_open_branch_of_an_agency_that_may_not_act_is_refused(state: str) -> None:
    row = agency(licence=state != "unlicensed")
    if state == "suspended":
        suspended(row)
    code = refused(OpenBranch(agency_id=row.pk, name="Cabang Serang", regency="36.04"), agent_of(row))
    assert code == ("agency_not_licensed" if state == "unlicensed" else "agency_suspended")


def commands(row: Agency, referrer: Referrer) -> dict[str, tuple[object, bool]]:
    """Every action of the room, and whether an agency officer is the one who may."""
    today = clock.today()
    term = {"valid_from": today + 900 * DAY, "valid_until": today + 950 * DAY}
    return {
        "register_agency": (RegisterAgency(code=ids.reference(8), name="PT Contoh Baru"), False),
        "record_licence": (RecordLicence(agency_id=row.pk, number="SIP3MI-9", **term), False),
        "record_suspension": (
            RecordSuspension(agency_id=row.pk, document="KEP 1", ground="Alasan contoh", **term), False,
        ),
        "open_branch": (OpenBranch(agency_id=row.pk, name="Cabang Satu", regency="36.04"), True),
        "register_referrer": (RegisterReferrer(agency_id=row.pk, name="Ibu Contoh"), True),
        "end_referrer": (EndReferrer(referrer_id=referrer.pk), True),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(commands(Agency(pk=ids.new_id()), Referrer())))
@pytest.mark.parametrize("who", ["entitled", "colleague", "outsider"])
def test_each_action_by_three_people(name: str, who: str) -> None:
    row, other = agency(), agency()
    with world.as_owner():
        referrer = Referrer.objects.create(agency=row, name="Pak Contoh")
    command, of_agency = commands(row, referrer)[name]
    entitled = agent_of(row) if of_agency else ministry()
    colleague = world.actor(row.unit, Role.VERIFIER) if of_agency else official(world.unit("ministry"), Role.AUDITOR)
    outsider = agent_of(other)
    actor = {"entitled": entitled, "colleague": colleague, "outsider": outsider}[who]
    if who == "entitled":
        done(command, actor)
        assert len(journal(name)) == 1
    else:
        code = refused(command, actor)
        assert code == ("not_found" if who == "outsider" and of_agency else "not_allowed")
        assert [entry.code for entry in journal(name, "refused")] == [code]


def test_record_licence_over_another_is_refused_in_words() -> None:
    row, today = agency(), clock.today()
    command = RecordLicence(agency_id=row.pk, number="SIP3MI-2", valid_from=today, valid_until=today + DAY)
    assert refused(command, ministry()) == "licence_one_at_a_time"


def test_record_licence_that_ends_before_it_starts_is_refused() -> None:
    row, today = agency(), clock.today()
    command = RecordLicence(agency_id=row.pk, number="SIP3MI-2", valid_from=today, valid_until=today - DAY)
    assert refused(command, ministry()) == "dates_in_wrong_order"


def test_end_referrer_twice_is_refused_and_the_name_may_come_back() -> None:
    row = agency()
    answer = done(RegisterReferrer(agency_id=row.pk, name="Ibu Contoh"), agent_of(row))
    end = EndReferrer(referrer_id=str(answer["referrer"]))
    assert refused(RegisterReferrer(agency_id=row.pk, name="Ibu Contoh"), agent_of(row)) == "referrer_once"
    done(end, agent_of(row))
    assert refused(end, agent_of(row)) == "changed_meanwhile"
    done(RegisterReferrer(agency_id=row.pk, name="Ibu Contoh"), agent_of(row))


def test_register_agency_with_a_used_code_is_refused() -> None:
    command = RegisterAgency(code=agency().unit.code, name="PT Contoh Baru")
    with pytest.raises(Refused) as answer:
        done(command, ministry())
    assert (answer.value.refusal.code, answer.value.refusal.field) == ("agency_code_taken", "code")
