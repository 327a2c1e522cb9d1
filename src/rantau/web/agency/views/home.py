"""The agency's first page and its candidates by stage, both ordered by the clock."""

from django.http import HttpResponse

from rantau.kernel import clock
from rantau.placement.demand.selectors import job_orders, permits, places_of
from rantau.placement.dossiers import selectors as dossiers
from rantau.registry.agencies.selectors import agency_card
from rantau.web.access import ActorRequest, page
from rantau.web.agency.filepage import said
from rantau.web.agency.house import OFFICERS, house
from rantau.web.agency.jobs import JOBS
from rantau.web.look.line import STATIONS
from rantau.web.showing import Context, show

FIRST = 8
PERMITS = 6


@page(roles=OFFICERS)
def home(request: ActorRequest) -> HttpResponse:
    """Say what hangs on the agency, the most urgent first; then stages, orders and permits."""
    return show(request, "agency/home.html", lambda: _home(request))


def _home(request: ActorRequest) -> Context:
    actor, agency = request.actor, house(request.actor)
    found = dossiers.queue(actor, "agency")
    granted = permits(actor, "granted").filter(job_order__agency=agency)[:PERMITS]
    return {
        "agency": agency_card(agency, clock.today()),
        "rows": shown(found.rows[:FIRST]),
        "more": len(found.rows) > FIRST,
        "stages": stages(dossiers.stage_counts(actor)),
        "permits": [(row, [places_of(each) for each in row.quotas.all()]) for row in granted],
        "waiting": list(job_orders(actor, "submitted").filter(agency=agency)[:PERMITS]),
        "verified": list(job_orders(actor, "verified").filter(agency=agency).exclude(
            permits__state__in=["asked", "granted"])[:PERMITS]),
        "jobs": JOBS,
    }  # fmt: skip


def stages(counts: dict[str, int]) -> list[tuple[str, object, int]]:
    """Return (code, title, count) for every station, in the order of the line."""
    return [(code, title, counts.get(code, 0)) for code, title in STATIONS.items()]


def shown(found: tuple[dossiers.QueueRow, ...]) -> list[dict[str, object]]:
    """Return rows in the reader's language."""
    return [{"row": row, "hanging": said(row.hanging), "country": said(row.country), "occupation": said(row.occupation)}
            for row in found]  # fmt: skip


@page(roles=OFFICERS)
def candidates(request: ActorRequest) -> HttpResponse:
    """List the agency's candidates, all or of one stage."""
    return show(request, "agency/candidates.html", lambda: _candidates(request))


def _candidates(request: ActorRequest) -> Context:
    actor, stage = request.actor, request.GET.get("tahap", "")
    stage = stage if stage in STATIONS else ""
    cursor = request.GET.get("lanjut", "")
    found = dossiers.queue(actor, "all", cursor, stage=stage)
    return {
        "rows": shown(found.rows),
        "next": found.next,
        "later": bool(cursor),
        "stage": stage,
        "title": STATIONS.get(stage, ""),
        "stages": stages(dossiers.stage_counts(actor)),
    }
