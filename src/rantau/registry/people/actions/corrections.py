"""Corrections of a verified identity: field, old, new, proof, reason; decided by a second person (CO-09, K3)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids, sealed, uploads
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.content import Content
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.acting import account_of, holder_of
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.people import fields, identities, policies
from rantau.registry.people.actions.identity import file_identity
from rantau.registry.people.identities import locked
from rantau.registry.people.models import Correction, Person

LAW = ("UU27-2022-6", "UU24-2013-13")
FieldName = Literal["name", "birth_date", "sex", "nik"]


class AskCorrection(Command):
    """Somebody says that a verified field is wrong. ``new`` is a name, a date (2001-12-31), f or m, or a NIK.

    ``content`` is the proof; only a government counter may do without a copy, since it sees the original.
    """

    person_id: UUID
    field: FieldName
    new: Annotated[Hidden, Field(min_length=1, max_length=160)]
    reason: Annotated[Hidden, Field(min_length=3, max_length=300)]
    content: Content = b""
    true_statement: Literal[True]


@action(
    roles=policies.HERSELF_OR_ASSISTED,
    subject="person_id",
    law=LAW,
    title=("Ajukan perubahan data", "Ask for a correction"),
)
def ask_correction(tx: Tx, command: AskCorrection) -> Answer:
    """Open the request with its due date. Refuses nothing_changes, proof_needed, and new values that cannot be."""
    person = locked(command.person_id)
    old, new = _present(person, command.field), _read(tx, command.field, command.new)
    if old == new:
        refuse("nothing_changes")
    if not command.content and not (tx.actor.roles & policies.ANY_DESK):
        refuse("proof_needed")
    proof = uploads.store(tx, person.id, person.id, command.content) if command.content else None
    row = Correction(
        id=ids.new_id(), person=person, field=command.field, reason=command.reason, proof=proof.id if proof else None,
        proposed_by=account_of(tx), proposed_by_holder=holder_of(tx), proposed_by_unit=tx.actor.unit_id,
        proposed_at=tx.now, due_on=tx.today + timedelta(days=policies.DECISION_DAYS),
    )  # fmt: skip
    closed = sealed.seal(person.id, {f"old:{row.id}": old, f"new:{row.id}": new})
    row.old, row.new = closed[f"old:{row.id}"], closed[f"new:{row.id}"]
    row.save(force_insert=True)
    tx.subject(person.id, person=person.id, refs=(row.id,))
    return {"correction_id": str(row.id), "due_on": row.due_on.isoformat()}


class DecideCorrection(Command):
    """A second person accepts or declines a correction, with a reason."""

    person_id: UUID
    correction_id: UUID
    accept: bool
    reason: Annotated[Hidden, Field(min_length=3, max_length=300)]


@action(roles=policies.DECIDING, subject="person_id", law=LAW, title=("Putuskan perubahan data", "Decide a correction"))
def decide_correction(tx: Tx, command: DecideCorrection) -> Answer:
    """Decide. An accepted change makes the identity unverified until it is verified anew; clearance follows.

    Refuses own_request, changed_meanwhile, not_found.
    """
    person = locked(command.person_id)
    row = Correction.objects.select_for_update(of=("self",)).filter(pk=command.correction_id, person=person).first()
    if row is None:
        refuse("not_found")
    if row.state != "open":
        refuse("changed_meanwhile")
    identities.require_second_person(tx, person, row.proposed_by_holder)
    row.state = "approved" if command.accept else "refused"
    row.decided_by, row.decided_by_holder = tx.actor.account_id, tx.actor.holder_id
    row.decided_at = max(tx.now, person.identity_verified_at or tx.now)  # after what it corrects, whoever waited
    row.decision_reason = command.reason
    row.save(update_fields=["state", "decided_by", "decided_by_holder", "decided_at", "decision_reason"])
    if command.accept:
        _change(tx, person, row)
    tx.subject(person.id, person=person.id, refs=(row.id,))
    tx.outbox("sms", "correction_decided", recipient=person.id, subject=person.id, state=row.state)
    return {"state": row.state, "identity_changed": command.accept}


def _change(tx: Tx, person: Person, row: Correction) -> None:
    """Write the new value together with the fall back to unverified: the database takes it in no other way."""
    name = f"new:{row.id}"
    new = sealed.unseal(person.id, {name: row.new})[name]
    person.identity_verified_at = None
    person.stated_by_holder = row.proposed_by_holder
    if person.nik_state == "verified":
        person.nik_state = "stated"
    changed = _SETTERS[row.field](person, new) if row.field != "nik" else []
    person.save(update_fields=["identity_verified_at", "stated_by_holder", "nik_state", *changed])
    if row.field == "nik":
        person.nik_state = identities.NIK_STATE[identities.replace_number(tx, person, "nik", new)]
        person.save(update_fields=["nik_state"])
    file_identity(tx, person, "correction", verified=False)


def _set_name(person: Person, text: str) -> list[str]:
    person.name, person.name_key = text, fields.read_name(text)
    return ["name", "name_key"]


def _set_birth_date(person: Person, text: str) -> list[str]:
    person.birth_date = date.fromisoformat(text)
    return ["birth_date"]


def _set_sex(person: Person, text: str) -> list[str]:
    person.sex = text
    return ["sex"]


_SETTERS: dict[str, Callable[[Person, str], list[str]]] = {
    "name": _set_name, "birth_date": _set_birth_date, "sex": _set_sex,
}  # fmt: skip


def _present(person: Person, field: str) -> str:
    if field == "nik":
        return identities.number_of(person, "nik")
    value = getattr(person, field)
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(tx: Tx, field: str, text: str) -> str:
    """Return the new value in its one form, or refuse what cannot be."""
    if field == "nik":
        return fields.read_nik(text, tx.today).number
    if field == "birth_date":
        return _read_date(tx, text)
    if field == "sex":
        return text if text in ("f", "m") else refuse("invalid_input", field="new", reason="f, m")
    fields.read_name(text)
    return fields.read_name_text(text)


def _read_date(tx: Tx, text: str) -> str:
    try:
        born = date.fromisoformat(text)
    except ValueError:
        refuse("birth_date_impossible", field="new")
    return fields.read_birth_date(born, tx.today).isoformat()
