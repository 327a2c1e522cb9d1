"""What time sets off about persons: withdrawn consents are honoured within their term."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import Refused
from rantau.registry.people.actions import HonourWithdrawal


def honour_withdrawals(actor: Actor) -> int:
    """Look after every withdrawal that is open, each in an act of its own; returns how many are settled now."""
    return sum(_honoured(consent, actor.seeing_too(person)) for consent, person, _due in _open())


def _honoured(consent: UUID, actor: Actor) -> bool:
    """Settle one; a refusal (somebody holds the row) is journalled, stops nobody else, and leaves it open."""
    try:
        return run(HonourWithdrawal(consent_id=consent), actor)["honoured"] is True
    except Refused:
        return False


def _open() -> list[tuple[UUID, UUID, datetime]]:
    """Every open withdrawal: consent, person, term. Asked around the wall: some people are seen by no unit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent, person, due FROM people_open_withdrawals()")
        return list(cursor.fetchall())


def overdue_withdrawals() -> list[UUID]:
    """Invariant: no withdrawal is open past its term. Returns the consents of those that are."""
    return [consent for consent, _person, due in _open() if due <= clock.now()]
