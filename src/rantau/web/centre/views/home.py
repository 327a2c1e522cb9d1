"""What waits for a decision of the ministry, and what was recorded in the last thirty days."""

from datetime import timedelta

from django.http import HttpResponse

from rantau.kernel import clock
from rantau.placement.demand.selectors import permits
from rantau.placement.dossiers import selectors as dossiers
from rantau.registry.packs.selectors import waiting_for_approval
from rantau.web.access import ActorRequest, page
from rantau.web.centre.roles import READERS
from rantau.web.centre.words import LIFE
from rantau.web.look.line import STATIONS
from rantau.web.showing import Context, show

DAYS = 30
FIRST = 10


@page(roles=READERS)
def home(request: ActorRequest) -> HttpResponse:
    """Show permits and rulebook versions that wait, then counts."""
    return show(request, "centre/home.html", lambda: _home(request))


def _home(request: ActorRequest) -> Context:
    counts = dossiers.life_counts(clock.today() - timedelta(days=DAYS))
    stages = dossiers.stage_counts(request.actor)
    return {
        "asked": list(permits(request.actor, "asked").order_by("asked_at", "id")[:FIRST]),
        "packs": list(waiting_for_approval()[:FIRST]),
        "figures": [(LIFE[kind], count) for kind, count in counts.items()],
        "stages": [(title, stages[code]) for code, title in STATIONS.items() if code in stages],
        "offices": dossiers.office_counts(request.actor),
    }
