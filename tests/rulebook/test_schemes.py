"""A new scheme is a file, and so is another country: neither needs a line of Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rantau.rulebook.asking import asked
from rantau.rulebook.compare import diff
from rantau.rulebook.engine import assess
from rantau.rulebook.examples import Example, mismatches, read_examples
from rantau.rulebook.gate import gate_check
from rantau.rulebook.loader import INDONESIA, Rulebook, indonesia, load_rulebook, load_texts
from rantau.rulebook.lookups import destination_state, orientation_rule, premium
from rantau.rulebook.model import Evidence, Facts, Mark, Person, Placement, State
from rantau.rulebook.pack import Pack

HERE = Path(__file__).parent
FICTITIOUS, PHILIPPINES = HERE / "fictitious", HERE / "philippines"
BOOK = indonesia()
DAY = date(2026, 11, 22)


def with_seasonal_work() -> Pack:
    """The current pack with one more file."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (INDONESIA / "pack-2026.1").glob("*.toml")}
    file = FICTITIOUS / "scheme-musiman.toml"
    return load_texts({**texts, file.name: file.read_text(encoding="utf-8")})


SEASONAL = Rulebook([with_seasonal_work()])
PHILIPPINE = load_rulebook(PHILIPPINES)


@pytest.mark.parametrize("example", read_examples(FICTITIOUS / "examples"), ids=lambda example: example.name)
def test_add_a_scheme_as_a_file_judges_its_dossiers(example: Example) -> None:
    assert mismatches(SEASONAL, example) == []


def test_add_a_scheme_as_a_file_changes_no_row_of_another() -> None:
    changes = diff(BOOK.packs[-1], SEASONAL.packs[0])

    assert {change.change for change in changes} == {"added"}
    assert {change.file for change in changes} == {"scheme-musiman.toml"}


def test_add_a_scheme_as_a_file_leaves_every_other_example_as_it_was() -> None:
    book = Rulebook([BOOK.packs[0], SEASONAL.packs[0]])

    assert [said for example in read_examples() if (said := mismatches(book, example))] == []


@pytest.mark.parametrize("example", read_examples(PHILIPPINES / "examples"), ids=lambda example: example.name)
def test_adopt_another_country_judges_its_dossiers(example: Example) -> None:
    assert mismatches(PHILIPPINE, example) == []


def test_adopt_another_country_answers_what_other_rooms_ask() -> None:
    placement = Placement("HK", "9111", "individual", 24)

    assert destination_state(PHILIPPINE, placement, "LANDBASED", DAY).state == "open"
    assert destination_state(PHILIPPINE, replace(placement, country="ZZ"), "LANDBASED", DAY).state == "not_listed"
    with pytest.raises(LookupError, match="no premiums"):
        premium(PHILIPPINE, 24, DAY)
    with pytest.raises(KeyError):
        orientation_rule(PHILIPPINE, "LANDBASED", "9111", "individual", DAY)


def codes(books: Iterable[Rulebook]) -> set[str]:
    return {row.code for book in books for pack in book.packs for row in pack.schemes}


def test_name_a_scheme_happens_in_no_python_of_the_rulebook() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in INDONESIA.parent.glob("*.py")}
    quoted = [
        (file, code) for file, text in sources.items() for code in codes([BOOK, SEASONAL, PHILIPPINE])
        if f'"{code}"' in text
    ]  # fmt: skip

    assert quoted == []


def unjudged(scheme: str, **person: object) -> Facts:
    return Facts(scheme, DAY, Person(date(1999, 5, 5), "F", **person))  # type: ignore[arg-type]  # named facts


@pytest.mark.parametrize("scheme", sorted(codes([BOOK])))
def test_begin_in_any_scheme_stands_at_the_first_station_with_somebody_to_act(scheme: str) -> None:
    answer = assess(BOOK, unjudged(scheme), DAY)

    assert answer.stage == answer.stations[0].code
    assert answer.turn
    assert not answer.placed
    assert not answer.stopped


