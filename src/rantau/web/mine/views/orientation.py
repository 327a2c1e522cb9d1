"""Orientation classes: the calendar of any province, one's own seat."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rantau.kernel.actors import reading
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.actions import BookSeat, CancelSeat
from rantau.placement.orientation.ical import calendar_file
from rantau.placement.orientation.selectors import PAGE, calendar, my_seat
from rantau.registry.places.selectors import province_choices
from rantau.web.access import ActorRequest
from rantau.web.acting import act
from rantau.web.mine.going import done, own_page, shown


@own_page
def orientation(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Show classes of any province and one's own seat; book, or give the seat back."""
    if request.method == "POST":
        return _act(request, dossier)
    return shown(request, "mine/orientation.html", lambda: _calendar(request, dossier))


def _act(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    if "seat_id" in request.POST:
        act(request, CancelSeat, seat_id=request.POST["seat_id"])
        return done(request, _("Kursi Anda sudah dibatalkan. Anda bisa memilih kelas lain."), "mine_orientation")
    act(request, BookSeat, dossier_id=dossier.pk, class_id=request.POST.get("class_id"))
    return done(request, _("Kursi Anda sudah dipesan. Datang 15 menit lebih awal."), "mine_orientation")


def _calendar(request: ActorRequest, dossier: Dossier) -> dict[str, Any]:
    provinces = province_choices()
    chosen = request.GET.get("provinsi", "")
    province = chosen if chosen in dict(provinces) else ""
    found = calendar(
        request.actor, scheme=dossier.scheme, province=province, open_only=True, after=request.GET.get("lanjut", ""),
        limit=PAGE + 1,
    )  # fmt: skip
    slots = found[:PAGE]
    following = {**({"provinsi": province} if province else {}), "lanjut": slots[-1].cursor if slots else ""}
    return {
        "dossier": dossier,
        "seat": my_seat(request.actor, dossier.pk),
        "slots": slots,
        "provinces": provinces,
        "province": province,
        "next": f"{reverse('mine_orientation')}?{urlencode(following)}" if len(found) > PAGE else "",
        "confirming": next((slot for slot in slots if str(slot.id) == request.GET.get("kelas")), None),
        "cancelling": "batal" in request.GET,
    }


@own_page
def seat_calendar(request: ActorRequest, dossier: Dossier, seat_id: UUID) -> HttpResponse:
    """Give her appointment as a calendar file.

    Raises:
        Http404: the seat is not hers.
    """
    with reading(request.actor):
        seat = my_seat(request.actor, dossier.pk)
    if seat is None or seat.id != seat_id:
        raise Http404
    text = calendar_file(seat.slot, _("Orientasi pra-pemberangkatan (OPP)"))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opp.ics"'
    return response
