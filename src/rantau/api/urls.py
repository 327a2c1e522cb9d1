"""Where the API hangs: ``/api/v1``. What its operations do not answer is answered here, as problem details too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from rantau.api.app import add_actions, answer, build, plain
from rantau.api.reads import router
from rantau.config.matrix import load_actions
from rantau.kernel.refusals import refusal

api = build()
add_actions(api, load_actions())
api.add_router("", router)


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a body that is too large before it is read, and put a refused method into words."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return answer(plain(413, "too_large"))
        try:
            response = view(request, *args, **kwargs)
        except RecursionError:
            return answer(plain(400, "unreadable_request"))
        if response.status_code != 405:
            return response
        said = answer(plain(405, "method_not_allowed"))
        said["Allow"] = response["Allow"] if response.has_header("Allow") else "GET, POST"
        return said

    guarded.__module__ = __name__  # the middleware asks where a view was made; ninja hands over partials
    return guarded


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Answer for an address that the API does not have."""
    return answer(refusal("not_found"))


def _entries() -> list[URLPattern | URLResolver]:
    entries = [entry for entry in api.urls[0] if isinstance(entry, URLPattern)]
    for entry in entries:
        entry.callback = _guarded(entry.callback)
    return list(entries)


urlpatterns = [
    path("", (_entries(), *api.urls[1:])),
    re_path(r"^.+$", unknown, name="api-unknown"),
]  # nobody links to "api-unknown"
