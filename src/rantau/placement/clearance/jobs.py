"""What time sets off about cards and their keys."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from rantau.kernel import clock
from rantau.kernel.actions import run, run_inside
from rantau.kernel.actors import Actor, scope
from rantau.kernel.models import Evidence, OutboxMessage
from rantau.placement.clearance import keys, validity
from rantau.placement.clearance.actions import SuspendCorrectedCard
from rantau.placement.clearance.models import Card
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.people.models import Correction

HEARD = frozenset({"identity_changed", "card_fell_back", "file_closed"})


def fallen_cards(among: Q = Q()) -> list[UUID]:  # noqa: B008 - an empty condition never changes
    """Return valid cards that rest on what no longer stands (promise K3). Call in a scope; also an invariant."""
    cards = Card.objects.filter(among, state="valid").filter(_touched()).select_related("dossier").order_by("id")
    return [card.pk for card in cards if validity.rests_on_nothing(card.dossier)]


def _touched() -> Q:
    """Only a file that was closed, or in which anything was decided lately, is looked at closely."""
    decided = Evidence.objects.filter(
        subject__in=[OuterRef("dossier"), OuterRef("dossier__person")], decided_at__gt=OuterRef("issued_at")
    )
    corrected = Correction.objects.filter(person=OuterRef("dossier__person"), state="approved")
    return Q(dossier__closed_on__isnull=False) | Exists(decided) | Exists(corrected)


def suspend_corrected(actor: Actor) -> int:
    """Suspend those cards, each in an act of its own; returns how many. The net below what ``hear`` was told."""
    with transaction.atomic(), scope(actor):
        found = fallen_cards()
    for card_id in found:
        run(SuspendCorrectedCard(card_id=card_id), actor)
    return len(found)


def hear(message: OutboxMessage) -> None:
    """Take what lower rooms tell: an identity was corrected, a file's ground has changed, a file was closed."""
    if message.template in HEARD and message.subject is not None:
        about = Q(dossier=message.subject) | Q(dossier__person=message.subject)
        for card_id in fallen_cards(about):
            run_inside(SuspendCorrectedCard(card_id=card_id), clock_actor())


def rotate_keys() -> bool:
    """Make the next issuing key a fortnight before the last one ends; returns whether one was made."""
    return keys.store().rotate_if_due(clock.now()) is not None
