"""One person: what is on file about her, her dossiers, and what may be done."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rantau.registry.people.selectors import person_page, revealed
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import reading, roles
from rantau.web.desk.acts import Act
from rantau.web.desk.forms.base import DeskForm
from rantau.web.desk.forms.person import RevealForm
from rantau.web.desk.person_acts import PERSON_ACTS, fitting
from rantau.web.desk.showing import Context, done, show


@page(roles=roles.READERS)
def person(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Show a person with masked numbers."""
    return show(request, "desk/person.html", lambda: _person(request, person_id))


def _person(request: ActorRequest, person_id: UUID) -> Context:
    about = person_page(request.actor, person_id)
    return {
        "about": about,
        "rows": reading.summary_rows(about),
        "nik": reading.nik_tag(about),
        "numbers": reading.number_rows(about),
        "dossiers": reading.dossiers_of(request.actor, person_id),
        "acts": fitting(about, request.actor),
        "may_print": bool(request.actor.roles & roles.REGISTRARS),
        "may_reveal": bool(request.actor.roles & roles.REVEALERS),
        "may_open": bool(request.actor.roles & roles.REGISTRARS),
    }


@page(roles=roles.READERS)
def person_act(request: ActorRequest, person_id: UUID, what: str) -> HttpResponse:
    """Show what an act will do and, when sent, do it.

    Raises:
        Http404: there is no such act.
    """
    act = PERSON_ACTS.get(what)
    if act is None:
        raise Http404
    about = reading.read(request.actor, lambda: person_page(request.actor, person_id))
    form = act.form(request.POST or None, request.FILES or None, about=about)
    if request.method == "POST" and _done(request, act, form, person_id):
        return done(request, str(act.said), "desk_person", person_id)
    return show(request, "desk/person_act.html", lambda: {"act": act, "form": form, "about": about})


def _done(request: ActorRequest, act: Act, form: DeskForm, person_id: UUID) -> bool:
    return submit(request, form, act.command, person_id=person_id, **act.fixed) is not None


@page(roles=roles.REVEALERS)
def reveal(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Ask what a whole number is needed for, journal it, and show it once."""
    about = reading.read(request.actor, lambda: person_page(request.actor, person_id))
    form = RevealForm(request.POST or None)
    number = ""
    if request.method == "POST" and form.is_valid():
        values = form.values()
        number = revealed(request.actor, person_id, values["kind"], values["purpose"])
    shown = {
        "form": form,
        "about": about,
        "number": number,
        "said": _("Pembukaan ini dicatat. Orangnya dapat membacanya."),
    }
    return show(request, "desk/reveal.html", lambda: shown)
