"""Two walls, one opinion: what Python says an actor sees is what row security shows her, in any world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Kind, scope, sees, subjects_seen_by
from tests import world

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SPANS = {  # from and to, as distances from now
    "open": (-HOUR, None),
    "until later": (-HOUR, HOUR),
    "ended": (-2 * HOUR, -HOUR),
    "just ended": (-HOUR, -timedelta(microseconds=1)),
    "future": (HOUR, None),
    "future term": (HOUR, 2 * HOUR),
    "never": (HOUR, HOUR),
}
UNITS = [UUID(int=1000 + n) for n in range(5)]
SUBJECTS = [UUID(int=2000 + n) for n in range(6)]


@dataclass(frozen=True)
class Grant:
    """One grant of a world: which subject, which unit (or the subject's own), which span."""

    subject: UUID
    unit: UUID
    span: str


GRANTS = st.lists(
    st.builds(
        Grant, st.sampled_from(SUBJECTS), st.sampled_from([*UNITS, *SUBJECTS[:2]]), st.sampled_from(sorted(SPANS))
    ),
    max_size=14,
)
ACTORS = st.lists(st.lists(st.sampled_from([*UNITS, *SUBJECTS[:2]]), max_size=4), min_size=1, max_size=3)


def build(grants: Sequence[Grant]) -> None:
    """Write a world's rows: two statements, whatever its size."""
    now = clock.now()
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO data_key (subject, wrapped, made_at) SELECT unnest(%s::uuid[]), 'x', now()", [SUBJECTS]
        )
        ends = [SPANS[grant.span][1] for grant in grants]
        cursor.execute(
            "INSERT INTO access_grant (id, subject, unit, basis, valid_from, valid_to)"
            " SELECT gen_random_uuid(), s, u, n::text, f, t FROM unnest(%s::uuid[], %s::uuid[], %s::timestamptz[],"
            " %s::timestamptz[]) WITH ORDINALITY AS g (s, u, f, t, n)",
            [
                [grant.subject for grant in grants],
                [grant.unit for grant in grants],
                [now + SPANS[grant.span][0] for grant in grants],
                [None if end is None else now + end for end in ends],
            ],
        )


def shown_to(actor: Actor) -> set[UUID]:
    """What row security shows of the world's subjects."""
    with scope(actor), connection.cursor() as cursor:
        cursor.execute("SELECT subject FROM data_key")
        return {row[0] for row in cursor.fetchall()}


def compare(grants: Sequence[Grant], actors: Sequence[Sequence[UUID]]) -> None:
    """Build a world, compare both opinions for each of its actors, and take the world away again."""
    with transaction.atomic():
        build(grants)
        for units in actors:
            actor = Actor(Kind.CLOCK, units=tuple(units))
            shown = shown_to(actor)
            assert set(subjects_seen_by(actor)) == shown
            assert sees(actor, SUBJECTS[0]) == (SUBJECTS[0] in shown)
        transaction.set_rollback(True)


def sight(examples: int) -> settings:
    """Hypothesis for so many worlds."""
    return settings(max_examples=examples, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


@sight(200)
@given(GRANTS, ACTORS)
def test_scope_in_python_equals_row_security(grants: list[Grant], actors: list[list[UUID]]) -> None:
    compare(grants, actors)


@pytest.mark.long
@sight(10_000)
@given(GRANTS, ACTORS)
def test_scope_in_python_equals_row_security_in_ten_thousand_worlds(
    grants: list[Grant], actors: list[list[UUID]]
) -> None:
    compare(grants, actors)


@pytest.mark.parametrize("span", sorted(SPANS))
def test_scope_shows_a_subject_only_while_its_grant_holds(span: str) -> None:
    build([Grant(SUBJECTS[0], UNITS[0], span)])
    shown = shown_to(Actor(Kind.CLOCK, units=(UNITS[0],)))
    assert shown == ({SUBJECTS[0]} if span in ("open", "until later") else set())


FORGETS_TIME = """
ALTER POLICY see ON data_key USING
(EXISTS (SELECT FROM access_grant g WHERE g.subject = data_key.subject AND g.unit = ANY (rantau_units())))
"""
FORGETS_UNITS = """
CREATE OR REPLACE FUNCTION rantau_units() RETURNS uuid[] LANGUAGE sql STABLE AS
'SELECT array_agg(unit) FROM access_grant'
"""


@pytest.mark.control
@pytest.mark.parametrize(
    "weakened",
    [
        "ALTER POLICY see ON data_key USING (true)",
        FORGETS_TIME,
        FORGETS_UNITS,
    ],
)
def test_control_with_a_weakened_wall_the_two_disagree(weakened: str) -> None:
    world.without(weakened)
    with pytest.raises(AssertionError):
        compare([Grant(SUBJECTS[0], UNITS[0], "ended"), Grant(SUBJECTS[1], UNITS[1], "open")], [[UNITS[0]]])
