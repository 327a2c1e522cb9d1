"""Fail at any statement, leave no half state (promise B1): for every action, one line in its room's tests.

all_or_nothing(lambda: run(SignPlacement(...), officer))
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.transaction import Atomic

from rantau.cli.preparation import REFERENCE
from tests.world import as_owner

SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Injected(BaseException):
    """The fault of the test. Not an Exception, so that no code under test takes it for one of its own."""


def _give_up(statement: str) -> None:
    raise Injected(statement[:60])


@contextmanager
def at_statement(number: int | None, harm: Callable[[str], None]) -> Iterator[list[str]]:
    """Do harm just before the statement with this number (from 1); yields the statements that were sent.

    Savepoints are not counted: in production they are BEGIN and COMMIT, and only tests turn them into statements.
    """
    sent: list[str] = []

    def count(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        if not statement.startswith(SAVEPOINTS):
            sent.append(statement)
            if len(sent) == number:
                harm(statement)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(count):
        yield sent


def statements_of(act: Callable[[], object]) -> int:
    """How many statements an act sends: it is done and taken back."""
    rehearsal = Atomic(None, savepoint=True, durable=False)  # the class itself: a control may take ``atomic`` away
    rehearsal._from_testcase = True  # type: ignore[attr-defined]  # the act asks for a transaction of its own
    with rehearsal, at_statement(None, _give_up) as sent:
        act()
        transaction.set_rollback(True)
    return len(sent)


def spread(count: int, most: int | None) -> Sequence[int]:
    """The numbers from 1 to ``count``, or so many of them: the first, the last two, and others evenly between."""
    if most is None or count <= most:
        return range(1, count + 1)
    inner = {1 + (count - 2) * step // (most - 2) for step in range(most - 2)}
    return sorted({*inner, count - 1, count})


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


def all_or_nothing(act: Callable[[], object], most: int | None = None) -> int:
    """Run ``act`` with a fault at each of its statements, or at ``most`` of them, then without.

    After each fault every table must be as before; after the success something must have changed. Returns the number
    of statements.
    """
    count, before = statements_of(act), content()
    for number in spread(count, most):
        failed = _failed_at(number, act)
        differs = sorted(changed(before, content()))
        assert failed, f"the act went past statement {number} of {count}"
        assert not differs, f"a fault at statement {number} ({failed}) left changes in {differs}"
    act()
    assert changed(before, content()), "the act changed nothing: there was nothing to leave half done"
    return count


def _failed_at(number: int, act: Callable[[], object]) -> str:
    try:
        with at_statement(number, _give_up):
            act()
    except Injected as fault:
        return str(fault)
    return ""
