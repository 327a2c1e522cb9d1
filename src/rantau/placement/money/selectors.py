"""Reads about money, inside the reader's scope. Amounts are whole rupiah."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from rantau.kernel import journal, uploads
from rantau.kernel.actors import Actor, scope, sees
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.parts import parts_of
from rantau.placement.money.lines import CANDIDATE, Line, restored
from rantau.placement.money.models import CostStatement, Payment
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.model import Text

OTHER = "other"  # a payment for something no edition names


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row of her table: what for, who bears it, the ceiling, what she paid, what of it was not hers to pay."""

    component: str
    title_id: str
    title_en: str
    payer: str
    ceiling: int | None
    paid: int
    overcharge: int
    rule: str


@dataclass(frozen=True, slots=True)
class Money:
    """The whole table of a file with its totals; ``to_return`` is the overcharge she has not got back."""

    statement: CostStatement | None
    rows: tuple[MoneyRow, ...]
    payments: tuple[Payment, ...]
    borne_by_her: int
    paid: int
    overcharge: int
    to_return: int


def component_titles() -> dict[str, Text]:
    """Return the name of every cost that any edition of the rulebook knows, by its code, and of what is none of them.

    Raises:
        Refused: no rulebook is in force.
    """
    known = {row.code: Text(row.name_id, row.name_en) for pack in rulebook().packs for row in pack.components}
    return {**known, OTHER: Text("Lainnya", "Something else")}


def borne_already(dossier_id: UUID, component: str) -> int:
    """Return what she has rightly paid for a component so far: payments less what was overcharged."""
    mine = Payment.objects.filter(dossier=dossier_id, component=component, payer=CANDIDATE)
    return int(mine.aggregate(sum=Sum(F("amount") - F("overcharge")))["sum"] or 0)


def payment_of(actor: Actor, dossier_id: UUID, payment_id: UUID) -> Payment:
    """Return a payment of a file the actor sees, if her roles read money.

    Raises:
        Refused: ``not_found``.
    """
    rows = Payment.objects.select_related("dossier", "receipt").filter(pk=payment_id, dossier=dossier_id)
    seen = parts_of(actor).money and sees(actor, dossier_id)
    return (rows.first() if seen else None) or refuse("not_found")


def receipt_of(actor: Actor, dossier_id: UUID, payment_id: UUID, purpose: str) -> tuple[str, bytes]:
    """Return media type and content of a receipt; its opening is journalled with the purpose first.

    Runs in a transaction of its own.

    Raises:
        Refused: ``not_found``, also when there is no receipt.
    """
    with transaction.atomic(durable=True), scope(actor):
        payment = payment_of(actor, dossier_id, payment_id)
        receipt = payment.receipt or refuse("not_found")
        about = journal.About(dossier_id, payment.dossier.person_id, (payment.pk,), purpose)
        journal.write(actor, "open_receipt", "read", about, {"payment": str(payment.pk)})
        return receipt.media_type, uploads.load(receipt)


def money_of(actor: Actor, dossier: Dossier) -> Money:
    """Return the money page of a file the actor sees, if her roles read money; empty for anybody else."""
    if not parts_of(actor).money or not sees(actor, dossier.pk):
        return Money(None, (), (), 0, 0, 0, 0)
    statement = CostStatement.objects.filter(dossier=dossier.pk, superseded_at__isnull=True).first()
    lines = restored(statement.lines) if statement else ()
    payments = tuple(Payment.objects.filter(dossier=dossier.pk).order_by("paid_on", "id"))
    mine = [payment for payment in payments if payment.payer == CANDIDATE]
    return Money(
        statement=statement,
        rows=_rows(lines, mine),
        payments=payments,
        borne_by_her=statement.total_candidate if statement else 0,
        paid=sum(payment.amount for payment in mine),
        overcharge=sum(payment.overcharge for payment in mine),
        to_return=sum(payment.overcharge for payment in mine if payment.settled_at is None),
    )


def _rows(lines: tuple[Line, ...], mine: list[Payment]) -> tuple[MoneyRow, ...]:
    """Return a row per line, and one per component she paid for although no line names it."""
    listed = {line.component for line in lines}
    unlisted = sorted({payment.component for payment in mine} - listed)
    titles = component_titles() if unlisted else {}
    extra = [_unlisted(name, titles.get(name, Text(name, name))) for name in unlisted]
    return tuple(_row(line, mine) for line in (*lines, *extra))


def _unlisted(component: str, title: Text) -> Line:
    return Line(component, title.id, title.en, "nobody", None, "UU18-72")


def _row(line: Line, mine: list[Payment]) -> MoneyRow:
    here = [payment for payment in mine if payment.component == line.component]
    return MoneyRow(
        line.component,
        line.title_id,
        line.title_en,
        line.payer,
        line.ceiling,
        sum(payment.amount for payment in here),
        sum(payment.overcharge for payment in here),
        line.rule,
    )
