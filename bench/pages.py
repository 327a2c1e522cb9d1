"""How long pages take and how many queries they ask, at 1,000 and 100,000 dossiers: ``python -m bench.pages``.

Through Django's test client in this process: middleware, signed-in session, scope and row security as ``rantau_app``,
templates; no network and no web server. ``--plans PAGE`` prints what PostgreSQL does for a page's slowest queries.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import psycopg

from bench import scratch

SIZES = (1000, 100_000)
OFFICE = "disnaker-36.04"
GATE_SIGHT = """
INSERT INTO access_grant (id, subject, unit, basis, valid_from)
SELECT gen_random_uuid(), s.subject, g.id, 'gate', now() FROM unit g, unit o, LATERAL (
  SELECT id, person_id FROM dossier WHERE handling_id = o.id ORDER BY md5(id::text) LIMIT 200
) d, LATERAL (VALUES (d.id), (d.person_id)) s (subject)
WHERE g.code = 'gate-cgk' AND o.code = %s ON CONFLICT DO NOTHING
"""
"""As if the gate had found the files that are asked for."""
PEOPLE = {
    "desk": "verifikator", "mine": "calon005", "agency": "p3mi1", "gate": "gerbang", "public": None,
}  # fmt: skip
PAGES = (
    "desk_home", "desk_queue:documents", "desk_queue:all", "desk_dossier", "desk_clean", "desk_search:name",
    "desk_search:number", "mine_home", "mine_trace", "agency_home", "agency_candidates", "gate_home", "gate_check",
    "vacancies", "offices",
)  # fmt: skip


def filled(dossiers: int) -> str:
    """Return the name of a database with so many dossiers beside the told ones; made in a process of its own."""
    name = f"bench_pages_{dossiers}"
    scratch.make(name, f"{scratch.told()} {scratch.mark(GATE_SIGHT)}", lambda draft: _fill(draft, dossiers))
    return name


def _fill(name: str, dossiers: int) -> None:
    scratch.copy(name)
    code = (
        f"from bench import scratch; scratch.enter({name!r})\n"
        f"from rantau.cli.demo.bulk import multiply; multiply({dossiers}, 7)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=scratch.ROOT)
    with psycopg.connect(scratch.admin_dsn(name), autocommit=True) as admin:
        admin.execute(GATE_SIGHT, [OFFICE])
        admin.execute("VACUUM ANALYZE")


def client(space: str) -> Any:
    """Return a client signed in as the demo's officer or person of a space."""
    from django.test import Client

    from rantau.registry.accounts.models import Account

    found = Client(HTTP_ACCEPT_LANGUAGE="id")
    username = PEOPLE[space]
    if username:
        account = Account.objects.get(username=username)
        found.force_login(account, backend="rantau.registry.accounts.backend.NumberOrPhone")
    return found


def dossiers(name: str, limit: int = 200) -> Iterator[str]:
    """Open dossiers of the office, from all over the queue, for ever."""
    with psycopg.connect(scratch.admin_dsn(name)) as admin:
        rows = admin.execute(
            "SELECT d.id::text FROM dossier d JOIN unit u ON u.id = d.handling_id WHERE u.code = %s"
            " ORDER BY md5(d.id::text) LIMIT %s",
            [OFFICE, limit],
        ).fetchall()
    return cycle(row[0] for row in rows)


def names(name: str) -> Iterator[dict[str, str]]:
    """What is typed into the search: names and numbers of people the office sees, for ever."""
    with psycopg.connect(scratch.admin_dsn(name)) as admin:
        rows = admin.execute(
            "SELECT p.name, d.number FROM dossier d JOIN person p ON p.id = d.person_id JOIN unit u"
            " ON u.id = d.handling_id WHERE u.code = %s ORDER BY md5(d.id::text) LIMIT 50",
            [OFFICE],
        ).fetchall()
    return cycle({"name": row[0], "number": row[1]} for row in rows)


