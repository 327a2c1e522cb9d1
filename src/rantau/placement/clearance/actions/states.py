"""Stopping a card, and putting a suspended one back into force. The next online check knows at once."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Kind, Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.clearance import policies, refusals, validity
from rantau.placement.clearance.actions.issue import proof_of
from rantau.placement.clearance.models import Card
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier

KEEPERS = {Role.ISSUER, Role.SUPERVISOR}
GROUND_CHANGED = "Data atau dokumen yang menjadi dasar kartu ini berubah; kantor penerbit memeriksanya lagi."
Reason = Annotated[str, Field(min_length=3, max_length=300)]


class CardCommand(Command):
    """Something about one card, with its reason."""

    card_id: UUID
    reason: Reason


def dossier_of_card(command: "CardCommand | SuspendCorrectedCard") -> UUID | None:
    """Return the dossier of a card, if the actor sees it."""
    return Card.objects.filter(pk=command.card_id).values_list("dossier", flat=True).first()


def lock_card(card_id: UUID) -> tuple[Dossier, Card]:
    """Return a card and its dossier with both rows locked, the dossier first.

    Raises:
        Refused: ``not_found``.
    """
    found = Card.objects.filter(pk=card_id).values_list("dossier", flat=True).first() or refuse("not_found")
    dossier = file.lock(found)
    return dossier, Card.objects.select_for_update().get(pk=card_id)


class SuspendCard(CardCommand):
    """The card is stopped for a time, for a stated reason."""


@action(
    roles=KEEPERS,
    subject=dossier_of_card,
    law=(refusals.CARD,),
    title=("Tangguhkan kartu", "Suspend the card"),
)
def suspend_card(tx: Tx, command: SuspendCard) -> Answer:
    """Suspend a valid card. Raises Refused: ``card_not_valid``."""
    dossier, card = lock_card(command.card_id)
    if card.state != "valid":
        refuse("card_not_valid")
    stop(tx, dossier, card, "suspended", command.reason)
    return {"state": card.state}


class RevokeCard(CardCommand):
    """The card is stopped for good, for a stated reason."""


@action(
    roles=KEEPERS,
    subject=dossier_of_card,
    law=(refusals.CARD,),
    title=("Cabut kartu", "Revoke the card"),
)
def revoke_card(tx: Tx, command: RevokeCard) -> Answer:
    """Revoke a valid or suspended card. Raises Refused: ``card_not_valid``."""
    dossier, card = lock_card(command.card_id)
    if card.state == "revoked":
        refuse("card_not_valid")
    stop(tx, dossier, card, "revoked", command.reason)
    return {"state": card.state}


class ReinstateCard(CardCommand):
    """A suspended card is in force again, for a stated reason."""


@action(
    roles=KEEPERS,
    subject=dossier_of_card,
    law=(refusals.CARD, "RANTAU-TWO-PERSONS"),
    title=("Berlakukan kembali kartu", "Put the card back into force"),
)
def reinstate_card(tx: Tx, command: ReinstateCard) -> Answer:
    """Put a suspended card back into force: as strictly as issuing one, since it clears a person just so (K1, K3).

    Raises:
        Refused: ``card_not_suspended``, ``card_not_valid`` when its last day is past, ``dossier_closed``, what is
            missing, two persons and ``identity_awaits_verification`` as in ``issue_card``, ``card_needs_another`` when
            the papers it is bound to changed.
    """
    dossier, card = lock_card(command.card_id)
    if card.state != "suspended":
        refuse("card_not_suspended")
    if card.valid_until < tx.today:
        refuse("card_not_valid")
    file.require_open(dossier)
    validity.freeze_identity(tx, dossier)
    validity.require_prerequisites(dossier)
    policies.other_person(tx.actor, dossier)
    validity.require_binding(tx, dossier, card)
    _move(tx, card, "valid", command.reason)
    file.prove(tx, dossier, proof_of(card, dossier), verified=True)
    _tell(tx, dossier, card)
    return {"state": card.state}


class SuspendCorrectedCard(Command):
    """What a card rests on was changed after it was issued: identity, passport, photograph, visa, contract, …"""

    card_id: UUID


@action(
    machines={Kind.CLOCK},
    subject=dossier_of_card,
    law=(refusals.CARD, "RANTAU-TWO-PERSONS"),
    title=("Tangguhkan kartu yang dasarnya berubah", "Suspend a card whose ground has changed"),
)
def suspend_corrected_card(tx: Tx, command: SuspendCorrectedCard) -> Answer:
    """Suspend a valid card that rests on what no longer stands; an issuer looks at it anew (promise K3)."""
    dossier, card = lock_card(command.card_id)
    if card.state == "valid" and validity.rests_on_nothing(dossier):
        stop(tx, dossier, card, "suspended", GROUND_CHANGED)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(card.id,))
    return {"state": card.state}


def stop(tx: Tx, dossier: Dossier, card: Card, state: str, reason: str) -> None:
    """Stop a card: its evidence lapses as of today and the file is judged anew."""
    _move(tx, card, state, reason)
    yesterday = tx.today - timedelta(days=1)
    ended = Statement("card", "desk", valid_until=yesterday, values={"ended": reason, "state": state})
    file.prove(tx, dossier, ended, verified=True)
    _tell(tx, dossier, card)


def _move(tx: Tx, card: Card, state: str, reason: str) -> None:
    card.state, card.state_reason = state, reason
    card.state_at, card.state_by_holder = tx.now, tx.actor.holder_id
    card.save(update_fields=["state", "state_reason", "state_at", "state_by_holder"])


def _tell(tx: Tx, dossier: Dossier, card: Card) -> None:
    tx.subject(dossier.pk, person=dossier.person_id, refs=(card.id,))
    tx.tally(f"card_{card.state}", dossier.pk, **file.dimensions(dossier))
    tx.outbox("sms", f"card_{card.state}", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)
