"""Whoever renews her passport in mid-process is found at the gate by the one that counts (promise K3)."""

import pytest

from rantau.kernel import sealed
from rantau.kernel.actions import run
from rantau.placement.departure.actions import FindForGate
from tests.placement.builders import refused
from tests.placement.last_steps import PASSPORT, Stage, file_with, proof, stage

pytestmark = pytest.mark.django_db
RENEWED = "X7654321"


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.mark.parametrize(
    ("state", "old", "new"), [("stated", True, True), ("refused", True, False), ("verified", False, True)]
)
def test_find_for_gate_while_a_passport_is_renewed_goes_by_the_one_that_counts(
    at: Stage, state: str, old: bool, new: bool
) -> None:
    dossier = file_with(at, "orientation")
    digest = sealed.blind("passport", RENEWED)
    proof(dossier, "passport", at.checker, state=state, number_digest=digest, refusal={"rule": "x"})
    for number, found in ((PASSPORT, old), (RENEWED, new)):
        command = FindForGate(passport=number)
        if found:
            assert run(command, at.guard) == {"dossier_id": str(dossier.pk)}
        else:
            assert refused(command, at.guard) == "gate_not_found"
