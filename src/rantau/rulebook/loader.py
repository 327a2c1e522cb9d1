"""Reads packs from TOML and refuses what must not come into force, naming file, row and reason."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rantau.rulebook.checks import check_pack, check_together
from rantau.rulebook.compiler import Program, compile_program
from rantau.rulebook.dump import is_scheme_file, owner, pack_hash, scheme_file
from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import TABLES, Pack, RequirementRow, VariantRow
from rantau.rulebook.rows import read_changes, read_row, row_name, shape

INDONESIA = Path(__file__).parent / "indonesia"
MAX_FILE = 2_000_000  # bytes; the largest file of a real pack has 60,000
SHARED = frozenset({"pack", "premium", "class"})  # tables that no single scheme may write
VARIANT = frozenset({"scheme", "requirement", "where"})  # all else in a variant is a field of the requirement


def load_texts(texts: Mapping[str, str]) -> Pack:
    """A pack from file name -> TOML text. Raises PackError."""
    parsed = {file: _parse(file, text) for file, text in sorted(texts.items())}
    for file, tables in parsed.items():
        _refuse_unknown(file, tables)
    schemes = {file: _scheme_of(file, tables) for file, tables in parsed.items() if is_scheme_file(file)}
    made: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for table, home, place, row_class, keys in TABLES:
        rows = []
        for file, tables in parsed.items():
            for values in _held(file, table, tables):
                name = _name(table, keys, values)
                row = _read(file, name, row_class, values, schemes.get(file))
                sources[row_name(table, keys, _fields(row))] = file
                rows.append(row)
        made[place] = _counted(table, home, rows)
    pack = in_order(Pack(**made, files=sources))
    check_pack(pack)
    return replace(pack, hash=pack_hash(pack))


def in_order(pack: Pack) -> Pack:
    """The pack with its schemes in their order, and in each table what is shared before what is one scheme's own."""
    schemes = sorted(pack.schemes, key=lambda row: (row.order, row.code))
    rank = {row.code: place for place, row in enumerate(schemes, 1)}
    places = [place for _, _, place, _, _ in TABLES if place != "head"]
    ordered: dict[str, Any] = {
        place: tuple(sorted(getattr(pack, place), key=lambda row: rank.get(owner(row) or "", 0))) for place in places
    }
    return replace(pack, **ordered)


def load_pack(folder: Path) -> Pack:
    """A pack from a folder of TOML files. Raises PackError."""
    return load_texts({path.name: _text(path) for path in sorted(folder.glob("*.toml"))})


class Rulebook:
    """The packs of one country in order of their effective date, compiled on first use of a pair of editions."""

    __slots__ = ("_programs", "packs", "starts")

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs: tuple[Pack, ...] = tuple(sorted(packs, key=lambda pack: pack.head.effective_from))
        if not self.packs:
            raise PackError("pack.toml", "[pack]", "a rulebook needs at least one pack")
        starts = [pack.head.effective_from for pack in self.packs]
        versions = [pack.version for pack in self.packs]
        if len(set(starts)) != len(starts) or len(set(versions)) != len(versions):
            raise PackError("pack.toml", "[pack]", "two packs share a version or an effective date (overlapping dates)")
        check_together(self.packs)
        self.starts: list[date] = starts
        self._programs: dict[tuple[str, int, int], Program] = {}

    def with_edition(self, pack: Pack) -> Rulebook:
        """The rulebook with one more edition; it takes the place of one with the same first day. Raises PackError."""
        others = [held for held in self.packs if held.head.effective_from != pack.head.effective_from]
        return Rulebook([*others, pack])

    def place(self, on: date) -> int:
        """Index of the pack in force on a legal date; the oldest pack for days before it."""
        return max(bisect_right(self.starts, on) - 1, 0)

    def pack_on(self, on: date) -> Pack:
        """The pack in force on a legal date."""
        return self.packs[self.place(on)]

    def next_start(self, on: date) -> date | None:
        """First effective date after ``on``."""
        after = bisect_right(self.starts, on)
        return self.starts[after] if after < len(self.starts) else None

    def program(self, scheme: str, opened_on: date, on: date) -> Program:
        """The compiled rules for a dossier opened then and judged now. ValueError for an unknown scheme."""
        key = (scheme, self.place(opened_on), self.place(on))
        found = self._programs.get(key)
        if found is None:
            found = self._programs[key] = compile_program(self.packs[key[1]], self.packs[key[2]], scheme)
        return found


