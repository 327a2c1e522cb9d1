"""What is known of her: identity, contacts, kin, consent, corrections; who opened it; all of it to take along."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from rantau.kernel.actions import Command
from rantau.kernel.refusals import refuse
from rantau.registry.people.actions import (
    AddContact,
    AddKin,
    AmendIdentity,
    AskCorrection,
    ConfirmRegistration,
    EndContact,
    EndKin,
    GiveConsent,
    SetNik,
)
from rantau.registry.people.policies import CONSENT_PURPOSES
from rantau.registry.people.selectors import PersonPage, person_page, who_opened
from rantau.web.access import ActorRequest, page
from rantau.web.acting import ActionForm, act, submit
from rantau.web.mine import keeping
from rantau.web.mine.forms import AmendForm, ContactForm, CorrectionForm, KinForm, NikForm
from rantau.web.mine.going import OWN, done, shown
from rantau.web.purposes import title

FORMS: dict[str, tuple[type[ActionForm], type[Command]]] = {
    "kontak": (ContactForm, AddContact),
    "keluarga": (KinForm, AddKin),
    "nik": (NikForm, SetNik),
    "perbaiki": (AmendForm, AmendIdentity),
    "koreksi": (CorrectionForm, AskCorrection),
}
BUTTONS: dict[str, tuple[type[Command], str]] = {
    "end_contact": (EndContact, "contact_id"),
    "end_kin": (EndKin, "kin_id"),
    "give_consent": (GiveConsent, "purpose"),
}


def _me(request: ActorRequest) -> UUID:
    return request.actor.person_id or refuse("not_found")


@page(roles=OWN)
def data(request: ActorRequest) -> HttpResponse:
    """Show everything that is known of her, masked; the buttons beside it end or begin something."""
    if request.method == "POST":
        return _button(request)
    return shown(request, "mine/data.html", lambda: _data(request))


def _button(request: ActorRequest) -> HttpResponse:
    if "confirm" in request.POST:
        act(request, ConfirmRegistration, person_id=_me(request), how="self")
        return done(request, _("Ringkasan data Anda sudah Anda setujui."), "mine_data")
    for name, (command, field) in BUTTONS.items():
        if name in request.POST:
            act(request, command, person_id=_me(request), **{field: request.POST[name]})
            return done(request, _("Sudah diubah."), "mine_data")
    return refuse("invalid_input", reason="?")


def _data(request: ActorRequest) -> dict[str, Any]:
    own = person_page(request.actor, _me(request))
    return {
        "own": own,
        "purposes": _purposes(own),
        "open_corrections": keeping.open_corrections(own),
        "ending": keeping.ending(own, request.GET.get("hapus", "")),
    }


def _purposes(own: PersonPage) -> list[dict[str, Any]]:
    """Return each purpose with whether it stands, by law or by consent, and since when; or how its withdrawal went."""
    standing = {row.purpose: row for row in own.consents if row.withdrawn_at is None}
    withdrawn = {row.purpose: row for row in own.consents if row.withdrawn_at is not None}
    by_law = [code for code, row in standing.items() if row.ground == "law"]
    return [
        {"code": code, "title": title(code), "law": code in by_law, "row": standing.get(code),
         "withdrawn": withdrawn.get(code)}
        for code in (*by_law, *CONSENT_PURPOSES)
    ]  # fmt: skip


@page(roles=OWN)
def change(request: ActorRequest, what: str) -> HttpResponse:
    """Add a contact or a person to call, state a NIK, mend what is unverified, ask a correction of what is verified."""
    form_class, command = FORMS.get(what) or refuse("not_found")
    form = keeping.form_for(request, form_class, _me(request))
    if request.method == "POST" and submit(request, form, command, person_id=_me(request)) is not None:
        return done(request, keeping.WORDS[what], "mine_data")
    return shown(request, "mine/change.html", lambda: {"form": form, "what": what, "title": keeping.TITLES[what]})


@page(roles=OWN)
def trace(request: ActorRequest) -> HttpResponse:
    """List who opened her file, when and why, newest first."""
    opened = who_opened(request.actor, _me(request), request.GET.get("lanjut", ""))
    return shown(request, "mine/trace.html", lambda: {"opened": opened})


@page(roles=OWN)
def export(request: ActorRequest) -> HttpResponse:
    """Give her whole record as JSON."""
    if "unduh" not in request.GET:
        return shown(request, "mine/export.html", dict)
    response = JsonResponse(keeping.whole_record(request.actor), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return response
