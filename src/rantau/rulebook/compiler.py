"""Turns a pair of packs (the cohort's and today's) into the program of one scheme: judges in the order of the law."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from graphlib import TopologicalSorter

from rantau.rulebook.asking import Case, cases_of
from rantau.rulebook.fast import requirement
from rantau.rulebook.judges import CaseJudge, ClearJudge, EvidenceJudge, FactJudge, Judge, WindowJudge
from rantau.rulebook.model import AHEAD, MISSING, Advice, Mark, Requirement, Rule, Station, Text
from rantau.rulebook.options import advisers_of, tests_of
from rantau.rulebook.pack import ClosureRow, JobRow, Names, Pack, RequirementRow, StationRow
from rantau.rulebook.run import FACTS, Run, condition
from rantau.rulebook.standing import AgeJudge, AgeRule, Closing, DestinationJudge
from rantau.rulebook.texts import Dated, Sentence

JUDGES: dict[str, type[Judge]] = {
    "evidence": EvidenceJudge,
    "window": WindowJudge,
    "age": AgeJudge,
    "destination": DestinationJudge,
    "fact": FactJudge,
    "clear": ClearJudge,
}
Asked = tuple[Pack, tuple[Case, ...]]  # a requirement in all its cases, and the edition it is taken from


@dataclass(frozen=True, slots=True)
class Stop:
    """A station, compiled: whether it asks for anything, and the requirement that proves it is behind."""

    code: str
    title: Text
    bit: int  # 1 << place on the line
    asks: bool  # something here can hold the file back, or is awaited
    milestone: int | None
    dated_by: int | None


# One step of the inner loop: place in the line, judge, and what a plain proof needs to be judged without asking
# (kind, rule, words, standing advice, the answer when there is no proof). The kind is one that no proof has where the
# judge has to look closer.
NO_KIND = "\0"  # no proof can be of this kind
Step = tuple[int, Callable[[Run], Requirement], str, Rule, Text, tuple[Advice, ...], Requirement | None]


@dataclass(frozen=True, slots=True)
class Program:
    """The compiled rules of one scheme for one cohort on one edition of today's law."""

    scheme: str
    cohort: Pack
    today: Pack
    judged: tuple[Judge, ...]  # in the order of the line
    plan: tuple[Step, ...]  # predecessors first
    size: int
    stops: tuple[Stop, ...]
    milestones: tuple[tuple[int, int], ...]  # place of a station, what proves it is behind; the last station first
    ahead: tuple[tuple[Station, ...], ...]  # per station, the stations after it, ready to show
    bits: tuple[tuple[int, bool, bool], ...]  # per requirement: its station's bit, part of pre-work, abroad
    awaited: tuple[int, ...]  # what the line waits for without its holding anybody
    jobs: Mapping[str, tuple[JobRow, ...]]


def compile_program(cohort: Pack, today: Pack, scheme: str) -> Program:
    """Compile. ValueError when neither pack knows the scheme."""
    stations = [row for row in cohort.stations if row.scheme == scheme]
    if not stations:
        known = sorted({row.scheme for row in cohort.stations})
        raise ValueError(f"pack {cohort.version} has no scheme '{scheme}'; it has {', '.join(known)}")
    place = {row.code: index for index, row in enumerate(stations)}
    found = sorted(rows_for(cohort, today, scheme), key=lambda held: place[held[1][0].row.station])
    abroad = {row.code for row in stations if row.abroad}
    judges = [_judge(index, pack, cases, scheme, abroad) for index, (pack, cases) in enumerate(found)]
    for judge in judges:
        for way in (judge, *judge.ways):
            way.abroad = judge.rule.station in abroad
    rows = [cases[0].row for _, cases in found]
    order = _order(cohort, scheme, judges)
    stops = tuple(_stop(index, station, judges, rows) for index, station in enumerate(stations))
    return Program(
        scheme,
        cohort,
        today,
        tuple(judges),
        tuple(_step(judges[index]) for index in order),
        len(judges),
        stops,
        tuple((place[stop.code], stop.milestone) for stop in reversed(stops) if stop.milestone is not None),
        tuple(tuple(_ahead(stop) for stop in stops[index + 1 :]) for index in range(len(stops))),
        tuple(
            (1 << place[row.station], not (judge.abroad or row.at_gate), judge.abroad)
            for judge, row in zip(judges, rows, strict=True)
        ),
        tuple(judge.index for judge in judges if judge.rule.awaited),
        _jobs(cohort.jobs),
    )


