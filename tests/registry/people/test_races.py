"""Two counters register the same NIK at the same moment: one record holds it, the other disputes it, both exist."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from rantau.kernel.actions import run
from rantau.registry.people.models import Identifier, IdentityDispute, Person
from tests import world
from tests.kernel import scratch
from tests.registry.people import builders

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A scratch database, so that what is committed harms no other test."""
    with django_db_blocker.unblock(), scratch.database("people_races"):
        with world.as_owner():
            world.places()
        yield


def register_at_once(counters: int) -> list[BaseException]:
    """Register that many different people with one NIK from as many connections; returns what went wrong."""
    officers = [builders.officer() for _ in range(counters)]
    names = ["Wulan Pratama", "Ratna Kusuma", "Bambang Sutrisno", "Asri Nurhayati"]
    start, failures = threading.Barrier(counters), list[BaseException]()

    def work(place: int) -> None:
        command = builders.at_desk(
            nik=builders.NIK, name=names[place], phone=f"0840 0000 01{place}1", birth_date=date(1980 + 3 * place, 3, 4)
        )
        try:
            start.wait(timeout=10)
            run(command, officers[place])
        except BaseException as error:  # noqa: BLE001 - the failure of a thread must reach the test
            failures.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(counters)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return failures


def states() -> list[str]:
    with world.as_owner():
        return sorted(Identifier.objects.filter(kind="nik").values_list("state", flat=True))


def test_register_one_nik_at_four_counters_at_once_makes_one_holder_and_three_disputes() -> None:
    assert register_at_once(4) == []
    assert states() == ["disputed", "disputed", "disputed", "held"]
    with world.as_owner():
        assert (Person.objects.count(), IdentityDispute.objects.count()) == (4, 3)


@pytest.mark.control
def test_control_without_the_unique_index_every_counter_makes_a_holder() -> None:
    world.without("DROP INDEX identifier_held_once")
    assert register_at_once(4) == []
    assert states() == ["held"] * 4
