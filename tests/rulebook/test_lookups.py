"""Single questions to the law: costs, premiums, hours, ages, destinations, the gate, differences of editions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rantau.rulebook.compare import diff, dry_run
from rantau.rulebook.gate import gate_check
from rantau.rulebook.lawbook import read_law
from rantau.rulebook.loader import Rulebook, indonesia
from rantau.rulebook.lookups import (
    age_rules,
    citation,
    cost_ceilings,
    cost_lines,
    destination_state,
    orientation_rule,
    premium,
)
from rantau.rulebook.model import Evidence, EvidenceState, Placement
from rantau.rulebook.pack import RequirementRow
from tests.rulebook.test_engine import COMPLETE, without
from tests.rulebook.worlds import TODAY, pack_with

BOOK = indonesia()
CAREGIVER = Placement("TW", "5322", "individual", 36)
FACTORY = Placement("MY", "8212", "legal_entity", 24)


@pytest.mark.parametrize(
    ("months", "during", "open_question"),
    [
        (6, 108_000, None),
        (12, 189_000, None),
        (24, 332_500, None),
        (25, 346_000, None),
        (36, 494_500, "premium_disputed"),
        (3, 108_000, "premium_between"),
        (7, 189_000, "premium_between"),
        (13, 332_500, "premium_between"),
        (23, 332_500, "premium_between"),
    ],
)
def test_premium_for_months_follows_the_table(months: int, during: int, open_question: str | None) -> None:
    found = premium(BOOK, months, TODAY)

    assert (found.before, found.during, found.total) == (37_500, during, 37_500 + during)
    assert [warning.code for warning in found.warnings] == ([open_question] if open_question else [])
    assert "Permenaker 4/2023" in found.citation


def test_premium_for_36_months_names_both_sources() -> None:
    warning = premium(BOOK, 36, TODAY).warnings[0]

    assert "Rp494.500" in warning.text.id
    assert "Rp486.000" in warning.text.id
    assert "PREMIUM-TW-36-486" in warning.law


@pytest.mark.parametrize(("months", "readings"), [(7, ("Rp189.000", "Rp121.500")), (23, ("Rp332.500", "Rp332.500"))])
def test_premium_between_tiers_shows_both_reckonings(months: int, readings: tuple[str, str]) -> None:
    text = premium(BOOK, months, TODAY).warnings[0].text.id

    assert all(amount in text for amount in readings)


def test_premium_of_24_months_is_the_total_the_regulation_names() -> None:
    assert premium(BOOK, 24, TODAY).total == int(read_law()["PERMENAKER4-18-TOTAL"].value)


def test_premium_of_a_scheme_without_the_part_before_work_leaves_it_out() -> None:
    pack = BOOK.packs[-1]
    alone = replace(pack.schemes[0], insured_before=False)

    assert premium(Rulebook([replace(pack, schemes=(alone,))]), 24, TODAY, scheme="P2P").total == 332_500


def test_cost_row_of_one_country_goes_before_the_row_for_all() -> None:
    pack = BOOK.packs[-1]
    row = next(row for row in pack.components if row.code == "visa" and row.zero_cost is False)
    narrow = replace(row, payer="agency", countries=("MY",))
    book = Rulebook([replace(pack, components=(*pack.components, narrow))])

    payers = [line.payer for line in cost_lines(book, FACTORY, "P2P", TODAY) if line.code == "visa"]
    assert payers == ["agency"]


def test_premium_between_tiers_follows_the_setting_of_the_pack() -> None:
    pack = pack_with(premium=(replace(BOOK.packs[-1].premium[0], between="per_month"),))

    assert premium(Rulebook([pack]), 13, TODAY).during == 189_000 + 13_500


@pytest.mark.parametrize("months", [0, -1, 601, 10**9])
def test_premium_for_impossible_months_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="months must be"):
        premium(BOOK, months, TODAY)


def test_cost_lines_of_zero_cost_job_leave_the_candidate_nothing() -> None:
    lines = cost_lines(BOOK, CAREGIVER, "P2P", TODAY)

    assert len(lines) >= 13
    assert not any(line.candidate_pays for line in lines)
    assert next(line for line in lines if line.code == "social_security").ceiling == 532_000


def test_cost_lines_of_other_job_name_what_the_candidate_may_bear() -> None:
    lines = {line.code: line for line in cost_lines(BOOK, FACTORY, "P2P", TODAY)}

    assert lines["medical"].candidate_pays
    assert not lines["service_fee"].candidate_pays
    assert not lines["tickets"].candidate_pays
    assert lines["medical"].warnings[0].code == "sources_differ"


def test_cost_lines_of_employer_who_promises_zero_cost_are_free() -> None:
    lines = cost_lines(BOOK, replace(FACTORY, zero_cost=True), "P2P", TODAY)

    assert not any(line.candidate_pays for line in lines)


def test_cost_of_cook_is_free_in_a_household_only() -> None:
    household = cost_lines(BOOK, Placement("SG", "5120", "individual", 24), "P2P", TODAY)
    restaurant = cost_lines(BOOK, Placement("SG", "5120", "legal_entity", 24), "P2P", TODAY)

    assert not any(line.candidate_pays for line in household)
    assert any(line.candidate_pays for line in restaurant)


def test_the_law_names_ten_zero_cost_jobs() -> None:
    assert len([job for job in BOOK.packs[-1].jobs if job.zero_cost]) == 10


def test_cost_ceilings_for_taiwan_bind_individual_employers() -> None:
    ceilings = {(row.amount, row.currency, row.per) for row in cost_ceilings(BOOK, CAREGIVER, "P2P", TODAY)}
    monthly = {(1_800, "TWD", "month"), (1_700, "TWD", "month"), (1_500, "TWD", "month")}
    once = {(9_622_000, "IDR"), (20_000, "TWD"), (1_020_000, "IDR"), (550_000, "IDR")}

    assert ceilings == {(*pair, "placement") for pair in once} | monthly
    factory = cost_ceilings(BOOK, replace(CAREGIVER, employer_kind="legal_entity"), "P2P", TODAY)
    assert {(row.amount, row.currency, row.per) for row in factory} == monthly


@pytest.mark.parametrize(("occupation", "hours"), [("5322", 10), ("5142", 4), ("5131", 4), (None, 10)])
def test_orientation_rule_counts_lesson_hours(occupation: str | None, hours: int) -> None:
    rule = orientation_rule(BOOK, "P2P", occupation, "legal_entity", TODAY)

    assert (rule.hours, rule.seats) == (hours, 40)


def test_orientation_rule_of_independent_worker_is_two_hours() -> None:
    assert orientation_rule(BOOK, "MANDIRI", None, None, TODAY).hours == 2


def test_orientation_rule_of_unknown_scheme_is_refused() -> None:
    with pytest.raises(KeyError):
        orientation_rule(BOOK, "XYZ", None, None, TODAY)


@pytest.mark.parametrize(
    ("country", "kind", "occupation", "state"),
    [
        ("TW", "individual", "5322", "open"),
        ("MY", "individual", "9111", "special"),
        ("AE", "individual", "9111", "closed"),
        ("AE", "legal_entity", "8212", "not_listed"),
        ("KH", "legal_entity", "8212", "closed"),
        ("ZZ", "legal_entity", "8212", "not_listed"),
    ],
)
def test_destination_state_follows_todays_law(country: str, kind: str, occupation: str, state: str) -> None:
    assert destination_state(BOOK, Placement(country, occupation, kind), "P2P", TODAY).state == state


def test_destination_state_names_the_closure_for_the_transitional_list() -> None:
    placement = Placement("KH", "8212", "legal_entity")

    assert destination_state(BOOK, placement, "P2P", TODAY).closure == "bukan-negara-tujuan"
    assert destination_state(BOOK, placement, "P2P", TODAY, ("bukan-negara-tujuan",)).state == "special"


def test_age_rules_put_the_binding_one_first() -> None:
    facts = replace(COMPLETE, placement=Placement("MY", "9111", "individual"))
    rules = age_rules(BOOK, facts, TODAY)

    assert [rule.code for rule in rules] == ["umum", "perseorangan-21", "malaysia-rumah-tangga"]
    assert [rule.blocks for rule in rules] == [True, False, False]


def test_citation_of_law_row_is_what_people_cite() -> None:
    assert citation(BOOK, "UU18-13-1-f").citation == "UU 18/2017 Ps 13 huruf f"
    with pytest.raises(KeyError):
        citation(BOOK, "UU99-1")


def card(state: EvidenceState) -> tuple[Evidence, ...]:
    return (*without(COMPLETE, "card").evidence, Evidence("card", state, TODAY))


def test_gate_missing_card_alone_is_amber_with_its_ground() -> None:
    man = replace(without(COMPLETE, "card"), person=replace(COMPLETE.person, sex="M"))
    tone, reasons = gate_check(BOOK, man, TODAY)

    assert tone == "amber"
    assert [reason.code for reason in reasons] == ["card"]
    assert "Permen P2MI 34/2025" in reasons[0].citation


def test_gate_revoked_card_is_red() -> None:
    man = replace(COMPLETE, person=replace(COMPLETE.person, sex="M"), evidence=card(EvidenceState.REFUSED))

    assert gate_check(BOOK, man, TODAY)[0] == "red"


@pytest.mark.control
def test_gate_missing_card_turns_red_only_when_the_pack_says_so() -> None:
    def harsh(row: RequirementRow) -> RequirementRow:
        return replace(row, gate_missing="red") if row.code == "card" else row

    book = Rulebook([pack_with(requirements=tuple(map(harsh, BOOK.packs[-1].requirements)))])
    man = replace(without(COMPLETE, "card"), person=replace(COMPLETE.person, sex="M"))

    assert gate_check(book, man, TODAY)[0] == "red"


def test_diff_of_the_two_editions_lists_rows() -> None:
    old, new = BOOK.packs
    changes = {(change.row, change.change): change for change in diff(old, new)}

    assert ("requirement contract_acknowledged", "added") in changes
    assert ("closure bukan-negara-tujuan", "added") in changes
    assert changes["requirement candidate_id", "changed"].fields == {"blocks": (None, False)}
    assert diff(new, new) == []


def test_dry_run_tells_which_dossiers_stand_otherwise_and_how() -> None:
    shorter = tuple(
        replace(row, valid_months=1) if row.code == "medical" else row for row in BOOK.packs[-1].requirements
    )
    new = Rulebook([pack_with(requirements=shorter)])
    changes = list(dry_run(BOOK, new, [COMPLETE, without(COMPLETE, "medical")], date(2026, 12, 15)))

    assert [change.place for change in changes] == [0]
    assert changes[0].requirements == {"medical": ("met", "lapsed")}
