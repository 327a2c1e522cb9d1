"""Growth of the demo country: the dossiers told through the actions, multiplied for persons who do not exist either.

Set-based and around the wall, so for the server's administrator only: the web process has no such connection. What is
cloned is the person with her numbers, who sees her, the dossier and its evidence. What is *not* cloned, so that every
invariant of the data still holds: claims on quotas and seats (no counter moves), and whatever hangs on them
(agreements, statements of cost, seats, cards, checks at the gate); the journal and the tally, which tell of acts, and
there were none; files and sealed numbers of evidence. The cached columns of a clone are judged from its own facts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection
from django.db.models import Exists, OuterRef
from psycopg import conninfo

from rantau.cli.demo import bulk_sql
from rantau.cli.demo.synthetic import BULK_COLUMNS, bulk_persons
from rantau.config import server
from rantau.kernel import clock, ids, sealed
from rantau.kernel.actors import reading
from rantau.kernel.models import Evidence, JournalEntry
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import NIK_STATES, read_many, to_decide
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.numbers import LETTERS
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.offices.models import Unit
from rantau.registry.packs.selectors import InForce, in_force
from rantau.registry.people.identifiers import normalise_name
from rantau.registry.people.numbers import new_number
from rantau.rulebook.engine import assess
from rantau.rulebook.model import Facts

DAYS = 21  # a clone's process began up to so many days before its archetype's
MARITAL = {"unmarried": "single"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Archetype:
    """A dossier that was told, its statements that wait, and what the rulebook reads of it, day by day earlier."""

    dossier: Dossier
    waiting: Sequence[Evidence]
    earlier: tuple[Facts, ...]


def administrator() -> "psycopg.Connection[Any]":
    """Connect to the database that Django uses, as the server's administrator. Fails where his address is unknown."""
    name = str(connection.settings_dict["NAME"])
    return psycopg.connect(conninfo.make_conninfo(server.get_server().admin_dsn, dbname=name))


def multiply(n: int, seed: int, raw: "psycopg.Connection[Any] | None" = None) -> int:
    """Add ``n`` dossiers of ``n`` new synthetic persons to a demo that has been told, and refresh the statistics.

    Each clone stands where its archetype stands, begun up to three weeks earlier, at the office of her own regency
    (made where the demo has none). The same seed twice in one database gives persons whose numbers are taken; those
    stay without them. With ``raw`` the work is part of that connection's transaction (its role must be able to set
    ``session_replication_role``); otherwise it is one transaction of the administrator's own. Returns ``n``.

    Raises:
        LookupError: nothing has been told yet.
    """
    if raw is None:
        with administrator() as own:
            return multiply(n, seed, own)
    told, offices, book = archetypes(), offices_by_regency(), in_force()  # nothing is asked while COPY runs
    if not told:
        raise LookupError("the demo country has to be told before it can be multiplied")
    with raw.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL session_replication_role = replica")
        cursor.execute(bulk_sql.STAGE)
        first = cursor.execute(bulk_sql.NUMBERS, [n]).fetchone()
        with cursor.copy(f"COPY staged_clone ({', '.join(bulk_sql.COLUMNS)}) FROM STDIN") as copy:
            for row in clones(n, seed, told, offices, book, first[0] if first else 1):
                copy.write_row([row[name] for name in bulk_sql.COLUMNS])
        for statement in (*bulk_sql.offices(), *bulk_sql.inserts()):
            cursor.execute(statement.encode())
        cursor.execute("SET LOCAL session_replication_role = origin; DROP TABLE staged_clone")
        cursor.execute(f"ANALYZE {', '.join(bulk_sql.GROWN)}")
    return n


def archetypes() -> list[Archetype]:
    """Return the open dossiers that came about through acts (clones have no journal), but none from an old system."""
    with reading(clock_actor()):
        told = Exists(JournalEntry.objects.filter(subject=OuterRef("pk")))
        rows = Dossier.objects.filter(told, closed_on__isnull=True, old_number="")
        rows = rows.select_related("person").order_by("number")
        read = read_many(list(rows))
        return [_archetype(row, *read[row.pk]) for row in rows]


def _archetype(row: Dossier, facts: Facts, log: list[Evidence]) -> Archetype:
    unclaimed = replace(facts, placement=replace(facts.placement, quota=None))
    return Archetype(row, to_decide(log), tuple(_earlier(unclaimed, timedelta(days=days)) for days in range(DAYS)))


