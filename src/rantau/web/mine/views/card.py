"""The clearance card on the screen and on paper."""

from base64 import b64encode
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from rantau.kernel.actors import reading
from rantau.placement.clearance.pdf import PAPERS, card_pdf, grouped, qr_png
from rantau.placement.clearance.selectors import cards_of, current_card
from rantau.placement.dossiers.models import Dossier
from rantau.web.access import ActorRequest
from rantau.web.mine.going import own_page, shown
from rantau.web.mine.standing import work_of


@own_page
def card(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Show the card; dashed while there is none."""
    return shown(request, "mine/card.html", lambda: _card(request, dossier))


def _card(request: ActorRequest, dossier: Dossier) -> dict[str, Any]:
    found = current_card(request.actor, dossier.pk)
    picture = f"data:image/png;base64,{b64encode(qr_png(found.code)).decode()}" if found else ""
    return {
        "dossier": dossier,
        "card": found,
        "picture": picture,
        "work": work_of(dossier),
        "agency": dossier.agency.unit.name if dossier.agency else "",
        "reference": grouped(found.reference) if found else "",
        "former": [one for one in cards_of(request.actor, dossier.pk) if one.state == "revoked"],
    }


@own_page
def card_print(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Give the card as PDF, A6 or A4.

    Raises:
        Http404: there is no card.
    """
    paper = request.GET.get("kertas", PAPERS[0])
    with reading(request.actor):
        found = current_card(request.actor, dossier.pk)
    if found is None or paper not in PAPERS:
        raise Http404
    address = request.build_absolute_uri(reverse("card_check"))
    response = HttpResponse(card_pdf(found, dossier, address, paper), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="kartu.pdf"'
    return response
