"""Recruitment permits: the oldest request first; grant with number, term and places, or refuse with the reason."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import refuse
from rantau.placement.demand.actions import GrantPermit, RefusePermit, RevokePermit
from rantau.placement.demand.models import Permit
from rantau.placement.demand.selectors import permits as seen
from rantau.placement.demand.selectors import places_of
from rantau.registry.agencies.selectors import agency_card
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.centre.forms import DecideForm, RevokeForm
from rantau.web.centre.roles import MINISTRY, READERS
from rantau.web.fields import AboutForm
from rantau.web.showing import Context, done, posted, read, show
from rantau.web.slices import cut

ORDER = ("asked_at", "id")
STATES = ("asked", "granted", "refused", "revoked", "expired")


@page(roles=READERS)
def permits(request: ActorRequest) -> HttpResponse:
    """List permits of a state, what waits longest first."""
    return show(request, "centre/permits.html", lambda: _permits(request))


def _permits(request: ActorRequest) -> Context:
    state = request.GET.get("keadaan", "asked")
    state = state if state in STATES else "asked"
    found = cut(seen(request.actor, state), ORDER, request.GET.get("lanjut", ""))
    return {"rows": found.rows, "next": found.next, "state": state, "later": bool(request.GET.get("lanjut"))}


@page(roles=READERS)
def permit(request: ActorRequest, permit_id: UUID) -> HttpResponse:
    """Show one permit with its order and agency; a POST decides or, for a granted one, revokes."""
    row = read(request.actor, lambda: _seen(request.actor, permit_id))
    form: AboutForm = (DecideForm if row.state == "asked" else RevokeForm)(posted(request), about=row)
    words = _decided(request, row, form) if request.method == "POST" else ""
    if words:
        return done(request, words, "centre_permit", permit_id)
    return show(request, "centre/permit.html", lambda: _permit(request, row, form))


def _decided(request: ActorRequest, row: Permit, form: AboutForm) -> str:
    """Return what was decided in words, "" when the form must be shown again."""
    if not isinstance(form, DecideForm):
        return _("SIP2MI sudah dicabut.") if submit(request, form, RevokePermit, permit_id=row.pk) else ""
    if not form.is_valid():
        return ""
    if form.granting:
        return _("SIP2MI sudah terbit.") if submit(request, form, GrantPermit, permit_id=row.pk) else ""
    return _("Keputusan sudah dikirim ke P3MI.") if submit(request, form, RefusePermit, permit_id=row.pk) else ""


def _permit(request: ActorRequest, row: Permit, form: AboutForm) -> Context:
    may = bool(request.actor.roles & MINISTRY) and row.state in ("asked", "granted")
    places = [places_of(each) for each in row.quotas.all()]
    agency = agency_card(row.job_order.agency, clock.today())
    return {"row": row, "order": row.job_order, "agency": agency, "places": places, "form": form, "may": may}


def _seen(actor: Actor, permit_id: UUID) -> Permit:
    rows = seen(actor).select_related("job_order__employer", "job_order__mission", "job_order__agency__unit__regency")
    return rows.filter(pk=permit_id).first() or refuse("not_found")
