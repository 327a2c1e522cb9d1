"""Reads about units. Units are public knowledge; what they may see is not decided here."""

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from rantau.registry.offices.models import GOVERNMENT, Unit, UnitKind, UnitName

MOST_WORDS = 6
ANY_OFFICE = (
    UnitKind.BP3MI, UnitKind.P4MI, UnitKind.DISNAKER_PROVINCE, UnitKind.DISNAKER, UnitKind.LTSA, UnitKind.MPP,
)  # fmt: skip
BELOW = """
WITH RECURSIVE below(id) AS (
  SELECT id FROM unit WHERE id = %s
  UNION SELECT u.id FROM unit u JOIN below b ON u.parent_id = b.id
) SELECT id FROM below ORDER BY id
"""


def unit_and_below(unit_id: UUID) -> tuple[UUID, ...]:
    """Return a unit and everything it supervises, in order of ids."""
    with connection.cursor() as cursor:
        cursor.execute(BELOW, [unit_id])
        return tuple(row[0] for row in cursor.fetchall())


def service_offices() -> QuerySet[Unit]:
    """Return every open office that serves people at a counter: any of them may serve anybody (no wrong door)."""
    return Unit.objects.filter(kind__in=ANY_OFFICE, closed_on__isnull=True)


def missions() -> QuerySet[Unit]:
    """Return every open mission abroad, by name."""
    return Unit.objects.filter(kind=UnitKind.MISSION, closed_on__isnull=True).order_by("name", "pk")


def supervising_units() -> QuerySet[Unit]:
    """Return the open units below which others stand: ministry, directorates, BP3MI, labour offices; by name."""
    kinds = (
        UnitKind.MINISTRY, UnitKind.DIRECTORATE, UnitKind.BP3MI, UnitKind.DISNAKER_PROVINCE, UnitKind.DISNAKER,
    )  # fmt: skip
    return Unit.objects.filter(kind__in=kinds, closed_on__isnull=True).order_by("name", "id")


def name_on(unit: Unit, day: date) -> str:
    """Return the name the unit bore on a legal date, else its present one."""
    dated = unit.names.filter(during__contains=day).first()
    return dated.name if dated else unit.name


def find(text: str) -> QuerySet[Unit]:
    """Return open units one of whose names, present or former, holds every word of the text; by name."""
    words = text.replace("\x00", "").split()[:MOST_WORDS]
    said = Q(*(Q(name__icontains=word) for word in words))
    found = Unit.objects.filter(closed_on__isnull=True)
    if words:
        found = found.filter(said | Q(pk__in=UnitName.objects.filter(said).values("unit")))
    return found.select_related("regency").prefetch_related("names").order_by("name", "id")


def offices_named(text: str, most: int = 10) -> list[Unit]:
    """Return government offices that bear or bore a name with this text in it: UPT finds the BP3MI it became."""
    return list(find(text).filter(kind__in=GOVERNMENT)[:most])


def bp3mi_of_province(province_code: str) -> Unit | None:
    """Return the BP3MI whose working area is this province."""
    return Unit.objects.filter(kind=UnitKind.BP3MI, province=province_code, closed_on__isnull=True).first()


def bp3mi() -> list[Unit]:
    """Return every open BP3MI, by name: one per province serves the whole of it."""
    rows = Unit.objects.filter(kind=UnitKind.BP3MI, closed_on__isnull=True).select_related("regency")
    return list(rows.order_by("name", "pk"))


def hotline() -> Unit | None:
    """Return the unit whose line people call in need: the ministry, as long as its data name a phone."""
    return Unit.objects.filter(kind=UnitKind.MINISTRY, closed_on__isnull=True).exclude(phone="").order_by("id").first()


def offices_around(province_code: str, regency_code: str = "") -> list[Unit]:
    """Return the open service offices of a regency, then those that serve its whole province; by kind and name.

    Without a regency, every service office of the province.
    """
    inside = service_offices().filter(province=province_code).select_related("regency")
    if regency_code:
        whole = Q(kind__in=(UnitKind.BP3MI, UnitKind.DISNAKER_PROVINCE))
        inside = inside.filter(Q(regency=regency_code) | whole)
    rows = list(inside.order_by("name", "id"))
    return sorted(rows, key=lambda row: (row.regency_id != regency_code, row.name))
