"""Who bears what of a file's costs, as its owner reads it: what may fall on her first, then what others pay."""

from collections.abc import Mapping
from dataclasses import dataclass

from rantau.kernel import clock
from rantau.kernel.refusals import Refused
from rantau.placement.money.selectors import Money, MoneyRow
from rantau.registry.packs.selectors import rulebook
from rantau.web.look.wording import language

HERS = ("candidate", "candidate_or_employer")
PAYERS = (*HERS, "employer", "agency", "government")


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost as she reads it."""

    title: str
    row: MoneyRow

    @property
    def hers(self) -> bool:
        """Whether it may be asked of her at all."""
        return self.row.payer in HERS

    @property
    def open_ended(self) -> bool:
        """Whether it may be asked of her and no rule says how much."""
        return self.hers and self.row.ceiling is None


@dataclass(frozen=True, slots=True)
class Share:
    """What one party bears, and the rules that say so."""

    payer: str
    costs: tuple[Cost, ...]

    @property
    def hers(self) -> bool:
        return self.payer in HERS

    @property
    def limited(self) -> list[Cost]:
        """What has a limit: a ceiling, or being no cost of hers at all."""
        return [cost for cost in self.costs if not cost.open_ended]

    @property
    def unlimited(self) -> list[Cost]:
        return [cost for cost in self.costs if cost.open_ended]

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(cost.row.rule for cost in self.costs if cost.row.rule))


@dataclass(frozen=True, slots=True)
class Bearing:
    """The costs of one file: by who bears them, and what she has paid."""

    shares: tuple[Share, ...]
    paid: tuple[Cost, ...]

    @property
    def open_ended(self) -> int:
        """How many costs may fall on her without a limit in the rules."""
        return sum(cost.open_ended for share in self.shares for cost in share.costs)


def bearing(money: Money) -> Bearing:
    """Return who bears the costs of a money page, and what she has paid of anything."""
    names = titles(money)
    costs = [Cost(names[row.component], row) for row in money.rows]
    shares = (Share(payer, tuple(cost for cost in costs if cost.row.payer == payer)) for payer in PAYERS)
    return Bearing(tuple(share for share in shares if share.costs), tuple(cost for cost in costs if cost.row.paid))


def titles(money: Money) -> Mapping[str, str]:
    """Return what every cost is called: as her statement calls it, else as the rulebook in force does."""
    english = language() == "en"
    told = {row.component: row.title_en if english else row.title_id for row in money.rows if row.payer != "nobody"}
    untold = [row.component for row in money.rows if row.component not in told]
    named = _in_force(english) if untold else {}
    return {**told, **{component: named.get(component, component) for component in untold}}


def _in_force(english: bool) -> dict[str, str]:
    try:
        pack = rulebook().pack_on(clock.today())
    except Refused:
        return {}
    return {row.code: row.name_en if english else row.name_id for row in pack.components}
