"""Finding people one does not see, opening a found file with a reason, showing a whole number with a purpose."""

from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import grant
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.people import matching, policies
from rantau.registry.people.fields import PlaceCode
from rantau.registry.people.matching import Query
from rantau.registry.people.models import Identifier, Person


class MatchPersons(Command):
    """A search for likely duplicates. Identifiers come in their one form; journalled by keyed digest only."""

    nik: Annotated[Hidden, Field(max_length=16)] = ""
    passport: Annotated[Hidden, Field(max_length=20)] = ""
    phone: Annotated[Hidden, Field(max_length=20)] = ""
    old_number: Annotated[Hidden, Field(max_length=40)] = ""
    name: Annotated[Hidden, Field(max_length=160)] = ""
    birth_date: date | None = None
    sex: Literal["f", "m", ""] = ""
    regency: PlaceCode | Literal[""] = ""


@action(
    roles=policies.SEARCHING, reach=Reach.ANY, law=("UU27-2022-35",),
    title=("Cari orang yang mungkin sama", "Look for likely the same person"),
)  # fmt: skip
def match_persons(tx: Tx, command: MatchPersons) -> Answer:
    """Answer with at most five masked candidates. Refuses search_budget_used."""
    found = matching.look_for(tx, Query(**command.model_dump()))
    return {"candidates": [candidate.told() for candidate in found]}


class OpenService(Command):
    """An office opens the file of somebody it found, because she stands at its counter."""

    person_id: UUID
    ground: Literal["home", "residence", "agency_seat", "choice"]
    reason: Annotated[str, Field(min_length=3, max_length=60)]


@action(
    roles=policies.OPENING, reach=Reach.ANY, law=("UU18-38",),
    title=("Buka layanan", "Open a service"),
)  # fmt: skip
def open_service(tx: Tx, command: OpenService) -> Answer:
    """Give the unit sight for a time and tell the person. Refuses not_found unless one's own search showed her."""
    unit = tx.actor.unit_id
    if unit is None or not matching.was_shown(tx, command.person_id):
        refuse("not_found")
    until = tx.now + timedelta(days=policies.SERVICE_DAYS)
    grant(command.person_id, unit, "service", until)
    if not Person.objects.filter(pk=command.person_id).exists():
        refuse("not_found")
    tx.subject(command.person_id, person=command.person_id)
    tx.purpose(command.reason)
    tx.outbox("sms", "file_opened", recipient=command.person_id, subject=command.person_id, ground=command.ground)
    return {"until": until.isoformat()}


class RevealIdentifier(Command):
    """Show a whole number instead of its mask, for a stated purpose."""

    person_id: UUID
    kind: Literal["nik", "passport", "ktkln", "sisko"]
    purpose: Annotated[str, Field(min_length=3, max_length=60)]


@action(
    roles=policies.REVEALING, subject="person_id", law=("UU27-2022-35",),
    title=("Tampilkan nomor lengkap", "Show the whole number"),
)  # fmt: skip
def reveal_identifier(tx: Tx, command: RevealIdentifier) -> Answer:
    """Journal the opening and name the row. The number itself is in no answer: ``selectors.revealed`` reads it."""
    row = (
        Identifier.objects.filter(person=command.person_id, kind=command.kind)
        .exclude(state="former").order_by("-made_at").first()
    )  # fmt: skip
    if row is None:
        refuse("not_found")
    tx.subject(command.person_id, person=command.person_id, refs=(row.id,))
    tx.purpose(command.purpose)
    return {"identifier_id": str(row.id)}
