"""Cost lines: what there is to pay for, who bears it, the ceiling; and how much of a payment was not hers to bear."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import JsonValue

from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money import refusals as refusals
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.lookups import CostLine, cost_lines

CANDIDATE = "candidate"
HERS = frozenset({CANDIDATE, "candidate_or_employer"})  # what may fall on her at all (Perban 02/2020 Ps 3)
PAYER_WORDS = {
    "candidate": ("Anda", "You"),
    "agency": ("P3MI", "The agency"),
    "employer": ("Pemberi kerja", "The employer"),
    "government": ("Pemerintah", "The government"),
    "candidate_or_employer": ("Anda atau pemberi kerja", "You or the employer"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One cost: what for (both languages), who bears it, and the ceiling in whole rupiah; None when none is known."""

    component: str
    title_id: str
    title_en: str
    payer: str
    ceiling: int | None
    rule: str

    @property
    def plain_id(self) -> str:
        """What the line means for her, in Indonesian."""
        who = PAYER_WORDS[self.payer][0]
        if self.payer not in HERS:
            return f"{self.title_id}: {who} yang membayar. Anda membayar Rp0."
        return f"{self.title_id}: {who} yang membayar{_at_most(self.ceiling, ', paling banyak ')}."

    @property
    def plain_en(self) -> str:
        """What the line means for her, in English."""
        if self.payer not in HERS:
            return f"{self.title_en}: {PAYER_WORDS[self.payer][1].lower()} pays. You pay Rp0."
        return f"{self.title_en}: {PAYER_WORDS[self.payer][1].lower()} pay{_at_most(self.ceiling, ', at most ')}."

    def stored(self) -> dict[str, JsonValue]:
        """Return the line as it is kept in a statement: what she was told stays as it was told."""
        return {**asdict(self), "plain_id": self.plain_id, "plain_en": self.plain_en}


def _at_most(ceiling: int | None, words: str) -> str:
    return "" if ceiling is None else words + rupiah(ceiling)


def rupiah(amount: int) -> str:
    """Return whole rupiah as people write them: Rp1.200.000."""
    return f"Rp{amount:,}".replace(",", ".")


def lines_on(dossier: Dossier, day: date) -> tuple[tuple[Line, ...], str]:
    """Return the cost lines of a file under the law of a legal date, and the version of the rulebook that says so.

    Raises:
        Refused: ``no_destination_yet``.
    """
    if dossier.country_id is None or dossier.occupation_id is None:
        refuse("no_destination_yet")
    book, placement = rulebook(), file.facts_of(dossier).placement
    found = cost_lines(book, placement, dossier.scheme, day)
    return tuple(_line(row) for row in found), book.pack_on(day).version


def _line(row: CostLine) -> Line:
    """Return a line of the law as she is told it. A ceiling in another currency cannot be held against rupiah."""
    ceiling = row.ceiling if row.currency == "IDR" else None
    return Line(row.code, row.name.id, row.name.en, row.payer, ceiling, row.law[-1] if row.law else "")


def restored(rows: Sequence[dict[str, JsonValue]]) -> tuple[Line, ...]:
    """Return the lines of a stored statement."""
    names = Line.__dataclass_fields__
    return tuple(Line(**{name: row[name] for name in names}) for row in rows)  # type: ignore[arg-type]  # JSON we wrote


def borne_by_her(lines: Iterable[Line]) -> int:
    """Return what she bears at most, in whole rupiah; lines without a known ceiling count nothing."""
    return sum(line.ceiling or 0 for line in lines if line.payer in HERS)


def overcharged(lines: Sequence[Line], component: str, amount: int, before: int) -> int:
    """Return the part of her payment that was not hers to bear (UU 18/2017 Ps 30, 72), in whole rupiah.

    ``before`` is what she has paid for this component already, less what was overcharged. What is on no line, or on
    somebody else's, is not hers at all; on hers, what goes past the ceiling is not.
    """
    mine = [line for line in lines if line.component == component and line.payer in HERS]
    if not mine:
        return amount
    if any(line.ceiling is None for line in mine):
        return 0
    room = max(0, sum(line.ceiling or 0 for line in mine) - before)
    return max(0, amount - room)
