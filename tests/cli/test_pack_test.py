"""`rantau pack test`: a legal officer's situations, judged without a database."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rantau.cli.packs import pack
from rantau.rulebook.loader import INDONESIA

PHILIPPINES = Path(__file__).parents[1] / "rulebook" / "philippines"


def called(*words: str) -> Result:
    return CliRunner().invoke(pack, ["test", *words])


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """Another country's folder, to be changed."""
    return Path(shutil.copytree(PHILIPPINES, tmp_path / "country"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_judge_the_shipped_examples_agrees() -> None:
    answer = called()

    assert answer.exit_code == 0
    assert "examples are judged as expected" in answer.output


def test_judge_another_country_from_its_folder_agrees(country: Path) -> None:
    answer = called(str(country))

    assert (answer.exit_code, answer.output) == (0, "6 of 6 examples are judged as expected.\n")


def test_judge_an_example_that_differs_says_which_and_how(country: Path) -> None:
    change(country / "examples" / "landbased.toml", 'stage = "working"', 'stage = "clearance"')
    answer = called(str(country))

    assert answer.exit_code == 1
    assert (
        "landbased.toml: everything settled and gone: working: stage: expected clearance, found working"
        in answer.output
    )


def test_judge_a_scheme_that_nobody_has_says_so(country: Path) -> None:
    change(country / "examples" / "landbased.toml", 'scheme = "LANDBASED"', 'scheme = "SEABASED"')
    answer = called(str(country))

    assert answer.exit_code == 1
    assert "no scheme 'SEABASED'" in answer.output


def test_judge_with_a_broken_edition_names_file_row_and_reason(country: Path) -> None:
    change(country / "pack-2024.1" / "requirements.toml", 'verifier = "dfa"', 'verifier = "agency"')
    answer = called(str(country))

    assert answer.exit_code == 2
    assert "requirements.toml, requirement passport: nobody can verify it" in answer.stderr


@pytest.mark.parametrize("text", ["[[example", "[example]\nname = 1", "[[base]]\nfacts = {}"])
def test_judge_broken_examples_names_the_file(country: Path, text: str) -> None:
    (country / "examples" / "landbased.toml").write_text(text, encoding="utf-8")
    answer = called(str(country))

    assert answer.exit_code == 2
    assert "landbased.toml" in answer.stderr


def test_judge_with_a_draft_shows_what_it_would_change(tmp_path: Path) -> None:
    draft = Path(shutil.copytree(INDONESIA / "pack-2026.1", tmp_path / "draft"))
    change(draft / "requirements.toml", "valid_months = 3", "valid_months = 6")
    answer = called("--draft", str(draft))

    assert answer.exit_code == 1
    assert "p2p.toml" in answer.output
    assert "until.medical" in answer.output
