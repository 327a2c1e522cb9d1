"""The gate informs with its ground; a departure is a date of its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rantau.kernel import clock, ids
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Actor, Role, reading, sees
from rantau.kernel.refusals import Refused, known_refusals
from rantau.placement.clearance.actions import RevokeCard, SuspendCard
from rantau.placement.demand.models import JobOrder, PermitClaim, PermitQuota
from rantau.placement.departure import selectors
from rantau.placement.departure.actions import (
    CheckAtGate,
    FindForGate,
    HoldDeparture,
    PostponeDeparture,
    RecordDeparture,
    ReportArrival,
    ReviewHold,
    outcomes,
)
from rantau.placement.departure.gate import check as gate_result
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.departure.helpers import at_gate, boarding, card_missing, checked, leaving, with_card
from tests.placement.last_steps import PASSPORT, Stage, card_of, file_with, has_passport, stored

pytestmark = pytest.mark.django_db
STATEMENT = "Saya dijanjikan pekerjaan lain oleh orang yang mengantar."


# --- finding


@pytest.mark.parametrize("how", ["passport", "identifier", "reference", "code"])
def test_find_for_gate_opens_the_file_for_a_day(at: Stage, how: str) -> None:
    dossier = file_with(at, "orientation", without=("passport",) if how == "identifier" else ())
    asked: dict[str, str] = {"passport": f" {PASSPORT[0].lower()} {PASSPORT[1:]}"}
    if how == "identifier":
        has_passport(dossier)
    elif how in ("reference", "code"):
        asked = {how: str(getattr(card_of(at, dossier), how))}
    assert not sees(at.guard, dossier.pk)
    assert run(FindForGate(**asked), at.guard) == {"dossier_id": str(dossier.pk)}
    assert sees(at.guard, dossier.pk)
    assert sees(at.guard, dossier.person_id)
    assert builders.journal("find_for_gate")[0].person == dossier.person_id
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT valid_to FROM access_grant WHERE subject = %s AND basis = 'gate'", [dossier.pk])
        left = cursor.fetchone()[0] - clock.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


def test_find_for_gate_twice_keeps_one_opening_alive(at: Stage) -> None:
    dossier = file_with(at)
    for _ in range(2):
        run(FindForGate(passport=PASSPORT), at.guard)
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM access_grant WHERE subject = %s AND basis = 'gate' AND valid_to > clock_timestamp()",
            [dossier.pk],
        )
        assert cursor.fetchone()[0] == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"passport": "A7654321"}, "gate_not_found"),
        ({"passport": "%"}, "gate_not_found"),
        ({"passport": "' OR 1=1"}, "gate_not_found"),
        ({"reference": "A" * 16}, "gate_not_found"),
        ({"reference": "../../etc"}, "gate_not_found"),
        ({"code": "RANTAU1:AAAA"}, "gate_not_found"),
        ({"code": "https://rantau.example/"}, "gate_not_found"),
        ({}, "gate_one_search_only"),
        ({"passport": PASSPORT, "reference": "A" * 16}, "gate_one_search_only"),
    ],
)
def test_find_for_gate_without_a_file_is_refused_and_recorded(at: Stage, asked: dict[str, str], code: str) -> None:
    file_with(at)
    assert refused(FindForGate(**asked), at.guard) == code
    assert [entry.code for entry in builders.journal("find_for_gate", "refused")] == [code]


@pytest.mark.parametrize("role", [Role.ISSUER, Role.AGENCY_OFFICER, Role.CANDIDATE])
def test_find_for_gate_by_anybody_else_is_refused(at: Stage, role: Role) -> None:
    file_with(at)
    assert refused(FindForGate(passport=PASSPORT), world.actor(world.unit(), role)) == "not_allowed"


# --- the result


def colour(at: Stage, dossier: Dossier) -> tuple[str, list[str]]:
    row = checked(at, dossier)
    return row.result, [reason["code"] for reason in row.reasons]


def test_check_at_gate_with_everything_is_green(at: Stage) -> None:
    assert colour(at, leaving(at)) == ("green", [])


def test_check_at_gate_with_a_missing_card_alone_is_amber_and_names_both_sources(at: Stage) -> None:
    row = card_missing(at)
    (reason,) = row.reasons
    assert (row.result, reason["code"], reason["tone"]) == ("amber", "card", "amber")
    assert {"CARD-NOT-PS13", "CARD-IMMIGRATION-2023"} <= set(reason["law"])
    assert reason["mend_id"]
    assert reason["mend_en"]


@pytest.mark.parametrize(
    ("missing", "result"), [("passport", "red"), ("visa", "red"), ("social_security_during", "amber")]
)
def test_check_at_gate_colours_what_is_missing_as_the_pack_says(at: Stage, missing: str, result: str) -> None:
    dossier = at_gate(at, file_with(at, "orientation", "card", without=(missing,)))
    found, codes = colour(at, dossier)
    assert found == result
    assert missing in codes


def test_check_at_gate_without_a_pregnancy_test_is_amber_and_can_be_mended_here(at: Stage) -> None:
    row = checked(at, with_card(at))
    (reason,) = row.reasons
    assert (row.result, reason["code"], bool(reason["mend_id"])) == ("amber", "pregnancy_test", True)


@pytest.mark.parametrize("command", [SuspendCard, RevokeCard])
def test_check_at_gate_with_a_stopped_card_says_so_and_not_that_it_is_missing(
    at: Stage, command: type[SuspendCard]
) -> None:
    dossier = at_gate(at, file_with(at, "orientation"))
    run(command(card_id=card_of(at, dossier).pk, reason="Data diperiksa"), at.issuer)
    row = checked(at, dossier)
    reason = row.reasons[0]
    assert (row.result, reason["code"]) == ("red", "card")
    assert "ditangguhkan" in reason["id"] or "dicabut" in reason["id"]


def test_every_reason_stands_in_both_languages_with_law_and_somebody_to_turn_to(at: Stage) -> None:
    with world.as_owner():
        result = gate_result(file_with(at, without=("visa", "medical", "employment_contract")), clock.today())
    assert len(result.reasons) >= 3
    for reason in result.reasons:
        assert all((reason.id, reason.en, reason.law, reason.ground, reason.who))


@pytest.mark.parametrize(
    ("role", "here", "code"), [(Role.ISSUER, True, "not_allowed"), (Role.GATE_OFFICER, False, "not_found")]
)
def test_check_at_gate_by_the_wrong_person_is_refused(at: Stage, role: Role, here: bool, code: str) -> None:
    actor = world.actor(at.gate if here else world.unit("gate"), role)
    assert refused(CheckAtGate(dossier_id=leaving(at).pk), actor) == code


# --- departed


def test_record_departure_is_a_date_of_its_own_beside_placed(at: Stage) -> None:
    dossier = leaving(at)
    days_ago = clock.today() - timedelta(days=4)
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(placed_on=days_ago)
    run(boarding(checked(at, dossier)), at.guard)
    row = stored(Dossier, dossier.pk)
    assert (row.placed_on, row.departed_on, row.stage) == (days_ago, clock.today(), "arrived")
    assert builders.evidence_of(dossier.pk, "departure")[0].values["flight"] == "CI762"
    assert builders.counted("departed")[0]["airport"] == "CGK"
    assert sees(at.here.consul, dossier.pk)
    assert builders.sent("departed")


def test_record_departure_uses_the_quota_place(at: Stage) -> None:
    dossier = leaving(at)
    permit = builders.permit_of(stored(JobOrder, dossier.job_order_id), {"f": 1})
    with world.as_owner():
        pocket = PermitQuota.objects.get(permit=permit)
        claim = PermitClaim.objects.create(holder=dossier.pk, counter=pocket, state="confirmed")
    run(boarding(checked(at, dossier)), at.guard)
    assert stored(PermitClaim, claim.pk).state == "used"


def test_record_departure_with_amber_asks_for_a_reason_and_keeps_it(at: Stage) -> None:
    row = checked(at, with_card(at))
    assert refused(boarding(row), at.guard) == "gate_reason_needed"
    run(boarding(row, "Uji dilakukan di klinik bandara"), at.guard)
    assert stored(GateCheck, row.pk).outcome_reason == "Uji dilakukan di klinik bandara"


def red(at: Stage) -> GateCheck:
    return checked(at, at_gate(at, file_with(at, "orientation", "card", without=("passport",))))


def test_record_departure_with_red_is_refused_with_its_words(at: Stage) -> None:
    with pytest.raises(Refused) as answer:
        run(boarding(red(at), "Saya kenal orangnya"), at.guard)
    assert answer.value.refusal.code == "gate_check_red"
    assert "aspor" in answer.value.refusal.id


def test_the_database_refuses_a_red_departure_without_the_guard(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "may_board", lambda check, reason: None)
    assert refused(boarding(red(at), "Saya kenal orangnya"), at.guard) == "gate_check_departed_not_red"


@pytest.mark.control
def test_control_without_guard_and_constraint_a_red_result_boards(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "may_board", lambda check, reason: None)
    world.without("ALTER TABLE gate_check DROP CONSTRAINT gate_check_departed_not_red")
    row = red(at)
    run(boarding(row, "Saya kenal orangnya"), at.guard)
    assert stored(GateCheck, row.pk).outcome == "departed"


def test_record_departure_from_yesterdays_check_is_refused(at: Stage) -> None:
    row = checked(at, leaving(at))
    with world.as_owner():
        GateCheck.objects.filter(pk=row.pk).update(checked_at=clock.now() - timedelta(days=1))
    assert refused(boarding(row), at.guard) == "gate_check_old"


def test_record_departure_twice_is_refused(at: Stage) -> None:
    dossier = leaving(at)
    row = checked(at, dossier)
    run(boarding(row), at.guard)
    assert refused(boarding(row), at.guard) == "departed_already"
    assert refused(CheckAtGate(dossier_id=dossier.pk), at.guard) == "departed_already"


def test_record_departure_from_an_unknown_airport_is_refused(at: Stage) -> None:
    command = RecordDeparture(check_id=checked(at, leaving(at)).pk, flight="CI762", airport="ZZZ")
    assert refused(command, at.guard) == "airport_unknown"


@pytest.mark.parametrize(
    "fields", [{"flight": "<b>"}, {"flight": "A" * 11}, {"flight": ""}, {"airport": "CGKX"}, {"reason": "x" * 301}]
)
def test_record_departure_with_hostile_entries_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refused) as answer:
        parse(RecordDeparture, {"check_id": ids.new_id(), "flight": "CI762", "airport": "CGK", **fields})
    assert answer.value.refusal.code == "invalid_input"


COMMANDS = (
    (RecordDeparture, {"flight": "CI762", "airport": "CGK"}),
    (PostponeDeparture, {"reason": "Paspor tertinggal"}),
    (HoldDeparture, {"ground": "broker", "statement": STATEMENT}),
    (ReviewHold, {"uphold": True, "reason": "Dokumen palsu"}),
)


@pytest.mark.parametrize(("command", "fields"), COMMANDS, ids=lambda value: getattr(value, "__name__", ""))
@pytest.mark.parametrize(
    ("role", "here", "code"), [(Role.ISSUER, True, "not_allowed"), (Role.GATE_OFFICER, False, "not_found")]
)
def test_outcomes_by_the_wrong_person_are_refused(
    at: Stage, command: type[Any], fields: dict[str, Any], role: Role, here: bool, code: str
) -> None:
    row = checked(at, leaving(at))
    actor = world.actor(at.gate if here else world.unit("gate"), role)
    assert refused(command(check_id=row.pk, **fields), actor) == code


def test_no_sentence_of_this_room_calls_a_person_illegal() -> None:
    told = [text for item in known_refusals() for text in (item.id, item.en)]
    assert not [text for text in told if "ilegal" in text.lower() or "illegal" in text.lower()]


# --- arrival


def departed(at: Stage) -> Dossier:
    dossier = leaving(at)
    run(boarding(checked(at, dossier)), at.guard)
    return dossier


@pytest.mark.parametrize(("who", "state"), [("herself", "stated"), ("mission", "verified")])
def test_report_arrival_by_herself_is_a_statement_and_by_the_mission_verified(at: Stage, who: str, state: str) -> None:
    dossier = departed(at)
    actor = world.herself(dossier.person) if who == "herself" else at.here.consul
    run(ReportArrival(dossier_id=dossier.pk, arrived_on=clock.today(), city="Taichung"), actor)
    (row,) = builders.evidence_of(dossier.pk, "arrival_report")
    assert (row.state, row.sealed_values is not None) == (state, True)
    assert stored(Dossier, dossier.pk).stage == "working"


@pytest.mark.parametrize("days", [-1, 2])
def test_report_arrival_on_an_impossible_day_is_refused(at: Stage, days: int) -> None:
    dossier = departed(at)
    asked = ReportArrival(dossier_id=dossier.pk, arrived_on=clock.today() + timedelta(days=days))
    assert refused(asked, world.herself(dossier.person)) == "arrival_day_impossible"


def test_report_arrival_before_the_departure_is_refused(at: Stage) -> None:
    dossier = leaving(at)
    asked = ReportArrival(dossier_id=dossier.pk, arrived_on=clock.today())
    assert refused(asked, world.herself(dossier.person)) == "not_departed_yet"


@pytest.mark.parametrize(("role", "code"), [(Role.GATE_OFFICER, "not_allowed"), (Role.MISSION_OFFICER, "not_found")])
def test_report_arrival_by_the_wrong_person_is_refused(at: Stage, role: Role, code: str) -> None:
    asked = ReportArrival(dossier_id=departed(at).pk, arrived_on=clock.today())
    assert refused(asked, world.actor(world.unit(), role)) == code


# --- counts


def test_counts_by_hour_stand_in_the_time_of_the_gate(at: Stage) -> None:
    rows = [checked(at, leaving(at)), checked(at, with_card(at))]
    day = clock.today()
    with world.as_owner():
        for row, hour in zip(rows, (0, 23), strict=True):
            moment = clock.legal_midnight(day) + timedelta(hours=hour, minutes=30)
            GateCheck.objects.filter(pk=row.pk).update(checked_at=moment)

    def hours(actor: Actor) -> list[tuple[int, dict[str, int]]]:
        with reading(actor):
            return [(item.hour, item.counts) for item in selectors.counts_by_hour(actor, at.gate, day)]

    assert hours(at.guard) == [(0, {"checked": 1}), (23, {"checked": 1})]
    assert hours(world.actor(world.unit("gate"), Role.GATE_OFFICER)) == []


def test_last_airport_is_that_of_the_newest_departure_at_this_gate(at: Stage) -> None:
    with reading(at.guard):
        assert selectors.last_airport(at.guard) == ""
    run(boarding(checked(at, leaving(at))), at.guard)
    with reading(at.guard):
        assert selectors.last_airport(at.guard) == "CGK"
