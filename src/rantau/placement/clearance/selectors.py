"""Reads about cards: the file's own, and what anybody may ask who holds one in her hand."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.placement.clearance import keys
from rantau.placement.clearance.models import Card
from rantau_verify import card as codes
from rantau_verify.mrz import Passport
from rantau_verify.status import State, StatusEntry, StatusView
from rantau_verify.verdict import Verdict

REFERENCE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class CardState:
    """What a reference tells: valid, suspended, revoked, ended or unknown, and from when to when."""

    state: str
    valid_from: date | None = None
    valid_until: date | None = None


UNKNOWN = CardState("unknown")


def cards_of(actor: Actor, dossier_id: UUID) -> list[Card]:
    """Return every card of a dossier, newest first. Call inside ``reading(actor)``."""
    del actor
    return list(Card.objects.filter(dossier=dossier_id).order_by("-issued_at", "-id"))


def current_card(actor: Actor, dossier_id: UUID) -> Card | None:
    """Return the dossier's valid or suspended card. Call inside ``reading(actor)``."""
    return next((card for card in cards_of(actor, dossier_id) if card.state != "revoked"), None)


def index_of(reference: str) -> bytes | None:
    """Return the index of a reference as people type it; None for anything that is no reference."""
    plain = "".join(sign for sign in reference[:64] if sign.isalnum()).upper()
    if len(plain) != REFERENCE_LENGTH:
        return None
    try:
        return base64.b32decode(plain.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        return None


def public_card_check(reference: str) -> CardState:
    """Return state and validity of the card with this reference, to anybody.

    A reference that was never printed and one that cannot exist answer alike, so that nothing can be felt out.
    """
    found = _row(index_of(reference) or b"")
    if found is None:
        return UNKNOWN
    state, _digest, first, last = found
    ended = state == "valid" and last < clock.today()
    return CardState("ended" if ended else state, first, last)


def check_code(text: str, passport: Passport | None = None) -> Verdict:
    """Return the full verdict on the text of a QR code, online: signature, key, times, and the state as of now."""
    now = clock.now()
    return codes.verify(text, keys.store().public(), StatusView(now, find_status), now, passport)


def find_status(index: bytes) -> StatusEntry | None:
    """Return what a status list of this moment would hold for an index."""
    found = _row(index)
    return StatusEntry(State(found[0]), bytes(found[1])) if found else None


def _row(index: bytes) -> tuple[str, bytes, date, date] | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, digest, valid_from, valid_until FROM rantau_card(%s)", [index])
        found = cursor.fetchone()
    return None if found is None else (found[0], bytes(found[1]), found[2], found[3])
