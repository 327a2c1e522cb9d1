"""Identifiers, the clock, statistical facts."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction

from rantau.kernel import clock, ids, tally
from rantau.kernel.models import TallyFact, TallySubject
from tests import world

# Midnight in Jakarta is 17:00 of the day before in UTC.
MOMENTS = {
    "2026-11-21T16:59:59.999999+00:00": date(2026, 11, 21),
    "2026-11-21T17:00:00+00:00": date(2026, 11, 22),
    "2026-11-22T00:00:00+07:00": date(2026, 11, 22),
    "2026-11-21T23:59:59+08:00": date(2026, 11, 21),
    "2026-11-22T01:00:00+08:00": date(2026, 11, 22),
    "2026-12-31T17:00:00+00:00": date(2027, 1, 1),
    "2028-02-28T17:00:00+00:00": date(2028, 2, 29),
}


@pytest.mark.parametrize("moment", list(MOMENTS))
def test_legal_date_turns_at_midnight_in_jakarta(moment: str) -> None:
    assert clock.legal_date(datetime.fromisoformat(moment)) == MOMENTS[moment]
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert clock.today() == MOMENTS[moment]


def test_legal_midnight_is_the_first_moment_of_its_day() -> None:
    start = clock.legal_midnight(date(2026, 11, 22))
    assert start == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert clock.legal_date(start) == date(2026, 11, 22)
    assert clock.legal_date(start - timedelta(microseconds=1)) == date(2026, 11, 21)


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


def test_new_id_is_of_version_seven_and_in_order_of_time() -> None:
    made = []
    for minute in range(50):
        with time_machine.travel(datetime(2026, 11, 22, 9, minute, tzinfo=UTC), tick=False):
            made += [ids.new_id() for _ in range(20)]
    assert {(found.version, found.variant) for found in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == len(made)
    minutes = [made[start : start + 20] for start in range(0, len(made), 20)]
    assert all(max(one) < min(other) for one, other in pairwise(minutes))


def test_new_id_tells_its_time_to_the_millisecond() -> None:
    moment = datetime(2026, 11, 22, 9, 0, 0, 123_000, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert ids.new_id().int >> 80 == int(moment.timestamp() * 1000)


def test_random_id_is_of_version_four_and_tells_nothing() -> None:
    made = [ids.random_id() for _ in range(200)]
    assert {(found.version, found.variant) for found in made} == {(4, "specified in RFC 4122")}
    assert len({found.int >> 80 for found in made}) > 190, "its first bits are no time"


def test_reference_can_be_read_out_over_the_phone() -> None:
    assert not set("".join(ids.reference() for _ in range(200))) & set("01IOU")
    assert len(ids.reference(6)) == 6
    assert len(ids.ALPHABET) == 31, "a prime: check characters find every single wrong sign"


@pytest.fixture
def counted(db: None) -> tuple[UUID, list[TallyFact]]:
    """A subject counted twice, and another once."""
    subject = ids.new_id()
    for kind, whom in (("departed", subject), ("returned", subject), ("departed", ids.new_id())):
        tally.count(kind, date(2026, 11, 22), whom, {"country": "TW"})
    return subject, list(TallyFact.objects.order_by("id"))


def test_count_names_a_subject_by_a_random_identifier_only(counted: tuple[UUID, list[TallyFact]]) -> None:
    subject, facts = counted
    assert subject not in {fact.subject for fact in facts}
    assert len({fact.subject for fact in facts}) == 2
    assert {fact.subject.version for fact in facts} == {4}
    assert TallySubject.objects.get(pk=subject).counted_as == facts[0].subject


@pytest.mark.parametrize("change", ["UPDATE tally_fact SET kind = ''", "DELETE FROM tally_fact"])
def test_fact_is_never_changed(counted: tuple[UUID, list[TallyFact]], change: str) -> None:
    for as_role, words in (("rantau_app", "permission denied"), ("NONE", "Cannot update or delete")):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {as_role}")
            with pytest.raises(Exception, match=words), transaction.atomic():
                cursor.execute(change)


@pytest.mark.control
def test_control_without_the_trigger_a_fact_is_changed(counted: tuple[UUID, list[TallyFact]]) -> None:
    world.without("ALTER TABLE tally_fact DISABLE TRIGGER USER")
    with world.as_owner():
        assert TallyFact.objects.update(kind="x") == 3
