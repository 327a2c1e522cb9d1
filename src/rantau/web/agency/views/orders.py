"""Job orders of the agency: put to a mission, followed by permit and vacancy."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel.actions import Command
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import refuse
from rantau.placement.demand.actions import AskPermit, CloseVacancy, PublishVacancy, SubmitJobOrder
from rantau.placement.demand.models import JobOrder, Permit, Vacancy
from rantau.placement.demand.selectors import Places, job_orders, open_vacancy, permits, places_of
from rantau.registry.employers.actions import RegisterEmployer
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.agency.forms import orders as forms
from rantau.web.agency.house import OFFICERS, house
from rantau.web.fields import AboutForm
from rantau.web.showing import Context, done, posted, read, show
from rantau.web.slices import cut

NEWEST = ("-submitted_at", "-id")


@page(roles=OFFICERS)
def orders(request: ActorRequest) -> HttpResponse:
    """Show the agency's orders, the newest first."""
    return show(request, "agency/orders.html", lambda: _orders(request))


def _orders(request: ActorRequest) -> Context:
    rows = job_orders(request.actor).filter(agency=house(request.actor))
    found = cut(rows, NEWEST, request.GET.get("lanjut", ""))
    return {"rows": found.rows, "next": found.next, "later": bool(request.GET.get("lanjut"))}


@page(roles=OFFICERS)
def new(request: ActorRequest) -> HttpResponse:
    """Put an order to a mission; a closed destination is said at its field."""
    agency = read(request.actor, lambda: house(request.actor))
    form = forms.OrderForm(posted(request))
    answer = submit(request, form, SubmitJobOrder, agency_id=agency.pk) if request.method == "POST" else None
    if answer:
        return done(request, _("Job order sudah diajukan ke perwakilan."), "agency_order", answer["job_order"])
    return show(request, "agency/order_new.html", lambda: {"form": form})


@page(roles=OFFICERS)
def employer(request: ActorRequest) -> HttpResponse:
    """Register an employer that is not in the list yet."""
    form = forms.EmployerForm(posted(request))
    if request.method == "POST" and submit(request, form, RegisterEmployer):
        return done(request, _("Pemberi kerja sudah dicatat."), "agency_order_new")
    return show(request, "agency/employer_new.html", lambda: {"form": form})


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its newest permit and its open vacancy."""

    row: JobOrder
    permit: Permit | None
    places: list[Places]
    vacancy: Vacancy | None


def read_order(actor: Actor, order_id: UUID) -> Order:
    """Return one of the agency's orders.

    Raises:
        Refused: ``not_found``.
    """
    row = job_orders(actor).filter(pk=order_id, agency=house(actor)).first() or refuse("not_found")
    permit = permits(actor).filter(job_order=row).first()
    granted = permit is not None and permit.state == "granted"
    return Order(row, permit, [places_of(each) for each in permit.quotas.all()] if permit else [],
                 open_vacancy(actor, permit) if permit and granted else None)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderAct:
    """What can be done about an order, on a page that says what will happen."""

    command: type[Command]
    form: type[AboutForm]
    title: str | Promise
    note: str | Promise
    said: str | Promise


ACTS = {
    "minta-izin": OrderAct(
        AskPermit, forms.AskForm, gettext_lazy("Minta SIP2MI"),
        gettext_lazy("Kementerian memutuskan jumlah tempatnya, paling banyak sejumlah permintaan job order."),
        gettext_lazy("Permohonan SIP2MI sudah dikirim ke kementerian."),
    ),
    "umumkan": OrderAct(
        PublishVacancy, forms.PublishForm, gettext_lazy("Umumkan lowongan"),
        gettext_lazy("Siapa pun dapat membacanya. Sisa tempat mengikuti kuota SIP2MI."),
        gettext_lazy("Lowongan sudah diumumkan."),
    ),
    "tutup": OrderAct(
        CloseVacancy, forms.CloseForm, gettext_lazy("Tutup lowongan"),
        gettext_lazy("Lowongan tidak tampil lagi. SIP2MI dan tempatnya tetap."),
        gettext_lazy("Lowongan sudah ditutup."),
    ),
}  # fmt: skip


def fitting(about: Order) -> list[tuple[str, OrderAct]]:
    """Return what makes sense for the order as it stands; whether it may be done is the action's answer."""
    state = about.permit.state if about.permit else ""
    fits = {
        "minta-izin": about.row.state == "verified" and state not in ("asked", "granted"),
        "umumkan": state == "granted" and about.vacancy is None,
        "tutup": about.vacancy is not None,
    }
    return [(slug, act) for slug, act in ACTS.items() if fits[slug]]


@page(roles=OFFICERS)
def order(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Show an order: the mission's decision, the permit with its places, the vacancy."""
    about = read(request.actor, lambda: read_order(request.actor, order_id))
    return show(request, "agency/order.html", lambda: {"about": about, "row": about.row, "acts": fitting(about)})


@page(roles=OFFICERS)
def order_act(request: ActorRequest, order_id: UUID, what: str) -> HttpResponse:
    """Show what an act will do and, when sent, do it.

    Raises:
        Http404: there is no such act.
    """
    act = ACTS.get(what)
    if act is None:
        raise Http404
    about = read(request.actor, lambda: read_order(request.actor, order_id))
    form = act.form(posted(request), about=about)
    if request.method == "POST" and submit(request, form, act.command):
        return done(request, str(act.said), "agency_order", order_id)
    return show(request, "agency/order_act.html", lambda: {"about": about, "row": about.row, "act": act, "form": form})
