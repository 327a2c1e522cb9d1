"""Reads for the gate page: the last checks, what waits for a review, counts by hour in the gate's own time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import ExtractHour

from rantau.kernel import journal, sealed
from rantau.kernel.actors import Actor
from rantau.placement.departure.models import GateCheck
from rantau.registry.offices.models import Unit

OUTCOMES = ("checked", "departed", "postponed", "held", "released")


def check_page(actor: Actor, check_id: UUID) -> GateCheck | None:
    """Return one check with its file, person and airport. Call inside ``reading(actor)``."""
    del actor
    rows = GateCheck.objects.select_related("dossier__person", "dossier__country", "gate", "airport")
    return rows.filter(pk=check_id).first()


def checks_of(actor: Actor, dossier_id: UUID) -> list[GateCheck]:
    """Return every check of a dossier, newest first. Call inside ``reading(actor)``."""
    del actor
    return list(GateCheck.objects.filter(dossier=dossier_id).select_related("gate").order_by("-checked_at", "-id"))


def waiting_for_review(actor: Actor) -> list[GateCheck]:
    """Return departures held back at the actor's gates that no other officer has looked at. In ``reading(actor)``."""
    rows = GateCheck.objects.filter(gate__in=actor.units, outcome="held", reviewed_at__isnull=True)
    return list(rows.select_related("dossier__person").order_by("checked_at", "id")[:200])


def last_airport(actor: Actor) -> str:
    """Return the airport of the newest departure at the actor's gates, "" for none. Call inside ``reading(actor)``."""
    rows = GateCheck.objects.filter(gate__in=actor.units, airport__isnull=False).order_by("-checked_at", "-id")
    return str(rows.values_list("airport", flat=True).first() or "")


@dataclass(frozen=True, slots=True)
class Hour:
    """How many checks of one hour ended how; the hour is that of the gate's clock."""

    hour: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All checks of the hour."""
        return sum(self.counts.values())


def counts_by_hour(actor: Actor, gate: Unit, day: date) -> list[Hour]:
    """Return the hours of a day at a gate in which anybody was checked. Call inside ``reading(actor)``."""
    del actor
    zone = ZoneInfo(gate.time_zone)
    start = datetime.combine(day, time.min, zone)
    rows = (
        GateCheck.objects.filter(gate=gate, checked_at__gte=start, checked_at__lt=start + timedelta(days=1))
        .annotate(hour=ExtractHour("checked_at", tzinfo=zone))
        .values_list("hour", "outcome")
        .order_by("hour")
        .annotate(n=Count("id"))
    )
    hours: dict[int, dict[str, int]] = defaultdict(dict)
    for hour, outcome, count in rows:
        hours[hour][outcome] = count
    return [Hour(hour, counts) for hour, counts in sorted(hours.items())]


def statement_of(actor: Actor, check: GateCheck, purpose: str) -> dict[str, str]:
    """Return statement and hand-over note in plain text; the opening is journalled with its purpose first."""
    owner = check.dossier.person_id
    journal.write(actor, "open_statement", "read", journal.About(check.dossier_id, owner, (check.id,), purpose), {})
    names = {"statement": f"statement:{check.id}", "handover": f"handover:{check.id}"}
    plain = sealed.unseal(owner, {names["statement"]: check.statement, names["handover"]: check.handover})
    return {name: plain[key] for name, key in names.items()}
