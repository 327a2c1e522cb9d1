"""Working with a dossier: opening it with a purpose, counting visits, moving it, planning the departure."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import F
from pydantic import Field

from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import end_grants, sees
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file, policies
from rantau.placement.dossiers.models import Dossier, Move, Visit
from rantau.placement.dossiers.selectors import person_of
from rantau.placement.dossiers.sight import HANDLING
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import service_offices

Reason = Literal["home", "residence", "agency_seat", "choice"]


class OpenFile(Command):
    """Look into a dossier for a stated purpose; the person can read who did."""

    dossier_id: UUID
    purpose: Annotated[str, Field(min_length=3, max_length=60)]


@action(
    roles=policies.READING,
    reach=Reach.ANY,
    subject="dossier_id",
    law=("UU27-2022-35", "PERBAN7-2022-SERVICE"),
    title=("Buka berkas", "Open a dossier"),
)
def open_file(tx: Tx, command: OpenFile) -> Answer:
    """Journal the opening. A counter that does not see the file yet sees it for a limited time, if it has found the
    person before (``match_persons``, ``open_service``); to everybody else the file does not exist.

    Refuses not_found.
    """
    person_id = person_of(command.dossier_id) or refuse("not_found")
    until = None
    if not sees(tx.actor, command.dossier_id):
        if not _counter(tx) or not sees(tx.actor, person_id) or tx.actor.unit_id is None:
            refuse("not_found")
        until = tx.now + policies.COUNTER_SIGHT
        file.show_to(command.dossier_id, person_id, tx.actor.unit_id, "service", until)
        tx.outbox("sms", "file_opened", recipient=person_id, subject=command.dossier_id, ground="choice")
    tx.subject(command.dossier_id, person=person_id)
    tx.purpose(command.purpose)
    return {"until": until.isoformat() if until else None}


def _counter(tx: Tx) -> bool:
    return bool(tx.actor.roles & policies.COUNTER)


class RecordVisit(Command):
    """The person came to the counter."""

    dossier_id: UUID
    reason: Reason = "choice"


@action(
    roles=policies.DESK,
    subject="dossier_id",
    law=("PERBAN7-2022-SERVICE",),
    title=("Catat kunjungan", "Record a visit"),
)
def record_visit(tx: Tx, command: RecordVisit) -> Answer:
    """Count the visit. A second one for the same stage is counted for review: she was sent away once (CO-08)."""
    dossier = file.lock_open(command.dossier_id)
    if tx.actor.unit_id is None:
        refuse("not_allowed")
    Visit.objects.create(
        dossier=dossier, office_id=tx.actor.unit_id, reason=command.reason, stage=dossier.stage, at=tx.now
    )
    Dossier.objects.filter(pk=dossier.pk).update(visits=F("visits") + 1)
    same_stage = Visit.objects.filter(dossier=dossier, stage=dossier.stage).count()
    if same_stage > 1:
        tx.tally("visit_repeated", dossier.pk, stage=dossier.stage, **file.dimensions(dossier))
    tx.subject(dossier.pk, person=dossier.person_id)
    return {"visits_for_stage": same_stage, "to_review": same_stage > 1}


class MoveDossier(Command):
    """Another office takes the file over."""

    dossier_id: UUID
    office_id: UUID
    reason: Annotated[str, Field(min_length=5, max_length=300)]


@action(
    roles=policies.MOVING,
    subject="dossier_id",
    law=("PERBAN7-2022-SERVICE",),
    title=("Pindahkan berkas ke kantor lain", "Move a dossier to another office"),
)
def move_dossier(tx: Tx, command: MoveDossier) -> Answer:
    """Hand the file to another office: its clock starts, both see the history, the person is told (CO-06).

    Refuses dossier_closed, office_cannot_serve, and a move to the office that has it already.
    """
    dossier = file.lock_open(command.dossier_id)
    to = service_offices().filter(pk=command.office_id).first() or refuse("office_cannot_serve")
    before: Unit = dossier.handling
    Move.objects.create(
        dossier=dossier, came_from=before, went_to=to, reason=command.reason, moved_by_holder=tx.actor.holder_id,
        at=tx.now,
    )  # fmt: skip
    file.show_to(dossier.pk, dossier.person_id, before.pk, "former")
    file.show_to(dossier.pk, dossier.person_id, to.pk, HANDLING)
    end_grants(dossier.pk, before.pk, HANDLING)
    dossier.handling, dossier.handling_since, dossier.waiting_since = to, tx.now, tx.now
    dossier.save(update_fields=["handling", "handling_since", "waiting_since"])
    tx.subject(dossier.pk, person=dossier.person_id, refs=(before.pk, to.pk))
    tx.tally("dossier_moved", dossier.pk, stage=dossier.stage, **file.dimensions(dossier))
    tx.outbox("sms", "dossier_moved", recipient=dossier.person_id, subject=dossier.pk, office=to.name)
    return {"handling": str(to.pk)}


class SetDepartureDate(Command):
    """The planned day of departure, a legal date (Jakarta)."""

    dossier_id: UUID
    departs_on: date


@action(
    roles=policies.PLANNING,
    subject="dossier_id",
    law=("UU18-13",),
    title=("Tetapkan rencana berangkat", "Set the planned departure"),
)
def set_departure_date(tx: Tx, command: SetDepartureDate) -> Answer:
    """Plan the departure; what must be done so many days before it gets its due date.

    Refuses dossier_closed, departure_in_the_past, already_departed.
    """
    dossier = file.lock_open(command.dossier_id)
    if command.departs_on < tx.today:
        refuse("departure_in_the_past")
    if dossier.departed_on is not None:
        refuse("already_departed", day=dossier.departed_on.isoformat())
    dossier.departs_on = command.departs_on
    dossier.save(update_fields=["departs_on"])
    assessment = file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id)
    return {"stage": assessment.stage, "missing": dossier.missing}
