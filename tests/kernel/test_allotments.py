"""Anything scarce: never more taken than there is, and the count always that of the living claims."""

import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from pytest_django import DjangoDbBlocker

from rantau.kernel import allotments, clock, ids
from rantau.kernel.allotments import LIVE, STATES, Claim, Counter
from tests import world
from tests.kernel import scratch


class Shelf(Counter):
    """Some places, for these tests."""

    class Meta(Counter.Meta):
        app_label = "kernel"
        db_table = "test_shelf"
        managed = False


class Book(Claim):
    """One of them."""

    counter = models.ForeignKey(Shelf, models.PROTECT)

    class Meta(Claim.Meta):
        app_label = "kernel"
        db_table = "test_book"
        managed = False
        constraints = [
            *Claim.Meta.constraints,
            models.UniqueConstraint(fields=["holder"], condition=models.Q(state__in=LIVE), name="book_one_living"),
        ]


def make_tables() -> None:
    """Make both tables as the owner would, with the app's rights."""
    with world.as_owner():
        with connection.schema_editor(atomic=False) as editor:
            for model in (Shelf, Book):
                editor.create_model(model)
                for constraint in model._meta.constraints:
                    assert constraint.name
        with connection.cursor() as cursor:
            cursor.execute("GRANT SELECT, INSERT, UPDATE ON test_shelf, test_book TO rantau_app")


@pytest.fixture
def shelf(db: None) -> Shelf:
    """A shelf with two places."""
    make_tables()
    return Shelf.objects.create(capacity=2)


def taken(shelf: Shelf) -> int:
    shelf.refresh_from_db()
    return shelf.taken


def test_take_to_the_last_place_and_no_further(shelf: Shelf) -> None:
    assert [allotments.take(Shelf, shelf.id) for _ in range(3)] == [True, True, False]
    assert taken(shelf) == 2


def test_take_of_a_counter_that_is_not_there_is_no_place(shelf: Shelf) -> None:
    assert not allotments.take(Shelf, ids.new_id())


def test_give_back_makes_room_and_never_goes_below_nothing(shelf: Shelf) -> None:
    allotments.take(Shelf, shelf.id)
    allotments.give_back(Shelf, shelf.id)
    allotments.give_back(Shelf, shelf.id)
    assert taken(shelf) == 0


@pytest.mark.parametrize("change", [{"taken": 3}, {"capacity": -1}, {"taken": -1}])
def test_write_of_an_oversold_counter_is_refused_by_the_database(shelf: Shelf, change: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Shelf.objects.filter(pk=shelf.pk).update(**change)


@pytest.mark.control
def test_control_without_the_constraint_a_counter_is_oversold(shelf: Shelf) -> None:
    world.without("ALTER TABLE test_shelf DROP CONSTRAINT shelf_not_oversold")
    Shelf.objects.filter(pk=shelf.pk).update(taken=3)
    assert taken(shelf) > shelf.capacity


@pytest.mark.parametrize("state", STATES)
def test_move_stamps_an_end_when_it_leaves_the_living(shelf: Shelf, state: str) -> None:
    now = clock.now()
    claim = Book.objects.create(counter=shelf, holder=ids.new_id())
    allotments.move(claim, state, now)
    claim.refresh_from_db()
    assert claim.state == state
    assert claim.ended_at == (None if state in LIVE else now)


@pytest.mark.parametrize("wrong", [{"state": "released"}, {"state": "held", "ended_at": clock.now()}])
def test_write_of_an_end_that_fits_no_state_is_refused(shelf: Shelf, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Book.objects.create(counter=shelf, holder=ids.new_id(), **wrong)


def test_claim_twice_by_one_holder_is_refused_until_the_first_has_ended(shelf: Shelf) -> None:
    holder = ids.new_id()
    first = Book.objects.create(counter=shelf, holder=holder)
    with pytest.raises(IntegrityError), transaction.atomic():
        Book.objects.create(counter=shelf, holder=holder)
    allotments.move(first, "released", clock.now())
    Book.objects.create(counter=shelf, holder=holder)


@pytest.mark.parametrize(("counted", "drifts"), [(2, False), (1, True), (0, True)])
def test_drifted_finds_a_count_that_is_not_that_of_its_claims(shelf: Shelf, counted: int, drifts: bool) -> None:
    for state in ("held", "used"):
        Book.objects.create(counter=shelf, holder=ids.new_id(), state=state)
    Book.objects.create(counter=shelf, holder=ids.new_id(), state="expired", ended_at=clock.now())
    Shelf.objects.filter(pk=shelf.pk).update(taken=counted)
    assert allotments.drifted(Shelf, Book) == ([shelf.pk] if drifts else [])


@pytest.fixture(scope="module")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A scratch database with both tables."""
    with django_db_blocker.unblock(), scratch.database("allotments"):
        make_tables()
        yield


def ask(shelf: Shelf, number: int, careful: bool) -> int:
    """So many connections ask for a place at once; returns how many were told yes."""
    told: list[bool] = []
    start = threading.Barrier(number)

    def one() -> None:
        start.wait()
        try:
            with transaction.atomic():
                told.append(allotments.take(Shelf, shelf.id) if careful else carelessly(shelf, start))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(told)


def carelessly(shelf: Shelf, start: threading.Barrier) -> bool:
    """Look first and write afterwards."""
    row = Shelf.objects.get(pk=shelf.pk)
    start.wait()
    if row.taken < row.capacity:
        Shelf.objects.filter(pk=row.pk).update(taken=row.taken + 1)
    return row.taken < row.capacity


@pytest.mark.race
def test_take_the_last_place_by_eight_at_once_gives_it_to_one(committed: None) -> None:
    shelf = Shelf.objects.create(capacity=3, taken=2)
    assert ask(shelf, 8, careful=True) == 1
    assert taken(shelf) == 3


@pytest.mark.race
@pytest.mark.control
def test_control_looking_first_and_writing_afterwards_gives_it_to_all(committed: None) -> None:
    shelf = Shelf.objects.create(capacity=3, taken=2)
    assert ask(shelf, 4, careful=False) == 4
