"""Every invariant of the data in one list. A room contributes functions; nothing here knows how they look."""

from collections.abc import Callable, Sequence

from django.db import transaction

from rantau.kernel import allotments
from rantau.kernel.actors import scope
from rantau.placement.demand.models import PermitClaim, PermitQuota
from rantau.placement.dossiers.jobs import differing_from_cache, overdue
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.people.jobs import overdue_withdrawals

Check = Callable[[], Sequence[object]]
CHECKS: dict[str, Check] = {
    "permit quotas equal their living claims": lambda: allotments.drifted(PermitQuota, PermitClaim),
    "orientation classes equal their living seats": lambda: allotments.drifted(OrientationClass, SeatClaim),
    "no withdrawn consent is open past its term": overdue_withdrawals,
    "no dossier is due for assessment": overdue,
    "recomputing a dossier gives what is cached": differing_from_cache,
}


def check_all() -> dict[str, Sequence[object]]:
    """Run every check in the clock's scope and return what violates it."""
    with transaction.atomic(), scope(clock_actor()):
        return {name: check() for name, check in CHECKS.items()}
