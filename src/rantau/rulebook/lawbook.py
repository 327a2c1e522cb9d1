"""The law tables of docs/law: read them, copy what a pack needs into it, and say which rows a rulebook uses."""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from rantau.rulebook.checks import LAW_FIELDS, rows_of
from rantau.rulebook.citations import CITATIONS
from rantau.rulebook.dump import quoted
from rantau.rulebook.errors import PackError
from rantau.rulebook.loader import INDONESIA, load_rulebook
from rantau.rulebook.pack import Pack

TABLES = Path(__file__).parents[3] / "docs" / "law"
GENERATED = "# Dibuat dari docs/law; jangan disunting di sini (python -m rantau.rulebook.lawbook).\n"
LATER = {
    "scheme": "scheme of a later issue",
    "order": "order of a scheme of a later issue, or a principle of the graph",
    "document": "document of a scheme of a later issue, or advice not yet asked",
    "agency": "checked by the rooms of agencies and demand",
    "sanction": "supervision, a later issue",
    "age": "programme of a later issue",
    "candidate": "programme or screening of a later issue",
    "orientation": "organised by the orientation room, or not found yet",
    "card": "scheme of a later issue",
    "cost": "shown by the money room or disputed; not a rule that is computed",
    "insurance": "optional, or scheme of a later issue",
    "credit": "credit, a later issue",
    "destination": "scheme of a later issue, or held by the transitional list of a closure",
    "departure": "protection abroad and the gate's own room",
    "complaint": "complaints, a later issue",
    "return": "returns and reintegration, a later issue",
    "house": "our own rule, kept by the code; actions and refusals name it",
    "data": "kept by the code; actions and refusals name it",
    "office": "kept by the code; actions and refusals name it",
    "lawmaking": "kept by the room of packs",
}


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
        for place in LAW_FIELDS:
            for cited in getattr(row, place, ()):
                found.setdefault(cited, []).append(name)
    return found


def coverage(law: Mapping[str, LawEntry], packs: Iterable[Pack]) -> str:
    """The coverage list: which law row is used by which rulebook row, which are not and why."""
    uses: dict[str, dict[str, None]] = {}
    versions = []
    for pack in packs:
        versions.append(pack.version)
        for name, rows in used_by(pack).items():
            uses.setdefault(name, {}).update(dict.fromkeys(rows))
    used = [entry for entry in law.values() if entry.id in uses]
    spare = [entry for entry in law.values() if entry.id not in uses]
    lines = [
        "# Which law row is used where",
        "",
        f"Made by `rantau.rulebook.lawbook` from the tables here and the packs {', '.join(versions)}; do not edit.",
        "",
        f"{len(law)} law rows, {len(used)} used, {len(spare)} not used yet.",
        "",
        "## Used",
        "",
        "| Law row | Certainty | Rulebook rows |",
        "|---|---|---|",
        *(f"| {entry.id} | {entry.certainty} | {'; '.join(uses[entry.id])} |" for entry in used),
        "",
        "## Not used yet",
        "",
        "| Law row | Certainty | Why |",
        "|---|---|---|",
        *(f"| {entry.id} | {entry.certainty} | {LATER[entry.topic]} |" for entry in spare),
        "",
    ]
    return "\n".join(lines)


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
    (tables / "coverage.md").write_text(coverage(law, load_rulebook(country).packs), encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.stdout.write("law.toml of each pack, citations.toml and docs/law/coverage.md are up to date\n")
