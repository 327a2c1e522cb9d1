"""One file: read it, open one of another office with a purpose, act on it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel.actors import Actor
from rantau.placement.agreements.plain import contract_in_plain_words
from rantau.placement.documents.actions.filing import FILING
from rantau.placement.dossiers.actions import OpenFile
from rantau.placement.dossiers.desks import parties
from rantau.placement.dossiers.views import DossierPage
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import deciding, filepage, journal, money, proofs, reading, roles, turns, words
from rantau.web.desk.dossier_acts import DOSSIER_ACTS, fitting, subject_of
from rantau.web.desk.filing import File, read_file
from rantau.web.desk.forms.dossier import PurposeForm
from rantau.web.desk.showing import Context, done, show
from rantau.web.look import wording
from rantau.web.look.wording import language

LOG_SHOWN = 8


@page(roles=roles.READERS)
def dossier(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Show a file; the decision that is the reader's is framed."""
    return show(request, "desk/dossier.html", lambda: whole(request, read_file(request.actor, dossier_id)))


def whole(request: ActorRequest, file: File, form: deciding.AnyForm | None = None) -> Context:
    """Return everything the page of a file shows; ``form`` is a decision that must be shown again."""
    actor, about = request.actor, file.page
    found = deciding.found(actor, file)
    decision = deciding.chosen_from(found, file, request.GET.get("bukti", ""))
    current, codes = decision.code if decision else "", {each.code for each in found}
    return {
        **_traces(about),
        **_head(actor, file, current, codes | _signed_with(actor, file)),
        "asked": filepage.requirements(about, current, codes),
        "place": turns.place(actor, request.GET.get("dari", ""), file.head.id),
        "decision": decision,
        "wanted": filepage.wanted_of(about, parties(actor)),
        "decide": decision.title if decision else "",
        "others": [each for each in found if each.code != current],
        "form": form or (decision.form if decision else None),
        "fields": proofs.fields(decision.proof) if decision and decision.proof else [],
        **_acts(actor, file, decision),
        "contract": contract_in_plain_words(file.contract, language()) if file.contract else (),
        "reads_contract": current == deciding.CONTRACT,
        "payments": money.shown(file.money),
    }


def _acts(actor: Actor, file: File, decision: deciding.Decision | None) -> Context:
    """Return what else the reader may do; what stands in the frame of the decision is not offered twice."""
    framed = decision.accept if decision else None
    return {
        "acts": [(slug, act) for slug, act in fitting(file, actor) if act.command is not framed],
        "may_see_receipts": bool(actor.roles & roles.MONEY),
        "may_state": bool(actor.roles & FILING),
        "may_sign": deciding.may_sign(actor, file),
    }


def _traces(about: DossierPage) -> Context:
    """Return who did what to the file, and what of it has not left the house."""
    log = journal.log(about)
    return {
        "log_first": log[:LOG_SHOWN],
        "log_rest": log[LOG_SHOWN:],
        "outgoing": [row for row in about.outgoing if row.attempts or row.state != "waiting"],
    }


def _signed_with(actor: Actor, file: File) -> set[str]:
    """What the reader's signature settles: the agreement, and the quota place it takes."""
    return {"placement_agreement", "permit_quota"} if deciding.may_sign(actor, file) else set()


def _head(actor: Actor, file: File, current: str, codes: set[str]) -> Context:
    """Return who and what the file is about, and how it stands."""
    about = file.page
    return {
        "file": file,
        "head": file.head,
        "page": about,
        "sex": wording.in_a_sentence(str(words.SEXES[file.head.sex])),
        "scheme": filepage.text_of(file.head.scheme_name),
        "job": wording.in_a_sentence(filepage.text_of(file.head.occupation)),
        "stations": filepage.stations(about),
        "hangs": filepage.hangs(about, current, codes),
        "said": filepage.said_stage(about),
        "sees": filepage.sees(about),
        "turn": filepage.party(about.turn, about, mine=bool(codes) or about.my_turn),
        "nik": reading.nik_tag(file.person),
        "number": next((row.masked for row in file.person.numbers if row.kind == "nik"), ""),
        "may_reveal": bool(actor.roles & roles.REVEALERS),
    }


@page(roles=roles.READERS)
def open_file(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Open a file of another office with a purpose that the person can read."""
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and submit(request, form, OpenFile, dossier_id=dossier_id):
        return done(request, _("Berkas dibuka. Alasannya tercatat."), "desk_dossier", dossier_id)
    return show(request, "desk/open.html", lambda: {"form": form})


@page(roles=roles.DESK)
def file_act(request: ActorRequest, dossier_id: UUID, what: str) -> HttpResponse:
    """Show what an act will do and, when sent, do it.

    Raises:
        Http404: there is no such act.
    """
    act = DOSSIER_ACTS.get(what)
    if act is None:
        raise Http404
    file = reading.read(request.actor, lambda: read_file(request.actor, dossier_id))
    with_scope = reading.read(request.actor, lambda: act.form(request.POST or None, request.FILES or None, about=file))
    if request.method == "POST" and submit(request, with_scope, act.command, **subject_of(what, file), **act.fixed):
        return done(request, str(act.said), "desk_dossier", dossier_id)
    shown = {"act": act, "form": with_scope, "file": file, "head": file.head}
    return show(request, "desk/file_act.html", lambda: shown)


def next_or_here(request: ActorRequest, words: str, dossier_id: UUID) -> HttpResponse:
    """After a decision: the next file of the queue one came from, else this file again."""
    kind = request.GET.get("dari", "")
    following = reading.read(request.actor, lambda: turns.following(request.actor, kind, dossier_id))
    if following is None:
        return done(request, words, "desk_dossier", dossier_id)
    answer = done(request, words, "desk_dossier", following)
    answer["Location"] += f"?dari={kind}"
    return answer
