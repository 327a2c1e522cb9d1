"""Every rule that an act or a refusal names stands as a row in docs/law, and says how sure we are of it."""

from collections.abc import Iterator
from importlib import import_module

import pytest

from rantau.config.matrix import load_actions
from rantau.kernel.refusals import Refusal, catalogue, known_refusals
from rantau.rulebook.lawbook import TABLES, LawEntry, coverage, read_law
from rantau.rulebook.loader import indonesia

CERTAINTIES = {"seen", "recalled", "derived"}


def cited() -> Iterator[tuple[str, str]]:
    """Yield (who names it, law id) of everything the code declares."""
    import_module("rantau.api.app")
    for name, spec in load_actions().items():
        yield from ((f"action {name}", law) for law in spec.law)
    yield from ((f"refusal {refusal.code}", refusal.rule) for refusal in known_refusals())


def unknown() -> list[str]:
    law = read_law()
    return sorted(f"{who}: {rule}" for who, rule in cited() if rule not in law)


def test_name_a_rule_in_the_code_has_its_row_in_the_law_tables() -> None:
    assert unknown() == []


@pytest.mark.parametrize("entry", read_law().values(), ids=lambda entry: entry.id)
def test_write_a_law_row_says_both_sentences_its_basis_and_how_sure_we_are(entry: LawEntry) -> None:
    assert all((entry.statement_id, entry.statement_en, entry.basis, entry.source))
    assert entry.certainty in CERTAINTIES


@pytest.mark.parametrize("entry", [row for row in read_law().values() if row.topic == "house"], ids=lambda row: row.id)
def test_write_a_house_rule_never_claims_to_be_seen_in_a_law(entry: LawEntry) -> None:
    assert entry.id.startswith("RANTAU-")
    assert (entry.certainty, bool(entry.note)) == ("derived", True)


def test_use_every_house_rule_somewhere_in_the_code() -> None:
    used = {rule for _, rule in cited()}
    assert [row.id for row in read_law().values() if row.topic == "house" and row.id not in used] == []


def test_generate_the_coverage_list_anew_gives_the_written_one() -> None:
    written = (TABLES / "coverage.md").read_text(encoding="utf-8")
    assert written == coverage(read_law(), indonesia().packs)


@pytest.mark.control
def test_name_a_rule_without_a_row_would_go_unseen_if_nobody_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rantau.kernel.refusals._CATALOGUE", {row.code: row for row in known_refusals()})
    catalogue(Refusal("invented_here", "Belum bisa.", "Not yet.", "UU99-2099-1", "office"))
    assert unknown() == ["refusal invented_here: UU99-2099-1"]
