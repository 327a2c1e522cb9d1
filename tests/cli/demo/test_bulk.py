"""A multiplied demo holds exactly what it promises, and no invariant of the data breaks."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from rantau.cli.demo import bulk
from rantau.cli.demo.synthetic import persons
from rantau.cli.invariants import check_all
from rantau.kernel import clock, ids, sealed
from rantau.kernel.actors import Role, reading
from rantau.placement.documents.actions import FileEvidence
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.finding import exact, read_text
from rantau.registry.people.models import Identifier
from tests import world
from tests.placement import builders
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
CLONES, SEED = 40, 11
GROWN = ("person", "dossier", "contact", "data_key")
UNTOUCHED = ("journal_entry", "tally_fact", "permit_claim", "seat_claim", "card", "placement_agreement", "upload")


@pytest.fixture
def told() -> list[Dossier]:
    """Three files that came about through acts: nothing yet, a medical that lapses, a statement that waits."""
    builders.rules()
    office = world.unit()
    empty = helpers.opened(office)
    examined = helpers.opened(office, world.person(seen_by=office, sex="m"))
    helpers.proved(examined, "medical", values=helpers.FIT, ago=40)
    waiting = helpers.opened(office)
    entry = FileEvidence(dossier_id=waiting.pk, kind="kk", number="36-1", issued_on=clock.today() - timedelta(days=2))
    builders.done(entry, world.actor(office, Role.REGISTRAR))
    return [helpers.fresh(row) for row in (empty, examined, waiting)]


def raw() -> "psycopg.Connection[Any]":
    """The test's own connection, which the work becomes part of."""
    assert connection.connection is not None
    return connection.connection  # type: ignore[no-any-return]


def multiplied(count: int = CLONES) -> None:
    with world.as_owner():
        assert bulk.multiply(count, SEED, raw()) == count


def rows(table: str) -> int:
    with world.as_owner():
        answer = raw().execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(answer[0]) if answer else -1


def clones(told: list[Dossier]) -> list[Dossier]:
    with world.as_owner():
        return list(Dossier.objects.exclude(pk__in=[row.pk for row in told]).select_related("person", "handling"))


def evidence_of(dossier: Dossier) -> list[tuple[str, str]]:
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, state FROM evidence WHERE subject IN (%s, %s) ORDER BY stated_at, id",
            [dossier.pk, dossier.person_id],
        )
        return list(cursor.fetchall())


def test_multiply_adds_the_rows_it_promises_and_touches_no_others(told: list[Dossier]) -> None:
    before = {table: rows(table) for table in (*GROWN, *UNTOUCHED, "identifier")}
    multiplied()
    assert {table: rows(table) - before[table] for table in GROWN} == dict.fromkeys(GROWN, CLONES)
    assert {table: rows(table) - before[table] for table in UNTOUCHED} == dict.fromkeys(UNTOUCHED, 0)
    numbers = [number for who in persons(CLONES, SEED) for number in (who.nik, who.passport) if number]
    assert rows("identifier") - before["identifier"] == len(numbers)


def test_multiply_gives_each_clone_the_proofs_of_one_that_was_told(told: list[Dossier]) -> None:
    multiplied()
    lived = [evidence_of(row) for row in told]
    cloned = [evidence_of(row) for row in clones(told)]
    assert all(log in lived for log in cloned)
    assert all(log in cloned for log in lived)


def test_multiply_leaves_nothing_for_the_invariants_to_find(told: list[Dossier]) -> None:
    multiplied()
    assert check_all() == {name: [] for name in check_all()}
    assert rows("dossier") == len(told) + CLONES


@pytest.mark.control
def test_control_clones_judged_by_anothers_facts_are_found(
    told: list[Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(model: bulk.Archetype, *_given: Any) -> bulk.Row:
        cached = {name: getattr(model.dossier, name) for name in file.CACHED}
        return {**cached, "model": model.dossier.pk, "dossier": ids.new_id()}

    monkeypatch.setattr(bulk, "_dossier", copied)
    multiplied()
    assert check_all()["recomputing a dossier gives what is cached"]


def test_multiply_numbers_the_files_on_and_hands_them_to_the_office_of_the_home(told: list[Dossier]) -> None:
    multiplied()
    made = clones(told)
    assert len({row.number for row in made}) == CLONES
    assert all(row.handling.regency_id == row.person.regency_id for row in made)


def test_multiplied_person_is_found_by_her_sealed_number_where_she_is_handled(told: list[Dossier]) -> None:
    multiplied()
    named = {who.nik: who.name for who in persons(CLONES, SEED) if who.nik}
    for dossier in clones(told)[:5]:
        officer = world.actor(dossier.handling, Role.VERIFIER)
        with reading(officer):
            for row in Identifier.objects.filter(person=dossier.person, kind="nik"):
                field = f"identifier:{row.id}"
                plain = sealed.unseal(row.person_id, {field: row.sealed})[field]
                assert named[plain] == dossier.person.name
                assert [found.id for found in exact(officer, plain, read_text(plain))] == [dossier.person_id]


def test_multiply_before_anything_was_told_refuses() -> None:
    builders.rules()
    with pytest.raises(LookupError):
        multiplied(1)
