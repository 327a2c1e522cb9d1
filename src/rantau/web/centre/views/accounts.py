"""Officers of one's own tree: their accounts and what they are posted to."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rantau.kernel import ids
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.actions import CreateAccount, EndPosting, PostOfficer
from rantau.registry.accounts.hidden import new_code
from rantau.registry.accounts.models import Posting
from rantau.registry.accounts.selectors import postings_below, units_below
from rantau.web.access import ActorRequest, page
from rantau.web.acting import act, submit
from rantau.web.centre.forms import AccountForm, PostForm
from rantau.web.centre.roles import HEADS
from rantau.web.showing import Context, done, onward, posted, read, show
from rantau.web.slices import cut
from rantau.web.words import ROLES


@page(roles=HEADS)
def accounts(request: ActorRequest) -> HttpResponse:
    """List who is posted where, within the units one heads."""
    return show(request, "centre/accounts.html", lambda: _accounts(request))


def _accounts(request: ActorRequest) -> Context:
    unit = request.GET.get("unit", "")
    units = list(units_below(request.actor))
    rows = postings_below(request.actor)
    chosen = next((each for each in units if str(each.pk) == unit), None)
    if chosen is not None:
        rows = rows.filter(unit=chosen)
    found = cut(rows, ("id",), request.GET.get("lanjut", ""))
    named = [(row, ROLES.get(row.role, row.role)) for row in found.rows]
    return {"rows": named, "next": found.next, "unit": unit, "units": units, "key": ids.reference()}


@page(roles=HEADS)
def new(request: ActorRequest) -> HttpResponse:
    """Make an account; its one-time password is shown once, to be handed over on paper."""
    units = read(request.actor, lambda: list(units_below(request.actor)))
    form, code = AccountForm(posted(request), about=units), new_code()
    if request.method == "POST" and submit(request, form, CreateAccount, code=code):
        return render(request, "centre/account_made.html", {"username": form.cleaned_data["username"], "code": code})
    return show(request, "centre/account_new.html", lambda: {"form": form})


@page(roles=HEADS)
def post(request: ActorRequest) -> HttpResponse:
    """Post somebody to a role."""
    units = read(request.actor, lambda: list(units_below(request.actor)))
    form = PostForm(posted(request), about=units)
    if request.method == "POST" and submit(request, form, PostOfficer):
        return done(request, _("Penugasan sudah dicatat."), "centre_accounts")
    return show(request, "centre/post.html", lambda: {"form": form})


@page(roles=HEADS)
def end(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """End a posting; it takes effect with the officer's next request."""
    if request.method != "POST":
        return onward("centre_accounts")
    row = read(request.actor, lambda: _posting(request, posting_id))
    act(request, EndPosting, unit_id=row.unit_id, posting_id=posting_id)
    return done(request, _("Penugasan sudah diakhiri."), "centre_accounts")


def _posting(request: ActorRequest, posting_id: UUID) -> Posting:
    return postings_below(request.actor).filter(pk=posting_id).first() or refuse("not_found")
