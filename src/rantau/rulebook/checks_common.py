"""What every check of a pack needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import Names, Pack


def refuse_unseen(pack: Pack, file: str, name: str, row: Any) -> None:
    """Refuse a row that holds a file or turns the gate red without law that was seen."""
    basis: Names = getattr(row, "basis", ())
    blocks = getattr(row, "blocks", False) or getattr(row, "hard", False)
    red = "red" in (getattr(row, "gate_missing", ""), getattr(row, "gate_refused", ""))
    certainty = pack.certainty(basis) if blocks or red else "seen"
    if certainty != "seen":
        verb = "blocks" if blocks else "turns the gate red"
        raise PackError(file, name, f"{verb}, but its basis is only {certainty}; only seen law may")


def known(file: str, name: str, place: str, value: str, values: Iterable[str]) -> None:
    """Refuse a value that is none of those known."""
    if value not in values:
        raise PackError(file, name, f"{place} '{value}' is none of {listed(values)}")


def listed(values: Iterable[str]) -> str:
    """Values in a sentence."""
    return ", ".join(sorted(values))
