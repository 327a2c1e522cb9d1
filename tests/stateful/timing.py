"""Time and chance of a told example: both clocks stand at one moment that the test moves; dice fall by a seed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import connection

from rantau.kernel import clock, ids, sealed
from tests import world

BEGIN = datetime(2026, 12, 1, 2, tzinfo=UTC)  # nine o'clock in Jakarta
DATABASE_NOW = "coalesce(nullif(current_setting('test.now', true), '')::timestamptz, clock_timestamp())"


class Dice:
    """Stands where the kernel takes its chance from, and falls the same way every time."""

    def __init__(self) -> None:
        self.source = Random(1)

    def randbits(self, count: int) -> int:
        return self.source.getrandbits(count)

    def choice(self, signs: str) -> str:
        return self.source.choice(signs)

    def token_bytes(self, count: int) -> bytes:
        return self.source.randbytes(count)


class StoryTime:
    """The moment from which identifiers take their order."""

    @staticmethod
    def time_ns() -> int:
        return int(clock.now().timestamp() * 1e9)


DICE = Dice()


@contextmanager
def loaded_dice() -> Iterator[None]:
    """Make identifiers and keys follow from a seed, so that a failing example fails again."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (ids, sealed):
            patch.setattr(module, "secrets", DICE)
        patch.setattr(ids, "time", StoryTime)
        yield


def follow_the_test() -> None:
    """Let the functions of the wall read the test's moment instead of the server's; taken back with the transaction.

    Their text is the shipped one but for the name of the clock.
    """
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
            " AND pg_get_functiondef(oid) LIKE '%clock_timestamp()%'"
        )
        for (text,) in cursor.fetchall():
            cursor.execute(text.replace("clock_timestamp()", DATABASE_NOW).replace("%", "%%"))


def stand_at(moment: datetime) -> None:
    """Set both clocks."""
    clock._STORY.set(moment)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('test.now', %s, false)", [moment.isoformat()])


def go_on() -> None:
    """Let a moment pass, so that what comes later is later."""
    stand_at(clock.now() + timedelta(seconds=1))


def let_go() -> None:
    """Let the clocks run again."""
    clock._STORY.set(None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('test.now', '', false)")
