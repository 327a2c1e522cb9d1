"""Agencies: register, licence, suspension with its document."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel import clock
from rantau.kernel.actions import Command
from rantau.kernel.refusals import refuse
from rantau.registry.agencies.actions import RecordLicence, RecordSuspension, RegisterAgency
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import agencies as every
from rantau.registry.agencies.selectors import agency_card, agency_check
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.centre import forms
from rantau.web.centre.roles import MINISTRY, READERS
from rantau.web.fields import AboutForm
from rantau.web.showing import Context, done, posted, read, show
from rantau.web.slices import cut


@page(roles=READERS)
def agencies(request: ActorRequest) -> HttpResponse:
    """Find agencies by name or licence; without a question, all of them page by page."""
    return show(request, "centre/agencies.html", lambda: _agencies(request))


def _agencies(request: ActorRequest) -> Context:
    typed = request.GET.get("q", "").replace("\x00", "")[:80]
    found = cut(every(), ("unit_id",), request.GET.get("lanjut", "")) if not typed else None
    cards = [agency_card(row, clock.today()) for row in found.rows] if found else agency_check(typed)
    return {"cards": cards, "typed": typed, "next": found.next if found else ""}


@dataclass(frozen=True, slots=True)
class Act:
    """What may be recorded about an agency."""

    command: type[Command]
    form: type[AboutForm]
    title: str | Promise
    note: str | Promise
    said: str | Promise


ACTS = {
    "izin": Act(
        RecordLicence, forms.LicenceForm, gettext_lazy("Catat izin (SIP3MI)"),
        gettext_lazy("Dua izin pada waktu yang sama tidak dapat dicatat."), gettext_lazy("Izin sudah dicatat."),
    ),
    "skorsing": Act(
        RecordSuspension, forms.SuspensionForm, gettext_lazy("Catat skorsing"),
        gettext_lazy("Selalu dengan surat. Calon yang sudah menandatangani perjanjian diteruskan, dan diberi tahu."),
        gettext_lazy("Skorsing sudah dicatat. Calonnya diberi tahu."),
    ),
}  # fmt: skip


@page(roles=READERS)
def agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Show one agency."""
    return show(request, "centre/agency.html", lambda: _agency(request, agency_id))


def _agency(request: ActorRequest, agency_id: UUID) -> Context:
    row = _row(agency_id)
    acts = list(ACTS.items()) if request.actor.roles & MINISTRY else []
    return {"row": row, "agency": agency_card(row, clock.today()), "acts": acts}


def _row(agency_id: UUID) -> Agency:
    return every().filter(pk=agency_id).first() or refuse("not_found")


@page(roles=MINISTRY)
def agency_act(request: ActorRequest, agency_id: UUID, what: str) -> HttpResponse:
    """Record a licence or a suspension.

    Raises:
        Http404: there is no such act.
    """
    act = ACTS.get(what)
    if act is None:
        raise Http404
    row = read(request.actor, lambda: _row(agency_id))
    form = act.form(posted(request), about=row)
    if request.method == "POST" and submit(request, form, act.command, agency_id=agency_id):
        return done(request, str(act.said), "centre_agency", agency_id)
    return show(request, "centre/agency_act.html", lambda: {"row": row, "act": act, "form": form})


@page(roles=MINISTRY)
def new(request: ActorRequest) -> HttpResponse:
    """Register an agency that has asked for a licence."""
    form = forms.AgencyForm(posted(request))
    answer = submit(request, form, RegisterAgency) if request.method == "POST" else None
    if answer:
        return done(request, _("P3MI sudah dicatat. Belum ada izinnya."), "centre_agency", answer["agency"])
    return show(request, "centre/agency_new.html", lambda: {"form": form})
