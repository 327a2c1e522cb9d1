"""The optional checks of an evidence requirement, compiled from its row: tests that fail a proof, advisers that only
speak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rantau.rulebook.dates import add_months
from rantau.rulebook.judges import VERIFIED, Adviser, Test
from rantau.rulebook.model import Advice, Evidence, State, Text
from rantau.rulebook.pack import HoursRow, JobRow, Names, Pack, RequirementRow
from rantau.rulebook.run import Run
from rantau.rulebook.texts import Sentence


def tests_of(
    pack: Pack, row: RequirementRow, scheme: str, jobs: Mapping[str, tuple[JobRow, ...]]
) -> tuple[Test, ...]:
    """What a proof must pass, in the order in which it is told."""
    found: list[Test] = []
    if row.void_kind:
        found.append(_void(row.void_kind, row.void_value))
    found.extend(_need(name, frozenset(wanted)) for name, wanted in row.need.items())
    if row.same:
        found.append(_same(row.same[0], row.same[1]))
    if row.hours:
        found.append(_hours([held for held in pack.hours if scheme in held.schemes], jobs))
    return tuple(found)


def advisers_of(
    pack: Pack, row: RequirementRow, texts: Mapping[str, Sentence], scheme: str
) -> tuple[Adviser, ...]:
    """What a good proof may still be worth a word about."""
    del pack, scheme
    found: list[Adviser] = []
    if row.covers_contract:
        found.append(_covers(texts["too_short"].text(), row.basis))
    if row.remaining_months is not None:
        words = texts["ends_early"].filled({"need": str(row.remaining_months)}).text()
        found.append(_remains(row.remaining_months, words, (*row.basis, *row.see_also)))
    if row.due_days is not None:
        found.append(_late(row.due_days, texts["done_late"].text(), row.basis))
    found.extend(
        _match(other, name, texts["differs"].text(), (*row.basis, *row.see_also))
        for other, names in row.match.items()
        for name in names
    )
    return tuple(found)


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
                return State.LAPSED, "void"
            if run.live:
                run.perhaps(day)
        return None

    return test


def _need(name: str, wanted: frozenset[str]) -> Test:
    def test(_: Run, evidence: Evidence) -> tuple[State, str] | None:
        value = evidence.values.get(name)
        if value in wanted:
            return None
        return (State.WAITING, "undated") if value is None else (State.REFUSED, "unfit")

    return test


def _same(one: str, other: str) -> Test:
    def test(_: Run, evidence: Evidence) -> tuple[State, str] | None:
        values = evidence.values
        first, second = values.get(one), values.get(other)
        if first is None or second is None or first == second:
            return None
        return State.REFUSED, "unlike"

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


def _hours(rows: list[HoursRow], jobs: Mapping[str, tuple[JobRow, ...]]) -> Test:
    del jobs

    def test(run: Run, evidence: Evidence) -> tuple[State, str] | None:
        hours = evidence.values.get("hours")
        if not isinstance(hours, int):
            return None  # the certificate itself is the proof; many old ones carry no hours
        rule = hours_of(rows, tuple(job.code for job in run.jobs), run.facts.opened_on)
        return None if rule is None or hours >= rule.hours else (State.WAITING, "too_few_hours")

    return test


def _covers(words: Text, law: Names) -> Adviser:
    advice = Advice("shorter_than_contract", words, law)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> Advice | None:
        months, wanted = evidence.values.get("months"), run.placement.months
        if not isinstance(months, int) or wanted is None or months >= wanted:
            return None
        return advice

    return adviser


def _remains(months: int, words: Text, law: Names) -> Adviser:
    advice = Advice("ends_early", words, law)

    def adviser(run: Run, _: Evidence, until: date | None) -> Advice | None:
        leaves = run.departs_on
        if leaves is None or until is None or until >= add_months(leaves, months):
            return None
        return advice

    return adviser


def _late(days: int, words: Text, law: Names) -> Adviser:
    advice = Advice("done_late", words, law)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> Advice | None:
        leaves, done = run.departs_on, evidence.issued_on
        if leaves is None or done is None or (leaves - done).days >= days:
            return None
        return advice

    return adviser


def _match(kind: str, name: str, words: Text, law: Names) -> Adviser:
    advice = Advice(f"differs:{name}", words, law)

    def adviser(run: Run, evidence: Evidence, _: date | None) -> Advice | None:
        mine = evidence.values.get(name)
        others = [item.values.get(name) for item in run.all(kind)]
        others = [value for value in others if value is not None]
        if mine is None or not others or mine in others:
            return None
        return advice

    return adviser
