"""Scratch databases of the benches: a small demo country told once, copied per bench, reached as the web process is.

Kept under ``var/bench`` (``RANTAU_VAR``). Nothing here touches the database of an installation.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("RANTAU_VAR", str(ROOT / "var" / "bench"))
TOLD = "bench_told"
SOURCES = (
    "src/rantau/**/migrations/*.py", "src/rantau/kernel/db.py", "src/rantau/cli/demo/*.py",
    "src/rantau/rulebook/indonesia/**/*.toml",
)  # fmt: skip


def mark(*more: object) -> str:
    """Return what a kept database follows from: the sources that make it, and what the bench itself adds."""
    digest = hashlib.sha256(repr(more).encode())
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def make(name: str, wanted: str, fill: Callable[[str], None]) -> None:
    """Make a database by ``fill`` unless it is there with the wanted mark. It bears its name only when it is whole.

    Benches that start together make it once; what ``fill`` needs must be there before, or it waits for itself.
    """
    if _mark_of(name) == wanted:
        return
    draft = f"{name}_new"
    with (ROOT / "bench" / "scratch.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _mark_of(name) == wanted:
            return
        _drop(draft, name)
        fill(draft)
        with _administrator() as connection:
            old, new = sql.Identifier(draft), sql.Identifier(name)
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(old, new))
            connection.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(new, sql.Literal(wanted)))


def told() -> str:
    """Return the mark of the database that holds the small demo country, told today by today's sources."""
    wanted = mark(date.today().isoformat())  # noqa: DTZ011 - a new day is a new country
    make(TOLD, wanted, _tell)
    return wanted


def copy(name: str) -> None:
    """Make ``name`` a fresh copy of the told demo; an old one is dropped."""
    from rantau.config import server as pg

    told()  # known to be there where ``make`` runs this
    _drop(name)
    with _administrator() as connection:
        new, source = sql.Identifier(name), sql.Identifier(TOLD)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, source))
    pg.ensure_database(pg.get_server(), name)


def _tell(name: str) -> None:
    for words in (["setup"], ["demo", "--scale", "tiny"]):
        command = [sys.executable, "-m", "rantau.cli", *words]
        environment = {**os.environ, "RANTAU_DATABASE_NAME": name}
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)


def _mark_of(name: str) -> str | None:
    with _administrator() as connection:
        asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        row = connection.execute(asked, [name]).fetchone()
    return row[0] if row else None


def _drop(*names: str) -> None:
    with _administrator() as connection:
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _administrator() -> "psycopg.Connection[Any]":
    return psycopg.connect(admin_dsn("postgres"), autocommit=True)


def environment(name: str) -> dict[str, str]:
    """Return the variables of a web process on this database: the application's role and nothing of the others."""
    from rantau.cli.environment import variables
    from rantau.config import server as pg
    from rantau.config.server import DatabaseRole

    target = pg.get_server()
    found = variables(target, DatabaseRole.APP)
    found["RANTAU_DSN"] = pg.role_dsn(target, DatabaseRole.APP, name)
    return found


def enter(name: str, *, administrator: bool = False) -> None:
    """Set Django up in this process as the web process on this database, or as the administrator who fills it."""
    os.environ.update(environment(name))
    if administrator:
        os.environ["RANTAU_DSN"] = admin_dsn(name)
    os.environ["RANTAU_HOSTS"] = "127.0.0.1,localhost,testserver"
    import django

    django.setup()
    import logging

    logging.disable(logging.WARNING)


def admin_dsn(name: str) -> str:
    """Return the administrator's address of this database."""
    from rantau.config import server as pg

    return conninfo.make_conninfo(pg.get_server().admin_dsn, dbname=name)


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process and everything it started have used so far."""
    used, children = {}, defaultdict(list)
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = file.read_text().rsplit(")", 1)[1].split()
            used[int(file.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            children[int(fields[1])].append(int(file.parent.name))
    family = [pid]
    for one in family:
        family += children[one]
    return sum(used.get(one, 0.0) for one in family)


def database_process() -> int | None:
    """Return the process of the embedded database server; None when another server is used."""
    from rantau.config import paths

    file = paths.POSTGRES / "postmaster.pid"
    return int(file.read_text().split()[0]) if file.exists() and "DATABASE_URL" not in os.environ else None


def p95_ms(measured: list[float]) -> float:
    """Return the value below which 95 of 100 of these seconds lie, in milliseconds."""
    return round(1000 * sorted(measured)[int(len(measured) * 0.95)], 1)


def say(bench: str, metric: str, value: object, unit: str, n: int, **params: Any) -> None:
    """Print one measurement, with the load of the machine at that moment."""
    params["load"] = round(os.getloadavg()[0], 1)
    line = {"bench": bench, "metric": metric, "value": value, "unit": unit, "n": n, "params": params}
    print(json.dumps(line), flush=True)
