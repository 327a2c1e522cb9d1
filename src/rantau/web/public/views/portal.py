"""The front page and the offices."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from rantau.kernel import clock
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import bp3mi, offices_around, offices_named
from rantau.registry.places.selectors import RegionHit, country_choices, search_regions
from rantau.web.access import ActorRequest, page
from rantau.web.look.wording import language
from rantau.web.public import lawbook
from rantau.web.public.countries import bands
from rantau.web.public.forms import PlaceForm

WORST_FIRST = ("closed", "limited", "special", "open")
FEW = 3
MOST_PLACES = 5


@page(public=True)
def portal(request: ActorRequest) -> HttpResponse:
    """Let everybody start with her own sentence, and check before she pays."""
    countries = lawbook.destinations(lawbook.pack_today(), clock.today(), dict(country_choices(language())), language())
    shown = {
        "bands": bands(countries, WORST_FIRST),
        "place": PlaceForm(auto_id="kantor_%s"),
        "offices": bp3mi()[:FEW],
    }
    return render(request, "public/portal.html", shown)


@page(public=True)
def offices(request: ActorRequest) -> HttpResponse:
    """Find the offices of a regency, or one by a name it bears or bore; any may serve anybody (no wrong door)."""
    form = PlaceForm(request.GET or None)
    typed = form.cleaned_data["tempat"] if form.is_valid() else ""
    places = _offices_of(typed) if typed else []
    listed = {office.pk for _hit, near in places for office in near}
    named = [office for office in offices_named(typed) if office.pk not in listed] if typed else []
    shown = {"form": form, "named": named, "places": places, "asked": form.is_bound}
    shown["bp3mi"] = [] if places or named else bp3mi()
    return render(request, "public/offices.html", shown)


def _offices_of(typed: str) -> list[tuple[RegionHit, list[Unit]]]:
    """Return the places that fit what was typed, each with its offices; an office is named once, where it comes first.

    A district is asked for its regency's offices, and only when no larger place bears the name.
    """
    hits = search_regions(typed, levels=("province", "regency"), limit=MOST_PLACES)
    hits = hits or search_regions(typed, levels=("district",), limit=MOST_PLACES)
    named: set[UUID] = set()
    found = []
    for hit in hits:
        around = offices_around(hit.code[:2], hit.code[:5] if len(hit.code) > 2 else "")
        here = [office for office in around if office.pk not in named]
        named.update(office.pk for office in here)
        if here or not around:
            found.append((hit, here))
    return found
