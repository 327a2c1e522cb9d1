"""What waits for a second person: corrections and account recoveries; and numbers that two people claim."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from rantau.kernel import sealed
from rantau.kernel.actors import Actor, subjects_seen_by
from rantau.kernel.refusals import refuse
from rantau.registry.people.identifiers import mask_nik
from rantau.registry.people.models import Correction, IdentityDispute, Recovery
from rantau.registry.people.selectors import persons_seen_by
from rantau.web.desk import words
from rantau.web.look import wording

MOST = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One correction as the second person reads it. A NIK is shown masked."""

    id: UUID
    person_id: UUID
    name: str
    field: object
    old: str
    new: str
    reason: str
    proposed_at: datetime
    due_on: date
    own: bool
    proof: UUID | None


def corrections(actor: Actor) -> list[Correction]:
    """Return open corrections of people in sight, the most urgent first."""
    rows = Correction.objects.filter(state="open", person__in=subjects_seen_by(actor)).select_related("person")
    return list(rows.order_by("due_on", "id")[:MOST])


def changes(actor: Actor, rows: list[Correction]) -> list[Change]:
    """Return corrections with what they would change, in the clear for the one who decides."""
    parts = {row.person_id: {} for row in rows}  # type: dict[UUID, dict[str, bytes | memoryview | None]]
    for row in rows:
        parts[row.person_id] |= {f"old:{row.id}": row.old, f"new:{row.id}": row.new}
    plain = sealed.unseal_many(parts) if rows else {}
    return [_change(actor, row, plain[row.person_id]) for row in rows]


def _change(actor: Actor, row: Correction, plain: dict[str, str]) -> Change:
    return Change(
        row.id, row.person_id, row.person.name, words.CORRECTABLE.get(row.field, row.field),
        _shown(row.field, plain[f"old:{row.id}"]), _shown(row.field, plain[f"new:{row.id}"]), row.reason,
        row.proposed_at, row.due_on, row.proposed_by_holder == actor.holder_id, row.proof,
    )  # fmt: skip


def _shown(field: str, value: str) -> str:
    if field == "nik":
        return mask_nik(value)
    if field == "birth_date":
        return wording.date_long(date.fromisoformat(value))
    return str(words.SEXES.get(value, value)) if field == "sex" else value


def correction(actor: Actor, correction_id: UUID) -> Change:
    """Return one open correction.

    Raises:
        Refused: ``not_found``; ``changed_meanwhile`` when somebody has decided it.
    """
    rows = Correction.objects.filter(pk=correction_id, person__in=subjects_seen_by(actor)).select_related("person")
    row = rows.first() or refuse("not_found")
    if row.state != "open":
        refuse("changed_meanwhile")
    return changes(actor, [row])[0]


def recoveries(actor: Actor) -> QuerySet[Recovery]:
    """Return open account recoveries of people in sight, the oldest first."""
    rows = Recovery.objects.filter(state="open", person__in=subjects_seen_by(actor)).select_related("person")
    return rows.order_by("asked_at", "id")[:MOST]


def disputes(actor: Actor) -> QuerySet[IdentityDispute]:
    """Return open disputes in which at least one side is in sight, by their due date."""
    seen = subjects_seen_by(actor)
    rows = IdentityDispute.objects.filter(Q(holder__in=seen) | Q(claimant__in=seen), closed_at__isnull=True)
    return rows.order_by("due_on", "id")[:MOST]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A number two people claim. A side out of sight is "" and shown as handled elsewhere."""

    id: UUID
    kind: object
    holder: str
    holder_id: UUID
    claimant: str
    claimant_id: UUID
    opened_at: datetime
    due_on: date


def dispute_rows(actor: Actor) -> list[Claimed]:
    """Return open disputes with the names of the sides in sight."""
    rows = list(disputes(actor))
    sides = {row.holder_id for row in rows} | {row.claimant_id for row in rows}
    names = dict(persons_seen_by(actor).filter(pk__in=sides).values_list("pk", "name"))
    return [
        Claimed(
            row.pk, words.IDENTIFIERS.get(row.kind, row.kind), names.get(row.holder_id, ""), row.holder_id,
            names.get(row.claimant_id, ""), row.claimant_id, row.opened_at, row.due_on,
        )
        for row in rows
    ]  # fmt: skip
