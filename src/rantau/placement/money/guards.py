"""Small checks of statements and payments."""

from datetime import date
from uuid import UUID

from rantau.kernel.refusals import Refusal, refusal, refuse
from rantau.placement.money import refusals as refusals
from rantau.placement.money.models import CostStatement, Payment


def live_statement(dossier_id: UUID) -> CostStatement:
    """Return the present cost statement with its row locked.

    Raises:
        Refused: ``no_cost_statement``.
    """
    rows = CostStatement.objects.select_for_update().filter(dossier=dossier_id, superseded_at__isnull=True)
    return rows.first() or refuse("no_cost_statement")


def paid_by_today(paid_on: date, today: date) -> Refusal | None:
    """Return why a day of payment cannot be, or None."""
    return refusal("paid_in_future") if paid_on > today else None


def may_ask_back(payment: Payment) -> Refusal | None:
    """Return why nothing can be asked back for this payment, or None."""
    if payment.overcharge == 0 or payment.settled_at is not None:
        return refusal("nothing_to_refund")
    return refusal("refund_asked_already") if payment.refund_asked_at is not None else None
