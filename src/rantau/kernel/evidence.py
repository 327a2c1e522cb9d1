"""Evidence: one proof of one thing. Stated by somebody, decided by somebody else, superseded and never overwritten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from pydantic import JsonValue

from rantau.kernel import journal, sealed
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor
from rantau.kernel.models import Evidence, Upload
from rantau.kernel.refusals import Refusal, catalogue, refuse

catalogue(
    Refusal(
        "already_decided",
        "Bukti ini sudah diputuskan petugas lain. Muat ulang halaman untuk melihat keputusannya.",
        "Another officer has decided on this evidence already. Reload the page to see the decision.",
        "RANTAU-LOCK",
        "yourself",
    ),
    Refusal(
        "own_statement",
        "Anda sendiri yang menyatakan bukti ini; yang memeriksa harus orang lain.",
        "You stated this evidence yourself; somebody else must check it.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated: the kind of proof, its number and dates, codes that the rulebook reads, personal details.

    ``values`` holds codes and numbers that rules read and that tell nothing about the person by themselves;
    ``private`` holds what must be sealed (names of relatives, medical findings, addresses).
    """

    kind: str
    origin: str
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    private: str = ""
    source_reference: str = ""
    upload: Upload | None = None


def current(subjects: Collection[UUID]) -> QuerySet[Evidence]:
    """Return the evidence about these subjects that nothing supersedes, oldest first."""
    return Evidence.objects.filter(subject__in=subjects, superseded_by__isnull=True).order_by("stated_at", "id")


def state(tx: Tx, subject: UUID, owner: UUID, what: Statement, *, verified: bool = False) -> Evidence:
    """File a statement about ``subject``; a current one of the same kind is superseded.

    ``owner`` is the person under whose data key numbers and details are sealed. ``verified`` is for proofs that
    Rantau itself makes (an attendance, a signature before an officer) and for partners' answers.
    """
    before = current([subject]).filter(kind=what.kind).last()
    hidden = {name: text for name, text in (("number", what.number), ("private", what.private)) if text}
    closed = sealed.seal(owner, hidden) if hidden else {}
    row = Evidence(
        subject=subject,
        owner=owner,
        kind=what.kind,
        number=closed.get("number"),
        number_digest=sealed.blind(what.kind, what.number) if what.number else None,
        issued_on=what.issued_on,
        valid_until=what.valid_until,
        values=dict(what.values),
        sealed_values=closed.get("private"),
        origin=what.origin,
        source_reference=what.source_reference,
        upload=what.upload,
        supersedes=before,
        stated_by=tx.actor.account_id,
        stated_by_holder=tx.actor.holder_id,
        stated_by_unit=tx.actor.unit_id,
        stated_at=tx.now,
    )
    if verified:
        _stamp(row, tx, "verified")
    row.save(force_insert=True)
    return row


def decide(tx: Tx, evidence_id: UUID, *, accept: bool, why: Mapping[str, JsonValue] | None = None) -> Evidence:
    """Accept or refuse a statement that is still open. Who stated it may not decide it.

    Raises:
        Refused: ``not_found``, ``already_decided`` or ``own_statement``.
    """
    row = Evidence.objects.select_for_update(of=("self",)).filter(pk=evidence_id).first()
    if row is None:
        refuse("not_found")
    if row.state != "stated" or Evidence.objects.filter(supersedes=row).exists():
        refuse("already_decided")
    if row.stated_by_holder is not None and row.stated_by_holder == tx.actor.holder_id:
        refuse("own_statement")
    _stamp(row, tx, "verified" if accept else "refused")
    row.refusal = None if accept else dict(why or {})
    row.save(update_fields=["state", "refusal", "decided_by", "decided_by_holder", "decided_by_unit", "decided_at"])
    return row


def _stamp(row: Evidence, tx: Tx, state: str) -> None:
    row.state = state
    row.decided_by = tx.actor.account_id
    row.decided_by_holder = tx.actor.holder_id
    row.decided_by_unit = tx.actor.unit_id
    row.decided_at = tx.now


def open_sensitive(actor: Actor, row: Evidence, purpose: str) -> dict[str, str]:
    """Return number and private details in plain text; the opening is journalled with its purpose first."""
    journal.write(
        actor, "open_evidence", "read", journal.About(row.subject, row.owner, (row.id,), purpose), {"kind": row.kind}
    )
    return sealed.unseal(row.owner, {"number": row.number, "private": row.sealed_values})
