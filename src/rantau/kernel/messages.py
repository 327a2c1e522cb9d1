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


def to_person(addresses: AddressBook, languages: Languages = _indonesian) -> outbox.Compose:
    """Return how a letter to a person or unit is composed: address and text as they are at this moment."""

    def compose(message: OutboxMessage) -> dict[str, str]:
        if message.recipient is None:
            raise outbox.Undelivered("no_recipient")
        to = addresses(message.recipient, message.channel)
        if not to:
            raise outbox.Undelivered("no_address")
        text = rendered(message.template, message.values, languages(message.recipient))
        return {"to": to, "template": message.template, "text": text}

    return compose


def to_partner(message: OutboxMessage) -> dict[str, str]:
    """Compose what we ask a partner's system: about our own reference only.

    The answer comes in through ``record_partner_answer``.
    """
    return {"ask": message.template, **message.values, "reference": str(message.subject)}


def into_files(folder: Path) -> outbox.Send:
    """Return a way to send that writes each letter to a file named by its id, so that a repeat changes nothing."""

    def send(letter: outbox.Letter) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(letter.content, ensure_ascii=False)
        (folder / f"{letter.channel}-{letter.id}.json").write_text(content)

    return send


def use_files(addresses: AddressBook, languages: Languages = _indonesian) -> None:
    """Send every channel to people, and the questions to partners, to files below ``settings.RANTAU_OUTGOING``."""
    for name in CHANNELS:
        outbox.channel(name, to_person(addresses, languages), into_files(settings.RANTAU_OUTGOING / name))
    outbox.channel("partner", to_partner, into_files(settings.RANTAU_OUTGOING / "partner"))
