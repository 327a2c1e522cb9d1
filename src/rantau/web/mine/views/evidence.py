"""Handing in the proof of one requirement."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel.actors import reading
from rantau.kernel.refusals import refuse
from rantau.placement.documents.actions import FileEvidence
from rantau.placement.dossiers.file import assessment_of
from rantau.placement.dossiers.models import Dossier
from rantau.web.access import ActorRequest
from rantau.web.acting import submit
from rantau.web.mine.going import done, own_page, shown
from rantau.web.mine.hanging import verifier
from rantau.web.mine.proofs import EvidenceForm, kinds_for, on_file
from rantau.web.mine.standing import Standing


@own_page
def evidence(request: ActorRequest, dossier: Dossier, kind: str) -> HttpResponse:
    """Show one requirement: how it stands, what is on file, who checks; let her hand in what proves it."""
    with reading(request.actor):
        kinds = kinds_for(dossier, kind)
    form = EvidenceForm(request.POST or None, request.FILES or None, kinds=kinds) if kinds else None
    if request.method == "POST" and form and submit(request, form, FileEvidence, dossier_id=dossier.pk) is not None:
        return done(request, _("Dokumen sudah kami terima. Petugas lain memeriksanya; hasilnya kami kabarkan."),
                    "mine_home")  # fmt: skip
    return shown(request, "mine/evidence.html", lambda: _evidence(dossier, kind, form))


def _evidence(dossier: Dossier, kind: str, form: EvidenceForm | None) -> dict[str, Any]:
    wanted = form.kinds[0].requirement if form else kind
    standing = Standing(dossier, assessment_of(dossier))
    item = next((each for each in standing.assessment.requirements if each.code == wanted), None)
    if item is None:
        refuse("not_found")
    return {
        "form": form,
        "step": standing.step(item),
        "kind": kind,
        "on_file": on_file(dossier, form.kinds) if form else [],
        "verifier": verifier(item),
        "agency": dossier.agency.unit.name if dossier.agency else "",
        "by_clinic": item.rule.verifier == "clinic" and item.open,
    }
