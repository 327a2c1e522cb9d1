"""The journal's entries: written with every act, in one form only, telling nothing that was not meant to be told."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from rantau.kernel import ids, journal
from rantau.kernel.actions import Reach, run
from rantau.kernel.actors import VISITOR, Actor, Kind, Role, scope
from rantau.kernel.models import JournalEntry
from rantau.kernel.refusals import Refused
from rantau_verify.canonical import canonical_bytes, leaf_hash
from tests import world
from tests.kernel.deeds import HandOver

ENTRY = JournalEntry(
    id=UUID(int=1),
    at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    action="hand_over",
    outcome="refused",
    code="not_found",
    actor_kind=Kind.PERSON,
    account=UUID(int=2),
    unit=UUID(int=3),
    subject=UUID(int=4),
    refs=[UUID(int=5)],
    purpose="",
    salt=b"s" * 16,
    digest=b"d" * 32,
)
EXPORTED = (
    '{"account":"00000000-0000-0000-0000-000000000002","action":"hand_over","actor_kind":"person",'
    '"at":"2026-11-22T09:00:00.000000Z","code":"not_found",'
    '"digest":"6464646464646464646464646464646464646464646464646464646464646464",'
    '"id":"00000000-0000-0000-0000-000000000001","outcome":"refused","person":null,"purpose":"",'
    '"refs":["00000000-0000-0000-0000-000000000005"],"subject":"00000000-0000-0000-0000-000000000004",'
    '"unit":"00000000-0000-0000-0000-000000000003"}'
)


def test_exported_form_is_stable() -> None:
    assert canonical_bytes(journal.exported(ENTRY)).decode() == EXPORTED, "every leaf sealed so far would break"


def test_exported_form_holds_neither_salt_nor_number() -> None:
    assert not {"salt", "number", "txid", "leaf"} & journal.exported(ENTRY).keys()


def test_canonical_content_does_not_depend_on_order() -> None:
    assert journal.canonical({"b": 1, "a": {"d": None, "c": "é"}}) == '{"a":{"c":"é","d":null},"b":1}'


@pytest.mark.django_db
def test_write_stores_the_leaf_of_what_is_exported() -> None:
    entry = journal.write(Actor(Kind.CLOCK), "tick", "done", journal.About(ids.new_id()), {"a": 1})
    with world.as_owner():
        row = JournalEntry.objects.get(pk=entry)
    assert bytes(row.leaf) == leaf_hash(journal.exported(row))


@pytest.mark.django_db
def test_write_of_one_content_twice_gives_two_digests() -> None:
    entries = [journal.write(Actor(Kind.CLOCK), "tick", "done", journal.About(), {"nik": "1"}) for _ in range(2)]
    with world.as_owner():
        digests = {bytes(row.digest) for row in JournalEntry.objects.filter(pk__in=entries)}
    assert len(digests) == 2


@pytest.mark.django_db
def test_write_by_a_person_without_account_fails() -> None:
    with pytest.raises(journal.Unnamed):
        journal.write(Actor(Kind.PERSON), "tick", "done", journal.About(), {})


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"actor_kind": "person", "account": None}, {"outcome": "refused", "code": ""}])
def test_write_around_the_kernel_without_actor_or_code_is_refused_by_the_database(wrong: dict[str, object]) -> None:
    columns = {
        "action": "x", "outcome": "done", "code": "", "actor_kind": "clock", "account": None, "purpose": "",
        "salt": b"", "digest": b"", "leaf": b"", "refs": [], **wrong,
    }  # fmt: skip
    names = ", ".join(columns)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO journal_entry (id, at, {names}) VALUES (gen_random_uuid(), now(),"
            f" {', '.join(['%s'] * len(columns))})",
            list(columns.values()),
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("deed")
@pytest.mark.parametrize("who", ["stranger", "wrong role", "visitor"])
def test_run_that_is_refused_is_recorded_with_its_code_and_nothing_else(who: str) -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    actor = {
        "stranger": world.actor(world.unit(), Role.VERIFIER),
        "wrong role": world.actor(office, Role.ISSUER),
        "visitor": VISITOR,
    }[who]
    with pytest.raises(Refused) as refused:
        run(HandOver(subject_id=person.id, unit_id=ids.new_id()), actor)
    with world.as_owner():
        (entry,) = JournalEntry.objects.filter(action="hand_over")
    assert (entry.outcome, entry.code) == ("refused", refused.value.refusal.code)
    assert (entry.account, entry.subject) == (actor.account_id, person.id)


@pytest.mark.django_db
@pytest.mark.usefixtures("deed")
def test_run_records_no_word_of_the_content() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    unit = ids.new_id()
    run(HandOver(subject_id=person.id, unit_id=unit), world.actor(office, Role.VERIFIER))
    with world.as_owner():
        (entry,) = JournalEntry.objects.filter(action="hand_over")
    assert str(unit) not in json.dumps(journal.exported(entry), default=str)


@pytest.mark.django_db
def test_entry_is_seen_by_those_who_see_its_subject_only() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    journal.write(Actor(Kind.CLOCK), "tick", "done", journal.About(person.id), {})
    for unit, number in ((office.id, 1), (person.id, 1), (ids.new_id(), 0)):
        with scope(Actor(Kind.CLOCK, units=(unit,))):
            assert JournalEntry.objects.filter(subject=person.id).count() == number


def test_reach_names_are_those_of_the_matrix() -> None:
    assert [str(reach) for reach in Reach] == ["self", "sees", "own_unit", "any"]
