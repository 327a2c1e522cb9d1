"""Registering oneself: the steps, and signing in at the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from rantau.kernel.actors import Role
from rantau.web.access import ActorRequest, page
from rantau.web.public.registering import STEPS, Registration


@page(public=True)
def register(request: ActorRequest) -> HttpResponse:
    """Register oneself in four short steps, then go on to one's own file."""
    if Role.CANDIDATE in request.actor.roles:
        return redirect("mine_home")
    if request.method != "POST":
        return _shown(request, Registration())
    way = Registration(request.POST)
    if way.complete:
        answer = way.register(request.actor)
        if answer is not None:
            return _welcome(request, str(answer["number"]))
    return _shown(request, way)


def _shown(request: ActorRequest, way: Registration) -> HttpResponse:
    return render(request, "public/register.html", {"way": way, "form": way.form, "steps": len(STEPS)})


@sensitive_post_parameters("password", "nik")
def _welcome(request: ActorRequest, number: str) -> HttpResponse:
    """Sign her in with what she has just chosen, and say her number."""
    credentials: dict[str, Any] = {"username": number, "password": request.POST.get("password", "")}
    account = authenticate(request, **credentials)
    if account is not None:
        login(request, account)
    messages.success(
        request,
        _("Anda terdaftar. Nomor Anda %(number)s: pakai untuk masuk, dan sebutkan di kantor mana pun.")
        % {"number": number},
    )
    return redirect("mine_home")
