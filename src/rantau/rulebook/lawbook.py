"""The law tables of docs/law: read them, copy what a pack needs into it, and say which rows a rulebook uses."""

from __future__ import annotations

import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from rantau.rulebook.checks import LAW_FIELDS, law_named, rows_of
from rantau.rulebook.citations import CITATIONS
from rantau.rulebook.dump import quoted
from rantau.rulebook.errors import PackError
from rantau.rulebook.loader import INDONESIA, load_rulebook
from rantau.rulebook.pack import Pack

TABLES = Path(__file__).parents[3] / "docs" / "law"
GENERATED = "# Dibuat dari docs/law; jangan disunting di sini (python -m rantau.rulebook.lawbook).\n"
REASONS = "not-in-rulebook.toml"  # beside the tables: why a law row is neither a rulebook row nor named by the program
PROGRAM = Path(__file__).parents[1]
QUOTED = re.compile(r'"([A-Z][A-Za-z0-9-]+)"')
TOPICS = frozenset(
    {
        *("scheme", "order", "document", "agency", "sanction", "age", "candidate", "orientation", "card", "cost"),
        *("insurance", "credit", "destination", "departure", "complaint", "return", "house", "data", "office"),
        "lawmaking",
    }
)


@dataclass(frozen=True, slots=True)
class LawEntry:
    """One row of a law table, as written there. ``value`` stays text: many values are ranges or lists."""

    id: str
    topic: str
    statement_en: str
    statement_id: str
    value: str
    unit: str
    valid_from: str
    valid_to: str
    basis: str
    source: str
    certainty: str
    note: str


def read_law(folder: Path = TABLES) -> dict[str, LawEntry]:
    """Every law row by id. Raises PackError for a wrong header or an id that stands there twice."""
    header = [entry.name for entry in fields(LawEntry)]
    found: dict[str, LawEntry] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as held:
            reader = csv.DictReader(held)
            if reader.fieldnames != header:
                raise PackError(path.name, "header", f"must be {', '.join(header)}")
            for values in reader:
                entry = LawEntry(**values)
                if entry.id in found:
                    raise PackError(path.name, entry.id, "stands there twice")
                found[entry.id] = entry
    return found


def law_toml(law: Mapping[str, LawEntry], names: Iterable[str]) -> str:
    """``law.toml`` of a pack: the citations of the law rows it names. KeyError for an unknown one."""
    rows = [
        f"[[law]]\nid = {quoted(entry.id)}\ncitation = {quoted(entry.basis)}\ncertainty = {quoted(entry.certainty)}\n"
        f"statement_id = {quoted(entry.statement_id)}\nstatement_en = {quoted(entry.statement_en)}\n"
        for entry in (law[name] for name in sorted(set(names)))
    ]
    return GENERATED + "\n".join(rows)


def citations_toml(law: Mapping[str, LawEntry]) -> str:
    """``citations.toml``: how every law row is cited, also those no pack names."""
    rows = [f"{quoted(entry.id)} = {quoted(entry.basis)}" for entry in sorted(law.values(), key=lambda row: row.id)]
    return f"{GENERATED}[citations]\n" + "\n".join(rows) + "\n"


def used_by(pack: Pack) -> dict[str, list[str]]:
    """Law row -> rulebook rows that name it."""
    found: dict[str, list[str]] = {}
    for _, name, row in rows_of(pack):
        for _, cited in law_named(row):
            found.setdefault(cited, []).append(name)
    return found


