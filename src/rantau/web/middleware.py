"""Two middlewares: who is acting, and one log line per request without personal data."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog
from allauth.mfa.utils import is_mfa_enabled
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rantau.kernel import ids
from rantau.kernel.actors import VISITOR, Actor
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.accounts.selectors import actor_for, current_postings
from rantau.web.access import ActorRequest
from rantau.web.metrics import observe

GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("rantau")
FRAMEWORK_VIEWS = ("allauth.", "django.views.i18n", "django.contrib.staticfiles", "ninja.", "rantau.api.")
SECOND_FACTOR_PATHS = ("/akun/", "/bahasa/", "/static/")


class RequestLog:
    """One line per request: route name, never the path; milliseconds; status; a request id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = ids.reference(12)
        response = self._respond(request)
        milliseconds = (time.perf_counter() - started) * 1000
        route = request.resolver_match.view_name if request.resolver_match else "-"
        observe(route, response.status_code, milliseconds / 1000)
        log.info(
            "request",
            request_id=request_id,
            method=request.method,
            route=route,
            status=response.status_code,
            milliseconds=round(milliseconds, 1),
        )
        response["X-Request-Id"] = request_id
        return response

    def _respond(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except OperationalError:
            connection.close()
            answer = render(request, "503.html", status=503)
            answer["Retry-After"] = "10"
            return answer


class Access:
    """Works out the actor and lets only declared pages through; everything personal is never cached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting: Any = request
        acting.actor = _actor(acting)
        if _needs_second_factor(acting):
            return redirect("mfa_activate_totp")
        if _needs_own_password(acting):
            return redirect("account_change_password")
        response = self.get_response(request)
        if acting.actor != VISITOR or request.path.startswith("/akun/"):
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: ActorRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Refuse a view that says nothing about who may open it (promise D1: default deny)."""
        made_in = getattr(getattr(view, "func", view), "__module__", "")  # ninja hands over a partial
        if not hasattr(view, "access") and not made_in.startswith(FRAMEWORK_VIEWS):
            raise LookupError(f"a view of {made_in} declares no access")


def _actor(request: ActorRequest) -> Actor:
    """Return who acts, and leave the account's postings on the request for the layout."""
    account = request.user
    request.held = list(current_postings(account)) if isinstance(account, Account) else []
    if not isinstance(account, Account):
        return VISITOR
    return actor_for(account, _chosen(request, request.held), request.held)


def _chosen(request: HttpRequest, held: list[Posting]) -> Posting | None:
    """Return the posting chosen for this session if it still holds, else the first one held."""
    chosen = request.session.get("posting")
    return next((row for row in held if chosen and row.id == UUID(chosen)), held[0] if held else None)


def _needs_second_factor(request: ActorRequest) -> bool:
    """Staff may do nothing before they have a second factor (promise D4)."""
    if request.actor.posting_id is None or request.path.startswith(SECOND_FACTOR_PATHS):
        return False
    return not is_mfa_enabled(request.user)


def _needs_own_password(request: ActorRequest) -> bool:
    """A password handed over on paper opens nothing but the page where it is replaced."""
    if request.path.startswith(SECOND_FACTOR_PATHS):
        return False
    return isinstance(request.user, Account) and request.user.temporary
