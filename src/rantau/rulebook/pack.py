"""The rows of a pack, as a legal officer writes them. One class per TOML table; field names are the keys of the file.

A scheme is one file: its stations in order, what each asks for, and how that differs from the requirement as written in
requirements.toml. In that file ``scheme`` and ``schemes`` go without saying.

Every row that says what the law says names its law rows in ``basis``. How sure we are of a row is not written beside
it: it is the weakest of its basis, so that a row cannot claim more than the law it rests on. ``see_also`` names law
rows that disagree or explain, without weakening the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """``[pack]``: which country's law, which edition, in force from which legal date."""

    version: str
    country: str
    effective_from: date
    title_id: str
    title_en: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LawRow:
    """``[[law]]``: the citation of one law row of docs/law, copied so that a pack stands alone."""

    id: str
    citation: str
    certainty: str  # seen | recalled | derived
    statement_id: str
    statement_en: str


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """``[scheme]``: one way of being placed."""

    code: str
    name_id: str
    name_en: str
    basis: Names
    order: int = 100  # place in lists
    rests_on: Names = ()  # law rows that all it asks for rests on too, e.g. that the list was put together by analogy
    anywhere: Names = ()  # law rows by which every country that is not closed is open
    insured_before: bool = True  # pays the part of social security before work


@dataclass(frozen=True, slots=True)
class StationRow:
    """``[[station]]``: one station of a scheme's line, in order, and the requirements it asks for, in order.

    ``abroad``: reached only after departure.
    """

    scheme: str
    code: str
    title_id: str
    title_en: str
    asks: Names = ()
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class ActorRow:
    """``[[actor]]``: somebody whose turn it can be, named as sentences name them."""

    code: str
    name_id: str
    name_en: str
    verifies: bool = False


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """``[[sentence]]``: the words for one state of any requirement; a requirement's own words go before these."""

    state: str
    id: str
    en: str


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """``[[requirement]]``: one thing asked of a dossier, who brings it, who checks it, and how long it holds."""

    code: str
    title_id: str
    title_en: str
    supplier: str
    verifier: str
    basis: Names
    station: str = ""  # never written here: the station of the scheme that asks for it
    check: str = "evidence"  # evidence | window | age | destination | fact | clear
    kinds: Names = ()  # evidence kinds that prove it; the first is the usual one
    blocks: bool = True
    awaited: bool = False  # the line waits for it although it holds nobody; so is what only a derived list asks for
    applies: str = "cohort"
    milestone: bool = False  # proves that the station is behind, and dates it
    dates_station: bool = False  # dates the station without proving that all of it is done
    see_also: Names = ()
    accepts_statement: bool = False
    when: Mapping[str, Names] = field(default_factory=dict)  # asked only if every named fact is one of these
    instead: Mapping[str, Names] = field(default_factory=dict)  # the later kinds count only if these facts hold
    lenient: Mapping[str, Names] = field(default_factory=dict)  # waits without holding the file if these facts hold
    need: Mapping[str, Names] = field(default_factory=dict)  # values the proof (check fact: the dossier) must carry
    refuse: Mapping[str, Names] = field(default_factory=dict)  # check fact: values of the dossier that are refused
    same: Names = ()  # two value names of the proof that must agree
    match: Mapping[str, Names] = field(default_factory=dict)  # other kind -> value names that should agree (advice)
    agree: Mapping[str, Names] = field(default_factory=dict)  # other kind -> value names that must agree
    current: Mapping[str, str] = field(default_factory=dict)  # value -> fact of the person it must still say
    prefer: Mapping[str, Names] = field(default_factory=dict)  # values the proof should carry (advice)
    void_kind: str = ""  # a later proof of this kind ...
    void_value: str = ""  # ... with this result voids this one
    valid_months: int | None = None  # check clear: so long a proof of its kind bars
    remind_days: tuple[int, ...] = ()  # so many days before its end, again at each
    window_days: int | None = None  # counts only within so many days before departure
    due_days: int | None = None  # to be done at least so many days before departure
    at_gate: bool = False  # asked when leaving, after the pre-work process is complete
    hours: bool = False  # value "hours" must reach the orientation rule
    remaining_months: int | None = None  # advice: should still hold so long after departure
    covers_contract: bool = False  # value "months" should reach the contract's months
    gate_missing: str = "none"
    gate_refused: str = "none"
    advice_id: str = ""  # always shown with it
    advice_en: str = ""
    text: Mapping[str, str] = field(default_factory=dict)  # "missing_id", "missing_en", ... own words per state


