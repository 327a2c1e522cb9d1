"""What a second person decides: corrections and recoveries; and numbers claimed by two."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.registry.accounts.hidden import new_code
from rantau.registry.people.actions import ApproveRecovery, DecideCorrection
from rantau.registry.people.selectors import proof_of_correction
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.desk import copies, reading, requests, roles
from rantau.web.desk.forms.person import DecideCorrectionForm
from rantau.web.desk.showing import Context, done, show
from rantau.web.showing import attachment


@page(roles=roles.SECOND_PERSONS)
def corrections(request: ActorRequest) -> HttpResponse:
    """List what waits for a second person; her own proposals are shown without a button."""
    return show(request, "desk/corrections.html", lambda: _waiting(request))


def _waiting(request: ActorRequest) -> Context:
    rows = requests.changes(request.actor, requests.corrections(request.actor))
    recoveries = [(row, row.asked_by_holder == request.actor.holder_id) for row in requests.recoveries(request.actor)]
    return {"rows": rows, "recoveries": recoveries, "may_decide": bool(request.actor.roles & roles.DECIDERS)}


@page(roles=roles.DECIDERS)
def correction(request: ActorRequest, correction_id: UUID) -> HttpResponse:
    """Decide one correction as the second person; hand out its proof, asked for with a button, on record."""
    if "copy" in request.POST:
        return attachment(*proof_of_correction(request.actor, correction_id, copies.EXAMINING), "bukti")
    change = reading.read(request.actor, lambda: requests.correction(request.actor, correction_id))
    form = DecideCorrectionForm(request.POST or None)
    answer = None
    if request.method == "POST":
        answer = submit(request, form, DecideCorrection, person_id=change.person_id, correction_id=correction_id)
    if answer:
        said = _("Perubahan disetujui. Identitasnya harus diverifikasi lagi.") if answer["state"] == "approved" else _(
            "Perubahan ditolak. Orangnya diberi tahu alasannya."
        )  # fmt: skip
        return done(request, said, "desk_corrections")
    return show(request, "desk/correction.html", lambda: {"change": change, "form": form})


@page(roles=roles.DECIDERS)
def recovery(request: ActorRequest, person_id: UUID, recovery_id: UUID) -> HttpResponse:
    """Approve the way back to an account: the code is shown once, to be handed over on paper."""
    if request.method != "POST":
        return show(request, "desk/recovery.html", lambda: _recovery(request, recovery_id))
    code = new_code()
    answer = act(request, ApproveRecovery, person_id=person_id, recovery_id=recovery_id, code=code)
    return render(request, "desk/recovery_code.html", {"code": code, "name": answer["sign_in_name"]})


def _recovery(request: ActorRequest, recovery_id: UUID) -> Context:
    row = next((row for row in requests.recoveries(request.actor) if row.pk == recovery_id), None)
    return {"row": row, "own": row is not None and row.asked_by_holder == request.actor.holder_id}


@page(roles=roles.SECOND_PERSONS)
def disputes(request: ActorRequest) -> HttpResponse:
    """List numbers that two people claim: who, since when, until when, what happens next."""
    return show(request, "desk/disputes.html", lambda: _disputes(request))


def _disputes(request: ActorRequest) -> Context:
    return {"rows": requests.dispute_rows(request.actor), "today": clock.today()}
