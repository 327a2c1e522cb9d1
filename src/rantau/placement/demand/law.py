"""What the rulebook of the day says about demand: may anybody be placed there, as that, with such an employer?"""

from collections.abc import Sequence
from datetime import date

from rantau.kernel.refusals import Refusal
from rantau.placement.demand.refusals import CLOSED
from rantau.registry.packs.selectors import rulebook
from rantau.registry.places.models import Country
from rantau.rulebook.engine import assess
from rantau.rulebook.model import Facts, Placement, State

DESTINATION = "destination"


def destination_open(
    scheme: str, country: Country, occupation: str, employer_kind: str, day: date, transitional: Sequence[str] = ()
) -> Refusal | None:
    """Return why nobody may be placed there under today's law, or None; the sentence and the rule are the rulebook's.

    ``transitional`` names the closures on whose list a person stands, who may finish.
    """
    placement = Placement(country=country.pk, occupation=occupation, employer_kind=employer_kind)
    said = assess(rulebook(), Facts(scheme, day, placement=placement, transitional=tuple(transitional)), day)
    answer = said.requirement(DESTINATION)
    if answer.state not in (State.REFUSED, State.WAITING) or not answer.rule.blocks:
        return None
    rule = answer.rule.law[0] if answer.rule.law else CLOSED.rule
    return Refusal(CLOSED.code, answer.sentence_id, answer.sentence_en, rule, CLOSED.who, answer.until)
