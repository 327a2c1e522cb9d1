"""Whose space this is: the agency behind the officer, and what everybody in it may open."""

from rantau.kernel.actors import Actor, Role
from rantau.kernel.refusals import refuse
from rantau.registry.agencies.models import Agency
from rantau.registry.agencies.selectors import agency_of

OFFICERS = frozenset({Role.AGENCY_OFFICER})


def house(actor: Actor) -> Agency:
    """Return the agency the actor acts for.

    Raises:
        Refused: ``not_found`` for a posting to a unit that is no agency.
    """
    return agency_of(actor) or refuse("not_found")
