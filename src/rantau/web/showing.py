"""Shows a page: on GET the page is inside the reader's scope already, after a refused POST not yet."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from rantau.kernel.actors import Actor, reading
from rantau.web.access import SAFE, ActorRequest

Context = dict[str, Any]
R = TypeVar("R")
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def show(request: ActorRequest, template: str, build: Callable[[], Context]) -> HttpResponse:
    """Render a page whose context is read in the actor's scope; a POST that ends here was not accepted (422)."""
    if request.method in SAFE:
        return render(request, template, build())
    with reading(request.actor):
        return render(request, template, build(), status=422)


def done(request: ActorRequest, words: str, name: str, *args: object) -> HttpResponse:
    """Say in plain words what was done and go to a page (303), so that reloading does nothing twice."""
    messages.success(request, words)
    return onward(name, *args)


def onward(name: str, *args: object) -> HttpResponse:
    """Go to a page after a POST (303)."""
    answer = redirect(name, *args)
    answer.status_code = 303
    return answer


def attachment(kind: str, content: bytes, name: str) -> HttpResponse:
    """Hand out a stored file: to be kept, never to be shown by the browser or taken for something else (promise I1)."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ENDINGS.get(kind, "bin")}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def posted(request: ActorRequest) -> QueryDict | None:
    """Return what was sent, also when it is empty; None on GET."""
    return request.POST if request.method == "POST" else None


def read(actor: Actor, ask: Callable[[], R]) -> R:
    """Ask in the actor's scope; for forms that are checked when they are sent."""
    with reading(actor):
        return ask()
