"""Registering candidates, opening their files, and the agency's referrers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import ids
from rantau.placement.dossiers.actions import OpenDossier
from rantau.registry.agencies.actions import EndReferrer, RegisterReferrer
from rantau.registry.agencies.selectors import referrers_of
from rantau.registry.people.actions import RegisterAtDesk
from rantau.registry.people.selectors import person_page
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.agency.forms.people import OpenForm, ReferrerForm, RegisterForm
from rantau.web.agency.house import OFFICERS, house
from rantau.web.look.wording import language
from rantau.web.showing import Context, done, onward, posted, read, show


@page(roles=OFFICERS)
def register(request: ActorRequest) -> HttpResponse:
    """Register a candidate; likely the same people are asked about, nobody is turned away."""
    asked = [{"person_id": key} for key in request.POST.getlist("not_the_same")]
    form = RegisterForm(posted(request), about=asked)
    answer = submit(request, form, RegisterAtDesk) if request.method == "POST" else None
    if answer and answer.get("person_id"):
        return _registered(request, answer)
    if answer:
        form = _ask_about(request, answer["likely_same"])
    return show(request, "agency/register.html", lambda: {"form": form, "likely": bool(form.about)})


def _ask_about(request: ActorRequest, likely: Any) -> RegisterForm:
    """Return the same form with the likely same people; a new request key, since its content will change."""
    data = request.POST.copy()
    data["key"] = ids.reference()
    form = RegisterForm(data, about=[row for row in likely if row.get("name")])
    form.is_valid()
    return form


def _registered(request: ActorRequest, answer: dict[str, Any]) -> HttpResponse:
    messages.success(request, _("Terdaftar dengan nomor %(number)s.") % {"number": answer["number"]})
    for notice in answer["notices"]:
        messages.warning(request, notice[language()])
    return onward("agency_open_file", answer["person_id"])


@page(roles=OFFICERS)
def open_file(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Open a candidate's file with the question who brought her."""
    name, referrers = read(request.actor, lambda: _opening(request, person_id))
    form = OpenForm(posted(request), about=referrers)
    answer = submit(request, form, OpenDossier, person_id=person_id) if request.method == "POST" else None
    if answer:
        words = _("Berkas %(number)s sudah dibuka.") % {"number": answer["number"]}
        return done(request, words, "agency_dossier", answer["dossier"])
    return show(request, "agency/open_file.html", lambda: {"form": form, "name": name})


def _opening(request: ActorRequest, person_id: UUID) -> tuple[str, list[Any]]:
    agency = house(request.actor)
    return person_page(request.actor, person_id).person.name, list(referrers_of(agency.pk))


@page(roles=OFFICERS)
def referrers(request: ActorRequest) -> HttpResponse:
    """List referrers and register one: whoever brings candidates is known by name."""
    agency = read(request.actor, lambda: house(request.actor))
    form = ReferrerForm(posted(request))
    if request.method == "POST" and submit(request, form, RegisterReferrer, agency_id=agency.pk):
        return done(request, _("Perujuk sudah dicatat."), "agency_referrers")
    return show(request, "agency/referrers.html", lambda: _referrers(agency.pk, form))


def _referrers(agency_id: UUID, form: ReferrerForm) -> Context:
    return {"form": form, "rows": list(referrers_of(agency_id)), "end_key": ids.reference()}


@page(roles=OFFICERS)
def end_referrer(request: ActorRequest, referrer_id: UUID) -> HttpResponse:
    """End the work with a referrer."""
    if request.method != "POST":
        return onward("agency_referrers")
    act(request, EndReferrer, referrer_id=referrer_id)
    return done(request, _("Perujuk sudah diakhiri."), "agency_referrers")
