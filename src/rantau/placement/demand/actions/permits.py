"""Recruitment permits (SIP2MI): asked by the agency, decided by the ministry, ended by the ministry or by time."""

from datetime import date
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Kind, Role
from rantau.kernel.journal import About
from rantau.kernel.refusals import Refusal, refuse
from rantau.placement.demand.actions import orders
from rantau.placement.demand.guards import order_stands, require, require_other_person
from rantau.placement.demand.law import destination_open
from rantau.placement.demand.models import JobOrder, Permit, PermitQuota, Vacancy
from rantau.registry.agencies.guards import may_act


class AskPermit(Command):
    """The agency asks to recruit for a verified order."""

    job_order_id: UUID


@action(
    roles={Role.AGENCY_OFFICER},
    subject="job_order_id",
    law=("SIP2MI-MINISTER",),
    title=("Minta SIP2MI", "Ask for a recruitment permit"),
)
def ask_permit(tx: Tx, command: AskPermit) -> Answer:
    """Ask once per order at a time: the table refuses a second living request or permit."""
    order = orders.lock(command.job_order_id)
    require(*still_possible(order, tx.today))
    permit = Permit(id=ids.new_id(), job_order=order, asked_at=tx.now, asked_by_holder=tx.actor.holder_id)
    permit.save(force_insert=True)
    tx.subject(order.pk, refs=(permit.pk,))
    return {"permit": str(permit.pk)}


def still_possible(order: JobOrder, day: date) -> tuple[Refusal | None, ...]:
    """Return what an order must pass on a legal date before anything new is built on it."""
    return (
        order_stands(order, day),
        may_act(order.agency, day, order.country_id),
        destination_open(order.scheme, order.country, order.occupation_id, order.employer.kind, day),
    )


def order_of(permit_id: UUID) -> UUID | None:
    """Return the order of a permit within the running scope: the subject under which it is seen."""
    return Permit.objects.filter(pk=permit_id).values_list("job_order_id", flat=True).first()


def lock(permit_id: UUID) -> Permit:
    """Return the permit with its row locked, its order at hand.

    Raises:
        Refused: ``not_found``.
    """
    rows = Permit.objects.select_for_update(of=("self",)).select_related(
        "job_order__agency__unit", "job_order__employer", "job_order__mission", "job_order__country"
    )
    return rows.filter(pk=permit_id).first() or refuse("not_found")


class GrantPermit(Command):
    """Number, term (both inclusive) and the places of each pocket, never more than the order asks for."""

    permit_id: UUID
    number: str = Field(min_length=3, max_length=60)
    valid_from: date
    valid_until: date
    male: int = Field(default=0, ge=0, le=10_000)
    female: int = Field(default=0, ge=0, le=10_000)
    mixed: int = Field(default=0, ge=0, le=10_000)


@action(
    roles={Role.MINISTRY_OFFICER},
    subject=lambda command: order_of(command.permit_id),
    law=("SIP2MI-MINISTER",),
    title=("Terbitkan SIP2MI", "Grant a recruitment permit"),
)
def grant_permit(tx: Tx, command: GrantPermit) -> Answer:
    """Grant an open request and open its counters of places."""
    permit = _to_decide(tx, command.permit_id)
    require(*still_possible(permit.job_order, tx.today))
    pockets = _pockets(permit.job_order, command)
    if command.valid_until <= command.valid_from:
        refuse("dates_in_wrong_order")
    permit.number, permit.valid_from, permit.valid_until = command.number, command.valid_from, command.valid_until
    _decide(tx, permit, "granted")
    for pocket, capacity in pockets.items():
        PermitQuota.objects.create(permit=permit, pocket=pocket, capacity=capacity)
    return {"permit": str(permit.pk), "number": permit.number}


def _pockets(order: JobOrder, command: GrantPermit) -> dict[str, int]:
    asked = {"m": command.male, "f": command.female, "x": command.mixed}
    wanted = {"m": order.male, "f": order.female, "x": order.mixed}
    if not any(asked.values()):
        refuse("quota_empty")
    if any(asked[pocket] > wanted[pocket] for pocket in asked):
        refuse("quota_above_order", male=order.male, female=order.female, mixed=order.mixed)
    return {pocket: places for pocket, places in asked.items() if places}


