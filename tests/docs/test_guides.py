"""The guides name only commands, addresses and files that exist, and speak as the house speaks."""

import re
from pathlib import Path

import click
import pytest
from django.urls import Resolver404, resolve

from rantau.cli.main import COMMANDS
from rantau.config.paths import ROOT
from rantau.kernel.actions import registry
from rantau.web.look import wordlint

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))])
GUIDES = sorted([*(DOCS / "panduan").glob("*.md"), *(DOCS / "guides").glob("*.md"), *(DOCS / "runbooks").glob("*.md")])
# Commands that design.md promises and that decisions may name before they are there.
LATER = {"link", "allot", "cutover", "stats", "backup", "restore"}
SAMPLE = "00000000-0000-4000-8000-000000000000"


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def code_of(text: str) -> str:
    """Return only what stands as code: between back-ticks, or indented by four."""
    inline = re.findall(r"`([^`\n]+)`", text)
    blocks = [line for line in text.splitlines() if line.startswith("    ")]
    return "\n".join([*inline, *blocks])


def unknown_commands(text: str) -> set[str]:
    code = code_of(text)
    ours = set(re.findall(r"(?:^|[\s/])rantau ([a-z][a-z-]+)", code, re.MULTILINE))
    makes = set(re.findall(r"(?:^|\s)make ([a-z][a-z-]+)", code, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    return {f"rantau {name}" for name in ours - set(COMMANDS) - LATER} | {f"make {name}" for name in makes - targets}


def leads_nowhere(page: Path, text: str) -> list[str]:
    links = [
        link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:|#", link)
    ]
    # pictures are taken by the browser tests, not kept by hand
    return [link for link in links if link and not link.endswith(".png") and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_name_a_command_in_the_docs_is_one_that_exists(page: Path) -> None:
    assert unknown_commands(page.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_link_in_the_docs_leads_to_a_file(page: Path) -> None:
    assert leads_nowhere(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_name_an_address_in_a_guide_is_one_that_opens(page: Path) -> None:
    closed = []
    for address in re.findall(r"`(/[a-z0-9/._-]*)`", page.read_text(encoding="utf-8")):
        try:
            resolve(address)
        except Resolver404:
            try:
                resolve(address + "/")
            except Resolver404:
                closed.append(address)
    assert closed == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_list_a_command_is_one_that_can_be_called(name: str) -> None:
    from rantau.cli.main import main

    assert isinstance(main.get_command(click.Context(main), name), click.Command)


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_write_a_guide_in_the_words_of_the_house(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert wordlint.INSULTS.search(text) is None
    assert "!" not in re.sub(r"`[^`]*`", "", text)


@pytest.mark.parametrize("page", sorted((DOCS / "panduan").glob("*.md")), ids=named)
def test_list_every_guide_in_the_index(page: Path) -> None:
    assert f"panduan/{page.name}" in (DOCS / "README.md").read_text(encoding="utf-8")


def test_name_an_operation_in_a_runbook_is_one_of_the_api() -> None:
    said = {
        name for page in GUIDES for name in re.findall(r"operation `(\w+)`|operasi `(\w+)`", page.read_text("utf-8"))
    }
    assert {name for pair in said for name in pair if name} <= set(registry())


@pytest.mark.control
def test_name_a_command_that_is_gone_would_go_unseen_if_nobody_looked() -> None:
    assert unknown_commands("Run `.venv/bin/rantau teleport` and\n\n    make coffee\n") == {
        "rantau teleport",
        "make coffee",
    }
