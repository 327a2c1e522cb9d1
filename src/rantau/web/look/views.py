"""The page ``/gaya``: every part of the look in every state. A screen that needs a new shape adds it here first."""

from django.http import HttpResponse
from django.shortcuts import render

from rantau.web.access import ActorRequest, page
from rantau.web.look import samples


@page(public=True)
def gaya(request: ActorRequest) -> HttpResponse:
    """Show all parts with invented people and companies."""
    return render(request, "look/gaya.html", samples.everything())
