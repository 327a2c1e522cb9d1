"""A database of its own, with committed data: for races, killed processes, sealing, and sign-ins of each role."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections
from psycopg import conninfo, sql

from rantau.config import server
from rantau.config.server import DatabaseRole
from tests.database import database_for


@contextmanager
def database(name: str) -> Iterator[str]:
    """Point Django's connections, those of new threads too, at a fresh copy of the template. Yields its address."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    dsn = database_for(f"{worker}_{name}")
    fresh = str(conninfo.conninfo_to_dict(dsn)["dbname"])
    settings = connection.settings_dict
    before = settings["NAME"]
    connection.close()
    settings["NAME"] = fresh
    try:
        yield dsn
    finally:
        connections.close_all()
        settings["NAME"] = before
        with psycopg.connect(server.get_server().admin_dsn, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(fresh)))


def sign_in(role: DatabaseRole, dsn: str) -> psycopg.Connection:
    """A real sign-in of one of our roles to the database of this address."""
    name = str(conninfo.conninfo_to_dict(dsn)["dbname"])
    return psycopg.connect(server.role_dsn(server.get_server(), role, name), autocommit=True)


@contextmanager
def acting_as(role: DatabaseRole) -> Iterator[None]:
    """Let Django's connection act as another of our roles for a moment."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE rantau_app")
