"""The web application for ``bench.journey``: a request may happen on a past day that its header names."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from rantau.config.wsgi import application as real
from rantau.kernel import clock


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the real application does, with the clock at ``X-As-Of`` if that lies in the past."""
    told = environ.get("HTTP_X_AS_OF")
    moment = datetime.fromisoformat(told) if told else None
    if moment is None or moment >= datetime.now(clock.JAKARTA):
        return real(environ, start_response)
    with clock.as_of(moment):
        return list(real(environ, start_response))
