"""The gate's pages: find and check, the result with its reasons, what became of it, the second look."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render

from rantau.kernel import ids
from rantau.kernel.actions import run
from rantau.kernel.actors import Role, scope
from rantau.kernel.refusals import Refused, refuse
from rantau.placement.departure import selectors
from rantau.placement.departure.actions import CheckAtGate, FindForGate
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.gate import checking
from rantau.web.gate.forms import FindForm
from rantau.web.gate.jobs import JOBS
from rantau.web.gate.outcomes import OUTCOMES, Outcome, fitting
from rantau.web.look.wording import language
from rantau.web.showing import Context, done, onward, posted, read, show

GATE = frozenset({Role.GATE_OFFICER})
REVIEWERS = GATE | {Role.SUPERVISOR}
REVIEWING = "review_hold"


@page(roles=REVIEWERS)
def home(request: ActorRequest) -> HttpResponse:
    """Find and check whoever stands here; show what waits for a second look and the hours of today."""
    form = FindForm(posted(request))
    found = submit(request, form, FindForGate) if request.method == "POST" else None
    if found:
        return _checked(request, UUID(str(found["dossier_id"])))
    return show(request, "gate/home.html", lambda: _home(request, form))


def _home(request: ActorRequest, form: FindForm) -> Context:
    actor = request.actor
    gate = checking.gate_of(actor)
    hours = selectors.counts_by_hour(actor, gate, checking.today_at(gate))
    waiting = selectors.waiting_for_review(actor)
    may_find = bool(actor.roles & GATE)
    return {"form": form, "gate": gate, "hours": hours, "waiting": waiting, "may_find": may_find,
            "total": sum(hour.total for hour in hours), "jobs": JOBS}  # fmt: skip


def _checked(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Check, unless the file waits for a second look; a refusal is said on the page of the file."""
    at = read(request.actor, lambda: checking.standing(request.actor, dossier_id))
    if not at.held and at.dossier.departed_on is None:
        try:
            run(CheckAtGate(dossier_id=dossier_id), request.actor, _own_key(request))
        except Refused as refused:
            messages.warning(request, refused.refusal.sentence(language()))
    return onward("gate_check", dossier_id)


def _own_key(request: ActorRequest) -> str | None:
    """The posted key may have served the search already: the check has one of its own, the same when sent twice."""
    posted = request.POST.get("key")
    return f"{posted[:30]}-check" if posted else None


@page(roles=REVIEWERS)
def check(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Show the result with its reasons and what can become of it; a POST checks again."""
    if request.method == "POST":
        return _checked(request, dossier_id)
    return show(request, "gate/check.html", lambda: _check(request, dossier_id))


def _check(request: ActorRequest, dossier_id: UUID) -> Context:
    at = checking.standing(request.actor, dossier_id)
    outcomes = [(slug, made) for slug, made in fitting(at) if _allowed(request, at, made)]
    depart = next((made for slug, made in outcomes if slug == "berangkat"), None)
    return {
        "at": at,
        "outcomes": outcomes,
        "depart": depart,
        "form": depart.form(about=at) if depart else None,
        "check_key": ids.reference(),
        "may_check": bool(request.actor.roles & GATE),
    }


def _allowed(request: ActorRequest, at: checking.Standing, outcome: Outcome) -> bool:
    """Whoever held somebody back is not offered the second look; the action refuses it in any case."""
    if outcome is OUTCOMES["tinjau"]:
        return at.check is not None and request.actor.holder_id not in at.check_holders
    return bool(request.actor.roles & GATE)


@page(roles=REVIEWERS)
def outcome(request: ActorRequest, dossier_id: UUID, what: str) -> HttpResponse:
    """Record what became of a check.

    Raises:
        Http404: there is no such outcome.
    """
    chosen = OUTCOMES.get(what)
    if chosen is None:
        raise Http404
    at = read(request.actor, lambda: checking.standing(request.actor, dossier_id))
    if at.check is None:
        return onward("gate_check", dossier_id)
    form = chosen.form(posted(request), about=at)
    if request.method == "POST" and submit(request, form, chosen.command, check_id=at.check.pk):
        return done(request, str(chosen.said), "gate_check", dossier_id)
    return show(request, "gate/outcome.html", lambda: {"at": at, "act": chosen, "what": what, "form": form})


@page(roles=REVIEWERS)
def statement(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Show what the person said to whoever looks again, after journalling it; asked for with a button."""
    if request.method != "POST":
        return onward("gate_outcome", dossier_id, "tinjau")
    with transaction.atomic(durable=True), scope(request.actor):
        at = checking.standing(request.actor, dossier_id)
        if not at.held or at.check is None:
            refuse("gate_not_held")
        said = selectors.statement_of(request.actor, at.check, REVIEWING)
    return render(request, "gate/statement.html", {"at": at, "said": said["statement"]})
