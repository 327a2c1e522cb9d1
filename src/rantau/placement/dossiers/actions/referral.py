"""Who brought her: asked of everybody, once. A broker is never invisible."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import sealed
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file, policies
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.agencies.models import Referrer


class Referral(Command):
    """Her answer: nobody, a registered referrer, or somebody else, whose name is kept sealed."""

    referral: Literal["none", "registered", "other"]
    referrer_id: UUID | None = None
    referred_by: Annotated[Hidden, Field(repr=False, max_length=160)] = ""


class RecordReferral(Referral):
    """The answer of somebody whose file came from an old system, where nobody had asked."""

    dossier_id: UUID


@action(
    roles=policies.DESK,
    subject="dossier_id",
    law=("UU18-72",),
    title=("Catat siapa yang mengajak", "Record who brought her"),
)
def record_referral(tx: Tx, command: RecordReferral) -> Answer:
    """Write the answer into a file that has none.

    Refuses referral_known, referrer_unknown, referrer_name_needed.
    """
    dossier = file.lock_open(command.dossier_id)
    if dossier.referral != "not_asked":
        refuse("referral_known")
    dossier.referral = command.referral
    dossier.referrer = referrer_of(tx, command, dossier.agency_id)
    dossier.referred_by = sealed_name(dossier.person_id, command)
    dossier.save(update_fields=["referral", "referrer", "referred_by"])
    tx.subject(dossier.pk, person=dossier.person_id)
    tx.tally("referral_recorded", dossier.pk, referral=command.referral, **file.dimensions(dossier))
    return {"referral": dossier.referral}


def referrer_of(tx: Tx, command: Referral, agency_id: UUID | None) -> Referrer | None:
    """Return the registered referrer who brought her, None when it was somebody else or nobody.

    Raises:
        Refused: ``referrer_unknown``: not registered, not with this agency, or the task has ended.
    """
    if command.referral != "registered":
        return None
    known = Referrer.objects.filter(pk=command.referrer_id).first() if command.referrer_id else None
    ended = known is not None and known.ended_on is not None and known.ended_on < tx.today
    if known is None or ended or (agency_id is not None and known.agency_id != agency_id):
        refuse("referrer_unknown")
    return known


def sealed_name(person_id: UUID, command: Referral) -> bytes | None:
    """Return the sealed name of somebody else who brought her.

    Raises:
        Refused: ``referrer_name_needed``.
    """
    if command.referral != "other":
        return None
    if len(command.referred_by) < 2:
        refuse("referrer_name_needed")
    return sealed.seal(person_id, {"referred_by": command.referred_by})["referred_by"]
