"""The checks of what schemes ask for: requirements, stations, variants, sentences, and the order of steps."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from rantau.rulebook.asking import Case, cases_of, variant_name
from rantau.rulebook.checks_common import known, refuse_unseen
from rantau.rulebook.dump import scheme_file
from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import EdgeRow, Pack, RequirementRow
from rantau.rulebook.run import FACTS
from rantau.rulebook.texts import unknown_slots

CHECKS = frozenset({"evidence", "window", "age", "destination", "fact", "clear"})
APPLIES = frozenset({"cohort", "today"})
TONES = frozenset({"none", "amber", "red"})
STATES = frozenset(
    {
        *("met", "met_until", "missing", "missing_until", "missing_late", "waiting", "undated", "lapsed", "void"),
        *("refused", "unfit", "unlike", "not_applicable", "ahead", "ahead_from", "ahead_undated", "lenient", "remind"),
        *("too_few_hours", "too_short", "ends_early", "done_late", "differs", "young", "old", "not_listed"),
        *("transitional", "free", "unusual", "better_after", "sources_differ", "outdated", "disagrees", "barred"),
        *("finishing", "job_not_listed"),
    }
)
KNOWN_SLOTS = {"title": "", "law": "", "supplier": "", "verifier": ""}
CONDITIONS = ("when", "instead", "lenient")
SPANS = ("valid_months", "window_days", "due_days", "remaining_months")
# What the line is drawn from cannot differ between cases of one requirement.
FIXED = frozenset({"code", "station"})
FIXED_IN_A_CASE = FIXED | {"check", "milestone", "dates_station", "at_gate", "applies", "verifier"}


def file_of(pack: Pack, code: str) -> str:
    """The file a requirement was read from."""
    return pack.files.get(f"requirement {code}", "requirements.toml")


def requirements(pack: Pack) -> None:
    """Each requirement has known actors and somebody who can verify it."""
    for row in pack.requirements:
        if row.station:
            raise PackError(file_of(pack, row.code), f"requirement {row.code}", "the scheme says at which station")
        requirement(pack, file_of(pack, row.code), f"requirement {row.code}", row)


def requirement(pack: Pack, file: str, name: str, row: RequirementRow) -> None:
    """One requirement, as written or as a scheme asks for it."""
    actors = {actor.code: actor for actor in pack.actors}
    known(file, name, "supplier", row.supplier, actors)
    if row.verifier not in actors or not actors[row.verifier].verifies:
        raise PackError(file, name, f"nobody can verify it: '{row.verifier}' is not an actor that verifies")
    if row.supplier == row.verifier and row.check == "evidence" and row.supplier in ("candidate", "agency"):
        raise PackError(file, name, "whoever brings the proof cannot also verify it")
    known(file, name, "check", row.check, CHECKS)
    known(file, name, "applies", row.applies, APPLIES)
    known(file, name, "gate_missing", row.gate_missing, TONES)
    known(file, name, "gate_refused", row.gate_refused, TONES)
    _conditions(file, name, row)
    if row.same and len(row.same) != 2:
        raise PackError(file, name, "'same' must name two values")
    spans = [(place, getattr(row, place)) for place in SPANS] + [("remind_days", days) for days in row.remind_days]
    for place, value in spans:
        if value is not None and not 0 < value <= 1200:
            raise PackError(file, name, f"'{place}' must be between 1 and 1200")
    if list(row.remind_days) != sorted(set(row.remind_days), reverse=True):
        raise PackError(file, name, "'remind_days' must fall")
    _words(file, name, row)


def _conditions(file: str, name: str, row: RequirementRow) -> None:
    asked = [(place, fact) for place in CONDITIONS for fact in getattr(row, place)]
    asked += [("current", fact) for fact in row.current.values()]
    if row.check == "fact":
        if not row.need or len(set(row.need) | set(row.refuse)) != 1:
            raise PackError(file, name, "check fact needs one fact and its good values in 'need'")
        asked += [("need", fact) for fact in (*row.need, *row.refuse)]
    for place, fact in asked:
        known(file, name, place, fact, FACTS)
    if row.check == "clear" and row.valid_months is None:
        raise PackError(file, name, "check clear needs 'valid_months': how long it bars")


def _words(file: str, name: str, row: RequirementRow) -> None:
    sayings(file, name, row.text)
    for key in row.text:
        state, _, language = key.rpartition("_")
        other = {"id": "en", "en": "id"}.get(language)
        if other is None or state not in STATES or f"{state}_{other}" not in row.text:
            raise PackError(file, name, f"text '{key}' is no state, or lacks its other language")
    if bool(row.advice_id) != bool(row.advice_en):
        raise PackError(file, name, "advice must be given in both languages")


def lines(pack: Pack) -> None:
    """Every scheme has a line; a station asks for requirements that exist, each once on the line."""
    held = {row.code for row in pack.requirements}
    for scheme in pack.schemes:
        file, seen = scheme_file(scheme.code), set[str]()
        stations = [row for row in pack.stations if row.scheme == scheme.code]
        if not stations:
            raise PackError(file, f"scheme {scheme.code}", "has no stations")
        for station in stations:
            name = f"station {scheme.code} {station.code}"
            for code in station.asks:
                known(file, name, "asks", code, held)
                if code in seen:
                    raise PackError(file, name, f"'{code}' is asked twice on this line")
                seen.add(code)


def sentences(pack: Pack) -> None:
    """Every state has its sentence in both languages, and every slot will be filled."""
    found = {row.state for row in pack.sentences}
    if STATES - found:
        raise PackError("sentences.toml", "sentence", f"no sentence for {', '.join(sorted(STATES - found))}")
    for row in pack.sentences:
        known("sentences.toml", f"sentence {row.state}", "state", row.state, STATES)
        sayings("sentences.toml", f"sentence {row.state}", {"id": row.id, "en": row.en})


def sayings(file: str, name: str, texts: Mapping[str, str]) -> None:
    """No text is empty or has a slot that nobody fills."""
    for key, text in texts.items():
        unknown = unknown_slots(text, KNOWN_SLOTS)
        if not text.strip() or unknown:
            raise PackError(file, name, f"text '{key}' " + (f"has unknown slots {unknown}" if unknown else "is empty"))


def variants(pack: Pack) -> None:
    """A variant speaks about something its scheme asks for, in cases that rules can tell apart."""
    asks = {(row.scheme, code) for row in pack.stations for code in row.asks}
    library = {row.code: row for row in pack.requirements}
    for row in pack.variants:
        file, name = scheme_file(row.scheme), variant_name(row)
        if (row.scheme, row.requirement) not in asks:
            raise PackError(file, name, f"scheme {row.scheme} does not ask for '{row.requirement}'")
        for fact in row.where:
            known(file, name, "where", fact, FACTS)
        fixed = sorted((FIXED_IN_A_CASE if row.where else FIXED) & set(row.changes))
        if fixed:
            raise PackError(file, name, f"cannot change {', '.join(fixed)}")
        if row.where and library[row.requirement].check != "evidence":
            raise PackError(file, name, "only a requirement that is proved by a document differs from case to case")


def cases(pack: Pack) -> None:
    """What each scheme asks for in the end passes every check of a requirement, and blocks on seen law only."""
    for scheme in pack.schemes:
        proved: set[str] = set()
        for held in cases_of(pack, scheme.code):
            for case in held:
                _case(pack, scheme.code, case)
            usual = held[0].row
            if usual.milestone and usual.station in proved:
                raise PackError(scheme_file(scheme.code), held[0].name, "is the station's second milestone")
            proved |= {usual.station} if usual.milestone else set()


def _case(pack: Pack, scheme: str, case: Case) -> None:
    file = pack.files.get(case.name, scheme_file(scheme))
    if not case.row.basis:
        raise PackError(file, case.name, "has no legal basis")
    requirement(pack, file, case.name, case.row)
    refuse_unseen(pack, file, case.name, case.row)


def edges(pack: Pack) -> None:
    """Edges join what their scheme asks for and never run in a circle."""
    asks = {(row.scheme, code) for row in pack.stations for code in row.asks}
    graphs: dict[str, dict[str, set[str]]] = {}
    for edge in pack.edges:
        for code in (edge.before, edge.after):
            if (edge.scheme, code) not in asks:
                raise PackError(scheme_file(edge.scheme), _edge(edge), f"{edge.scheme} does not ask for '{code}'")
        graphs.setdefault(edge.scheme, {}).setdefault(edge.after, set()).add(edge.before)
    for scheme, graph in graphs.items():
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise PackError(scheme_file(scheme), f"edge {scheme}", f"the order runs in a circle: {circle}") from error


def _edge(edge: EdgeRow) -> str:
    return f"edge {edge.scheme}/{edge.before}/{edge.after}"
