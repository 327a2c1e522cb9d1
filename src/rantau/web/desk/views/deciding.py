"""The decision about a file: shown before it is sent, made once, and then the next file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rantau.kernel.refusals import refuse
from rantau.web.access import ActorRequest, page
from rantau.web.acting import submit
from rantau.web.desk import deciding, reading, roles
from rantau.web.desk.filing import File, read_file
from rantau.web.desk.showing import Context, show
from rantau.web.desk.views.files import next_or_here, whole


def _read(request: ActorRequest, dossier_id: UUID, code: str) -> tuple[File, deciding.Decision]:
    """Return the file and the decision, or tell that a colleague was faster.

    Raises:
        Refused: ``not_found`` out of sight, ``changed_meanwhile`` when there is nothing left to decide.
    """
    file = read_file(request.actor, dossier_id)
    found = deciding.of(request.actor, file, code)
    if found is None or found.code != code:
        refuse("changed_meanwhile")
    return file, found


@page(roles=roles.DESK)
def decide(request: ActorRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Decide, or show first what the person will read."""
    if request.method != "POST":
        return redirect("desk_dossier", dossier_id)
    file, decision = reading.read(request.actor, lambda: _read(request, dossier_id, code))
    form = decision.form_class(request.POST, about=decision)
    looking = request.POST.get("step") == "preview"
    if not looking and form.is_valid() and submit(request, form, decision.command(form), **decision.subject):
        words = _("%(what)s: keputusan tersimpan.") % {"what": decision.title}
        return next_or_here(request, words, dossier_id)
    return show(request, "desk/dossier.html", lambda: _again(request, file, decision, form))


def _again(request: ActorRequest, file: File, decision: deciding.Decision, form: deciding.AnyForm) -> Context:
    form.is_valid()
    if request.POST.get("step") == "preview":
        form.errors.clear()  # looking is allowed before everything is filled in
    shown = {"decision": decision, "preview": deciding.preview(file, decision, form)} if decision.refusable else {}
    return {**whole(request, file, form), **shown}


@page(roles=roles.DESK)
def preview(request: ActorRequest, dossier_id: UUID, code: str) -> HttpResponse:
    """Show only the words the person will read; asked for while the form is filled in."""
    file, decision = reading.read(request.actor, lambda: _read(request, dossier_id, code))
    form = decision.form_class(request.POST or None, about=decision)
    form.is_valid()
    words = deciding.preview(file, decision, form) if form.is_bound else None
    return render(request, "desk/parts/preview.html", {"preview": words})