def opener(page: str, name: str) -> Callable[[], Any] | None:
    """Return how the page is asked for once; None where there is no such page (yet)."""
    from django.urls import NoReverseMatch, reverse

    route, _, detail = page.partition(":")
    space = route.split("_")[0]
    who = client(space if space in PEOPLE else "public")
    try:
        if route == "desk_search":
            typed, url = names(name), reverse(route)
            return lambda: who.post(url, {"q": next(typed)[detail]})
        if route in ("desk_dossier", "gate_check"):
            each = dossiers(name)
            return lambda: who.get(reverse(route, args=[next(each)]))
        url = reverse(route, args=[detail] if detail else [])
    except NoReverseMatch:
        return None
    return lambda: who.get(url)


def queries(open_page: Callable[[], Any]) -> int:
    """Return how many statements one request sends, transactions and scope included."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        open_page()
    return len(seen)


def used() -> dict[str, float]:
    """Return the processor seconds of this process and of its connection's end in the database, if that is near."""
    from django.db import connection

    connection.ensure_connection()
    server = connection.connection.info.backend_pid if scratch.database_process() else None
    return {"web": time.process_time()} | ({"database": scratch.cpu_seconds(server)} if server else {})


def measure(name: str, size: int, requests: int, wanted: set[str]) -> None:
    """Print both figures for every page that exists. Nobody's searches are limited meanwhile."""
    from rantau.registry.people import policies

    policies.TRIES_PER_OFFICER = 10**9
    for page in PAGES:
        if wanted and page not in wanted:
            continue
        open_page = opener(page, name)
        if open_page is None:
            continue
        status = {open_page().status_code for _ in range(5)}
        if status != {200}:
            print(f"{page}: {status}", file=sys.stderr)
            continue
        counted = max(queries(open_page) for _ in range(5))
        measured, before = [], used()
        for _ in range(requests):
            started = time.perf_counter()
            open_page()
            measured.append(time.perf_counter() - started)
        cpu = {who: round(1000 * (after - before[who]) / requests, 1) for who, after in used().items()}
        params = {"page": page, "dossiers": size}
        median = round(1000 * sorted(measured)[len(measured) // 2], 1)
        scratch.say("pages", "p95_ms", scratch.p95_ms(measured), "ms", requests, **params, median_ms=median, cpu_ms=cpu)
        scratch.say("pages", "queries", counted, "queries", 5, **params)


def plans(name: str, page: str, slowest: int = 4) -> None:
    """Print time, text and plan of the slowest queries of a page."""
    from django.db import connection

    open_page = opener(page, name)
    taken: list[tuple[Any, ...]] = []

    def note(execute: Callable[..., Any], query: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        answer = execute(query, params, many, context)
        taken.append((time.perf_counter() - started, query, params))
        if query.startswith("SELECT") and taken[-1][0] > 0.005:
            with context["connection"].connection.cursor() as raw:
                plan = raw.execute(("EXPLAIN (ANALYZE, BUFFERS) " + query).encode(), params).fetchall()
                taken[-1] = (*taken[-1], [row[0] for row in plan])
        return answer

    if open_page is None:
        return
    open_page()
    with connection.execute_wrapper(note):
        open_page()
    for seconds, query, params, *plan in sorted(taken, key=lambda row: -row[0])[:slowest]:
        print(f"{seconds * 1000:.1f} ms  {query}  {params}\n  " + "\n  ".join(plan[0] if plan else []), flush=True)


def main() -> None:
    """Measure each size in turn, in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, action="append")
    parser.add_argument("--requests", type=int, default=int(os.environ.get("BENCH_REQUESTS", "200")))
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--plans")
    options = parser.parse_args()
    sizes = options.dossiers or SIZES
    if len(sizes) > 1:
        for size in sizes:
            words = [word for page in options.page for word in ("--page", page)]
            command = [sys.executable, "-m", "bench.pages", "--dossiers", str(size)]
            os.spawnv(os.P_WAIT, command[0], [*command, "--requests", str(options.requests), *words])
        return
    name = filled(sizes[0])
    scratch.enter(name)
    if options.plans:
        plans(name, options.plans)
    else:
        measure(name, sizes[0], options.requests, set(options.page))


if __name__ == "__main__":
    main()
