"""Committed data for races: a scratch copy of the database, used by real connections and dropped afterwards.

The suite's own tests roll back, and the application's role may not empty tables; a race needs rows that others see.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, connections
from psycopg import conninfo, sql

from tests.database import database_for


@pytest.fixture
def scratch(django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """Point Django's connections at a fresh copy of the template until the test ends; yields its name."""
    name = f"race_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    dsn = database_for(name)
    database = conninfo.conninfo_to_dict(dsn)["dbname"]
    settings = connections.settings["default"]
    before = settings["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = settings["NAME"] = database
        try:
            yield str(database)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = settings["NAME"] = before
            _drop(dsn, str(database))


def _drop(dsn: str, database: str) -> None:
    with psycopg.connect(conninfo.make_conninfo(dsn, dbname="postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
