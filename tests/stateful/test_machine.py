"""Any sequence of acts keeps the invariants (promise A5), on real PostgreSQL and with both clocks in hand."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import INVARIANT_MARKER, RULE_MARKER, run_state_machine_as_test

from rantau.cli.invariants import CHECKS
from tests.stateful import acts, later, timing
from tests.stateful.checks import BREACHES, Checks

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning"),
]


class Country(
    acts.Journey, acts.Papers, acts.Identity, acts.Agreement, acts.Money, acts.Again, later.Classroom, later.Cards,
    later.Gate, later.Passing, Checks,
):  # fmt: skip
    """Everything at once."""


def telling(examples: int, steps: int, *, derandomize: bool = True) -> settings:
    """Hypothesis for so many examples of so many steps."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=derandomize,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"
    settings.RANTAU_OUTGOING = tmp_path / "outgoing"
    with timing.loaded_dice():
        yield


def test_machine_has_the_promised_number_of_rules_and_invariants() -> None:
    parts = [part for _name, part in inspect.getmembers(Country, inspect.isfunction)]
    assert len([part for part in parts if hasattr(part, RULE_MARKER)]) >= 25
    asked = [part for part in parts if hasattr(part, INVARIANT_MARKER)]
    assert len(asked) + len(BREACHES) + len(CHECKS) >= 12


@pytest.mark.long
def test_any_sequence_of_acts_keeps_the_invariants() -> None:
    Country.outcomes.clear()
    run_state_machine_as_test(Country, settings=telling(20, 25))
    done = {name for name, code in Country.outcomes if code == "done"}
    assert len(done) >= 30
