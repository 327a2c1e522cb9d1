"""The runner: once or not at all, allowed or refused, and never without a record."""

from itertools import count
from uuid import UUID

import pytest
from django.db import connection, transaction

from rantau.kernel import actions, ids, journal
from rantau.kernel.actions import Answer, Command, Tx, parse, run
from rantau.kernel.actors import VISITOR, Role, once_in_scope, reading, scope
from rantau.kernel.models import AccessGrant, JournalEntry
from rantau.kernel.refusals import Refused
from tests import world

pytestmark = pytest.mark.django_db


class ShareFile(Command):
    """A made-up act for these tests: let another unit see a subject."""

    subject_id: UUID
    unit_id: UUID
    note: str = ""


@pytest.fixture(autouse=True)
def _registered() -> None:
    before = dict(actions._REGISTRY)

    @actions.action(title=("Bagikan", "Share"), law=("X-1",), roles={Role.VERIFIER}, subject="subject_id")
    def share_file(tx: Tx, command: ShareFile) -> Answer:
        tx.subject(command.subject_id)
        AccessGrant.objects.create(subject=command.subject_id, unit=command.unit_id, basis="transfer")
        tx.tally("shared", command.subject_id, scheme="P2P")
        return {"shared_with": str(command.unit_id)}

    yield
    actions._REGISTRY.clear()
    actions._REGISTRY.update(before)


def shares(unit: UUID) -> int:
    with world.as_owner():
        return AccessGrant.objects.filter(unit=unit, basis="transfer").count()


def entries(outcome: str) -> list[JournalEntry]:
    with world.as_owner():
        return list(JournalEntry.objects.filter(action="share_file", outcome=outcome))


def test_run_by_somebody_in_scope_acts_and_journals() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    answer = run(ShareFile(subject_id=person.id, unit_id=ids.new_id()), world.actor(office, Role.VERIFIER))
    (entry,) = entries("done")
    assert shares(UUID(str(answer["shared_with"]))) == 1
    assert entry.subject == person.id


@pytest.mark.parametrize(
    ("roles", "in_scope", "code"),
    [((Role.ISSUER,), True, "not_allowed"), ((Role.VERIFIER,), False, "not_found")],
)
def test_run_by_the_wrong_person_is_refused_and_recorded(roles: tuple[Role, ...], in_scope: bool, code: str) -> None:
    office = world.unit()
    person = world.person(seen_by=office if in_scope else None)
    target = ids.new_id()
    with pytest.raises(Refused) as refused:
        run(ShareFile(subject_id=person.id, unit_id=target), world.actor(office, *roles))
    assert refused.value.refusal.code == code
    assert shares(target) == 0
    assert [entry.code for entry in entries("refused")] == [code]


def test_run_by_a_visitor_asks_to_sign_in() -> None:
    with pytest.raises(Refused) as refused:
        run(ShareFile(subject_id=ids.new_id(), unit_id=ids.new_id()), VISITOR)
    assert refused.value.refusal.status == 401


def test_run_twice_with_one_key_acts_once_and_answers_the_same() -> None:
    office = world.unit()
    person, target = world.person(seen_by=office), ids.new_id()
    officer = world.actor(office, Role.VERIFIER)
    first = run(ShareFile(subject_id=person.id, unit_id=target), officer, key="k1")
    second = run(ShareFile(subject_id=person.id, unit_id=target), officer, key="k1")
    assert first == second
    assert shares(target) == 1


def test_run_with_a_used_key_and_other_content_is_refused() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    officer = world.actor(office, Role.VERIFIER)
    run(ShareFile(subject_id=person.id, unit_id=ids.new_id()), officer, key="k1")
    with pytest.raises(Refused) as refused:
        run(ShareFile(subject_id=person.id, unit_id=ids.new_id()), officer, key="k1")
    assert refused.value.refusal.code == "key_reused"


