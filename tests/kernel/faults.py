"""Fail at any statement, leave no half state (promise B1): for every action, one line in its room's tests.

all_or_nothing(lambda: run(SignPlacement(...), officer))
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from rantau.cli.preparation import REFERENCE
from tests.world import as_owner

MOST_STATEMENTS = 400
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Injected(BaseException):
    """The fault of the test. Not an Exception, so that no code under test takes it for one of its own."""


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    """Let the statement with this number (from 1) fail before it reaches the database.

    Savepoints are not counted: in production they are BEGIN and COMMIT, and only tests turn them into statements.
    """
    seen = 0

    def count(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        counts = not statement.startswith(SAVEPOINTS)
        seen += counts
        if counts and seen == number:
            raise Injected(statement[:60])
        return execute(statement, params, many, context)

    with connection.execute_wrapper(count):
        yield


def content() -> dict[str, str]:
    """The digest of each table's rows, reference data left out: equal digests, equal content."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT relname = ANY (%s) ORDER BY relname",
            [list(REFERENCE)],
        )
        one = "SELECT '{0}', coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM \"{0}\" t"
        cursor.execute(" UNION ALL ".join(one.format(row[0]) for row in cursor.fetchall()))
        return dict(cursor.fetchall())


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The names of tables that differ."""
    return {name for name in before if before[name] != after.get(name)}


def all_or_nothing(act: Callable[[], object]) -> int:
    """Run ``act`` with a fault at statement 1, 2, … until it succeeds; returns at how many statements it failed.

    After each fault every table must be as before; after the success something must have changed.
    """
    before = content()
    for number in range(1, MOST_STATEMENTS):
        failed = _failed_at(number, act)
        differs = sorted(changed(before, content()))
        if not failed:
            assert differs, "the act changed nothing: there was nothing to leave half done"
            return number - 1
        assert not differs, f"a fault at statement {number} ({failed}) left changes in {differs}"
    raise AssertionError(f"the act takes more than {MOST_STATEMENTS} statements")


def _failed_at(number: int, act: Callable[[], object]) -> str:
    try:
        with failing_at(number):
            act()
    except Injected as fault:
        return str(fault)
    return ""
