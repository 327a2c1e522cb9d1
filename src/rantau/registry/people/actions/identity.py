"""Identity: mended while it is only stated, frozen once a second person has verified it (promise K3)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import evidence
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.people import fields, identities, matching, policies
from rantau.registry.people.actions.registration import DocumentKind
from rantau.registry.people.fields import NameText, PlaceCode
from rantau.registry.people.matching import Query
from rantau.registry.people.models import Person

LAW = ("UU24-2013-13", "UU18-13")


class AmendIdentity(Command):
    """Mend what was entered wrongly, before anybody has verified it. A field left out stays as it is."""

    person_id: UUID
    name: NameText | None = None
    sex: Literal["f", "m"] | None = None
    birth_date: date | None = None
    birth_place: Annotated[str, Field(max_length=80)] | None = None
    marital: Literal["single", "married", "divorced", "widowed"] | None = None
    home: PlaceCode | None = None


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=("UU27-2022-6",),
    title=("Perbaiki data", "Mend the data"),
)  # fmt: skip
def amend_identity(tx: Tx, command: AmendIdentity) -> Answer:
    """Change the fields; the summary must be confirmed anew. Refuses identity_frozen for what is verified."""
    person = identities.locked(command.person_id)
    frozen = (command.name, command.sex, command.birth_date)
    if person.identity_verified_at is not None and any(value is not None for value in frozen):
        refuse("identity_frozen")
    changed = _amend(tx, person, command)
    if any(value is not None for value in frozen):
        person.confirmed_at, person.confirmed_how, person.stated_by_holder = None, "", tx.actor.holder_id
        changed += ["confirmed_at", "confirmed_how", "stated_by_holder"]
    person.save(update_fields=changed)
    tx.subject(person.id, person=person.id)
    return {"changed": [*sorted(changed)], "confirmed": person.confirmed_at is not None}


def _amend(tx: Tx, person: Person, command: AmendIdentity) -> list[str]:
    """Put the stated values in; returns the names of the columns."""
    values: dict[str, object] = {
        name: value
        for name in ("sex", "birth_place", "marital")
        if (value := getattr(command, name)) is not None
    }  # fmt: skip
    if command.name is not None:
        values |= {"name": command.name, "name_key": fields.read_name(command.name)}
    if command.birth_date is not None:
        values["birth_date"] = fields.read_birth_date(command.birth_date, tx.today)
    if command.home is not None:
        home = fields.read_home(command.home)
        values |= {"regency_id": home.regency, "district_id": home.district, "village_id": home.village}
    for name, value in values.items():
        setattr(person, name, value)
    return list(values)


class SetNik(Command):
    """A NIK for somebody registered without one."""

    person_id: UUID
    nik: Annotated[Hidden, Field(min_length=1, max_length=40)]


@action(roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW, title=("Isi NIK", "Set the NIK"))
def set_nik(tx: Tx, command: SetNik) -> Answer:
    """Keep the NIK; one that another record holds opens a dispute. Her number and file stay what they are (CO-15).

    Refuses identity_frozen, identifier_already, too_many_tries. The person herself is told ``stated`` either way
    until an officer has seen her card (promise F1).
    """
    person = identities.locked(command.person_id)
    if person.identity_verified_at is not None:
        refuse("identity_frozen")
    if person.nik_state != "none":
        refuse("identifier_already")
    nik = fields.read_nik(command.nik, tx.today, person.birth_date, person.sex)
    matching.look_for(tx, Query(nik=nik.number))
    person.nik_state = identities.NIK_STATE[identities.hold(tx, person, "nik", nik.number)]
    person.stated_by_holder = tx.actor.holder_id
    person.save(update_fields=["nik_state", "stated_by_holder"])
    tx.subject(person.id, person=person.id)
    shown = person.nik_state if policies.is_staff(tx.actor) else "stated"
    return {"nik_state": shown, "notices": fields.told(nik.notices)}


class VerifyIdentity(Command):
    """An officer has compared the record with an original document."""

    person_id: UUID
    document: DocumentKind


@action(roles={Role.VERIFIER}, subject="person_id", law=LAW, title=("Verifikasi identitas", "Verify the identity"))
def verify_identity(tx: Tx, command: VerifyIdentity) -> Answer:
    """Freeze name, birth date, sex and NIK. Who entered them may not verify them.

    Refuses own_request, identity_incomplete (summary not confirmed), already_verified.
    """
    person = identities.locked(command.person_id)
    if person.identity_verified_at is not None:
        refuse("already_verified")
    identities.require_second_person(tx, person, person.stated_by_holder)
    if person.confirmed_at is None:
        refuse("identity_incomplete")
    person.identity_verified_at = tx.now
    if person.nik_state == "stated":
        person.nik_state = "verified"
    person.save(update_fields=["identity_verified_at", "nik_state"])
    file_identity(tx, person, command.document, verified=True)
    tx.subject(person.id, person=person.id)
    return {"verified": True, "nik_state": person.nik_state, "identity_changed": True}


def file_identity(tx: Tx, person: Person, document: str, *, verified: bool) -> None:
    """File the state of the identity as evidence about the person, and tell the floors above through the outbox."""
    values = {"document": document, "nik_state": person.nik_state}
    evidence.state(tx, person.id, person.id, Statement("identity", "desk", values=values), verified=verified)
    tx.outbox("internal", "identity_changed", subject=person.id, verified="yes" if verified else "no")
