"""Opening a file with a purpose, visits, moving to another office, planning, closing and reopening."""

from datetime import timedelta
from typing import Any

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actions import Command, run
from rantau.kernel.actors import Actor, Kind, Role, sees
from rantau.kernel.models import JournalEntry, OutboxMessage, TallyFact
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.actions import (
    CloseDossier,
    ImportDossier,
    MoveDossier,
    OpenFile,
    ReassessDossier,
    RecordVisit,
    ReopenDossier,
    SetDepartureDate,
)
from rantau.placement.dossiers.models import Dossier, Move
from rantau.placement.dossiers.selectors import files_of_person
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db


def refused(command: Command, actor: Actor) -> str:
    with pytest.raises(Refused) as caught:
        run(command, actor)
    return caught.value.refusal.code


def commands(dossier: Dossier) -> list[tuple[Command, Role]]:
    other = world.unit("mpp")
    return [
        (RecordVisit(dossier_id=dossier.pk), Role.REGISTRAR),
        (MoveDossier(dossier_id=dossier.pk, office_id=other.pk, reason="Kantor tutup"), Role.VERIFIER),
        (SetDepartureDate(dossier_id=dossier.pk, departs_on=helpers.in_days(60)), Role.PLACEMENT_OFFICER),
        (CloseDossier(dossier_id=dossier.pk, reason="withdrew"), Role.VERIFIER),
    ]


@pytest.mark.parametrize("which", range(4))
def test_act_on_a_file_in_scope_by_role_and_sight(which: int) -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    command, role = commands(dossier)[which]
    assert refused(command, world.actor(office, Role.GATE_OFFICER)) == "not_allowed"
    assert refused(command, world.actor(world.unit(), role)) == "not_found"
    run(command, world.actor(office, role))
    with world.as_owner():
        done = JournalEntry.objects.filter(subject=dossier.pk, outcome="done").exclude(action="open_dossier")
        assert done.count() == 1


@pytest.mark.parametrize("which", range(4))
def test_act_on_a_closed_file_is_refused_with_its_day(which: int) -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    run(CloseDossier(dossier_id=dossier.pk, reason="withdrew"), world.actor(office, Role.VERIFIER))
    command, role = commands(dossier)[which]
    assert refused(command, world.actor(office, role)) == "dossier_closed"


def test_open_file_in_sight_is_journalled_with_its_purpose() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    run(OpenFile(dossier_id=dossier.pk, purpose="periksa dokumen"), world.actor(office, Role.VERIFIER))
    with world.as_owner():
        entry = JournalEntry.objects.get(action="open_file")
        assert (entry.purpose, entry.person) == ("periksa dokumen", dossier.person_id)


def test_open_file_at_another_counter_that_found_the_person_is_seen_for_a_time() -> None:
    dossier, other = helpers.opened(world.unit()), world.unit("ltsa")
    officer = world.actor(other, Role.REGISTRAR)
    world.grant(dossier.person_id, other.pk, "service")
    assert files_of_person(officer, dossier.person_id) == (dossier.pk,)
    answer = run(OpenFile(dossier_id=dossier.pk, purpose="datang ke loket"), officer)
    assert str(answer["until"]) > (clock.now() + timedelta(days=1)).isoformat()
    assert sees(officer, dossier.pk)
    with world.as_owner():
        assert OutboxMessage.objects.filter(template="file_opened", recipient=dossier.person_id).exists()


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.GATE_OFFICER])
def test_open_file_without_having_found_the_person_does_not_exist(role: Role) -> None:
    dossier = helpers.opened(world.unit())
    stranger = world.actor(world.unit("ltsa"), role)
    assert files_of_person(stranger, dossier.person_id) == ()
    assert refused(OpenFile(dossier_id=dossier.pk, purpose="ingin tahu"), stranger) == "not_found"
    assert not sees(stranger, dossier.pk)


def test_open_file_with_sight_of_the_person_but_no_counter_does_not_exist() -> None:
    dossier, clinic = helpers.opened(world.unit()), world.unit("clinic")
    world.grant(dossier.person_id, clinic.pk, "service")
    doctor = world.actor(clinic, Role.CLINIC_OFFICER)
    assert refused(OpenFile(dossier_id=dossier.pk, purpose="ingin tahu"), doctor) == "not_found"


def test_open_file_that_never_was_does_not_exist() -> None:
    assert refused(OpenFile(dossier_id=ids.new_id(), purpose="cari"), world.actor(world.unit(), Role.VERIFIER)) == (
        "not_found"
    )


def test_second_visit_for_a_stage_is_counted_for_review() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    officer = world.actor(office, Role.REGISTRAR)
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(stage="documents")
    assert run(RecordVisit(dossier_id=dossier.pk), officer)["to_review"] is False
    assert run(RecordVisit(dossier_id=dossier.pk), officer) == {"visits_for_stage": 2, "to_review": True}
    assert helpers.fresh(dossier).visits == 3
    with world.as_owner():
        assert TallyFact.objects.filter(kind="visit_repeated").count() == 1


