"""How fast persons are found in a large register, row security on: ``python -m bench.search --persons 1000000``.

Builds a database of its own (kept for the next run of the same size), with 600 offices that each see their share.
``exact`` is the search field given a number; ``fuzzy`` is ``match``, with its limits and journal, given a misspelt name
(``by`` name) or a misspelt name with birth date, sex and regency (``by`` person, as registration does).
Sequential scans are counted by the server itself during the measurement.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from bench import scratch

OFFICES = 600
SAMPLES = 300
WATCHED = ("person", "identifier", "contact", "access_grant")
PREPARE = """
import django; django.setup()
from django.core.management import call_command
from rantau.cli.preparation import grant_rights
call_command("migrate", "people", verbosity=0); call_command("migrate", "kernel", verbosity=0); grant_rights()
call_command("load_reference", verbosity=0)
"""


def prepare(name: str, persons: int) -> None:
    """Make the tables, then fill them in a process of its own."""
    from rantau.cli.environment import variables
    from rantau.config import server as pg
    from rantau.config.server import DatabaseRole

    target = pg.get_server()
    pg.ensure_roles(target)
    pg.ensure_database(target, name)
    owner = {**os.environ, **variables(target, DatabaseRole.OWNER)}
    owner["RANTAU_DSN"] = pg.role_dsn(target, DatabaseRole.OWNER, name)
    subprocess.run([sys.executable, "-c", PREPARE], check=True, env=owner)
    command = [sys.executable, "-m", "bench.search", "--persons", str(persons), "--fill", name]
    subprocess.run(command, check=True, cwd=scratch.ROOT)


def fill(name: str, persons: int) -> None:
    """COPY the persons with their numbers, contacts and grants, then put indexes and statistics in order."""
    scratch.enter(name, administrator=True)
    with psycopg.connect(scratch.admin_dsn(name), autocommit=True) as raw:
        raw.execute("SET session_replication_role = replica")
        index = raw.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'person_name_trgm'").fetchone()
        raw.execute("DROP INDEX person_name_trgm")
        samples = _copy(raw, persons)
        raw.execute(index[0] if index else "")
        raw.execute("CREATE TABLE sample (who jsonb)")
        with raw.cursor().copy("COPY sample FROM STDIN") as copy:
            for one in samples:
                copy.write_row([json.dumps(one, default=str)])
        raw.execute("VACUUM ANALYZE")
    seal_samples(samples)


def samples_of(name: str) -> list[dict[str, Any]]:
    """Return the persons who are searched for, from all over the register."""
    with psycopg.connect(scratch.admin_dsn(name)) as raw:
        rows = raw.execute("SELECT who FROM sample ORDER BY (who->>'number')::int").fetchall()
    return [{**who, "birth_date": date.fromisoformat(who["birth_date"])} for (who,) in rows]


def unit_id(number: int) -> UUID:
    """Return the id of the office of this number."""
    return UUID(int=0xBE << 112 | 7 << 76 | 2 << 62 | number)


def person_id(number: int) -> UUID:
    """Return the id of the person of this number."""
    return UUID(int=0xBF << 112 | 7 << 76 | 2 << 62 | number)


def people(persons: int) -> Iterator[dict[str, Any]]:
    """The synthetic persons by column name."""
    from rantau.cli.demo.synthetic import BULK_COLUMNS, bulk_persons

    for row in bulk_persons(persons, 7):
        yield dict(zip(BULK_COLUMNS, row, strict=True))


TABLES = {
    "person": "id, number, name, name_key, sex, birth_date, birth_place, marital, education, regency_id, language,"
    " nik_state, confirmed_how, registered_at",
    "identifier": "id, person_id, kind, digest, sealed, state, made_at",
    "contact": "id, person_id, kind, sealed, digest, safe, made_at",
    "access_grant": "id, subject, unit, basis, valid_from",
}
BATCH = 20_000


def _copy(raw: "psycopg.Connection[Any]", persons: int) -> list[dict[str, Any]]:
    """Copy everybody; returns the samples."""
    waiting: dict[str, list[tuple[object, ...]]] = {table: [] for table in TABLES}
    samples, step = [], max(persons // SAMPLES, 1)
    for one in people(persons):
        for table, row in _rows(one):
            waiting[table].append(row)
        if one["number"] % BATCH == BATCH - 1:
            _send(raw, waiting)
        if one["number"] % step == 0:
            samples.append(one)
    _send(raw, waiting)
    return samples[:SAMPLES]


def _send(raw: "psycopg.Connection[Any]", waiting: dict[str, list[tuple[object, ...]]]) -> None:
    for table, rows in waiting.items():
        with raw.cursor().copy(f"COPY {table} ({TABLES[table]}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        rows.clear()


def _rows(one: dict[str, Any]) -> Iterator[tuple[str, tuple[object, ...]]]:
    from rantau.kernel import ids, sealed
    from rantau.registry.people.identifiers import normalise_name

    since, me, nothing = "2026-01-01T00:00:00Z", person_id(one["number"]), bytes(44)
    yield "person", (
        me, f"B{one['number']:09d}", one["name"], normalise_name(one["name"]), one["sex"], one["birth_date"],
        one["birth_place"], "single", one["education"], one["village_code"][:5], "id",
        "stated" if one["nik"] else "none", "", since,
    )  # fmt: skip
    for kind in ("nik", "passport"):
        if one[kind]:
            yield "identifier", (ids.new_id(), me, kind, sealed.blind(kind, one[kind]), nothing, "held", since)
    yield "contact", (ids.new_id(), me, "phone", nothing, sealed.blind("phone", one["phone"]), True, since)
    yield "access_grant", (ids.new_id(), me, me, "self", since)
    yield "access_grant", (ids.new_id(), me, unit_id(one["number"] % OFFICES), "handling", since)


def seal_samples(samples: list[dict[str, Any]]) -> None:
    """Give the sampled persons real sealed numbers; those of all others are never opened."""
    from rantau.kernel import sealed
    from rantau.registry.people.models import Identifier

    for one in samples:
        for row in Identifier.objects.filter(person=person_id(one["number"])):
            field = f"identifier:{row.id}"
            row.sealed = sealed.seal(row.person_id, {field: one[row.kind]})[field]
            row.save(update_fields=["sealed"])


def misspelt(source: Random, name: str) -> str:
    """One letter of the name replaced."""
    place = source.randrange(len(name))
    return name[:place] + source.choice("aiuen") + name[place + 1 :] if name[place].isalpha() else name


def timed(act: Callable[[dict[str, Any]], object], samples: list[dict[str, Any]]) -> list[float]:
    """Return the seconds each sample took, after five that do not count."""
    for one in samples[:5]:
        act(one)
    measured = []
    for one in samples:
        started = time.perf_counter()
        act(one)
        measured.append(time.perf_counter() - started)
    return measured


def scans() -> dict[str, int]:
    """Return how often each watched table was read from end to end, as the server counts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        time.sleep(1)
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname = ANY (%s)", [list(WATCHED)])
        return dict(cursor.fetchall())