def test_run_that_breaks_a_constraint_answers_with_its_sentence() -> None:
    office = world.unit()
    person, target = world.person(seen_by=office), ids.new_id()
    officer = world.actor(office, Role.VERIFIER)
    run(ShareFile(subject_id=person.id, unit_id=target), officer)
    with pytest.raises(Refused) as refused:
        run(ShareFile(subject_id=person.id, unit_id=target), officer)
    assert refused.value.refusal.code == "access_grant_one_open"
    assert "sudah boleh melihat" in refused.value.refusal.id


@pytest.mark.parametrize("note", ["a\x00b", "\x1b[31m", "\ud800", "\x85", "a\u202etxet", "\u2066a"])
def test_parse_control_characters_is_refused_without_repeating_them(note: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(ShareFile, {"subject_id": str(ids.new_id()), "unit_id": str(ids.new_id()), "note": note})
    assert refused.value.refusal.status == 422
    assert note not in refused.value.refusal.id


@pytest.mark.parametrize("note", ["Siti Nur‘aini", "林 淑芬", "عائشة", "a\nb\tc", "😀", "'; DROP TABLE person; --"])
def test_parse_any_other_writing_is_taken_as_it_is(note: str) -> None:
    data = {"subject_id": str(ids.new_id()), "unit_id": str(ids.new_id()), "note": note}
    assert parse(ShareFile, data).note == note


def test_reading_refuses_a_write() -> None:
    office = world.unit()
    with pytest.raises(Exception, match="read-only"), reading(world.actor(office, Role.VERIFIER)):
        AccessGrant.objects.create(subject=ids.new_id(), unit=office.id, basis="x")


def test_reading_without_scope_shows_nothing_before_and_after_a_scoped_one() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    people = type(person).objects.filter(pk=person.pk)
    assert not people.exists()
    with reading(world.actor(office, Role.VERIFIER)):
        assert people.exists()
    assert not people.exists()


def test_scope_inside_another_gives_the_former_one_back() -> None:
    outer, inner = world.unit(), world.unit()
    with transaction.atomic(), scope(world.actor(outer)), connection.cursor() as cursor:
        with scope(world.actor(inner)):
            cursor.execute("SELECT current_setting('rantau.units')")
            assert cursor.fetchone() == (str(inner.id),)
        cursor.execute("SELECT current_setting('rantau.units')")
        assert cursor.fetchone() == (str(outer.id),)


def test_once_in_scope_asks_once_in_a_scope_and_every_time_outside() -> None:
    question = once_in_scope(count(1).__next__)
    assert [question(), question()] == [1, 2]
    actor = world.actor(world.unit())
    with reading(actor):
        assert [question(), question()] == [3, 3]
        with reading(actor):
            assert question() == 4
    with reading(actor):
        assert question() == 5


def test_journal_entry_is_never_changed() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    run(ShareFile(subject_id=person.id, unit_id=ids.new_id()), world.actor(office, Role.VERIFIER))
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        JournalEntry.objects.update(action="nothing")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic(), world.as_owner():
        JournalEntry.objects.update(action="nothing")


@pytest.mark.control
def test_control_without_the_trigger_the_journal_can_be_changed() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    run(ShareFile(subject_id=person.id, unit_id=ids.new_id()), world.actor(office, Role.VERIFIER))
    world.without("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    with world.as_owner():
        assert JournalEntry.objects.update(action="nothing") > 0


def test_journal_refuses_a_write_without_a_named_actor() -> None:
    nobody = actions.Actor(actions.Kind.PERSON)
    with pytest.raises(journal.Unnamed):
        journal.write(nobody, "x", "done", journal.About(), {})


@pytest.mark.control
def test_control_without_row_security_a_stranger_sees_the_person() -> None:
    person = world.person()
    stranger = world.actor(world.unit(), Role.VERIFIER)
    world.without("ALTER TABLE person DISABLE ROW LEVEL SECURITY")
    with reading(stranger):
        assert type(person).objects.filter(pk=person.pk).exists()
