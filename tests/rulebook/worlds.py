"""Random dossiers and a small rulebook whose law changes often, for the property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from rantau.rulebook.loader import Rulebook, indonesia
from rantau.rulebook.model import Evidence, EvidenceState, Facts, Person, Placement
from rantau.rulebook.pack import ClosureRow, DestinationRow, Pack

TODAY = date(2026, 11, 22)
KINDS = (
    *("account", "ktp", "temporary_identity", "kk", "photo", "selection", "cost_statement", "placement_agreement"),
    *("candidate_id", "marital_status", "family_permit", "competence", "diploma", "medical", "psychology", "skck"),
    *("social_security_before", "passport", "visa", "employment_contract", "social_security_during", "orientation"),
    *("biometrics", "contract_acknowledged", "card", "pregnancy_test", "departure", "arrival_report", "return_report"),
    *("test", "roster", "withdrawal", "coe", "ukps_permit", "leave_letter", "stay_permit", "seafarer_book"),
)
SCHEMES = tuple(row.code for row in indonesia().packs[-1].schemes)
NEAR = st.dates(TODAY - timedelta(days=200), TODAY + timedelta(days=40))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "result": st.sampled_from(["fit", "unfit", "negative", "positive", None]),
        "examined_by": st.sampled_from(["a", "b"]),
        "issued_by": st.sampled_from(["a", "b"]),
        "hours": st.sampled_from([2, 4, 10]),
        "months": st.sampled_from([12, 24]),
        "employer": st.sampled_from(["x", "y"]),
        "occupation": st.sampled_from(["9111", "5321"]),
        "name": st.sampled_from(["one", "two"]),
        "status": st.sampled_from(["single", "married"]),
    },
)


@st.composite
def proofs(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS) -> Evidence:
    """One proof, sometimes issued after today, sometimes undated, sometimes for ever."""
    issued = draw(st.none() | NEAR)
    until = draw(st.none() | st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=60)))
    if issued is not None and until is not None and until < issued:
        until = issued
    return Evidence(
        kind=draw(st.sampled_from(kinds)),
        state=draw(st.sampled_from([*EvidenceState, EvidenceState.VERIFIED, EvidenceState.VERIFIED])),
        issued_on=issued,
        valid_until=until,
        origin=draw(st.sampled_from(["desk", "import:siskotkln"])),
        values=draw(VALUES),
    )


@st.composite
def dossiers(draw: st.DrawFn, max_proofs: int = 30) -> Facts:
    """One dossier; birthdays, departures, closures and new law all lie close to today."""
    birthdays = st.integers(17, 46).flatmap(
        lambda age: st.dates(date(TODAY.year - age, 10, 20), date(TODAY.year - age + 1, 2, 28))
    )
    return Facts(
        scheme=draw(st.sampled_from(["P2P", *SCHEMES])),
        opened_on=draw(st.dates(date(2022, 6, 1), TODAY)),
        person=Person(
            birth_date=draw(st.none() | birthdays | st.just(date(2008, 2, 29))),
            sex=draw(st.sampled_from([None, "F", "M"])),
            marital_status=draw(st.sampled_from([None, "single", "married"])),
            nik_state=draw(st.sampled_from([None, "matched", "temporary"])),
        ),
        placement=Placement(
            country=draw(st.sampled_from([None, "TW", "MY", "SA", "AE", "TH", "KH", "XA", "XB", "XC"])),
            occupation=draw(st.sampled_from([None, "9111", "5321", "9211", "5142"])),
            employer_kind=draw(st.sampled_from([None, "individual", "legal_entity"])),
            months=draw(st.sampled_from([None, 24])),
            competence_scheme=draw(st.sampled_from([None, True, False])),
            quota=draw(st.sampled_from([None, "free", "used", "full"])),
            departs_on=draw(st.none() | st.dates(TODAY - timedelta(days=5), TODAY + timedelta(days=30))),
            asks=draw(st.sampled_from([(), ("skck",), ("jkn", "skck")])),
        ),
        evidence=tuple(draw(st.lists(proofs(), max_size=max_proofs))),
        transitional=draw(st.sampled_from([(), ("saudi-hanya-spsk",), ("segera",)])),
    )


def restless() -> Rulebook:
    """Indonesia's rulebook with invented countries that open and close near today, and a next edition near by."""
    packs = indonesia().packs
    current = replace(
        packs[1], destinations=(*packs[1].destinations, *OPENINGS), closures=(*packs[1].closures, *CLOSINGS)
    )
    later = replace(
        current,
        head=replace(current.head, version="ID-2026.2", effective_from=TODAY + timedelta(days=25)),
        closures=(*current.closures, _closing("baru", "TW", TODAY + timedelta(days=30), None)),
    )
    return Rulebook([packs[0], current, later])


def _closing(code: str, country: str, begins: date | None, ends: date | None) -> ClosureRow:
    return ClosureRow(code, (country,), ("PP59-35",), "Ditutup.", "Closed.", valid_from=begins, valid_to=ends)


OPENINGS = (
    DestinationRow("XA", "A", "A", ("P2P",), ("UU18-31",), valid_to=TODAY + timedelta(days=9)),
    DestinationRow("XB", "B", "B", ("P2P",), ("UU18-31",), valid_from=TODAY + timedelta(days=4)),
    DestinationRow("XC", "C", "C", ("P2P",), ("UU18-31",)),
)
CLOSINGS = (
    _closing("segera", "XC", TODAY + timedelta(days=6), TODAY + timedelta(days=12)),
    _closing("lain", "XC", TODAY + timedelta(days=8), TODAY + timedelta(days=20)),
)


def pack_with(**rows: object) -> Pack:
    """The current pack with some tables replaced."""
    return replace(indonesia().packs[-1], **rows)  # type: ignore[arg-type]  # callers name real tables
