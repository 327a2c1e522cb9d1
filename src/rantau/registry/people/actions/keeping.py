"""Writes the parts of a person's record, sealed under her key. Shared by the actions of this room."""

from collections.abc import Collection
from uuid import UUID

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Tx
from rantau.registry.people import policies
from rantau.registry.people.models import Consent, Contact, DocumentName, Kin


def keep_contact(tx: Tx, person_id: UUID, kind: str, value: str, *, safe: bool) -> Contact:
    """Keep a phone (E.164) or e-mail address; one that is open already stays, with the new word on its safety."""
    digest = sealed.blind(kind, value)
    known = Contact.objects.filter(person=person_id, kind=kind, digest=digest, ended_at__isnull=True).first()
    if known is not None:
        known.safe = safe
        known.save(update_fields=["safe"])
        return known
    row = Contact(id=ids.new_id(), person_id=person_id, kind=kind, digest=digest, safe=safe, made_at=tx.now)
    row.sealed = sealed.seal(person_id, {f"contact:{row.id}": value})[f"contact:{row.id}"]
    row.save(force_insert=True)
    return row


def keep_document_name(tx: Tx, person_id: UUID, document: str, name: str) -> None:
    """Keep the name as a document writes it, once."""
    same = DocumentName.objects.filter(person=person_id, document=document, name=name)
    if not same.exists():
        DocumentName.objects.create(person_id=person_id, document=document, name=name, noted_at=tx.now)


def keep_kin(person_id: UUID, relation: str, name: str, phone: str) -> Kin:
    """Keep whom to call in need, name and phone sealed."""
    row = Kin(id=ids.new_id(), person_id=person_id, relation=relation)
    hidden = {f"kin-name:{row.id}": name, **({f"kin-phone:{row.id}": phone} if phone else {})}
    closed = sealed.seal(person_id, hidden)
    row.name, row.phone = closed[f"kin-name:{row.id}"], closed.get(f"kin-phone:{row.id}")
    row.save(force_insert=True)
    return row


def keep_grounds(tx: Tx, person_id: UUID, consents: Collection[str]) -> None:
    """Keep why data are held: the law for the placement itself, consent for what she chose (domain.md §13)."""
    chosen = [(purpose, "law") for purpose in policies.LAW_PURPOSES]
    chosen += [(purpose, "consent") for purpose in dict.fromkeys(consents)]
    for purpose, ground in chosen:
        Consent(
            id=ids.new_id(), person_id=person_id, purpose=purpose, ground=ground,
            text_version=policies.CONSENT_TEXT, given_at=tx.now,
        ).save(force_insert=True)  # fmt: skip
