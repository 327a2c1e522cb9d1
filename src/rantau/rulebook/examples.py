"""Situations written by a legal officer beside the packs, and whether the rulebook judges them as expected.

A file of ``indonesia/examples`` holds ``[[base]]`` (facts with a name) and ``[[example]]``: a name, the law it shows,
the legal day ``on``, facts (``base`` plus changes), and what is expected. Nobody needs to program to add one.
``rows`` names the row of the pack that speaks for a requirement: which one refuses, and by which law.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rantau.rulebook.engine import assess
from rantau.rulebook.errors import InputError
from rantau.rulebook.gate import gate_check
from rantau.rulebook.loader import INDONESIA, Rulebook
from rantau.rulebook.lookups import cost_lines, orientation_rule, premium
from rantau.rulebook.model import Assessment, Facts
from rantau.rulebook.reading import Reader, read_facts

EXAMPLES = INDONESIA / "examples"
FIELDS = ("name", "law", "on", "base", "without", "add", "facts", "expect")
BASE = ("name", "facts")
ANSWERS = ("stage", "placed", "turn", "next_change_on", "marks", "states", "until", "blocking", "warnings", "rows")
LOOKUPS = ("gate", "premium", "payers", "hours")
EXPECTED = (*ANSWERS, *LOOKUPS)
Expected = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """One situation and what the rulebook should say about it."""

    file: str
    name: str
    on: date
    facts: Facts
    expect: Expected


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Every example of a folder. Raises InputError naming file and field."""
    found: list[Example] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            reader = Reader(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")), ("base", "example"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(path.name, "file", f"is not TOML: {error}") from error
        bases = {str(Reader(path.name, "base", base, BASE).need("name")): base for base in _tables(reader, "base")}
        found.extend(_example(path.name, held, bases) for held in _tables(reader, "example"))
    return found


def _tables(reader: Reader, key: str) -> list[Any]:
    held = reader.value(key) or []
    if not isinstance(held, list):
        raise reader.refuse(key, f"is written [[{key}]]")
    return held


def mismatches(rulebook: Rulebook, example: Example) -> list[str]:
    """What differs from the expectation, one line each; empty when the rulebook agrees."""
    try:
        said = _answers(assess(rulebook, example.facts, example.on))
        said |= {key: _lookup(rulebook, example, key) for key in example.expect if key in LOOKUPS}
    except (ValueError, LookupError) as error:  # a scheme nobody has, a length no table knows
        return [str(error)]
    return [line for key, wanted in example.expect.items() for line in _compare(key, wanted, said[key])]


def _answers(answer: Assessment) -> dict[str, Any]:
    items = {item.code: item for item in answer.requirements}
    return {
        "stage": answer.stage,
        "placed": answer.placed,
        "turn": answer.turn or "",
        "next_change_on": answer.next_change_on or "",
        "marks": {station.code: station.mark.value for station in answer.stations},
        "states": {code: item.state.value for code, item in items.items()},
        "until": {code: item.until for code, item in items.items()},
        "blocking": {code: item.blocking for code, item in items.items()},
        "warnings": {code: [advice.code for advice in item.warnings] for code, item in items.items()},
        "rows": {code: item.rule.row for code, item in items.items()},
    }


def _lookup(rulebook: Rulebook, example: Example, key: str) -> Any:
    """What other rooms would be told of this dossier on its day: the gate, the premium, who pays what, hours."""
    facts, on = example.facts, example.on
    if key == "gate":
        return gate_check(rulebook, facts, on)[0]
    if key == "premium":
        due = premium(rulebook, facts.placement.months or 0, on, scheme=facts.scheme)
        return {"before": due.before, "during": due.during, "warnings": [advice.code for advice in due.warnings]}
    if key == "payers":
        return {line.code: line.payer for line in cost_lines(rulebook, facts.placement, facts.scheme, on)}
    placement = facts.placement
    job = (placement.occupation, placement.employer_kind)
    return orientation_rule(rulebook, facts.scheme, *job, facts.opened_on).hours


def _compare(key: str, wanted: Any, said: Any) -> list[str]:
    if not isinstance(wanted, Mapping):
        return [] if wanted == said else [f"{key}: expected {wanted}, found {said}"]
    return [
        f"{key}.{code}: expected {held}, found {said.get(code, 'nothing')}"
        for code, held in wanted.items()
        if held != said.get(code)
    ]


def _example(file: str, table: Mapping[str, Any], bases: Mapping[str, Mapping[str, Any]]) -> Example:
    name = str(table.get("name", "example without a name"))
    reader = Reader(file, name, table, FIELDS)
    Reader(file, f"{name}.expect", reader.need("expect"), EXPECTED)
    base = table.get("base")
    if base is not None and base not in bases:
        raise reader.refuse("base", f"'{base}' is not a base of this file")
    facts = _facts(bases.get(str(base), {}).get("facts", {}), table)
    try:
        return Example(file, name, reader.needed_day("on"), read_facts(file, facts), table["expect"])
    except InputError as error:
        raise InputError(file, f"{name}, {error.field}", error.reason) from error


def _facts(base: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """The base's facts, changed: ``facts`` overrides single values, ``without`` drops kinds, ``add`` adds proofs."""
    own = table.get("facts", {})
    facts = {**base, **own}
    for part in ("person", "placement"):
        facts[part] = {**base.get(part, {}), **own.get(part, {})}
    dropped = table.get("without", [])
    kept = [proof for proof in facts.get("evidence", []) if proof["kind"] not in dropped]
    facts["evidence"] = [*kept, *table.get("add", [])]
    return facts
