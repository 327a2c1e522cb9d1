"""The one clock. Moments are aware UTC datetimes; the legal day is that of Asia/Jakarta."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


_STORY: ContextVar[datetime | None] = ContextVar("story", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _STORY.get() or datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let the clock show a past moment while the demo country tells its story; used nowhere else.

    Raises:
        ValueError: the moment is in the future, or naive.
    """
    if moment.tzinfo is None or moment > datetime.now(UTC):
        raise ValueError("a story is told of the past, in aware time")
    token = _STORY.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _STORY.reset(token)


def today() -> date:
    """Return the legal date: the calendar day in Jakarta."""
    return legal_date(now())


def legal_date(moment: datetime) -> date:
    """Return the day in Jakarta to which an aware moment belongs."""
    return moment.astimezone(JAKARTA).date()


def legal_midnight(day: date) -> datetime:
    """Return the aware moment at which a legal day begins."""
    return datetime.combine(day, time.min, JAKARTA)
