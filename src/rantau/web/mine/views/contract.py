"""The employment contract in everyday words, and accepting it."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.placement.agreements.actions import AcknowledgeContract
from rantau.placement.agreements.plain import contract_in_plain_words
from rantau.placement.agreements.selectors import agreements_of, contract_of
from rantau.placement.dossiers.models import Dossier
from rantau.web.access import ActorRequest
from rantau.web.acting import submit
from rantau.web.look.wording import language
from rantau.web.mine.forms import ContractForm
from rantau.web.mine.going import done, own_page, shown


@own_page
def contract(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Show what the contract says; let her accept the very text she has read."""
    form = ContractForm(request.POST or None)
    if request.method == "POST":
        read = {"fingerprint": request.POST.get("fingerprint", ""), "language": language()}
        if submit(request, form, AcknowledgeContract, dossier_id=dossier.pk, **read) is not None:
            return done(request, _("Terima kasih. Tercatat bahwa Anda menyetujui isi kontrak ini."), "mine_contract")
    return shown(request, "mine/contract.html", lambda: _contract(request, dossier, form))


def _contract(request: ActorRequest, dossier: Dossier, form: ContractForm) -> dict[str, Any]:
    found = contract_of(request.actor, dossier.pk)
    return {
        "dossier": dossier,
        "contract": found,
        "plain": contract_in_plain_words(found, language()) if found else (),
        "agreements": agreements_of(request.actor, dossier.pk),
        "form": form,
        "may_accept": found is not None and found.endorsed_at is not None and found.acknowledged_at is None,
    }
