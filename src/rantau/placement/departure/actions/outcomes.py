"""What becomes of a check: departed, postponed, or held back for a review by another officer on the same day."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import actors, allotments, clock, sealed
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.demand.models import JobOrder, PermitClaim
from rantau.placement.departure import gate, refusals
from rantau.placement.departure.actions.finding import AirportCode, Flight, airport_of
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier

Reason = Annotated[str, Field(max_length=300)]
Ground = Literal["broker", "papers_disagree", "destination", "no_employer", "pressure", "other"]


class CheckCommand(Command):
    """Something about one check at a gate."""

    check_id: UUID


def dossier_of_check(command: CheckCommand) -> UUID | None:
    """Return the dossier of a check, if the actor sees it."""
    return GateCheck.objects.filter(pk=command.check_id).values_list("dossier", flat=True).first()


def lock_check(check_id: UUID) -> tuple[Dossier, GateCheck]:
    """Return a check and its dossier with both rows locked, the dossier first.

    Raises:
        Refused: ``not_found``.
    """
    found = GateCheck.objects.filter(pk=check_id).values_list("dossier", flat=True).first() or refuse("not_found")
    return file.lock(found), GateCheck.objects.select_for_update().get(pk=check_id)


def _open_check(tx: Tx, check_id: UUID) -> tuple[Dossier, GateCheck]:
    """Return a check of today, at one of the actor's gates, of which nothing has become yet."""
    dossier, check = lock_check(check_id)
    if check.gate_id not in tx.actor.units:
        refuse("not_found")
    if dossier.departed_on is not None:
        refuse("departed_already", day=dossier.departed_on.isoformat())
    if GateCheck.objects.filter(dossier=dossier, outcome="held", reviewed_at__isnull=True).exists():
        refuse("gate_review_open")
    if check.outcome != "checked" or clock.legal_date(check.checked_at) != tx.today:
        refuse("gate_check_old")
    return dossier, check


def _decide(tx: Tx, check: GateCheck, outcome: str, reason: str) -> None:
    check.outcome, check.outcome_reason = outcome, reason
    check.decided_at, check.decided_by_holder = tx.now, tx.actor.holder_id
    check.save()


class RecordDeparture(CheckCommand):
    """The person boards: flight and airport; with an amber result also why she departs all the same."""

    flight: Annotated[Flight, Field(min_length=2)]
    airport: Annotated[AirportCode, Field(min_length=3)]
    reason: Reason = ""


@action(
    roles={Role.GATE_OFFICER},
    subject=dossier_of_check,
    law=(refusals.REPORTED, refusals.OUTCOMES),
    title=("Catat keberangkatan", "Record the departure"),
)
def record_departure(tx: Tx, command: RecordDeparture) -> Answer:
    """Record the departure: evidence, the quota place is used, the mission abroad sees the file.

    Departed is a date of its own beside placed (domain §11.1).

    Raises:
        Refused: ``gate_check_red``, ``gate_reason_needed``, ``gate_check_old``, ``gate_review_open``,
            ``departed_already``, ``airport_unknown``.
    """
    dossier, check = _open_check(tx, command.check_id)
    may_board(check, command.reason)
    check.flight, check.airport = command.flight, airport_of(command.airport)
    _decide(tx, check, "departed", command.reason)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(check.id,))
    values = {"flight": check.flight, "airport": command.airport, "result": check.result}
    said = Statement("departure", "desk", issued_on=tx.today, values=values, source_reference=str(check.id))
    file.prove(tx, dossier, said, verified=True)
    _use_quota_place(tx, dossier)
    _open_to_mission(tx, dossier)
    tx.tally("departed", dossier.pk, airport=command.airport, result=check.result, **file.dimensions(dossier))
    return {"departed_on": tx.today.isoformat(), "result": check.result}


def may_board(check: GateCheck, reason: str) -> None:
    """Refuse a red result, and an amber one without a stated reason."""
    if check.result == "red":
        worst = next(item for item in check.reasons if item["tone"] == "red")
        refuse("gate_check_red", what=worst["id"], what_en=worst["en"])
    if check.result == "amber" and len(reason) < 3:
        refuse("gate_reason_needed")


def _use_quota_place(tx: Tx, dossier: Dossier) -> None:
    claim = PermitClaim.objects.select_for_update().filter(holder=dossier.pk, state="confirmed").first()
    if claim is not None:
        allotments.move(claim, "used", tx.now)


def _open_to_mission(tx: Tx, dossier: Dossier) -> None:
    orders = JobOrder.objects.filter(dossiers=dossier)
    mission = orders.values_list("mission", flat=True).first()
    if mission is not None:
        file.show_to(dossier.pk, dossier.person_id, mission, "mission")
    tx.outbox("sms", "departed", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)


