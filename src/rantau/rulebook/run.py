"""One examination under way: the facts laid out for the judges, and the dates on which time alone would change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rantau.rulebook.model import Evidence, EvidenceState, Facts, Requirement
from rantau.rulebook.pack import JobRow, Names

Found = Evidence | list[Evidence]
Condition = tuple[tuple[Callable[["Run"], object], frozenset[str]], ...]
VERIFIED = EvidenceState.VERIFIED


class Run:
    """Working state of one examination.

    ``day`` is the day on which validity is measured: the legal day asked about, or the day of departure once she has
    left, since a medical certificate that lapses abroad takes nothing back. ``change`` is the earliest day on which
    something surely differs, ``maybe`` the earliest on which something might.
    """

    __slots__ = (
        *("change", "day", "departed_on", "departs_on", "facts", "jobs", "kinds", "live", "maybe", "ok", "on"),
        *("person", "placement", "results"),
    )

    def __init__(self, facts: Facts, on: date, size: int, jobs: Mapping[str, tuple[JobRow, ...]]) -> None:
        self.facts = facts
        self.person = facts.person
        self.placement = facts.placement
        self.on = on
        self.change: date | None = None
        self.maybe: date | None = None
        self.ok: list[bool] = [False] * size
        self.results: list[Requirement | None] = [None] * size
        self.jobs = jobs.get(facts.placement.occupation or "", ())
        kinds: dict[str, Found] = {}
        for item in facts.evidence:
            held = kinds.setdefault(item.kind, item)
            if held is not item:
                if held.__class__ is list:
                    held.append(item)  # type: ignore[union-attr]  # the class was just tested
                else:
                    kinds[item.kind] = [held, item]  # type: ignore[list-item]  # the class was just tested
        self.kinds = kinds
        self.departed_on = self._departed()
        self.live = self.departed_on is None
        self.day = on if self.departed_on is None else self.departed_on
        self.departs_on = self.departed_on or facts.placement.departs_on

    def all(self, kind: str) -> list[Evidence]:
        """Every proof of a kind, in no particular order."""
        found = self.kinds.get(kind)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def surely(self, day: date | None) -> None:
        """Something visible changes on that day."""
        if day is not None and (self.change is None or day < self.change):
            self.change = day

    def perhaps(self, day: date | None) -> None:
        """Something may change on that day; the engine looks before it says so."""
        if day is not None and day > self.on and (self.maybe is None or day < self.maybe):
            self.maybe = day

    def _departed(self) -> date | None:
        left: date | None = None
        for item in self.all("departure"):
            if item.state is VERIFIED and item.issued_on is not None:
                if item.issued_on > self.on:
                    self.perhaps(item.issued_on)
                elif left is None or item.issued_on < left:
                    left = item.issued_on
        return left


def _asks(run: Run) -> object:
    return run.placement.asks


# Facts that a row's conditions may ask about.
FACTS: dict[str, Callable[[Run], object]] = {
    "sex": lambda run: run.person.sex,
    "marital_status": lambda run: run.person.marital_status,
    "nik_state": lambda run: run.person.nik_state,
    "country": lambda run: run.placement.country,
    "employer_kind": lambda run: run.placement.employer_kind,
    "occupation": lambda run: run.placement.occupation,
    "job": lambda run: tuple(job.code for job in run.jobs),
    "asks": _asks,
    "competence_scheme": lambda run: {True: "yes", False: "no"}.get(run.placement.competence_scheme or False)
    if run.placement.competence_scheme is not None
    else None,
}


def condition(wanted: Mapping[str, Names]) -> Condition:
    """A row's condition, compiled. An unknown fact fulfils nothing."""
    return tuple((FACTS[name], frozenset(values)) for name, values in wanted.items())


def holds(asked: Condition, run: Run) -> bool:
    """Whether every named fact is one of the wanted values."""
    for fact, wanted in asked:
        value = fact(run)
        if value.__class__ is tuple:
            if wanted.isdisjoint(value):  # type: ignore[arg-type]  # the class was just tested
                return False
        elif value not in wanted:
            return False
    return True
