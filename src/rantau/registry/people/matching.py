"""Finding the same person twice without seeing everybody (design §5.7). Proposes with weights; a person decides.

The work is done by the database function ``people_match`` (migration 0003, which documents the weights). Every look is
limited and remembered by keyed digest in ``match_try``.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import connection
from pydantic import JsonValue

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Tx
from rantau.kernel.refusals import refuse
from rantau.registry.people import policies
from rantau.registry.people import refusals as refusals
from rantau.registry.people.identifiers import normalise_name
from rantau.registry.people.models import MatchTry

Band = Literal["same", "ask", "different"]
SAME = 30.0
"""A thousand to one in a register of a million (20 bits to single one out, 10 beyond)."""
ASK = 17.0
"""One in eight: worth a question to the person."""
FIELDS = ("name", "birth_date", "sex", "regency", "nik", "passport", "phone")
CALL = "SELECT * FROM people_match(%s, %s, %s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Query:
    """What is known of somebody: identifiers in their one form (NIK digits, E.164, capitals), name as written."""

    nik: str = ""
    passport: str = ""
    phone: str = ""
    old_number: str = ""
    name: str = ""
    birth_date: date | None = None
    sex: str = ""
    regency: str = ""

    def subject(self) -> bytes:
        """Return the keyed digest of whom this asks about: the limit counts per subject, not per address."""
        known = self.nik or self.passport or self.old_number or f"{normalise_name(self.name)}|{self.birth_date}"
        return sealed.blind("match", known if known != "|None" else self.phone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the same person: masked, with the weight of each field (log2) and their sum."""

    person_id: UUID
    name: str
    birth_year: int
    regency: str
    weights: dict[str, float]
    total: float
    band: Band

    @property
    def holds_nik(self) -> bool:
        """Whether she has, or had, the very NIK that was asked for."""
        return self.weights["nik"] > 0

    def told(self) -> dict[str, JsonValue]:
        """Return the candidate as data for an answer."""
        return {**asdict(self), "person_id": str(self.person_id)}


def band_of(total: float, nik_weight: float) -> Band:
    """Return what to do: ``same`` hardly needs a question, ``ask`` does, ``different`` is shown only in a search.

    An equal NIK is never ``different``, however much else disagrees.
    """
    if total >= SAME:
        return "same"
    return "ask" if total >= ASK or nik_weight > 0 else "different"


def look_for(tx: Tx, query: Query) -> tuple[Candidate, ...]:
    """Return at most five candidates, best first, and count the try.

    Raises:
        Refused: ``too_many_tries`` or ``search_budget_used``.
    """
    subject = query.subject()
    _keep_limits(tx, subject)
    row = MatchTry(id=ids.new_id(), account=tx.actor.account_id, subject=subject, at=tx.now)
    found = candidates(query)
    row.candidates = [candidate.person_id for candidate in found]
    row.save(force_insert=True)
    return found


def _keep_limits(tx: Tx, subject: bytes) -> None:
    """Staff have a budget per account; everybody else five tries per subject. Tries at once wait for each other."""
    since = tx.now - timedelta(hours=24)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [subject.hex()])
    recent = MatchTry.objects.filter(at__gt=since)
    if policies.is_staff(tx.actor):
        if recent.filter(account=tx.actor.account_id).count() >= policies.TRIES_PER_OFFICER:
            refuse("search_budget_used")
    elif recent.filter(subject=subject).count() >= policies.TRIES_PER_SUBJECT:
        refuse("too_many_tries", until=(tx.today + timedelta(days=1)))


def candidates(query: Query) -> tuple[Candidate, ...]:
    """Ask the database. Only ``look_for`` may call this in the application: it keeps limits and record."""
    with connection.cursor() as cursor:
        cursor.execute(
            CALL,
            [
                _digest("nik", query.nik),
                _digest("passport", query.passport),
                _digest("phone", query.phone),
                _digest("ktkln", query.old_number),
                normalise_name(query.name)[:160],
                query.birth_date,
                query.sex,
                query.regency,
            ],
        )
        return tuple(map(_candidate, cursor.fetchall()))


def _digest(kind: str, value: str) -> bytes | None:
    return sealed.blind(kind, value) if value else None


def _candidate(row: tuple[Any, ...]) -> Candidate:
    person_id, name, year, regency, *weights, total = row
    by_field = {field: float(weight) for field, weight in zip(FIELDS, weights, strict=True)}
    return Candidate(person_id, name, year, regency, by_field, float(total), band_of(float(total), by_field["nik"]))


def was_shown(tx: Tx, person_id: UUID) -> bool:
    """Return whether this account's own search of the last 24 hours showed this person."""
    recent = MatchTry.objects.filter(account=tx.actor.account_id, at__gt=tx.now - timedelta(hours=24))
    return recent.filter(candidates__contains=[person_id]).exists()
