"""``assess``: how one dossier stands on one day, under the law of its cohort and of today.

Pure: the same rulebook, facts and day always give the same assessment. Nothing is remembered between dossiers; only
the compiled programs are kept.
"""

from __future__ import annotations

from datetime import date

from rantau.rulebook.compiler import Program
from rantau.rulebook.fast import assessment, station, unfilled, unfilled_station
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import (
    AHEAD,
    IMPORTED,
    LAPSED,
    MET,
    MISSING,
    NOT_APPLICABLE,
    VERIFIED,
    WAITING,
    Advice,
    Assessment,
    Evidence,
    Facts,
    Mark,
    Requirement,
    Station,
    Text,
)
from rantau.rulebook.run import Run

DONE, CARRIED, WARN = Mark.DONE, Mark.CARRIED, Mark.WARN
HERE, AWAITING, STOP = Mark.HERE, Mark.WAITING, Mark.STOP
BEFORE_RULES = (
    Advice(
        "older_than_rulebook",
        Text(
            "Berkas ini lebih tua dari buku aturan; dinilai menurut aturan tertua yang ada.",
            "This dossier is older than the rulebook; it is judged by the oldest edition there is.",
        ),
    ),
)


def assess(rulebook: Rulebook, facts: Facts, on: date) -> Assessment:
    """Judge one dossier on one legal day. ValueError when the cohort's pack does not know the scheme.

    ``next_change_on`` is exact: until the day before it the assessment is equal in everything but its date, and on
    that day it differs. It looks at time alone, so new evidence and newly imported packs need a new assessment.
    """
    program = rulebook.program(facts.scheme, facts.opened_on, on)
    run = examine(program, facts, on)
    change = run.change
    starts = rulebook.next_start(on)
    if starts is not None and (change is None or starts < change):
        change = starts
    if run.maybe is not None and (change is None or run.maybe < change):
        change = settle(program, facts, run, change)
    held = survey(program, run)
    here = position(program, run, held)
    return assessment(
        on,
        facts.scheme,
        tuple(run.results),
        program.stops[here].code,
        _line(program, run, held, here),
        held.placed,
        run.departed_on,
        held.turn,
        change,
        program.cohort.head.version,
        program.today.head.version,
        () if facts.opened_on >= rulebook.starts[0] else BEFORE_RULES,
    )


def examine(program: Program, facts: Facts, on: date) -> Run:
    """Ask every judge once, predecessors first.

    The commonest answers, met by a checked proof without an end or plainly missing, are made here without asking.
    """
    run = Run(facts, on, program.size, program.jobs)
    ok, results, kinds, holding = run.ok, run.results, run.kinds, run.holding
    for index, ask, kind, rule, text, static, absent in program.plan:
        proof = kinds.get(kind)
        if (
            proof.__class__ is Evidence
            and proof.state is VERIFIED
            and proof.valid_until is None
            and ((issued := proof.issued_on) is None or issued <= on)
        ):
            item = unfilled()
            item.rule, item.state, item.text = rule, MET, text
            item.until, item.evidence, item.warnings = None, proof, static
            item.__class__ = Requirement
        else:
            item = absent if absent is not None and proof is None else ask(run)
            state = item.state
            if state is not MET and state is not NOT_APPLICABLE and item.rule.blocks:
                ok[index] = False
                holding.append(index)
        results[index] = item
    return run


def settle(program: Program, facts: Facts, run: Run, sure: date | None) -> date | None:
    """Look at each day on which something might change, until one shows a difference or a sure day comes first."""
    day = run.maybe
    while day is not None and (sure is None or day < sure):
        later = examine(program, facts, day)
        if later.results != run.results or later.departed_on != run.departed_on:
            return day
        if later.change is not None and (sure is None or later.change < sure):
            sure = later.change
        day = later.maybe
    return sure


class Held:
    """What holds the file back, as sets of stations (bit n for station n), and whose turn it is."""

    __slots__ = ("missing", "placed", "stopped", "turn", "unfinished", "waiting")

    def __init__(self) -> None:
        self.missing = 0
        self.stopped = 0
        self.unfinished = 0
        self.waiting = 0
        self.placed = True
        self.turn: str | None = None


def survey(program: Program, run: Run) -> Held:
    """One look at everything that holds the file back."""
    held = Held()
    first = program.size
    for index in run.holding:
        item = run.results[index]
        bit, pre_work, abroad = program.bits[index]
        state = item.state
        if pre_work:
            held.placed = False
        if state is not LAPSED:
            held.unfinished |= bit
        if state is AHEAD:
            continue
        if state is MISSING:
            held.missing |= bit
        elif state is WAITING:
            held.waiting |= bit
        else:
            held.stopped |= bit
        if index < first and (abroad or run.live):
            first = index
            held.turn = item.rule.verifier if state is WAITING else item.rule.supplier
    await_more(program, run, held, first)
    return held


def await_more(program: Program, run: Run, held: Held, first: int) -> None:
    """What a scheme asks for without binding law: the line waits for it, and nobody is held back by it."""
    for index in program.awaited:
        item = run.results[index]
        if item.satisfied or not item.rule.awaited:
            continue
        bit, pre_work, _ = program.bits[index]
        held.placed = held.placed and not pre_work
        if item.state is not LAPSED:
            held.unfinished |= bit
        if item.state is WAITING:
            held.waiting |= bit
        elif item.state is not AHEAD:
            held.missing |= bit
        if index < first and run.live and item.state is not AHEAD:
            first, held.turn = index, item.who


def position(program: Program, run: Run, held: Held) -> int:
    """The station she is at.

    A file never moves backward on the line: what lapsed was once there and holds the file where it stands, and a
    reached milestone (a signed agreement, a certificate) puts every earlier station behind.
    """
    stops, last = program.stops, len(program.stops) - 1
    here = 0
    for place, milestone in program.milestones:
        state = run.results[milestone].state
        if state is MET or state is LAPSED or state is NOT_APPLICABLE:
            here = min(place + 1, last)
            break
    while here < last and stops[here].asks and not held.unfinished >> here & 1:
        here += 1
    return here


def _line(program: Program, run: Run, held: Held, here: int) -> tuple[Station, ...]:
    stations = []
    troubled = held.unfinished | held.stopped
    for stop in program.stops[:here]:
        made = unfilled_station()
        made.code, made.title, made.mark, made.on = stop.code, stop.title, DONE, None
        if stop.dated_by is not None:
            proof = run.results[stop.dated_by].evidence
            if proof is not None:
                made.on = proof.issued_on
                if proof.origin.startswith(IMPORTED):
                    made.mark = CARRIED
        if troubled & stop.bit:
            made.mark = WARN
        made.__class__ = Station
        stations.append(made)
    at = program.stops[here]
    stations.append(station(at.code, at.title, _mark_here(held, here), None))
    return (*stations, *program.ahead[here])


def _mark_here(held: Held, here: int) -> Mark:
    """Stopped by something refused or lapsed up to here, else waiting on others, else simply here."""
    up_to_here = (2 << here) - 1
    if held.stopped & up_to_here:
        return STOP
    return AWAITING if held.waiting & up_to_here and not held.missing & up_to_here else HERE
