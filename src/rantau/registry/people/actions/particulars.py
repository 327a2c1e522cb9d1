"""Names on documents, ways to reach a person, whom to call in need."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.people import fields, policies
from rantau.registry.people.actions import keeping
from rantau.registry.people.actions.registration import DocumentKind, Relation
from rantau.registry.people.fields import NameText
from rantau.registry.people.identities import locked
from rantau.registry.people.models import Contact, Kin

LAW = ("UU18-13",)


class NoteDocumentName(Command):
    """The name exactly as a document writes it; documents may disagree."""

    person_id: UUID
    document: DocumentKind
    name: NameText


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW,
    title=("Catat nama di dokumen", "Note the name on a document"),
)  # fmt: skip
def note_document_name(tx: Tx, command: NoteDocumentName) -> Answer:
    """Keep the name beside the others; the person's own name does not change."""
    locked(command.person_id)
    keeping.keep_document_name(tx, command.person_id, command.document, command.name)
    tx.subject(command.person_id, person=command.person_id)
    return {"noted": True}


class AddContact(Command):
    """A phone or e-mail. ``safe`` is false when somebody else may read or answer it."""

    person_id: UUID
    kind: Literal["phone", "email"]
    value: Annotated[Hidden, Field(min_length=5, max_length=120)]
    safe: bool = True


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW, title=("Tambah kontak", "Add a contact")
)  # fmt: skip
def add_contact(tx: Tx, command: AddContact) -> Answer:
    """Keep the contact; the same one again only changes whether it is safe. Refuses phone_form, email_form."""
    locked(command.person_id)
    value = fields.read_phone(command.value) if command.kind == "phone" else fields.read_email(command.value)
    row = keeping.keep_contact(tx, command.person_id, command.kind, value, safe=command.safe)
    tx.subject(command.person_id, person=command.person_id, refs=(row.id,))
    return {"contact_id": str(row.id)}


class EndContact(Command):
    """A contact is no longer hers."""

    person_id: UUID
    contact_id: UUID


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW, title=("Akhiri kontak", "End a contact")
)  # fmt: skip
def end_contact(tx: Tx, command: EndContact) -> Answer:
    """End it now; nothing is sent there any more. Refuses not_found."""
    own = Contact.objects.filter(pk=command.contact_id, person=command.person_id, ended_at__isnull=True)
    if own.update(ended_at=tx.now) == 0:
        refuse("not_found")
    tx.subject(command.person_id, person=command.person_id, refs=(command.contact_id,))
    return {"ended": True}


class AddKin(Command):
    """Somebody to be called in need."""

    person_id: UUID
    relation: Relation
    name: NameText
    phone: Annotated[Hidden, Field(max_length=40)] = ""


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW, title=("Tambah keluarga", "Add next of kin")
)  # fmt: skip
def add_kin(tx: Tx, command: AddKin) -> Answer:
    """Keep name and phone, sealed. Refuses phone_form."""
    locked(command.person_id)
    phone = fields.read_phone(command.phone) if command.phone else ""
    row = keeping.keep_kin(command.person_id, command.relation, command.name, phone)
    tx.subject(command.person_id, person=command.person_id, refs=(row.id,))
    return {"kin_id": str(row.id)}


class EndKin(Command):
    """Somebody is no longer to be called."""

    person_id: UUID
    kin_id: UUID


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=LAW, title=("Akhiri keluarga", "End next of kin")
)  # fmt: skip
def end_kin(tx: Tx, command: EndKin) -> Answer:
    """End it now. Refuses not_found."""
    own = Kin.objects.filter(pk=command.kin_id, person=command.person_id, ended_at__isnull=True)
    if own.update(ended_at=tx.now) == 0:
        refuse("not_found")
    tx.subject(command.person_id, person=command.person_id, refs=(command.kin_id,))
    return {"ended": True}
