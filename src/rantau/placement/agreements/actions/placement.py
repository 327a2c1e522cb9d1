"""The placement agreement: signed before an officer, one quota place in the same transaction (CO-10)."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import allotments
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.agreements.actions.selection import may_be_recruited
from rantau.placement.agreements.guards import (
    alike,
    belongs_to,
    live_agreement,
    not_departed,
    not_signed_before,
    pockets_for,
    referrer_asked,
    selected_for,
    unsigned,
)
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.agreements.signed import claim_one, take_place, write_agreement
from rantau.placement.agreements.voids import void
from rantau.placement.demand.guards import require
from rantau.placement.demand.locks import share
from rantau.placement.demand.models import Permit, PermitClaim, PermitQuota
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier

BEFORE_SIGNING = ("selection", "cost_statement")


class SignPlacement(Command):
    """Candidate and agency have signed before this officer; ``replaces_id`` is the ended agreement it replaces."""

    dossier_id: UUID
    permit_id: UUID
    replaces_id: UUID | None = None


@action(
    roles={Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("UU18-13-1-g",),
    title=("Tanda tangani perjanjian penempatan", "Sign the placement agreement"),
)
def sign_placement(tx: Tx, command: SignPlacement) -> Answer:
    """Lock file then permit, guard, write, and take the quota place last so that the hot lock is short."""
    dossier = file.lock_open(command.dossier_id)
    permit = share(command.permit_id)
    _guard(tx, dossier, permit)
    replaced = _replaced(command.replaces_id, permit, dossier.person.sex)
    pockets = [replaced.claim.counter] if replaced else pockets_for(dossier.person.sex, permit)
    claim = claim_one(dossier.pk, pockets, tx.now)
    agreement = write_agreement(tx, dossier, permit, claim, replaces=replaced)
    proof = Statement(
        "placement_agreement",
        "desk",
        number=agreement.number,
        issued_on=tx.today,
        values={"permit": str(permit.pk), "agreement": str(agreement.pk)},
    )
    file.prove(tx, dossier, proof, verified=True)
    _announce(tx, dossier, permit, agreement)
    take_place(claim, pockets, permit, dossier.person.sex)
    return {"agreement": str(agreement.pk), "number": agreement.number, "pocket": claim.counter.pocket}


def _guard(tx: Tx, dossier: Dossier, permit: Permit) -> None:
    require(not_departed(dossier), unsigned(dossier), not_signed_before(dossier, tx.today))
    require(belongs_to(dossier, permit.job_order.agency_id), referrer_asked(dossier))
    file.require(file.assessment_of(dossier), *BEFORE_SIGNING)
    require(selected_for(dossier, permit), *may_be_recruited(tx, dossier, permit))


def _replaced(agreement_id: UUID | None, permit: Permit, sex: str) -> PlacementAgreement | None:
    if agreement_id is None:
        return None
    ended = PlacementAgreement.objects.filter(pk=agreement_id, ended_at__isnull=False)
    row = ended.select_related("claim__counter").first() or refuse("not_found", field="replaces_id")
    require(alike(row.claim, permit, sex))
    return row


def _announce(tx: Tx, dossier: Dossier, permit: Permit, agreement: PlacementAgreement) -> None:
    order = permit.job_order
    tx.subject(dossier.pk, person=dossier.person_id, refs=(permit.pk, agreement.pk))
    tx.tally(
        "agreement_signed", dossier.pk, country=order.country_id, scheme=order.scheme, sex=dossier.person.sex,
        occupation=order.occupation_id,
    )  # fmt: skip
    tx.outbox("sms", "agreement_signed", recipient=dossier.person_id, subject=dossier.pk, number=agreement.number)


class EndPlacement(Command):
    """The agreement ends before departure; its place is free again for somebody of the same pocket."""

    dossier_id: UUID
    reason: Literal["withdrew", "unfit", "employer_withdrew", "agency_stopped", "refused_visa", "died", "other"]
    note: str = Field(default="", max_length=300)


@action(
    roles={Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("UU18-13-1-g",),
    title=("Akhiri perjanjian penempatan", "End the placement agreement"),
)
def end_placement(tx: Tx, command: EndPlacement) -> Answer:
    """End the living agreement with its reason and give the place back, last."""
    dossier = file.lock_open(command.dossier_id)
    agreement = live_agreement(dossier.pk) or refuse("no_agreement")
    claim = PermitClaim.objects.select_for_update().get(pk=agreement.claim_id)
    if dossier.departed_on is not None:
        refuse("no_agreement")
    agreement.ended_at, agreement.ending_reason = tx.now, command.reason
    agreement.save(update_fields=["ended_at", "ending_reason"])
    allotments.move(claim, "released", tx.now)
    void(tx, dossier, "placement_agreement", command.reason)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(agreement.pk,))
    tx.tally("agreement_ended", dossier.pk, scheme=dossier.scheme, reason=command.reason)
    tx.outbox("sms", "agreement_ended", recipient=dossier.person_id, subject=dossier.pk, number=agreement.number)
    allotments.give_back(PermitQuota, claim.counter_id)
    return {"agreement": str(agreement.pk)}
