"""Promise B1 by the axe: the process is killed, or the connection cut, in the middle of a critical transaction."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from pytest_django import DjangoDbBlocker

from rantau.kernel import actions, actors
from tests.critical.transactions import CRITICAL, Act
from tests.kernel import scratch
from tests.kernel.faults import SAVEPOINTS, at_statement, changed, content, spread, statements_of
from tests.placement.builders import journal
from tests.registry.people.builders import QUICK_HASHER

pytestmark = pytest.mark.race
SOME = 3


@pytest.fixture(scope="module")
def dsn(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A scratch database: what is killed must have been committed before it."""
    with django_db_blocker.unblock(), scratch.database("kills") as address:
        yield address


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"
    settings.PASSWORD_HASHERS = QUICK_HASHER


def arranged(name: str) -> Act:
    """A critical transaction about to be done, everything before it committed."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # the acts before it ask for transactions of their own
    with whole:
        return CRITICAL[name]()


def die(statement: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_process_that_dies(act: Act, number: int | None, commit: Callable[[Callable[[], None]], None]) -> int:
    """Let a forked process do it and die there; returns the signal it died of."""
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            sure = connection._commit
            connection._commit = lambda: commit(sure)
            with at_statement(number, die):
                act.do()
        finally:
            os._exit(3)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def commits(sure: Callable[[], None]) -> None:
    sure()


def dies_before(sure: Callable[[], None]) -> None:
    die("")


def dies_after(sure: Callable[[], None]) -> None:
    sure()
    die("")


def wait_until_alone(dsn: str) -> None:
    """The server notices that a client is gone when it next reads from it."""
    with psycopg.connect(dsn, autocommit=True) as admin:
        for _ in range(200):
            others = admin.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchone()
            if others == (0,):
                return
            time.sleep(0.01)
    raise AssertionError("somebody is still connected")


def done_once(act: Act, before: dict[str, str]) -> None:
    """What a device does afterwards: the same request with the same key, twice."""
    name = actions._REGISTRY[type(act.command)].name
    noted = len(journal(name))
    first = act.do()
    after = content()
    assert changed(before, after)
    assert len(journal(name)) == noted + 1
    if act.actor.account_id is not None:
        assert act.do() == first
        assert changed(after, content()) == set()


def killed(name: str, dsn: str, most: int | None) -> None:
    """One transaction whose process dies at its statements and before its commit; then it is done."""
    act = arranged(name)
    count, before = statements_of(act.do), content()
    for number in [*spread(count, most), None]:
        death = in_a_process_that_dies(act, number, commits if number else dies_before)
        wait_until_alone(dsn)
        assert death == signal.SIGKILL, number
        assert changed(before, content()) == set(), number
    done_once(act, before)


@pytest.mark.parametrize("name", sorted(CRITICAL))
def test_kill_of_the_process_at_some_statements_leaves_nothing_and_a_retry_acts_once(name: str, dsn: str) -> None:
    killed(name, dsn, SOME)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(CRITICAL))
def test_kill_of_the_process_at_any_statement_leaves_nothing_and_a_retry_acts_once(name: str, dsn: str) -> None:
    killed(name, dsn, None)


@pytest.mark.parametrize("name", ["sign_placement", "book_seat", "issue_card", "record_departure"])
def test_kill_of_the_process_after_the_commit_leaves_all_and_a_retry_changes_nothing(name: str, dsn: str) -> None:
    act = arranged(name)
    before = content()
    assert in_a_process_that_dies(act, None, dies_after) == signal.SIGKILL
    wait_until_alone(dsn)
    after = content()
    assert changed(before, after)
    act.do()
    assert changed(after, content()) == set()


def cut(dsn: str) -> Callable[[str], None]:
    """Cut the line of whoever is in a transaction."""

    def act(statement: str) -> None:
        with psycopg.connect(dsn, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    return act


@pytest.mark.parametrize("name", sorted(CRITICAL))
def test_cut_of_the_connection_in_the_middle_leaves_nothing_and_a_retry_acts_once(name: str, dsn: str) -> None:
    act = arranged(name)
    count, before = statements_of(act.do), content()
    for number in spread(count, SOME)[1:]:
        with pytest.raises(OperationalError), at_statement(number, cut(dsn)):
            act.do()
        connection.close()
        assert changed(before, content()) == set(), number
    done_once(act, before)


@pytest.mark.control
def test_control_with_a_commit_after_each_statement_a_killed_process_leaves_half_of_it(
    dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = arranged("sign_placement")
    count, before = statements_of(act.do), content()
    monkeypatch.setattr(actors, "_set_units", for_the_session)
    monkeypatch.setattr(actors, "ENTER", actors.ENTER.replace("'rantau.units', %s, true", "'rantau.units', %s, false"))
    with connection.execute_wrapper(committing):
        assert in_a_process_that_dies(act, count - 6, commits) == signal.SIGKILL
    wait_until_alone(dsn)
    assert changed(before, content())


def for_the_session(value: str) -> None:
    """A scope that outlives its transaction, as no code of ours may set it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('rantau.units', %s, false)", [value])


def committing(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
    """Commit behind the back of whoever believes in her transaction."""
    if statement.startswith(SAVEPOINTS):
        return None
    answer = execute(statement, params, many, context)
    context["connection"].connection.commit()
    return answer