class PostponeDeparture(CheckCommand):
    """The person flies another day, once something has been put right."""

    reason: Annotated[str, Field(min_length=3, max_length=300)]


@action(
    roles={Role.GATE_OFFICER},
    subject=dossier_of_check,
    law=(refusals.OUTCOMES,),
    title=("Tunda keberangkatan", "Postpone the departure"),
)
def postpone_departure(tx: Tx, command: PostponeDeparture) -> Answer:
    """Record that the departure is postponed, and tell the person why and what to put right.

    Raises:
        Refused: ``gate_check_old``, ``gate_review_open``, ``departed_already``.
    """
    dossier, check = _open_check(tx, command.check_id)
    _decide(tx, check, "postponed", command.reason)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(check.id,))
    tx.tally("departure_postponed", dossier.pk, **file.dimensions(dossier))
    tx.outbox("sms", "departure_postponed", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)
    return {"outcome": check.outcome}


class HoldDeparture(CheckCommand):
    """The process looks non-procedural: on what ground, and what the person herself says about it."""

    ground: Ground
    statement: Annotated[str, Field(min_length=10, max_length=2000)]


@action(
    roles={Role.GATE_OFFICER},
    subject=dossier_of_check,
    law=(refusals.OUTCOMES, refusals.INFORMATIVE, "CARD-NOT-PS13", "RANTAU-TWO-PERSONS"),
    title=("Tahan untuk pemeriksaan ulang", "Hold for a review"),
)
def hold_departure(tx: Tx, command: HoldDeparture) -> Answer:
    """Hold a departure back: her statement is taken and sealed, another officer reviews it the same day.

    No message goes out: she stands at the counter, and somebody else may hold her phone.

    Raises:
        Refused: ``card_is_no_ground``, ``gate_check_old``, ``gate_review_open``, ``departed_already``.
    """
    dossier, check = _open_check(tx, command.check_id)
    require_ground(check, command.ground)
    check.statement = sealed.seal(dossier.person_id, {f"statement:{check.id}": command.statement}).popitem()[1]
    check.review_by = tx.today
    _decide(tx, check, "held", command.ground)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(check.id,))
    tx.tally("departure_held", dossier.pk, ground=command.ground, **file.dimensions(dossier))
    return {"outcome": check.outcome, "review_by": check.review_by.isoformat()}


def require_ground(check: GateCheck, ground: str) -> None:
    """Refuse a hold that would rest on the missing card: it needs something seen beside the papers (CO-17)."""
    if ground not in gate.OWN_GROUNDS and gate.card_alone(check):
        refuse("card_is_no_ground")


class ReviewHold(CheckCommand):
    """What another officer found: the departure is released, or stays held back and is handed over with a note."""

    uphold: bool
    reason: Annotated[str, Field(min_length=3, max_length=300)]
    hand_to: UUID | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


@action(
    roles={Role.GATE_OFFICER, Role.SUPERVISOR},
    subject=dossier_of_check,
    law=(refusals.OUTCOMES, "RANTAU-TWO-PERSONS"),
    title=("Periksa ulang keberangkatan yang ditahan", "Review a departure held back"),
)
def review_hold(tx: Tx, command: ReviewHold) -> Answer:
    """Review a departure held back. Released, it may be checked again at once; upheld, another unit takes it over.

    Raises:
        Refused: ``gate_not_held``, or ``second_person_needed`` for whoever held it back.
    """
    dossier, check = lock_check(command.check_id)
    if check.outcome != "held" or check.reviewed_at is not None:
        refuse("gate_not_held")
    if tx.actor.holder_id in (check.decided_by_holder, check.checked_by_holder):
        refuse("second_person_needed", reason=check.gate.name)
    check.reviewed_at, check.reviewed_by_holder, check.upheld = tx.now, tx.actor.holder_id, command.uphold
    if not command.uphold:
        check.outcome = "released"
    if command.note:
        check.handover = sealed.seal(dossier.person_id, {f"handover:{check.id}": command.note}).popitem()[1]
    check.save()
    if command.uphold and command.hand_to is not None:
        for subject in (dossier.pk, dossier.person_id):
            actors.grant(subject, command.hand_to, "handover")
    tx.subject(dossier.pk, person=dossier.person_id, refs=(check.id,))
    tx.tally("hold_reviewed", dossier.pk, upheld=str(command.uphold).lower(), **file.dimensions(dossier))
    return {"outcome": check.outcome, "upheld": command.uphold}
