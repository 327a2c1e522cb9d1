"""The last seats of a class, wanted by many at once (A1), a class cancelled under a booking, one person twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction

from rantau.kernel import allotments
from rantau.kernel.actions import run
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.actions import BookSeat, CancelClass, CancelSeat
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from tests import world
from tests.placement.last_steps import Stage, a_class, file_with, stage

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("scratch")]
TOGETHER = 8
Act = Callable[[], object]


def arranged(seats: int, files: int = TOGETHER, classes: int = 1) -> tuple[Stage, list[UUID], list[Dossier]]:
    """Committed: classes with so many seats each, and files whose papers are all in order."""
    with transaction.atomic():
        at = stage()
        rows = [a_class(at, seats=seats).pk for _ in range(classes)]
        return at, rows, [file_with(at) for _ in range(files)]


def at_once(acts: list[Act]) -> Counter[str]:
    """Do every act in a thread and a connection of its own, all from one starting shot; returns the outcomes."""
    outcomes: list[str] = []
    shot = threading.Barrier(len(acts))

    def one(act: Act) -> None:
        try:
            shot.wait()
            act()
            outcomes.append("done")
        except Refused as answer:
            outcomes.append(answer.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return Counter(outcomes)


def booking(at: Stage, row: UUID, dossier: Dossier) -> Act:
    return lambda: run(BookSeat(dossier_id=dossier.pk, class_id=row), at.here.officer)


def standing(row: UUID) -> tuple[int, int, int]:
    """Seats, seats taken, living claims: committed, read around the wall."""
    with transaction.atomic(), world.as_owner():
        held = OrientationClass.objects.get(pk=row)
        living = SeatClaim.objects.filter(counter=row, state__in=allotments.LIVE).count()
        return held.capacity, held.taken, living


@pytest.mark.parametrize("seats", [1, 3])
def test_book_the_last_seats_at_once_never_oversells(seats: int) -> None:
    at, (row,), files = arranged(seats)
    outcomes = at_once([booking(at, row, dossier) for dossier in files])
    assert outcomes == {"done": seats, "class_full": TOGETHER - seats}
    assert standing(row) == (seats, seats, seats)


def test_book_two_classes_at_once_for_one_person_gives_one_seat() -> None:
    at, rows, (dossier,) = arranged(5, files=1, classes=2)
    outcomes = at_once([booking(at, row, dossier) for row in rows])
    assert outcomes == {"done": 1, "seat_claim_one_live_per_dossier": 1}
    assert sum(standing(row)[1] for row in rows) == sum(standing(row)[2] for row in rows) == 1


def test_cancel_and_rebook_at_once_leaves_no_seat_lost_or_sold_twice() -> None:
    at, (row,), files = arranged(4)
    at_once([booking(at, row, dossier) for dossier in files[:4]])
    with transaction.atomic(), world.as_owner():
        seats = list(SeatClaim.objects.filter(counter=row).values_list("pk", flat=True))
    freeing: list[Act] = [lambda seat=seat: run(CancelSeat(seat_id=seat), at.here.officer) for seat in seats]
    outcomes = at_once([*freeing, *(booking(at, row, dossier) for dossier in files[4:])])
    _, taken, living = standing(row)
    assert taken == living <= 4
    assert outcomes["done"] - len(seats) == living


def test_a_class_cancelled_while_people_book_leaves_nobody_in_it() -> None:
    at, (row,), files = arranged(TOGETHER)
    stop: Act = lambda: run(CancelClass(class_id=row, reason="Banjir"), at.instructor)  # noqa: E731 - one of many acts
    at_once([*(booking(at, row, dossier) for dossier in files), stop])
    assert standing(row) == (0, 0, 0)


def counted_then_written(counter: type[OrientationClass], counter_id: UUID) -> bool:
    """What a careless hand would write: look whether a seat is left, then write."""
    row = counter.objects.get(pk=counter_id)
    time.sleep(0.2)
    if row.taken >= row.capacity:
        return False
    counter.objects.filter(pk=counter_id).update(taken=row.taken + 1)
    return True


@pytest.mark.control
def test_control_counting_before_writing_oversells_by_a_tenth_and_more(monkeypatch: pytest.MonkeyPatch) -> None:
    at, (row,), files = arranged(2)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("ALTER TABLE orientation_class DROP CONSTRAINT orientationclass_not_oversold")
        cursor.execute("SET ROLE rantau_app")
    monkeypatch.setattr(allotments, "take", counted_then_written)
    at_once([booking(at, row, dossier) for dossier in files])
    capacity, _, living = standing(row)
    assert living >= capacity * 1.1
