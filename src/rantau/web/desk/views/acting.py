"""Acts on a file that need a page of their own: documents on her behalf, the signature, copies, clean files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rantau.placement.agreements.actions import SignPlacement
from rantau.placement.documents.actions import DecideCleanFiles, FileEvidence
from rantau.placement.documents.kinds import DECIDING
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.desk import bulk, copies, deciding, filepage, reading, roles
from rantau.web.desk.filing import File, read_file
from rantau.web.desk.forms.base import Confirm
from rantau.web.desk.forms.signing import SignForm
from rantau.web.desk.forms.stating import StateForm, title_of
from rantau.web.desk.showing import Context, done, show
from rantau.web.look.wording import language
from rantau.web.showing import attachment

STATERS = roles.DESK


@page(roles=STATERS)
def choose_kind(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Choose which document is handed in on her behalf."""
    return show(request, "desk/state.html", lambda: _kinds(request, dossier_id))


def _kinds(request: ActorRequest, dossier_id: UUID) -> Context:
    file = read_file(request.actor, dossier_id)
    states = {row.code: row.state for row in file.page.rows}
    kinds = [(code, title_of(kind), filepage.STATES.get(states.get(kind.requirement, ""), "")) for code, kind in
             copies.kinds_for(request.actor, file).items()]  # fmt: skip
    return {"file": file, "head": file.head, "kinds": kinds}


@page(roles=STATERS)
def state(request: ActorRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """Hand in one document; somebody else decides on it. Both identities are recorded.

    Raises:
        Http404: this officer hands in no such document.
    """
    file, known = reading.read(request.actor, lambda: _file_and_kind(request, dossier_id, kind))
    form = StateForm(request.POST or None, request.FILES or None, about=known)
    if request.method == "POST" and submit(request, form, FileEvidence, dossier_id=dossier_id, kind=kind):
        return done(request, _("%(what)s sudah dicatat. Petugas lain yang memeriksa.") % {"what": title_of(known)},
                    "desk_dossier", dossier_id)  # fmt: skip
    shown = {"form": form, "file": file, "head": file.head, "title": title_of(known), "law": known.law}
    return show(request, "desk/state_kind.html", lambda: shown)


def _file_and_kind(request: ActorRequest, dossier_id: UUID, kind: str) -> tuple[File, Any]:
    file = read_file(request.actor, dossier_id)
    known = copies.kinds_for(request.actor, file).get(kind)
    if known is None:
        raise Http404
    return file, known


@page(roles=roles.SIGNERS)
def sign(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Show in plain words what both are signing; one quota place is taken with the signature."""
    file = reading.read(request.actor, lambda: read_file(request.actor, dossier_id))
    form = SignForm(request.POST or None)
    if request.method == "POST" and file.permit is not None:
        answer = submit(request, form, SignPlacement, dossier_id=dossier_id, permit_id=file.permit.pk)
        if answer:
            said = _("Perjanjian %(number)s tercatat. Satu tempat kuota terpakai.") % {"number": answer["number"]}
            return done(request, said, "desk_dossier", dossier_id)
    return show(request, "desk/sign.html", lambda: _sign(request, file, form))


def _sign(request: ActorRequest, file: File, form: SignForm) -> Context:
    return {
        "file": file,
        "head": file.head,
        "form": form,
        "quotas": bulk.quotas(file),
        "order": file.permit.job_order if file.permit else None,
        "may_sign": deciding.may_sign(request.actor, file),
        "lines": [(row.title_en if language() == "en" else row.title_id, row) for row in file.money.rows],
    }


@page(roles=roles.DESK)
def download(request: ActorRequest, dossier_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Hand out a copy as an attachment after journalling it; asked for with a button, since reading is recorded."""
    if request.method != "POST":
        return render(request, "desk/download.html", {"dossier_id": dossier_id, "form": Confirm()})
    kind, content = copies.copy_of(request.actor, dossier_id, evidence_id)
    return attachment(kind, content, "bukti")


@page(roles=roles.DESK)
def number(request: ActorRequest, dossier_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Show the whole number of a document once, after journalling it."""
    plain = copies.number_of(request.actor, dossier_id, evidence_id) if request.method == "POST" else None
    return render(request, "desk/number.html", {"dossier_id": dossier_id, "plain": plain})


@page(roles=DECIDING)
def clean(request: ActorRequest) -> HttpResponse:
    """Decide on clean files together: which, which must be opened singly, what will happen; then do it."""
    chosen = request.POST.getlist("dossier")
    if request.method == "POST" and chosen and request.POST.get("step") == "decide":
        answer = act(request, DecideCleanFiles, dossier_ids=chosen)
        messages.success(request, bulk.said(answer))
        return redirect("desk_clean")
    return show(request, "desk/clean.html", lambda: bulk.page(request.actor, chosen, request.GET.get("lanjut", "")))
