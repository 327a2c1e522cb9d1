"""The queue: kinds of decision at the left, rows ordered by the harm of waiting; clean files decided in bulk."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from rantau.kernel import clock
from rantau.placement.documents.kinds import DECIDING
from rantau.placement.dossiers import selectors as dossiers
from rantau.registry.places.selectors import country_choices
from rantau.web.access import ActorRequest, page
from rantau.web.desk import kinds, queue, roles
from rantau.web.desk.jobs import JOBS
from rantau.web.desk.showing import Context, show
from rantau.web.look.wording import language


@page(roles=roles.READERS)
def home(request: ActorRequest) -> HttpResponse:
    """Show the first kind of decision that is this officer's."""
    kind = kinds.kinds_of(request.actor)[0]
    return show(request, "desk/home.html", lambda: _queue(request, kind))


@page(roles=roles.READERS)
def one_kind(request: ActorRequest, kind: str) -> HttpResponse:
    """Show one kind of decision.

    Raises:
        Http404: there is no such kind.
    """
    if kind not in kinds.KINDS:
        raise Http404
    return show(request, "desk/home.html", lambda: _queue(request, kind))


def _queue(request: ActorRequest, kind: str) -> Context:
    actor, country = request.actor, request.GET.get("negara", "")
    found = dossiers.queue(actor, kind, request.GET.get("lanjut", ""), country=country)
    counts = dossiers.waiting_counts(actor, {kind, *kinds.shown_to(actor)})
    rows = queue.rows(found.rows, kind)
    groups = queue.grouped(rows, {row.id for row in found.rows if row.late})
    return {
        "kind": kind,
        "title": kinds.KINDS[kind],
        "count": counts[kind],
        "all": counts["all"],
        "kinds": kinds.groups(actor, counts, kind),
        "groups": groups,
        "first": rows[0] if rows else None,
        "next": _address(kind, country, found.next) if found.next else "",
        "previous": _address(kind, country) if request.GET.get("lanjut") else "",
        "country": country,
        "countries": country_choices(language()),
        "now": clock.now(),
        "clean": kind == "clean" and bool(rows),
        "of_documents": kind in queue.OF_DOCUMENTS,
        "empty": kinds.empty(kind if counts["all"].count else "all"),
        "may_register": bool(actor.roles & roles.REGISTRARS) and not actor.roles & DECIDING,
        "jobs": JOBS,
    }


def _address(kind: str, country: str, cursor: str = "") -> str:
    asked = {name: value for name, value in (("negara", country), ("lanjut", cursor)) if value}
    return f"{reverse('desk_queue', args=[kind])}{'?' if asked else ''}{urlencode(asked)}"
