"""Reads about demand: vacancies for everybody, orders and permits for those who see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rantau.kernel import clock
from rantau.kernel.actors import Actor, subjects_seen_by
from rantau.placement.demand.models import JobOrder, Permit, PermitQuota, Vacancy
from rantau.registry.agencies.models import Licence, Suspension

PAGE = 20


@dataclass(frozen=True, slots=True)
class VacancyFilter:
    """What a reader asks for; empty means any. ``pocket`` is m or f: places open to that sex, mixed ones included."""

    country: str = ""
    occupation: str = ""
    agency: UUID | None = None
    pocket: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one pocket (m, f, x): how many there are and how many are left."""

    pocket: str
    places: int
    left: int


@dataclass(frozen=True, slots=True)
class VacancyCard:
    """One vacancy with its places; ``open`` says whether anybody can still be selected for it today."""

    row: Vacancy
    places: tuple[Places, ...]
    open: bool

    @property
    def left(self) -> int:
        """Places left in all pockets."""
        return sum(pocket.left for pocket in self.places)


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """A page of vacancies, newest first, and the cursor of the next page (empty at the end)."""

    cards: tuple[VacancyCard, ...]
    next: str


def vacancies(filters: VacancyFilter, cursor: str = "", size: int = PAGE) -> VacancyPage:
    """Return open vacancies of agencies that may act today (Jakarta). Public; an unreadable cursor starts anew."""
    rows = _open(clock.today()).filter(_asked(filters))
    if after := _parsed(cursor):
        rows = rows.filter(pk__lt=after)
    found = list(rows.select_related("agency__unit", "country", "occupation").order_by("-pk")[: size + 1])
    shown = found[:size]
    more = len(found) > size
    return VacancyPage(_cards(shown, dict.fromkeys((row.pk for row in shown), True)), str(shown[-1].pk) if more else "")


def vacancy(vacancy_id: UUID) -> VacancyCard | None:
    """Return one vacancy, open or closed, or None. Public."""
    row = Vacancy.objects.select_related("agency__unit", "country", "occupation").filter(pk=vacancy_id).first()
    if row is None:
        return None
    is_open = _open(clock.today()).filter(pk=row.pk).exists()
    return _cards([row], {row.pk: is_open})[0]


def _open(day: date) -> QuerySet[Vacancy]:
    licensed = Licence.objects.filter(agency=OuterRef("agency"), during__contains=day)
    suspended = Suspension.objects.filter(
        Q(countries=[]) | Q(countries__contains=[OuterRef("country")]), agency=OuterRef("agency"), during__contains=day
    )
    in_time = Vacancy.objects.filter(closed_at__isnull=True, closes_on__gte=day)
    return in_time.filter(Exists(licensed), ~Exists(suspended))


def _asked(filters: VacancyFilter) -> Q:
    asked = Q()
    if filters.country:
        asked &= Q(country=filters.country)
    if filters.occupation:
        asked &= Q(occupation__code__startswith=filters.occupation)
    if filters.agency:
        asked &= Q(agency=filters.agency)
    if filters.pocket:
        fitting = PermitQuota.objects.filter(permit=OuterRef("permit"), pocket__in=(filters.pocket, "x"))
        asked &= Q(Exists(fitting.filter(capacity__gt=0)))
    for word in filters.text.split()[:8]:
        asked &= Q(position__icontains=word) | Q(agency__unit__name__icontains=word) | Q(city__icontains=word)
    return asked


def _parsed(cursor: str) -> UUID | None:
    try:
        return UUID(cursor)
    except ValueError:
        return None


def _cards(rows: list[Vacancy], is_open: dict[UUID, bool]) -> tuple[VacancyCard, ...]:
    quotas: dict[UUID, list[Places]] = {}
    for quota in PermitQuota.objects.filter(permit__in=[row.permit_id for row in rows]).order_by("pocket"):
        quotas.setdefault(quota.permit_id, []).append(places_of(quota))
    return tuple(VacancyCard(row, tuple(quotas.get(row.permit_id, ())), is_open[row.pk]) for row in rows)


def places_of(quota: PermitQuota) -> Places:
    """Return a counter as places and places left."""
    return Places(quota.pocket, quota.capacity, max(0, quota.capacity - quota.taken))


def quota_for(sex: str, pockets: Collection[PermitQuota]) -> str | None:
    """Return how a permit's places look to a person of this sex: free, full, closed; None for a permit we do not know.

    Her own pocket and the mixed one count. A permit without either has none for her, which to her is full.
    """
    hers = [row for row in pockets if row.pocket in (sex, "x")]
    if any(row.taken < row.capacity and not row.closed for row in hers):
        return "free"
    if not pockets:
        return None
    return "closed" if hers and all(row.closed for row in hers) else "full"


def pockets_of(permits: Collection[UUID]) -> dict[UUID, list[PermitQuota]]:
    """Return the counters of permits, which hide behind no wall: whoever judges a file reads the same. One query."""
    found: dict[UUID, list[PermitQuota]] = {permit: [] for permit in permits}
    for row in PermitQuota.objects.filter(permit__in=permits).order_by("pocket"):
        found[row.permit_id].append(row)
    return found


def job_orders(actor: Actor, state: str = "") -> QuerySet[JobOrder]:
    """Return the orders the actor sees, newest first; a mission officer's own missions' orders via ``mission``."""
    rows = JobOrder.objects.filter(pk__in=subjects_seen_by(actor))
    rows = rows.select_related("agency__unit", "employer", "country", "occupation", "mission")
    return rows.filter(state=state) if state else rows


def permits(actor: Actor, state: str = "") -> QuerySet[Permit]:
    """Return the permits of orders the actor sees, with their quotas, newest first."""
    rows = Permit.objects.filter(job_order__in=subjects_seen_by(actor)).prefetch_related("quotas")
    rows = rows.select_related("job_order__agency__unit", "job_order__country", "job_order__occupation")
    return rows.filter(state=state) if state else rows


def open_vacancy(actor: Actor, permit: Permit) -> Vacancy | None:
    """Return the vacancy of a permit that is shown to everybody now, or None. Public knowledge."""
    del actor
    return Vacancy.objects.filter(permit=permit, closed_at__isnull=True).first()
