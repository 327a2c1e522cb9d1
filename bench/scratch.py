"""Scratch databases of the benches: a small demo country told once, copied per bench, reached as the web process is.

Kept under ``var/bench`` (``RANTAU_VAR``). Nothing here touches the database of an installation.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("RANTAU_VAR", str(ROOT / "var" / "bench"))
SOURCES = ("src/rantau/**/migrations/*.py",)
SCALE = os.environ.get("BENCH_DEMO", "tiny")


def _fingerprint() -> str:
    digest = hashlib.sha256(SCALE.encode())
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


def _rantau(name: str, *words: str) -> int:
    environment = {**os.environ, "RANTAU_DATABASE_NAME": name}
    command = [sys.executable, "-m", "rantau.cli", *words]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode


def told() -> str:
    """Return the name of the database that holds the small demo country, telling it when there are new migrations.

    ``BENCH_TOLD`` names another one, for somebody who measures while migrations are being written.
    """
    name = os.environ.get("BENCH_TOLD", f"bench_told_{_fingerprint()}")
    with (ROOT / "bench" / "scratch.py").open() as lock:  # benches that start together tell it once
        fcntl.flock(lock, fcntl.LOCK_EX)
        _tell(name)
    return name


def _tell(name: str) -> None:
    from rantau.config import server as pg

    admin = pg.get_server().admin_dsn
    with psycopg.connect(admin, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return
        draft = sql.Identifier(f"{name}_new")
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(draft))
        if _rantau(f"{name}_new", "setup") or _rantau(f"{name}_new", "demo", "--scale", SCALE):
            raise SystemExit("the demo country could not be told")
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(draft, sql.Identifier(name)))


def database(name: str, *, again: bool = True) -> bool:
    """Make ``name`` a copy of the told demo (an old one is dropped if ``again``). Returns whether it is new."""
    from rantau.config import server as pg

    source = told()
    with psycopg.connect(pg.get_server().admin_dsn, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if there and not again:
            return False
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        pg.ensure_database(pg.get_server(), name)
    return True


def environment(name: str) -> dict[str, str]:
    """Return the variables of a web process on this database: the application's role and nothing of the others."""
    from rantau.cli.environment import variables
    from rantau.config import server as pg
    from rantau.config.server import DatabaseRole

    target = pg.get_server()
    found = variables(target, DatabaseRole.APP)
    found["RANTAU_DSN"] = pg.role_dsn(target, DatabaseRole.APP, name)
    return found


def enter(name: str) -> None:
    """Set Django up in this process as the web process on this database."""
    os.environ.update(environment(name))
    os.environ["RANTAU_HOSTS"] = "127.0.0.1,localhost,testserver"
    import django

    django.setup()
    import logging

    logging.disable(logging.WARNING)


def admin_dsn(name: str) -> str:
    """Return the administrator's address of this database."""
    from rantau.config import server as pg

    return conninfo.make_conninfo(pg.get_server().admin_dsn, dbname=name)


def p95_ms(measured: list[float]) -> float:
    """Return the value below which 95 of 100 of these seconds lie, in milliseconds."""
    return round(1000 * sorted(measured)[int(len(measured) * 0.95)], 1)


def say(bench: str, metric: str, value: object, unit: str, n: int, **params: Any) -> None:
    """Print one measurement, with the load of the machine at that moment."""
    params["load"] = round(os.getloadavg()[0], 1)
    line = {"bench": bench, "metric": metric, "value": value, "unit": unit, "n": n, "params": params}
    print(json.dumps(line), flush=True)