def named_by_program(law: Mapping[str, LawEntry], folder: Path = PROGRAM) -> dict[str, list[str]]:
    """Law row -> rooms outside the rulebook that name it: what an action carries out, what a refusal rests on."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        room = "/".join(parts[: min(2, len(parts) - 1)])
        if parts[0] == "rulebook":
            continue
        for name in set(QUOTED.findall(path.read_text(encoding="utf-8"))) & law.keys():
            if room not in (rooms := found.setdefault(name, [])):
                rooms.append(room)
    return found


def read_reasons(folder: Path = TABLES) -> dict[str, str]:
    """Why a law row is not in the rulebook, by id. Groups of the file are only for its readers."""
    groups = tomllib.loads((folder / REASONS).read_text(encoding="utf-8"))
    return {name: reason for rows in groups.values() for name, reason in rows.items()}


def coverage(law: Mapping[str, LawEntry], packs: Iterable[Pack], reasons: Mapping[str, str] | None = None) -> str:
    """The coverage list: every law row stands in the rulebook, is named by the program, or has its reason.

    Raises PackError for a row that is nowhere and has no reason, and for a reason of a row that the rulebook has.
    """
    reasons = read_reasons() if reasons is None else reasons
    uses: dict[str, dict[str, None]] = {}
    versions = []
    for pack in packs:
        versions.append(pack.version)
        for name, rows in used_by(pack).items():
            uses.setdefault(name, {}).update(dict.fromkeys(rows))
    acts = {name: rooms for name, rooms in named_by_program(law).items() if name not in uses}
    nowhere = law.keys() - uses.keys() - acts.keys()
    _explained(nowhere, reasons, law.keys() - uses.keys())
    lines = [
        "# Which law row is used where",
        "",
        f"Made by `rantau.rulebook.lawbook` from the tables here and the packs {', '.join(versions)}; do not edit.",
        "",
        _counted(len(law), len(uses), len(acts), len(nowhere)),
        *_table("In the rulebook", "Rulebook rows", law, {name: "; ".join(rows) for name, rows in uses.items()}),
        *_table("Named by the program only", "Rooms", law, {name: ", ".join(rooms) for name, rooms in acts.items()}),
        *_table("Neither, and why", "Reason", law, {name: reasons[name] for name in nowhere}),
        "",
    ]
    return "\n".join(lines)


def _counted(rows: int, uses: int, acts: int, nowhere: int) -> str:
    return f"{rows} law rows: {uses} in the rulebook, {acts} named by the program only, {nowhere} neither."


def _explained(nowhere: Iterable[str], reasons: Mapping[str, str], unused: Iterable[str]) -> None:
    for name in sorted(set(nowhere) - reasons.keys()):
        raise PackError(REASONS, name, "stands neither in the rulebook nor in the program, and no reason is given")
    for name in sorted(reasons.keys() - set(unused)):
        raise PackError(REASONS, name, "is no law row, or stands in the rulebook and needs no reason")


def _table(title: str, column: str, law: Mapping[str, LawEntry], said: Mapping[str, str]) -> list[str]:
    rows = [f"| {entry.id} | {entry.certainty} | {said[entry.id]} |" for entry in law.values() if entry.id in said]
    return ["", f"## {title}", "", f"| Law row | Certainty | {column} |", "|---|---|---|", *rows]


def named_law(folder: Path) -> set[str]:
    """Law rows that the files of a pack name, read without judging the pack: its law.toml may be the missing part."""
    found: set[str] = set()
    for path in folder.glob("*.toml"):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for rows in tables.values():
            for row in rows if isinstance(rows, list) else [rows]:
                for place in LAW_FIELDS:
                    found.update(row.get(place, ()))
    return found


def write(country: Path = INDONESIA, tables: Path = TABLES) -> None:
    """Write anew what is made from the law tables: each pack's law.toml, the citations and the coverage list."""
    law = read_law(tables)
    for folder in sorted(country.glob("pack-*")):
        (folder / "law.toml").write_text(law_toml(law, named_law(folder)), encoding="utf-8")
    (country / CITATIONS.name).write_text(citations_toml(law), encoding="utf-8")
    (tables / "coverage.md").write_text(
        coverage(law, load_rulebook(country).packs, read_reasons(tables)), encoding="utf-8"
    )


if __name__ == "__main__":
    write()
    sys.stdout.write("law.toml of each pack, citations.toml and docs/law/coverage.md are up to date\n")
