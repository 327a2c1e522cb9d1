"""Classes: planned by the office that holds them, cancelled with a word to everybody who had a seat."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from rantau.kernel import allotments
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation import guards, refusals, rules
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.registry.offices.models import Unit

PLANNERS = {Role.INSTRUCTOR, Role.VERIFIER, Role.SUPERVISOR}


class PlanClass(Command):
    """A class at an office: where, when, how many lesson hours (JP), how many seats. Moments carry their zone."""

    office_id: UUID
    room: Annotated[str, Field(min_length=1, max_length=80)]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    hours: Annotated[int, Field(gt=0, le=100)]
    seats: Annotated[int, Field(gt=0, le=1000)]
    scheme: Annotated[str, Field(min_length=1, max_length=20)] = "P2P"
    instructor_id: UUID | None = None


@action(
    roles=PLANNERS,
    reach=Reach.OWN_UNIT,
    subject="office_id",
    law=(refusals.CLASSES,),
    title=("Jadwalkan kelas OPP", "Plan an orientation class"),
)
def plan_class(tx: Tx, command: PlanClass) -> Answer:
    """Plan a class. Ceiling and least hours come from the rulebook in force on the day of the class.

    Raises:
        Refused: ``class_office_cannot_host``, ``class_time_impossible``, ``class_too_large``, ``class_too_few_hours``,
            ``class_scheme_unknown``, ``class_instructor_elsewhere``, or the room is taken.
    """
    office = Unit.objects.get(pk=command.office_id)
    guards.office_hosts(office)
    guards.time_is_possible(command.starts_at, command.ends_at, command.hours, tx.now)
    guards.rules_allow(command.scheme, command.hours, command.seats, rules.today_of(command.starts_at))
    guards.instructor_is_posted(command.instructor_id, office)
    row = OrientationClass(
        office=office,
        room=command.room,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        hours=command.hours,
        capacity=command.seats,
        scheme=command.scheme,
        instructor=command.instructor_id,
        made_by_holder=tx.actor.holder_id,
        made_at=tx.now,
    )
    row.save(force_insert=True)
    tx.subject(office.id, refs=(row.id,))
    return {"class_id": str(row.id), "seats": row.capacity}


def office_of_class(command: "CancelClass") -> UUID | None:
    """Return the office that holds the class."""
    return OrientationClass.objects.filter(pk=command.class_id).values_list("office", flat=True).first()


class CancelClass(Command):
    """A class is not held after all; the reason is told to everybody who had a seat."""

    class_id: UUID
    reason: Annotated[str, Field(min_length=3, max_length=300)]


@action(
    roles=PLANNERS,
    reach=Reach.OWN_UNIT,
    subject=office_of_class,
    law=(refusals.CLASSES,),
    title=("Batalkan kelas OPP", "Cancel an orientation class"),
)
def cancel_class(tx: Tx, command: CancelClass) -> Answer:
    """Cancel a class that has not begun: every seat is released, and everybody who had one is told.

    The class loses its capacity while its row is locked, so that a booking waiting for the row finds no place.

    Raises:
        Refused: ``class_cancelled`` or ``class_begun``.
    """
    row = OrientationClass.objects.select_for_update().get(pk=command.class_id)
    guards.class_is_ahead(row, tx.now)
    seats = list(SeatClaim.objects.select_for_update().filter(counter=row, state__in=allotments.LIVE).order_by("id"))
    persons = dict(Dossier.objects.filter(pk__in=[seat.holder for seat in seats]).values_list("pk", "person_id"))
    for seat in seats:
        allotments.move(seat, "released", tx.now)
        tx.outbox(
            "sms",
            "orientation_class_cancelled",
            recipient=persons.get(seat.holder),
            subject=seat.holder,
            office=row.office.name,
            starts_at=row.starts_at.isoformat(),
            zone=row.office.time_zone,
            reason=command.reason,
        )
    row.capacity, row.taken = 0, 0
    row.cancelled_at, row.cancelled_because = tx.now, command.reason
    row.save(update_fields=["capacity", "taken", "cancelled_at", "cancelled_because"])
    tx.subject(row.office_id, refs=(row.id, *(seat.holder for seat in seats)))
    return {"released": len(seats)}
