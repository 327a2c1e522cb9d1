"""Find somebody: among the files one sees, else masked with the weights in words, else register."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rantau.kernel.actors import reading
from rantau.registry.people.actions import OpenService
from rantau.registry.people.finding import Found, find_person
from rantau.registry.people.matching import Candidate
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import roles, words
from rantau.web.desk.forms.person import ServeForm
from rantau.web.desk.reading import Hit, hits
from rantau.web.desk.showing import done

LONGEST = 160


@page(roles=roles.SEARCHERS)
def search(request: ActorRequest) -> HttpResponse:
    """Search by one field. Sent as a form: what was typed never stands in an address."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    if not text:
        return render(request, "desk/search.html", {"asked": False})
    found = find_person(request.actor, text)
    with reading(request.actor):
        shown = _shown(request, found, hits(request.actor, text, found))
        return render(request, "desk/search.html", shown)


def _shown(request: ActorRequest, found: Found, seen: list[Hit]) -> dict[str, object]:
    return {
        "asked": True,
        "seen": seen,
        "likely": [_likely(row) for row in found.candidates if row.person_id not in {hit.person_id for hit in seen}],
        "may_open": bool(request.actor.roles & roles.OPENERS),
        "may_register": bool(request.actor.roles & roles.REGISTRARS),
        "form": ServeForm(),
    }


def _likely(row: Candidate) -> dict[str, object]:
    band, tone = words.BANDS[row.band], words.BAND_TONES[row.band]
    return {"row": row, "band": band, "tone": tone, "why": words.weight_words(row.weights)}


@page(roles=roles.OPENERS)
def serve(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Open the file of somebody a search has shown, with a reason that she can read."""
    form = ServeForm(request.POST or None)
    if request.method == "POST" and submit(request, form, OpenService, person_id=person_id):
        return done(request, _("Berkas terbuka untuk kantor Anda. Orangnya diberi tahu."), "desk_person", person_id)
    return render(
        request, "desk/serve.html", {"form": form, "person_id": person_id}, status=422 if form.errors else 200
    )
