"""One candidate's file as its agency may see it, and what the agency does about it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rantau.placement.agreements.plain import contract_in_plain_words
from rantau.placement.documents.actions import FileEvidence
from rantau.placement.documents.kinds import DocumentKind
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.agency import filepage
from rantau.web.agency.file_acts import ACTS, about, fitting
from rantau.web.agency.forms.files import StateForm, title_of
from rantau.web.agency.house import OFFICERS
from rantau.web.look.wording import language
from rantau.web.showing import Context, done, posted, read, show


@page(roles=OFFICERS)
def dossier(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Show a file: the line, what hangs on whom, requirements, money, contract, and what may be done."""
    return show(request, "agency/dossier.html", lambda: _dossier(filepage.read_file(request.actor, dossier_id)))


def _dossier(file: filepage.File) -> Context:
    contract = file.contract
    return {
        "file": file,
        "head": file.page.head,
        "stations": filepage.stations(file.page),
        "hangs": filepage.hangs(file),
        "rows": filepage.rows(file),
        "turn": filepage.party(file.page.turn),
        "acts": fitting(file),
        "kinds": [(code, title_of(kind)) for code, kind in file.kinds.items()],
        "contract": contract_in_plain_words(contract, language()) if contract else (),
    }


@page(roles=OFFICERS)
def state(request: ActorRequest, dossier_id: UUID, kind: str) -> HttpResponse:
    """Hand in a document; an officer checks it."""
    file = read(request.actor, lambda: filepage.read_file(request.actor, dossier_id))
    known = _kind(file, kind)
    form = StateForm(posted(request), request.FILES or None, about=known)
    if request.method == "POST" and submit(request, form, FileEvidence, dossier_id=dossier_id, kind=kind):
        words = _("%(what)s sudah diserahkan. Petugas memeriksanya.") % {"what": title_of(known)}
        return done(request, words, "agency_dossier", dossier_id)
    shown = {"head": file.page.head, "form": form, "title": title_of(known), "law": known.law}
    return show(request, "agency/state.html", lambda: shown)


def _kind(file: filepage.File, kind: str) -> DocumentKind:
    """Return the kind.

    Raises:
        Http404: an agency hands in no such document.
    """
    known = file.kinds.get(kind)
    if known is None:
        raise Http404
    return known


@page(roles=OFFICERS)
def file_act(request: ActorRequest, dossier_id: UUID, what: str) -> HttpResponse:
    """Show what an act will do and, when sent, do it.

    Raises:
        Http404: there is no such act.
    """
    act = ACTS.get(what)
    if act is None:
        raise Http404
    seen = read(request.actor, lambda: about(request.actor, dossier_id))
    form = act.form(posted(request), request.FILES or None, about=seen)
    if request.method == "POST" and submit(request, form, act.command, dossier_id=dossier_id):
        return done(request, str(act.said), "agency_dossier", dossier_id)
    return show(request, "agency/file_act.html", lambda: {"head": seen.file.page.head, "act": act, "form": form})
