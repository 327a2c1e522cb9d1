"""Letting a clinic, a training body, a school job centre or a village see a file, and ending that again.

A clinic and a village see it because the law asks for their paper; a training body and a school only as long as she
allows it.
"""

from uuid import UUID

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import end_grants
from rantau.kernel.refusals import Refused, refuse
from rantau.placement.dossiers import file, policies
from rantau.registry.facilities.guards import may_certify
from rantau.registry.facilities.selectors import FACILITIES
from rantau.registry.offices.models import Unit
from rantau.registry.people.policies import SIGHTS
from rantau.registry.people.selectors import consents_to


class ShareFile(Command):
    """Let a unit see the file for a time."""

    dossier_id: UUID
    unit_id: UUID


class EndSharing(Command):
    """A unit sees the file no longer."""

    dossier_id: UUID
    unit_id: UUID


@action(
    roles=policies.SHARING,
    subject="dossier_id",
    law=("UU18-13-1-b", "UU18-13-1-d", "UU27-2022-20"),
    title=("Tunjukkan berkas", "Let somebody see a dossier"),
)
def share_file(tx: Tx, command: ShareFile) -> Answer:
    """Grant the sight, afresh when it was granted before; the person is told when somebody else did it for her.

    Refuses not_found, dossier_closed, unit_sees_no_files, facility_not_appointed, consent_needed.
    """
    dossier = file.lock_open(command.dossier_id)
    unit = Unit.objects.filter(pk=command.unit_id, closed_on__isnull=True).first() or refuse("not_found")
    basis = _basis(tx, dossier.person_id, unit)
    until = tx.now + policies.SHARED_FOR
    _end(dossier.pk, dossier.person_id, unit.pk)
    file.show_to(dossier.pk, dossier.person_id, unit.pk, basis, until)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(unit.pk,))
    tx.tally("file_shared", dossier.pk, to=basis, **file.dimensions(dossier))
    if tx.actor.person_id != dossier.person_id:
        tx.outbox("sms", "file_shared", recipient=dossier.person_id, subject=dossier.pk)
    return {"basis": basis, "until": until.isoformat()}


def _basis(tx: Tx, person_id: UUID, unit: Unit) -> str:
    """On what the sight rests: a kind of unit the law names, or her consent."""
    basis = policies.SHARED_WITH.get(unit.kind) or refuse("unit_sees_no_files")
    why = may_certify(unit, tx.today) if unit.kind in FACILITIES else None
    if why is not None:
        raise Refused(why)
    for purpose, bases in SIGHTS.items():
        if basis in bases and not consents_to(person_id, purpose):
            refuse("consent_needed")
    return basis


def _end(dossier_id: UUID, person_id: UUID, unit_id: UUID) -> None:
    for basis in policies.SHARED_WITH.values():
        for subject in (dossier_id, person_id):
            end_grants(subject, unit_id, basis)


@action(
    roles=policies.SHARING,
    subject="dossier_id",
    law=("UU27-2022-5", "UU27-2022-9"),
    title=("Berhenti menunjukkan berkas", "Stop letting somebody see a dossier"),
)
def end_sharing(tx: Tx, command: EndSharing) -> Answer:
    """End the sight that ``share_file`` gave; any other ground on which the unit sees the file stays."""
    dossier = file.lock(command.dossier_id)
    _end(dossier.pk, dossier.person_id, command.unit_id)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(command.unit_id,))
    return {}
