"""What the rulebook of the day says about demand: may anybody be placed there, as that, with such an employer?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rantau.kernel.refusals import Refusal, refuse
from rantau.placement.demand.refusals import CLOSED
from rantau.registry.packs.selectors import rulebook
from rantau.registry.places.models import Country
from rantau.rulebook.lookups import destination_state
from rantau.rulebook.model import Placement

OPEN = frozenset({"open", "special"})


def destination_open(
    scheme: str, country: Country, occupation: str, employer_kind: str, day: date, transitional: Sequence[str] = ()
) -> Refusal | None:
    """Return why nobody may be placed there under today's law, or None; the sentence is the rulebook's.

    ``transitional`` names the closures on whose list a person stands, who may finish. A country that the rulebook does
    not list is not open: an unknown answer is never a yes.

    Raises:
        Refused: ``invalid_input`` for a scheme that the pack of the day does not have.
    """
    if scheme not in {row.code for row in rulebook().pack_on(day).schemes}:
        refuse("invalid_input", field="scheme", reason="scheme (unknown)")
    placement = Placement(country=country.pk, occupation=occupation, employer_kind=employer_kind)
    said = destination_state(rulebook(), placement, scheme, day, tuple(transitional))
    if said.state in OPEN:
        return None
    return replace(CLOSED, id=said.text.id, en=said.text.en)
