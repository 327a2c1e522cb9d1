"""Builds the frozen values of an assessment without paying for frozenness.

A frozen dataclass sets each field through ``object.__setattr__`` (2.2 µs for seven fields here, 0.3 µs this way). A
draft with the very same slots is filled like any object and then becomes the frozen class; nobody else ever holds it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from rantau.rulebook.model import Advice, Assessment, Evidence, Mark, Requirement, Rule, State, Station, Text


class _Requirement:
    __slots__ = Requirement.__slots__


class _Station:
    __slots__ = Station.__slots__


class _Advice:
    __slots__ = Advice.__slots__


# An empty draft. Typed Any because it changes its class; hot loops fill it themselves, everybody else calls below.
unfilled: Callable[[], Any] = _Requirement
unfilled_station: Callable[[], Any] = _Station
unfilled_advice: Callable[[], Any] = _Advice


class _AssessmentDraft:
    __slots__ = Assessment.__slots__

    def __init__(
        self,
        on: date,
        scheme: str,
        requirements: tuple[Requirement, ...],
        stage: str,
        stations: tuple[Station, ...],
        placed: bool,
        departed_on: date | None,
        turn: str | None,
        next_change_on: date | None,
        pack_version: str,
        today_version: str,
        warnings: tuple[Advice, ...],
    ) -> None:
        self.on = on
        self.scheme = scheme
        self.requirements = requirements
        self.stage = stage
        self.stations = stations
        self.placed = placed
        self.departed_on = departed_on
        self.turn = turn
        self.next_change_on = next_change_on
        self.pack_version = pack_version
        self.today_version = today_version
        self.warnings = warnings


def requirement(
    rule: Rule,
    state: State,
    text: Text,
    until: date | None = None,
    evidence: Evidence | None = None,
    warnings: tuple[Advice, ...] = (),
) -> Requirement:
    """A Requirement, filled cheaply."""
    made = unfilled()
    made.rule, made.state, made.text = rule, state, text
    made.until, made.evidence, made.warnings = until, evidence, warnings
    made.__class__ = Requirement
    done: Requirement = made
    return done


def station(code: str, title: Text, mark: Mark, on: date | None) -> Station:
    """A Station, filled cheaply."""
    made = unfilled_station()
    made.code, made.title, made.mark, made.on = code, title, mark, on
    made.__class__ = Station
    done: Station = made
    return done


def advice(code: str, text: Text, law: tuple[str, ...]) -> Advice:
    """An Advice, filled cheaply."""
    made = unfilled_advice()
    made.code, made.text, made.law = code, text, law
    made.__class__ = Advice
    done: Advice = made
    return done


def assessment(*fields: Any) -> Assessment:
    """An Assessment, filled cheaply; the fields in the order of the class."""
    made = _AssessmentDraft(*fields)
    made.__class__ = Assessment  # type: ignore[assignment]  # same slots, see above
    return made  # type: ignore[return-value]  # it is one now
