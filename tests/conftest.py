"""Fixtures for every test: the prepared database, a fresh memory of the process, and a critic of what pages do."""

import os

import pytest
from django.core.cache import cache


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database was copied from a prepared template by tests.database; Django makes none."""


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    cache.clear()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