@dataclass(frozen=True, slots=True)
class VariantRow:
    """``[[variant]]``: how a scheme asks for a requirement otherwise: any field of the requirement, beside its name.

    With ``where`` only in those cases (a country, a job); without it always.
    """

    scheme: str
    requirement: str
    where: Mapping[str, Names] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """``[[edge]]``: in this scheme ``before`` comes before ``after``. A soft edge (hard = false) only advises."""

    scheme: str
    before: str
    after: str
    basis: Names
    hard: bool = True


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """``[[conflict]]``: sources that disagree about a requirement. Every version is shown; none holds a file."""

    code: str
    requirements: Names
    versions: Names  # law rows, the one we go by first
    schemes: Names = ()


@dataclass(frozen=True, slots=True)
class AgeRow:
    """``[[age]]``: completed years, both ends inclusive. Empty selectors mean any."""

    code: str
    basis: Names
    min: int | None = None
    max: int | None = None
    schemes: Names = ()
    countries: Names = ()
    jobs: Names = ()
    employer_kinds: Names = ()
    blocks: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    see_also: Names = ()


@dataclass(frozen=True, slots=True)
class JobRow:
    """``[[job]]``: a job the law names, and the ISCO-08 units it is found under."""

    code: str
    name_id: str
    name_en: str
    isco: Names
    basis: Names
    employer_kinds: Names = ()
    zero_cost: bool = False
    household: bool = False


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """``[[component]]``: one cost and who bears it. ``ceiling`` in whole units of ``currency``."""

    code: str
    name_id: str
    name_en: str
    payer: str  # employer | agency | candidate | candidate_or_employer | government
    basis: Names  # of rows with one code the one that names most (scheme, country, job) counts
    schemes: Names = ()
    countries: Names = ()
    jobs: Names = ()
    zero_cost: bool | None = None  # True: only for zero-cost jobs; False: only for others
    ceiling: int | None = None
    currency: str = "IDR"
    from_premium: bool = False  # the amount comes from the premium table
    valid_from: date | None = None
    valid_to: date | None = None
    see_also: Names = ()


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """``[[ceiling]]``: the most that may be charged, in all or each month, per country and kind of work."""

    code: str
    countries: Names
    basis: Names
    amount: int
    currency: str = "IDR"
    jobs: Names = ()
    employer_kinds: Names = ()
    schemes: Names = ()
    valid_from: date | None = None
    valid_to: date | None = None
    per: str = "placement"  # placement | month
    note_id: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class TierRow:
    """``[[tier]]``: the social-security premium for so many months of contract, whole rupiah."""

    months: int
    amount: int
    basis: Names


@dataclass(frozen=True, slots=True)
class PremiumRow:
    """``[premium]``: the part before work, the price of each month past the table, and what to do between tiers."""

    before: int
    per_month: int
    basis: Names
    between: str  # "next_tier" | "per_month": the law read so far leaves these lengths open
    between_basis: Names
    disputed_months: int
    disputed_amount: int
    disputed_basis: Names


@dataclass(frozen=True, slots=True)
class HoursRow:
    """``[[hours]]``: lesson hours of orientation. Empty jobs mean any other job of the scheme."""

    code: str
    schemes: Names
    hours: int
    basis: Names
    jobs: Names = ()
    valid_from: date | None = None
    valid_to: date | None = None
    see_also: Names = ()


