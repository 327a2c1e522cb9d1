"""Changes to money: what it costs and who pays, what was paid, what must come back."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids, uploads
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.content import Content
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.agreements.voids import void
from rantau.placement.demand.guards import require
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.guards import live_statement, may_ask_back, paid_by_today
from rantau.placement.money.lines import (
    CANDIDATE,
    Line,
    borne_by_her,
    lines_on,
    overcharged,
    restored,
    rupiah,
)
from rantau.placement.money.models import CostStatement, Payment
from rantau.placement.money.selectors import borne_already


class IssueCostStatement(Command):
    """List what everything costs and who pays, as today's rulebook says for her country, job and scheme."""

    dossier_id: UUID


@action(
    roles={Role.AGENCY_OFFICER, Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("UU18-30",),
    title=("Buat rincian biaya", "Issue the cost statement"),
)
def issue_cost_statement(tx: Tx, command: IssueCostStatement) -> Answer:
    """Issue, or renew when the law says something else now: she is then asked again. Equal lines change nothing."""
    dossier = file.lock_open(command.dossier_id)
    lines, version = lines_on(dossier, tx.today)
    stored = [line.stored() for line in lines]
    old = CostStatement.objects.select_for_update().filter(dossier=dossier, superseded_at__isnull=True).first()
    if old is not None:
        if old.lines == stored:
            return {"statement": str(old.pk), "total_candidate": old.total_candidate}
        _supersede(tx, dossier, old)
    row = CostStatement(
        id=ids.new_id(),
        dossier=dossier,
        pack_version=version,
        lines=stored,
        total_candidate=borne_by_her(lines),
        issued_at=tx.now,
        issued_by_holder=tx.actor.holder_id,
    )
    row.save(force_insert=True)
    said = Statement("cost_statement", "desk", issued_on=tx.today, values=_values(row))
    file.prove(tx, dossier, said)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.outbox("sms", "cost_statement_ready", recipient=dossier.person_id, subject=dossier.pk)
    return {"statement": str(row.pk), "total_candidate": row.total_candidate}


def _supersede(tx: Tx, dossier: Dossier, old: CostStatement) -> None:
    old.superseded_at = tx.now
    old.save(update_fields=["superseded_at"])
    if old.acknowledged_at is not None:
        void(tx, dossier, "cost_statement", "renewed")


def _values(row: CostStatement) -> dict[str, str | int]:
    return {"statement": str(row.pk), "total": row.total_candidate, "pack": row.pack_version}


class AcknowledgeCostStatement(Command):
    """She has read this very statement, or was read it, and knows what she pays. A desk records paper or thumbprint."""

    dossier_id: UUID
    statement_id: UUID
    confirmation: Literal["on_screen", "signed_paper", "thumbprint"]


@action(
    roles={Role.CANDIDATE, Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("UU18-30",),
    title=("Setujui rincian biaya", "Acknowledge the cost statement"),
)
def acknowledge_cost_statement(tx: Tx, command: AcknowledgeCostStatement) -> Answer:
    """Acknowledge the present statement; it comes before any signature."""
    dossier = file.lock_open(command.dossier_id)
    row = live_statement(dossier.pk)
    herself = tx.actor.person_id == dossier.person_id
    if row.pk != command.statement_id:
        refuse("cost_statement_changed")
    if row.acknowledged_at is not None:
        refuse("changed_meanwhile")
    if herself == (command.confirmation != "on_screen"):
        refuse("her_confirmation_needed")
    row.acknowledged_at, row.confirmation = tx.now, command.confirmation
    row.save(update_fields=["acknowledged_at", "confirmation"])
    origin = "self" if herself else "desk"
    proof = Statement("cost_statement", origin, issued_on=tx.today, values=_values(row))
    file.prove(tx, dossier, proof, verified=True)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.tally("cost_statement_acknowledged", dossier.pk, **file.dimensions(dossier))
    return {"statement": str(row.pk)}


class RecordPayment(Command):
    """Somebody paid; amount in whole rupiah, day of payment a legal date; ``content`` is its receipt."""

    dossier_id: UUID
    component: str = Field(min_length=2, max_length=40)
    payer: Literal["candidate", "agency", "employer", "government"]
    payee: str = Field(min_length=2, max_length=120)
    amount: int = Field(gt=0, le=10**12)
    paid_on: date
    content: Content = b""


@action(
    roles={Role.CANDIDATE, Role.AGENCY_OFFICER, Role.PLACEMENT_OFFICER, Role.VERIFIER},
    subject="dossier_id",
    law=("UU18-30", "UU18-72"),
    title=("Catat pembayaran", "Record a payment"),
)
def record_payment(tx: Tx, command: RecordPayment) -> Answer:
    """Record a payment. What was not hers to bear is stored with it, counted, and told to her; it never stops her."""
    dossier = file.lock(command.dossier_id)
    require(paid_by_today(command.paid_on, tx.today))
    excess = _excess(dossier, command)
    row = Payment(
        id=ids.new_id(),
        receipt=uploads.store(tx, dossier.pk, dossier.person_id, command.content) if command.content else None,
        overcharge=excess,
        stated_by=tx.actor.account_id or refuse("not_allowed"),
        made_at=tx.now,
        **command.model_dump(exclude={"content"}),
    )
    row.save(force_insert=True)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    if excess:
        _raise_overcharge(tx, dossier, row)
    return {"payment": str(row.pk), "overcharge": excess}


def _excess(dossier: Dossier, command: RecordPayment) -> int:
    if command.payer != CANDIDATE:
        return 0
    before = borne_already(dossier.pk, command.component)
    return overcharged(_told_or_law(dossier, command.paid_on), command.component, command.amount, before)


def _told_or_law(dossier: Dossier, day: date) -> tuple[Line, ...]:
    """Return the lines she was told, else those of the law on the day of payment; none while no job is known."""
    told = CostStatement.objects.filter(dossier=dossier, superseded_at__isnull=True).first()
    if told is not None:
        return restored(told.lines)
    return lines_on(dossier, day)[0] if dossier.country_id and dossier.occupation_id else ()


def _raise_overcharge(tx: Tx, dossier: Dossier, row: Payment) -> None:
    tx.tally("overcharge", dossier.pk, component=row.component, **file.dimensions(dossier))
    tx.outbox(
        "sms", "overcharge", recipient=dossier.person_id, subject=dossier.pk, amount=rupiah(row.overcharge),
        component=row.component,
    )  # fmt: skip


class AboutPayment(Command):
    """Something about one payment."""

    payment_id: UUID


def _dossier_of(command: AboutPayment) -> UUID | None:
    return Payment.objects.filter(pk=command.payment_id).values_list("dossier_id", flat=True).first()


class AttachReceipt(AboutPayment):
    """A photo or PDF that proves a payment which was recorded without one."""

    content: Content


@action(
    roles={Role.CANDIDATE, Role.PLACEMENT_OFFICER, Role.VERIFIER},
    subject=_dossier_of,
    law=("UU18-30", "UU18-72", "RANTAU-UPLOAD"),
    title=("Lampirkan kuitansi", "Attach a receipt"),
)
def attach_receipt(tx: Tx, command: AttachReceipt) -> Answer:
    """Attach the first receipt of a payment. Another does not take its place: what was shown once stays on file.

    Refuses receipt_needed, receipt_attached_already, and what uploads refuse.
    """
    payment = _lock(command.payment_id)
    if not command.content:
        refuse("receipt_needed")
    if payment.receipt_id is not None:
        refuse("receipt_attached_already")
    dossier = payment.dossier
    payment.receipt = uploads.store(tx, dossier.pk, dossier.person_id, command.content)
    payment.save(update_fields=["receipt"])
    tx.subject(dossier.pk, person=dossier.person_id, refs=(payment.pk,))
    return {"payment": str(payment.pk)}


class AskRefund(AboutPayment):
    """She wants back what was not hers to pay."""


@action(
    roles={Role.CANDIDATE},
    reach=Reach.SELF,
    subject=_dossier_of,
    law=("UU18-72",),
    title=("Minta uang saya kembali", "Ask for my money back"),
)
def ask_refund(tx: Tx, command: AskRefund) -> Answer:
    """Ask the agency to return an overcharge; it holds up nothing of hers."""
    payment = _lock(command.payment_id)
    require(may_ask_back(payment))
    payment.refund_asked_at = tx.now
    payment.save(update_fields=["refund_asked_at"])
    dossier = payment.dossier
    tx.subject(dossier.pk, person=dossier.person_id, refs=(payment.pk,))
    tx.tally("refund_asked", dossier.pk, component=payment.component, **file.dimensions(dossier))
    tx.outbox(
        "email", "refund_asked", recipient=dossier.agency_id, subject=dossier.pk, number=dossier.number,
        amount=rupiah(payment.overcharge),
    )  # fmt: skip
    return {"asked": payment.overcharge}


class ConfirmRefund(AboutPayment):
    """She has the money back."""


@action(
    roles={Role.CANDIDATE},
    reach=Reach.SELF,
    subject=_dossier_of,
    law=("UU18-72",),
    title=("Uang saya sudah kembali", "I have my money back"),
)
def confirm_refund(tx: Tx, command: ConfirmRefund) -> Answer:
    """Settle an overcharge; only she can say that the money came back."""
    payment = _lock(command.payment_id)
    if payment.overcharge == 0 or payment.settled_at is not None:
        refuse("nothing_to_refund")
    payment.settled_at = tx.now
    payment.save(update_fields=["settled_at"])
    dossier = payment.dossier
    tx.subject(dossier.pk, person=dossier.person_id, refs=(payment.pk,))
    tx.tally("refund_settled", dossier.pk, component=payment.component, **file.dimensions(dossier))
    return {"settled": payment.overcharge}


def _lock(payment_id: UUID) -> Payment:
    rows = Payment.objects.select_for_update(of=("self",)).select_related("dossier__person")
    return rows.filter(pk=payment_id).first() or refuse("not_found")
