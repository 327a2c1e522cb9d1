"""The API object: token sign-in, refusals as problems, one operation per action."""

import re
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
from rantau.kernel.refusals import Refusal, Refused, refusal, refuse
from rantau.registry.accounts.selectors import actor_for_token

PROBLEMS = dict.fromkeys(sorted(STATUSES), Problem)
IDEMPOTENCY_HEADER = "Idempotency-Key"
KEY_FORM = re.compile(r"[A-Za-z0-9._:-]{1,80}")
KEY_PARAMETER = {
    "in": "header",
    "name": IDEMPOTENCY_HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[A-Za-z0-9._:-]+$"},
    "description": "Repeating a call with the same key gives the first answer and has no second effect; with another "
    "content it is refused (key_reused).",
}


class Token(HttpBearer):
    """A token bound to one posting, or to a person's own account."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_for_token(token)


def answer(why: Refusal) -> HttpResponse:
    """Return a refusal as problem details, which nobody keeps."""
    return HttpResponse(
        problem(why).model_dump_json(),
        status=why.status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store"},
    )


def plain(status: int, code: str) -> Refusal:
    """Return the refusal of a request that is wrong as such, before anybody looked at what it wants."""
    why = refusal("invalid_input", reason=code)
    return Refusal(code, why.id, why.en, why.rule, why.who, status=status)


def _known_field(location: tuple[int | str, ...], kind: str) -> str | None:
    """Return the field at fault; a key that somebody made up is never repeated."""
    parts = [part for part in location if part not in ("body", "query", "path", "payload", "asked")]
    return None if kind == "extra_forbidden" or not parts else str(parts[0])


class Described(NinjaAPI):
    """Says in its description that a refusal has the media type of problem details."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
        return schema


def build() -> NinjaAPI:
    """Return the API with every registered action as a POST operation named like the action."""
    api = Described(
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
        return answer(error.refusal)

    def invalid(_request: HttpRequest, error: Any) -> HttpResponse:
        first = error.errors[0]
        where = _known_field(first["loc"], first["type"])
        return answer(refusal("invalid_input", field=where, reason=f"{where or '-'} ({first['type']})"))

    def signed_out(_request: HttpRequest, _error: Any) -> HttpResponse:
        return answer(refusal("sign_in_first"))

    def other(_request: HttpRequest, error: Any) -> HttpResponse:
        return answer(plain(error.status_code, "unreadable_request"))

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
                openapi_extra={"parameters": [KEY_PARAMETER]},
            )(_operation(spec))


def _operation(spec: Spec) -> Callable[..., Answer]:
    def operation(request: HttpRequest, payload: Any) -> Answer:
        actor = getattr(request, "auth", None) or VISITOR
        return run(payload, actor, _key(request))

    operation.__name__ = spec.name
    operation.__annotations__["payload"] = spec.command
    return operation


def _key(request: HttpRequest) -> str | None:
    """Return the request key.

    Raises:
        Refused: ``invalid_input`` for a key of another form; a cut one could meet another one.
    """
    key = request.headers.get(IDEMPOTENCY_HEADER)
    if key is not None and not KEY_FORM.fullmatch(key):
        refuse("invalid_input", field=IDEMPOTENCY_HEADER, reason=f"{IDEMPOTENCY_HEADER} (form)")
    return key
