"""Costs, payments and what must come back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.kernel.actors import reading
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import (
    AcknowledgeCostStatement,
    AskRefund,
    AttachReceipt,
    ConfirmRefund,
    RecordPayment,
)
from rantau.placement.money.models import Payment
from rantau.placement.money.selectors import Money, money_of, payment_of, receipt_of
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.mine.bearing import bearing, titles
from rantau.web.mine.forms import PaymentForm, ReceiptForm
from rantau.web.mine.going import OWN, done, own_page, shown
from rantau.web.showing import attachment

OTHER = ("other", gettext_lazy("Lainnya"))


@own_page
def costs(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """Show what everything costs and who pays; let her acknowledge the statement she reads."""
    if request.method == "POST":
        act(
            request, AcknowledgeCostStatement, dossier_id=dossier.pk, statement_id=request.POST.get("statement_id"),
            confirmation="on_screen",
        )  # fmt: skip
        return done(request, _("Terima kasih. Rincian biaya ini tercatat sudah Anda baca."), "mine_home")
    return shown(request, "mine/costs.html", lambda: _costs(request, dossier))


def _costs(request: ActorRequest, dossier: Dossier) -> dict[str, Any]:
    money = money_of(request.actor, dossier)
    return {"dossier": dossier, "money": money, "bearing": bearing(money), "owed": owed(money)}


def owed(money: Money) -> list[Payment]:
    """Return what was charged to her wrongly and has not come back."""
    return [row for row in money.payments if row.overcharge and not row.settled_at]


@own_page
def payments(request: ActorRequest, dossier: Dossier) -> HttpResponse:
    """List what she paid; record a payment with a photo of its receipt."""
    form = _form(request, dossier)
    if request.method == "POST":
        made = _record(request, form, dossier)
        if made is not None:
            words = (
                _("Pembayaran tercatat. Sebagian bukan tanggungan Anda; lihat di bawah.")
                if made
                else _("Pembayaran tercatat.")
            )
            return done(request, words, "mine_payments")
    return shown(request, "mine/payments.html", lambda: _payments(request, form, dossier))


def _form(request: ActorRequest, dossier: Dossier) -> PaymentForm:
    with reading(request.actor):
        names = titles(money_of(request.actor, dossier))
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    return PaymentForm(*files, components=[*names.items(), (OTHER[0], str(OTHER[1]))])


def _payments(request: ActorRequest, form: PaymentForm, dossier: Dossier) -> dict[str, Any]:
    money = money_of(request.actor, dossier)
    names = {**titles(money), OTHER[0]: OTHER[1]}
    return {
        "money": money,
        "rows": [{"row": row, "title": names.get(row.component, row.component)} for row in money.payments],
        "owed": owed(money),
        "form": form,
    }


def _record(request: ActorRequest, form: PaymentForm, dossier: Dossier) -> int | None:
    answer = submit(request, form, RecordPayment, dossier_id=dossier.pk, payer="candidate")
    return None if answer is None else int(str(answer["overcharge"]))


@own_page
def receipt(request: ActorRequest, dossier: Dossier, payment_id: UUID) -> HttpResponse:
    """Attach the receipt of a payment, or give a copy of it: asked for with a button, since opening is recorded."""
    if "copy" in request.POST:
        return attachment(*receipt_of(request.actor, dossier.pk, payment_id, "own"), _("kuitansi"))
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and submit(request, form, AttachReceipt, payment_id=payment_id) is not None:
        return done(request, _("Kuitansi sudah tersimpan."), "mine_payments")
    return shown(request, "mine/receipt.html", lambda: _receipt(request, dossier, payment_id, form))


def _receipt(request: ActorRequest, dossier: Dossier, payment_id: UUID, form: ReceiptForm) -> dict[str, Any]:
    names = {**titles(money_of(request.actor, dossier)), OTHER[0]: OTHER[1]}
    payment = payment_of(request.actor, dossier.pk, payment_id)
    return {"payment": payment, "title": names.get(payment.component, payment.component), "form": form}


@page(roles=OWN)
def refund(request: ActorRequest, payment_id: UUID) -> HttpResponse:
    """Ask for money back that was not hers to pay, or say that it came. Sent from the list of payments only."""
    if request.method != "POST":
        return redirect("mine_payments")
    if "back" in request.POST:
        act(request, ConfirmRefund, payment_id=payment_id)
        return done(request, _("Tercatat: uang itu sudah kembali kepada Anda."), "mine_payments")
    act(request, AskRefund, payment_id=payment_id)
    return done(request, _("Permintaan Anda sudah kami kirim ke P3MI. Berkas Anda jalan terus."), "mine_payments")
