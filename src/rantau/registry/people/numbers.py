"""The number a person keeps for life: nine random signs and one that finds typing errors, as ``R4K7M-2Q9XB``."""

from rantau.kernel import ids

LENGTH = 9


def new_number() -> str:
    """Return a new number; it tells nothing about the person and needs no NIK (CO-15)."""
    return _grouped(ids.reference(LENGTH))


def _grouped(signs: str) -> str:
    whole = signs + _check(signs)
    return f"{whole[:5]}-{whole[5:]}"


def _check(signs: str) -> str:
    """Weighted sum modulo the prime 31, so that any one wrong or two exchanged signs are seen."""
    total = sum(place * ids.ALPHABET.index(sign) for place, sign in enumerate(signs, 2))
    return ids.ALPHABET[total % len(ids.ALPHABET)]


def read_number(text: str) -> str:
    """Return a typed number in its one form, or "" when it cannot be one."""
    signs = "".join(text.upper().replace("-", "").split())
    if len(signs) != LENGTH + 1 or any(sign not in ids.ALPHABET for sign in signs):
        return ""
    return _grouped(signs[:LENGTH]) if _check(signs[:LENGTH]) == signs[LENGTH] else ""
