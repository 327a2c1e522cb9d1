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

from rantau.rulebook.checks import check_pack
from rantau.rulebook.compiler import Program, compile_program
from rantau.rulebook.dump import SINGLE, pack_hash
from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import TABLES, Pack
from rantau.rulebook.rows import read_row, row_name

INDONESIA = Path(__file__).parent / "indonesia"
MAX_FILE = 2_000_000  # bytes; the largest file of a real pack has 40,000


def load_texts(texts: Mapping[str, str]) -> Pack:
    """A pack from file name -> TOML text. Raises PackError."""
    parsed = {file: _parse(file, text) for file, text in texts.items()}
    _refuse_unknown(parsed)
    made: dict[str, Any] = {}
    for table, file, place, row_class, keys in TABLES:
        held = parsed.get(file, {}).get(table, [])
        held = [held] if isinstance(held, Mapping) else held
        if not isinstance(held, list):
            raise PackError(file, table, "is not a table")
        rows = tuple(read_row(file, _name(table, keys, row), row_class, row) for row in held)
        if table in SINGLE and len(rows) != 1:
            raise PackError(file, f"[{table}]", f"must stand there exactly once, found {len(rows)}")
        made[place] = rows[0] if table == "pack" else rows
    pack = Pack(**made)
    check_pack(pack)
    return replace(pack, hash=pack_hash(pack))


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
        self.starts: list[date] = starts
        self._programs: dict[tuple[str, int, int], Program] = {}

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


def _refuse_unknown(parsed: Mapping[str, Mapping[str, Any]]) -> None:
    known: dict[str, set[str]] = {}
    for table, file, *_ in TABLES:
        known.setdefault(file, set()).add(table)
    for file, tables in parsed.items():
        if file not in known:
            raise PackError(file, "file", "is not a file of a pack")
        for table in tables:
            if table not in known[file]:
                raise PackError(file, table, "unknown table")


def _name(table: str, keys: tuple[str, ...], row: object) -> str:
    return row_name(table, keys, row) if isinstance(row, Mapping) else table
