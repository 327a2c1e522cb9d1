"""The law tables: complete columns, honest certainty, disagreements that name each other, coverage kept up to date."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rantau.rulebook.citations import CITATIONS, cited
from rantau.rulebook.errors import PackError
from rantau.rulebook.lawbook import (
    REASONS,
    TABLES,
    TOPICS,
    citations_toml,
    coverage,
    law_toml,
    named_by_program,
    named_law,
    read_law,
    read_reasons,
    used_by,
    write,
)
from rantau.rulebook.loader import INDONESIA, indonesia

LAW = read_law()


def test_every_law_row_is_complete() -> None:
    for entry in LAW.values():
        assert entry.certainty in ("seen", "recalled", "derived"), entry.id
        assert all([entry.topic, entry.statement_en, entry.statement_id, entry.basis, entry.source]), entry.id
        assert entry.topic in TOPICS, entry.id


def test_law_rows_that_disagree_name_each_other() -> None:
    for entry in LAW.values():
        text = f"{entry.statement_en} {entry.note}"
        for pair in re.findall(r"disagrees? with ([A-Z0-9-]+)(?: and ([A-Z0-9-]+))?", text):
            for other in filter(None, pair):
                assert entry.id in LAW[other].statement_en + LAW[other].note, (entry.id, other)


def test_packs_copy_the_law_they_name() -> None:
    for pack in indonesia().packs:
        for row in pack.law:
            entry = LAW[row.id]
            assert (row.citation, row.certainty) == (entry.basis, entry.certainty), row.id
            assert (row.statement_id, row.statement_en) == (entry.statement_id, entry.statement_en), row.id
        assert {row.id for row in pack.law} == set(used_by(pack))


@pytest.mark.parametrize("edition", ["2023.1", "2026.1"])
def test_law_file_of_pack_is_as_generated(edition: str) -> None:
    pack = next(pack for pack in indonesia().packs if pack.version == f"ID-{edition}")
    written = (INDONESIA / f"pack-{edition}" / "law.toml").read_text(encoding="utf-8")

    assert written == law_toml(LAW, used_by(pack))
    assert named_law(INDONESIA / f"pack-{edition}") == set(used_by(pack))


def test_citations_are_as_generated_and_cover_every_row() -> None:
    assert CITATIONS.read_text(encoding="utf-8") == citations_toml(LAW)
    assert cited("UU27-2022-36") == "UU 27/2022 Ps 36"
    assert cited("UU 18/2017 Ps 5") == "UU 18/2017 Ps 5"


def test_coverage_list_is_up_to_date() -> None:
    assert (TABLES / "coverage.md").read_text(encoding="utf-8") == coverage(LAW, indonesia().packs)


def test_coverage_of_a_row_without_a_reason_is_refused() -> None:
    reasons = {name: reason for name, reason in read_reasons().items() if name != "SCH-G2P"}

    with pytest.raises(PackError, match="SCH-G2P: stands neither"):
        coverage(LAW, indonesia().packs, reasons)


@pytest.mark.parametrize("name", ["UU18-5-AGE", "UU99-1"])
def test_coverage_with_a_reason_nobody_needs_is_refused(name: str) -> None:
    with pytest.raises(PackError, match=f"{REASONS}, {name}"):
        coverage(LAW, indonesia().packs, {**read_reasons(), name: "invented"})


def test_named_by_program_finds_what_a_refusal_rests_on() -> None:
    found = named_by_program(LAW)

    assert "placement/documents" in found["PHOTO"]
    assert not [room for rooms in found.values() for room in rooms if room.startswith("rulebook")]


def test_read_law_with_an_id_twice_is_refused(tmp_path: Path) -> None:
    text = (TABLES / "card.csv").read_text(encoding="utf-8")
    (tmp_path / "one.csv").write_text(text, encoding="utf-8")
    (tmp_path / "two.csv").write_text(text, encoding="utf-8")

    with pytest.raises(PackError, match="stands there twice"):
        read_law(tmp_path)


def test_read_law_with_another_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("id,topic\n", encoding="utf-8")

    with pytest.raises(PackError, match="header"):
        read_law(tmp_path)


def test_write_makes_missing_files_anew(tmp_path: Path) -> None:
    country, tables = tmp_path / "indonesia", tmp_path / "law"
    shutil.copytree(INDONESIA, country)
    shutil.copytree(TABLES, tables)
    for path in (country / "pack-2026.1" / "law.toml", tables / "coverage.md"):
        path.unlink()

    write(country, tables)

    assert (tables / "coverage.md").read_text(encoding="utf-8") == (TABLES / "coverage.md").read_text(encoding="utf-8")
