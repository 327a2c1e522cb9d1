"""What a second person has verified stays (promise K3): identity, passport, photograph change by another decision only.

A renewed passport or a new photograph is handed in like any document and waits beside the old one, which counts until
the new one is decided on. The old one stays on file for ever.
"""

from uuid import UUID

from rantau.kernel import sealed
from rantau.kernel.actions import Tx
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence
from rantau.placement.documents.kinds import PASSPORT, PHOTO, DocumentKind
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people import identities

REPLACES = "replaces_verified"
"""The machine's note on a document that would take the place of a verified one: never clean, never decided in bulk."""


def replaces_verified(dossier: Dossier, what: Statement) -> bool:
    """Return whether a statement says something else than the verified passport or photograph of a file."""
    if what.kind not in (PASSPORT, PHOTO):
        return False
    before = _verified(dossier.pk, what.kind)
    if before is None:
        return False
    return what.kind == PHOTO or _other_passport(before, what)


def _verified(dossier_id: UUID, kind: str) -> Evidence | None:
    rows = Evidence.objects.filter(subject=dossier_id, kind=kind, state="verified")
    return rows.order_by("stated_at", "id").last()


def _other_passport(before: Evidence, what: Statement) -> bool:
    digest = sealed.blind(PASSPORT, what.number) if what.number else None
    known = bytes(before.number_digest) if before.number_digest else None
    return digest != known or what.valid_until != before.valid_until


def is_identity(kind: DocumentKind) -> bool:
    """Return whether a kind of document is a paper of identity."""
    return kind.requirement == "identity"


def require_other_person(tx: Tx, dossier: Dossier, kind: DocumentKind) -> None:
    """Refuse the person herself under another account, and for a paper of identity whoever entered the identity.

    Raises:
        Refused: ``own_request``.
    """
    identities.require_second_person(tx, dossier.person, dossier.person.stated_by_holder if is_identity(kind) else None)


def settle(tx: Tx, dossier: Dossier, kind: DocumentKind) -> None:
    """Freeze the identity when a paper of identity has just been verified."""
    if is_identity(kind):
        identities.freeze(tx, dossier.person_id)
