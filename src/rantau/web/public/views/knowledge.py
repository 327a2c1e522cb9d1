"""What the rulebook says, for everybody: the lawful way, destinations, the rules themselves."""

from django.http import HttpResponse
from django.shortcuts import render

from rantau.kernel import clock
from rantau.registry.places.selectors import country_choices
from rantau.web.access import ActorRequest, page
from rantau.web.look.line import Station
from rantau.web.look.wording import language
from rantau.web.public import lawbook
from rantau.web.public.countries import bands


@page(public=True)
def destinations(request: ActorRequest) -> HttpResponse:
    """Show which countries are open, closed or limited today, from when, under which source."""
    today = clock.today()
    pack = lawbook.pack_today()
    found = lawbook.destinations(pack, today, dict(country_choices(language())), language())
    made = bands(found)
    opened = next((band.size for band in made if band.state == "open"), 0)
    shown = {"bands": made, "opened": opened, "pack": pack, "today": today}
    return render(request, "public/destinations.html", shown)


@page(public=True)
def lawful_way(request: ActorRequest) -> HttpResponse:
    """Show every step of a placement through an agency, in order, from the rulebook's graph."""
    today = clock.today()
    pack = lawbook.pack_today()
    scheme = pack.schemes[0].code if pack else ""
    legs = lawbook.way(lawbook.book_in_force(), scheme, today, language())
    stations = [Station(leg.code, leg.title) for leg in legs]
    return render(request, "public/lawful_way.html", {"legs": legs, "stations": stations, "pack": pack})


@page(public=True)
def rules(request: ActorRequest) -> HttpResponse:
    """Show the rows of law that every citation links to."""
    pack = lawbook.pack_today()
    found, own = lawbook.instruments(lawbook.law(pack, language())), lawbook.own_rules(pack, language())
    return render(request, "public/rules.html", {"instruments": found, "own": own, "pack": pack})
