"""Opening a dossier: at any counter, by oneself, by an agency; who sees it then, and what it says at once."""

from datetime import timedelta
from typing import Any

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Actor, Role, reading
from rantau.kernel.models import AccessGrant, JournalEntry, OutboxMessage, TallyFact
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier, Visit
from rantau.registry.agencies.models import Agency, Licence, Referrer
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from tests import world

pytestmark = pytest.mark.django_db


def opening(person: Person, **fields: Any) -> OpenDossier:
    return parse(OpenDossier, {"person_id": person.pk, "referral": "none", **fields})


def stored(answer: dict[str, Any]) -> Dossier:
    with world.as_owner():
        return Dossier.objects.get(pk=answer["dossier"])


def agency() -> tuple[Agency, Actor]:
    unit = world.unit("agency")
    with world.as_owner():
        row = Agency.objects.create(unit=unit)
        today = clock.today()
        Licence.objects.create(agency=row, number="1", during=(today - timedelta(days=9), today + timedelta(days=9)))
    return row, world.actor(unit, Role.AGENCY_OFFICER)


def sights(dossier: Dossier) -> set[tuple[Any, str]]:
    with world.as_owner():
        return set(AccessGrant.objects.filter(subject=dossier.pk).values_list("unit", "basis"))


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER])
def test_open_at_a_counter_makes_a_numbered_file_handled_there(role: Role) -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    dossier = stored(run(opening(person, service_reason="residence"), world.actor(office, role)))
    assert dossier.number.startswith(f"BTN-{clock.today():%y}-")
    assert (dossier.handling_id, dossier.service_reason, dossier.visits) == (office.pk, "residence", 1)
    assert (dossier.assessed_on, dossier.pack_version) == (clock.today(), "ID-2026.1")
    assert (dossier.turn, dossier.hanging) == ("candidate", "family_card")


def test_open_at_a_counter_lets_office_person_and_region_see_file_and_person() -> None:
    region = world.unit("bp3mi")
    office = world.unit("ltsa")
    person = world.person(seen_by=office)
    dossier = stored(run(opening(person), world.actor(office, Role.REGISTRAR)))
    assert sights(dossier) == {(person.pk, "self"), (office.pk, "handling"), (region.pk, "region")}
    with reading(world.actor(region, Role.ISSUER)):
        assert Dossier.objects.select_related("person").filter(pk=dossier.pk).exists()
        assert Person.objects.filter(pk=person.pk).exists()


def test_open_by_oneself_goes_to_the_labour_office_of_home() -> None:
    office = world.unit("disnaker")
    person = world.person()
    dossier = stored(run(opening(person), world.herself(person)))
    assert dossier.handling_id == office.pk
    assert dossier.visits == 0


def test_open_by_oneself_may_choose_any_office() -> None:
    world.unit("disnaker")
    far = world.unit("mpp", province_id="31", regency_id=None)
    person = world.person()
    dossier = stored(run(opening(person, handling_id=far.pk), world.herself(person)))
    assert dossier.handling_id == far.pk
    assert dossier.number.startswith("JKT-")


def test_open_by_an_agency_for_its_candidate_lets_the_agency_see() -> None:
    world.unit("disnaker")
    row, officer = agency()
    person = world.person(seen_by=row.unit)
    dossier = stored(run(opening(person), officer))
    assert dossier.agency_id == row.pk
    assert (row.pk, "agency") in sights(dossier)


def test_open_by_an_agency_without_licence_is_refused() -> None:
    world.unit("disnaker")
    row, officer = agency()
    with world.as_owner():
        Licence.objects.all().delete()
    person = world.person(seen_by=row.unit)
    assert refused(opening(person), officer) == "agency_not_licensed"


def refused(command: OpenDossier, actor: Actor) -> str:
    with pytest.raises(Refused) as caught:
        run(command, actor)
    with world.as_owner():
        assert Dossier.objects.count() <= 1
    return caught.value.refusal.code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"scheme": "teleport"}, "scheme_unknown"),
        ({"referral": "other"}, "referrer_name_needed"),
        ({"referral": "registered"}, "referrer_unknown"),
        ({"agency_id": ids.new_id()}, "agency_unknown"),
        ({"handling_id": ids.new_id()}, "office_cannot_serve"),
        ({"opened_on": "2026-01-05"}, "paper_needed"),
        ({"opened_on": "2999-01-05", "paper_number": "7"}, "paper_needed"),
    ],
)
def test_open_with_a_wrong_entry_is_refused_with_its_code(fields: dict[str, Any], code: str) -> None:
    office = world.unit()
    assert refused(opening(world.person(seen_by=office), **fields), world.actor(office, Role.REGISTRAR)) == code


