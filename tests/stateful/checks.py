"""What must hold at every moment of every example, whatever anybody did.

``rantau invariants`` looks at what an installation can know of itself; here stands what the example knows besides. The
questions are asked of the tables themselves, around the wall, all in one statement: each returns what breaks it.
"""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from hypothesis.stateful import invariant

from rantau.cli.invariants import CHECKS
from rantau.kernel.actors import reading, scope, subjects_seen_by
from rantau.kernel.models import Evidence, OutboxMessage
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.selectors import clock_actor
from tests import world
from tests.stateful.telling import Telling

LIVING = "state IN ('held', 'offered', 'confirmed', 'used')"
BREACHES = {
    "a quota place is oversold": "SELECT id FROM permit_quota WHERE taken > capacity OR taken < 0",
    "a seat is oversold": "SELECT id FROM orientation_class WHERE taken > capacity OR taken < 0",
    "a permit holds more living claims than places": (
        f"SELECT counter_id FROM permit_claim c JOIN permit_quota q ON q.id = c.counter_id WHERE c.{LIVING}"
        " GROUP BY counter_id, q.capacity HAVING count(*) > q.capacity"
    ),
    "a person has two open files of one scheme": (
        "SELECT person_id FROM dossier WHERE closed_on IS NULL GROUP BY person_id, scheme HAVING count(*) > 1"
    ),
    "a file has two living seats": (
        "SELECT holder FROM seat_claim WHERE state = 'confirmed' GROUP BY holder HAVING count(*) > 1"
    ),
    "placed after departed": (
        "SELECT id FROM dossier WHERE placed_on > departed_on OR (placed_on IS NULL AND departed_on IS NOT NULL)"
    ),
    "a card by fewer than two persons of two units (K1)": (
        "SELECT id FROM card WHERE issued_by_holder = checked_by_holder OR issued_by_unit = checked_by_unit"
    ),
    "a card whose checker checked nothing (K1)": (
        "SELECT c.id FROM card c JOIN dossier d ON d.id = c.dossier_id WHERE NOT EXISTS (SELECT FROM evidence e"
        " WHERE e.subject IN (d.id, d.person_id) AND e.state = 'verified' AND e.decided_by_holder = c.checked_by_holder"
        " AND e.decided_by_unit = c.checked_by_unit AND e.decided_at <= c.issued_at)"
    ),
    "a card issued by who decided on a paper (K1)": (
        "SELECT c.id FROM card c JOIN evidence e ON e.subject = c.dossier_id AND e.state = 'verified'"
        " WHERE e.decided_by_holder = c.issued_by_holder AND e.decided_at <= c.issued_at AND e.origin = 'desk'"
        " AND e.kind IN ('ktp', 'passport', 'medical', 'visa')"
    ),
    "a certificate without its minutes (K4)": (
        "SELECT o.id FROM orientation_certificate o JOIN seat_claim s ON s.id = o.seat_id JOIN orientation_class k"
        " ON k.id = s.counter_id WHERE s.attended_minutes * k.hours * 60 < 10 * extract(epoch FROM ends_at - starts_at)"
        " OR s.approved_by_holder IS NULL OR s.approved_by_holder = s.marked_by_holder"
    ),
    "a departure past a red result": (
        "SELECT g.id FROM gate_check g JOIN dossier d ON d.id = g.dossier_id WHERE outcome = 'departed'"
        " AND (result = 'red' OR d.departed_on IS NULL)"
    ),
    "a departure that left its place confirmed": (
        "SELECT g.id FROM gate_check g JOIN permit_claim c ON c.holder = g.dossier_id"
        " WHERE g.outcome = 'departed' AND c.state = 'confirmed'"
    ),
    "a hold reviewed by who held": (
        "SELECT id FROM gate_check WHERE reviewed_by_holder IN (decided_by_holder, checked_by_holder)"
    ),
    "a closed file holds a place": (
        f"SELECT c.id FROM permit_claim c JOIN dossier d ON d.id = c.holder WHERE c.{LIVING}"
        " AND d.closed_on IS NOT NULL AND d.departed_on IS NULL"
    ),
    "a cancelled class holds a seat": (
        "SELECT s.id FROM seat_claim s JOIN orientation_class k ON k.id = s.counter_id"
        " WHERE k.cancelled_at IS NOT NULL AND s.state = 'confirmed'"
    ),
    "an overcharge larger than what was paid": "SELECT id FROM payment WHERE overcharge > amount OR overcharge < 0",
    "a correction decided by who asked (K3)": "SELECT id FROM correction WHERE decided_by_holder = proposed_by_holder",
    "placed counted twice": (
        "SELECT subject FROM tally_fact WHERE kind = 'placed' GROUP BY subject HAVING count(*) > 1"
    ),
    "two effects under one key": (
        "SELECT account FROM idempotency_key GROUP BY account, key HAVING count(*) > 1"
    ),
    "an act of nobody": "SELECT id FROM journal_entry WHERE actor_kind = 'person' AND account IS NULL",
    "something told between rooms that nobody heard": (
        "SELECT id FROM outbox_message WHERE channel = 'internal' AND state = 'dead'"
    ),
    **{
        f"{kind} is not counted as often as it happened": (
            f"SELECT gen_random_uuid() WHERE (SELECT count(*) FROM tally_fact WHERE kind = '{kind}')"
            f" <> (SELECT count(*) FROM {table})"
        )
        for kind, table in (
            ("agreement_signed", "placement_agreement"), ("card_issued", "card"), ("orientation_booked", "seat_claim"),
            ("orientation_certified", "orientation_certificate"), ("gate_checked", "gate_check"),
        )
    },
}  # fmt: skip
ALL_BREACHES = " UNION ALL ".join(
    f"(SELECT '{name}', found FROM ({ask}) AS b (found) LIMIT 1)" for name, ask in BREACHES.items()
)
IDENTITIES = (
    "SELECT p.id, p.name, p.sex, p.birth_date, p.identity_verified_at IS NOT NULL,"
    " (SELECT count(*) FROM correction c WHERE c.person_id = p.id AND c.state = 'approved') FROM person p"
)
Known = tuple[Any, ...]


