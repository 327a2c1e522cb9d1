"""What goes into an assessment and what comes out: plain frozen values, no behaviour that needs a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Scalar = str | int | bool | date | None
Values = Mapping[str, Scalar]
NO_VALUES: Values = {}


class EvidenceState(StrEnum):
    """Who stands behind a proof: somebody said so, an office checked it, or an office refused it."""

    STATED = "stated"
    VERIFIED = "verified"
    REFUSED = "refused"


class State(StrEnum):
    """Where one requirement stands on one day."""

    MET = "met"
    MISSING = "missing"
    WAITING = "waiting"
    LAPSED = "lapsed"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    AHEAD = "ahead"


class Mark(StrEnum):
    """How a station of the line is drawn."""

    DONE = "done"
    CARRIED = "carried"
    HERE = "here"
    WAITING = "waiting"
    WARN = "warn"
    STOP = "stop"
    AHEAD = "ahead"


# Read once: in Python 3.11 reaching a member through its class is ten times slower than a name of a module.
VERIFIED, STATED, REFUSED_PROOF = EvidenceState.VERIFIED, EvidenceState.STATED, EvidenceState.REFUSED
MET, MISSING, WAITING, LAPSED = State.MET, State.MISSING, State.WAITING, State.LAPSED
REFUSED, NOT_APPLICABLE, AHEAD = State.REFUSED, State.NOT_APPLICABLE, State.AHEAD
SATISFIED = (MET, NOT_APPLICABLE)  # a tuple: an enum member hashes slowly
IMPORTED = "import:"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof of one thing. ``valid_until`` is its last good day (legal date, Asia/Jakarta), inclusive."""

    kind: str
    state: EvidenceState = EvidenceState.VERIFIED
    issued_on: date | None = None
    valid_until: date | None = None
    origin: str = "desk"
    stated_by: str | None = None
    verified_by: str | None = None
    values: Values = field(default_factory=dict)
    id: str | None = None

    @property
    def carried(self) -> bool:
        """True when the proof came from an old system (origin ``import:…``)."""
        return self.origin.startswith(IMPORTED)


@dataclass(frozen=True, slots=True)
class Person:
    """The few facts about a person that rules ask for; never a name or number."""

    birth_date: date | None = None
    sex: str | None = None  # "F" | "M"
    marital_status: str | None = None  # "single" | "married" | "divorced" | "widowed"
    nik_state: str | None = None  # "matched" | "unverified" | "temporary" | "none" | "disputed"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where, as what and for how long. Country is ISO 3166 alpha-2, occupation an ISCO-08 unit or a pack's job code."""

    country: str | None = None
    occupation: str | None = None
    employer_kind: str | None = None  # "individual" | "legal_entity"
    months: int | None = None
    zero_cost: bool | None = None
    competence_scheme: bool | None = None  # False: no certification scheme exists for this job, a diploma is enough
    quota: str | None = None  # "free" | "held" | "used" | "full" | "closed": the permit's quota as this dossier sees it
    departs_on: date | None = None  # planned departure, when known
    asks: tuple[str, ...] = ()  # optional documents this order asks for, e.g. ("skck",)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on file about one dossier. ``transitional`` names the closures whose list she stands on."""

    scheme: str
    opened_on: date
    person: Person = field(default_factory=Person)
    placement: Placement = field(default_factory=Placement)
    evidence: tuple[Evidence, ...] = ()
    transitional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. ``id`` is Indonesian and comes first on screen."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice that never stops anybody: what to look at and under which law rows."""

    code: str
    text: Text
    law: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """The part of a requirement that does not depend on the dossier: one row of a pack, ready to show."""

    code: str
    title: Text
    station: str
    blocks: bool  # whether it can hold a file back; only rules whose law was seen may
    supplier: str  # who must bring the proof
    verifier: str  # who must check it
    law: tuple[str, ...]
    citation: str
    certainty: str  # "seen" | "recalled" | "derived"
    applies: str  # "cohort" | "today"
    pack: str
    gate_missing: str = "none"  # tone at the gate: "none" | "amber" | "red"
    gate_refused: str = "none"
    row: str = ""  # which row of the pack speaks: "requirement visa", "age umum", "closure bukan-negara-tujuan"
    awaited: bool = False  # the line waits for it although it holds nobody


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement as it stands for one dossier on one day. The sentence says what, whose turn and until when."""

    rule: Rule
    state: State
    text: Text
    until: date | None = None  # last good day of the proof, or last day to bring it
    evidence: Evidence | None = None
    warnings: tuple[Advice, ...] = ()

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def title_id(self) -> str:
        return self.rule.title.id

    @property
    def title_en(self) -> str:
        return self.rule.title.en

    @property
    def sentence_id(self) -> str:
        return self.text.id

    @property
    def sentence_en(self) -> str:
        return self.text.en

    @property
    def satisfied(self) -> bool:
        """Met, or not asked of this person."""
        return self.state in SATISFIED

    @property
    def blocking(self) -> bool:
        """True when this requirement holds the file back today."""
        return self.rule.blocks and self.state not in SATISFIED

    @property
    def awaited(self) -> bool:
        """True when the line waits for it, whether it holds the file back or not."""
        return self.state not in SATISFIED and (self.rule.blocks or self.rule.awaited)

    @property
    def open(self) -> bool:
        """True when somebody can act on it now: nothing before it in the order is unfinished."""
        return self.state not in SATISFIED and self.state is not AHEAD

    @property
    def who(self) -> str | None:
        """Who acts next: the verifier while a statement waits, else whoever brings the proof; None when settled."""
        if self.state in SATISFIED:
            return None
        return self.rule.verifier if self.state is WAITING else self.rule.supplier

    @property
    def carried(self) -> bool:
        return self.evidence is not None and self.evidence.carried


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the line; ``on`` is the day it was finished, when known."""

    code: str
    title: Text
    mark: Mark
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole judgement of one dossier on one day.

    ``pack_version`` is the cohort's pack, ``today_version`` the pack in force on the day.
    ``next_change_on`` is the first later day on which anything here differs by time alone; None when never.
    """

    on: date
    scheme: str
    requirements: tuple[Requirement, ...]
    stage: str
    stations: tuple[Station, ...]
    placed: bool  # the pre-work process is complete; not the same as departed
    departed_on: date | None
    turn: str | None
    next_change_on: date | None
    pack_version: str
    today_version: str
    warnings: tuple[Advice, ...] = ()

    def requirement(self, code: str) -> Requirement:
        """The requirement with this code; KeyError when the scheme has none."""
        for item in self.requirements:
            if item.rule.code == code:
                return item
        raise KeyError(code)

    def satisfied(self, *codes: str) -> bool:
        """True when each named requirement is met or not asked of this person."""
        return all(self.requirement(code).satisfied for code in codes)

    @property
    def holding(self) -> tuple[Requirement, ...]:
        """What holds the file back today, in the order of the line."""
        return tuple(item for item in self.requirements if item.blocking)

    @property
    def awaiting(self) -> tuple[Requirement, ...]:
        """What the line waits for today: what holds the file back, and what is asked without holding anybody."""
        return tuple(item for item in self.requirements if item.awaited)

    @property
    def stopped(self) -> bool:
        """True when something already reached has lapsed or was refused."""
        return any(item.blocking and item.state in (LAPSED, REFUSED) for item in self.requirements)
