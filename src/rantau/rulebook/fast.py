"""Builds the frozen values of an assessment without paying for frozenness.

A frozen dataclass sets each field through ``object.__setattr__`` (2.2 µs for seven fields here, 0.3 µs this way). A
draft with the very same slots is filled like any object and then becomes the frozen class; nobody else ever holds it.
"""

from __future__ import annotations

from datetime import date
from typing import cast

from rantau.rulebook.model import Advice, Evidence, Mark, Requirement, Rule, State, Station, Text


class _RequirementDraft:
    __slots__ = Requirement.__slots__

    def __init__(  # noqa: PLR0917 — one argument per field, in the order of the class it becomes
        self,
        rule: Rule,
        state: State,
        text: Text,
        until: date | None,
        evidence: Evidence | None,
        warnings: tuple[Advice, ...],
    ) -> None:
        self.rule = rule
        self.state = state
        self.text = text
        self.until = until
        self.evidence = evidence
        self.warnings = warnings


class _StationDraft:
    __slots__ = Station.__slots__

    def __init__(self, code: str, title: Text, mark: Mark, on: date | None) -> None:
        self.code = code
        self.title = title
        self.mark = mark
        self.on = on


def requirement(  # noqa: PLR0917 — called 30 times per dossier; keywords would cost more than the body
    rule: Rule,
    state: State,
    text: Text,
    until: date | None = None,
    evidence: Evidence | None = None,
    warnings: tuple[Advice, ...] = (),
) -> Requirement:
    """A Requirement, filled cheaply."""
    made = _RequirementDraft(rule, state, text, until, evidence, warnings)
    made.__class__ = Requirement  # type: ignore[assignment]  # same slots, see above
    return cast(Requirement, made)


def station(code: str, title: Text, mark: Mark, on: date | None) -> Station:
    """A Station, filled cheaply."""
    made = _StationDraft(code, title, mark, on)
    made.__class__ = Station  # type: ignore[assignment]  # same slots, see above
    return cast(Station, made)