@dataclass(frozen=True, slots=True)
class ClassRow:
    """``[class]``: how many may sit in one orientation class."""

    seats: int
    basis: Names


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """``[[destination]]``: a country open to a scheme, with the days it is open."""

    country: str
    name_id: str
    name_en: str
    schemes: Names
    basis: Names
    jobs: Names = ()  # open for these jobs only
    state: str = "open"  # open | special
    as_of: date | None = None  # when this state was last read in a source; judged by nothing
    valid_from: date | None = None
    valid_to: date | None = None
    note_id: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """``[[closure]]``: a country or kind of work closed. One that does not block is shown as advice, sources named."""

    code: str
    countries: Names
    basis: Names
    text_id: str
    text_en: str
    blocks: bool = True
    schemes: Names = ()
    except_schemes: Names = ()
    employer_kinds: Names = ()
    household: bool | None = None
    transitional: bool = True  # persons on the closure's list may finish
    valid_from: date | None = None
    valid_to: date | None = None
    see_also: Names = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """One immutable edition of a country's law. ``hash`` is the SHA-256 of its canonical text."""

    head: Head
    law: tuple[LawRow, ...]
    schemes: tuple[SchemeRow, ...]
    stations: tuple[StationRow, ...]
    actors: tuple[ActorRow, ...]
    sentences: tuple[SentenceRow, ...]
    requirements: tuple[RequirementRow, ...]
    variants: tuple[VariantRow, ...]
    edges: tuple[EdgeRow, ...]
    conflicts: tuple[ConflictRow, ...]
    ages: tuple[AgeRow, ...]
    jobs: tuple[JobRow, ...]
    components: tuple[ComponentRow, ...]
    ceilings: tuple[CeilingRow, ...]
    tiers: tuple[TierRow, ...]
    premium: tuple[PremiumRow, ...]
    hours: tuple[HoursRow, ...]
    classes: tuple[ClassRow, ...]
    destinations: tuple[DestinationRow, ...]
    closures: tuple[ClosureRow, ...]
    hash: str = ""
    files: Mapping[str, str] = field(default_factory=dict, compare=False)  # row -> the file it was read from

    @property
    def version(self) -> str:
        return self.head.version

    def certainty(self, basis: Names) -> str:
        """How sure the weakest of these law rows is; "derived" for a row that rests on nothing."""
        grades = {row.id: row.certainty for row in self.law}
        found = [grades[name] for name in basis if name in grades]
        for grade in ("derived", "recalled"):
            if grade in found or not found:
                return grade
        return "seen"


SCHEME_FILE = "scheme-*.toml"
# TOML table -> (file of the pack, field of Pack, row class, fields that name a row in messages and diffs). Every table
# but pack, premium and class may also stand in a scheme's file.
TABLES: tuple[tuple[str, str, str, type, Names], ...] = (
    ("pack", "pack.toml", "head", Head, ("version",)),
    ("law", "law.toml", "law", LawRow, ("id",)),
    ("scheme", SCHEME_FILE, "schemes", SchemeRow, ("code",)),
    ("station", SCHEME_FILE, "stations", StationRow, ("scheme", "code")),
    ("actor", "sentences.toml", "actors", ActorRow, ("code",)),
    ("sentence", "sentences.toml", "sentences", SentenceRow, ("state",)),
    ("requirement", "requirements.toml", "requirements", RequirementRow, ("code",)),
    ("variant", SCHEME_FILE, "variants", VariantRow, ("scheme", "requirement", "where")),
    ("edge", SCHEME_FILE, "edges", EdgeRow, ("scheme", "before", "after")),
    ("conflict", "conflicts.toml", "conflicts", ConflictRow, ("code",)),
    ("age", "ages.toml", "ages", AgeRow, ("code",)),
    ("job", "costs.toml", "jobs", JobRow, ("code",)),
    ("component", "costs.toml", "components", ComponentRow, ("code", "schemes", "countries", "jobs", "zero_cost")),
    ("ceiling", "costs.toml", "ceilings", CeilingRow, ("code",)),
    ("tier", "insurance.toml", "tiers", TierRow, ("months",)),
    ("premium", "insurance.toml", "premium", PremiumRow, ()),
    ("hours", "orientation.toml", "hours", HoursRow, ("code",)),
    ("class", "orientation.toml", "classes", ClassRow, ()),
    ("destination", "destinations.toml", "destinations", DestinationRow, ("country", "schemes")),
    ("closure", "destinations.toml", "closures", ClosureRow, ("code",)),
)
