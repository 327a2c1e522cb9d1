"""Desks beside the office that handles a file: for which party one acts there, and what it is asked about each file."""

from collections.abc import Sequence
from itertools import combinations
from uuid import UUID

from django.db.models import Q

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role
from rantau.placement.dossiers.facts import read_many
from rantau.placement.dossiers.file import CANDIDATE, DESKS, desks_of
from rantau.placement.dossiers.models import Dossier
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.engine import assess
from rantau.rulebook.model import Requirement

PARTY = {Role.MISSION_OFFICER: "mission", Role.CLINIC_OFFICER: "clinic", Role.TRAINING_OFFICER: "training"}
HELPING = frozenset({Role.VILLAGE_OFFICER, Role.SCHOOL_OFFICER})
"""Who stands beside her: what waits for her is theirs to help with."""


def parties(actor: Actor) -> frozenset[str]:
    """Return the parties of the rulebook for which the actor acts at a desk of her own."""
    return frozenset(PARTY[role] for role in actor.roles if role in PARTY)


def waiting_for(actor: Actor) -> Q:
    """Return the condition that a file waits for the actor's desk, or for her whom the actor helps."""
    sets = (desks for size in range(1, len(DESKS) + 1) for desks in combinations(DESKS, size))
    asked = Q(awaits__in=[",".join(desks) for desks in sets if parties(actor) & set(desks)])
    return asked | Q(turn=CANDIDATE) if actor.roles & HELPING else asked


def asked_of(actor: Actor, dossiers: Sequence[Dossier]) -> dict[UUID, Requirement]:
    """Return the first requirement of each file that is the actor's desk's to act on, judged today. Three queries."""
    mine, book, today = parties(actor), rulebook(), clock.today()
    read = read_many(dossiers) if mine else {}
    found = {}
    for dossier_id, (facts, _log) in read.items():
        holding = assess(book, facts, today).holding
        item = next((item for item in holding if item.open and desks_of(item) & mine), None)
        if item is not None:
            found[dossier_id] = item
    return found
