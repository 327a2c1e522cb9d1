"""Whoever stands at the gate is found by passport or card; her file opens to this gate for a day."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from django.db import connection
from pydantic import Field, StringConstraints

from rantau.kernel import actors, sealed
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Actor, Role
from rantau.kernel.refusals import refuse
from rantau.placement.clearance.selectors import index_of
from rantau.placement.departure import gate, refusals
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.identifiers import IdentifierError, parse_passport
from rantau.registry.places.models import Airport
from rantau_verify import card as codes
from rantau_verify.verdict import Fault

BASIS = "gate"
OPEN_FOR = timedelta(hours=24)
Flight = Annotated[str, StringConstraints(to_upper=True, max_length=10, pattern=r"^[A-Za-z0-9 ]*$")]
AirportCode = Annotated[str, StringConstraints(to_upper=True, max_length=3)]


class FindForGate(Command):
    """One of three: the passport number, the number printed on the card, or the text of its QR code."""

    passport: Annotated[str, Field(max_length=20)] = ""
    reference: Annotated[str, Field(max_length=40)] = ""
    code: Annotated[str, Field(max_length=2000)] = ""


@action(
    roles={Role.GATE_OFFICER},
    reach=Reach.ANY,
    law=(refusals.INFORMATIVE,),
    title=("Cari berkas di gerbang", "Find a file at the gate"),
)
def find_for_gate(tx: Tx, command: FindForGate) -> Answer:
    """Open the file of the person at the gate to this gate for 24 hours; the search is journalled either way.

    Raises:
        Refused: ``gate_one_search_only`` or ``gate_not_found``.
    """
    if sum(map(bool, (command.passport, command.reference, command.code))) != 1:
        refuse("gate_one_search_only")
    found = _dossier_of(command)
    if found is None:
        refuse("gate_not_found")
    tx.subject(found)
    _open(tx, found, signed_in(tx.actor).unit)
    return {"dossier_id": str(found)}


def _dossier_of(command: FindForGate) -> UUID | None:
    if command.passport:
        try:
            number = parse_passport(command.passport).number
        except IdentifierError:
            return None
        return _asked("SELECT rantau_gate_by_passport(%s)", sealed.blind("passport", number))
    index = index_of(command.reference) if command.reference else _index_in(command.code)
    return None if index is None else _asked("SELECT rantau_gate_by_card(%s)", index)


def _index_in(text: str) -> bytes | None:
    """Return the index a code names. Nothing is believed by it: the file, and not the code, says how things stand."""
    try:
        return codes.read_claims(codes.open_envelope(text).payload).index
    except Fault:
        return None


def _asked(question: str, value: bytes) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(question, [value])
        found: UUID | None = cursor.fetchone()[0]
    return found


def _open(tx: Tx, dossier_id: UUID, unit: UUID) -> None:
    """Grant sight until tomorrow, afresh: an earlier opening of this gate ends now."""
    actors.end_grants(dossier_id, unit, BASIS)
    actors.grant(dossier_id, unit, BASIS, until=tx.now + OPEN_FOR)
    dossier = Dossier.objects.get(pk=dossier_id)
    actors.end_grants(dossier.person_id, unit, BASIS)
    actors.grant(dossier.person_id, unit, BASIS, until=tx.now + OPEN_FOR)
    tx.subject(dossier.pk, person=dossier.person_id)


class CheckAtGate(Command):
    """How a file stands, for a person about to fly; flight and airport as on her boarding pass, when known."""

    dossier_id: UUID
    flight: Flight = ""
    airport: AirportCode = ""


@action(
    roles={Role.GATE_OFFICER},
    subject="dossier_id",
    law=(refusals.INFORMATIVE, "CARD-NOT-PS13"),
    title=("Periksa di gerbang", "Check at the gate"),
)
def check_at_gate(tx: Tx, command: CheckAtGate) -> Answer:
    """Record the result and its reasons; informative, it decides nothing by itself (CO-17).

    Raises:
        Refused: ``departed_already`` or ``airport_unknown``.
    """
    dossier = file.lock_open(command.dossier_id)
    if dossier.departed_on is not None:
        refuse("departed_already", day=dossier.departed_on.isoformat())
    result = gate.check(dossier, tx.today)
    officer = signed_in(tx.actor)
    row = GateCheck(
        dossier=dossier,
        gate_id=officer.unit,
        result=result.colour,
        reasons=result.stored(),
        flight=command.flight,
        airport=airport_of(command.airport),
        checked_at=tx.now,
        checked_by=officer.account,
        checked_by_holder=officer.holder,
    )
    row.save(force_insert=True)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.id,))
    tx.tally("gate_checked", dossier.pk, result=row.result, **file.dimensions(dossier))
    return {"check_id": str(row.id), "result": row.result, "reasons": [str(item["code"]) for item in row.reasons]}


@dataclass(frozen=True, slots=True)
class Officer:
    """Who stands at the gate: account, natural person, unit."""

    account: UUID
    holder: UUID
    unit: UUID


def signed_in(actor: Actor) -> Officer:
    """Return the officer behind an actor. Raises Refused: ``not_allowed`` for a machine, which checks nobody."""
    if actor.account_id is None or actor.holder_id is None or actor.unit_id is None:
        refuse("not_allowed")
    return Officer(actor.account_id, actor.holder_id, actor.unit_id)


def airport_of(code: str) -> Airport | None:
    """Return the airport of a code; None for no code. Raises Refused: ``airport_unknown``."""
    if not code:
        return None
    return Airport.objects.filter(pk=code).first() or refuse("airport_unknown")
