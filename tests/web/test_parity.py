"""Every act can be done by a person at a page, unless only a machine may do it or ADR 0012 says why not."""

import re

import pytest

from rantau.config.matrix import load_actions
from rantau.config.paths import ROOT

WEB = ROOT / "src" / "rantau" / "web"
ADR = ROOT / "docs" / "adr" / "0012-acts-without-a-page.md"


def on_pages() -> set[str]:
    """Names of classes that the pages know."""
    return {name for path in WEB.rglob("*.py") for name in re.findall(r"\b[A-Z]\w+\b", path.read_text("utf-8"))}


def without_a_page() -> set[str]:
    """Acts of people whose command no page names."""
    known = on_pages()
    acts = load_actions().items()
    return {name for name, spec in acts if (spec.roles or spec.visitors) and spec.command.__name__ not in known}


def excused() -> set[str]:
    """Acts that the decision lists, by the first column of its table."""
    rows = re.findall(r"^\| (`.*?) \|", ADR.read_text("utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_act_of_people_has_a_page_or_a_reason() -> None:
    assert without_a_page() == excused()


def test_every_act_says_in_both_languages_what_it_is_and_under_which_law() -> None:
    assert [name for name, spec in load_actions().items() if not (all(spec.title) and spec.law)] == []


@pytest.mark.control
def test_control_an_act_that_loses_its_page_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    known = on_pages() - {"SignPlacement"}
    monkeypatch.setitem(globals(), "on_pages", lambda: known)
    assert without_a_page() - excused() == {"sign_placement"}
