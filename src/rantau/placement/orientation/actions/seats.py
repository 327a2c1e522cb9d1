"""Seats: taken last in the transaction, given back before the class begins, never handed to somebody else."""

from uuid import UUID

from rantau.kernel import actors, allotments
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation import guards, refusals, rules
from rantau.placement.orientation.models import OrientationClass, SeatClaim

BOOKERS = {
    Role.CANDIDATE, Role.AGENCY_OFFICER, Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER, Role.INSTRUCTOR,
}  # fmt: skip
BASIS = "orientation"


class BookSeat(Command):
    """A seat for one dossier in one class, in any province."""

    dossier_id: UUID
    class_id: UUID


@action(
    roles=BOOKERS,
    subject="dossier_id",
    law=(refusals.CLASSES, "RANTAU-SEATS"),
    title=("Pesan kursi OPP", "Book an orientation seat"),
)
def book_seat(tx: Tx, command: BookSeat) -> Answer:
    """Book a seat. The office that holds the class sees the file until its paperwork after the class is done.

    The place is taken last, so that the lock on the class is short; nothing is written when none is left.

    Raises:
        Refused: the requirement is not open yet (its own sentence), ``orientation_done``, ``class_cancelled``,
            ``class_begun``, ``class_other_scheme``, ``class_hours_too_short_for_file``, a seat is booked already
            (``seat_claim_one_live_per_dossier``) or ``class_full``.
    """
    dossier = file.lock(command.dossier_id)
    row = OrientationClass.objects.select_related("office").filter(pk=command.class_id).first()
    if row is None:
        refuse("not_found")
    guards.class_is_ahead(row, tx.now)
    rules.orientation_is_open(dossier)
    _class_fits(row, dossier)
    _lapse_unmarked(tx, dossier)
    seat = SeatClaim(
        holder=dossier.id,
        counter=row,
        state="confirmed",
        made_at=tx.now,
        booked_by_holder=tx.actor.holder_id,
        booked_by_unit=tx.actor.unit_id,
    )
    seat.save(force_insert=True)
    _open_to_host(dossier, row)
    tx.subject(dossier.id, person=dossier.person_id, refs=(row.id, seat.id))
    tx.tally("orientation_booked", dossier.id, scheme=dossier.scheme, province=row.office.province_id or "")
    _tell(tx, dossier, row)
    if not allotments.take(OrientationClass, row.id):
        refuse("class_full")
    return {"seat_id": str(seat.id), "class_id": str(row.id)}


def _class_fits(row: OrientationClass, dossier: Dossier) -> None:
    if row.scheme != dossier.scheme:
        refuse("class_other_scheme")
    needed = rules.hours_needed(dossier)
    if row.hours < needed:
        refuse("class_hours_too_short_for_file", needed=needed, hours=row.hours)


def _lapse_unmarked(tx: Tx, dossier: Dossier) -> None:
    """End a seat in a class that is over and whose attendance can no longer be recorded: nobody is locked out by it."""
    over = SeatClaim.objects.select_for_update().filter(
        holder=dossier.id,
        state="confirmed",
        marked_by_holder__isnull=True,
        counter__ends_at__lt=tx.now - guards.MARK_WITHIN,
    )
    for seat in over:
        allotments.move(seat, "expired", tx.now)
        allotments.give_back(OrientationClass, seat.counter_id)


def _open_to_host(dossier: Dossier, row: OrientationClass) -> None:
    file.show_to(dossier.id, dossier.person_id, row.office_id, BASIS, until=row.ends_at + rules.HOST_SEES_AFTER)


def _tell(tx: Tx, dossier: Dossier, row: OrientationClass) -> None:
    tx.outbox(
        "sms",
        "orientation_booked",
        recipient=dossier.person_id,
        subject=dossier.id,
        office=row.office.name,
        room=row.room,
        starts_at=row.starts_at.isoformat(),
        zone=row.office.time_zone,
    )


class SeatCommand(Command):
    """Something about one seat."""

    seat_id: UUID


def dossier_of_seat(command: SeatCommand) -> UUID | None:
    """Return the dossier that holds the seat, if the actor sees it."""
    return SeatClaim.objects.filter(pk=command.seat_id).values_list("holder", flat=True).first()


def lock_seat(seat_id: UUID) -> SeatClaim:
    """Return a seat with its row locked, and its class beside it.

    Raises:
        Refused: ``not_found``.
    """
    seat = (
        SeatClaim.objects.select_for_update(of=("self",)).select_related("counter__office").filter(pk=seat_id).first()
    )
    if seat is None:
        refuse("not_found")
    return seat


class CancelSeat(SeatCommand):
    """The person will not come; the place goes back."""


@action(
    roles=BOOKERS,
    subject=dossier_of_seat,
    law=("RANTAU-SEATS",),
    title=("Batalkan kursi OPP", "Give an orientation seat back"),
)
def cancel_seat(tx: Tx, command: CancelSeat) -> Answer:
    """Give a seat back before the class begins; the hosting office stops seeing the file.

    Raises:
        Refused: ``seat_ended``, ``class_begun`` or ``class_cancelled``.
    """
    seat = lock_seat(command.seat_id)
    guards.seat_is_live(seat)
    guards.class_is_ahead(seat.counter, tx.now)
    allotments.move(seat, "released", tx.now)
    dossier = Dossier.objects.get(pk=seat.holder)
    tx.subject(dossier.id, person=dossier.person_id, refs=(seat.counter_id, seat.id))
    tx.tally("orientation_cancelled", dossier.id, scheme=dossier.scheme)
    for subject in (dossier.id, dossier.person_id):
        actors.end_grants(subject, seat.counter.office_id, BASIS)
    allotments.give_back(OrientationClass, seat.counter_id)
    return {"class_id": str(seat.counter_id)}