@pytest.mark.parametrize("scheme", sorted(codes([BOOK])))
def test_walk_any_scheme_to_its_end_is_placed_departs_works_and_returns(scheme: str) -> None:
    """One good proof of everything the scheme asks for, day after day, ends the line."""
    pack = BOOK.packs[-1]
    country = {"G2G": "KR", "SSW": "JP", "SPSK": "SA", "MANDIRI": "IT", "P2P": "TW"}.get(scheme, "MY")
    kind, occupation = ("individual", "9111") if scheme == "SPSK" else ("legal_entity", "8212")
    good = {"medical": "fit", "psychology": "fit", "pregnancy_test": "negative"}
    proofs = [
        Evidence((row.kinds or (row.code,))[0], issued_on=DAY, values={"result": good.get(row.code, "")})
        for row in asked(pack, scheme)
        if row.check in ("evidence", "window")
    ]
    placement = Placement(country, occupation, kind, 24, competence_scheme=True, quota="used", departs_on=DAY)
    abroad = {row.code for row in pack.stations if row.abroad}
    last = [row.code for row in asked(pack, scheme) if row.station in abroad]
    at_home = [item for item in proofs if item.kind not in last]
    facts = Facts(scheme, DAY, Person(date(1999, 5, 5), "F", "single", "matched"), placement, tuple(at_home))

    ready = assess(BOOK, facts, DAY)
    assert (ready.placed, ready.departed_on) == (True, None)
    assert gate_check(BOOK, facts, DAY)[0] == "green"
    returned = assess(BOOK, replace(facts, evidence=tuple(proofs)), DAY)
    assert (returned.stage, returned.departed_on) == (returned.stations[-1].code, DAY)
    assert {station.mark for station in returned.stations[:-1]} == {Mark.DONE}


def test_await_papers_of_a_derived_list_moves_the_line_and_holds_nobody() -> None:
    answer = assess(BOOK, unjudged("LAUT-NIAGA", nik_state="matched"), DAY)

    assert (answer.stage, answer.turn) == ("register", "candidate")
    assert "account" in [item.code for item in answer.awaiting]
    assert "account" not in [item.code for item in answer.holding]
    assert answer.requirement("account").rule.certainty == "derived"


@pytest.mark.control
def test_await_nothing_a_derived_scheme_would_run_past_everybody() -> None:
    pack = BOOK.packs[-1]
    schemes = tuple(replace(row, rests_on=()) for row in pack.schemes)
    binding = ("age", "destination", "card", "departure", "arrival_report", "return_report")
    library = tuple(replace(row, blocks=row.code in binding, awaited=False) for row in pack.requirements)
    careless = Rulebook([replace(pack, schemes=schemes, requirements=library)])

    answer = assess(careless, unjudged("LAUT-NIAGA", nik_state="matched"), DAY)
    assert (answer.stage, answer.turn) != ("register", "candidate")


def test_ask_otherwise_in_one_country_follows_the_case() -> None:
    facts = replace(unjudged("G2G"), placement=Placement("KR", "8212", "legal_entity"))
    japan = replace(facts, placement=Placement("JP", "2221", "legal_entity"))

    rows = [assess(BOOK, held, DAY).requirement("passport").rule.row for held in (facts, japan)]
    assert rows == ["requirement passport", "variant G2G passport country=JP"]


def test_close_a_country_for_new_placements_only_warns_whoever_goes_back_to_her_job() -> None:
    placement = Placement("AE", "9111", "individual")
    new = assess(BOOK, replace(unjudged("P2P"), placement=placement), DAY).requirement("destination")
    back = assess(BOOK, replace(unjudged("RE-ENTRY"), placement=placement), DAY).requirement("destination")

    assert (new.state, new.blocking) == (State.REFUSED, True)
    assert (back.state, [word.code for word in back.warnings]) == (State.MET, ["closure:timur-tengah-perseorangan"])
