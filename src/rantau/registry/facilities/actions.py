"""Changes to clinics and training bodies: their appointment."""

from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from pydantic import Field

from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.registry.agencies.actions import term
from rantau.registry.facilities.models import Appointment
from rantau.registry.facilities.selectors import FACILITIES
from rantau.registry.offices.models import Unit


class AppointFacility(Command):
    """An appointment or accreditation by the ministry; both dates inclusive."""

    unit_id: UUID
    number: str = Field(min_length=3, max_length=80)
    valid_from: date
    valid_until: date


@action(
    roles={Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="unit_id",
    law=("PERPRES64-14-FACILITY",),
    title=("Tunjuk sarana", "Appoint a facility"),
)
def appoint_facility(tx: Tx, command: AppointFacility) -> Answer:
    """Appoint a clinic or training body for a term; two at one time are refused by the table."""
    unit = Unit.objects.filter(pk=command.unit_id, kind__in=FACILITIES).first() or refuse("not_found")
    during: DateRange = term(command.valid_from, command.valid_until)
    row = Appointment.objects.create(unit=unit, number=command.number, during=during)
    return {"appointment": str(row.pk)}
