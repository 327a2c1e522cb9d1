"""What the machine looks at in a statement. It refuses what cannot be read and notes what a person should look at.

A statement without a note is *clean*; only clean files may be decided in bulk.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import JsonValue

from rantau.kernel import sealed
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import refuse
from rantau.placement.documents.kinds import PASSPORT, DocumentKind
from rantau.placement.dossiers.facts import CLEAN, MACHINE
from rantau.registry.people.identifiers import IdentifierError, normalise_name, parse_passport
from rantau.registry.people.models import Person
from rantau_verify.mrz import Mrz, MrzError, parse

OLDEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed: number, dates, values that rules read, a name as written, the two lines of a passport."""

    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    values: Mapping[str, str | int] | None = None
    private: str = ""
    name: str = ""
    mrz: str = ""
    has_upload: bool = False


def checked(kind: DocumentKind, given: Given, person: Person, origin: str, today: date) -> Statement:
    """Return the statement with the machine's notes under ``machine``.

    Raises:
        Refused: ``number_needed``, ``date_needed``, ``date_in_future``, ``dates_crossed``, ``value_unknown``,
            ``result_needed``, ``mrz_wrong``, ``passport_number_unread``, ``photo_needed``.
    """
    zone = _read_zone(given.mrz) if given.mrz and kind.machine_readable else None
    given = _from_zone(given, zone) if zone else given
    _require_entries(kind, given, today)
    number = _number(kind, given.number)
    values = _values(kind, given)
    notes = [*_person_notes(zone, given, person), *_date_notes(given, today), *_number_notes(kind, number, person)]
    values[MACHINE] = ",".join(notes) or CLEAN
    return Statement(
        kind=kind.kind,
        origin=origin,
        number=number,
        issued_on=given.issued_on if kind.issued_on else None,
        valid_until=given.valid_until if kind.valid_until else None,
        values=values,
        private=given.private,
    )


def _read_zone(text: str) -> Mrz:
    lines = [line.strip().upper() for line in text.splitlines() if line.strip()]
    if len(lines) != 2:
        refuse("mrz_wrong", part="2")
    try:
        return parse(lines[0], lines[1])
    except MrzError as error:
        refuse("mrz_wrong", part=str(error))


def _from_zone(given: Given, zone: Mrz) -> Given:
    """Number, last day and name as the zone has them: its check digits hold, a typed number's do not."""
    expiry = zone.passport.expiry
    return replace(
        given,
        number=zone.passport.number,
        valid_until=_day(expiry),
        name=f"{zone.given} {zone.surname}".strip(),
    )


def _day(text: str) -> date:
    """YYMMDD of a last day: passports end in this century."""
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        refuse("mrz_wrong", part="expiry")


def _require_entries(kind: DocumentKind, given: Given, today: date) -> None:
    if kind.number and not given.number:
        refuse("number_needed")
    if kind.issued_needed and given.issued_on is None:
        refuse("date_needed")
    if given.issued_on is not None and not OLDEST <= given.issued_on <= today:
        refuse("date_in_future")
    if given.issued_on and given.valid_until and given.valid_until < given.issued_on:
        refuse("dates_crossed")
    if kind.upload_needed and not given.has_upload:
        refuse("photo_needed")


def _number(kind: DocumentKind, text: str) -> str:
    if not kind.machine_readable:
        return text if kind.number else ""
    try:
        return parse_passport(text).number
    except IdentifierError:
        refuse("passport_number_unread")


def in_one_form(kind: str, text: str) -> str:
    """Return the number of a passport as it is looked for at the gate; what cannot be read stays as another had it."""
    if kind != PASSPORT or not text:
        return text
    try:
        return parse_passport(text).number
    except IdentifierError:
        return text


def _values(kind: DocumentKind, given: Given) -> dict[str, JsonValue]:
    """Keep the values rules read. A name is kept as a keyed fingerprint: it can be compared and not be read."""
    values: dict[str, JsonValue] = {}
    for name, value in (given.values or {}).items():
        if name not in kind.values or name == "name":
            refuse("value_unknown", name=name)
        values[name] = value
    if kind.results and values.get("result") not in kind.results:
        refuse("result_needed")
    if given.name and "name" in kind.values:
        values["name"] = sealed.fingerprint(normalise_name(given.name))
    return values


def _person_notes(zone: Mrz | None, given: Given, person: Person) -> list[str]:
    notes = []
    if given.name and normalise_name(given.name) != normalise_name(person.name):
        notes.append("name_differs")
    if zone is not None and zone.passport.birth != f"{person.birth_date:%y%m%d}":
        notes.append("birth_differs")
    if zone is not None and zone.sex != person.sex.upper():
        notes.append("sex_differs")
    return notes


def _date_notes(given: Given, today: date) -> list[str]:
    return ["ended"] if given.valid_until is not None and given.valid_until < today else []


def _number_notes(kind: DocumentKind, number: str, person: Person) -> list[str]:
    """Somebody else's file in sight carries the same number."""
    if not number:
        return []
    same = Evidence.objects.filter(number_digest=sealed.blind(kind.kind, number)).exclude(owner=person.pk)
    return ["number_seen_elsewhere"] if same.exists() else []
