"""The two judges that need no proof on file: age, and whether the destination is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rantau.rulebook.dates import birthday, day_after
from rantau.rulebook.fast import advice, requirement
from rantau.rulebook.judges import Judge
from rantau.rulebook.model import MET, REFUSED, WAITING, Advice, Requirement, Rule, State
from rantau.rulebook.pack import AgeRow, ClosureRow, DestinationRow, JobRow
from rantau.rulebook.run import Run
from rantau.rulebook.texts import Dated, Sentence


def active(row: AgeRow | ClosureRow | DestinationRow, day: date) -> bool:
    """Whether a dated row is in force on a day (both ends inclusive)."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


@dataclass(frozen=True, slots=True)
class AgeRule:
    """One age row, compiled: its sentences already name the limits."""

    row: AgeRow
    rule: Rule  # the requirement's rule resting on this row
    blocks: bool
    code: str
    narrow: bool  # has selectors besides countries
    young: Dated
    old: Dated
    law: tuple[str, ...]


class AgeJudge(Judge):
    """Completed years within the limits of this job and country. Only rows of seen law stop; the others advise."""

    __slots__ = ("anywhere", "by_country")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.anywhere: tuple[AgeRule, ...] = ()
        self.by_country: dict[str | None, tuple[AgeRule, ...]] = {}

    def settle(self, rules: tuple[AgeRule, ...]) -> None:
        """Take the rules, sorted by the country they speak about."""
        self.anywhere = tuple(rule for rule in rules if not rule.row.countries)
        for country in {country for rule in rules for country in rule.row.countries}:
            here = (rule for rule in rules if not rule.row.countries or country in rule.row.countries)
            self.by_country[country] = tuple(here)

    def judge(self, run: Run) -> Requirement:
        born = run.person.birth_date
        if born is None:
            return self.without(run)
        stop: Requirement | None = None
        warnings: tuple[Advice, ...] = self.static
        for item in self.by_country.get(run.placement.country, self.anywhere):
            if item.narrow and not age_applies(item.row, run):
                continue
            found = self._breach(item, born, run)
            if found is None:
                continue
            state, words, until = found
            text = words.text(until)
            if item.blocks and stop is None:
                stop = requirement(item.rule, state, text, until)
            else:
                warnings = (*warnings, advice(item.code, text, item.law))
        if stop is not None:
            return requirement(stop.rule, stop.state, stop.text, stop.until, None, warnings)
        if warnings is self.static:
            return self.constant(MET, "met")
        return requirement(self.rule, MET, self.texts["met"].text(), None, None, warnings)

    def _breach(self, item: AgeRule, born: date, run: Run) -> tuple[State, Dated, date] | None:
        low, high = item.row.min, item.row.max
        if low is not None and run.day.year - born.year <= low:  # in later years the birthday is surely behind
            grown = birthday(born, low)
            if run.day < grown:
                if run.live:
                    run.surely(grown)
                return WAITING, item.young, grown
        if high is not None:
            too_old = birthday(born, high + 1)
            if run.day >= too_old:
                return REFUSED, item.old, too_old
            if run.live:
                run.surely(too_old)
        return None


def age_applies(row: AgeRow, run: Run) -> bool:
    """Whether an age row speaks about this placement. Its dates are read at the cohort's day, the dossier's opening."""
    placement = run.placement
    if row.countries and placement.country not in row.countries:
        return False
    if row.employer_kinds and placement.employer_kind not in row.employer_kinds:
        return False
    if row.jobs and not any(job.code in row.jobs for job in jobs_here(run.jobs, placement.employer_kind)):
        return False
    return active(row, run.facts.opened_on)


def jobs_here(jobs: Iterable[JobRow], employer_kind: str | None) -> list[JobRow]:
    """The jobs of an occupation that exist with this kind of employer (a cook is a family cook only in a household)."""
    return [job for job in jobs if not job.employer_kinds or employer_kind in job.employer_kinds]


@dataclass(frozen=True, slots=True)
class Closing:
    """One closure, compiled: the requirement's rule resting on it, what it says, what those who may finish are told."""

    row: ClosureRow
    rule: Rule
    said: Advice
    finishing: Advice


class DestinationJudge(Judge):
    """The country is open to this scheme today, or the person stands on the closure's transitional list."""

    __slots__ = ("always", "anywhere", "closures", "opens")

    def __init__(self, index: int, rule: Rule, texts: Mapping[str, Sentence], static: tuple[Advice, ...]) -> None:
        super().__init__(index, rule, texts, static)
        self.always: set[str] = set()  # open on every day, and never closed
        self.anywhere = False  # every country that is not closed is open
        self.opens: dict[str, tuple[DestinationRow, ...]] = {}
        self.closures: dict[str, tuple[Closing, ...]] = {}

    def judge(self, run: Run) -> Requirement:
        country = run.placement.country
        if country in self.always:
            return self.constant(MET, "met")
        if country is None:
            return self.without(run)
        warnings, stop, finishing = self._closed(run, country)
        if stop is not None:
            return requirement(stop.rule, REFUSED, stop.said.text, stop.row.valid_to, None, warnings)
        rows = self.opens.get(country, ())
        if run.live:
            for row in rows:
                run.perhaps(row.valid_from)
                run.perhaps(day_after(row.valid_to) if row.valid_to is not None else None)
        if not finishing and not self.anywhere and not any(is_open(row, run) for row in rows):
            words = "job_not_listed" if any(active(row, run.day) for row in rows) else "not_listed"
            return requirement(self.rule, WAITING, self.texts[words].text(country=country), None, None, warnings)
        if not warnings:
            return self.constant(MET, "met")
        return requirement(self.rule, MET, self.texts["met"].text(), None, None, warnings)

    def _closed(self, run: Run, country: str) -> tuple[tuple[Advice, ...], Closing | None, bool]:
        warnings: tuple[Advice, ...] = self.static
        stop: Closing | None = None
        finishes = False
        for closing in self.closures.get(country, ()):
            row = closing.row
            if not closure_applies(row, run):
                continue
            if run.live:
                run.perhaps(row.valid_from)
                run.perhaps(day_after(row.valid_to) if row.valid_to is not None else None)
            if not active(row, run.day):
                continue
            if not row.blocks:
                warnings = (*warnings, closing.said)
            elif row.transitional and row.code in run.facts.transitional:
                warnings, finishes = (*warnings, closing.finishing), True
            elif stop is None:
                stop = closing
        return warnings, stop, finishes


def is_open(row: DestinationRow, run: Run) -> bool:
    """Whether a destination row opens the country to this job on this day; an unknown job is never the named one."""
    if not active(row, run.day):
        return False
    here = jobs_here(run.jobs, run.placement.employer_kind) if row.jobs else ()
    return not row.jobs or any(job.code in row.jobs for job in here)


def closure_applies(row: ClosureRow, run: Run) -> bool:
    """Whether a closure speaks about this placement. What is not known is not excused: an unknown employer or job
    counts as the closed one, since an unknown answer is never a yes."""
    placement = run.placement
    kind = placement.employer_kind
    if row.employer_kinds and kind is not None and kind not in row.employer_kinds:
        return False
    if row.household is None or placement.occupation is None:
        return True
    return any(job.household for job in jobs_here(run.jobs, kind)) == row.household
