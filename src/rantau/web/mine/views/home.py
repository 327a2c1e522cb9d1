"""The home of one's own space, how to start, help."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.placement.agreements.plain import contract_in_plain_words
from rantau.placement.agreements.selectors import contract_of
from rantau.placement.clearance.selectors import current_card
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.file import assessment_of
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.selectors import Money, money_of
from rantau.placement.orientation.selectors import Seat, my_seat
from rantau.registry.offices.selectors import offices_around
from rantau.registry.people.selectors import person_page, who_opened
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.look.wording import language
from rantau.web.mine.bearing import bearing
from rantau.web.mine.forms import StartForm
from rantau.web.mine.going import OWN, done, my_dossier, shown
from rantau.web.mine.jobs import JOBS
from rantau.web.mine.standing import Standing
from rantau.web.mine.views.money import owed

NEWEST = 4


@page(roles=OWN)
def home(request: ActorRequest) -> HttpResponse:
    """Answer what is missing and whose turn it is; without a file, how to start one."""
    dossier = my_dossier(request.actor)
    if dossier is None:
        return render(request, "mine/start.html", _start(request, StartForm()))
    return render(request, "mine/home.html", _home(request, dossier))


def _home(request: ActorRequest, dossier: Dossier) -> dict[str, Any]:
    actor = request.actor
    contract = contract_of(actor, dossier.pk)
    money, seat = money_of(actor, dossier), my_seat(actor, dossier.pk)
    return {
        "dossier": dossier,
        "standing": Standing(dossier, assessment_of(dossier), _her_move(money, seat)),
        "today": clock.today(),
        "money": money,
        "owed": owed(money),
        "bearing": bearing(money),
        "contract": contract,
        "plain": contract_in_plain_words(contract, language()) if contract else (),
        "seat": seat,
        "card": current_card(actor, dossier.pk),
        "opened": who_opened(actor, dossier.person_id).rows[:NEWEST],
        "disputed": person_page(actor, dossier.person_id).nik_state == "disputed",
        "jobs": JOBS,
    }


def _her_move(money: Money, seat: Seat | None) -> frozenset[str]:
    """Return what others prove and she begins: the class she chooses, the statement she reads."""
    unread = money.statement is not None and money.statement.acknowledged_at is None
    found = {"cost_statement": unread, "orientation": seat is None}
    return frozenset(code for code, so in found.items() if so)


def _start(request: ActorRequest, form: StartForm) -> dict[str, Any]:
    own = person_page(request.actor, request.actor.person_id) if request.actor.person_id else None
    regency = own.person.regency if own else None
    near = offices_around(regency.province_id, regency.pk) if regency else []
    return {"form": form, "own": own, "offices": near, "disputed": own is not None and own.nik_state == "disputed"}


@page(roles=OWN)
def start(request: ActorRequest) -> HttpResponse:
    """Open one's own file."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and submit(request, form, OpenDossier, person_id=request.actor.person_id) is not None:
        return done(request, _("Berkas Anda sudah dibuka. Di bawah ini yang perlu disiapkan."), "mine_home")
    return shown(request, "mine/start.html", lambda: _start(request, form))


@page(roles=OWN)
def seek_help(request: ActorRequest) -> HttpResponse:
    """Say whom to call or go to, and what to ask."""
    dossier = my_dossier(request.actor)
    own = person_page(request.actor, request.actor.person_id) if request.actor.person_id else None
    regency = own.person.regency if own else None
    near = offices_around(regency.province_id, regency.pk) if regency else []
    return render(request, "mine/help.html", {"dossier": dossier, "offices": near[:5]})
