"""Reads about orientation: the public calendar, one's own seat, the list for the instructor, a certificate's truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.registry.offices.models import Unit

PAGE = 20
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One class as anybody may see it. ``starts_at`` and ``ends_at`` are in the class's own zone."""

    id: UUID
    office_id: UUID
    office: str
    address: str
    room: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    hours: int
    scheme: str
    seats: int
    left: int
    cancelled: bool = False
    cancelled_because: str = ""

    @property
    def cursor(self) -> str:
        """Where the next page of the calendar begins."""
        return f"{self.starts_at.astimezone(clock.JAKARTA).isoformat()}~{self.id}"


def zone_name(time_zone: str) -> str:
    """Return WIB, WITA or WIT, else the zone's own name."""
    return ZONE_NAMES.get(time_zone, time_zone)


def slot_of(row: OrientationClass) -> Slot:
    """Return a class as it is shown; its office is loaded."""
    zone = ZoneInfo(row.office.time_zone)
    return Slot(
        row.id,
        row.office_id,
        row.office.name,
        row.office.address,
        row.room,
        row.starts_at.astimezone(zone),
        row.ends_at.astimezone(zone),
        zone_name(row.office.time_zone),
        row.hours,
        row.scheme,
        row.capacity,
        row.capacity - row.taken,
        row.cancelled_at is not None,
        row.cancelled_because,
    )


def calendar(
    actor: Actor,
    *,
    scheme: str = "",
    province: str = "",
    office: UUID | None = None,
    open_only: bool = False,
    after: str = "",
    limit: int = PAGE,
) -> list[Slot]:
    """Return classes to come in order of their beginning, one page after the cursor ``after``. Public knowledge."""
    del actor
    rows = OrientationClass.objects.select_related("office").filter(cancelled_at__isnull=True)
    rows = rows.filter(starts_at__gt=clock.now()).order_by("starts_at", "id")
    if scheme:
        rows = rows.filter(scheme=scheme)
    if province:
        rows = rows.filter(office__province=province)
    if office:
        rows = rows.filter(office=office)
    if open_only:
        rows = rows.filter(taken__lt=F("capacity"))
    return [slot_of(row) for row in _after(rows, after)[: min(limit, 100)]]


def _after(rows: QuerySet[OrientationClass], cursor: str) -> QuerySet[OrientationClass]:
    """Continue behind a cursor; one that nobody made begins anew."""
    text, _, key = cursor.partition("~")
    try:
        moment, last = datetime.fromisoformat(text), UUID(key)
    except ValueError:
        return rows
    if moment.tzinfo is None:
        return rows
    return rows.filter(Q(starts_at__gt=moment) | Q(starts_at=moment, id__gt=last))


def class_page(actor: Actor, class_id: UUID) -> Slot | None:
    """Return one class, also a past or cancelled one. Public knowledge."""
    del actor
    row = OrientationClass.objects.select_related("office").filter(pk=class_id).first()
    return slot_of(row) if row else None


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of a dossier, with its class."""

    id: UUID
    state: str
    slot: Slot
    attended_minutes: int
    marked: bool
    approved: bool
    certificate: str


def seats_of(actor: Actor, dossier_id: UUID) -> list[Seat]:
    """Return every seat the dossier ever had, newest first. Call inside ``reading(actor)``."""
    del actor
    rows = SeatClaim.objects.filter(holder=dossier_id).select_related("counter__office", "certificate")
    return [_seat(row) for row in rows.order_by("-made_at", "-id")]


def my_seat(actor: Actor, dossier_id: UUID) -> Seat | None:
    """Return the dossier's living seat, or the one it attended. Call inside ``reading(actor)``."""
    living = [seat for seat in seats_of(actor, dossier_id) if seat.state in ("confirmed", "used")]
    return living[0] if living else None


def _seat(row: SeatClaim) -> Seat:
    certificate = getattr(row, "certificate", None)
    return Seat(
        row.id,
        row.state,
        slot_of(row.counter),
        row.attended_minutes,
        row.marked_by_holder is not None,
        row.approved_at is not None,
        certificate.number if certificate else "",
    )


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the instructor's list."""

    seat_id: UUID
    dossier_id: UUID
    dossier: str
    name: str
    state: str
    minutes: int
    marked: bool
    approved: bool
    marked_by_me: bool
    certificate: str


def class_list(actor: Actor, class_id: UUID) -> list[Attendee]:
    """Return who has a seat in a class, by name. Call inside ``reading(actor)``: only what the actor sees is listed."""
    rows = SeatClaim.objects.filter(counter=class_id, state__in=("confirmed", "used")).select_related("certificate")
    seats = {row.holder: row for row in rows}
    dossiers = Dossier.objects.filter(pk__in=seats).select_related("person").order_by("person__name", "id")
    return [_attendee(actor, seats[dossier.pk], dossier) for dossier in dossiers]


def _attendee(actor: Actor, seat: SeatClaim, dossier: Dossier) -> Attendee:
    shown = _seat_marks(seat)
    return Attendee(
        seat.id, dossier.pk, dossier.number, dossier.person.name, seat.state, seat.attended_minutes, *shown,
        marked_by_me=seat.marked_by_holder is not None and seat.marked_by_holder == actor.holder_id,
        certificate=getattr(getattr(seat, "certificate", None), "number", ""),
    )  # fmt: skip


def _seat_marks(seat: SeatClaim) -> tuple[bool, bool]:
    return seat.marked_by_holder is not None, seat.approved_at is not None


def hosted_classes(actor: Actor, since: datetime) -> Sequence[Slot]:
    """Return the classes the actor's offices hold or held since a moment, cancelled ones too."""
    rows = OrientationClass.objects.select_related("office").filter(office__in=actor.units, ends_at__gte=since)
    return [slot_of(row) for row in rows.order_by("starts_at", "id")[:200]]


def unfinished_seats(actor: Actor) -> dict[UUID, int]:
    """Return how many seats of the actor's own past classes still lack a certificate, by class. One query."""
    rows = SeatClaim.objects.filter(
        counter__office__in=actor.units,
        counter__ends_at__lte=clock.now(),
        state__in=("confirmed", "used"),
        certificate__isnull=True,
    )
    return dict(rows.order_by().values_list("counter").annotate(Count("id")))


@dataclass(frozen=True, slots=True)
class CertificateCheck:
    """What anybody may learn about a certificate number: hours, day and office when it exists; nothing about whom."""

    known: bool
    hours: int = 0
    issued_at: datetime | None = None
    office: str = ""


UNKNOWN = CertificateCheck(False)


def certificate_check(number: str) -> CertificateCheck:
    """Return whether a certificate with this number was issued. Unknown and malformed numbers answer alike."""
    asked = "".join(number.split()).upper()[:40]
    if not asked.isascii() or not asked.isprintable():
        return UNKNOWN
    with connection.cursor() as cursor:
        cursor.execute("SELECT hours, issued_at, office FROM rantau_certificate(%s)", [asked])
        found = cursor.fetchone()
    if found is None:
        return UNKNOWN
    return CertificateCheck(True, found[0], found[1], Unit.objects.get(pk=found[2]).name)
