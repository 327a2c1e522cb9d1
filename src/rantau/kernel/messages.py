"""Words to people by e-mail, SMS and WhatsApp. The back-end writes files until a deployment names a gateway.

Each room registers its texts in a module ``messages``. A text never carries a case, a diagnosis or an identifier;
links are on our own domain only. Phones are shared: what matters stands behind the sign-in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from rantau.kernel import outbox
from rantau.kernel.models import OutboxMessage

CHANNELS = ("email", "sms", "whatsapp")
SMS_LENGTH = 160


class AddressBook(Protocol):
    """Finds the address of a recipient at the moment of delivery; the outbox itself stores none."""

    def __call__(self, recipient: UUID, channel: str) -> str: ...


class Languages(Protocol):
    """Finds the language of a recipient, ``id`` or ``en``, at the moment of delivery."""

    def __call__(self, recipient: UUID) -> str: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says. ``{site}`` is our own address, ``{when}`` the local day and hour of ``starts_at``."""

    template: str
    id: str
    en: str


_WORDINGS: dict[str, Wording] = {}


def wordings(*texts: Wording) -> None:
    """Register the texts of a room.

    Raises:
        ValueError: the template has another text already.
    """
    for text in texts:
        if _WORDINGS.setdefault(text.template, text) != text:
            raise ValueError(f"message {text.template} is worded twice")


def known_wordings() -> tuple[Wording, ...]:
    """Return every registered text, ordered by template: for tests and docs."""
    return tuple(_WORDINGS[template] for template in sorted(_WORDINGS))


def rendered(template: str, values: Mapping[str, str], language: str) -> str:
    """Return the text of a template in a language (Indonesian unless it is ``en``).

    Raises:
        Undelivered: ``no_text`` when no room has worded the template.
    """
    text = _WORDINGS.get(template)
    if text is None:
        raise outbox.Undelivered("no_text")
    filled = {**values, "site": settings.ALLOWED_HOSTS[0]}
    if "starts_at" in values:
        filled["when"] = _local(values["starts_at"], values.get("zone", "Asia/Jakarta"))
    return (text.en if language == "en" else text.id).format_map(filled)


def _local(moment: str, zone: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)):%d-%m-%Y %H.%M %Z}"


def _indonesian(recipient: UUID) -> str:
    return "id"


def file_backend(folder: Path, addresses: AddressBook, languages: Languages = _indonesian) -> outbox.Deliver:
    """Return a delivery that writes each message to a file named by its id, so that a repeat changes nothing."""

    def deliver(message: OutboxMessage) -> None:
        if message.recipient is None:
            raise outbox.Undelivered("no_recipient")
        to = addresses(message.recipient, message.channel)
        if not to:
            raise outbox.Undelivered("no_address")
        text = rendered(message.template, message.values, languages(message.recipient))
        _write(folder, message, {"to": to, "template": message.template, "text": text})

    return deliver


def partner_files(folder: Path) -> outbox.Deliver:
    """Return a delivery that writes what we ask a partner's system to a file, until a line to that partner is open.

    The partner is asked about our own reference only; its answer comes in through ``record_partner_answer``.
    """

    def deliver(message: OutboxMessage) -> None:
        asked = {"ask": message.template, **message.values, "reference": str(message.subject)}
        _write(folder, message, asked)

    return deliver


def _write(folder: Path, message: OutboxMessage, content: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{message.channel}-{message.id}.json").write_text(json.dumps(content, ensure_ascii=False))


def use_files(addresses: AddressBook, languages: Languages = _indonesian) -> None:
    """Send every channel to people, and the questions to partners, to files below ``settings.RANTAU_OUTGOING``."""
    for name in CHANNELS:
        outbox.channel(name, file_backend(settings.RANTAU_OUTGOING / name, addresses, languages))
    outbox.channel("partner", partner_files(settings.RANTAU_OUTGOING / "partner"))
