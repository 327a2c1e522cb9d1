"""What a pack must satisfy before it may come into force. Each check names the file, the row and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import TABLES, AgeRow, EdgeRow, Names, Pack, RequirementRow
from rantau.rulebook.rows import row_name
from rantau.rulebook.run import FACTS
from rantau.rulebook.texts import unknown_slots

CERTAINTIES = frozenset({"seen", "recalled", "derived"})
CHECKS = frozenset({"evidence", "window", "age", "destination", "quota"})
APPLIES = frozenset({"cohort", "today"})
TONES = frozenset({"none", "amber", "red"})
PAYERS = frozenset({"employer", "agency", "candidate", "candidate_or_employer", "government"})
STATES = frozenset(
    {
        *("met", "met_until", "missing", "missing_until", "missing_late", "waiting", "undated", "lapsed", "void"),
        *("refused", "unfit", "unlike", "not_applicable", "ahead", "ahead_from", "ahead_undated", "lenient", "remind"),
        *("too_few_hours", "too_short", "ends_early", "done_late", "differs", "young", "old", "not_listed"),
        *("transitional", "free", "unusual", "better_after", "sources_differ"),
    }
)
KNOWN_SLOTS = {"title": "", "law": "", "supplier": "", "verifier": ""}
LAW_FIELDS = ("basis", "see_also", "between_basis", "disputed_basis")
PER = frozenset({"placement", "month"})


def check_pack(pack: Pack) -> None:
    """Run every check. Raises PackError on the first failure."""
    for check in (unique_rows, law, requirements, sentences, edges, conflicts, blocking_rows, dated_rows, money):
        check(pack)


def rows_of(pack: Pack) -> Iterable[tuple[str, str, Any]]:
    """Every row of a pack: (file, name, row)."""
    for table, file, place, _, keys in TABLES:
        held = getattr(pack, place)
        for row in held if isinstance(held, tuple) else (held,):
            yield file, row_name(table, keys, {entry.name: getattr(row, entry.name) for entry in fields(row)}), row


def unique_rows(pack: Pack) -> None:
    """No two undated rows share their key; dated ones are looked at by ``dated_rows``."""
    seen: set[str] = set()
    for file, name, row in rows_of(pack):
        if name in seen and not hasattr(row, "valid_from"):
            raise PackError(file, name, "stands there twice")
        seen.add(name)


def law(pack: Pack) -> None:
    """Every row names law rows that exist."""
    known = {row.id for row in pack.law}
    for row in pack.law:
        if row.certainty not in CERTAINTIES:
            raise PackError("law.toml", f"law {row.id}", f"certainty '{row.certainty}' is none of {_list(CERTAINTIES)}")
    for file, name, row in rows_of(pack):
        if hasattr(row, "basis") and not row.basis:
            raise PackError(file, name, "has no legal basis")
        for place in LAW_FIELDS:
            for cited in getattr(row, place, ()):
                if cited not in known:
                    raise PackError(file, name, f"{place} names the unknown law row '{cited}'")


def requirements(pack: Pack) -> None:
    """Each requirement has a station, known actors, and somebody who can verify it."""
    schemes = {row.code for row in pack.schemes}
    stations = {(row.scheme, row.code) for row in pack.stations}
    for row in pack.requirements:
        name = f"requirement {row.code}"
        for scheme in row.schemes:
            _known("requirements.toml", name, "scheme", scheme, schemes)
            if (scheme, row.station) not in stations:
                raise PackError("requirements.toml", name, f"scheme {scheme} has no station '{row.station}'")
        _requirement(pack, row, name)
    proved: set[tuple[str, str]] = set()
    for row in pack.requirements:
        for scheme in row.schemes if row.milestone else ():
            if (scheme, row.station) in proved:
                raise PackError("requirements.toml", f"requirement {row.code}", "is the station's second milestone")
            proved.add((scheme, row.station))


def _requirement(pack: Pack, row: RequirementRow, name: str) -> None:
    file = "requirements.toml"
    actors = {actor.code: actor for actor in pack.actors}
    _known(file, name, "supplier", row.supplier, actors)
    if row.verifier not in actors or not actors[row.verifier].verifies:
        raise PackError(file, name, f"nobody can verify it: '{row.verifier}' is not an actor that verifies")
    if row.supplier == row.verifier and row.check == "evidence" and row.supplier in ("candidate", "agency"):
        raise PackError(file, name, "whoever brings the proof cannot also verify it")
    _known(file, name, "check", row.check, CHECKS)
    _known(file, name, "applies", row.applies, APPLIES)
    _known(file, name, "gate_missing", row.gate_missing, TONES)
    _known(file, name, "gate_refused", row.gate_refused, TONES)
    for place in ("when", "instead", "lenient"):
        for fact in getattr(row, place):
            _known(file, name, place, fact, FACTS)
    if row.same and len(row.same) != 2:
        raise PackError(file, name, "'same' must name two values")
    for place in ("valid_months", "remind_days", "window_days", "due_days", "remaining_months"):
        value = getattr(row, place)
        if value is not None and not 0 < value <= 1200:
            raise PackError(file, name, f"'{place}' must be between 1 and 1200")


def sentences(pack: Pack) -> None:
    """Every state has its sentence in both languages, and every slot will be filled."""
    found = {row.state for row in pack.sentences}
    if STATES - found:
        raise PackError("sentences.toml", "sentence", f"no sentence for {_list(STATES - found)}")
    for row in pack.sentences:
        _known("sentences.toml", f"sentence {row.state}", "state", row.state, STATES)
        _words("sentences.toml", f"sentence {row.state}", {"id": row.id, "en": row.en})
    for requirement in pack.requirements:
        name = f"requirement {requirement.code}"
        _words("requirements.toml", name, requirement.text)
        for key in requirement.text:
            state, _, language = key.rpartition("_")
            other = {"id": "en", "en": "id"}.get(language)
            if other is None or state not in STATES or f"{state}_{other}" not in requirement.text:
                raise PackError("requirements.toml", name, f"text '{key}' is no state, or lacks its other language")


def _words(file: str, name: str, texts: Mapping[str, str]) -> None:
    for key, text in texts.items():
        unknown = unknown_slots(text, KNOWN_SLOTS)
        if not text.strip() or unknown:
            raise PackError(file, name, f"text '{key}' " + (f"has unknown slots {unknown}" if unknown else "is empty"))


def edges(pack: Pack) -> None:
    """Edges join requirements of their scheme and never run in a circle."""
    held = {(scheme, row.code) for row in pack.requirements for scheme in row.schemes}
    graphs: dict[str, dict[str, set[str]]] = {}
    for edge in pack.edges:
        for code in (edge.before, edge.after):
            if (edge.scheme, code) not in held:
                raise PackError("edges.toml", _edge(edge), f"scheme {edge.scheme} has no requirement '{code}'")
        graphs.setdefault(edge.scheme, {}).setdefault(edge.after, set()).add(edge.before)
    for scheme, graph in graphs.items():
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise PackError("edges.toml", f"edge {scheme}", f"the order runs in a circle: {circle}") from error


def _edge(edge: EdgeRow) -> str:
    return f"edge {edge.scheme}/{edge.before}/{edge.after}"


def conflicts(pack: Pack) -> None:
    """A conflict has at least two versions and speaks about requirements that exist."""
    codes, schemes = {row.code for row in pack.requirements}, {row.code for row in pack.schemes}
    for row in pack.conflicts:
        name = f"conflict {row.code}"
        if len(row.versions) < 2 or not row.requirements:
            raise PackError("conflicts.toml", name, "needs a requirement and at least two versions")
        for code in row.requirements:
            _known("conflicts.toml", name, "requirement", code, codes)
        for scheme in row.schemes:
            _known("conflicts.toml", name, "scheme", scheme, schemes)


def blocking_rows(pack: Pack) -> None:
    """Only law somebody has seen may hold a file back; recalled and derived rows warn."""
    for file, name, row in rows_of(pack):
        basis: Names = getattr(row, "basis", ())
        blocks = getattr(row, "blocks", False) or getattr(row, "hard", False)
        red = "red" in (getattr(row, "gate_missing", ""), getattr(row, "gate_refused", ""))
        certainty = pack.certainty(basis) if blocks or red else "seen"
        if certainty != "seen":
            verb = "blocks" if blocks else "turns the gate red"
            raise PackError(file, name, f"{verb}, but its basis is only {certainty}; only seen law may")


def dated_rows(pack: Pack) -> None:
    """No row ends before it begins, and two rows with one key are never in force on one day."""
    spans: dict[str, list[tuple[date, date]]] = {}
    for file, name, row in rows_of(pack):
        if not hasattr(row, "valid_from"):
            continue
        begins, ends = row.valid_from or date.min, row.valid_to or date.max
        if ends < begins:
            raise PackError(file, name, "ends before it begins")
        for other_begins, other_ends in spans.get(name, []):
            if begins <= other_ends and other_begins <= ends:
                raise PackError(file, name, "overlapping dates: two rows with this key are in force on one day")
        spans.setdefault(name, []).append((begins, ends))
    for age in pack.ages:
        _age(age)


def _age(row: AgeRow) -> None:
    limits = [limit for limit in (row.min, row.max) if limit is not None]
    if not limits or not all(0 < limit < 120 for limit in limits) or sorted(limits) != limits:
        raise PackError("ages.toml", f"age {row.code}", "needs a minimum or a maximum between 1 and 119, in order")


def money(pack: Pack) -> None:
    """Amounts are whole and not negative; payers and jobs are known."""
    jobs = {row.code for row in pack.jobs}
    for row in pack.components:
        name = f"component {row.code}"
        _known("costs.toml", name, "payer", row.payer, PAYERS)
        if row.ceiling is not None and row.ceiling < 0:
            raise PackError("costs.toml", name, "the ceiling is negative")
    for ceiling in pack.ceilings:
        _known("costs.toml", f"ceiling {ceiling.code}", "per", ceiling.per, PER)
    for file, name, held in rows_of(pack):
        for job in getattr(held, "jobs", ()):
            _known(file, name, "jobs", job, jobs)
    tiers = [row.months for row in pack.tiers]
    if tiers != sorted(tiers) or any(row.amount < 0 for row in pack.tiers):
        raise PackError("insurance.toml", "tier", "tiers must rise in months and hold no negative amount")
    _known("insurance.toml", "premium", "between", pack.premium[0].between, ("next_tier", "per_month"))


def _known(file: str, name: str, place: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise PackError(file, name, f"{place} '{value}' is none of {_list(known)}")


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))
