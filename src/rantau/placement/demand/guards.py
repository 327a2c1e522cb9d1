"""Small checks of orders and permits."""

from datetime import date
from uuid import UUID

import rantau.placement.demand.refusals  # noqa: F401 - the texts register themselves
from rantau.kernel.actions import Tx
from rantau.kernel.refusals import Refusal, Refused, refusal, refuse
from rantau.placement.demand.models import JobOrder, Permit


def order_stands(order: JobOrder, day: date) -> Refusal | None:
    """Return why an order cannot carry a permit on a legal date, or None: verified and within its time."""
    in_time = order.valid_until is None or order.valid_until >= day
    if order.state == "verified" and in_time:
        return None
    return refusal("order_not_verified", mission=order.mission.name)


def permit_stands(permit: Permit, day: date) -> Refusal | None:
    """Return why nobody can be recruited under this permit on a legal date, or None: granted and in its term."""
    if (
        permit.state == "granted"
        and permit.valid_from
        and permit.valid_until
        and (permit.valid_from <= day <= permit.valid_until)
    ):
        return None
    return refusal("permit_not_granted", day=f"{day:%d-%m-%Y}")


def require_other_person(tx: Tx, asked_by_holder: UUID | None) -> None:
    """Refuse when the natural person who asked is the one who now decides, whatever account she uses.

    Raises:
        Refused: ``decides_own_request``.
    """
    if asked_by_holder is not None and asked_by_holder == tx.actor.holder_id:
        refuse("decides_own_request")


def require(*answers: Refusal | None) -> None:
    """Refuse the first check that says why not.

    Raises:
        Refused: whatever that check answered.
    """
    for why in answers:
        if why is not None:
            raise Refused(why)
