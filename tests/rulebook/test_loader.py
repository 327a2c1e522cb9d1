"""A pack that must not come into force is refused with its file, its row and the reason."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from rantau.rulebook import checks, checks_asking, loader
from rantau.rulebook.asking import asked, cases_of
from rantau.rulebook.dump import dump_pack, pack_hash
from rantau.rulebook.errors import PackError
from rantau.rulebook.loader import INDONESIA, Rulebook, indonesia, load_pack, load_texts
from rantau.rulebook.pack import Pack

FOLDER = INDONESIA / "pack-2026.1"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}

BAD = tomllib.loads((Path(__file__).parent / "bad_packs.toml").read_text(encoding="utf-8"))["bad"]
NAMES = [held["name"] for held in BAD]


def broken(bad: dict[str, str]) -> dict[str, str]:
    """The current pack's texts with one place changed."""
    file = bad["file"]
    if "more" in bad:
        return {**TEXTS, file: f"{TEXTS.get(file, '')}\n{bad['more']}"}
    assert bad["old"] in TEXTS[file]
    return {**TEXTS, file: TEXTS[file].replace(bad["old"], bad["new"], 1)}


@pytest.mark.parametrize("bad", BAD, ids=NAMES)
def test_load_bad_pack_names_file_row_and_reason(bad: dict[str, str]) -> None:
    with pytest.raises(PackError) as refused:
        load_texts(broken(bad))

    assert refused.value.file == bad["named"]
    assert bad.get("row", refused.value.row) == refused.value.row != ""
    assert bad["reason"] in refused.value.reason


@pytest.mark.parametrize("file", ["head.txt.toml", "extra.toml"])
def test_load_stray_file_is_refused(file: str) -> None:
    with pytest.raises(PackError, match="not a file of a pack"):
        load_texts({**TEXTS, file: "x = 1"})


def test_load_pack_without_head_is_refused() -> None:
    with pytest.raises(PackError, match="exactly once"):
        load_texts({name: text for name, text in TEXTS.items() if name != "pack.toml"})


def test_load_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(PackError, match="not UTF-8"):
        load_pack(tmp_path)


def test_load_enormous_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes(b"#" * (loader.MAX_FILE + 1))

    with pytest.raises(PackError, match="larger than"):
        load_pack(tmp_path)


@pytest.mark.parametrize("pack", indonesia().packs, ids=lambda pack: pack.version)
def test_dump_and_load_round_trip_gives_the_same_pack_and_text(pack: object) -> None:
    texts = dump_pack(pack)  # type: ignore[arg-type]  # a pack of the rulebook
    again = load_texts(texts)

    assert again == pack
    assert dump_pack(again) == texts


def test_hash_changes_with_any_row_and_not_with_comments() -> None:
    pack = indonesia().packs[-1]
    commented = load_texts({**TEXTS, "ages.toml": "# catatan\n" + TEXTS["ages.toml"]})
    changed = load_texts(broken({"file": "orientation.toml", "old": "seats = 40", "new": "seats = 39"}))

    assert commented.hash == pack.hash == pack_hash(pack)
    assert changed.hash != pack.hash


def test_rulebook_with_two_packs_of_one_date_is_refused() -> None:
    pack = indonesia().packs[-1]

    with pytest.raises(PackError, match="overlapping dates"):
        Rulebook([pack, pack])


def test_rulebook_without_packs_is_refused() -> None:
    with pytest.raises(PackError, match="at least one pack"):
        Rulebook([])


def test_pack_of_indonesia_asks_at_least_25_requirements_of_p2p() -> None:
    for pack in indonesia().packs:
        assert len(asked(pack, "P2P")) >= 25


def test_pack_of_indonesia_has_every_scheme_of_the_field() -> None:
    schemes = ["P2P", "G2G", "MANDIRI", "UKPS", "SPSK", "SSW", "LAUT-NIAGA", "LAUT-IKAN", "RE-ENTRY", "DEPORTAN"]

    for pack in indonesia().packs:
        assert [row.code for row in pack.schemes] == schemes


@pytest.mark.parametrize("pack", indonesia().packs, ids=lambda pack: pack.version)
def test_no_scheme_blocks_on_law_that_was_not_seen(pack: Pack) -> None:
    grades = {row.id: row.certainty for row in pack.law}
    for scheme in pack.schemes:
        for held in cases_of(pack, scheme.code):
            for case in held:
                assert not case.row.blocks or {grades[name] for name in case.row.basis} == {"seen"}, case.name


@pytest.mark.parametrize("scheme", ["UKPS", "SPSK", "LAUT-NIAGA", "LAUT-IKAN", "RE-ENTRY", "DEPORTAN"])
def test_scheme_put_together_by_analogy_binds_only_where_the_law_speaks_of_everybody(scheme: str) -> None:
    everybody = {"age", "destination", "card", "departure", "arrival_report", "return_report", "ukps_permit"}

    for pack in indonesia().packs:
        assert {row.code for row in asked(pack, scheme) if row.blocks} <= everybody
        assert not [edge for edge in pack.edges if edge.scheme == scheme and edge.hard and edge.before != "departure"]


def test_what_applies_today_needs_a_place_on_the_line_of_older_cohorts() -> None:
    old, new = indonesia().packs
    stations = tuple(replace(row, code="tujuan") if row.code == "selection" else row for row in new.stations)

    with pytest.raises(PackError, match="applies today, and the line of P2P"):
        Rulebook([old, replace(new, stations=stations)])


@pytest.mark.control
@pytest.mark.parametrize(
    ("module", "check", "name"),
    [
        (checks, "law", "no_basis"),
        (checks, "dated_rows", "overlapping_dates"),
        (checks_asking, "edges", "circle"),
        (checks_asking, "refuse_unseen", "variant_blocks_on_mixed_sources"),
        (checks_asking, "requirement", "variant_nobody_can_verify"),
    ],
)
def test_load_bad_pack_without_its_check_is_accepted(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, check: str, name: str
) -> None:
    monkeypatch.setattr(module, check, lambda *_: None)  # looks at nothing

    assert load_texts(broken(BAD[NAMES.index(name)]))
