"""Attendance: marked by an instructor, approved by somebody else, and only then a certificate (promise K4)."""

from math import ceil
from typing import Annotated

from pydantic import Field

from rantau.kernel import allotments, ids
from rantau.kernel.actions import Answer, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.orientation import guards, refusals, rules
from rantau.placement.orientation.actions.seats import SeatCommand, dossier_of_seat, lock_seat
from rantau.placement.orientation.models import Certificate, SeatClaim

NUMBER_LENGTH = 14  # characters of an alphabet of 31: 69 random bits, above the 64 of promise K4


class MarkAttendance(SeatCommand):
    """How many minutes the person was there; nought when she did not come."""

    minutes: Annotated[int, Field(ge=0, le=30_000)]


@action(
    roles={Role.INSTRUCTOR},
    subject=dossier_of_seat,
    law=("RANTAU-ATTENDANCE",),
    title=("Catat kehadiran OPP", "Record attendance at orientation"),
)
def mark_attendance(tx: Tx, command: MarkAttendance) -> Answer:
    """Record the minutes attended, within a day after the class. May be put right until somebody approves it.

    The moment is the server's; nobody can name an earlier one.

    Raises:
        Refused: ``attendance_other_office``, ``seat_ended``, ``class_not_ended``, ``attendance_too_late``,
            ``attendance_longer_than_class``.
    """
    seat = lock_seat(command.seat_id)
    guards.hosted_by(tx.actor, seat.counter)
    guards.seat_is_live(seat)
    guards.minutes_are_possible(seat.counter, command.minutes, tx.now)
    seat.attended_minutes = command.minutes
    seat.attended_at = tx.now
    seat.marked_by_holder = tx.actor.holder_id
    seat.save(update_fields=["attended_minutes", "attended_at", "marked_by_holder"])
    tx.subject(seat.holder, refs=(seat.counter_id, seat.id))
    return {"minutes": seat.attended_minutes, "needed": _minutes_needed(seat)}


class ApproveAttendance(SeatCommand):
    """A second officer of the hosting office stands behind the attendance list."""


@action(
    roles={Role.INSTRUCTOR, Role.VERIFIER, Role.SUPERVISOR},
    subject=dossier_of_seat,
    law=("RANTAU-ATTENDANCE", "RANTAU-TWO-PERSONS"),
    title=("Setujui kehadiran OPP", "Approve attendance at orientation"),
)
def approve_attendance(tx: Tx, command: ApproveAttendance) -> Answer:
    """Approve what the instructor recorded. Who recorded it may not, under any of her accounts.

    Raises:
        Refused: ``attendance_other_office``, ``seat_ended``, ``attendance_not_marked``, ``second_person_needed``.
    """
    seat = lock_seat(command.seat_id)
    guards.hosted_by(tx.actor, seat.counter)
    guards.seat_is_live(seat)
    if seat.marked_by_holder is None:
        refuse("attendance_not_marked")
    second_person(tx, seat)
    seat.approved_at = tx.now
    seat.approved_by_holder = tx.actor.holder_id
    seat.save(update_fields=["approved_at", "approved_by_holder"])
    allotments.move(seat, "used", tx.now)
    dossier = file.lock(seat.holder)
    tx.subject(dossier.id, person=dossier.person_id, refs=(seat.counter_id, seat.id))
    tx.tally("orientation_attended", dossier.id, scheme=dossier.scheme, enough=str(_is_enough(seat)).lower())
    return {"minutes": seat.attended_minutes, "enough": _is_enough(seat)}


def second_person(tx: Tx, seat: SeatClaim) -> None:
    """Refuse the holder who recorded the attendance (promise K4)."""
    if seat.marked_by_holder == tx.actor.holder_id:
        refuse("second_person_needed", reason=seat.counter.office.name)


def _minutes_needed(seat: SeatClaim) -> int:
    """The minutes of the lesson hours her file needs, at the length of a lesson hour of this very class."""
    dossier = file.lock(seat.holder)
    return ceil(rules.minutes_of(seat.counter) * rules.hours_needed(dossier) / seat.counter.hours)


def _is_enough(seat: SeatClaim) -> bool:
    return seat.attended_minutes >= _minutes_needed(seat)


class IssueCertificate(SeatCommand):
    """The proof of orientation for one attended seat."""


@action(
    roles={Role.INSTRUCTOR, Role.VERIFIER, Role.SUPERVISOR},
    subject=dossier_of_seat,
    law=(refusals.CLASSES,),
    title=("Terbitkan sertifikat OPP", "Issue the orientation certificate"),
)
def issue_certificate(tx: Tx, command: IssueCertificate) -> Answer:
    """Issue the certificate, only with the required hours attended and approved; the file gets the evidence.

    Raises:
        Refused: ``attendance_other_office``, ``attendance_not_approved``, ``attendance_too_short``,
            ``certificate_exists``.
    """
    seat = lock_seat(command.seat_id)
    guards.hosted_by(tx.actor, seat.counter)
    attended_enough(seat)
    if Certificate.objects.filter(seat=seat).exists():
        refuse("certificate_exists")
    hours = seat.attended_minutes * seat.counter.hours // rules.minutes_of(seat.counter)
    row = Certificate(
        seat=seat,
        dossier=seat.holder,
        number=f"OPP-{ids.reference(NUMBER_LENGTH)}",
        hours=hours,
        issued_at=tx.now,
        issued_by_holder=rules.holder_of(tx.actor),
    )
    row.save(force_insert=True)
    dossier = file.lock(seat.holder)
    tx.subject(dossier.id, person=dossier.person_id, refs=(seat.id, row.id))
    proof = Statement("orientation", "desk", number=row.number, issued_on=tx.today, values={"hours": hours})
    file.prove(tx, dossier, proof, verified=True)
    tx.tally("orientation_certified", dossier.id, scheme=dossier.scheme)
    return {"number": row.number, "hours": hours}


def attended_enough(seat: SeatClaim) -> None:
    """Refuse attendance that nobody approved or that is shorter than the rule asks."""
    if seat.state != "used" or seat.approved_at is None:
        refuse("attendance_not_approved")
    if not _is_enough(seat):
        refuse("attendance_too_short", attended=seat.attended_minutes, needed=_minutes_needed(seat))
