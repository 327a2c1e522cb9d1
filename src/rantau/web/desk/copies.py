"""Copies and whole numbers of documents: journalled with a purpose before anything is shown (design §5.5)."""

from uuid import UUID

from django.db import transaction

from rantau.kernel import evidence, uploads
from rantau.kernel.actors import Actor, scope, sees
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import refuse
from rantau.placement.documents.actions.filing import FILING
from rantau.placement.documents.kinds import DocumentKind, kinds_of
from rantau.web.desk.filing import File

EXAMINING = "examine"


def kinds_for(actor: Actor, file: File) -> dict[str, DocumentKind]:
    """Return the kinds of document this actor may hand in for a file."""
    if not (actor.roles & FILING):
        return {}
    listed = kinds_of(file.head.scheme, file.head.opened_on)
    return {code: kind for code, kind in listed.items() if actor.roles & kind.stated_by}


def _opened(actor: Actor, dossier_id: UUID, evidence_id: UUID) -> tuple[Evidence, dict[str, str]]:
    """Journal the opening and return the row with its plain parts; call it in a transaction with the actor's scope."""
    if not sees(actor, dossier_id):
        refuse("not_found")
    row = Evidence.objects.select_related("upload").filter(pk=evidence_id, subject=dossier_id).first()
    if row is None:
        refuse("not_found")
    return row, evidence.open_sensitive(actor, row, EXAMINING)


def copy_of(actor: Actor, dossier_id: UUID, evidence_id: UUID) -> tuple[str, bytes]:
    """Return media type and content of the copy.

    Raises:
        Refused: ``not_found``, also when there is no copy.
    """
    with transaction.atomic(durable=True), scope(actor):
        row, _plain = _opened(actor, dossier_id, evidence_id)
        if row.upload is None:
            refuse("not_found")
        return row.upload.media_type, uploads.load(row.upload)


def number_of(actor: Actor, dossier_id: UUID, evidence_id: UUID) -> dict[str, str]:
    """Return number and private note in plain text.

    Raises:
        Refused: ``not_found``.
    """
    with transaction.atomic(durable=True), scope(actor):
        return _opened(actor, dossier_id, evidence_id)[1]
