"""Opening a dossier: at any counter, by the person herself, or by an agency for its candidate."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file, policies
from rantau.placement.dossiers.actions.referral import Referral, referrer_of, sealed_name
from rantau.placement.dossiers.facts import scheme_code
from rantau.placement.dossiers.models import Dossier, Visit
from rantau.placement.dossiers.numbers import next_number
from rantau.placement.dossiers.sight import first_sight
from rantau.registry.agencies.guards import require_may_act
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import agency_of
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import bp3mi_of_province, service_offices
from rantau.registry.packs.selectors import rulebook
from rantau.registry.people.models import Person


class OpenDossier(Referral):
    """A new placement file. ``handling_id`` is chosen freely; ``opened_on`` is for what was begun on paper."""

    person_id: UUID
    scheme: Annotated[str, Field(min_length=1, max_length=20)] = "P2P"
    handling_id: UUID | None = None
    service_reason: Literal["home", "residence", "agency_seat", "choice"] = "choice"
    agency_id: UUID | None = None
    paper_number: Annotated[str, Field(max_length=60)] = ""
    opened_on: date | None = None


@action(
    roles=policies.OPENING,
    subject="person_id",
    law=("UU18-13", "PERBAN7-2022-SERVICE"),
    title=("Buka berkas penempatan", "Open a placement dossier"),
)
def open_dossier(tx: Tx, command: OpenDossier) -> Answer:
    """Open the file, let those see it who have to do with it, and judge it for the first time.

    Refuses scheme_unknown, office_cannot_serve, no_office_near, agency_unknown, referrer_unknown,
    referrer_name_needed, agency_not_licensed, agency_suspended, and a second open file of the same scheme.
    """
    person = Person.objects.filter(pk=command.person_id).first() or refuse("not_found")
    opened_on = _opened_on(tx, command)
    _known_scheme(command.scheme, opened_on)
    handling = _handling(tx, command, person)
    agency = _agency(tx, command)
    dossier = Dossier(
        id=ids.new_id(),
        number=next_number(handling.province_id or (person.regency_id or "")[:2], opened_on),
        old_number=command.paper_number.upper(),
        person=person,
        scheme=scheme_code(command.scheme),
        opened_on=opened_on,
        agency=agency,
        handling=handling,
        handling_since=tx.now,
        service_reason=command.service_reason,
        referral=command.referral,
        referrer=referrer_of(tx, command, agency.pk if agency else None),
        referred_by=sealed_name(person.pk, command),
        waiting_since=tx.now,
        made_at=tx.now,
    )
    _let_see(tx, dossier)
    dossier.save(force_insert=True)
    _count_visit(tx, dossier)
    tx.subject(dossier.pk, person=person.pk)
    tx.tally("dossier_opened", dossier.pk, referral=command.referral, **file.dimensions(dossier))
    file.prove(tx, dossier, Statement("account", _origin(tx), issued_on=opened_on))
    return {"dossier": str(dossier.pk), "number": dossier.number}


def _opened_on(tx: Tx, command: OpenDossier) -> date:
    """Today; an earlier day only for a paper form keyed in later at a desk, which must name its number (CO-20)."""
    day = command.opened_on
    if day is None or day == tx.today:
        return tx.today
    if day > tx.today or not command.paper_number or not (tx.actor.roles & policies.DESK):
        refuse("paper_needed")
    return day


def _known_scheme(scheme: str, opened_on: date) -> None:
    if scheme_code(scheme) not in {row.code for row in rulebook().pack_on(opened_on).schemes}:
        refuse("scheme_unknown", scheme=scheme)


def _handling(tx: Tx, command: OpenDossier, person: Person) -> Unit:
    """The chosen office; else the officer's own; else the labour office of her home, or its BP3MI."""
    offices = service_offices()
    chosen = command.handling_id
    if chosen is None and tx.actor.roles & policies.DESK:
        chosen = tx.actor.unit_id
    if chosen is not None:
        return offices.filter(pk=chosen).first() or refuse("office_cannot_serve")
    home = offices.filter(kind="disnaker", regency=person.regency_id).first() if person.regency_id else None
    return home or bp3mi_of_province((person.regency_id or "")[:2]) or refuse("no_office_near")


def _agency(tx: Tx, command: OpenDossier) -> Agency | None:
    """The agency of the officer who opens the file, else the one that is named; it must be allowed to begin."""
    if Role.AGENCY_OFFICER in tx.actor.roles:
        agency = agency_of(tx.actor)
    elif command.agency_id is not None:
        agency = Agency.objects.select_related("unit").filter(pk=command.agency_id).first()
    else:
        return None
    if agency is None:
        refuse("agency_unknown")
    require_may_act(agency, tx.today)
    return agency


def _let_see(tx: Tx, dossier: Dossier) -> None:
    """Grant before the row is there. A branch that opens sees it too; a counter that helps elsewhere, for a time."""
    at = tx.actor.unit_id
    helping = at is not None and Role.AGENCY_OFFICER in tx.actor.roles
    seeing = first_sight(dossier, tx.now, agency_units=[at] if helping and at is not None else [])
    if tx.actor.roles & policies.DESK and at is not None and at not in seeing:
        file.show_to(dossier.pk, dossier.person_id, at, "service", tx.now + policies.COUNTER_SIGHT)


def _origin(tx: Tx) -> str:
    if Role.AGENCY_OFFICER in tx.actor.roles:
        return "agency"
    return "desk" if tx.actor.roles & policies.DESK else "self"


def _count_visit(tx: Tx, dossier: Dossier) -> None:
    """Opening at a counter is a visit (CO-08); opening from home or by an agency is none."""
    if tx.actor.roles & policies.DESK and tx.actor.unit_id is not None:
        Visit.objects.create(
            dossier=dossier, office_id=tx.actor.unit_id, reason=dossier.service_reason, stage=dossier.stage, at=tx.now
        )
        Dossier.objects.filter(pk=dossier.pk).update(visits=1)
        dossier.visits = 1