def load_rulebook(folder: Path = INDONESIA) -> Rulebook:
    """Every pack below a country's folder (one folder per edition, named ``pack-…``). Raises PackError."""
    return Rulebook(load_pack(path) for path in sorted(folder.glob("pack-*")))


@cache
def indonesia() -> Rulebook:
    """Indonesia's rulebook as shipped, loaded once per process."""
    return load_rulebook()


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_FILE:
        raise PackError(path.name, "file", f"larger than {MAX_FILE} bytes")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(path.name, "file", "is not UTF-8 text") from error


def _parse(file: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackError(file, "file", f"is not TOML: {error}") from error


def _refuse_unknown(file: str, tables: Mapping[str, Any]) -> None:
    if is_scheme_file(file):
        known = {table for table, *_ in TABLES} - SHARED
    else:
        known = {table for table, place, *_ in TABLES if place == file}
    if not known:
        raise PackError(file, "file", "is not a file of a pack")
    for table in tables:
        if table not in known:
            raise PackError(file, table, "unknown table")


def _scheme_of(file: str, tables: Mapping[str, Any]) -> str:
    """The scheme of a scheme's file, which is named after it."""
    held = _held(file, "scheme", tables)
    if len(held) != 1:
        raise PackError(file, "[scheme]", f"must stand there exactly once, found {len(held)}")
    code = held[0].get("code") if isinstance(held[0], Mapping) else None
    if not isinstance(code, str) or scheme_file(code) != file:
        raise PackError(file, "[scheme]", f"a scheme's file is named after it: {scheme_file(str(code))}")
    return code


def _held(file: str, table: str, tables: Mapping[str, Any]) -> list[Any]:
    held = tables.get(table, [])
    held = [held] if isinstance(held, Mapping) else held
    if not isinstance(held, list):
        raise PackError(file, table, "is not a table")
    return held


def _read(file: str, name: str, row_class: Any, values: Any, scheme: str | None) -> Any:
    """One row; in a scheme's file the scheme goes without saying and no other can be meant."""
    if not isinstance(values, Mapping):
        raise PackError(file, name, "is not a table")
    known = shape(row_class)
    if scheme is not None:
        for key, own in (("scheme", scheme), ("schemes", [scheme])):
            if key in known and values.get(key, own) != own:
                raise PackError(file, name, f"{key} may only be {scheme} in this file")
            values = {**values, key: own} if key in known else values
    if row_class is not VariantRow:
        return read_row(file, name, row_class, values)
    row = read_row(file, name, row_class, {key: held for key, held in values.items() if key in VARIANT})
    changes = {key: held for key, held in values.items() if key not in VARIANT}
    return replace(row, changes=read_changes(file, name, RequirementRow, changes))


def _counted(table: str, home: str, rows: list[Any]) -> Any:
    least = 1 if table == "pack" else 0
    if table in SHARED and not least <= len(rows) <= 1:
        raise PackError(home, f"[{table}]", f"must stand there exactly once, found {len(rows)}")
    return rows[0] if table == "pack" else tuple(rows)


def _fields(row: Any) -> dict[str, Any]:
    row_class: Any = type(row)
    return {key: getattr(row, key) for key in shape(row_class)}


def _name(table: str, keys: tuple[str, ...], row: object) -> str:
    return row_name(table, keys, row) if isinstance(row, Mapping) else table
