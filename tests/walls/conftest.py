"""A scratch database with one committed person, and sign-ins of each role to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from rantau.config.server import DatabaseRole
from tests import world
from tests.kernel import scratch


@dataclass(frozen=True)
class Wall:
    """Address of the scratch database, the person in it and the office that sees her."""

    dsn: str
    person: UUID
    office: UUID

    def sign_in(self, role: DatabaseRole) -> psycopg.Connection:
        """A real sign-in of a role, without any wait for locks."""
        connection = scratch.sign_in(role, self.dsn)
        connection.execute("SET lock_timeout = '2s'")
        return connection


@pytest.fixture(scope="package")
def wall(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Wall]:
    """The scratch database of this folder's tests."""
    with django_db_blocker.unblock(), scratch.database("walls") as dsn:
        with transaction.atomic():
            office = world.unit()
            person = world.person(seen_by=office)
        transaction.get_connection().close()
        yield Wall(dsn, person.id, office.id)


@pytest.fixture(scope="package")
def app(wall: Wall) -> Iterator[psycopg.Connection]:
    """A connection signed in as the web process is."""
    with wall.sign_in(DatabaseRole.APP) as connection:
        yield connection


@pytest.fixture(scope="package")
def owner(wall: Wall) -> Iterator[psycopg.Connection]:
    """A connection signed in as the owner of the tables."""
    with wall.sign_in(DatabaseRole.OWNER) as connection:
        yield connection


@pytest.fixture(scope="package")
def admin(wall: Wall) -> Iterator[psycopg.Connection]:
    """A connection of the server's administrator, to look at everything."""
    with psycopg.connect(wall.dsn, autocommit=True) as connection:
        yield connection
