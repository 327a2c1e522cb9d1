"""Who may see her file: whom she lets see it, and what she allows her data to be used for."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel.actors import reading
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers.actions import EndSharing, ShareFile
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.actions import WithdrawConsent
from rantau.registry.people.policies import CONSENT_PURPOSES
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.mine import sharing as shares
from rantau.web.mine.going import OWN, done, own_page, shown


@own_page
def sharing(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """List who sees her file and why; let a clinic, trainer, school or village see it, and end that again."""
    if "end" in request.POST:
        act(request, EndSharing, dossier_id=dossier.pk, unit_id=request.POST["end"])
        return done(request, _("Sudah diakhiri. Berkas Anda tidak terlihat lagi di sana."), "mine_sharing")
    with reading(request.actor):
        form = shares.form(request, dossier)
    if request.method == "POST" and submit(request, form, ShareFile, dossier_id=dossier.pk) is not None:
        return done(request, _("Berkas Anda sekarang terlihat di sana. Anda dapat mengakhirinya kapan saja."),
                    "mine_sharing")  # fmt: skip
    return shown(request, "mine/sharing.html", lambda: _sharing(request, dossier, form))


def _sharing(request: ActorRequest, dossier: Dossier, form: shares.ShareForm) -> dict[str, Any]:
    return {"sights": shares.sights(request.actor, dossier), "form": form}


@page(roles=OWN)
def consent(request: ActorRequest, purpose: str) -> HttpResponse:
    """Say what ends and what goes on before she withdraws a consent; then withdraw it."""
    person_id = request.actor.person_id or refuse("not_found")
    if purpose not in CONSENT_PURPOSES:
        refuse("not_found")
    if request.method == "POST":
        act(request, WithdrawConsent, person_id=person_id, purpose=purpose)
        return done(request, _("Izin Anda sudah ditarik. Yang berdasar undang-undang tetap jalan."), "mine_data")
    return shown(request, "mine/consent.html", lambda: shares.consequence(person_id, purpose))
