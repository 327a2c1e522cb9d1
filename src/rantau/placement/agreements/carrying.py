"""An agreement signed in an old system goes on here: it stays signed, and it takes its quota place exactly once.

The old system named no permit. Its agency names it as a selection is proposed, an officer of another unit finds it
right as a selection is witnessed, and with that the file has its order, its agreement and its place (CO-01, CO-02).
"""

from uuid import UUID

from rantau.kernel.actions import Answer, Tx
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refusal
from rantau.placement.agreements.guards import has_pocket, pockets_for, same_work, was_granted
from rantau.placement.agreements.signed import claim_one, take_place, write_agreement
from rantau.placement.demand.guards import require
from rantau.placement.demand.locks import share
from rantau.placement.demand.models import Permit
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier


def may_finish(tx: Tx, dossier: Dossier, permit: Permit) -> tuple[Refusal | None, ...]:
    """Return what a permit must pass for somebody who has signed already: whoever has signed finishes.

    Its term and the agency's licence are not asked about; whether the destination is open is the rulebook's to say.
    """
    return was_granted(permit, tx.today), same_work(dossier, permit.job_order), has_pocket(dossier.person.sex, permit)


def carry_over(tx: Tx, dossier: Dossier, permit_id: UUID, proof: Evidence) -> Answer:
    """Give the old agreement its order, its row and its place under the permit that was found right; counter last.

    Raises:
        Refused: ``not_found``, what ``may_finish`` answers, or ``quota_full``.
    """
    permit = share(permit_id)
    require(*may_finish(tx, dossier, permit))
    pockets = pockets_for(dossier.person.sex, permit)
    claim = claim_one(dossier.pk, pockets, tx.now)
    agreement = write_agreement(tx, dossier, permit, claim, carried_from=proof)
    file.attach_order(dossier, permit.job_order)
    file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(permit.pk, agreement.pk, proof.pk))
    tx.tally("agreement_carried", dossier.pk, origin=proof.origin, **file.dimensions(dossier))
    tx.outbox("sms", "agreement_carried", recipient=dossier.person_id, subject=dossier.pk)
    take_place(claim, pockets, permit, dossier.person.sex)
    return {"stage": dossier.stage, "agreement": str(agreement.pk), "pocket": claim.counter.pocket}
