"""Assess one dossier written as JSON, without a database. The format stands in docs/law/example-dossier.json."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from rantau.rulebook.engine import assess
from rantau.rulebook.errors import InputError
from rantau.rulebook.gate import gate_check
from rantau.rulebook.loader import Rulebook, indonesia
from rantau.rulebook.plain import Json, assessment_json, gate_json
from rantau.rulebook.reading import Reader, read_facts

MAX_BYTES = 1_000_000
TOP = ("format", "on", "gate")
FORMAT = "rantau-dossier/1"


def assess_file(path: str | Path, *, on: date | None = None, rulebook: Rulebook | None = None) -> Json:
    """The assessment of a dossier file as plain data.

    The legal day is ``on``, else the file's own field ``on``: the rulebook has no clock. With ``"gate": true`` the
    gate's answer comes with it. Raises InputError naming file, field and reason.
    """
    place = Path(path)
    return assess_text(place.name, _read(place), on=on, rulebook=rulebook)


def assess_text(name: str, text: str, *, on: date | None = None, rulebook: Rulebook | None = None) -> Json:
    """As ``assess_file``, for text already read; ``name`` is what refusals call it."""
    try:
        table = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InputError(name, "file", f"is not JSON: {error}") from error
    facts = read_facts(name, table, TOP)
    reader = Reader(name, "", table, tuple(table))
    if reader.value("format") not in (None, FORMAT):
        raise reader.refuse("format", f"must be {FORMAT}")
    day = on if on is not None else reader.needed_day("on")
    book = indonesia() if rulebook is None else rulebook
    try:
        answer = assessment_json(assess(book, facts, day))
    except ValueError as error:
        raise reader.refuse("scheme", str(error)) from error
    if reader.flag("gate"):
        answer["gate"] = gate_json(*gate_check(book, facts, day))
    return answer


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(path.name, "file", f"is larger than {MAX_BYTES} bytes")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path.name, "file", "is not UTF-8 text") from error
    except OSError as error:
        raise InputError(path.name, "file", f"cannot be read: {error.strerror}") from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"field given twice: {', '.join(twice)}")
    return table
