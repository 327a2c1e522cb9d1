"""Refusals as data: a stable code, one plain sentence in two languages, the rule, who can resolve it, until when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done yet.

    ``who`` names who can resolve it (candidate, agency, office, ministry, …); ``until`` is a legal date (Jakarta) or
    None when no rule sets one; ``field`` is the name of the input at fault, if one is; ``status`` is the HTTP answer.
    """

    code: str
    id: str
    en: str
    rule: str
    who: str
    until: date | None = None
    field: str | None = None
    status: int = 409

    def sentence(self, language: str) -> str:
        """Return the sentence in Indonesian, or in English for ``en``."""
        return self.en if language.startswith("en") else self.id


class Refused(Exception):
    """Raised by guards and actions; everything the action wrote is rolled back."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


_CATALOGUE: dict[str, Refusal] = {}


def catalogue(*refusals: Refusal) -> None:
    """Register the refusals of a room. A code belongs to one room only.

    Raises:
        ValueError: the code is taken by another text.
    """
    for refusal in refusals:
        if _CATALOGUE.setdefault(refusal.code, refusal) != refusal:
            raise ValueError(f"refusal code {refusal.code} is registered twice")


def known_refusals() -> tuple[Refusal, ...]:
    """Return every registered refusal, ordered by code: for tests, docs and the API description."""
    return tuple(_CATALOGUE[code] for code in sorted(_CATALOGUE))


def refusal(code: str, /, *, until: date | None = None, field: str | None = None, **values: object) -> Refusal:
    """Return a registered refusal with ``{placeholders}`` of its sentences filled in."""
    template = _CATALOGUE[code]
    return replace(
        template,
        id=template.id.format(**values) if values else template.id,
        en=template.en.format(**values) if values else template.en,
        until=until or template.until,
        field=field or template.field,
    )


def refuse(code: str, /, *, until: date | None = None, field: str | None = None, **values: object) -> NoReturn:
    """Raise the registered refusal ``code``.

    Raises:
        Refused: always.
    """
    raise Refused(refusal(code, until=until, field=field, **values))


catalogue(
    Refusal(
        "not_found",
        "Berkas ini tidak ada, atau bukan bagian tugas Anda.",
        "This file does not exist, or is not part of your duties.",
        "UU27-2022-36",
        "office",
        status=404,
    ),
    Refusal(
        "not_allowed",
        "Tindakan ini bukan wewenang tugas Anda.",
        "This act is not within the powers of your posting.",
        "PP59-2021-7",
        "office",
        status=403,
    ),
    Refusal(
        "sign_in_first",
        "Masuk dulu untuk melakukan ini.",
        "Sign in first to do this.",
        "BSSN4-2021-28",
        "yourself",
        status=401,
    ),
    Refusal(
        "invalid_input",
        "Isian ini belum dapat diterima: {reason}",
        "This entry cannot be accepted yet: {reason}",
        "UU27-2022-29",
        "yourself",
        status=422,
    ),
    Refusal(
        "busy",
        "Orang lain sedang mengubah berkas yang sama. Tunggu sebentar, lalu ulangi.",
        "Somebody else is changing the same file. Wait a moment and try again.",
        "RANTAU-LOCK",
        "yourself",
        status=409,
    ),
    Refusal(
        "changed_meanwhile",
        "Petugas lain sudah memutuskan ini lebih dulu. Muat ulang halaman untuk melihat keputusannya.",
        "Another officer has decided this already. Reload the page to see the decision.",
        "RANTAU-LOCK",
        "yourself",
        status=409,
    ),
    Refusal(
        "key_reused",
        "Kunci permintaan ini sudah dipakai untuk isian yang lain.",
        "This request key was used for another content.",
        "RANTAU-IDEMPOTENCY",
        "yourself",
        status=422,
    ),
    Refusal(
        "rule_of_the_database",
        "{reason}",
        "{reason}",
        "RANTAU-CONSTRAINT",
        "office",
        status=409,
    ),
    Refusal(
        "second_person_needed",
        "Langkah ini harus dilakukan orang lain dari unit lain: {reason}",
        "This step must be taken by another person of another unit: {reason}",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
)
