"""Databases for tests: one prepared template per state of the migrations, copied for each test process.

Loaded as a pytest plugin before Django's settings are read. The connection signs in as the server's administrator
but acts as ``rantau_app`` from its first statement, so that row security and rights are those of the web process;
``tests.world.as_owner`` steps out of it to arrange a world.
"""

import fcntl
import hashlib
import os
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("RANTAU_VAR", str(ROOT / "var" / "test"))

from rantau.config import paths, server  # noqa: E402 - the folder must be named before it is read
from rantau.config.server import DatabaseRole, Server  # noqa: E402

SOURCES = (
    "src/rantau/**/migrations/*.py",
    "src/rantau/config/server.py",
    "src/rantau/cli/preparation.py",
    "src/rantau/rulebook/indonesia/**/*.toml",
)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _prepare_template(target: Server, name: str) -> None:
    """Migrate a new database in a process of its own, which acts as the owner role."""
    import subprocess
    import sys

    server.ensure_roles(target)
    server.ensure_database(target, name)
    from rantau.cli.environment import variables

    environment = {**os.environ, **variables(target, DatabaseRole.OWNER), "PYTHONPATH": str(ROOT / "src")}
    environment["RANTAU_DSN"] = server.role_dsn(target, DatabaseRole.OWNER, name)
    code = "import django; django.setup(); from rantau.cli.preparation import prepare_tables; prepare_tables()"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def database_for(worker: str) -> str:
    """Return the administrator's address of a fresh copy of the template for this test process."""
    paths.VAR.mkdir(parents=True, exist_ok=True)
    with (paths.VAR / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        target = server.get_server()
        template, name = f"test_rantau_{_fingerprint()}", f"test_rantau_{worker}"
        with psycopg.connect(target.admin_dsn, autocommit=True) as connection:
            if not _exists(connection, template):
                _prepare_template(target, f"{template}_new")
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                        sql.Identifier(f"{template}_new"), sql.Identifier(template)
                    )
                )
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
    return conninfo.make_conninfo(target.admin_dsn, dbname=name)


def _environment() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    dsn = database_for(worker)
    os.environ["RANTAU_DSN"] = conninfo.make_conninfo(dsn, options="-c role=rantau_app")
    for name in ("field", "index", "session"):
        os.environ[f"RANTAU_{name.upper()}_KEY"] = f"{name}-key-of-tests"


if "PYTEST_XDIST_WORKER" in os.environ or "PYTEST_XDIST_TESTRUNUID" not in os.environ:
    _environment()
