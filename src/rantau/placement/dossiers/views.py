"""The typed parts of a dossier's page: what ``pages.dossier_page`` returns, for templates and the API alike."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rantau.rulebook.model import Advice, Station, Text


@dataclass(frozen=True, slots=True)
class Head:
    """Who and what the file is about. Dates are legal dates (Jakarta)."""

    id: UUID
    number: str
    old_number: str
    person_id: UUID
    person_number: str
    name: str
    sex: str
    birth_date: date
    nik_state: str
    identity_verified: bool
    scheme: str
    scheme_name: Text
    country_id: str | None
    country: Text
    occupation: Text
    agency_id: UUID | None
    agency: str
    job_order_id: UUID | None
    position: str
    employer: str
    opened_on: date
    pack_version: str
    referral: str
    departs_on: date | None
    placed_on: date | None
    departed_on: date | None
    closed_on: date | None
    closing_reason: str
    visits: int


@dataclass(frozen=True, slots=True)
class Proof:
    """One row of evidence. The number itself is opened elsewhere, with a purpose; ``stated_by`` is a unit's name."""

    id: UUID
    kind: str
    state: str
    origin: str
    carried: bool
    source_reference: str
    issued_on: date | None
    valid_until: date | None
    stated_at: datetime
    stated_by: str
    decided_at: datetime | None
    decided_by: str
    has_number: bool
    has_private: bool
    upload_id: UUID | None
    values: dict[str, object]
    machine: str
    refusal: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: how it stands, on which proof, whose turn, under which rule, and what waits to be decided."""

    code: str
    title: Text
    station: str
    state: str
    blocks: bool
    sentence: Text
    who: str | None
    verifier: str
    until: date | None
    citation: str
    law: tuple[str, ...]
    certainty: str
    applies: str
    warnings: tuple[Advice, ...]
    proof: Proof | None
    open_statement: Proof | None
    history: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What holds the file back now, with whose turn it is, until when and under which rule."""

    code: str
    what: Text
    state: str
    sentence: Text
    who: str | None
    until: date | None
    citation: str
    rule: str
    station: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A unit that may see the file, on which basis and until when."""

    unit_id: UUID
    unit: str
    basis: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal about this file. ``person`` (the officer's name) is told to staff only.

    ``refs`` are ids of what else it was about, the proof handed in or decided on among them.
    """

    at: datetime
    action: str
    outcome: str
    code: str
    unit: str
    person: str
    actor_kind: str
    purpose: str
    reference: str
    refs: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message about the file that has not left yet (CO-11)."""

    channel: str
    template: str
    state: str
    attempts: int
    made_at: datetime
    next_attempt_at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """The file went from office to office."""

    at: datetime
    came_from: str
    went_to: str
    reason: str


CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class Parts:
    """How much of a file somebody reads. ``verifiers``: requirements checked by these parties, None for all of them.

    ``values``: what a proof says (a result, a file) beside that it is there; ``findings``: also a clinic's;
    ``traces``: who sees the file, who opened it, what has not left; ``money``, ``contract``, ``referral``: those parts.
    """

    verifiers: tuple[str, ...] | None = None
    values: bool = False
    findings: bool = False
    traces: bool = False
    money: bool = False
    contract: bool = False
    referral: bool = False

    def reads_values(self, verifier: str) -> bool:
        """Whether the contents of proofs checked by this party are shown."""
        return self.findings if verifier == CLINIC else self.values


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything a page about one dossier needs, as far as its reader may know it."""

    parts: Parts
    head: Head
    handled_by: str
    handled_by_id: UUID
    handled_since: datetime
    stage: str
    stations: tuple[Station, ...]
    turn: str | None
    my_turn: bool
    missing: int
    met: int
    asked: int
    stopped: bool
    act_by: date | None
    hanging: tuple[Hanging, ...]
    rows: tuple[Row, ...]
    other_proofs: tuple[Proof, ...]
    warnings: tuple[Advice, ...]
    sights: tuple[Sight, ...]
    moves: tuple[Moved, ...]
    outgoing: tuple[Outgoing, ...]
    journal: tuple[Entry, ...]

    def carried(self, code: str) -> bool:
        """Whether a requirement is met by what an old system had on file."""
        return any(
            row.code == code and row.state == "met" and row.proof is not None and row.proof.carried for row in self.rows
        )
