"""Small checks about classes, seats and attendance; each refuses with a reason or says nothing."""

from datetime import date, datetime, timedelta
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role
from rantau.kernel.refusals import refuse
from rantau.placement.orientation import rules
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.registry.accounts.models import Posting
from rantau.registry.offices.models import Unit, UnitKind

HOSTS = frozenset({UnitKind.BP3MI, UnitKind.P4MI, UnitKind.DISNAKER, UnitKind.DISNAKER_PROVINCE})
SHORTEST_LESSON = timedelta(minutes=30)  # a class shorter than this per lesson hour is a slip of the pen, not a rule
MARK_WITHIN = timedelta(hours=24)  # so that attendance is remembered and not reconstructed (promise K4)


def office_hosts(office: Unit) -> None:
    """Refuse an office of a kind that holds no orientation, or a closed one."""
    if office.kind not in HOSTS or office.closed_on is not None:
        refuse("class_office_cannot_host")


def time_is_possible(starts_at: datetime, ends_at: datetime, hours: int, now: datetime) -> None:
    """Refuse a class in the past, one that ends before it starts, one too short for its lesson hours."""
    if starts_at <= now or ends_at - starts_at < hours * SHORTEST_LESSON or ends_at - starts_at > timedelta(days=14):
        refuse("class_time_impossible", hours=hours)


def rules_allow(scheme: str, hours: int, seats: int, on: date) -> None:
    """Refuse more seats or fewer hours than the rulebook in force on the day of the class allows."""
    ceiling = rules.seats_ceiling(on)
    if ceiling is not None and seats > ceiling:
        refuse("class_too_large", ceiling=ceiling, seats=seats)
    least = rules.least_hours(scheme, on)
    if least is None:
        refuse("class_scheme_unknown")
    if hours < least:
        refuse("class_too_few_hours", needed=least, hours=hours)


def instructor_is_posted(account_id: UUID | None, office: Unit) -> None:
    """Refuse an instructor who has no posting as such at the office now."""
    if account_id is None:
        return
    held = Posting.objects.filter(account=account_id, unit=office, role=Role.INSTRUCTOR, during__contains=clock.now())
    if not held.exists():
        refuse("class_instructor_elsewhere")


def class_is_ahead(row: OrientationClass, now: datetime) -> None:
    """Refuse a class that was cancelled or has begun."""
    if row.cancelled_at is not None:
        refuse("class_cancelled")
    if row.starts_at <= now:
        refuse("class_begun")


def seat_is_live(seat: SeatClaim) -> None:
    """Refuse a seat that was given back, lapsed or was used."""
    if seat.state != "confirmed":
        refuse("seat_ended")


def hosted_by(actor: Actor, row: OrientationClass) -> None:
    """Refuse anybody but the office that held the class."""
    if row.office_id not in actor.units:
        refuse("attendance_other_office")


def minutes_are_possible(row: OrientationClass, minutes: int, now: datetime) -> None:
    """Refuse attendance before the class ended, a day after it, or longer than it (promise K4)."""
    if now < row.ends_at:
        refuse("class_not_ended")
    if now > row.ends_at + MARK_WITHIN:
        refuse("attendance_too_late", hours=MARK_WITHIN // timedelta(hours=1))
    if minutes > rules.minutes_of(row):
        refuse("attendance_longer_than_class", longest=rules.minutes_of(row))
