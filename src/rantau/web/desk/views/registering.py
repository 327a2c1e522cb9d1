"""Assisted entry: one page, likely the same people asked about, summary to print and confirm, then a dossier."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rantau.kernel import ids
from rantau.placement.dossiers.actions import OpenDossier
from rantau.registry.people.actions import RegisterAtDesk
from rantau.registry.people.selectors import person_page
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import reading, roles
from rantau.web.desk.forms.opening import OpenForm
from rantau.web.desk.forms.registration import RegisterForm
from rantau.web.desk.showing import Context, done, show
from rantau.web.look.wording import language


@dataclass(frozen=True, slots=True)
class Entry:
    """What the form needs to know beside what was typed: the office's province, the people to ask about."""

    province: str
    likely: tuple[dict[str, Any], ...] = ()


@page(roles=roles.REGISTRARS)
def register(request: ActorRequest) -> HttpResponse:
    """Enter somebody who stands at the counter. Nobody is turned away for a missing or a taken NIK."""
    entry = Entry(reading.province_of(request.actor), _asked_before(request))
    form = RegisterForm(request.POST or None, about=entry)
    answer = submit(request, form, RegisterAtDesk) if request.method == "POST" else None
    if answer and answer.get("person_id"):
        _tell(request, answer)
        return redirect("desk_person", answer["person_id"])
    if answer:
        form = _ask_about(request, entry, answer["likely_same"])
    return show(request, "desk/register.html", lambda: {"form": form, "likely": reading.likely_rows(form.about.likely)})


def _asked_before(request: ActorRequest) -> tuple[dict[str, Any], ...]:
    """Return the people the last answer asked about, so that their ticks are valid choices."""
    return tuple(
        {"person_id": key, "name": "", "weights": {}, "band": "ask"} for key in request.POST.getlist("not_the_same")
    )


def _ask_about(request: ActorRequest, entry: Entry, likely: Any) -> RegisterForm:
    """Return the same form with the likely same people; a new request key, since its content will change."""
    data = request.POST.copy()
    data["key"] = ids.reference()
    form = RegisterForm(data, about=Entry(entry.province, tuple(likely)))
    form.is_valid()
    return form


def _tell(request: ActorRequest, answer: dict[str, Any]) -> None:
    words = _("Terdaftar dengan nomor %(number)s. Cetak ringkasannya dan minta orangnya memeriksa.")
    messages.success(request, words % {"number": answer["number"]})
    for notice in answer["notices"]:
        messages.warning(request, notice[language()])


@page(roles=roles.REGISTRARS)
def open_file(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Open a dossier: why at this office, and who brought her."""
    about = reading.read(request.actor, lambda: person_page(request.actor, person_id))
    form = OpenForm(request.POST or None, about=about)
    checked = reading.read(request.actor, form.is_valid)
    answer = submit(request, form, OpenDossier, person_id=person_id) if checked else None
    if answer:
        words = _("Berkas %(number)s sudah dibuka.") % {"number": answer["number"]}
        return done(request, words, "desk_dossier", answer["dossier"])
    return show(request, "desk/open_file.html", lambda: {"form": form, "about": about})


@page(roles=roles.REGISTRARS)
def summary(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show the summary to print: she reads it, and signs it if it is right."""
    return show(request, "desk/summary.html", lambda: _summary(request, person_id))


def _summary(request: ActorRequest, person_id: UUID) -> Context:
    about = person_page(request.actor, person_id)
    return {"about": about, "rows": reading.summary_rows(about), "office": reading.office_of(request.actor)}
