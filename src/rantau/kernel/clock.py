"""The one clock. Moments are aware UTC datetimes; the legal day is that of Asia/Jakarta."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the legal date: the calendar day in Jakarta."""
    return legal_date(now())


def legal_date(moment: datetime) -> date:
    """Return the day in Jakarta to which an aware moment belongs."""
    return moment.astimezone(JAKARTA).date()


def legal_midnight(day: date) -> datetime:
    """Return the aware moment at which a legal day begins."""
    return datetime.combine(day, time.min, JAKARTA)
