"""A file from an old system goes on here, where it stood (principle 1: nobody starts over)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Kind
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import scheme_code
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.numbers import next_number
from rantau.placement.dossiers.sight import first_sight
from rantau.registry.agencies.models import Agency
from rantau.registry.offices.models import Unit
from rantau.registry.packs.selectors import rulebook
from rantau.registry.people.models import Person


class ImportDossier(Command):
    """The head of a file in an old system; its proofs follow with ``import_evidence``."""

    person_id: UUID
    source: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    old_number: Annotated[str, Field(min_length=1, max_length=60)]
    opened_on: date
    handling_id: UUID
    scheme: Annotated[str, Field(max_length=20)] = "P2P"
    agency_id: UUID | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    occupation: Annotated[str, Field(pattern="^[0-9]{1,6}$")] | None = None
    employer_kind: Literal["individual", "legal_entity", ""] = ""
    months: Annotated[int, Field(ge=1, le=120)] | None = None
    departs_on: date | None = None
    transitional: Annotated[tuple[str, ...], Field(max_length=10)] = ()


@action(
    machines={Kind.IMPORT},
    reach=Reach.ANY,
    subject="person_id",
    law=("RANTAU-NOBODY-STARTS-OVER",),
    title=("Bawa berkas dari sistem lama", "Import a dossier from an old system"),
)
def import_dossier(tx: Tx, command: ImportDossier) -> Answer:
    """Make the file under its original day, and so its own cohort's rules. The same old number comes in once."""
    person = Person.objects.filter(pk=command.person_id).first() or refuse("not_found")
    known = Dossier.objects.filter(person=person, old_number=command.old_number.upper()).first()
    if known is not None:
        return {"dossier": str(known.pk), "number": known.number, "new": False}
    if scheme_code(command.scheme) not in {row.code for row in rulebook().pack_on(command.opened_on).schemes}:
        refuse("scheme_unknown", scheme=command.scheme)
    handling = Unit.objects.filter(pk=command.handling_id).first() or refuse("office_cannot_serve")
    dossier = Dossier(
        id=ids.new_id(),
        number=next_number(handling.province_id, command.opened_on),
        old_number=command.old_number.upper(),
        person=person,
        scheme=scheme_code(command.scheme),
        opened_on=command.opened_on,
        agency=_agency(command.agency_id),
        country_id=command.country,
        occupation_id=command.occupation,
        employer_kind=command.employer_kind,
        months=command.months,
        handling=handling,
        service_reason="import",
        departs_on=command.departs_on,
        transitional=list(command.transitional),
        handling_since=tx.now,
        waiting_since=tx.now,
        made_at=tx.now,
    )
    first_sight(dossier, tx.now)
    dossier.save(force_insert=True)
    tx.subject(dossier.pk, person=person.pk)
    tx.tally("dossier_imported", dossier.pk, source=command.source, **file.dimensions(dossier))
    origin = f"import:{command.source}"
    said = Statement("account", origin, issued_on=command.opened_on, source_reference=dossier.old_number)
    file.prove(tx, dossier, said, verified=True)
    return {"dossier": str(dossier.pk), "number": dossier.number, "new": True}


def _agency(agency_id: UUID | None) -> Agency | None:
    """Its licence is not asked about: who was in process may finish."""
    if agency_id is None:
        return None
    return Agency.objects.filter(pk=agency_id).first() or refuse("agency_unknown")
