"""Offices and other units: find one by any name it bore, open a new one, give one another name."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel.refusals import refuse
from rantau.registry.facilities.actions import AppointFacility
from rantau.registry.facilities.selectors import FACILITIES
from rantau.registry.offices.actions import OpenUnit, RenameUnit
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import find, supervising_units
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.centre import forms
from rantau.web.centre.roles import MINISTRY, READERS
from rantau.web.showing import Context, done, posted, read, show
from rantau.web.slices import cut


@page(roles=READERS)
def offices(request: ActorRequest) -> HttpResponse:
    """Find units by present and former names; without a question, all of them page by page."""
    return show(request, "centre/offices.html", lambda: _offices(request))


def _offices(request: ActorRequest) -> Context:
    typed = request.GET.get("q", "")[:80]
    found = cut(find(typed), ("name", "id"), request.GET.get("lanjut", ""))
    return {"rows": found.rows, "typed": typed, "next": found.next, "facilities": FACILITIES}


@page(roles=MINISTRY)
def new(request: ActorRequest) -> HttpResponse:
    """Open a unit."""
    form = forms.UnitForm(posted(request), about=read(request.actor, lambda: list(supervising_units())))
    if request.method == "POST" and submit(request, form, OpenUnit):
        return done(request, _("Unit sudah dibuka. Tugaskan petugasnya di halaman Petugas."), "centre_offices")
    return show(request, "centre/office_new.html", lambda: {"form": form})


@page(roles=MINISTRY)
def appoint(request: ActorRequest, unit_id: UUID) -> HttpResponse:
    """Appoint a clinic, or accredit a training body, for a term."""
    unit = read(request.actor, lambda: Unit.objects.filter(pk=unit_id, kind__in=FACILITIES).first())
    if unit is None:
        refuse("not_found")
    form = forms.AppointForm(posted(request), about=unit)
    if request.method == "POST" and submit(request, form, AppointFacility, unit_id=unit_id):
        return done(request, _("Penunjukan sudah dicatat. Suratnya berlaku selama masa itu."), "centre_offices")
    return show(request, "centre/office_appoint.html", lambda: {"form": form, "unit": unit})


@page(roles=MINISTRY)
def rename(request: ActorRequest, unit_id: UUID) -> HttpResponse:
    """Give a unit another name; the old one stays, with its dates."""
    unit = read(request.actor, lambda: Unit.objects.filter(pk=unit_id).first() or refuse("not_found"))
    form = forms.RenameForm(posted(request), about=unit)
    if request.method == "POST" and submit(request, form, RenameUnit, unit_id=unit_id):
        return done(request, _("Namanya sudah diganti. Nama lama tetap dapat dicari."), "centre_offices")
    return show(request, "centre/office_rename.html", lambda: {"form": form, "unit": unit})
