"""Orientation: the calendar of one's own classes, planning, attendance, approval, certificates."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel import clock, ids
from rantau.kernel.actions import Answer
from rantau.kernel.refusals import refuse
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    CancelClass,
    IssueCertificate,
    MarkAttendance,
    PlanClass,
)
from rantau.placement.orientation.selectors import class_list, class_page, hosted_classes
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import reading, roles
from rantau.web.desk.forms.base import Confirm
from rantau.web.desk.forms.classes import CancelClassForm, MinutesForm, PlanForm
from rantau.web.desk.showing import Context, done, show

SHOWN_AFTER = timedelta(days=14)  # past classes whose certificates may still be open


@page(roles=roles.TEACHERS)
def classes(request: ActorRequest) -> HttpResponse:
    """Show the calendar of the office and let a class be planned."""
    office = reading.read(request.actor, lambda: reading.office_of(request.actor))
    zone = office.time_zone if office else "Asia/Jakarta"
    form = PlanForm(request.POST or None, about=zone)
    if request.method == "POST" and submit(request, form, PlanClass, office_id=request.actor.unit_id):
        return done(request, _("Kelas sudah dijadwalkan. Kursinya dapat dipesan."), "desk_classes")
    return show(request, "desk/classes.html", lambda: {**_calendar(request), "form": form, "zone": zone})


def _calendar(request: ActorRequest) -> Context:
    slots = hosted_classes(request.actor, clock.now() - SHOWN_AFTER)
    now = clock.now()
    return {
        "ahead": [slot for slot in slots if slot.ends_at >= now],
        "past": [slot for slot in slots if slot.ends_at < now],
    }


@page(roles=roles.TEACHERS)
def one_class(request: ActorRequest, class_id: UUID) -> HttpResponse:
    """Show a class with its list; attendance is marked by one and approved by another."""
    form = CancelClassForm(request.POST or None)
    if request.method == "POST" and submit(request, form, CancelClass, class_id=class_id):
        return done(request, _("Kelas dibatalkan. Semua yang punya kursi diberi tahu."), "desk_classes")
    return show(request, "desk/class.html", lambda: {**_class(request, class_id), "form": form})


def _class(request: ActorRequest, class_id: UUID) -> Context:
    slot = class_page(request.actor, class_id)
    if slot is None or slot.office_id not in request.actor.units:
        refuse("not_found")
    now = clock.now()
    return {
        "slot": slot,
        "people": [(row, ids.reference()) for row in class_list(request.actor, class_id)],
        "over": slot.ends_at <= now,
        "ahead": slot.starts_at > now and not slot.cancelled,
        "longest": (slot.ends_at - slot.starts_at) // timedelta(minutes=1),
    }


@page(roles=roles.TEACHERS)
def seat(request: ActorRequest, class_id: UUID, seat_id: UUID) -> HttpResponse:
    """Do the next thing about one seat: mark, approve, certify. Sent from the list only."""
    what = request.POST.get("what", "")
    if what == "mark":
        form: Confirm | MinutesForm = MinutesForm(request.POST)
        answer = submit(request, form, MarkAttendance, seat_id=seat_id)
    else:
        form = Confirm(request.POST or None)
        answer = submit(request, form, ApproveAttendance if what == "approve" else IssueCertificate, seat_id=seat_id)
    if answer:
        return done(request, _said(what, answer), "desk_class", class_id)
    shown = {"form": CancelClassForm(), "trouble": form}
    return show(request, "desk/class.html", lambda: {**_class(request, class_id), **shown})


def _said(what: str, answer: Answer) -> str:
    if what == "mark":
        return _("Kehadiran tercatat. Petugas lain yang menyetujui.")
    if what == "approve":
        return _("Kehadiran disetujui.")
    return _("Sertifikat %(number)s terbit.") % {"number": answer["number"]}
