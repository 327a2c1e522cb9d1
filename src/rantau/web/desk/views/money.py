"""The receipt of a payment: attached at the counter, handed out as an attachment after it was journalled."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rantau.kernel.actors import Actor
from rantau.placement.money.actions import AttachReceipt
from rantau.placement.money.selectors import payment_of, receipt_of
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.costs import component_name
from rantau.web.desk import copies, roles
from rantau.web.desk.filing import read_file
from rantau.web.desk.forms.dossier import ReceiptForm
from rantau.web.desk.showing import Context, done, show
from rantau.web.showing import attachment


@page(roles=roles.MONEY)
def receipt(request: ActorRequest, dossier_id: UUID, payment_id: UUID) -> HttpResponse:
    """Show a payment; attach its receipt, or hand out a copy, asked for with a button, since reading is recorded."""
    if "copy" in request.POST:
        return attachment(*receipt_of(request.actor, dossier_id, payment_id, copies.EXAMINING), "kuitansi")
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and submit(request, form, AttachReceipt, payment_id=payment_id):
        return done(request, _("Kuitansi sudah tersimpan di berkasnya."), "desk_dossier", dossier_id)
    return show(request, "desk/receipt.html", lambda: _receipt(request.actor, dossier_id, payment_id, form))


def _receipt(actor: Actor, dossier_id: UUID, payment_id: UUID, form: ReceiptForm) -> Context:
    file, payment = read_file(actor, dossier_id), payment_of(actor, dossier_id, payment_id)
    return {
        "head": file.head,
        "payment": payment,
        "title": component_name(payment.component),
        "form": form if actor.roles & roles.ATTACHING else None,
    }
