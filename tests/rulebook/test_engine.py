"""The protections of the engine, each with the harm that follows when it is taken away."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from rantau.rulebook import compiler
from rantau.rulebook.engine import assess
from rantau.rulebook.examples import read_examples
from rantau.rulebook.loader import Rulebook, indonesia
from rantau.rulebook.model import Evidence, EvidenceState, Facts, Person, Placement, State
from rantau.rulebook.pack import Pack
from tests.rulebook.worlds import TODAY, pack_with

COMPLETE = next(example.facts for example in read_examples() if example.name.startswith("lengkap"))


def without(facts: Facts, *kinds: str) -> Facts:
    return replace(facts, evidence=tuple(item for item in facts.evidence if item.kind not in kinds))


def recalled(pack: Pack, law_id: str) -> Pack:
    """The pack with one law row only recalled, past the loader's own check."""
    law = tuple(replace(row, certainty="recalled") if row.id == law_id else row for row in pack.law)
    return replace(pack, law=law)


def test_assess_unseen_law_warns_and_never_blocks() -> None:
    book = Rulebook([recalled(indonesia().packs[-1], "PP10-8-KK")])
    family_card = assess(book, without(COMPLETE, "kk"), TODAY).requirement("family_card")

    assert family_card.state is State.MISSING
    assert not family_card.blocking
    assert family_card.rule.certainty == "recalled"


@pytest.mark.control
def test_assess_unseen_law_without_the_second_guard_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pack, "certainty", lambda *_: "seen")
    book = Rulebook([recalled(indonesia().packs[-1], "PP10-8-KK")])

    assert assess(book, without(COMPLETE, "kk"), TODAY).requirement("family_card").blocking


def test_assess_orientation_waits_for_passport_visa_and_contract() -> None:
    facts = without(COMPLETE, "orientation", "card")

    for kind in ("passport", "visa", "employment_contract"):
        assert assess(indonesia(), without(facts, kind), TODAY).requirement("orientation").state is State.AHEAD
    assert assess(indonesia(), facts, TODAY).requirement("orientation").state is State.MISSING


@pytest.mark.control
def test_assess_orientation_without_edges_would_be_open_at_once() -> None:
    book = Rulebook([pack_with(edges=())])
    facts = without(COMPLETE, "orientation", "card", "passport")

    assert assess(book, facts, TODAY).requirement("orientation").state is State.MISSING


@pytest.mark.parametrize("kind", ["orientation", "social_security_before", "medical"])
def test_assess_card_waits_for_its_hard_edges(kind: str) -> None:
    assert assess(indonesia(), without(COMPLETE, "card", kind), TODAY).requirement("card").state is State.AHEAD


def test_assess_agreement_waits_for_the_selection() -> None:
    facts = without(COMPLETE, "placement_agreement", "selection")

    assert assess(indonesia(), facts, TODAY).requirement("placement_agreement").state is State.AHEAD


def test_assess_order_that_is_only_derived_gives_advice_and_holds_nothing() -> None:
    agreement = assess(indonesia(), without(COMPLETE, "placement_agreement", "cost_statement"), TODAY).requirement(
        "placement_agreement"
    )

    assert agreement.state is State.MISSING
    assert [(word.code, word.law) for word in agreement.warnings] == [("after:cost_statement", ("ORD-P2P-COST-PP",))]
    settled = assess(indonesia(), without(COMPLETE, "placement_agreement"), TODAY).requirement("placement_agreement")
    assert settled.warnings == ()


@pytest.mark.control
def test_assess_derived_order_called_hard_would_hold_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pack, "certainty", lambda *_: "seen")
    edges = tuple(replace(edge, hard=True) for edge in indonesia().packs[-1].edges)
    facts = without(COMPLETE, "placement_agreement", "cost_statement")

    answer = assess(Rulebook([pack_with(edges=edges)]), facts, TODAY)

    assert answer.requirement("placement_agreement").state is State.AHEAD


def test_assess_refusal_names_the_row_that_refuses_and_its_law() -> None:
    closed = replace(COMPLETE, placement=replace(COMPLETE.placement, country="KH"))
    young = replace(COMPLETE, person=replace(COMPLETE.person, birth_date=date(2010, 1, 1)))

    refused = assess(indonesia(), closed, TODAY).requirement("destination")
    assert (refused.rule.row, refused.rule.law) == ("closure bukan-negara-tujuan", ("KH-MM-2025",))
    assert "18 Maret 2025" in refused.rule.citation
    assert assess(indonesia(), young, TODAY).requirement("age").rule.row == "age umum"
    assert assess(indonesia(), COMPLETE, TODAY).requirement("visa").rule.row == "requirement visa"


def test_assess_sources_that_differ_show_every_version() -> None:
    words = assess(indonesia(), COMPLETE, TODAY).requirement("passport").warnings[0]

    assert words.code == "sources_differ:rekomendasi-paspor"
    assert words.law == ("PASSPORT-RECOMMENDATION-NONE", "PASSPORT-RECOMMENDATION-ASKED")
    for said in ("SE Imigrasi Agustus 2023", "praktik Semarang 2024", "tidak menghambat"):
        assert said in words.text.id


