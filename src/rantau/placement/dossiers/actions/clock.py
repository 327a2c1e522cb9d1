"""What time alone changes: the clock judges a dossier anew."""

from uuid import UUID

from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Kind
from rantau.placement.dossiers import file


class ReassessDossier(Command):
    """Judge one dossier by today's date and the rulebook in force."""

    dossier_id: UUID


@action(
    machines={Kind.CLOCK},
    reach=Reach.ANY,
    subject="dossier_id",
    law=("UU18-13",),
    title=("Nilai ulang berkas", "Assess a dossier again"),
)
def reassess_dossier(tx: Tx, command: ReassessDossier) -> Answer:
    """Write what a new day or a new rulebook changed. A file closed meanwhile is left alone."""
    dossier = file.lock(command.dossier_id)
    tx.subject(dossier.pk, person=dossier.person_id)
    if dossier.closed_on is not None:
        return {"stage": dossier.stage}
    return {"stage": file.reassess(tx, dossier).stage}
