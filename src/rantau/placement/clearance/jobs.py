"""What time sets off about cards and their keys."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, scope
from rantau.placement.clearance import keys
from rantau.placement.clearance.actions import SuspendCorrectedCard
from rantau.placement.clearance.models import Card


def corrected_cards() -> list[UUID]:
    """Return valid cards whose person's identity was corrected after they came into force. Call in a scope."""
    rows = Card.objects.filter(
        state="valid",
        dossier__person__corrections__state="approved",
        dossier__person__corrections__decided_at__gt=F("state_at"),
    )
    return list(rows.order_by("id").distinct().values_list("pk", flat=True))


def suspend_corrected(actor: Actor) -> int:
    """Suspend those cards, each in an act of its own; returns how many."""
    with transaction.atomic(), scope(actor):
        found = corrected_cards()
    for card_id in found:
        run(SuspendCorrectedCard(card_id=card_id), actor)
    return len(found)


def rotate_keys() -> bool:
    """Make the next issuing key a fortnight before the last one ends; returns whether one was made."""
    return keys.store().rotate_if_due(clock.now()) is not None
