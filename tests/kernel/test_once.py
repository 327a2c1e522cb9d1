"""One request, one effect: two connections with one key, a killed process, a killed connection, a lock not granted."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from psycopg import conninfo
from pytest_django import DjangoDbBlocker

from rantau.kernel import actions, evidence, ids
from rantau.kernel.actions import Answer, run
from rantau.kernel.actors import Actor, Role
from rantau.kernel.models import AccessGrant, Evidence, IdempotencyKey, JournalEntry, OutboxMessage, TallyFact
from rantau.kernel.refusals import Refused
from tests import world
from tests.database import ROOT
from tests.kernel import scratch
from tests.kernel.deeds import HandOver

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("deed")]


@dataclass(frozen=True)
class Case:
    """A committed person, an officer who sees her, and what he wants done."""

    dsn: str
    officer: Actor
    command: HandOver

    def effects(self) -> list[int]:
        """How often the act left each of its traces."""
        unit, subject = self.command.unit_id, self.command.subject_id
        with world.as_owner():
            return [
                AccessGrant.objects.filter(unit=unit).count(),
                Evidence.objects.filter(subject=subject).count(),
                OutboxMessage.objects.filter(subject=subject).count(),
                JournalEntry.objects.filter(subject=subject, outcome="done").count(),
                TallyFact.objects.filter(kind="handed_over").count() - self.counted_before,
            ]

    counted_before: int = 0


@pytest.fixture(scope="module")
def dsn(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A scratch database with committed data."""
    with django_db_blocker.unblock(), scratch.database("once") as address:
        yield address


@pytest.fixture
def case(dsn: str) -> Case:
    """A fresh case in it."""
    with transaction.atomic():
        office = world.unit()
        person = world.person(seen_by=office)
        officer = world.actor(office, Role.VERIFIER)
    with world.as_owner():
        counted = TallyFact.objects.filter(kind="handed_over").count()
    return Case(dsn, officer, HandOver(subject_id=person.id, unit_id=ids.new_id()), counted)


def in_parallel(number: int, act: Callable[[], object]) -> list[object]:
    """Run the act in so many threads that start together; returns answers and refusals."""
    found: list[object] = []
    start = threading.Barrier(number)

    def one() -> None:
        start.wait()
        try:
            found.append(act())
        except Refused as refused:
            found.append(refused.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_run_by_eight_connections_with_one_key_has_one_effect(case: Case) -> None:
    answers = in_parallel(8, lambda: run(case.command, case.officer, "k1"))
    assert answers == [{"unit": str(case.command.unit_id)}] * 8
    assert case.effects() == [1] * 5


@pytest.mark.control
def test_control_without_the_key_a_repeated_request_has_a_second_effect(case: Case) -> None:
    run(case.command, case.officer)
    run(case.command, case.officer)
    assert max(case.effects()) > 1


def test_run_after_a_first_try_that_failed_acts_once(case: Case) -> None:
    stranger = world.actor(world.unit(), Role.VERIFIER)
    with pytest.raises(Refused):
        run(case.command, stranger, "k1")
    run(case.command, case.officer, "k1")
    run(case.command, case.officer, "k1")
    assert case.effects() == [1] * 5


@contextmanager
def client(case: Case) -> Iterator[subprocess.Popen[str]]:
    """A process that stands in the middle of its act, everything written and nothing committed."""
    name = str(conninfo.conninfo_to_dict(case.dsn)["dbname"])
    dsn = conninfo.make_conninfo(os.environ["RANTAU_DSN"], dbname=name)
    command, officer = case.command, case.officer
    words = [officer.account_id, officer.unit_id, command.subject_id, command.unit_id]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kernel.client", *map(str, words)],
        env={**os.environ, "RANTAU_DSN": dsn, "DJANGO_SETTINGS_MODULE": "rantau.config.settings"},
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout
        assert process.stdout.readline() == "inside\n"
        yield process


def retry(case: Case) -> Answer:
    """What the user's device does: the same request with the same key."""
    paused = case.command.model_copy(update={"pause": True})
    with open(os.devnull) as nothing, pytest.MonkeyPatch.context() as patch:  # noqa: PTH123 - a device, not a file
        patch.setattr(sys, "stdin", nothing)
        return run(paused, case.officer, "k1")


def test_kill_of_the_process_in_mid_act_leaves_nothing_and_a_retry_acts_once(case: Case) -> None:
    with client(case) as process:
        process.kill()
    assert case.effects() == [0] * 5
    retry(case)
    retry(case)
    assert case.effects() == [1] * 5


def test_kill_of_the_connection_in_mid_act_leaves_nothing_and_a_retry_acts_once(case: Case) -> None:
    with client(case) as process:
        with psycopg.connect(case.dsn, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state = 'idle in transaction'"
            )
        assert process.stdin
        process.stdin.write("go on\n")
        process.stdin.close()
        assert process.wait(20) != 0
    assert case.effects() == [0] * 5
    retry(case)
    assert case.effects() == [1] * 5


@contextmanager
def holding(dsn: str, statement: str, *values: object) -> Iterator[None]:
    """Another session that holds a lock."""
    with psycopg.connect(dsn) as other:
        other.execute(statement, values)  # type: ignore[arg-type]  # a text of these tests
        yield
        other.rollback()


def test_run_while_another_holds_the_row_is_refused_as_busy(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    proof = filed(case)

    def decide(tx: actions.Tx, command: HandOver) -> Answer:
        evidence.decide(tx, proof, accept=True)
        return {}

    use(decide, monkeypatch)
    lock = "SELECT FROM evidence WHERE id = %s FOR UPDATE"
    with holding(case.dsn, lock, proof), impatient(), pytest.raises(Refused) as refused:
        run(case.command, case.officer)
    assert refused.value.refusal.code == "busy"


def test_run_while_the_same_request_still_runs_is_refused_as_busy(case: Case) -> None:
    row = (ids.new_id(), case.officer.account_id, "k1")
    claim = "INSERT INTO idempotency_key (id, account, key, digest, answer, at) VALUES (%s, %s, %s, '', '{}', now())"
    with holding(case.dsn, claim, *row), impatient(), pytest.raises(Refused) as refused:
        run(case.command, case.officer, "k1")
    assert refused.value.refusal.code == "busy"
    assert not IdempotencyKey.objects.filter(account=case.officer.account_id).exists()


def test_run_with_a_fault_that_no_lock_explains_shows_the_fault_itself(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(tx: actions.Tx, command: HandOver) -> Answer:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'")
            cursor.execute("SELECT pg_sleep(1)")
        return {}

    use(wait, monkeypatch)
    with pytest.raises(OperationalError, match="statement timeout"):
        run(case.command, case.officer)


def filed(case: Case) -> UUID:
    """The identifier of the one proof that a first act has filed, stated by somebody else."""
    run(case.command, replace(case.officer, holder_id=ids.new_id()))
    with world.as_owner():
        return Evidence.objects.get(subject=case.command.subject_id).id


def use(function: Callable[[actions.Tx, HandOver], Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the made-up act do something else."""
    spec = actions._REGISTRY[HandOver]
    changed = {field: getattr(spec, field) for field in spec.__slots__}
    monkeypatch.setitem(actions._REGISTRY, HandOver, actions.Spec(**{**changed, "function": function}))


@contextmanager
def impatient() -> Iterator[None]:
    """Wait a tenth of a second for locks instead of three."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    try:
        yield
    finally:
        connection.close()
