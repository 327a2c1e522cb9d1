"""One search field: an exact number among the files one sees, else likely persons; masked unless one sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from rantau.kernel import clock, sealed
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Actor, reading
from rantau.registry.people.actions import MatchPersons
from rantau.registry.people.identifiers import IdentifierError, normalise_name, parse_nik, parse_passport, parse_phone
from rantau.registry.people.matching import Candidate, Query
from rantau.registry.people.models import Contact, Identifier, Person
from rantau.registry.people.numbers import read_number
from rantau.registry.people.selectors import PersonRow, person_rows

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Persons in sight who bear the number or may be meant; masked candidates (at most five) to open with a reason."""

    persons: tuple[PersonRow, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def match(actor: Actor, query: Query) -> tuple[Candidate, ...]:
    """Return likely the same persons, whoever sees them: limited, and journalled by keyed digest (``match_persons``).

    Runs in a transaction of its own, so not inside ``reading``.

    Raises:
        Refused: ``not_allowed``, ``search_budget_used``, ``invalid_input``.
    """
    values = {name: getattr(query, name) for name in MatchPersons.model_fields}
    answer: Any = run(parse(MatchPersons, values), actor)
    return tuple(Candidate(**{**row, "person_id": UUID(row["person_id"])}) for row in answer["candidates"])


def find_person(actor: Actor, text: str) -> Found:
    """Find by NIK, passport, phone, old KTKLN number or Rantau's number among those in sight, else by matching.

    Call it from a form that is sent, not from an address: numbers stay out of URLs (promise J1).

    Raises:
        Refused: as ``match``.
    """
    text = text.replace("\x00", "").strip()[:160]
    readings = read_text(text)
    with reading(actor):
        seen = exact(actor, text, readings)
    if seen or not (readings or normalise_name(text)):
        return Found(persons=seen)
    return _in_sight_first(actor, match(actor, as_query(text, readings)))


def _in_sight_first(actor: Actor, likely: tuple[Candidate, ...]) -> Found:
    """Show whom the actor sees by name, the likeliest first: no reason has to be given for one's own files."""
    place = {row.person_id: number for number, row in enumerate(likely)}
    with reading(actor):
        seen = sorted(person_rows(actor, Person.objects.filter(pk__in=place)), key=lambda row: place[row.id])
    near = {row.id for row in seen}
    return Found(tuple(seen), tuple(row for row in likely if row.person_id not in near))


def read_text(text: str) -> dict[str, str]:
    """Return what the text may be, by kind, each in its one form."""
    if not any(sign.isdigit() for sign in text):
        return {}
    readers: dict[str, Callable[[], str]] = {
        "nik": lambda: parse_nik(text, clock.today()).number,
        "passport": lambda: parse_passport(text).number,
        "phone": lambda: parse_phone(text).e164,
    }
    found: dict[str, str] = {}
    for kind, read in readers.items():
        try:
            found[kind] = read()
        except IdentifierError:
            continue
    if "nik" in found:
        return {"nik": found["nik"]}
    return {**found, "ktkln": old_number(text)}


def old_number(text: str) -> str:
    """Return a KTKLN or SISKOTKLN number in its one form; their rule is unknown, so they are opaque (domain.md §12)."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:40]


def exact(actor: Actor, text: str, readings: dict[str, str]) -> tuple[PersonRow, ...]:
    """Return the persons in sight who bear one of these numbers; former numbers count. Inside ``reading``."""
    ids = set(Person.objects.filter(number=read_number(text) or "-").values_list("pk", flat=True))
    wanted = Q()
    for kind, value in readings.items():
        if kind != "phone":
            wanted |= Q(kind=kind, digest=sealed.blind(kind, value))
    if "ktkln" in readings:
        wanted |= Q(kind="sisko", digest=sealed.blind("sisko", readings["ktkln"]))
    if wanted:
        ids |= set(Identifier.objects.filter(wanted).values_list("person", flat=True)[:MOST])
    if "phone" in readings:
        phones = Contact.objects.filter(digest=sealed.blind("phone", readings["phone"]), ended_at__isnull=True)
        ids |= set(phones.values_list("person", flat=True)[:MOST])
    return person_rows(actor, Person.objects.filter(pk__in=ids).order_by("name", "id")) if ids else ()


def as_query(text: str, readings: dict[str, str]) -> Query:
    """Return the query for persons out of sight: by the number if it is one, else by name."""
    if not readings:
        return Query(name=text)
    return Query(
        nik=readings.get("nik", ""),
        passport=readings.get("passport", ""),
        phone=readings.get("phone", ""),
        old_number=readings.get("ktkln", ""),
    )
