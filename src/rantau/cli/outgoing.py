"""Opens every channel of the outbox: words to people, questions to partners, and what one room tells another."""

from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from rantau.kernel import outbox
from rantau.kernel.messages import use_files
from rantau.kernel.models import OutboxMessage
from rantau.placement.agreements.jobs import tell
from rantau.placement.clearance import jobs as clearance
from rantau.placement.dossiers import jobs as dossiers
from rantau.registry.offices.models import Unit
from rantau.registry.people.addresses import contact_address, language_of


def connect() -> None:
    """Register the texts of all rooms and whoever delivers each channel, in the process that calls this."""
    autodiscover_modules("messages")
    # what a lower room tells a higher one, which it cannot import
    outbox.listener("internal", tell_rooms)
    outbox.listener("placement", tell)
    use_files(address, language_of)


def tell_rooms(message: OutboxMessage) -> None:
    """Let every room hear what a lower one has to tell; each knows what concerns it."""
    dossiers.hear(message)
    clearance.hear(message)


def address(recipient: UUID, channel: str) -> str:
    """Return a person's safe address, or the mailbox of a unit.

    Units have no e-mail address on file: their mailbox is named by the unit's id, and a gateway knows where it leads.
    """
    if Unit.objects.filter(pk=recipient).exists():
        return f"unit:{recipient}"
    return contact_address(recipient, channel)
