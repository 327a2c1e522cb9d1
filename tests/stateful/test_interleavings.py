"""Two clients at once (promise A5): whatever one does between two statements of the other, it ends as if in a row.

The first act is stopped before one of its statements while the second runs; if that has to wait for a lock of the
first, the first goes on. What both are told must be what they would have been told one after the other, in one of
the two orders; and every invariant holds afterwards.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from django.db.transaction import Atomic
from pytest_django import DjangoDbBlocker

from rantau.cli import outgoing
from rantau.cli.invariants import CHECKS
from rantau.kernel import allotments
from rantau.kernel.actions import run
from rantau.kernel.actors import scope
from rantau.kernel.refusals import Refused
from rantau.registry.accounts.selectors import clock_actor
from tests import world
from tests.kernel import scratch
from tests.kernel.faults import at_statement, spread, statements_of
from tests.stateful.checks import BREACHES
from tests.stateful.pairs import PAIRS, Deed, Pair
from tests.stateful.telling import the_minutes_jobs

pytestmark = pytest.mark.race
SOME = 3
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
ASKED = [ask for name, ask in BREACHES.items() if "counted" not in name]  # what is arranged was never counted
Told = tuple[str, str]


@pytest.fixture(scope="module")
def dsn(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A scratch database, for clients that see what others have committed."""
    with django_db_blocker.unblock(), scratch.database("pairs") as address:
        yield address


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path, dsn: str) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"
    outgoing.connect()


def nested() -> Atomic:
    """A transaction in which acts may ask for one of their own."""
    whole = Atomic(None, savepoint=True, durable=False)
    whole._from_testcase = True  # type: ignore[attr-defined]
    return whole


def arranged(name: str) -> Pair:
    with nested():
        return PAIRS[name]()


def outcome(deed: Deed) -> str:
    """What somebody is told: done, or the code of the refusal."""
    try:
        run(*deed)
    except Refused as refused:
        return refused.refusal.code
    return "done"


def in_a_row(pair: Pair) -> set[Told]:
    """What both are told one after the other, in both orders; taken back."""
    with nested():
        one, other = outcome(pair.one), outcome(pair.other)
        transaction.set_rollback(True)
    with nested():
        other_first, one_second = outcome(pair.other), outcome(pair.one)
        transaction.set_rollback(True)
    return {(one, other), (one_second, other_first)}


class Client(threading.Thread):
    """Somebody with a connection of her own."""

    def __init__(self, deed: Deed, stop_at: int | None = None) -> None:
        super().__init__()
        self.deed, self.stop_at, self.told = deed, stop_at, ""
        self.stopped, self.go = threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with at_statement(self.stop_at, self._hold):
                self.told = outcome(self.deed)
        except Exception as error:  # noqa: BLE001 - whatever a client dies of is what the test reports
            self.told = f"{type(error).__name__}: {error}"
        finally:
            self.stopped.set()
            connection.close()

    def _hold(self, statement: str) -> None:
        self.stopped.set()
        self.go.wait(20)


def together(pair: Pair, stop_at: int, dsn: str) -> Told:
    """Stop the first before a statement, let the second run as far as it can, then let the first go on."""
    first, second = Client(pair.one, stop_at), Client(pair.other)
    first.start()
    first.stopped.wait(20)
    second.start()
    with psycopg.connect(dsn, autocommit=True) as admin:
        while not second.stopped.wait(0.01) and admin.execute(WAITING).fetchone() == (0,):
            pass
    first.go.set()
    for client in (first, second):
        client.join(20)
    return first.told, second.told


def broken() -> list[str]:
    """What is broken once the minute's jobs have run."""
    the_minutes_jobs()
    with transaction.atomic(), scope(clock_actor()):
        found = [name for name, check in CHECKS.items() if check()]
    with world.as_owner(), connection.cursor() as cursor:
        for name, ask in BREACHES.items():
            if ask in ASKED:
                cursor.execute(ask)
                found += [name] if cursor.fetchall() else []
    return found


def interleaved(name: str, most: int | None, dsn: str) -> None:
    """Every stopping place of the first act, or some of them."""
    pair = arranged(name)
    allowed = in_a_row(pair)
    with nested():
        count = statements_of(lambda: run(*pair.one))
    for stop_at in spread(count, most):
        told = together(pair, stop_at, dsn)
        assert told in allowed, f"stopped before {stop_at} of {count}: {told}, in a row {sorted(allowed)}"
        assert broken() == [], stop_at
        pair = arranged(name)


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_two_clients_at_once_end_as_if_in_a_row(name: str, dsn: str) -> None:
    interleaved(name, SOME, dsn)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(PAIRS))
def test_two_clients_at_once_end_as_if_in_a_row_wherever_they_meet(name: str, dsn: str) -> None:
    interleaved(name, None, dsn)


def look_then_write(counter: Any, counter_id: Any) -> bool:
    """What a careless hand would write: look whether a place is left, then write what was seen."""
    row = counter._default_manager.get(pk=counter_id)
    if row.taken >= row.capacity:
        return False
    counter._default_manager.filter(pk=counter_id).update(taken=row.taken + 1)
    return True


@pytest.mark.control
@pytest.mark.parametrize("name", ["last_place_signed_twice", "last_seat_booked_twice"])
def test_control_looking_before_writing_sells_the_last_one_twice(
    name: str, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = arranged(name)
    allowed = in_a_row(pair)
    with nested():
        count = statements_of(lambda: run(*pair.one))
    monkeypatch.setattr(allotments, "take", look_then_write)
    assert ("done", "done") not in allowed
    assert together(pair, count, dsn) == ("done", "done")