def _step(judge: Judge) -> Step:
    kind, absent = NO_KIND, None
    if isinstance(judge, EvidenceJudge) and judge.quick():
        kind = judge.kind
        if not (judge.ahead or judge.after or judge.others or judge.lenient or judge.due_days is not None):
            absent = judge.constant(MISSING, "missing")
    ask = judge.run if judge.when else judge.judge
    return judge.index, ask, kind, judge.rule, judge.texts["met"].text(), judge.static, absent


def _ahead(stop: Stop) -> Station:
    return Station(stop.code, stop.title, Mark.AHEAD)


def _binds(pack: Pack, case: Case) -> bool:
    """Whether a case can hold a file. A row that rests on law nobody saw cannot, whatever it says."""
    return case.row.blocks and pack.certainty(case.row.basis) == "seen"


def rows_for(cohort: Pack, today: Pack, scheme: str) -> list[Asked]:
    """The requirements of a dossier: the cohort's, with those that apply as of today taken from today's pack."""
    asked = cases_of(today, scheme)
    current = {cases[0].row.code: cases for cases in asked if cases[0].row.applies == "today"}
    found: list[Asked] = []
    for cases in cases_of(cohort, scheme):
        newer = current.pop(cases[0].row.code, None)
        found.append((cohort, cases) if newer is None else (today, newer))
    return [*found, *((today, cases) for cases in current.values())]


def _jobs(rows: Iterable[JobRow]) -> dict[str, tuple[JobRow, ...]]:
    """Occupation (ISCO-08 unit or job code) -> jobs found under it."""
    found: dict[str, tuple[JobRow, ...]] = {}
    for row in rows:
        for key in (row.code, *row.isco):
            found[key] = (*found.get(key, ()), row)
    return found


def citation(pack: Pack, basis: Iterable[str]) -> str:
    """The law rows as people cite them."""
    cited = {row.id: row.citation for row in pack.law}
    return "; ".join(dict.fromkeys(cited.get(name, name) for name in basis))


def make_rule(pack: Pack, case: Case, abroad: Container[str] = ()) -> Rule:
    """The fixed part of a requirement; ``abroad`` names the stations after departure."""
    row = case.row
    return Rule(
        row.code,
        Text(row.title_id, row.title_en),
        row.station,
        _binds(pack, case),
        row.supplier,
        row.verifier,
        row.basis,
        citation(pack, row.basis),
        pack.certainty(row.basis),
        row.applies,
        pack.version,
        row.gate_missing,
        row.gate_refused,
        case.name,
        row.awaited and not row.at_gate and row.station not in abroad,
    )


def resting_on(rule: Rule, pack: Pack, row: str, basis: Names, *, blocks: bool) -> Rule:
    """The rule of a requirement as another row of the pack settles it: whoever is refused sees that row's law."""
    return replace(
        rule, row=row, blocks=blocks, law=basis, citation=citation(pack, basis), certainty=pack.certainty(basis)
    )


