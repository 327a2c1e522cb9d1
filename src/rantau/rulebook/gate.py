"""What the gate is told. The answer informs (CO-17): a missing card alone is amber, never red, unless the pack says so.

How strongly each requirement speaks at the gate is its own row in the pack (``gate_missing``, ``gate_refused``), and
the loader lets only seen law turn the gate red.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rantau.rulebook.engine import assess
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Facts, Requirement, State, Text

DUE = frozenset({State.MISSING, State.WAITING, State.AHEAD, State.LAPSED})


@dataclass(frozen=True, slots=True)
class GateReason:
    """One reason with its legal ground: what to look at, how grave, who resolves it."""

    code: str
    tone: str  # amber | red
    text: Text
    law: tuple[str, ...]
    citation: str
    who: str | None
    until: date | None


def gate_check(rulebook: Rulebook, facts: Facts, on: date) -> tuple[str, tuple[GateReason, ...]]:
    """("green" | "amber" | "red", reasons, gravest first) for somebody who wants to leave on this legal day.

    Departure is taken to be this day, so that rules which look ahead to it (pregnancy test, remaining life of the
    passport) look at today.
    """
    leaving = replace(facts, placement=replace(facts.placement, departs_on=on))
    reasons = [reason for item in assess(rulebook, leaving, on).requirements if (reason := _reason(item)) is not None]
    reasons.sort(key=lambda reason: reason.tone != "red")
    return (reasons[0].tone if reasons else "green"), tuple(reasons)


def _reason(item: Requirement) -> GateReason | None:
    rule = item.rule
    tone = rule.gate_refused if item.state is State.REFUSED else rule.gate_missing if item.state in DUE else "none"
    if tone == "none":
        return None
    if tone == "red" and rule.certainty != "seen":
        tone = "amber"
    return GateReason(rule.code, tone, item.text, rule.law, rule.citation, item.who, item.until)
