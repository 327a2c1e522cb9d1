"""The API object: token sign-in, refusals as problems, one operation per action."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer

from rantau import __version__
from rantau.api.problems import MEDIA_TYPE, STATUSES, Problem, problem
from rantau.kernel.actions import Answer, Spec, run
from rantau.kernel.actors import VISITOR, Actor
from rantau.kernel.refusals import Refusal, Refused, refusal
from rantau.registry.accounts.selectors import actor_for_token

PROBLEMS = dict.fromkeys(sorted(STATUSES), Problem)
IDEMPOTENCY_HEADER = "Idempotency-Key"


class Token(HttpBearer):
    """A token bound to one posting, or to a person's own account."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_for_token(token)


def _answer(why: Refusal) -> HttpResponse:
    return HttpResponse(
        problem(why).model_dump_json(),
        status=why.status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def _plain(status: int, code: str) -> Refusal:
    why = refusal("invalid_input", reason=code)
    return Refusal(code, why.id, why.en, why.rule, why.who, status=status)


def build() -> NinjaAPI:
    """Return the API with every registered action as a POST operation named like the action."""
    api = NinjaAPI(
        title="Rantau",
        version=__version__,
        urls_namespace="api",
        docs_url=None,
        auth=Token(),
        description="Every change is an action; every refusal says code, sentence, rule, who and until when.",
    )
    _answer_refusals(api)
    return api


def _answer_refusals(api: NinjaAPI) -> None:
    def refused(_request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(error.refusal)

    def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        first = error.errors[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("body", "payload")) or None
        return _answer(refusal("invalid_input", field=where, reason=f"{where or '-'} ({first['type']})"))

    def signed_out(_request: HttpRequest, _error: Any) -> HttpResponse:
        return _answer(refusal("sign_in_first"))

    def other(_request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(_plain(error.status_code, "unreadable_request"))

    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: refused,
        ValidationError: invalid,
        AuthenticationError: signed_out,
        Throttled: other,
        HttpError: other,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def add_actions(api: NinjaAPI, actions: dict[str, Spec]) -> None:
    """Add one operation per action that people may call; machines' actions have no door here."""
    for name, spec in actions.items():
        if spec.roles or spec.visitors:
            api.post(
                f"/actions/{name}",
                operation_id=name,
                summary=spec.title[1],
                description=f"{spec.title[0]}. Law: {', '.join(spec.law)}. Roles: {', '.join(sorted(spec.roles))}.",
                tags=[spec.function.__module__.split(".")[-2]],
                auth=None if spec.visitors and not spec.roles else Token(),
                response={200: dict[str, Any], **PROBLEMS},
                url_name=f"action-{name}",
            )(_operation(spec))


def _operation(spec: Spec) -> Callable[..., tuple[int, Answer]]:
    def operation(request: HttpRequest, payload: Any) -> tuple[int, Answer]:
        actor = getattr(request, "auth", None) or VISITOR
        return 200, run(payload, actor, request.headers.get(IDEMPOTENCY_HEADER))

    operation.__name__ = spec.name
    operation.__annotations__["payload"] = spec.command
    return operation
