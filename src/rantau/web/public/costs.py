"""Who pays what for a vacancy, as the rulebook in force says it: read before anybody applies or pays."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rantau.placement.demand.models import Vacancy
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.lookups import CostLine, cost_lines
from rantau.rulebook.model import Placement
from rantau.web.public.lawbook import Source
from rantau.web.public.words import PAYERS

HERS = ("candidate", "candidate_or_employer")
ORDER = (*HERS, "employer", "agency", "government")


@dataclass(frozen=True, slots=True)
class Share:
    """What one payer bears: the names of the costs with their ceilings, and under which rules."""

    payer: str
    costs: tuple[tuple[str, int | None, str], ...]
    sources: tuple[Source, ...]

    @property
    def said(self) -> str:
        """Who pays, in words."""
        return str(PAYERS[self.payer])


def shares(book: Rulebook | None, row: Vacancy, on: date, language: str) -> list[Share]:
    """Return who bears which cost of a vacancy on a legal day, what may fall on the candidate first."""
    if book is None:
        return []
    placement = Placement(row.country_id, row.occupation_id, row.employer_kind, row.months)
    by_payer: dict[str, list[CostLine]] = defaultdict(list)
    for line in cost_lines(book, placement, row.scheme, on):
        by_payer[line.payer].append(line)
    return [_share(payer, by_payer[payer], language) for payer in ORDER if by_payer[payer]]


def _share(payer: str, lines: list[CostLine], language: str) -> Share:
    english = language.startswith("en")
    costs = tuple((line.name.en if english else line.name.id, line.ceiling, line.currency) for line in lines)
    cited = {line.citation: Source(line.law[0], line.citation, "") for line in lines if line.law}
    return Share(payer, costs, tuple(cited.values()))
