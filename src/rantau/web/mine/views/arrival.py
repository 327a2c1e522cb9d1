"""Reporting the arrival."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.placement.departure.actions import ReportArrival
from rantau.placement.dossiers.file import assessment_of
from rantau.placement.dossiers.models import Dossier
from rantau.rulebook.model import State
from rantau.web.access import ActorRequest
from rantau.web.acting import submit
from rantau.web.mine.forms import ArrivalForm
from rantau.web.mine.going import done, own_page, shown

REPORT = "arrival_report"


@own_page
def arrival(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Let her report that she has arrived; before departure, say what comes first."""
    form = ArrivalForm(request.POST or None, initial={"arrived_on": clock.today()})
    if request.method == "POST" and submit(request, form, ReportArrival, dossier_id=dossier.pk) is not None:
        return done(request, _("Terima kasih, laporan tiba Anda sudah diterima perwakilan."), "mine_home")
    return shown(request, "mine/arrival.html", lambda: {"dossier": dossier, "form": form, "state": _state(dossier)})


def _state(dossier: Dossier) -> str:
    if dossier.departed_on is None:
        return "home"
    found = {item.code: item.state for item in assessment_of(dossier).requirements}
    return "reported" if found.get(REPORT) in (State.MET, State.WAITING) else "away"
