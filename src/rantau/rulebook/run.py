"""One examination under way: the facts laid out for the judges, and the dates on which time alone would change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rantau.rulebook.model import VERIFIED, Evidence, Facts, Requirement
from rantau.rulebook.pack import JobRow, Names

Found = Evidence | list[Evidence]
Condition = tuple[Callable[["Run"], bool], ...]
YES_NO = {True: "yes", False: "no", None: None}


class Run:
    """Working state of one examination.

    ``day`` is the day on which validity is measured: the legal day asked about, or the day of departure once she has
    left, since a medical certificate that lapses abroad takes nothing back. ``change`` is the earliest day on which
    something surely differs, ``maybe`` the earliest on which something might.
    """

    __slots__ = (
        *("change", "day", "departed_on", "departs_on", "facts", "jobs", "kinds", "live", "maybe", "ok", "on"),
        *("holding", "person", "placement", "results"),
    )

    def __init__(self, facts: Facts, on: date, size: int, jobs: Mapping[str, tuple[JobRow, ...]]) -> None:
        self.facts = facts
        self.person = facts.person
        self.placement = facts.placement
        self.on = on
        self.change: date | None = None
        self.maybe: date | None = None
        self.ok: list[bool] = [True] * size  # predecessors are judged first, so each entry is final when it is read
        self.results: list[Requirement] = [None] * size  # type: ignore[list-item]  # the engine fills every place
        self.holding: list[int] = []  # places of what holds the file back, in the order of judging
        self.jobs = jobs.get(facts.placement.occupation or "", ())
        kinds: dict[str, Found] = {}
        for item in facts.evidence:
            kind = item.kind
            if kind not in kinds:
                kinds[kind] = item
            elif isinstance(held := kinds[kind], list):
                held.append(item)
            else:
                kinds[kind] = [held, item]
        self.kinds = kinds
        self.departed_on = self._departed() if "departure" in kinds else None
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


# Facts that a row's conditions may ask about.
FACTS: dict[str, Callable[[Run], object]] = {
    "sex": lambda run: run.person.sex,
    "marital_status": lambda run: run.person.marital_status,
    "nik_state": lambda run: run.person.nik_state,
    "country": lambda run: run.placement.country,
    "employer_kind": lambda run: run.placement.employer_kind,
    "occupation": lambda run: run.placement.occupation,
    "job": lambda run: tuple(job.code for job in run.jobs),
    "asks": lambda run: run.placement.asks,
    "competence_scheme": lambda run: YES_NO[run.placement.competence_scheme],
    "quota": lambda run: run.placement.quota,
}


def condition(wanted: Mapping[str, Names]) -> Condition:
    """A row's condition, compiled. An unknown fact fulfils nothing."""
    return tuple(_test(FACTS[name], frozenset(values)) for name, values in wanted.items())


def _test(fact: Callable[[Run], object], wanted: frozenset[str]) -> Callable[[Run], bool]:
    def test(run: Run) -> bool:
        value = fact(run)
        if value.__class__ is tuple:
            return bool(value) and not wanted.isdisjoint(value)
        return value in wanted

    return test


def holds(asked: Condition, run: Run) -> bool:
    """Whether every named fact is one of the wanted values."""
    return all(test(run) for test in asked)
