"""What a change of the rulebook changes: row by row, and dossier by dossier before it comes into force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rantau.rulebook.checks import rows_of
from rantau.rulebook.engine import assess
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Assessment, Facts
from rantau.rulebook.pack import Pack
from rantau.rulebook.rows import row_values


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a pack that was added, removed or changed; for a change, field -> (old, new)."""

    file: str
    row: str
    change: str  # added | removed | changed
    fields: dict[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class DossierChange:
    """One dossier that the new rulebook judges otherwise. ``requirements``: code -> (old state, new state), None
    where the requirement does not exist."""

    place: int  # position in the facts given
    old: Assessment
    new: Assessment
    requirements: dict[str, tuple[str | None, str | None]]
    stage: tuple[str, str]
    texts: tuple[str, ...]  # requirements whose state stays but whose words, dates or warnings differ


def diff(old: Pack, new: Pack) -> list[RowChange]:
    """Differences of two packs by row, in the order of their files; the order of rows does not count."""
    before = {(file, name): row for file, name, row in _named(old)}
    after = {(file, name): row for file, name, row in _named(new)}
    changes = [RowChange(*key, "removed", {}) for key in before if key not in after]
    for key, row in after.items():
        if key not in before:
            changes.append(RowChange(*key, "added", {}))
        elif before[key] != row:
            changes.append(RowChange(*key, "changed", _fields(before[key], row)))
    return sorted(changes, key=lambda change: (change.file, change.row))


def dry_run(old: Rulebook, new: Rulebook, facts: Iterable[Facts], on: date) -> Iterator[DossierChange]:
    """Dossiers that stand otherwise on a legal day under the new rulebook. Writes nothing; reads facts once."""
    for place, held in enumerate(facts):
        before, after = assess(old, held, on), assess(new, held, on)
        change = _dossier(place, before, after)
        if change.requirements or change.texts or before.stage != after.stage or before.placed != after.placed:
            yield change


def _named(pack: Pack) -> Iterator[tuple[str, str, object]]:
    """Rows with a name; dated rows that share one are numbered, the edition's own row is always ``pack``."""
    seen: dict[tuple[str, str], int] = {}
    for file, name, row in rows_of(pack):
        shown = "pack" if row is pack.head else name
        count = seen[(file, shown)] = seen.get((file, shown), 0) + 1
        yield file, shown if count == 1 else f"{shown} #{count}", row


def _fields(old: object, new: object) -> dict[str, tuple[object, object]]:
    before, after = row_values(old), row_values(new)
    names = dict.fromkeys([*before, *after])
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _dossier(place: int, before: Assessment, after: Assessment) -> DossierChange:
    old = {item.rule.code: item for item in before.requirements}
    new = {item.rule.code: item for item in after.requirements}
    states: dict[str, tuple[str | None, str | None]] = {}
    texts = []
    for code in dict.fromkeys([*old, *new]):
        one, other = old.get(code), new.get(code)
        pair = (None if one is None else one.state.value, None if other is None else other.state.value)
        if pair[0] != pair[1]:
            states[code] = pair
        elif one is not None and other is not None and _seen(one) != _seen(other):
            texts.append(code)
    return DossierChange(place, before, after, states, (before.stage, after.stage), tuple(texts))


def _seen(item: object) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in ("text", "until", "warnings", "blocking"))
