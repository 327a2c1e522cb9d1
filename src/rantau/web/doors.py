"""Where people arrive after signing in, and how an officer chooses the posting she acts under."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rantau.kernel.actors import VISITOR, Actor, Role
from rantau.registry.accounts.models import Account
from rantau.registry.accounts.selectors import current_postings
from rantau.web.access import ActorRequest, page
from rantau.web.look.forms import LookForm
from rantau.web.words import ROLES

EVERY_ROLE = frozenset(Role)
STAFF = EVERY_ROLE - {Role.CANDIDATE}
HOME_OF_ROLE = (
    (Role.CANDIDATE, "mine_home"),
    (Role.AGENCY_OFFICER, "agency_home"),
    (Role.GATE_OFFICER, "gate_home"),
    (Role.MINISTRY_OFFICER, "centre_home"),
    (Role.LEGAL_OFFICER, "centre_home"),
    (Role.AUDITOR, "centre_home"),
)


def home_of(actor: Actor) -> str:
    """Return the name of the page where this actor's work begins."""
    if actor == VISITOR:
        return "portal"
    return next((name for role, name in HOME_OF_ROLE if role in actor.roles), "desk_home" if actor.roles else "portal")


@page(public=True)
def home(request: ActorRequest) -> HttpResponse:
    """Send everybody to the space she works in."""
    return redirect(home_of(request.actor))


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token in our own words; the framework's page breaks our content policy (D6)."""
    return render(request, "403.html", status=403)


class PostingForm(LookForm):
    """Which of her postings an officer acts under now."""

    posting = forms.ChoiceField(label=_("Bertugas sebagai"), widget=forms.RadioSelect)


@page(roles=STAFF)
def choose_posting(request: ActorRequest) -> HttpResponse:
    """Let an officer with several postings choose; the choice holds for this session."""
    account = request.user
    if not isinstance(account, Account):
        return redirect("portal")
    form = PostingForm(request.POST or None, initial={"posting": str(request.actor.posting_id)})
    form.fields["posting"].choices = _choices(account)  # type: ignore[attr-defined]  # it is the ChoiceField above
    if request.method == "POST" and form.is_valid():
        request.session["posting"] = str(UUID(form.cleaned_data["posting"]))
        return redirect("home")
    return render(request, "web/choose_posting.html", {"form": form, "nav": ()})


def _choices(account: Account) -> list[tuple[str, str]]:
    rows = current_postings(account)
    return [(str(row.id), f"{ROLES.get(row.role, row.role)}, {row.unit.name}") for row in rows]