def test_move_by_the_person_herself_hands_over_and_both_offices_see_it() -> None:
    office, other = world.unit(), world.unit("bp3mi")
    dossier = helpers.opened(office)
    command = MoveDossier(dossier_id=dossier.pk, office_id=other.pk, reason="Loket tutup dua minggu")
    with world.as_owner():
        person = Dossier.objects.select_related("person").get(pk=dossier.pk).person
    run(command, world.herself(person))
    moved = helpers.fresh(dossier)
    assert moved.handling_id == other.pk
    assert moved.handling_since > dossier.handling_since
    for unit in (office, other):
        assert sees(world.actor(unit, Role.VERIFIER), dossier.pk)
    with world.as_owner():
        row = Move.objects.get()
        assert (row.came_from_id, row.went_to_id) == (office.pk, other.pk)


def test_move_to_the_same_office_is_refused_by_the_table() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    command = MoveDossier(dossier_id=dossier.pk, office_id=office.pk, reason="Tanpa alasan")
    assert refused(command, world.actor(office, Role.VERIFIER)) == "dossier_move_elsewhere"


def test_move_to_a_unit_without_a_counter_is_refused() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    command = MoveDossier(dossier_id=dossier.pk, office_id=world.unit("clinic").pk, reason="Tanpa alasan")
    assert refused(command, world.actor(office, Role.VERIFIER)) == "office_cannot_serve"


def test_plan_a_departure_in_the_past_or_after_leaving_is_refused() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    officer = world.actor(office, Role.PLACEMENT_OFFICER)
    past = SetDepartureDate(dossier_id=dossier.pk, departs_on=helpers.in_days(-1))
    assert refused(past, officer) == "departure_in_the_past"
    helpers.proved(dossier, "departure", ago=1)
    later = SetDepartureDate(dossier_id=dossier.pk, departs_on=helpers.in_days(5))
    assert refused(later, officer) == "already_departed"


def test_departure_dates_placed_and_departed_apart() -> None:
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "departure", ago=3)
    row = helpers.fresh(dossier)
    assert row.departed_on == helpers.in_days(-3)
    assert row.placed_on == row.departed_on


def test_plan_a_departure_makes_it_urgent() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    run(
        SetDepartureDate(dossier_id=dossier.pk, departs_on=helpers.in_days(30)),
        world.actor(office, Role.PLACEMENT_OFFICER),
    )
    row = helpers.fresh(dossier)
    assert row.act_by is not None
    assert row.act_by <= helpers.in_days(30)
    assert row.urgent_on == row.act_by


def test_reopen_a_closed_file_goes_on_with_everything_proved() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    helpers.proved(dossier, "kk")
    missing = helpers.fresh(dossier).missing
    run(CloseDossier(dossier_id=dossier.pk, reason="opened_twice", note="keliru"), world.actor(office, Role.VERIFIER))
    run(ReopenDossier(dossier_id=dossier.pk, reason="Ditutup karena keliru"), world.actor(office, Role.REGISTRAR))
    row = helpers.fresh(dossier)
    assert (row.closed_on, row.missing) == (None, missing)


def test_reopen_an_open_file_is_refused() -> None:
    office = world.unit()
    command = ReopenDossier(dossier_id=helpers.opened(office).pk, reason="Coba saja")
    assert refused(command, world.actor(office, Role.REGISTRAR)) == "dossier_open"


def test_reassess_is_an_act_of_the_clock_only() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    assert refused(ReassessDossier(dossier_id=dossier.pk), world.actor(office, Role.SUPERVISOR)) == "not_allowed"
    clock_actor = Actor(Kind.CLOCK, units=(office.pk,))
    assert run(ReassessDossier(dossier_id=dossier.pk), clock_actor)["stage"] == dossier.stage


def importing(office: Any, **fields: Any) -> ImportDossier:
    person = fields.pop("person", None) or world.person(seen_by=office)
    values = {"source": "siskotkln", "old_number": "sk-77/2022", "opened_on": "2023-02-01", "handling_id": office.pk}
    return ImportDossier.model_validate({"person_id": person.pk, **values, **fields})


def test_import_a_file_keeps_number_day_and_cohort() -> None:
    office = world.unit()
    answer = run(importing(office, country="TW", occupation="5322", months=36), helpers.machine(office))
    row = helpers.fresh(answer["dossier"])
    assert (row.old_number, row.opened_on.isoformat()) == ("SK-77/2022", "2023-02-01")
    assert (row.pack_version, row.service_reason, row.referral) == ("ID-2023.1", "import", "not_asked")


def test_import_the_same_file_twice_makes_one() -> None:
    office = world.unit()
    command, machine = importing(office), helpers.machine(office)
    first, second = run(command, machine), run(command, machine)
    assert (first["dossier"], second["new"]) == (second["dossier"], False)


def test_import_by_an_officer_is_refused() -> None:
    office = world.unit()
    assert refused(importing(office), world.actor(office, Role.SUPERVISOR)) == "not_allowed"