def test_assess_hours_nobody_has_seen_only_advise() -> None:
    derived = recalled(indonesia().packs[-1], "OPP-HOURS-10")
    rows = tuple(
        replace(row, basis=("OPP-REQUIRED",)) if row.code == "orientation" else row for row in derived.requirements
    )
    book = Rulebook([replace(derived, requirements=rows)])
    few = Evidence("orientation", issued_on=date(2026, 11, 18), values={"hours": 8})
    facts = replace(COMPLETE, evidence=(*without(COMPLETE, "orientation").evidence, few))

    assert assess(indonesia(), facts, TODAY).requirement("orientation").state is State.WAITING
    found = assess(book, facts, TODAY).requirement("orientation")
    assert found.state is State.MET
    assert "too_few_hours" in [word.code for word in found.warnings]


def test_assess_cohort_keeps_its_own_documents_and_today_closes_countries() -> None:
    earlier = replace(without(COMPLETE, "candidate_id"), opened_on=date(2023, 6, 3))
    closed = replace(earlier, placement=replace(earlier.placement, country="KH"))

    assert assess(indonesia(), earlier, TODAY).requirement("candidate_id").blocking
    assert not assess(indonesia(), without(COMPLETE, "candidate_id"), TODAY).requirement("candidate_id").blocking
    assert assess(indonesia(), closed, date(2023, 7, 1)).requirement("destination").state is State.WAITING
    assert assess(indonesia(), closed, TODAY).requirement("destination").state is State.REFUSED


@pytest.mark.control
def test_assess_without_cohorts_a_new_edition_changes_an_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Rulebook,
        "program",
        lambda self, scheme, _, on: compiler.compile_program(self.pack_on(on), self.pack_on(on), scheme),
    )
    earlier = replace(without(COMPLETE, "candidate_id"), opened_on=date(2023, 6, 3))

    assert not assess(indonesia(), earlier, TODAY).requirement("candidate_id").blocking


def test_assess_names_both_packs_and_an_older_dossier() -> None:
    assessment = assess(indonesia(), replace(COMPLETE, opened_on=date(2022, 1, 1)), TODAY)

    assert (assessment.pack_version, assessment.today_version) == ("ID-2023.1", "ID-2026.1")
    assert [warning.code for warning in assessment.warnings] == ["older_than_rulebook"]


def test_assess_imported_proof_is_carried() -> None:
    facts = replace(COMPLETE, evidence=tuple(replace(item, origin="import:siskotkln") for item in COMPLETE.evidence))
    assessment = assess(indonesia(), facts, TODAY)

    assert assessment.requirement("placement_agreement").carried
    assert assessment.stations[2].mark.value == "carried"
    assert assessment.stations[2].on == date(2026, 9, 8)


def test_assess_stated_proof_waits_for_its_verifier() -> None:
    stated = Evidence("visa", EvidenceState.STATED, date(2026, 11, 1))
    visa = assess(
        indonesia(), replace(without(COMPLETE, "visa"), evidence=(*without(COMPLETE, "visa").evidence, stated)), TODAY
    ).requirement("visa")

    assert visa.state is State.WAITING
    assert visa.who == "bp3mi"


def test_assess_certificate_of_another_facility_is_refused() -> None:
    values = {"result": "fit", "examined_by": "a", "issued_by": "b"}
    facts = replace(
        COMPLETE, evidence=(*without(COMPLETE, "medical").evidence, Evidence("medical", issued_on=TODAY, values=values))
    )

    assert assess(indonesia(), facts, TODAY).requirement("medical").state is State.REFUSED


def test_assess_certificate_without_result_is_never_a_yes() -> None:
    facts = replace(COMPLETE, evidence=(*without(COMPLETE, "medical").evidence, Evidence("medical", issued_on=TODAY)))

    assert assess(indonesia(), facts, TODAY).requirement("medical").state is State.WAITING


def test_assess_visa_for_another_employer_is_a_question_not_a_stop() -> None:
    visa = Evidence("visa", issued_on=TODAY, values={"employer": "pk-2", "occupation": "5321"})
    found = assess(
        indonesia(), replace(COMPLETE, evidence=(*without(COMPLETE, "visa").evidence, visa)), TODAY
    ).requirement("visa")

    assert found.state is State.MET
    assert [warning.code for warning in found.warnings] == ["differs:employer"]


def test_assess_unknown_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match="no scheme 'XYZ'"):
        assess(indonesia(), Facts("XYZ", TODAY), TODAY)


def test_assessment_cannot_be_changed() -> None:
    assessment = assess(indonesia(), COMPLETE, TODAY)

    for value, name in [(assessment, "stage"), (assessment.requirements[0], "state"), (assessment.stations[0], "mark")]:
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)


def test_assess_file_with_dates_at_the_ends_of_the_calendar_still_answers() -> None:
    proofs = (Evidence("passport", valid_until=date.max), Evidence("medical", issued_on=date(9999, 12, 1)))
    facts = Facts(
        "P2P", TODAY, Person(birth_date=date(1900, 1, 1)), Placement("MY", "9211", departs_on=date.max), proofs
    )

    assert assess(indonesia(), facts, TODAY).requirement("passport").state is State.MET
