"""Job orders: submitted by an agency, decided by the mission accredited there."""

from datetime import date
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role, grant
from rantau.kernel.refusals import refuse
from rantau.placement.demand.guards import require, require_other_person
from rantau.placement.demand.law import destination_open
from rantau.placement.demand.models import JobOrder
from rantau.registry.agencies.guards import may_act
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import houses_of
from rantau.registry.employers.guards import is_listed, may_employ
from rantau.registry.employers.models import Employer, PartnerAgency
from rantau.registry.offices.models import OFFICES, Unit, UnitKind
from rantau.registry.places.models import Occupation


class SubmitJobOrder(Command):
    """What an employer asks for (PP 10/2020 Ps 7(2)); wage in whole units of ``currency`` a month."""

    agency_id: UUID
    employer_id: UUID
    partner_id: UUID | None = None
    mission_id: UUID
    number: str = Field(min_length=1, max_length=60)
    scheme: str = Field(default="P2P", max_length=20)
    occupation: str = Field(min_length=1, max_length=6)
    position: str = Field(min_length=2, max_length=80)
    male: int = Field(default=0, ge=0, le=10_000)
    female: int = Field(default=0, ge=0, le=10_000)
    mixed: int = Field(default=0, ge=0, le=10_000)
    currency: str = Field(min_length=3, max_length=3)
    wage: int = Field(gt=0, le=10**9)
    months: int = Field(gt=0, le=120)
    hours_per_day: int = Field(default=8, ge=1, le=24)
    rest_days_per_month: int = Field(default=4, ge=0, le=31)
    facilities: str = Field(default="", max_length=300)
    needs: str = Field(default="", max_length=300)


@action(
    roles={Role.AGENCY_OFFICER},
    reach=Reach.OWN_UNIT,
    subject="agency_id",
    law=("JO-FIELDS",),
    title=("Ajukan job order", "Submit a job order"),
)
def submit_job_order(tx: Tx, command: SubmitJobOrder) -> Answer:
    """Put an order to the mission; the agency's houses and every government office see it from then on."""
    agency = Agency.objects.select_related("unit").filter(pk=command.agency_id).first() or refuse("not_found")
    employer, partner = _employer(command), _partner(command)
    occupation = Occupation.objects.filter(pk=command.occupation).first() or refuse("occupation_unknown")
    mission = _mission(command.mission_id)
    if partner is not None and partner.country_id != employer.country_id:
        refuse("employer_elsewhere")
    require(
        may_act(agency, tx.today, employer.country_id),
        may_employ(employer),
        is_listed(partner, tx.today),
        destination_open(command.scheme, employer.country, occupation.pk, employer.kind, tx.today),
    )
    order = JobOrder(
        id=ids.new_id(),
        agency=agency,
        employer=employer,
        partner=partner,
        mission=mission,
        country_id=employer.country_id,
        occupation=occupation,
        submitted_at=tx.now,
        submitted_by_holder=tx.actor.holder_id,
        **command.model_dump(exclude={"agency_id", "employer_id", "partner_id", "mission_id", "occupation"}),
    )
    for unit in (*houses_of(agency), OFFICES):
        grant(order.pk, unit, "job_order")
    order.save(force_insert=True)
    tx.subject(order.pk)
    tx.tally("job_order_submitted", order.pk, country=order.country_id, scheme=order.scheme)
    return {"job_order": str(order.pk)}


def _employer(command: SubmitJobOrder) -> Employer:
    employers = Employer.objects.select_related("country")
    return employers.filter(pk=command.employer_id).first() or refuse("not_found", field="employer_id")


def _partner(command: SubmitJobOrder) -> PartnerAgency | None:
    if command.partner_id is None:
        return None
    return PartnerAgency.objects.filter(pk=command.partner_id).first() or refuse("not_found", field="partner_id")


def _mission(mission_id: UUID) -> Unit:
    return Unit.objects.filter(pk=mission_id, kind=UnitKind.MISSION).first() or refuse("not_a_mission")


def lock(order_id: UUID) -> JobOrder:
    """Return the order with its row locked.

    Raises:
        Refused: ``not_found``.
    """
    rows = JobOrder.objects.select_for_update(of=("self",)).select_related("mission", "agency__unit", "employer")
    return rows.filter(pk=order_id).first() or refuse("not_found")


class VerifyJobOrder(Command):
    """The mission finds employer, capacity and terms in order, until a legal date (inclusive)."""

    job_order_id: UUID
    valid_until: date


@action(
    roles={Role.MISSION_OFFICER},
    subject="job_order_id",
    law=("JO-VERIFIED",),
    title=("Verifikasi job order", "Verify a job order"),
)
def verify_job_order(tx: Tx, command: VerifyJobOrder) -> Answer:
    """Verify an open order put to this mission; who submitted it may not."""
    order = _to_decide(tx, command.job_order_id)
    require(may_employ(order.employer))
    if command.valid_until < tx.today:
        refuse("dates_in_wrong_order")
    order.valid_until = command.valid_until
    _decide(tx, order, "verified")
    return {"state": order.state}


class RefuseJobOrder(Command):
    """The mission says why this order cannot be verified."""

    job_order_id: UUID
    reason: str = Field(min_length=5, max_length=300)


@action(
    roles={Role.MISSION_OFFICER},
    subject="job_order_id",
    law=("JO-VERIFIED",),
    title=("Tolak job order", "Refuse a job order"),
)
def refuse_job_order(tx: Tx, command: RefuseJobOrder) -> Answer:
    """Refuse an open order put to this mission, with the reason."""
    order = _to_decide(tx, command.job_order_id)
    order.refusal = {"reason": command.reason}
    _decide(tx, order, "refused")
    return {"state": order.state}


def _to_decide(tx: Tx, order_id: UUID) -> JobOrder:
    order = lock(order_id)
    if order.mission_id not in tx.actor.units:
        refuse("other_mission", mission=order.mission.name)
    require_other_person(tx, order.submitted_by_holder)
    if order.state != "submitted":
        refuse("changed_meanwhile")
    return order


def _decide(tx: Tx, order: JobOrder, state: str) -> None:
    order.state = state
    order.decided_at, order.decided_by, order.decided_by_holder = tx.now, tx.actor.account_id, tx.actor.holder_id
    order.save(update_fields=["state", "decided_at", "decided_by", "decided_by_holder", "valid_until", "refusal"])
    tx.tally(f"job_order_{state}", order.pk, country=order.country_id, scheme=order.scheme)
    tx.outbox("email", f"job_order_{state}", recipient=order.agency_id, subject=order.pk, number=order.number)
