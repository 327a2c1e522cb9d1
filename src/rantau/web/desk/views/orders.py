"""Job orders put to a mission: read, verify or refuse with the rule."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.kernel.refusals import refuse
from rantau.placement.demand.actions import RefuseJobOrder, VerifyJobOrder
from rantau.placement.demand.models import JobOrder
from rantau.placement.demand.selectors import job_orders
from rantau.registry.agencies.selectors import agency_card
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import roles
from rantau.web.desk.forms.orders import OrderForm
from rantau.web.desk.showing import Context, done, show
from rantau.web.desk.slices import cut

ORDER = ("submitted_at", "id")


@page(roles=roles.ORDERS)
def orders(request: ActorRequest) -> HttpResponse:
    """Show what waits for this mission, the longest waiting first."""
    return show(request, "desk/orders.html", lambda: _orders(request))


def _orders(request: ActorRequest) -> Context:
    state = "submitted" if request.GET.get("keadaan") != "verified" else "verified"
    rows = job_orders(request.actor, state).filter(mission__in=request.actor.units)
    found = cut(rows, ORDER, request.GET.get("lanjut", ""))
    return {"rows": found.rows, "next": found.next, "state": state, "later": bool(request.GET.get("lanjut"))}


@page(roles=roles.ORDERS)
def order(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show one order with the agency's licence; the decision says why."""
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        command = VerifyJobOrder if form.cleaned_data["decision"] == "accept" else RefuseJobOrder
        if submit(request, form, command, job_order_id=order_id):
            return done(request, str(_said(form)), "desk_orders")
    return show(request, "desk/order.html", lambda: _order(request, order_id, form))


def _said(form: OrderForm) -> str:
    if form.cleaned_data["decision"] == "accept":
        return _("Job order sudah diverifikasi. P3MI dapat meminta SIP2MI.")
    return _("Penolakan sudah dikirim ke P3MI dengan alasannya.")


def _order(request: ActorRequest, order_id: UUID, form: OrderForm) -> Context:
    row = _seen(request, order_id)
    open_now = row.state == "submitted" and row.mission_id in request.actor.units
    return {"row": row, "agency": agency_card(row.agency, clock.today()), "form": form, "open": open_now}


def _seen(request: ActorRequest, order_id: UUID) -> JobOrder:
    row = job_orders(request.actor).filter(pk=order_id).first()
    return row or refuse("not_found")
