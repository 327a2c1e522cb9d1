"""The journal: an append-only entry for every act, refusal and opening, in the action's own transaction.

References and salted digests only; the leaf hash is sealed into Merkle batches by another database role.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection

from rantau.kernel import clock, ids
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.models import JournalEntry
from rantau_verify.canonical import leaf_hash


class Unnamed(RuntimeError):
    """A write was tried with no named actor."""


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about: the subject, the person behind it, further references, and the stated purpose."""

    subject: UUID | None = None
    person: UUID | None = None
    refs: tuple[UUID, ...] = ()
    purpose: str = ""


def canonical(content: Mapping[str, object]) -> str:
    """Return content as text in one way only: sorted keys, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)


def write(actor: Actor, action: str, outcome: str, about: About, content: Mapping[str, object], code: str = "") -> UUID:
    """Write one entry and return its id. ``content`` enters only as a salted digest.

    Raises:
        Unnamed: a person acts without an account.
    """
    if actor.kind is Kind.PERSON and actor.account_id is None:
        raise Unnamed(action)
    salt = ids.salt()
    entry = JournalEntry(
        id=ids.new_id(),
        at=clock.now(),
        action=action,
        outcome=outcome,
        code=code,
        actor_kind=actor.kind,
        account=actor.account_id,
        unit=actor.unit_id,
        subject=about.subject,
        person=about.person,
        refs=list(about.refs),
        purpose=about.purpose,
        salt=salt,
        digest=sha256(salt + canonical(content).encode()).digest(),
    )
    entry.leaf = leaf_hash(exported(entry))
    _insert(entry)
    return entry.id


COLUMNS = (
    "id", "at", "action", "outcome", "code", "actor_kind", "account", "unit", "subject", "person", "refs", "purpose",
    "salt", "digest", "leaf",
)  # fmt: skip
INSERT = f"INSERT INTO journal_entry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 - our own column names


def _insert(entry: JournalEntry) -> None:
    """Insert without RETURNING: who writes about a subject (a refusal, say) need not be able to read it back."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [getattr(entry, column) for column in COLUMNS])


def exported(entry: JournalEntry) -> dict[str, object]:
    """Return the entry as it is hashed and exported (docs/journal-format.md).

    No number, which is the database's; no salt, without which nobody outside can guess what a digest stands for.
    """
    return {
        "id": str(entry.id),
        "at": entry.at,
        "action": entry.action,
        "outcome": entry.outcome,
        "code": entry.code,
        "actor_kind": str(entry.actor_kind),
        "account": _text(entry.account),
        "unit": _text(entry.unit),
        "subject": _text(entry.subject),
        "person": _text(entry.person),
        "refs": [str(ref) for ref in entry.refs],
        "purpose": entry.purpose,
        "digest": bytes(entry.digest).hex(),
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)
