"""A signed agreement and its quota place: one row each, written together, the counter touched last."""

from datetime import datetime
from uuid import UUID

from rantau.kernel import allotments, clock, ids
from rantau.kernel.actions import Tx
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refused, refuse
from rantau.placement.agreements.guards import about_group
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.demand.models import Permit, PermitClaim, PermitQuota
from rantau.placement.dossiers.models import Dossier


def claim_one(dossier_id: UUID, pockets: list[PermitQuota], now: datetime) -> PermitClaim:
    """Write the claim of the first pocket that seems to have a place; ``take_place`` decides whether it has."""
    likely = next((quota for quota in pockets if quota.taken < quota.capacity), pockets[-1])
    claim = PermitClaim(id=ids.new_id(), counter=likely, holder=dossier_id, state="confirmed", made_at=now)
    claim.save(force_insert=True)
    return claim


def write_agreement(
    tx: Tx,
    dossier: Dossier,
    permit: Permit,
    claim: PermitClaim,
    *,
    replaces: PlacementAgreement | None = None,
    carried_from: Evidence | None = None,
) -> PlacementAgreement:
    """Write the agreement before the officer who acts: signed now, or on the day of the old system's proof."""
    actor = tx.actor
    if actor.account_id is None or actor.holder_id is None or actor.unit_id is None:
        refuse("not_allowed")
    signed_at = _signed_at(carried_from) if carried_from else tx.now
    row = PlacementAgreement(
        id=ids.new_id(),
        dossier=dossier,
        permit=permit,
        claim=claim,
        replaces=replaces,
        carried_from=carried_from,
        number=f"PP-{clock.legal_date(signed_at).year}-{ids.reference(8)}",
        signed_at=signed_at,
        officer=actor.account_id,
        officer_holder=actor.holder_id,
        officer_unit=actor.unit_id,
    )
    row.save(force_insert=True)
    return row


def _signed_at(proof: Evidence) -> datetime:
    return clock.legal_midnight(proof.issued_on) if proof.issued_on else proof.stated_at


def take_place(claim: PermitClaim, pockets: list[PermitQuota], permit: Permit, sex: str) -> None:
    """Take the place of the claim's pocket, else of the other one she may use; nothing is written after it.

    Raises:
        Refused: ``quota_full``; the whole act is rolled back.
    """
    first = claim.counter
    for counter in (first, *(other for other in pockets if other.pk != first.pk)):
        if allotments.take(PermitQuota, counter.pk):
            if counter.pk != first.pk:
                claim.counter = counter
                claim.save(update_fields=["counter"])
            return
    raise Refused(about_group("quota_full", sex, number=permit.number))
