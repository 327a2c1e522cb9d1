"""The rulebook as people read it: destinations, the lawful way, the rows of law. Only shows what a pack says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from rantau.kernel import clock
from rantau.kernel.refusals import Refused, known_refusals
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.pack import ActorRow, ClosureRow, DestinationRow, Pack
from rantau.web.look.line import WHO
from rantau.web.public.words import KINDS_OF_ROW, LEGS

USERS = (
    "schemes", "requirements", "edges", "ages", "jobs", "components", "ceilings", "tiers", "hours", "classes",
    "destinations", "closures",
)  # fmt: skip
RANKS = ("UU", "PP", "Perpres", "Perm", "Perban", "Kep", "SE ", "Surat")  # of Indonesian rules, from statute to letter
SLOT = re.compile(r"\{[a-z_]+\}")


def book_in_force() -> Rulebook | None:
    """Return the rulebook in force, or None on a system into which none has been loaded: its pages then say so."""
    try:
        return rulebook()
    except Refused:
        return None


def pack_today() -> Pack | None:
    """Return the pack in force on today's legal date, or None as ``book_in_force``."""
    book = book_in_force()
    return book.pack_on(clock.today()) if book else None


def said(row: object, field: str, language: str) -> str:
    """Return a text of a row in the language: ``name`` gives ``name_id`` or ``name_en``."""
    return str(getattr(row, f"{field}_en" if language.startswith("en") else f"{field}_id"))


@dataclass(frozen=True, slots=True)
class Source:
    """One law row as it is cited, and its anchor on the page of rules."""

    id: str
    citation: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that holds for a country: words, since and until when, whether it stops, its sources."""

    text: str
    since: date | None
    until: date | None
    stops: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Destination:
    """A country with its state today: open, special, limited or closed."""

    code: str
    name: str
    state: str
    schemes: tuple[str, ...]
    notices: tuple[Notice, ...]


def sources(pack: Pack, basis: Iterable[str]) -> tuple[Source, ...]:
    """Return the law rows named, as they are cited."""
    known = {row.id: row for row in pack.law}
    return tuple(Source(row.id, row.citation, row.certainty) for name in basis if (row := known.get(name)))


def destinations(pack: Pack | None, on: date, names: Mapping[str, str], language: str) -> list[Destination]:
    """Return every country the pack speaks of, by name; ``names`` gives country names where the pack has none."""
    if pack is None:
        return []
    opened, closed = _by_country(pack, on)
    made = [_destination(pack, code, opened[code], closed[code], names, language) for code in {*opened, *closed}]
    return sorted(made, key=lambda one: one.name)


def _by_country(pack: Pack, on: date) -> tuple[dict[str, list[DestinationRow]], dict[str, list[ClosureRow]]]:
    opened: dict[str, list[DestinationRow]] = defaultdict(list)
    closed: dict[str, list[ClosureRow]] = defaultdict(list)
    for row in pack.destinations:
        if _holds(row, on):
            opened[row.country].append(row)
    for closure in pack.closures:
        for country in closure.countries if _holds(closure, on) else ():
            closed[country].append(closure)
    return opened, closed


def _holds(row: DestinationRow | ClosureRow, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)


def _destination(
    pack: Pack, code: str, opened: list[DestinationRow], closed: list[ClosureRow], names: Mapping[str, str],
    language: str,
) -> Destination:  # fmt: skip
    whole = any(_stops(pack, row) and not (row.employer_kinds or row.household or row.schemes) for row in closed)
    if whole:
        state = "closed"
    elif closed:
        state = "limited"
    else:
        state = "special" if any(row.state == "special" for row in opened) else "open"
    name = said(opened[0], "name", language) if opened else names.get(code, code)
    schemes = tuple(dict.fromkeys(scheme for row in opened for scheme in row.schemes))
    notices = (*_closing(pack, closed, language), *_opening(pack, opened, language))
    return Destination(code, name, state, () if whole else schemes, notices)


def _stops(pack: Pack, row: ClosureRow) -> bool:
    return row.blocks and pack.certainty(row.basis) == "seen"


def _closing(pack: Pack, rows: list[ClosureRow], language: str) -> Iterator[Notice]:
    for row in rows:
        law = sources(pack, (*row.basis, *row.see_also))
        yield Notice(said(row, "text", language), row.valid_from, row.valid_to, _stops(pack, row), law)


def _opening(pack: Pack, rows: list[DestinationRow], language: str) -> Iterator[Notice]:
    for row in rows:
        law = sources(pack, row.basis)
        yield Notice(said(row, "note", language), row.valid_from, row.valid_to, False, law)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing asked on the way: what, who brings it, who checks it, what comes before it, under which rule."""

    code: str
    title: str
    by: str
    by_kind: str
    checked_by: str
    advises: bool
    after: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """One station of the line: what happens there in a sentence, and its steps in the order of the law."""

    code: str
    title: str
    words: str
    steps: tuple[Step, ...]


