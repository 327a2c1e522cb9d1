"""Where messages go: safe contacts only, read at the moment of delivery and stored nowhere else."""

from uuid import UUID

from django.db import transaction

from rantau.kernel import sealed
from rantau.kernel.actors import Actor, Kind, scope
from rantau.registry.people.models import Contact, Person

KIND_OF_CHANNEL = {"email": "email", "sms": "phone", "whatsapp": "phone"}


def contact_address(recipient: UUID, channel: str) -> str:
    """Return the newest safe address of a person for ``email``, ``sms`` or ``whatsapp``; "" when there is none.

    The jobrunner sees nobody by itself: it borrows the recipient's own grant, and no other.
    """
    kind = KIND_OF_CHANNEL.get(channel, "")
    with transaction.atomic(), scope(Actor(Kind.CLOCK, units=(recipient,))):
        row = (
            Contact.objects.filter(person=recipient, kind=kind, safe=True, ended_at__isnull=True)
            .order_by("-made_at", "-id")
            .first()
        )
        if row is None:
            return ""
        field = f"contact:{row.id}"
        return sealed.unseal(recipient, {field: row.sealed})[field]


def language_of(recipient: UUID) -> str:
    """Return the language in which a person wants to be written to, ``id`` or ``en``; ``id`` for anybody unknown."""
    with transaction.atomic(), scope(Actor(Kind.CLOCK, units=(recipient,))):
        return Person.objects.filter(pk=recipient).values_list("language", flat=True).first() or "id"