def sentences(pack: Pack, row: RequirementRow) -> dict[str, Sentence]:
    """Every sentence this requirement may need; its own words go before the pack's common ones."""
    actors = {actor.code: actor for actor in pack.actors}
    names = {"supplier": actors[row.supplier], "verifier": actors[row.verifier]}
    cited = citation(pack, row.basis)
    known_id = {"title": row.title_id, "law": cited, **{key: actor.name_id for key, actor in names.items()}}
    known_en = {"title": row.title_en, "law": cited, **{key: actor.name_en for key, actor in names.items()}}
    words = {held.state: (held.id, held.en) for held in pack.sentences}
    own = {key.removesuffix("_id") for key in row.text if key.endswith("_id")}
    words.update({state: (row.text[f"{state}_id"], row.text[f"{state}_en"]) for state in own})
    return {state: Sentence(id_, en, known_id, known_en) for state, (id_, en) in words.items()}


def _judge(index: int, pack: Pack, cases: tuple[Case, ...], scheme: str, abroad: Container[str]) -> Judge:
    usual, *others = [(condition(case.where), _one(index, pack, case, scheme, abroad)) for case in cases]
    return CaseJudge(usual[1], tuple(others)) if others else usual[1]


def _one(index: int, pack: Pack, case: Case, scheme: str, abroad: Container[str]) -> Judge:
    row, rule = case.row, make_rule(pack, case, abroad)
    words = sentences(pack, row)
    static = _conflicts(pack, row.code, scheme, words["sources_differ"])
    if row.advice_id:
        static = (*static, Advice("note", Text(row.advice_id, row.advice_en), (*row.basis, *row.see_also)))
    judge = JUDGES[row.check](index, rule, words, static)
    judge.when = condition(row.when)
    judge.lenient = condition(row.lenient)
    judge.soft_rule = replace(rule, blocks=False, awaited=False)
    if isinstance(judge, EvidenceJudge):
        _evidence(judge, pack, row, scheme)
    elif isinstance(judge, FactJudge):
        ((name, good),) = row.need.items()
        judge.fact, judge.good = FACTS[name], frozenset(good)
        judge.refused = frozenset(row.refuse.get(name, ()))
        judge.proof = row.kinds[0] if row.kinds else ""
    elif isinstance(judge, ClearJudge):
        judge.kind, judge.months = (row.kinds or (row.code,))[0], row.valid_months or 0
    elif isinstance(judge, WindowJudge):
        judge.kind = (row.kinds or (row.code,))[0]
        judge.days = row.window_days or 0
        judge.wanted = frozenset(row.need.get("result", ()))
    elif isinstance(judge, AgeJudge):
        judge.settle(_age_rules(pack, scheme, judge))
    elif isinstance(judge, DestinationJudge):
        _destinations(judge, pack, scheme)
    return judge


def _conflicts(pack: Pack, code: str, scheme: str, words: Sentence) -> tuple[Advice, ...]:
    """What the sources say that disagree about a requirement, each version in its own words."""
    law = {row.id: row for row in pack.law}
    found = []
    for row in pack.conflicts:
        if code in row.requirements and (not row.schemes or scheme in row.schemes):
            held = [law[name] for name in row.versions]
            said_id = " ".join(f"({n}) {one.statement_id} [{one.citation}]" for n, one in enumerate(held, 1))
            said_en = " ".join(f"({n}) {one.statement_en} [{one.citation}]" for n, one in enumerate(held, 1))
            text = words.filled({"other": said_id}, {"other": said_en}).text()
            found.append(Advice(f"sources_differ:{row.code}", text, row.versions))
    return tuple(found)


def _evidence(judge: EvidenceJudge, pack: Pack, row: RequirementRow, scheme: str) -> None:
    kinds = row.kinds or (row.code,)
    judge.kind, judge.others = kinds[0], kinds[1:]
    judge.instead = condition(row.instead)
    judge.months, judge.due_days = row.valid_months, row.due_days
    judge.lead = timedelta(row.remind_days[0]) if row.remind_days else None
    judge.again = row.remind_days[1:]
    judge.accepts_statement = row.accepts_statement
    judge.tests = tests_of(pack, row, scheme)
    judge.advisers = advisers_of(pack, row, scheme, judge.texts)


