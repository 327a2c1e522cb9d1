"""Vacancies: the public line of a permit."""

from datetime import date
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.placement.demand.actions import permits
from rantau.placement.demand.guards import permit_stands, require
from rantau.placement.demand.models import Permit, Vacancy
from rantau.registry.agencies.guards import may_act

COPIED = (
    "agency", "scheme", "position", "country", "occupation", "currency", "wage", "months", "hours_per_day",
    "rest_days_per_month", "facilities", "needs",
)  # fmt: skip


class PublishVacancy(Command):
    """Show a permit's places to everybody until a legal date (inclusive)."""

    permit_id: UUID
    closes_on: date


@action(
    roles={Role.AGENCY_OFFICER},
    subject=lambda command: permits.order_of(command.permit_id),
    law=("SIP2MI-REQUIRED",),
    title=("Umumkan lowongan", "Publish a vacancy"),
)
def publish_vacancy(tx: Tx, command: PublishVacancy) -> Answer:
    """Publish what the order says, without anything about a person; places are read from the permit's quotas."""
    permit = permits.lock(command.permit_id)
    order = permit.job_order
    require(permit_stands(permit, tx.today), may_act(order.agency, tx.today, order.country_id))
    last = permit.valid_until or tx.today
    if not tx.today <= command.closes_on <= last:
        refuse("vacancy_dates", day=f"{last:%d-%m-%Y}")
    vacancy = Vacancy.objects.create(
        permit=permit,
        permit_number=permit.number,
        permit_until=last,
        city=order.employer.city,
        employer_kind=order.employer.kind,
        published_at=tx.now,
        closes_on=command.closes_on,
        **{name: getattr(order, name) for name in COPIED},
    )
    tx.subject(order.pk, refs=(permit.pk, vacancy.pk))
    tx.tally("vacancy_published", permit.pk, country=order.country_id, scheme=order.scheme)
    return {"vacancy": str(vacancy.pk)}


class CloseVacancy(Command):
    """Take a vacancy off the public page, saying why."""

    vacancy_id: UUID
    reason: str = Field(min_length=3, max_length=300)


def _order_of_vacancy(command: CloseVacancy) -> UUID | None:
    seen = Permit.objects.filter(vacancies=command.vacancy_id)
    return seen.values_list("job_order_id", flat=True).first()


@action(
    roles={Role.AGENCY_OFFICER, Role.MINISTRY_OFFICER},
    subject=_order_of_vacancy,
    law=("SIP2MI-REQUIRED",),
    title=("Tutup lowongan", "Close a vacancy"),
)
def close_vacancy(tx: Tx, command: CloseVacancy) -> Answer:
    """Close an open vacancy; the permit and its places stay."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).get(pk=command.vacancy_id)
    if vacancy.closed_at is not None:
        refuse("changed_meanwhile")
    vacancy.closed_at, vacancy.closing_reason = tx.now, command.reason
    vacancy.save(update_fields=["closed_at", "closing_reason"])
    return {"closed": True}