def _earlier(facts: Facts, by: timedelta) -> Facts:
    return replace(
        facts,
        opened_on=facts.opened_on - by,
        placement=replace(facts.placement, departs_on=_moved(facts.placement.departs_on, by)),
        evidence=tuple(
            replace(row, issued_on=_moved(row.issued_on, by), valid_until=_moved(row.valid_until, by))
            for row in facts.evidence
        ),
    )


def _moved(day: date | None, by: timedelta) -> date | None:
    return None if day is None else day - by


def offices_by_regency() -> dict[str, UUID]:
    """Return the labour office of each regency that has one."""
    rows = Unit.objects.filter(kind="disnaker", regency__isnull=False).order_by("code")
    return {str(row.regency_id): row.pk for row in rows}


def clones(
    n: int, seed: int, told: Sequence[Archetype], offices: dict[str, UUID], book: InForce, first: int
) -> Iterator[Row]:
    """Yield the rows to be staged; ``first`` is the running number of the first dossier. Fills ``offices`` up."""
    source, today = Random(f"rantau clones {seed}"), clock.today()  # noqa: S311 - invented data
    by_sex = {sex: [one for one in told if one.dossier.person.sex == sex] or list(told) for sex in "fm"}
    for number, values in enumerate(bulk_persons(n, seed)):
        who: Row = dict(zip(BULK_COLUMNS, values, strict=True))
        fitting = by_sex[who["sex"]]
        model, days = fitting[number % len(fitting)], source.randrange(DAYS)
        regency = who["village_code"][:5]
        row = _person(who, model) | _dossier(model, who, days, book, today)
        row["handling"] = offices.setdefault(regency, ids.new_id())
        row["number"] = f"{LETTERS.get(regency[:2], 'NAS')}-{today:%y}-{first + number:06d}"
        row["days"], row["ago"] = days, timedelta(days=days, seconds=source.randrange(20_000))
        yield row


def _dossier(model: Archetype, who: Mapping[str, Any], days: int, book: InForce, today: date) -> Row:
    """The archetype's dossier with the columns that follow from this person's own facts."""
    facts = model.earlier[days]
    person = replace(
        facts.person,
        birth_date=who["birth_date"],
        sex=who["sex"].upper(),
        marital_status=_marital(who),
        nik_state=NIK_STATES[_nik_state(who, model)],
    )
    assessment = assess(book.rulebook, replace(facts, person=person), today)
    columns = file.columns(assessment, model.waiting, facts.placement.departs_on)
    return {**columns, "assessed_by": book.mark, "model": model.dossier.pk, "dossier": ids.new_id()}


def _marital(who: Mapping[str, Any]) -> str:
    return MARITAL.get(who["marital_status"], str(who["marital_status"]))


def _nik_state(who: Mapping[str, Any], model: Archetype) -> str:
    known = model.dossier.person.nik_state
    return "none" if who["nik"] is None else "stated" if known == "none" else known


def _person(who: Mapping[str, Any], model: Archetype) -> Row:
    person = ids.new_id()
    key = AESGCM.generate_key(256)
    row: Row = {
        "model_person": model.dossier.person_id, "person": person, "person_number": new_number(), "name": who["name"],
        "name_key": normalise_name(who["name"]), "sex": who["sex"], "birth_date": who["birth_date"],
        "birth_place": who["birth_place"], "marital": _marital(who), "education": who["education"],
        "village": who["village_code"], "nik_state": _nik_state(who, model),
        "address": sealed.seal_under(key, person, {"address": who["address"]})["address"],
        "data_key": sealed.wrap(person, key),
    }  # fmt: skip
    for kind in ("nik", "passport", "phone"):
        row |= _number(key, person, kind, who[kind])
    return row


def _number(key: bytes, person: UUID, kind: str, value: str | None) -> Row:
    if value is None:
        return {f"{kind}_id": None, f"{kind}_digest": None, f"{kind}_sealed": None}
    row_id = ids.new_id()
    name = f"{'contact' if kind == 'phone' else 'identifier'}:{row_id}"
    closed = sealed.seal_under(key, person, {name: value})[name]
    return {f"{kind}_id": row_id, f"{kind}_digest": sealed.blind(kind, value), f"{kind}_sealed": closed}


__all__ = ["Archetype", "administrator", "archetypes", "multiply"]