def _age_rules(pack: Pack, scheme: str, judge: AgeJudge) -> tuple[AgeRule, ...]:
    found = []
    for row in pack.ages:
        if row.schemes and scheme not in row.schemes:
            continue
        law = (*row.basis, *row.see_also)
        known = {"need": str(row.min if row.min is not None else ""), "have": str(row.max or "")}
        known["other"] = citation(pack, law)
        limits = {words: Dated(judge.texts[words].filled(known)) for words in ("young", "old")}
        blocks = row.blocks and pack.certainty(row.basis) == "seen"
        narrow = bool(row.employer_kinds or row.jobs or row.valid_from or row.valid_to)
        rule = resting_on(judge.rule, pack, f"age {row.code}", row.basis, blocks=blocks)
        found.append(AgeRule(row, rule, blocks, f"age:{row.code}", narrow, limits["young"], limits["old"], law))
    return tuple(found)


def _destinations(judge: DestinationJudge, pack: Pack, scheme: str) -> None:
    judge.anywhere = any(row.anywhere for row in pack.schemes if row.code == scheme)
    for row in pack.destinations:
        if scheme in row.schemes:
            if row.valid_from is None and row.valid_to is None and not row.jobs:
                judge.always.add(row.country)
            judge.opens[row.country] = (*judge.opens.get(row.country, ()), row)
    for closure in pack.closures:
        if scheme in closure.except_schemes or (closure.schemes and scheme not in closure.schemes):
            continue
        held = _closure(pack, closure, judge)
        for country in closure.countries:
            judge.closures[country] = (*judge.closures.get(country, ()), held)
    judge.always -= judge.closures.keys()


def _closure(pack: Pack, row: ClosureRow, judge: DestinationJudge) -> Closing:
    law = (*row.basis, *row.see_also)
    row = replace(row, blocks=row.blocks and judge.rule.blocks and pack.certainty(row.basis) == "seen")
    finishing = judge.texts["transitional"].filled({"other": citation(pack, row.basis)}).text()
    code = f"closure:{row.code}"
    return Closing(
        row,
        resting_on(judge.rule, pack, f"closure {row.code}", row.basis, blocks=row.blocks),
        Advice(code, Text(row.text_id, row.text_en), law),
        Advice(f"{code}:transitional", finishing, law),
    )


def _order(pack: Pack, scheme: str, judges: list[Judge]) -> list[int]:
    """Wire the edges of the cohort's pack and give an order in which predecessors come first."""
    by_code = {judge.rule.code: judge for judge in judges}
    graph: dict[int, set[int]] = {judge.index: set() for judge in judges}
    for edge in pack.edges:
        if edge.scheme != scheme or edge.before not in by_code or edge.after not in by_code:
            continue
        before, after = by_code[edge.before], by_code[edge.after]
        graph[after.index].add(before.index)
        title = before.rule.title
        binds = edge.hard and pack.certainty(edge.basis) == "seen"
        words = after.texts["ahead" if binds else "better_after"]
        text = words.filled({"other": title.id}, {"other": title.en}).text()
        for way in after.ways:
            if binds:
                answer = requirement(way.rule, AHEAD, text, None, None, way.static)
                way.ahead = (*way.ahead, (before.index, answer))
            else:
                way.after = (*way.after, (before.index, Advice(f"after:{edge.before}", text, edge.basis)))
    return list(TopologicalSorter(graph).static_order())


def _stop(place: int, station: StationRow, judges: list[Judge], rows: list[RequirementRow]) -> Stop:
    here = [(judge, row) for judge, row in zip(judges, rows, strict=True) if row.station == station.code]
    return Stop(
        station.code,
        Text(station.title_id, station.title_en),
        1 << place,
        any(way.rule.blocks or way.rule.awaited for judge, _ in here for way in judge.ways),
        next((judge.index for judge, row in here if row.milestone), None),
        next((judge.index for judge, row in here if row.milestone or row.dates_station), None),
    )
