"""The payments of a file in rows: what for, who paid whom and when, what of it was not hers to pay."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rantau.placement.money.models import Payment
from rantau.placement.money.selectors import Money
from rantau.web.costs import component_name, payer_name


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment; ``over`` is the part that was somebody else's to bear, in whole rupiah."""

    id: UUID
    on: date
    what: str
    payer: object
    payee: str
    amount: int
    over: int
    settled: bool
    receipt: bool


def shown(money: Money) -> list[Paid]:
    """Return every payment, the newest first."""
    return [_paid(row) for row in reversed(money.payments)]


def _paid(row: Payment) -> Paid:
    return Paid(
        id=row.pk,
        on=row.paid_on,
        what=component_name(row.component),
        payer=payer_name(row.payer),
        payee=row.payee,
        amount=row.amount,
        over=row.overcharge,
        settled=row.settled_at is not None,
        receipt=row.receipt_id is not None,
    )
