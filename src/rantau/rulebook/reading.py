"""Facts from plain data (JSON or TOML), strictly: an unknown field, a wrong type or an impossible date is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rantau.rulebook.errors import InputError
from rantau.rulebook.model import Evidence, EvidenceState, Facts, Person, Placement, Scalar

Table = Mapping[str, Any]
MAX_EVIDENCE = 1000
MAX_TEXT = 200
SEXES = ("F", "M")
MARITAL = ("single", "married", "divorced", "widowed")
NIK_STATES = ("matched", "unverified", "temporary", "none", "disputed")
EMPLOYERS = ("individual", "legal_entity")
QUOTAS = ("free", "held", "used", "full", "closed")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
COUNTRY = re.compile(r"[A-Z]{2}")


class Reader:
    """Reads the fields of one table and remembers where it is, so that a refusal can say it."""

    def __init__(self, file: str, path: str, table: object, known: tuple[str, ...]) -> None:
        self.file = file
        self.path = path
        if not isinstance(table, Mapping):
            raise InputError(file, path or "file", "must be an object")
        self.table: Table = table
        for key in table:
            if key not in known:
                raise self.refuse(str(key)[:MAX_TEXT], f"unknown field; known are {', '.join(known)}")

    def refuse(self, key: str, reason: str) -> InputError:
        return InputError(self.file, f"{self.path}.{key}" if self.path else key, reason)

    def value(self, key: str) -> object:
        return self.table.get(key)

    def need(self, key: str) -> object:
        found = self.table.get(key)
        if found is None:
            raise self.refuse(key, "is missing")
        return found

    def text(self, key: str) -> str | None:
        found = self.value(key)
        if found is None:
            return None
        if not isinstance(found, str) or not 0 < len(found) <= MAX_TEXT or not found.isprintable():
            raise self.refuse(key, f"must be a plain text of 1 to {MAX_TEXT} characters")
        return found

    def choice(self, key: str, allowed: tuple[str, ...]) -> str | None:
        found = self.text(key)
        if found is not None and found not in allowed:
            raise self.refuse(key, f"must be one of {', '.join(allowed)}")
        return found

    def shaped(self, key: str, shape: re.Pattern[str], example: str) -> str | None:
        found = self.text(key)
        if found is not None and not shape.fullmatch(found):
            raise self.refuse(key, f"must look like {example}")
        return found

    def day(self, key: str) -> date | None:
        found = self.value(key)
        return None if found is None else self._day(key, found)

    def needed_day(self, key: str) -> date:
        return self._day(key, self.need(key))

    def _day(self, key: str, found: object) -> date:
        if type(found) is date:
            day = found
        elif isinstance(found, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", found, re.ASCII):
            try:
                day = date.fromisoformat(found)
            except ValueError as error:
                raise self.refuse(key, f"'{found}' is not a day of the calendar") from error
        else:
            raise self.refuse(key, "must be a date written YYYY-MM-DD")
        if not 1900 <= day.year <= 2200:
            raise self.refuse(key, "must lie between 1900 and 2200")
        return day

    def whole(self, key: str, low: int, high: int) -> int | None:
        found = self.value(key)
        if found is None:
            return None
        if type(found) is not int or not low <= found <= high:
            raise self.refuse(key, f"must be a whole number from {low} to {high}")
        return found

    def flag(self, key: str) -> bool | None:
        found = self.value(key)
        if found is not None and not isinstance(found, bool):
            raise self.refuse(key, "must be true or false")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.value(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(part, str) and part.isprintable() for part in found):
            raise self.refuse(key, "must be a list of texts")
        return tuple(found)


def read_facts(file: str, table: object, more: tuple[str, ...] = ()) -> Facts:
    """Facts from one table; ``more`` names fields the caller reads itself. Raises InputError."""
    known = ("scheme", "opened_on", "person", "placement", "evidence", "transitional", *more)
    reader = Reader(file, "", table, known)
    scheme = reader.text("scheme")
    if scheme is None:
        raise reader.refuse("scheme", "is missing")
    evidence = reader.value("evidence") or []
    if not isinstance(evidence, list) or len(evidence) > MAX_EVIDENCE:
        raise reader.refuse("evidence", f"must be a list of at most {MAX_EVIDENCE} proofs")
    return Facts(
        scheme,
        reader.needed_day("opened_on"),
        read_person(file, reader.value("person") or {}),
        read_placement(file, reader.value("placement") or {}),
        tuple(read_evidence(file, f"evidence[{index}]", held) for index, held in enumerate(evidence)),
        reader.texts("transitional"),
    )


def read_person(file: str, table: object) -> Person:
    """A person's facts. Raises InputError."""
    reader = Reader(file, "person", table, ("birth_date", "sex", "marital_status", "nik_state"))
    return Person(
        reader.day("birth_date"),
        reader.choice("sex", SEXES),
        reader.choice("marital_status", MARITAL),
        reader.choice("nik_state", NIK_STATES),
    )


def read_placement(file: str, table: object) -> Placement:
    """A placement's facts. Raises InputError."""
    known = ("country", "occupation", "employer_kind", "months", "zero_cost", "competence_scheme", "quota")
    reader = Reader(file, "placement", table, (*known, "departs_on", "asks"))
    return Placement(
        country=reader.shaped("country", COUNTRY, "TW"),
        occupation=reader.text("occupation"),
        employer_kind=reader.choice("employer_kind", EMPLOYERS),
        months=reader.whole("months", 1, 600),
        zero_cost=reader.flag("zero_cost"),
        competence_scheme=reader.flag("competence_scheme"),
        quota=reader.choice("quota", QUOTAS),
        departs_on=reader.day("departs_on"),
        asks=reader.texts("asks"),
    )


def read_evidence(file: str, path: str, table: object) -> Evidence:
    """One proof. Raises InputError."""
    known = ("kind", "state", "issued_on", "valid_until", "origin", "stated_by", "verified_by", "values", "id")
    reader = Reader(file, path, table, known)
    kind = reader.shaped("kind", CODE, "medical")
    if kind is None:
        raise reader.refuse("kind", "is missing")
    state = reader.choice("state", tuple(EvidenceState)) or EvidenceState.VERIFIED.value
    issued, until = reader.day("issued_on"), reader.day("valid_until")
    if issued is not None and until is not None and until < issued:
        raise reader.refuse("valid_until", "lies before issued_on")
    return Evidence(
        kind,
        EvidenceState(state),
        issued,
        until,
        reader.text("origin") or "desk",
        reader.text("stated_by"),
        reader.text("verified_by"),
        _values(reader),
        reader.text("id"),
    )


def _values(reader: Reader) -> Mapping[str, Scalar]:
    found = reader.value("values") or {}
    if not isinstance(found, Mapping) or len(found) > 100:
        raise reader.refuse("values", "must be an object of at most 100 values")
    for key, held in found.items():
        plain = held is None or isinstance(held, str | int | date)
        if not plain or (isinstance(held, str) and len(held) > MAX_TEXT):
            raise reader.refuse(f"values.{str(key)[:MAX_TEXT]}", "must be a text, whole number, date, true or false")
    return dict(found)
