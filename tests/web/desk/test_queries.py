"""Pages cost the same with one row and with fifty."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rantau.kernel import clock, ids, sealed
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.placement.demand.models import JobOrder
from rantau.registry.people.models import Correction, IdentityDispute, Person
from tests import world
from tests.placement import builders
from tests.web.counting import matches_baseline, queries
from tests.web.desk.scene import Scene, scene

pytestmark = pytest.mark.django_db
FEW, MANY = 1, 50
LISTS = ("desk_home", "desk_clean", "desk_corrections", "desk_disputes")


def fill(here: Scene, order: JobOrder, count: int) -> None:
    """So many files with a clean statement, each with a correction and a dispute of its person."""
    for _ in range(count):
        person = world.person(seen_by=here.here.office)
        dossier = builders.dossier_of(here.here, order, person=person, unchecked=1, machine_clean=True)
        said = Statement("marital_status", "desk", issued_on=clock.today(), values={"machine": "clean"})
        builders.proven(dossier, said, state="stated")
        ask(person)


def ask(person: Person) -> None:
    due = clock.today() + timedelta(days=5)
    with world.as_owner():
        row = Correction(
            person=person, field="name", reason="Salah ketik", due_on=due, proposed_by=ids.new_id(),
            proposed_by_holder=ids.new_id(),
        )  # fmt: skip
        closed = sealed.seal(person.pk, {f"old:{row.id}": "Wulan", f"new:{row.id}": "Wulan Contoh"})
        row.old, row.new = closed[f"old:{row.id}"], closed[f"new:{row.id}"]
        row.save(force_insert=True)
    other = world.person()
    with world.as_owner():
        IdentityDispute.objects.create(kind="nik", digest=b"x", holder=other, claimant=person, due_on=due)


def test_open_list_asks_as_many_queries_for_fifty_rows_as_for_one() -> None:
    here = scene()
    order, client = builders.order_of(here.here), here.client(Role.VERIFIER)
    fill(here, order, FEW)
    few = {name: queries(client, reverse(name)) for name in LISTS}
    fill(here, order, MANY - FEW)
    many = {name: queries(client, reverse(name)) for name in LISTS}
    assert {name for name in LISTS if many[name] > few[name]} == set()
    assert {name for name in LISTS if not matches_baseline(name, few[name])} == set()


@pytest.mark.parametrize("name", LISTS)
def test_open_list_shows_whom_it_is_about(name: str) -> None:
    here = scene()
    fill(here, builders.order_of(here.here), FEW)
    assert "Wulan Contoh" in here.client(Role.VERIFIER).get(reverse(name)).content.decode()


def test_open_file_asks_a_fixed_number_of_queries_whatever_is_on_file() -> None:
    here = scene()
    dossier = here.file("marital_status")
    client, url = here.client(Role.VERIFIER), reverse("desk_dossier", args=[dossier.pk])
    few = queries(client, url)
    for kind in ("ktp", "kk", "family_permit"):
        here.state(dossier, kind)
    assert queries(client, url) <= few
    assert matches_baseline("desk_dossier", few)
