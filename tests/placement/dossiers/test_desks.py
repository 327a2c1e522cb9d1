"""A desk beside the handling office has a queue of what waits for it: in its sight, whosever turn stands first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rantau.kernel.actors import Actor, Role, reading
from rantau.placement.dossiers import desks, file, selectors
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.pages import dossier_page
from rantau.registry.offices.models import Unit
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
DESKS = [
    (Role.MISSION_OFFICER, "mission", "employment_contract"),
    (Role.CLINIC_OFFICER, "clinic", "medical"),
    (Role.TRAINING_OFFICER, "training_body", "competence"),
]


def desk_of(kind: str) -> Unit:
    """A desk abroad or in another province: nothing but a grant of its own lets it see anybody's file."""
    return world.unit(kind, province_id=None, regency_id=None)


def shown_to(at: Unit, dossier: Dossier) -> None:
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, at.pk, "service")


def yours(actor: Actor) -> list[str]:
    with reading(actor):
        return [row.hanging_code for row in selectors.queue(actor, selectors.YOURS).rows]


def counted(actor: Actor) -> int:
    with reading(actor):
        return selectors.waiting_counts(actor)[selectors.YOURS].count


@pytest.mark.parametrize(("role", "unit", "kind"), DESKS)
def test_queue_of_a_desk_shows_what_waits_for_it_though_somebody_elses_turn_comes_first(
    role: Role, unit: str, kind: str
) -> None:
    desk = desk_of(unit)
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, kind, verified=False, origin="agency")
    actor = world.actor(desk, role)
    assert helpers.fresh(dossier).turn not in desks.parties(actor)
    assert (yours(actor), counted(actor)) == ([], 0), "not in its sight"
    shown_to(desk, dossier)
    assert (yours(actor), counted(actor)) == ([kind], 1)


@pytest.mark.parametrize(("role", "unit", "kind"), DESKS)
def test_queue_of_a_desk_lets_go_of_what_is_settled(role: Role, unit: str, kind: str) -> None:
    desk = desk_of(unit)
    dossier = helpers.opened(world.unit())
    shown_to(desk, dossier)
    helpers.proved(dossier, kind, verified=True, ago=1, values=helpers.FIT if kind == "medical" else {})
    if role is Role.CLINIC_OFFICER:
        assert len(yours(world.actor(desk, role))) == 1, "it makes the psychological certificate too"
        helpers.proved(dossier, "psychology", verified=True, ago=1, values=helpers.FIT)
    assert yours(world.actor(desk, role)) == []


@pytest.mark.parametrize("role", [Role.CLINIC_OFFICER, Role.TRAINING_OFFICER])
def test_queue_of_who_makes_a_proof_shows_her_while_it_is_missing(role: Role) -> None:
    desk = world.unit("clinic" if role is Role.CLINIC_OFFICER else "training_body")
    shown_to(desk, helpers.opened(world.unit()))
    assert len(yours(world.actor(desk, role))) == 1


def test_queue_of_a_mission_leaves_out_a_contract_nobody_has_drafted() -> None:
    mission = world.unit("mission")
    shown_to(mission, helpers.opened(world.unit()))
    assert yours(world.actor(mission, Role.MISSION_OFFICER)) == []


@pytest.mark.parametrize(("role", "unit"), [(Role.VILLAGE_OFFICER, "village"), (Role.SCHOOL_OFFICER, "school")])
def test_queue_of_who_stands_beside_her_shows_what_waits_for_her(role: Role, unit: str) -> None:
    desk = world.unit(unit)
    dossier = helpers.opened(world.unit())
    shown_to(desk, dossier)
    assert helpers.fresh(dossier).turn == "candidate"
    assert len(yours(world.actor(desk, role))) == 1


def test_page_says_that_it_is_the_desks_turn_and_not_the_handling_offices() -> None:
    mission, office = world.unit("mission"), world.unit()
    dossier = helpers.opened(office)
    helpers.proved(dossier, "employment_contract", verified=False, origin="agency")
    shown_to(mission, dossier)
    consul = world.actor(mission, Role.MISSION_OFFICER)
    with reading(consul):
        assert dossier_page(consul, dossier.pk).my_turn
    officer = world.actor(office, Role.REGISTRAR)
    with reading(officer):
        assert not dossier_page(officer, dossier.pk).my_turn


def test_queue_of_a_desk_is_read_with_one_query() -> None:
    consul = world.actor(desk_of("mission"), Role.MISSION_OFFICER)
    with reading(consul), CaptureQueriesContext(connection) as asked:
        selectors.queue(consul, selectors.YOURS)
    assert len([each for each in asked if 'FROM "dossier"' in each["sql"]]) == 1


def without_rivals_of(index: str) -> None:
    """Drop the other partial indexes of the table: while it has next to no rows, all of them cost the same."""
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index"
            " WHERE indrelid = 'dossier'::regclass AND indpred IS NOT NULL AND indexrelid <> %s::regclass",
            [index],
        )
        for (rival,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {rival}")


def test_what_a_desk_is_asked_is_found_through_an_index_that_row_security_leaves_in_use() -> None:
    consul = world.actor(desk_of("mission"), Role.MISSION_OFFICER)
    asked = Dossier.objects.filter(desks.waiting_for(consul), closed_on__isnull=True)
    without_rivals_of("dossier_awaits")
    with reading(consul), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = asked.explain()
    assert "Index Cond: ((awaits)::text = ANY" in plan
    assert "dossier_awaits" in plan


@pytest.mark.control
def test_control_with_the_turn_alone_a_mission_waits_for_everybody_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def the_turn(open_now: object) -> str:
        first = next(iter(open_now), None)  # type: ignore[call-overload]  # requirements, the first is the turn's
        return first.who if first is not None and first.who in file.DESKS else ""

    monkeypatch.setattr(file, "awaited", the_turn)
    mission = world.unit("mission")
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "employment_contract", verified=False, origin="agency")
    shown_to(mission, dossier)
    assert yours(world.actor(mission, Role.MISSION_OFFICER)) == []
