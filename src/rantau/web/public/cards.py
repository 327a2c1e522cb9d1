"""One question about a card, asked by its reference or by the whole text of its code."""

from base64 import b32encode

from rantau.placement.clearance.selectors import CardState, check_code, public_card_check
from rantau_verify.card import PREFIX

UNKNOWN = CardState("unknown")
STATE_OF_VERDICT = {"expired": "ended", "suspended": "suspended", "revoked": "revoked"}


def ask(text: str) -> CardState:
    """Return the state of a card; ``unknown`` for whatever was never issued, however it is written."""
    plain = text.strip()
    if not plain.upper().startswith(PREFIX):
        return public_card_check(plain)
    verdict = check_code(plain)
    index = verdict.details.get("index")
    if verdict.code == "card_valid" and isinstance(index, str):
        return public_card_check(b32encode(bytes.fromhex(index)).decode())
    state = STATE_OF_VERDICT.get(verdict.code)
    return CardState(state) if state else UNKNOWN