class RefusePermit(Command):
    """The ministry says why there will be no permit."""

    permit_id: UUID
    reason: str = Field(min_length=5, max_length=300)


@action(
    roles={Role.MINISTRY_OFFICER},
    subject=lambda command: order_of(command.permit_id),
    law=("SIP2MI-MINISTER",),
    title=("Tolak SIP2MI", "Refuse a recruitment permit"),
)
def refuse_permit(tx: Tx, command: RefusePermit) -> Answer:
    """Refuse an open request with the reason; the agency may ask again."""
    permit = _to_decide(tx, command.permit_id)
    permit.refusal = {"reason": command.reason}
    _decide(tx, permit, "refused")
    return {"state": permit.state}


def _to_decide(tx: Tx, permit_id: UUID) -> Permit:
    permit = lock(permit_id)
    require_other_person(tx, permit.asked_by_holder)
    if permit.state != "asked":
        refuse("changed_meanwhile")
    return permit


def _decide(tx: Tx, permit: Permit, state: str) -> None:
    order = permit.job_order
    permit.state = state
    permit.decided_at, permit.decided_by_holder = tx.now, tx.actor.holder_id
    permit.save()
    tx.subject(order.pk, refs=(permit.pk,))
    tx.tally(f"permit_{state}", permit.pk, country=order.country_id, scheme=order.scheme)
    tx.outbox("email", f"permit_{state}", recipient=order.agency_id, subject=order.pk, number=order.number)


class RevokePermit(Command):
    """A permit ends before its time, by a document and for a ground."""

    permit_id: UUID
    document: str = Field(min_length=3, max_length=80)
    ground: str = Field(min_length=5, max_length=300)


@action(
    roles={Role.MINISTRY_OFFICER},
    subject=lambda command: order_of(command.permit_id),
    law=("PERMEN4-2025-9",),
    title=("Cabut SIP2MI", "Revoke a recruitment permit"),
)
def revoke_permit(tx: Tx, command: RevokePermit) -> Answer:
    """Revoke a granted permit and close its vacancy; whoever has signed keeps her place and goes on."""
    permit = lock(command.permit_id)
    if permit.state != "granted":
        refuse("changed_meanwhile")
    permit.state, permit.ended_at = "revoked", tx.now
    permit.ending_document, permit.ending_ground = command.document, command.ground
    permit.save(update_fields=["state", "ended_at", "ending_document", "ending_ground"])
    _close(tx, [permit.pk], "revoked")
    order = permit.job_order
    tx.subject(order.pk, refs=(permit.pk,))
    tx.tally("permit_revoked", permit.pk, country=order.country_id, scheme=order.scheme)
    tx.outbox("email", "permit_revoked", recipient=order.agency_id, subject=order.pk, number=permit.number)
    return {"state": permit.state}


def _close(tx: Tx, permits: list[UUID], reason: str) -> None:
    """Close what hangs on ended permits: the vacancy, and the places nobody has taken."""
    Vacancy.objects.filter(permit__in=permits, closed_at__isnull=True).update(closed_at=tx.now, closing_reason=reason)
    PermitQuota.objects.filter(permit__in=permits).update(closed=True)


class ExpirePermits(Command):
    """What the clock does after midnight: end permits past their term, close vacancies past their day."""


@action(
    machines={Kind.CLOCK},
    reach=Reach.ANY,
    law=("SIP2MI-MINISTER",),
    title=("Akhiri SIP2MI yang lewat waktu", "End permits past their term"),
)
def expire_permits(tx: Tx, command: ExpirePermits) -> Answer:
    """End every granted permit whose last day has passed (Jakarta). Safe to repeat."""
    past = Permit.objects.select_for_update(of=("self",), skip_locked=True).filter(
        state="granted", valid_until__lt=tx.today
    )
    permits = list(past.order_by("pk").values_list("pk", flat=True))
    Permit.objects.filter(pk__in=permits).update(state="expired", ended_at=tx.now)
    _close(tx, permits, "expired")
    due = Vacancy.objects.filter(closes_on__lt=tx.today, closed_at__isnull=True)
    closed = due.update(closed_at=tx.now, closing_reason="past_its_day")
    tx.about = About(refs=tuple(permits))
    return {"permits": len(permits), "vacancies": closed}
