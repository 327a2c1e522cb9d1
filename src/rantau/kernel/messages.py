"""Words to people by e-mail, SMS and WhatsApp. The back-end writes files until a deployment names a gateway.

A text never carries a case, a diagnosis or an identifier; links are on our own domain only.
"""

import json
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings

from rantau.kernel import outbox
from rantau.kernel.models import OutboxMessage

CHANNELS = ("email", "sms", "whatsapp")


class AddressBook(Protocol):
    """Finds the address of a recipient at the moment of delivery; the outbox itself stores none."""

    def __call__(self, recipient: UUID, channel: str) -> str: ...


def file_backend(folder: Path, addresses: AddressBook) -> outbox.Deliver:
    """Return a delivery that writes each message to a file named by its id, so that a repeat changes nothing."""

    def deliver(message: OutboxMessage) -> None:
        if message.recipient is None:
            raise outbox.Undelivered("no_recipient")
        to = addresses(message.recipient, message.channel)
        if not to:
            raise outbox.Undelivered("no_address")
        folder.mkdir(parents=True, exist_ok=True)
        content = {"to": to, "template": message.template, "values": message.values}
        (folder / f"{message.channel}-{message.id}.json").write_text(json.dumps(content, ensure_ascii=False))

    return deliver


def use_files(addresses: AddressBook) -> None:
    """Send every channel to files below ``settings.RANTAU_OUTGOING``."""
    for name in CHANNELS:
        outbox.channel(name, file_backend(settings.RANTAU_OUTGOING / name, addresses))
