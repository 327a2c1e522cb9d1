"""The front page and the offices."""

from django.http import HttpResponse
from django.shortcuts import render

from rantau.kernel import clock
from rantau.registry.offices.selectors import offices_around
from rantau.registry.places.selectors import country_choices, search_regions
from rantau.web.access import ActorRequest, page
from rantau.web.look.wording import language
from rantau.web.public import lawbook
from rantau.web.public.forms import PlaceForm

FIRST = 5


@page(public=True)
def portal(request: ActorRequest) -> HttpResponse:
    """Let everybody start with her own sentence, and check before she pays."""
    countries = lawbook.destinations(lawbook.pack_today(), clock.today(), dict(country_choices(language())), language())
    shown = {
        "countries": lawbook.worst_first(countries)[:FIRST],
        "place": PlaceForm(auto_id="kantor_%s"),
    }
    return render(request, "public/portal.html", shown)


@page(public=True)
def offices(request: ActorRequest) -> HttpResponse:
    """Find the offices of a regency; any of them may serve anybody (no wrong door)."""
    form = PlaceForm(request.GET or None)
    hits = []
    if form.is_valid():
        hits = search_regions(form.cleaned_data["tempat"], levels=("province", "regency", "district"), limit=5)
    places = [(hit, offices_around(hit.code[:2], hit.code[:5] if len(hit.code) > 2 else "")) for hit in hits]
    return render(request, "public/offices.html", {"form": form, "places": places, "asked": form.is_bound})