class Checks(Telling):
    """Everything that is looked at after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.identities: dict[UUID, Known] = {}
        self.proved: dict[UUID, str] = {}
        self.turn = 0

    @invariant()
    def nothing_breaks(self) -> None:
        with world.as_owner(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(ALL_BREACHES)
            found = cursor.fetchall()
        assert found == [], found

    @invariant()
    def products_own_invariants_hold(self) -> None:
        """Whenever rooms have nothing left to tell each other: until then a file may still be due."""
        with transaction.atomic(), scope(clock_actor()):
            if OutboxMessage.objects.filter(channel="internal", state="waiting").exists():
                return
            assert {name: found for name, check in CHECKS.items() if (found := list(check()))} == {}

    @invariant()
    def verified_identities_change_by_decided_corrections_only(self) -> None:
        """Promise K3."""
        with world.as_owner(), connection.cursor() as cursor:
            cursor.execute(IDENTITIES)
            now = {row[0]: row[1:] for row in cursor.fetchall()}
        for person, (*fields, verified, corrections) in now.items():
            *before, was_verified, corrected = self.identities.get(person, (*fields, verified, corrections))
            assert not was_verified or before == fields or corrections > corrected
        self.identities = now

    @invariant()
    def what_was_decided_stays_and_nothing_is_lost(self) -> None:
        with world.as_owner():
            now = dict(Evidence.objects.values_list("pk", "state"))
        assert all(now.get(pk) == state or state == "stated" for pk, state in self.proved.items())
        self.proved = now

    @invariant()
    def row_security_shows_what_python_says(self) -> None:
        """Promise D2, for two of the land's people after each step, everybody in turn."""
        known = [file.dossier for file in self.land.files]
        everybody = [*self.land.cast.values(), *(file.herself for file in self.land.files)]
        for step in range(2):
            actor = everybody[(2 * self.turn + step) % len(everybody)]
            with reading(actor):
                shown = set(Dossier.objects.filter(pk__in=known).values_list("pk", flat=True))
                assert shown == set(subjects_seen_by(actor)) & set(known)
        self.turn += 1

    @invariant()
    def stranger_sees_nothing(self) -> None:
        with reading(self.land.cast["stranger"]):
            assert not Dossier.objects.exists()
            assert not Evidence.objects.exists()
