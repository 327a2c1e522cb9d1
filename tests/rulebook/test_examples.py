"""The situations a legal officer wrote beside the packs come out as written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rantau.rulebook.examples import Example, mismatches, read_examples
from rantau.rulebook.loader import Rulebook, indonesia

EXAMPLES = read_examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_judge_example_of_legal_officer_agrees(example: Example) -> None:
    assert mismatches(indonesia(), example) == []


def test_read_examples_covers_the_journey() -> None:
    assert len(EXAMPLES) >= 12


@pytest.mark.control
def test_judge_example_under_changed_law_is_told() -> None:
    """Without the three months of Perpres 64/2011 the lapse at midnight is no longer seen, and the example says so."""
    packs = [
        replace(pack, requirements=tuple(replace(row, valid_months=None) for row in pack.requirements))
        for pack in indonesia().packs
    ]
    lapsed = next(example for example in EXAMPLES if "lewat tengah malam" in example.name)

    assert "states.medical: expected lapsed, found met" in mismatches(Rulebook(packs), lapsed)
