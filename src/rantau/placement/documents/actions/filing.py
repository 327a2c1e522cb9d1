"""Handing in documents: a statement that somebody else decides on."""

from dataclasses import replace
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rantau.kernel import uploads
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.content import Content
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Upload
from rantau.kernel.refusals import Refused, refuse
from rantau.placement.documents import checks, frozen
from rantau.placement.documents.checks import Given
from rantau.placement.documents.kinds import COUNTER, PHOTO, DocumentKind, kind_of
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import CLEAN, MACHINE
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.facilities.guards import may_certify
from rantau.registry.offices.models import Unit

FILING = COUNTER | {
    Role.CANDIDATE, Role.AGENCY_OFFICER, Role.CLINIC_OFFICER, Role.TRAINING_OFFICER, Role.VILLAGE_OFFICER,
}  # fmt: skip
ORIGINS = (
    (Role.CLINIC_OFFICER, "partner:clinic"),
    (Role.TRAINING_OFFICER, "partner:training"),
    (Role.VILLAGE_OFFICER, "partner:village"),
    (Role.AGENCY_OFFICER, "agency"),
    (Role.CANDIDATE, "self"),
)
Value = Annotated[str, Field(max_length=80)] | Annotated[int, Field(ge=0, le=10**9)]


class FileEvidence(Command):
    """A document for a dossier. ``paper``: keyed in from an original that the officer saw."""

    dossier_id: UUID
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    number: Annotated[Hidden, Field(repr=False, max_length=60)] = ""
    issued_on: date | None = None
    valid_until: date | None = None
    values: Annotated[dict[Annotated[str, Field(max_length=30)], Value], Field(max_length=12)] = {}
    private: Annotated[Hidden, Field(repr=False, max_length=1000)] = ""
    name: Annotated[Hidden, Field(repr=False, max_length=160)] = ""
    mrz: Annotated[Hidden, Field(repr=False, max_length=100)] = ""
    paper: bool = False
    content: Content = b""


@action(
    roles=FILING,
    subject="dossier_id",
    law=("UU18-13", "PP10-8-KTP"),
    title=("Serahkan dokumen", "Hand in a document"),
)
def file_evidence(tx: Tx, command: FileEvidence) -> Answer:
    """File the statement and judge the dossier anew. One before it stays on file and counts until this is decided.

    Refuses kind_of_system, kind_unknown, kind_not_yours, what ``checks.checked`` refuses, what uploads refuse.
    """
    dossier = file.lock_open(command.dossier_id)
    kind = kind_of(command.kind, dossier.scheme, dossier.opened_on)
    if not (tx.actor.roles & kind.stated_by):
        refuse("kind_not_yours")
    given = _given(tx, command, kind)
    upload = _keep(tx, dossier, command.content)
    what = checks.checked(kind, given, dossier.person, _origin(tx, command), tx.today)
    row = file.prove(tx, dossier, _noted(dossier, _with_upload(what, upload)))
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    return {"evidence": str(row.pk), "machine": row.values[MACHINE], "stage": dossier.stage}


def _given(tx: Tx, command: FileEvidence, kind: DocumentKind) -> Given:
    values = dict(command.values)
    if Role.CLINIC_OFFICER in tx.actor.roles and "issued_by" in kind.values:
        values |= _clinic(tx, command)
    return Given(
        number=command.number,
        issued_on=command.issued_on,
        valid_until=command.valid_until,
        values=values,
        private=command.private,
        name=command.name,
        mrz=command.mrz,
        has_upload=bool(command.content),
    )


def _clinic(tx: Tx, command: FileEvidence) -> dict[str, str]:
    """A clinic speaks for itself only, and only while it is appointed on the day of the examination."""
    if tx.actor.unit_id is None:
        refuse("kind_not_yours")
    unit = Unit.objects.get(pk=tx.actor.unit_id)
    why = may_certify(unit, command.issued_on or tx.today)
    if why is not None:
        raise Refused(why)
    return {"examined_by": unit.code, "issued_by": unit.code}


def _origin(tx: Tx, command: FileEvidence) -> str:
    for role, origin in ORIGINS:
        if role in tx.actor.roles:
            return origin
    return "paper" if command.paper else "desk"


def _keep(tx: Tx, dossier: Dossier, content: bytes) -> Upload | None:
    return uploads.store(tx, dossier.pk, dossier.person_id, content) if content else None


def _with_upload(what: Statement, upload: Upload | None) -> Statement:
    if what.kind == PHOTO and upload is not None and upload.media_type != "image/jpeg":
        refuse("photo_not_image")
    return replace(what, upload=upload)


def _noted(dossier: Dossier, what: Statement) -> Statement:
    """Note on a statement that it would take the place of a verified one."""
    if not frozen.replaces_verified(dossier, what):
        return what
    before = what.values[MACHINE]
    note = frozen.REPLACES if before == CLEAN else f"{before},{frozen.REPLACES}"
    return replace(what, values={**what.values, MACHINE: note})


class AttachPhoto(Command):
    """The person's photograph for card and file."""

    dossier_id: UUID
    content: Content


@action(
    roles=COUNTER | {Role.CANDIDATE, Role.AGENCY_OFFICER},
    subject="dossier_id",
    law=("PHOTO",),
    title=("Pasang pasfoto", "Attach the photograph"),
)
def attach_photo(tx: Tx, command: AttachPhoto) -> Answer:
    """File the photograph, drawn anew without place and device. Refuses photo_needed, photo_not_image, uploads'."""
    return file_evidence(tx, FileEvidence(dossier_id=command.dossier_id, kind=PHOTO, content=command.content))
