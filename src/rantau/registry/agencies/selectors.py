"""Reads about agencies: what anybody may ask of them, and which agency a unit acts for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.registry.agencies.models import Agency, Licence, Referrer, Suspension
from rantau.registry.offices.models import Unit, UnitKind

MOST = 20
NOT_TELLING = frozenset({"PT", "PT.", "P3MI", "PPTKIS"})


def licence_on(agency: Agency, day: date) -> Licence | None:
    """Return the licence in force on a legal date (Jakarta), or None."""
    return Licence.objects.filter(agency=agency, during__contains=day).first()


def suspension_on(agency: Agency, day: date, country: str = "") -> Suspension | None:
    """Return the suspension that stands on a legal date for a destination; without one, a suspension of everything."""
    scope = Q(countries=[]) | Q(countries__contains=[country]) if country else Q(countries=[])
    standing = Suspension.objects.filter(scope, agency=agency, during__contains=day)
    return standing.order_by("-during", "id").first()


def last_day(row: Licence | Suspension) -> date | None:
    """Return the last good day of a term (inclusive); None when it is open."""
    upper = row.during.upper
    return None if upper is None else date.fromordinal(upper.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class BranchCard:
    """A branch as everybody may see it."""

    name: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """What everybody may know about an agency on a day; nothing about a person.

    ``state`` is licensed, partly_suspended, suspended or unlicensed. Dates are legal dates, inclusive.
    """

    id: UUID
    name: str
    place: str
    state: str
    licence: str
    licence_until: date | None
    document: str
    ground: str
    suspended_until: date | None
    countries: tuple[str, ...]
    branches: tuple[BranchCard, ...]


def agency_check(text: str, day: date | None = None) -> list[AgencyCard]:
    """Return agencies whose present or former name, branch or licence number contains all words, at most twenty.

    Public: shows the licence and any suspension of the day (default today, Jakarta).
    """
    words = [word for word in text.upper().split() if word not in NOT_TELLING]
    if not words:
        return []
    found = Agency.objects.filter(_all_words("unit__name", words) | _all_words("unit__names__name", words)
                                  | _all_words("unit__children__name", words)
                                  | _all_words("licences__number", words))  # fmt: skip
    rows = found.distinct().select_related("unit__regency").order_by("unit__name", "pk")[:MOST]
    return [agency_card(agency, day or clock.today()) for agency in rows]


def _all_words(field: str, words: list[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field}__icontains": word})
    return condition


def agency_card(agency: Agency, day: date) -> AgencyCard:
    """Return the public card of one agency on a legal date."""
    licence = licence_on(agency, day)
    stands = suspension_on(agency, day) or agency.suspensions.filter(during__contains=day).first()
    if licence is None:
        state = "unlicensed"
    elif stands is None:
        state = "licensed"
    else:
        state = "partly_suspended" if stands.countries else "suspended"
    branches = agency.unit.children.filter(kind=UnitKind.BRANCH, closed_on__isnull=True).select_related("regency")
    return AgencyCard(
        id=agency.pk,
        name=agency.unit.name,
        place=_place(agency.unit),
        state=state,
        licence=licence.number if licence else "",
        licence_until=last_day(licence) if licence else None,
        document=stands.document if stands else "",
        ground=stands.ground if stands else "",
        suspended_until=last_day(stands) if stands else None,
        countries=tuple(stands.countries) if stands else (),
        branches=tuple(BranchCard(row.name, _place(row), row.address) for row in branches.order_by("name", "pk")),
    )


def _place(unit: Unit) -> str:
    return unit.regency.name if unit.regency else ""


def agency_of(actor: Actor) -> Agency | None:
    """Return the agency for which the actor's unit acts: the unit itself, or its head office when it is a branch."""
    if actor.unit_id is None:
        return None
    mine = Q(unit=actor.unit_id) | Q(unit__children=actor.unit_id, unit__children__kind=UnitKind.BRANCH)
    return Agency.objects.filter(mine).select_related("unit").first()


def houses_of(agency: Agency) -> list[UUID]:
    """Return the units of an agency: its head office and its open branches."""
    branches = agency.unit.children.filter(kind=UnitKind.BRANCH, closed_on__isnull=True)
    return [agency.pk, *branches.order_by("pk").values_list("pk", flat=True)]


def referrers_of(agency_id: UUID) -> QuerySet[Referrer]:
    """Return the referrers an agency works with now, by name: a candidate is asked which of them brought her."""
    return Referrer.objects.filter(agency=agency_id, ended_on__isnull=True).order_by("name", "pk")


def agencies() -> QuerySet[Agency]:
    """Return every agency with its unit. Public knowledge."""
    return Agency.objects.select_related("unit__regency")
