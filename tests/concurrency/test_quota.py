"""The last quota place, wanted by many at once: exactly one agreement, and one clear sentence for everybody else."""

import threading
import time
from collections import Counter
from uuid import UUID

import pytest
from django.db import connection, transaction

from rantau.kernel import allotments
from rantau.kernel.actions import run
from rantau.kernel.refusals import Refused
from rantau.placement.agreements.actions import SignPlacement
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.demand.models import PermitQuota
from tests import world
from tests.placement.builders import Market, market, order_of, permit_of, ready_to_sign, rules

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("scratch")]
TOGETHER = 4


def arranged(places: int, files: int = TOGETHER) -> tuple[Market, UUID, list[UUID]]:
    """Committed: a permit with so many places for women, and files ready to sign."""
    with transaction.atomic():
        rules()
        here = market()
        order = order_of(here)
        permit = permit_of(order, {"f": places})
        return here, permit.pk, [ready_to_sign(here, order, permit).pk for _ in range(files)]


def at_once(here: Market, permit: UUID, files: list[UUID]) -> Counter[str]:
    """Sign every file in a thread and a connection of its own, all from one starting shot; returns the outcomes."""
    outcomes: list[str] = []
    shot = threading.Barrier(len(files))

    def one(dossier: UUID) -> None:
        try:
            shot.wait()
            run(SignPlacement(dossier_id=dossier, permit_id=permit), here.officer)
            outcomes.append("signed")
        except Refused as answer:
            outcomes.append(answer.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(dossier,)) for dossier in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(outcomes)


def standing(permit: UUID) -> tuple[int, int, int]:
    """Places, places taken, living agreements: committed, read around the wall."""
    with transaction.atomic(), world.as_owner():
        quota = PermitQuota.objects.get(permit=permit)
        living = PlacementAgreement.objects.filter(permit=permit, ended_at__isnull=True).count()
        return quota.capacity, quota.taken, living


@pytest.mark.parametrize("places", [1, 3])
def test_sign_the_last_places_at_once_never_oversells(places: int) -> None:
    here, permit, files = arranged(places)
    outcomes = at_once(here, permit, files)
    assert outcomes == {"signed": places, "quota_full": TOGETHER - places}
    assert standing(permit) == (places, places, places)


def test_sign_one_file_twice_at_once_signs_once() -> None:
    here, permit, files = arranged(5, 1)
    outcomes = at_once(here, permit, files * 2)
    assert outcomes == {"signed": 1, "already_signed": 1}
    assert standing(permit) == (5, 1, 1)


def counted_then_written(counter: type[PermitQuota], counter_id: UUID) -> bool:
    """What a careless hand would write: look whether a place is left, then write."""
    quota = counter.objects.get(pk=counter_id)
    time.sleep(0.2)
    if quota.taken >= quota.capacity:
        return False
    counter.objects.filter(pk=counter_id).update(taken=quota.taken + 1)
    return True


@pytest.mark.control
def test_control_counting_before_writing_sells_one_place_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here, permit, files = arranged(1)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("ALTER TABLE permit_quota DROP CONSTRAINT permitquota_not_oversold")
        cursor.execute("SET ROLE rantau_app")
    monkeypatch.setattr(allotments, "take", counted_then_written)
    assert at_once(here, permit, files)["signed"] >= 2
    capacity, _, living = standing(permit)
    assert living - capacity >= 1
