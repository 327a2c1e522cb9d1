"""What holds for every dossier: time, order of proofs, more proof, and the text of every answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rantau.rulebook import engine
from rantau.rulebook.engine import assess
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Assessment, Evidence, EvidenceState, Facts, Person, Placement, State
from tests.rulebook.worlds import KINDS, TODAY, dossiers, proofs, restless

RULEBOOK = restless()
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
HORIZON = 45  # days looked at, one by one
LEAP = Facts("P2P", TODAY, Person(birth_date=date(2008, 2, 29)), Placement(country="XC"))


def timeless(assessment: Assessment) -> Assessment:
    """The assessment without what always differs: its own day."""
    return replace(assessment, on=date.min)


def quiet_days(rulebook: Rulebook, facts: Facts, on: date) -> None:
    """Assert that nothing changes before ``next_change_on`` and something does on that day."""
    now = assess(rulebook, facts, on)
    change = now.next_change_on
    for step in range(1, HORIZON):
        day = on + timedelta(days=step)
        if change is not None and day >= change:
            break
        assert timeless(assess(rulebook, facts, day)) == timeless(now), day
    if change is not None:
        assert change > on
        later = replace(timeless(assess(rulebook, facts, change)), next_change_on=None)
        assert later != replace(timeless(now), next_change_on=None)


@given(dossiers(), st.integers(-10, 20))
@example(LEAP, 0)
@QUICK
def test_assess_any_dossier_names_the_exact_day_of_change(facts: Facts, shift: int) -> None:
    quiet_days(RULEBOOK, facts, TODAY + timedelta(days=shift))


@pytest.mark.long
@given(dossiers(), st.integers(-40, 40))
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_assess_thousands_of_dossiers_names_the_exact_day_of_change(facts: Facts, shift: int) -> None:
    quiet_days(RULEBOOK, facts, TODAY + timedelta(days=shift))


@pytest.mark.control
def test_assess_without_looking_at_doubtful_days_names_a_wrong_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second, shorter certificate issued tomorrow changes nothing; without the look ahead it would be announced."""
    monkeypatch.setattr(engine, "settle", lambda program, facts, run, sure: run.maybe)
    kept = Evidence("kk", EvidenceState.VERIFIED, TODAY)
    facts = Facts(
        "P2P",
        TODAY,
        evidence=(kept, Evidence("kk", issued_on=TODAY + timedelta(days=1), valid_until=TODAY + timedelta(days=2))),
    )

    with pytest.raises(AssertionError):
        quiet_days(RULEBOOK, facts, TODAY)


@given(dossiers(), st.integers(0, 1000))
@QUICK
def test_assess_shuffled_proofs_gives_the_same_answer(facts: Facts, seed: int) -> None:
    shuffled = list(facts.evidence)
    Random(seed).shuffle(shuffled)

    assert assess(RULEBOOK, replace(facts, evidence=tuple(shuffled)), TODAY) == assess(RULEBOOK, facts, TODAY)


GOOD = {"medical": "fit", "psychology": "fit"}
HELPFUL = tuple(kind for kind in KINDS if kind not in ("pregnancy_test", "departure", "withdrawal"))


@given(dossiers(), proofs(HELPFUL))
@QUICK
def test_assess_one_more_good_proof_takes_nothing_away(facts: Facts, proof: Evidence) -> None:
    good = replace(
        proof,
        state=EvidenceState.VERIFIED,
        issued_on=TODAY - timedelta(days=1),
        valid_until=None,
        values={"result": GOOD[proof.kind]} if proof.kind in GOOD else {},
    )
    before = assess(RULEBOOK, facts, TODAY)
    after = assess(RULEBOOK, replace(facts, evidence=(*facts.evidence, good)), TODAY)

    lost = [item.code for item in before.requirements if item.satisfied and not after.requirement(item.code).satisfied]
    assert lost == []


@given(dossiers())
@QUICK
def test_assess_any_dossier_explains_itself(facts: Facts) -> None:
    for item in assess(RULEBOOK, facts, TODAY).requirements:
        assert item.text.id.strip()
        assert item.text.en.strip()
        assert "{" not in item.text.id + item.text.en
        assert item.rule.citation
        assert item.satisfied or item.who
        assert not item.blocking or item.rule.certainty == "seen"
        assert item.rule.row


@given(dossiers())
@QUICK
def test_assess_any_dossier_has_one_place_on_the_line(facts: Facts) -> None:
    assessment = assess(RULEBOOK, facts, TODAY)
    codes = [station.code for station in assessment.stations]
    marks = [station.mark.value for station in assessment.stations]
    here = codes.index(assessment.stage)

    assert 5 < len(codes) < 10
    assert set(marks[here + 1 :]) <= {"ahead"}
    assert "ahead" not in marks[: here + 1]
    assert marks[here] in ("here", "waiting", "stop")
    assert not assessment.placed or not [
        item
        for item in assessment.awaiting
        if item.rule.station in ("documents", "card") and item.code != "pregnancy_test"
    ]


@given(dossiers(max_proofs=8))
@QUICK
def test_assess_empty_evidence_never_reaches_further(facts: Facts) -> None:
    bare = assess(RULEBOOK, replace(facts, evidence=()), TODAY)

    assert bare.stage in ("register",)
    assert not bare.placed
    assert all(item.state is not State.LAPSED for item in bare.requirements)
