"""``assess``: how one dossier stands on one day, under the law of its cohort and of today.

Pure: the same rulebook, facts and day always give the same assessment. Nothing is remembered between dossiers; only
the compiled programs are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rantau.rulebook.compiler import Program
from rantau.rulebook.fast import station
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Advice, Assessment, Facts, Mark, Requirement, State, Station, Text
from rantau.rulebook.run import Run

MET = State.MET
MISSING = State.MISSING
AHEAD = State.AHEAD
LAPSED = State.LAPSED
REFUSED = State.REFUSED
WAITING = State.WAITING
SATISFIED = (State.MET, State.NOT_APPLICABLE)
BEFORE_RULES = Advice(
    "older_than_rulebook",
    Text(
        "Berkas ini lebih tua dari buku aturan; dinilai menurut aturan tertua yang ada.",
        "This dossier is older than the rulebook; it is judged by the oldest edition there is.",
    ),
)


def assess(rulebook: Rulebook, facts: Facts, on: date) -> Assessment:
    """Judge one dossier on one legal day. ValueError when the cohort's pack does not know the scheme.

    ``next_change_on`` is exact: until the day before it the assessment is equal in everything but its date, and on
    that day it differs. It looks at time alone, so new evidence and newly imported packs need a new assessment.
    """
    program = rulebook.program(facts.scheme, facts.opened_on, on)
    run, results = examine(program, facts, on)
    change = run.change
    starts = rulebook.next_start(on)
    if starts is not None and (change is None or starts < change):
        change = starts
    if run.maybe is not None and (change is None or run.maybe < change):
        change = _settle(program, facts, (run, results), change)
    here, passed = _position(program, results)
    return Assessment(
        on,
        facts.scheme,
        results,
        program.stops[here].code,
        _line(program, results, here, passed),
        _placed(program, results),
        run.departed_on,
        _turn(program, results, run),
        change,
        program.cohort.head.version,
        program.today.head.version,
        () if facts.opened_on >= rulebook.packs[0].head.effective_from else (BEFORE_RULES,),
    )


def examine(program: Program, facts: Facts, on: date) -> tuple[Run, tuple[Requirement, ...]]:
    """Ask every judge once, predecessors first."""
    run = Run(facts, on, program.size, program.jobs)
    ok, results = run.ok, run.results
    for judge in program.judges:
        item = judge.run(run)
        index = judge.index
        results[index] = item
        ok[index] = item.state in SATISFIED or not item.rule.blocks
    return run, tuple(results)  # type: ignore[arg-type]  # every judge has answered


def _settle(
    program: Program, facts: Facts, now: tuple[Run, tuple[Requirement, ...]], sure: date | None
) -> date | None:
    """Look at each day on which something might change, until one shows a difference or a sure day comes first."""
    run, results = now
    day = run.maybe
    while day is not None and (sure is None or day < sure):
        later, seen = examine(program, facts, day)
        if seen != results or later.departed_on != run.departed_on:
            return day
        if later.change is not None and (sure is None or later.change < sure):
            sure = later.change
        day = later.maybe
    return sure


def _position(program: Program, results: Sequence[Requirement]) -> tuple[int, list[bool]]:
    """The station she is at, and which stations are finished.

    A file never moves backward on the line: what lapsed was once there and holds the file where it stands, and a
    reached milestone (a signed agreement, a certificate) puts every earlier station behind.
    """
    passed = [all(_was_there(results[index]) for index in stop.held_by) for stop in program.stops]
    last = len(program.stops) - 1
    here = 0
    for index, stop in enumerate(program.stops):
        if stop.milestones and all(_was_there(results[item]) for item in stop.milestones):
            here = index + 1
    here = min(here, last)
    while here < last and passed[here] and program.stops[here].held_by:
        here += 1
    return here, passed


def _was_there(item: Requirement) -> bool:
    state = item.state
    return state in SATISFIED or state is LAPSED or not item.rule.blocks


def _line(program: Program, results: Sequence[Requirement], here: int, passed: list[bool]) -> tuple[Station, ...]:
    stations = []
    for index, stop in enumerate(program.stops):
        if index > here:
            stations.append(station(stop.code, stop.title, Mark.AHEAD, None))
        elif index == here:
            stations.append(station(stop.code, stop.title, _mark_here(program, results, here), None))
        else:
            mark = _mark_behind(stop.held_by, stop.milestones, results)
            stations.append(station(stop.code, stop.title, mark if passed[index] else Mark.WARN, _done_on(stop.milestones, results)))
    return tuple(stations)


def _mark_behind(held_by: tuple[int, ...], milestones: tuple[int, ...], results: Sequence[Requirement]) -> Mark:
    for index in held_by:
        item = results[index]
        if item.state is LAPSED and item.rule.blocks:
            return Mark.WARN
    proofs = [results[index].evidence for index in milestones or held_by]
    carried = any(proof is not None and proof.origin.startswith("import:") for proof in proofs)
    return Mark.CARRIED if carried else Mark.DONE


def _done_on(milestones: tuple[int, ...], results: Sequence[Requirement]) -> date | None:
    days = [proof.issued_on for index in milestones if (proof := results[index].evidence) is not None and proof.issued_on]
    return max(days, default=None)


def _mark_here(program: Program, results: Sequence[Requirement], here: int) -> Mark:
    """Stopped by something refused or lapsed up to here, else waiting on others, else simply here."""
    states = set()
    for stop in program.stops[: here + 1]:
        for index in stop.held_by:
            item = results[index]
            if item.rule.blocks:
                states.add(item.state)
    if REFUSED in states or LAPSED in states:
        return Mark.STOP
    return Mark.WAITING if WAITING in states and MISSING not in states else Mark.HERE


def _placed(program: Program, results: Sequence[Requirement]) -> bool:
    return all(results[index].state in SATISFIED or not results[index].rule.blocks for index in program.pre_work)


def _turn(program: Program, results: Sequence[Requirement], run: Run) -> str | None:
    """Who acts next: on the first thing in the order of the line that somebody can act on."""
    for stop in program.stops:
        if stop.abroad or run.live:
            for index in stop.held_by:
                item = results[index]
                state = item.state
                if state is not AHEAD and state not in SATISFIED and item.rule.blocks:
                    return item.rule.verifier if state is WAITING else item.rule.supplier
    return None