say = partial(scratch.say, "search")


def measure(persons: int, samples: list[dict[str, Any]]) -> None:
    """Measure for somebody who sees one office and somebody who sees all of them."""
    from rantau.kernel import ids
    from rantau.kernel.actors import Actor, Kind, Role, reading
    from rantau.registry.people import policies
    from rantau.registry.people.finding import exact, match, read_text
    from rantau.registry.people.matching import Query

    policies.TRIES_PER_OFFICER = 10**9
    source = Random(11)

    def by_number(actor: Actor, one: dict[str, Any]) -> None:
        text = source.choice([one[kind] for kind in ("nik", "passport", "phone") if one[kind]])
        with reading(actor):
            exact(actor, text, read_text(text))

    def by_name(actor: Actor, one: dict[str, Any]) -> None:
        match(actor, Query(name=misspelt(source, one["name"])))

    def by_person(actor: Actor, one: dict[str, Any]) -> None:
        match(
            actor,
            Query(
                nik=one["nik"] or "", phone=one["phone"], name=misspelt(source, one["name"]), sex=one["sex"],
                birth_date=one["birth_date"], regency=one["village_code"][:5],
            ),
        )  # fmt: skip

    for offices in (1, OFFICES):
        units = tuple(unit_id(number) for number in range(offices))
        actor = Actor(
            Kind.PERSON, ids.new_id(), ids.new_id(), None, ids.new_id(), units[0], units, frozenset({Role.REGISTRAR})
        )
        params = {"persons": persons, "offices": offices}
        before = scans()
        say("exact_p95_ms", scratch.p95_ms(timed(partial(by_number, actor), samples)), "ms", SAMPLES, **params)
        by: dict[str, Callable[[Actor, dict[str, Any]], None]] = {"name": by_name, "person": by_person}
        everything: list[float] = []
        for kind, act in by.items():
            measured = timed(partial(act, actor), samples)
            everything += measured
            say("fuzzy_p95_ms", scratch.p95_ms(measured), "ms", SAMPLES, **params, by=kind)
        say("fuzzy_p95_ms", scratch.p95_ms(everything), "ms", SAMPLES, **params)
        after = scans()
        say("sequential_scans", sum(after[table] - before[table] for table in WATCHED), "scans", SAMPLES, **params)


def main() -> None:
    """Build if needed, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--fill", help="used by the bench itself")
    options = parser.parse_args()
    if options.fill:
        fill(options.fill, options.persons)
        return
    name = f"bench_search_{options.persons}"
    scratch.make(name, scratch.mark(TABLES), lambda draft: prepare(draft, options.persons))
    scratch.enter(name)
    measure(options.persons, samples_of(name))


if __name__ == "__main__":
    main()
