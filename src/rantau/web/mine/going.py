"""How a page of one's own space finds its file, and where one goes after something was done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise

from rantau.kernel.actors import Actor, Role, reading
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import dossiers_of_person
from rantau.web.access import ActorRequest, View, page

OWN = (Role.CANDIDATE,)
Shown = Callable[[], dict[str, Any]]


class SeeOther(HttpResponseRedirect):
    """The answer after something was done: look there, with GET (303)."""

    status_code = 303


def done(request: ActorRequest, words: str | Promise, name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """Say what was done, and go to a page of one's own space."""
    messages.success(request, str(words))
    return SeeOther(reverse(name, args=args) + (f"#{anchor}" if anchor else ""))


def my_dossier(actor: Actor) -> Dossier | None:
    """Return one's own open file, else the newest closed one. Call inside ``reading(actor)``."""
    if actor.person_id is None:
        return None
    return next(iter(dossiers_of_person(actor, actor.person_id)), None)


def own_page(view: Callable[..., HttpResponse]) -> View[...]:
    """Declare a page about one's own file: the view gets it; without a file one is shown how to start."""

    @page(roles=OWN)
    def with_dossier(request: ActorRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        with reading(request.actor):
            dossier = my_dossier(request.actor)
        if dossier is None:
            return redirect("mine_home")
        return view(request, dossier, *args, **kwargs)

    with_dossier.__module__, with_dossier.__name__ = view.__module__, view.__name__
    with_dossier.__qualname__, with_dossier.__doc__ = view.__qualname__, view.__doc__
    return with_dossier


def shown(request: ActorRequest, template: str, build: Shown) -> HttpResponse:
    """Read and draw a page in the reader's scope, also after a form that must be shown again."""
    with reading(request.actor):
        return render(request, template, build())
