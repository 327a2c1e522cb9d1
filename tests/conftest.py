"""Fixtures for every test: the prepared database, a fresh memory of the process, and a critic of what pages do."""

import os
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.template import engines
from django.template.base import FilterExpression
from django.template.defaultfilters import default
from django.test import Client
from hypothesis import settings
from psycopg.conninfo import conninfo_to_dict

# A slow machine is no fault of the code: nothing is asserted by time.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

LOCAL = {"localhost", "127.0.0.1", "::1", None, ""}
# What our Content-Security-Policy forbids: a browser would drop it without a word. Data blocks are no scripts.
INLINE = re.compile(
    rb"<style\b|<[a-z][^>]*\s(?:style|on[a-z]+|hx-on[a-z:-]*)\s*=|=\s*[\"']?\s*javascript:"
    rb"|<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/json\")",
    re.IGNORECASE,
)


class UndefinedVariable(Exception):
    """A template prints a variable that nobody gave it."""


class RefuseUndefined(str):
    """Django prints this where a variable is missing and no ``|default`` follows; instead of printing it complains."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(str(name))


def judge(response: HttpResponseBase) -> None:
    """Fail on HTML with a style, a script or an event handler inside the page (promise D6)."""
    if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        found = INLINE.search(response.content)  # type: ignore[attr-defined]  # not streaming: it has content
        assert found is None, f"the page holds what its own policy forbids: {found[0][:80]!r}"


def is_local(address: Any) -> bool:
    """Return whether a socket address is this machine or the database server."""
    host = address[0] if isinstance(address, tuple) else None
    return host in LOCAL or host == conninfo_to_dict(os.environ["RANTAU_DSN"]).get("host")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database was copied from a prepared template by tests.database; Django makes none."""


@pytest.fixture(scope="session", autouse=True)
def _critic() -> Iterator[None]:
    engines["django"].engine.string_if_invalid = RefuseUndefined("undefined")
    resolve = FilterExpression.resolve
    request, connect, look_up = Client.request, socket.socket.connect, socket.getaddrinfo

    def resolve_strictly(expression: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
        has_default = bool(expression.filters) and expression.filters[0][0] is default
        return resolve(expression, context, ignore_failures or has_default)

    def judged(client: Client, **environment: Any) -> Any:
        response = request(client, **environment)
        judge(response)
        return response

    def connect_locally(plug: socket.socket, address: Any) -> None:
        assert plug.family == socket.AF_UNIX or is_local(address), f"a test reached for the network: {address}"
        return connect(plug, address)

    def look_up_locally(host: Any, *others: Any, **named: Any) -> Any:
        assert is_local((host,)), f"a test looked for a machine in the network: {host}"
        return look_up(host, *others, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FilterExpression, "resolve", resolve_strictly)
        patch.setattr(Client, "request", judged)
        patch.setattr(socket.socket, "connect", connect_locally)
        patch.setattr(socket, "getaddrinfo", look_up_locally)
        yield


@pytest.fixture(autouse=True)
def _fresh_process() -> None:
    cache.clear()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
