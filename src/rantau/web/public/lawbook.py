"""The rulebook as people read it: destinations, the lawful way, the rows of law. Only shows what a pack says."""

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

ORDER = {"closed": 0, "limited": 1, "special": 2, "open": 3}
USERS = (
    "schemes", "requirements", "edges", "ages", "jobs", "components", "ceilings", "tiers", "hours", "classes",
    "destinations", "closures",
)  # fmt: skip


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


def worst_first(found: Iterable[Destination]) -> list[Destination]:
    """Return closed countries first, then limited ones, then the open."""
    return sorted(found, key=lambda one: (ORDER[one.state], one.name))


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
    """One station of the line with its steps in the order of the law."""

    code: str
    title: str
    abroad: bool
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
        Leg(row.code, said(row, "title", language), row.abroad, tuple(steps[row.code]))
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


def parts_of(code: str) -> list[str]:
    """Return a code in pieces that end with its hyphens."""
    head, *rest = code.split("-")
    return [head, *(f"-{part}" for part in rest)]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of law: its id, how it is cited, how sure we are, and what in the rulebook rests on it."""

    id: str
    citation: str
    certainty: str
    sentence: str
    used_by: tuple[str, ...]

    @property
    def parts(self) -> list[str]:
        """The id in pieces, after which a narrow screen may break it."""
        return parts_of(self.id)


def law(pack: Pack | None, language: str) -> list[Rule]:
    """Return every row of law of the pack with what uses it, in the order of the pack."""
    if pack is None:
        return []
    used = _uses(pack, language)
    return [
        Rule(row.id, row.citation, row.certainty, str(getattr(row, "sentence", "")), tuple(dict.fromkeys(used[row.id])))
        for row in pack.law
    ]


def _uses(pack: Pack, language: str) -> dict[str, list[str]]:
    used: dict[str, list[str]] = defaultdict(list)
    for table in USERS:
        for row in getattr(pack, table):
            for name in (*getattr(row, "basis", ()), *getattr(row, "see_also", ())):
                used[name].append(_called(row, language))
    return used


def _called(row: object, language: str) -> str:
    """Return how a row of the pack is called in words: its title or name, else its code."""
    if not is_dataclass(row):
        return str(row)
    known = {field.name for field in fields(row)}
    for field in ("title", "name", "text"):
        if f"{field}_id" in known:
            return said(row, field, language)
    return str(getattr(row, "code", "") or type(row).__name__.removesuffix("Row").lower())


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule that a refusal cites and that no pack holds: how Rantau works, or law about data and security."""

    id: str
    refusals: tuple[tuple[str, str], ...]

    @property
    def parts(self) -> list[str]:
        """The id in pieces, after which a narrow screen may break it."""
        return parts_of(self.id)


def own_rules(pack: Pack | None, language: str) -> list[OwnRule]:
    """Return the rules that refusals cite beside the pack, with the refusals' codes and sentences."""
    held = {row.id for row in pack.law} if pack else set()
    cited: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for refusal in known_refusals():
        if refusal.rule not in held:
            cited[refusal.rule].append((refusal.code, refusal.sentence(language)))
    return [OwnRule(rule, tuple(cited[rule])) for rule in sorted(cited)]