def test_open_at_a_clinic_is_refused_because_it_serves_no_counter() -> None:
    clinic = world.unit("clinic")
    person = world.person(seen_by=clinic)
    assert refused(opening(person), world.actor(clinic, Role.REGISTRAR)) == "office_cannot_serve"


def test_open_a_second_file_of_the_same_scheme_is_refused_by_the_table() -> None:
    office = world.unit()
    person, officer = world.person(seen_by=office), world.actor(office, Role.REGISTRAR)
    run(opening(person, scheme="p2p"), officer)
    assert refused(opening(person, scheme="P2P"), officer) == "dossier_one_open_per_scheme"


@pytest.mark.parametrize(
    ("roles", "in_scope", "code"),
    [((Role.GATE_OFFICER,), True, "not_allowed"), ((Role.REGISTRAR,), False, "not_found")],
)
def test_open_by_the_wrong_person_is_refused(roles: tuple[Role, ...], in_scope: bool, code: str) -> None:
    office = world.unit()
    person = world.person(seen_by=office if in_scope else None)
    assert refused(opening(person), world.actor(office, *roles)) == code


def test_open_with_a_paper_form_keeps_its_day_and_number() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    command = opening(person, opened_on="2025-11-05", paper_number="kertas/17")
    dossier = stored(run(command, world.actor(office, Role.REGISTRAR)))
    assert (dossier.opened_on.isoformat(), dossier.old_number) == ("2025-11-05", "KERTAS/17")
    assert dossier.pack_version == "ID-2023.1"


def test_open_brought_by_somebody_else_seals_the_name() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    command = opening(person, referral="other", referred_by="Pak Contoh")
    dossier = stored(run(command, world.actor(office, Role.REGISTRAR)))
    assert dossier.referred_by is not None
    assert b"Pak Contoh" not in bytes(dossier.referred_by)
    assert "Pak Contoh" not in repr(command)


@pytest.mark.parametrize(("ended", "accepted"), [(None, True), (-1, False), (0, True)])
def test_open_brought_by_a_registered_referrer_needs_a_living_task(ended: int | None, accepted: bool) -> None:
    office = world.unit()
    row, _officer = agency()
    day = None if ended is None else clock.today() + timedelta(days=ended)
    with world.as_owner():
        referrer = Referrer.objects.create(agency=row, name="Ibu Contoh", ended_on=day)
    person = world.person(seen_by=office)
    command = opening(person, referral="registered", referrer_id=referrer.pk, agency_id=row.pk)
    officer = world.actor(office, Role.REGISTRAR)
    if accepted:
        assert stored(run(command, officer)).referrer_id == referrer.pk
    else:
        assert refused(command, officer) == "referrer_unknown"


def test_open_is_journalled_counted_and_tells_her_it_is_her_turn() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    dossier = stored(run(opening(person), world.actor(office, Role.REGISTRAR)))
    with world.as_owner():
        entry = JournalEntry.objects.get(action="open_dossier", outcome="done")
        assert (entry.subject, entry.person) == (dossier.pk, person.pk)
        assert {"dossier_opened"} <= set(TallyFact.objects.values_list("kind", flat=True))
        assert OutboxMessage.objects.filter(template="your_turn", recipient=person.pk).exists()
        assert Visit.objects.filter(dossier=dossier, office=office).exists()


def test_open_outside_a_province_counts_nationally() -> None:
    mission = world.unit("ltsa", province_id=None, regency_id=None)
    person = world.person(seen_by=mission, regency_id=None)
    dossier = stored(run(opening(person), world.actor(mission, Role.REGISTRAR)))
    assert dossier.number.startswith("NAS-")


@pytest.mark.control
def test_control_without_the_unique_index_a_person_gets_two_files() -> None:
    office = world.unit()
    person, officer = world.person(seen_by=office), world.actor(office, Role.REGISTRAR)
    run(opening(person), officer)
    world.without("DROP INDEX dossier_one_open_per_scheme")
    run(opening(person), officer)
    with world.as_owner():
        assert Dossier.objects.filter(person=person).count() == 2


def test_open_at_an_agency_named_as_office_is_refused() -> None:
    unit: Unit = world.unit("agency")
    person = world.person(seen_by=unit)
    officer = world.actor(world.unit(), Role.REGISTRAR, units=(unit.pk,))
    assert refused(opening(person, handling_id=unit.pk), officer) == "office_cannot_serve"