def way(book: Rulebook | None, scheme: str, on: date, language: str) -> list[Leg]:
    """Return the stations of a scheme with their steps, in the order the rulebook's graph gives."""
    if book is None:
        return []
    program = book.program(scheme, on, on)
    pack = program.today
    actors = {row.code: row for row in pack.actors}
    before: dict[str, list[str]] = defaultdict(list)
    titles = {row.code: said(row, "title", language) for row in pack.requirements}
    for edge in pack.edges:
        if edge.scheme == scheme and edge.before in titles:
            before[edge.after].append(titles[edge.before])
    steps: dict[str, list[Step]] = defaultdict(list)
    for rule in (judge.rule for judge in program.judged):
        steps[rule.station].append(_step(pack, rule.code, actors, tuple(before[rule.code]), rule.blocks, language))
    return [
        Leg(row.code, said(row, "title", language), str(LEGS.get(row.code, "")), tuple(steps[row.code]))
        for row in pack.stations
        if row.scheme == scheme
    ]


def _step(
    pack: Pack, code: str, actors: Mapping[str, ActorRow], after: tuple[str, ...], blocks: bool, language: str
) -> Step:
    row = next(each for each in pack.requirements if each.code == code)
    return Step(
        code=code,
        title=said(row, "title", language),
        by=said(actors[row.supplier], "name", language),
        by_kind=row.supplier if row.supplier in WHO else "office",
        checked_by=said(actors[row.verifier], "name", language),
        advises=not blocks,
        after=after,
        sources=sources(pack, row.basis),
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """What is cited in one place: ids of its rows of law, how sure we are of it, what in the rulebook rests on it."""

    ids: tuple[str, ...]
    citation: str
    certainty: str
    used_by: tuple[str, ...]


def law(pack: Pack | None, language: str) -> list[Rule]:
    """Return the rows of law of the pack, those cited alike as one, with what uses them."""
    if pack is None:
        return []
    used = _uses(pack, language)
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in pack.law:
        alike[row.citation, row.certainty].append(row.id)
    return [
        Rule(tuple(ids), citation, certainty, tuple(dict.fromkeys(word for id_ in ids for word in used[id_] if word)))
        for (citation, certainty), ids in alike.items()
    ]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One law, decree or source with what is cited of it."""

    name: str
    rules: tuple[Rule, ...]


def instruments(rules: Iterable[Rule]) -> list[Instrument]:
    """Return the rules under what they cite: statutes first, then by rank, then what is practice or news."""
    held: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        held[re.split(r" Ps |;| \(", rule.citation, maxsplit=1)[0]].append(rule)
    return [Instrument(name, tuple(sorted(held[name], key=_in_order))) for name in sorted(held, key=_rank)]


def _rank(name: str) -> tuple[int, str]:
    return next((place for place, begin in enumerate(RANKS) if name.startswith(begin)), len(RANKS)), name


def _in_order(rule: Rule) -> list[tuple[int, str]]:
    """Article 5 before article 13."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", rule.citation)]


def _uses(pack: Pack, language: str) -> dict[str, list[str]]:
    used: dict[str, list[str]] = defaultdict(list)
    for table in USERS:
        for row in getattr(pack, table):
            for name in (*getattr(row, "basis", ()), *getattr(row, "see_also", ())):
                used[name].append(str(KINDS_OF_ROW.get(table) or _called(row, language)))
    return used


def _called(row: object, language: str) -> str:
    """Return the title or name of a row of the pack; nothing for rows that have none."""
    if not is_dataclass(row):
        return str(row)
    known = {field.name for field in fields(row)}
    for field in ("title", "name"):
        if f"{field}_id" in known:
            return said(row, field, language)
    return ""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule that a refusal cites and that no pack holds: how Rantau works, or law about data and security."""

    id: str
    sentences: tuple[str, ...]


def own_rules(pack: Pack | None, language: str) -> list[OwnRule]:
    """Return the rules that refusals cite beside the pack, with the sentences people read."""
    held = {row.id for row in pack.law} if pack else set()
    cited: dict[str, list[str]] = defaultdict(list)
    for refusal in known_refusals():
        words = SLOT.sub("…", refusal.sentence(language))
        if refusal.rule not in held and words.strip(" …."):
            cited[refusal.rule].append(words)
    return [OwnRule(rule, tuple(dict.fromkeys(cited[rule]))) for rule in sorted(cited)]
