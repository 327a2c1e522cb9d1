"""Changes to employers and partner agencies abroad."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.registry.employers.models import Employer, PartnerAgency
from rantau.registry.places.models import Country


def _country(code: str) -> Country:
    return Country.objects.filter(pk=code).first() or refuse("country_unknown")


class RegisterEmployer(Command):
    """Who will employ: a legal entity or a household, outside Indonesia."""

    name: str = Field(min_length=2, max_length=160)
    country: str = Field(min_length=2, max_length=2)
    city: str = Field(min_length=1, max_length=80)
    kind: Literal["individual", "legal_entity"]


@action(
    roles={Role.AGENCY_OFFICER, Role.MISSION_OFFICER},
    reach=Reach.ANY,
    law=("JO-FIELDS",),
    title=("Catat pemberi kerja", "Register an employer"),
)
def register_employer(tx: Tx, command: RegisterEmployer) -> Answer:
    """Record an employer once per country, name and city; whether it is sound the mission says with the job order."""
    country = _country(command.country)
    if Employer.objects.filter(country=country, name=command.name, city=command.city).exists():
        refuse("employer_known")
    row = Employer.objects.create(country=country, name=command.name, city=command.city, kind=command.kind)
    tx.subject(row.pk)
    return {"employer": str(row.pk)}


class RegisterPartnerAgency(Command):
    """A foreign agency on the mission's list until a legal date (inclusive), or without an end."""

    name: str = Field(min_length=2, max_length=160)
    country: str = Field(min_length=2, max_length=2)
    licence: str = Field(default="", max_length=80)
    listed_until: date | None = None


@action(
    roles={Role.MISSION_OFFICER},
    reach=Reach.ANY,
    law=("JO-VERIFIED",),
    title=("Catat mitra usaha", "Register a partner agency"),
)
def register_partner_agency(tx: Tx, command: RegisterPartnerAgency) -> Answer:
    """Put a partner agency on the list, or renew its place there."""
    row, made = PartnerAgency.objects.select_for_update().get_or_create(
        country=_country(command.country),
        name=command.name,
        defaults={"licence": command.licence, "listed_until": command.listed_until},
    )
    if not made:
        row.licence, row.listed_until = command.licence, command.listed_until
        row.save(update_fields=["licence", "listed_until"])
    tx.subject(row.pk)
    return {"partner": str(row.pk)}


class BlockEmployer(Command):
    """An employer may take on nobody any more, on this ground."""

    employer_id: UUID
    ground: str = Field(min_length=5, max_length=300)


class UnblockEmployer(Command):
    """The ground of the block is gone."""

    employer_id: UUID
    ground: str = Field(min_length=5, max_length=300)


def _lock(employer_id: UUID) -> Employer:
    return Employer.objects.select_for_update().filter(pk=employer_id).first() or refuse("not_found")


@action(
    roles={Role.MISSION_OFFICER, Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="employer_id",
    law=("UU18-31",),
    title=("Blokir pemberi kerja", "Block an employer"),
)
def block_employer(tx: Tx, command: BlockEmployer) -> Answer:
    """Refuse new orders of an employer from now on; people already working there are not touched."""
    employer = _lock(command.employer_id)
    employer.blocked_because = command.ground
    employer.save(update_fields=["blocked_because"])
    return {"blocked": True}


@action(
    roles={Role.MISSION_OFFICER, Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="employer_id",
    law=("UU18-31",),
    title=("Buka blokir pemberi kerja", "Unblock an employer"),
)
def unblock_employer(tx: Tx, command: UnblockEmployer) -> Answer:
    """Lift the block; the ground of lifting goes into the journal's digest."""
    employer = _lock(command.employer_id)
    if not employer.blocked_because:
        refuse("changed_meanwhile")
    employer.blocked_because = ""
    employer.save(update_fields=["blocked_because"])
    return {"blocked": False}
