"""Issuing: by another person of another unit than who verified, and only when everything before is done."""

from datetime import datetime
from uuid import UUID

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.clearance import keys, policies, refusals, validity
from rantau.placement.clearance.models import Card
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import RESTS_ON, evidence_log, ground
from rantau.placement.dossiers.models import Dossier
from rantau_verify import card as codes
from rantau_verify.keys import Signer


class IssueCard(Command):
    """The clearance card of one dossier."""

    dossier_id: UUID


@action(
    roles={Role.ISSUER},
    subject="dossier_id",
    law=(refusals.CARD, "RANTAU-TWO-PERSONS"),
    title=("Terbitkan kartu E-KPMI", "Issue the clearance card"),
)
def issue_card(tx: Tx, command: IssueCard) -> Answer:
    """Issue the card: signed, bound to the passport, without a name. From then on the person counts as placed.

    The identity is frozen with it, whatever proved it (promise K3).

    Raises:
        Refused: what is missing (``step_before_missing``), ``second_person_needed`` with who checked,
            ``card_nobody_checked``, ``card_own_file``, ``card_passport_incomplete``, ``card_papers_end_before``,
            ``card_no_key``, ``identity_awaits_verification``; a living card exists (``card_one_live``).
    """
    dossier = file.lock_open(command.dossier_id)
    validity.freeze_identity(tx, dossier)
    validity.require_prerequisites(dossier)
    checker = policies.other_person(tx.actor, dossier)
    papers = validity.papers_of(dossier)
    term = validity.term_of(dossier, papers, tx.today)
    passport = validity.passport_of(tx.actor, dossier, papers)
    scheme = validity.CLASSES.get(dossier.scheme.lower(), 0)
    claims = codes.new_claims(scheme, passport, tx.now, term.starts, term.ends)
    card = _card(tx, dossier, claims, _signer(tx.now), checker)
    card.valid_from, card.valid_until = term.first, term.last
    card.save(force_insert=True)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(card.id,))
    file.prove(tx, dossier, proof_of(card, dossier), verified=True)
    tx.tally("card_issued", dossier.pk, **file.dimensions(dossier))
    tx.outbox("sms", "card_issued", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)
    return {"card_id": str(card.id), "reference": card.reference, "valid_until": card.valid_until.isoformat()}


def proof_of(card: Card, dossier: Dossier) -> Statement:
    """Return the evidence that a card in force is, with marks of the proofs it rests on: it falls with any of them."""
    return Statement(
        "card",
        "desk",
        number=card.reference,
        issued_on=card.valid_from,
        valid_until=card.valid_until,
        values={"state": "valid", RESTS_ON: {**ground(evidence_log([dossier])[dossier.pk])}},
        source_reference=str(card.id),
    )


def _signer(now: datetime) -> Signer:
    try:
        return keys.store().signer(now)
    except keys.NoKey:
        refuse("card_no_key")


def _card(tx: Tx, dossier: Dossier, claims: codes.Claims, signer: Signer, checker: policies.Checker) -> Card:
    if tx.actor.account_id is None or tx.actor.holder_id is None or tx.actor.unit_id is None:
        refuse("not_allowed")  # a machine signs nothing (promise K1)
    return Card(
        dossier=dossier,
        index=claims.index,
        code=codes.issue(claims, signer),
        digest=codes.claims_digest(claims),
        key_id=signer.kid.hex(),
        state_at=tx.now,
        issued_at=tx.now,
        issued_by=tx.actor.account_id,
        issued_by_holder=tx.actor.holder_id,
        issued_by_unit=tx.actor.unit_id,
        checked_by_holder=checker.holder,
        checked_by_unit=checker.unit,
    )
