"""Evidence: stated by one, decided by another, superseded and never overwritten."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from rantau.kernel import clock, evidence, ids, sealed
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor, Role, scope
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence, JournalEntry
from rantau.kernel.refusals import Refused
from tests import world

pytestmark = pytest.mark.django_db

PASSPORT = Statement("passport", "desk", number="X1234567", private="Ibu Contoh", values={"pages": 48})


class Scene:
    """A person and two officers who see her, each acting in turn."""

    def __init__(self) -> None:
        office = world.unit()
        self.person = world.person(seen_by=office).id
        self.one, self.other = (world.actor(office, Role.VERIFIER) for _ in range(2))

    def state(self, by: Actor | None = None, what: Statement = PASSPORT, **options: Any) -> Evidence:
        """File a statement."""
        actor = by or self.one
        with scope(actor):
            return evidence.state(Tx(actor, clock.now()), self.person, self.person, what, **options)

    def decide(self, proof: UUID, by: Actor | None = None, *, accept: bool = True, **options: Any) -> Evidence:
        """Decide on one."""
        actor = by or self.other
        with scope(actor):
            return evidence.decide(Tx(actor, clock.now()), proof, accept=accept, **options)

    def current(self) -> list[Evidence]:
        """What stands."""
        with scope(self.one):
            return list(evidence.current([self.person]))


@pytest.fixture
def scene(db: None) -> Scene:
    """A person and two officers."""
    return Scene()


def test_state_keeps_who_when_and_the_codes(scene: Scene) -> None:
    row = scene.state()
    assert (row.state, row.origin, row.values) == ("stated", "desk", {"pages": 48})
    assert (row.stated_by, row.stated_by_unit) == (scene.one.account_id, scene.one.unit_id)


def test_state_seals_number_and_details_and_finds_the_number_again(scene: Scene) -> None:
    row = scene.state()
    assert b"X1234567" not in bytes(row.number or b"")
    assert b"Contoh" not in bytes(row.sealed_values or b"")
    with scope(scene.one):
        plain = sealed.unseal(scene.person, {"number": row.number, "private": row.sealed_values})
        found = Evidence.objects.get(number_digest=sealed.blind("passport", "X1234567"))
    assert plain == {"number": "X1234567", "private": "Ibu Contoh"}
    assert found.pk == row.pk


def test_state_without_number_seals_nothing(scene: Scene) -> None:
    row = scene.state(what=Statement("photo", "self"))
    assert (row.number, row.number_digest, row.sealed_values) == (None, None, None)


def test_state_again_supersedes_and_keeps_the_former(scene: Scene) -> None:
    first, second = scene.state(), scene.state()
    assert second.supersedes_id == first.pk
    assert scene.current() == [second]
    with world.as_owner():
        assert Evidence.objects.filter(subject=scene.person).count() == 2


def test_state_of_another_kind_supersedes_nothing(scene: Scene) -> None:
    scene.state()
    assert scene.state(what=Statement("visa", "desk")).supersedes_id is None


def test_state_twice_on_one_former_row_is_refused_by_the_database(scene: Scene) -> None:
    first = scene.state()
    scene.state()
    with world.as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(subject=scene.person, owner=scene.person, kind="x", origin="desk", supersedes=first)


def test_state_as_verified_is_decided_at_once(scene: Scene) -> None:
    row = scene.state(verified=True)
    assert (row.state, row.decided_by) == ("verified", scene.one.account_id)


@pytest.mark.parametrize(("accept", "outcome"), [(True, "verified"), (False, "refused")])
def test_decide_by_another_officer_stamps_it(scene: Scene, accept: bool, outcome: str) -> None:
    row = scene.decide(scene.state().pk, accept=accept, why={"code": "unreadable"})
    assert (row.state, row.decided_by_holder) == (outcome, scene.other.holder_id)
    assert row.refusal == (None if accept else {"code": "unreadable"})


def test_decide_by_the_one_who_stated_it_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        scene.decide(scene.state().pk, by=scene.one)
    assert refused.value.refusal.code == "own_statement"


def test_decide_by_her_second_account_is_refused(scene: Scene) -> None:
    second = Actor(scene.one.kind, ids.new_id(), scene.one.holder_id, units=scene.one.units)
    with pytest.raises(Refused) as refused:
        scene.decide(scene.state().pk, by=second)
    assert refused.value.refusal.code == "own_statement"


@pytest.mark.parametrize("accept", [True, False])
def test_decide_again_is_refused(scene: Scene, accept: bool) -> None:
    row = scene.state()
    scene.decide(row.pk, accept=accept)
    with pytest.raises(Refused) as refused:
        scene.decide(row.pk, accept=not accept)
    assert refused.value.refusal.code == "already_decided"


def test_decide_on_what_was_superseded_is_refused(scene: Scene) -> None:
    first = scene.state()
    scene.state()
    with pytest.raises(Refused) as refused:
        scene.decide(first.pk)
    assert refused.value.refusal.code == "already_decided"


def test_decide_out_of_sight_answers_as_if_it_did_not_exist(scene: Scene) -> None:
    row = scene.state()
    for proof in (row.pk, ids.new_id()):
        with pytest.raises(Refused) as refused:
            scene.decide(proof, by=world.actor(world.unit(), Role.VERIFIER))
        assert refused.value.refusal.code == "not_found"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issued_on": date(2026, 2, 1), "valid_until": date(2026, 1, 1)},
        {"state": "verified"},
        {"state": "refused", "decided_at": clock.now()},
    ],
)
def test_write_of_an_impossible_row_is_refused_by_the_database(scene: Scene, wrong: dict[str, Any]) -> None:
    with world.as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(subject=scene.person, owner=scene.person, kind="x", origin="desk", **wrong)


@pytest.mark.control
def test_control_without_the_constraint_the_impossible_row_is_written(scene: Scene) -> None:
    world.without("ALTER TABLE evidence DROP CONSTRAINT evidence_decision_has_time")
    with world.as_owner():
        Evidence.objects.create(subject=scene.person, owner=scene.person, kind="x", origin="desk", state="verified")


OTHER: dict[str, Any] = {
    "subject": ids.new_id(), "owner": ids.new_id(), "kind": "visa", "number": b"x", "number_digest": b"x",
    "issued_on": date(2020, 1, 1), "valid_until": date(2030, 1, 1), "values": {"pages": 24}, "sealed_values": b"x",
    "origin": "partner:immigration", "source_reference": "x", "stated_by": ids.new_id(),
    "stated_by_holder": ids.new_id(), "stated_by_unit": ids.new_id(), "stated_at": datetime(2020, 1, 1, tzinfo=UTC),
}  # fmt: skip
UNDECIDED: dict[str, Any] = {
    "state": "stated", "decided_by": ids.new_id(), "decided_by_holder": ids.new_id(), "decided_by_unit": ids.new_id(),
    "decided_at": datetime(2020, 1, 1, tzinfo=UTC), "refusal": {"rule": "x"},
}  # fmt: skip


@pytest.mark.parametrize("column", sorted(OTHER))
def test_database_refuses_to_overwrite_what_was_stated_whoever_writes(scene: Scene, column: str) -> None:
    proof = scene.state()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic(), world.as_owner():
        Evidence.objects.filter(pk=proof.pk).update(**{column: OTHER[column]})


@pytest.mark.parametrize("column", sorted(UNDECIDED))
def test_database_refuses_to_decide_anew_whoever_writes(scene: Scene, column: str) -> None:
    proof = scene.decide(scene.state().pk)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic(), world.as_owner():
        Evidence.objects.filter(pk=proof.pk).update(**{column: UNDECIDED[column]})


@pytest.mark.control
def test_control_without_the_triggers_a_decided_proof_is_overwritten(scene: Scene) -> None:
    proof = scene.decide(scene.state().pk)
    world.without("ALTER TABLE evidence DISABLE TRIGGER USER")
    with world.as_owner():
        assert Evidence.objects.filter(pk=proof.pk).update(number_digest=b"x", state="stated") == 1


def test_open_sensitive_is_journalled_with_its_purpose(scene: Scene) -> None:
    row = scene.state()
    with scope(scene.other):
        plain = evidence.open_sensitive(scene.other, row, "check_passport")
    with world.as_owner():
        entry = JournalEntry.objects.get(action="open_evidence")
    assert plain["number"] == "X1234567"
    assert (entry.outcome, entry.purpose, entry.person, entry.refs) == (
        "read",
        "check_passport",
        scene.person,
        [row.pk],
    )


def test_open_sensitive_that_cannot_be_journalled_opens_nothing(scene: Scene) -> None:
    row = scene.state()
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON journal_entry FROM rantau_app")
    with scope(scene.other), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        evidence.open_sensitive(scene.other, row, "check_passport")
