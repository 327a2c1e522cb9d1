"""The optional checks of an evidence requirement, compiled from its row: tests that fail a proof, advisers that only
speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rantau.rulebook.dates import add_months
from rantau.rulebook.judges import Adviser, Test
from rantau.rulebook.model import LAPSED, REFUSED, VERIFIED, WAITING, Advice, Evidence, State, Text, Values
from rantau.rulebook.pack import HoursRow, Names, Pack, RequirementRow
from rantau.rulebook.run import FACTS, Run
from rantau.rulebook.texts import Sentence


def tests_of(pack: Pack, row: RequirementRow, scheme: str) -> tuple[Test, ...]:
    """What a proof must pass, in the order in which it is told."""
    found: list[Test] = []
    if row.valid_months is not None:
        found.append(_dated)
    if row.void_kind:
        found.append(_void(row.void_kind, row.void_value))
    found.extend(_need(name, frozenset(wanted)) for name, wanted in row.need.items())
    found.extend(_current(name, FACTS[fact]) for name, fact in row.current.items())
    found.extend(_agree(kind, names) for kind, names in row.agree.items())
    if row.same:
        found.append(_same(row.same[0], row.same[1]))
    if row.hours:
        rows = _hours_rows(pack, scheme)
        found.append(_hours([held for held in rows if pack.certainty(held.basis) == "seen"]))
    return tuple(found)


def _hours_rows(pack: Pack, scheme: str) -> list[HoursRow]:
    return [held for held in pack.hours if scheme in held.schemes]


def advisers_of(pack: Pack, row: RequirementRow, scheme: str, texts: Mapping[str, Sentence]) -> tuple[Adviser, ...]:
    """What a good proof may still be worth a word about."""
    found: list[Adviser] = []
    unsure = [held for held in _hours_rows(pack, scheme) if row.hours and pack.certainty(held.basis) != "seen"]
    if unsure:  # hours nobody has seen in a source never hold a file
        found.append(_few_hours(unsure, texts["too_few_hours"].text()))
    law = (*row.basis, *row.see_also)
    found.extend(_prefer(name, frozenset(wanted), texts["unusual"].text(), law) for name, wanted in row.prefer.items())
    if row.covers_contract:
        found.append(_covers(texts["too_short"].text(), row.basis))
    if row.remaining_months is not None:
        words = texts["ends_early"].filled({"need": str(row.remaining_months)}).text()
        found.append(_remains(row.remaining_months, words, law))
    if row.due_days is not None:
        found.append(_late(row.due_days, texts["done_late"].text(), row.basis))
    found.extend(_match(other, names, texts["differs"].text(), row) for other, names in row.match.items())
    return tuple(found)


def _dated(_: Run, evidence: Evidence) -> tuple[State, str] | None:
    return (WAITING, "undated") if evidence.issued_on is None else None


def _void(kind: str, value: str) -> Test:
    def test(run: Run, evidence: Evidence) -> tuple[State, str] | None:
        if kind not in run.kinds:
            return None
        for item in run.all(kind):
            day = item.issued_on
            if item.state is not VERIFIED or item.values.get("result") != value or day is None:
                continue
            if evidence.issued_on is not None and day < evidence.issued_on:
                continue
            if day <= run.day:
                return LAPSED, "void"
            if run.live:
                run.perhaps(day)
        return None

    return test


def _need(name: str, wanted: frozenset[str]) -> Test:
    def test(_: Run, evidence: Evidence) -> tuple[State, str] | None:
        value = evidence.values.get(name)
        if value in wanted:
            return None
        return (WAITING, "undated") if value is None else (REFUSED, "unfit")

    return test


def _current(name: str, fact: Callable[[Run], object]) -> Test:
    def test(run: Run, evidence: Evidence) -> tuple[State, str] | None:
        said, now = evidence.values.get(name), fact(run)
        return (LAPSED, "outdated") if said is not None and now is not None and said != now else None

    return test


def _agree(kind: str, names: Names) -> Test:
    def test(run: Run, evidence: Evidence) -> tuple[State, str] | None:
        others = run.all(kind)
        differing = [_unlike(evidence.values, other.values, names) for other in others]
        return (REFUSED, "disagrees") if differing and all(differing) else None

    return test


def _unlike(mine: Values, theirs: Values, names: Names) -> bool:
    pairs = [(mine.get(name), theirs.get(name)) for name in names]
    return any(one != other and one is not None and other is not None for one, other in pairs)


def _same(one: str, other: str) -> Test:
    def test(_: Run, evidence: Evidence) -> tuple[State, str] | None:
        values = evidence.values
        first, second = values.get(one), values.get(other)
        if first is None or second is None or first == second:
            return None
        return REFUSED, "unlike"

    return test


def hours_of(rows: list[HoursRow], jobs: Names, on: date) -> HoursRow | None:
    """The hours row for these jobs on a day: one that names the job before one for any job."""
    usual: HoursRow | None = None
    for row in rows:
        if (row.valid_from is not None and on < row.valid_from) or (row.valid_to is not None and row.valid_to < on):
            continue
        if row.jobs and not set(row.jobs).isdisjoint(jobs):
            return row
        if not row.jobs:
            usual = row
    return usual


def _hours(rows: list[HoursRow]) -> Test:
    def test(run: Run, evidence: Evidence) -> tuple[State, str] | None:
        hours = evidence.values.get("hours")
        if not isinstance(hours, int) or hours >= most:
            return None  # the certificate itself is the proof; many old ones carry no hours
        rule = hours_of(rows, tuple(job.code for job in run.jobs), run.facts.opened_on)
        return None if rule is None or hours >= rule.hours else (WAITING, "too_few_hours")

    most = max((row.hours for row in rows), default=0)
    return test


def _few_hours(rows: list[HoursRow], words: Text) -> Adviser:
    test = _hours(rows)
    said = (Advice("too_few_hours", words, tuple(dict.fromkeys(name for row in rows for name in row.basis))),)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> tuple[Advice, ...]:
        return said if test(run, evidence) is not None else ()

    return adviser


def _prefer(name: str, wanted: frozenset[str], words: Text, law: Names) -> Adviser:
    said = (Advice(f"unusual:{name}", words, law),)

    def adviser(_: Run, evidence: Evidence, until: date | None) -> tuple[Advice, ...]:
        value = evidence.values.get(name)
        return said if value is not None and value not in wanted else ()

    return adviser


def _covers(words: Text, law: Names) -> Adviser:
    said = (Advice("shorter_than_contract", words, law),)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> tuple[Advice, ...]:
        months, wanted = evidence.values.get("months"), run.placement.months
        return said if isinstance(months, int) and wanted is not None and months < wanted else ()

    return adviser


def _remains(months: int, words: Text, law: Names) -> Adviser:
    said = (Advice("ends_early", words, law),)

    def adviser(run: Run, _: Evidence, until: date | None) -> tuple[Advice, ...]:
        leaves = run.departs_on
        return said if leaves is not None and until is not None and until < add_months(leaves, months) else ()

    return adviser


def _late(days: int, words: Text, law: Names) -> Adviser:
    said = (Advice("done_late", words, law),)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> tuple[Advice, ...]:
        leaves, done = run.departs_on, evidence.issued_on
        return said if leaves is not None and done is not None and (leaves - done).days < days else ()

    return adviser


def _differing(mine: Values, theirs: Values, advices: list[tuple[str, Advice]]) -> tuple[Advice, ...]:
    said: tuple[Advice, ...] = ()
    for name, advice in advices:
        one, other = mine.get(name), theirs.get(name)
        if one != other and one is not None and other is not None:
            said = (*said, advice)
    return said


def _match(kind: str, names: Names, words: Text, row: RequirementRow) -> Adviser:
    advices = [(name, Advice(f"differs:{name}", words, (*row.basis, *row.see_also))) for name in names]

    def adviser(run: Run, evidence: Evidence, _: date | None) -> tuple[Advice, ...]:
        said: tuple[Advice, ...] | None = None
        if not evidence.values:
            return ()
        for other in run.all(kind):
            differing = _differing(evidence.values, other.values, advices)
            said = differing if said is None else tuple(item for item in said if item in differing)
        return said or ()  # what no other document agrees with

    return adviser
