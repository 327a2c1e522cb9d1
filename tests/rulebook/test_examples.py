"""The situations a legal officer wrote beside the packs come out as written."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from rantau.rulebook.errors import InputError
from rantau.rulebook.examples import EXAMPLES as EXAMPLES_OF
from rantau.rulebook.examples import Example, mismatches, read_examples
from rantau.rulebook.lawbook import read_law
from rantau.rulebook.loader import Rulebook, indonesia

EXAMPLES = read_examples()
EXCEPTIONS = (
    *("cuti di rumah", "tanpa NIK", "diskors sesudah", "diskors sebelum", "daftar peralihan", "genap 40 tahun besok"),
    *("29 Februari", "kontrak 7 bulan", "kontrak 11 bulan", "kontrak 13 dan 23 bulan", "dua warga satu NIK"),
    *("satu warga dua NIK", "menikah di tengah proses", "ganti nama di tengah", "paspor diperbarui di tengah"),
    *("naik kapal", "negara ditutup saat ia berproses"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_judge_example_of_legal_officer_agrees(example: Example) -> None:
    assert mismatches(indonesia(), example) == []


@pytest.mark.parametrize("scheme", [row.code for row in indonesia().packs[-1].schemes])
def test_read_examples_has_at_least_three_for_every_scheme(scheme: str) -> None:
    assert len([example for example in EXAMPLES if example.facts.scheme == scheme]) >= 3


@pytest.mark.parametrize("words", EXCEPTIONS)
def test_read_examples_has_every_exception_in_which_people_get_lost(words: str) -> None:
    assert [example for example in EXAMPLES if words in example.name]


def test_write_an_example_names_law_rows_that_exist() -> None:
    law = read_law()
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES_OF.glob("*.toml"))]
    named = {name for table in tables for example in table["example"] for name in example["law"]}

    assert named - law.keys() == set()


def test_read_example_with_an_expectation_nobody_knows_is_refused(tmp_path: Path) -> None:
    text = (EXAMPLES_OF / "ssw.toml").read_text(encoding="utf-8")
    (tmp_path / "ssw.toml").write_text(text.replace('stage = "register"', 'stasiun = "register"', 1), encoding="utf-8")

    with pytest.raises(InputError, match=r"ssw.toml.*stasiun"):
        read_examples(tmp_path)


@pytest.mark.control
def test_judge_example_under_changed_law_is_told() -> None:
    """Without the three months of Perpres 64/2011 the lapse at midnight is no longer seen, and the example says so."""
    packs = [
        replace(pack, requirements=tuple(replace(row, valid_months=None) for row in pack.requirements))
        for pack in indonesia().packs
    ]
    lapsed = next(example for example in EXAMPLES if "lewat tengah malam" in example.name)

    assert "states.medical: expected lapsed, found met" in mismatches(Rulebook(packs), lapsed)
