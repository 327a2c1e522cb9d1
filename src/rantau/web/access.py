"""How a page is declared: who may open it. A view without this declaration is refused by the middleware.

GET runs in a read-only transaction in the actor's scope, so that a page that only shows cannot write.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rantau.kernel.actors import VISITOR, Actor, Role, reading
from rantau.kernel.refusals import Refused, refusal
from rantau.registry.accounts.models import Posting

P = ParamSpec("P")
SAFE = ("GET", "HEAD", "OPTIONS")


class ActorRequest(HttpRequest):
    """A request whose actor the middleware has worked out, with the postings her account holds now."""

    actor: Actor
    held: list[Posting]
    htmx: Any


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a page: everybody, or these roles. Read by ``rantau matrix`` and enforced below."""

    public: bool
    roles: frozenset[Role]

    def allows(self, actor: Actor) -> bool:
        """Return whether the actor may open the page at all; what she sees on it is the scope's business."""
        return self.public or bool(actor.roles & self.roles)


def page(*, roles: Collection[Role] = (), public: bool = False) -> Callable[[View[P]], View[P]]:
    """Declare who may open a view.

    Raises:
        ValueError: neither ``public`` nor a role is named.
    """
    if not public and not roles:
        raise ValueError("say who may open this page")
    access = Access(public, frozenset(roles))

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not access.allows(request.actor):
                return refused_entry(request)
            try:
                return _call(view, request, *args, **kwargs)
            except Refused as refused:
                return refusal_page(request, refused)

        guarded.access = access  # type: ignore[attr-defined]  # functions carry the declaration for the matrix
        return guarded

    return declare


def _call(view: View[P], request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    if request.method not in SAFE:
        return view(request, *args, **kwargs)
    with reading(request.actor):
        return view(request, *args, **kwargs)


def refused_entry(request: ActorRequest) -> HttpResponse:
    """Send visitors to sign in; show people with another role the sentence why not."""
    if request.actor == VISITOR:
        return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")
    return refusal_page(request, Refused(refusal("not_allowed")))


def refusal_page(request: ActorRequest, refused: Refused) -> HttpResponse:
    """Show a refusal in its five parts: what, why, who can resolve it, until when, under which rule."""
    shown = {"refusal": refused.refusal, "back": _came_from(request)}
    return render(request, "look/refused.html", shown, status=refused.refusal.status)


def _came_from(request: HttpRequest) -> str:
    """Return the page of ours that was left for this one, so that a refusal is no dead end; "" for any other."""
    left = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(left, {request.get_host()}, require_https=request.is_secure())
    return left if ours and left != request.build_absolute_uri() else ""
