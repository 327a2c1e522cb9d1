"""The repository keeps its own promises: commands that are named exist, and no file knows somebody's machine."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from rantau.cli.main import COMMANDS
from tools import check, no_addresses, unused

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "THREAT_MODEL.md", "docs/house-style.md")
FIRST_NEEDED = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "THREAT_MODEL.md", "LICENSE", ".ci/run")
# The reason follows the code of the check: "S608 - the names come from our own enum".
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma)\b(?P<rest>[^\n]*)")


def make_targets() -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def named_targets(text: str) -> set[str]:
    """Return the targets a text tells its reader to use: those in code, as `make test`."""
    return set(re.findall(r"(?:`|^\s*|&& )make ([a-z][a-z-]*)", text, re.MULTILINE))


def named_subcommands(text: str) -> set[str]:
    """Return the subcommands of `rantau` a text tells its reader to use."""
    return set(re.findall(r"(?:`|bin/|BIN\)/)rantau ([a-z][a-z-]*)", text))


def linked_files(text: str) -> Iterable[str]:
    """Return the files of the repository a text links to."""
    return (target for target in re.findall(r"\]\(([^)#:\s]+)", text) if "://" not in target)


def silenced_without_reason(text: str) -> list[str]:
    """Return the comments that switch off a check and do not say why."""
    found = []
    for match in SILENCED.finditer(text):
        reason = re.sub(r"^\s*:?\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|^\s*\[[\w, -]+\]", "", match["rest"])
        if len(re.sub(r"\W", "", reason)) < 10:
            found.append(match.group())
    return found


def test_repository_has_the_files_a_newcomer_looks_for() -> None:
    assert [name for name in FIRST_NEEDED if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_names_only_commands_that_exist(document: str) -> None:
    assert named_targets((ROOT / document).read_text()) - make_targets() == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, "Makefile"])
def test_document_names_only_subcommands_that_exist(document: str) -> None:
    assert named_subcommands((ROOT / document).read_text()) - COMMANDS.keys() == set()


@pytest.mark.control
def test_document_naming_an_unknown_subcommand_is_found() -> None:
    assert named_subcommands("Type `rantau tea` or .venv/bin/rantau serve.") - COMMANDS.keys() == {"tea"}


@pytest.mark.control
def test_document_naming_an_unknown_command_is_found() -> None:
    assert named_targets("Type `make tea`.\n\n    make coffee\n") - make_targets() == {"tea", "coffee"}


def test_readme_names_the_two_commands_and_every_day_to_day_target() -> None:
    assert {"run", "test", "check", "controls", "test-long", "bench"} <= named_targets((ROOT / "README.md").read_text())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document_links_only_to_files_that_exist(document: str) -> None:
    path = ROOT / document
    assert [link for link in linked_files(path.read_text()) if not (path.parent / link).exists()] == []


def test_decisions_are_numbered_without_gap_and_listed() -> None:
    records = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [name[:4] for name in records] == [f"{number:04}" for number in range(len(records))]
    index = (ROOT / "docs/adr/README.md").read_text()
    assert [name for name in records if name not in index] == []


def test_tracked_files_hold_no_address_of_a_registry_or_machine() -> None:
    assert no_addresses.all_breaches(no_addresses.tracked()) == []


@pytest.mark.control
@pytest.mark.parametrize(
    "text",
    [
        "https://files." + "pythonhosted" + ".org/packages/x.whl",
        "uv pip compile --index" + "-url https://mirror.example",
        "registry" + "=https://npm.example",
        "see /ro" + "ot/notes.txt",
        "data in /ho" + "me/somebody/data",
        "file:/" + "//srv/packages",
    ],
)
def test_address_in_a_file_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"first line\n{text}\n")
    assert len(list(no_addresses.breaches(tmp_path / "notes.md"))) == 1


def test_address_of_a_web_page_with_a_similar_path_passes(tmp_path: Path) -> None:
    (tmp_path / "law.csv").write_text("https://peraturan.example/ho" + "me/details/1\n")
    assert list(no_addresses.breaches(tmp_path / "law.csv")) == []


def test_silenced_checks_say_why() -> None:
    texts = {path: path.read_text() for folder in ("src", "tools") for path in (ROOT / folder).rglob("*.py")}
    assert {str(path): lines for path, text in texts.items() if (lines := silenced_without_reason(text))} == {}


@pytest.mark.control
def test_silenced_check_without_reason_is_found() -> None:
    bad = "x = f()  # no" + "qa: S608\ny = g()  # type: " + "ignore[arg-type]\n"
    assert len(silenced_without_reason(bad)) == 2
    assert silenced_without_reason("x = f()  # no" + "qa: S608 - names come from our own enum\n") == []


def test_unused_template_and_url_are_found() -> None:
    texts = {
        Path("src/web/templates/desk/queue.html"): "{% url 'desk:file' %} <c-look.badge-line />",
        Path("src/web/templates/desk/forgotten.html"): "",
        Path("src/web/templates/cotton/look/badge_line.html"): "",
        Path("src/web/templates/404.html"): "",
        Path("src/web/urls.py"): 'path("a", queue, name="file"), path("b", queue, name="lost")',
        Path("src/web/views.py"): 'render(request, "desk/queue.html")',
    }
    assert list(unused.unused_templates(texts)) == ["template never rendered: desk/forgotten.html"]
    assert list(unused.unused_urls(texts)) == ["URL never linked: lost"]


def test_check_runs_every_step_the_house_promises() -> None:
    promised = {"format", "lint", "types", "templates", "migrations", "addresses", "unused pages", "figures"}
    assert promised <= {name for name, _ in check.steps()}


@pytest.mark.control
def test_check_failing_step_fails_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "steps", lambda: iter([("good", ["true"]), ("bad", ["false"])]))
    monkeypatch.setattr(check.sys, "argv", ["check"])
    assert check.main() == 1
