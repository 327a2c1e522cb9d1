"""Closing a dossier with a reason, and opening it again: nobody starts over because a file was closed too early."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.allotments import LIVE
from rantau.kernel.refusals import refuse
from rantau.placement.demand.models import PermitClaim
from rantau.placement.dossiers import file, policies
from rantau.placement.dossiers.models import Dossier


class CloseDossier(Command):
    """The placement will not go on, or is over."""

    dossier_id: UUID
    reason: Literal["withdrew", "order_withdrawn", "unfit", "opened_twice", "other_scheme", "deceased", "completed"]
    note: Annotated[str, Field(max_length=300)] = ""


@action(
    roles=policies.CLOSING,
    subject="dossier_id",
    law=("UU18-13",),
    title=("Tutup berkas", "Close a dossier"),
)
def close_dossier(tx: Tx, command: CloseDossier) -> Answer:
    """Close the file; evidence and history stay. A quota place must be given back first by ending the agreement.

    Refuses dossier_closed, agreement_stands.
    """
    dossier = file.lock_open(command.dossier_id)
    holds_place = PermitClaim.objects.filter(holder=dossier.pk, state__in=LIVE).exists()
    if holds_place and dossier.departed_on is None:
        refuse("agreement_stands")
    dossier.closed_on, dossier.closing_reason, dossier.closing_note = tx.today, command.reason, command.note
    dossier.save(update_fields=["closed_on", "closing_reason", "closing_note"])
    tx.subject(dossier.pk, person=dossier.person_id)
    tx.tally("dossier_closed", dossier.pk, stage=dossier.stage, reason=command.reason, **file.dimensions(dossier))
    tx.outbox("internal", "file_closed", subject=dossier.pk)
    tx.outbox("sms", "dossier_closed", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)
    return {"closed_on": tx.today.isoformat()}


class ReopenDossier(Command):
    """Go on with a file that was closed."""

    dossier_id: UUID
    reason: Annotated[str, Field(min_length=5, max_length=300)]


@action(
    roles=policies.DESK,
    subject="dossier_id",
    law=("RANTAU-NOBODY-STARTS-OVER",),
    title=("Buka kembali berkas", "Reopen a dossier"),
)
def reopen_dossier(tx: Tx, command: ReopenDossier) -> Answer:
    """Open the file again where it stood, with everything that was proved in it.

    Refuses dossier_open, and a second open file of the same scheme.
    """
    dossier: Dossier = file.lock(command.dossier_id)
    if dossier.closed_on is None:
        refuse("dossier_open")
    dossier.closed_on, dossier.closing_reason, dossier.closing_note = None, "", ""
    dossier.waiting_since = tx.now
    dossier.save(update_fields=["closed_on", "closing_reason", "closing_note", "waiting_since"])
    assessment = file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id)
    tx.tally("dossier_reopened", dossier.pk, stage=assessment.stage, **file.dimensions(dossier))
    return {"stage": assessment.stage}
