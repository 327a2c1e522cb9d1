"""Files at the gate: found, checked, on the way out."""

from typing import Any
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.placement.departure.actions import CheckAtGate, RecordDeparture
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement.last_steps import Stage, card_of, file_with, proof, stored


def at_gate(at: Stage, dossier: Dossier) -> Dossier:
    """The gate has found the file."""
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, at.gate.pk, "gate")
    return dossier


def with_card(at: Stage, *more: str, **fields: Any) -> Dossier:
    dossier = at_gate(at, file_with(at, "orientation", *more, **fields))
    card_of(at, dossier)
    return dossier


def leaving(at: Stage) -> Dossier:
    """Everything green: card and a fresh pregnancy test."""
    dossier = with_card(at)
    proof(dossier, "pregnancy_test", at.checker, issued_on=clock.today())
    return dossier


def checked(at: Stage, dossier: Dossier) -> GateCheck:
    answer = run(CheckAtGate(dossier_id=dossier.pk), at.guard)
    return stored(GateCheck, UUID(str(answer["check_id"])))


def boarding(row: GateCheck, reason: str = "") -> RecordDeparture:
    return RecordDeparture(check_id=row.pk, flight="CI762", airport="CGK", reason=reason)


def card_missing(at: Stage) -> GateCheck:
    """A check that found nothing but the missing card."""
    dossier = at_gate(at, file_with(at, "orientation"))
    proof(dossier, "pregnancy_test", at.checker, issued_on=clock.today())
    return checked(at, dossier)
