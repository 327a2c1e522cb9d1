"""The signs of the currencies in which wages are paid, as Indonesians write them: ``NT$29.500``, ``RM1.700``."""

from collections.abc import Mapping

GAP = "\N{NO-BREAK SPACE}"
SIGNS: Mapping[str, str] = {
    "IDR": "Rp", "AUD": "A$", "BND": "B$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "¥", "KRW": "₩", "MYR": "RM",
    "SGD": "S$", "TWD": "NT$", "USD": "US$",
}  # fmt: skip


def sign(currency: str) -> str:
    """Return what stands before an amount of an ISO 4217 currency; its code and a space where it has no sign."""
    return SIGNS.get(currency, f"{currency}{GAP}")
