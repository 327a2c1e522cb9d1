"""Two officers decide at once: one decides, and the other is told (RANTAU-LOCK)."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from rantau.kernel import clock, evidence
from rantau.kernel.actions import Command, run
from rantau.kernel.actors import Actor, Role
from rantau.kernel.models import Evidence, JournalEntry
from rantau.kernel.refusals import Refused
from rantau.placement.agreements.actions import RefuseSelection, WitnessSelection
from rantau.placement.documents.actions import DecideEvidence, FileEvidence
from tests import world
from tests.placement.builders import Market, dossier_of, market, order_of, permit_of, proven, rules, selected

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("scratch")]
DECISIONS = ("decide_evidence", "witness_selection", "refuse_selection")
WHY = {"rule": "PP10-8-KK", "seen": "Nomornya tidak terbaca.", "who": "candidate"}


def document(here: Market) -> tuple[UUID, list[Command]]:
    """Committed: a document that waits, and what two officers have decided about it."""
    with transaction.atomic():
        dossier = dossier_of(here, order_of(here))
        clerk = world.actor(here.office, Role.REGISTRAR)
    said = run(FileEvidence(dossier_id=dossier.pk, kind="kk", number="3604000000000001"), clerk)
    statement = UUID(str(said["evidence"]))
    until = clock.today() + timedelta(days=7)
    no = DecideEvidence.model_validate({"evidence_id": statement, "accept": False, "until": until, **WHY})
    return statement, [DecideEvidence(evidence_id=statement, accept=True), no]


def selection(here: Market) -> tuple[UUID, list[Command]]:
    """Committed: a proposed selection, and what two officers have decided about it."""
    with transaction.atomic():
        order = order_of(here)
        dossier = dossier_of(here, order)
        proven(dossier, selected(permit_of(order)), state="stated")
    with transaction.atomic(), world.as_owner():
        statement = Evidence.objects.get(subject=dossier.pk, kind="selection").pk
    yes, no = WitnessSelection(dossier_id=dossier.pk), RefuseSelection(dossier_id=dossier.pk, reason="Belum didengar")
    return statement, [yes, no]


def at_once(pairs: list[tuple[Actor, Command]]) -> Counter[str]:
    """Let each act on a connection of its own, all from one starting shot; returns the outcomes."""
    outcomes: list[str] = []
    shot = threading.Barrier(len(pairs))

    def one(actor: Actor, command: Command) -> None:
        try:
            shot.wait(10)
            run(command, actor)
            outcomes.append("decided")
        except Refused as answer:
            outcomes.append(answer.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(outcomes)


def decided_twice(make: Callable[[Market], tuple[UUID, list[Command]]]) -> tuple[Counter[str], UUID]:
    with transaction.atomic():
        rules()
        here = market()
        officers = [world.actor(here.office, Role.PLACEMENT_OFFICER) for _ in range(2)]
    statement, commands = make(here)
    return at_once(list(zip(officers, commands, strict=True))), statement


def acts(statement: UUID) -> int:
    """Decisions that the journal holds about a statement."""
    with transaction.atomic(), world.as_owner():
        return JournalEntry.objects.filter(outcome="done", refs__contains=[statement], action__in=DECISIONS).count()


@pytest.mark.parametrize(("make", "told"), [(document, "already_decided"), (selection, "no_selection_open")])
def test_decide_by_two_at_once_is_done_by_one_and_told_to_the_other(make: Any, told: str) -> None:
    outcomes, statement = decided_twice(make)
    assert outcomes == {"decided": 1, told: 1}
    assert acts(statement) == 1


@contextmanager
def without_the_trigger() -> Iterator[None]:
    """Take away what the database itself holds against a second decision, and put it back."""
    for word in ("DISABLE", "ENABLE"):
        with transaction.atomic(), world.as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_decided_once%'")
            cursor.execute(f"ALTER TABLE evidence {word} TRIGGER {cursor.fetchone()[0]}")
        if word == "DISABLE":
            yield


@pytest.mark.control
def test_control_without_locks_both_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    both, stamp = threading.Barrier(2), evidence._stamp

    def together(row: Evidence, tx: Any, state: str) -> None:
        if row.state == "stated" and row.kind == "kk":
            both.wait(10)
        stamp(row, tx, state)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    monkeypatch.setattr(evidence, "_stamp", together)
    with without_the_trigger():
        outcomes, statement = decided_twice(document)
    assert outcomes == {"decided": 2}
    assert acts(statement) == 2
