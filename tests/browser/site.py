"""The whole of Rantau behind a local address, on committed data of its own, inside the test process.

The threads that answer have their own connections to a scratch database and act as ``rantau_app``; so does the one
backstage thread in which a test arranges what happens off the screen. The other tests' database is never touched.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, time, timedelta
from mimetypes import guess_type
from pathlib import Path
from typing import Any, TypeVar
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg.conninfo import conninfo_to_dict

from rantau.kernel import clock
from rantau.registry.accounts.models import Account

T = TypeVar("T")


class Quiet(WSGIRequestHandler):
    """Answers without a line per request."""

    def log_message(self, *args: object) -> None:
        pass


class Site:
    """A running Rantau: its address, its clock, and the room behind the stage."""

    def __init__(self, dsn: str) -> None:
        self.database = conninfo_to_dict(dsn)["dbname"]
        self.days_ago = 0
        self.failures: list[str] = []
        self._room = ThreadPoolExecutor(1, "backstage")
        self._inner = WSGIHandler()
        self._server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        self._server.set_app(self._answer)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def backstage(self, job: Callable[..., T], *args: Any, **named: Any) -> T:
        """Do something off the screen, on the site's day: in a thread without an event loop, in the site's database."""
        return self._room.submit(self._behind, job, args, named).result()

    def _behind(self, job: Callable[..., T], args: tuple[Any, ...], named: dict[str, Any]) -> T:
        self._connect()
        with self._on_its_day():
            return job(*args, **named)

    @contextmanager
    def _on_its_day(self) -> Iterator[None]:
        """The present, or ten o'clock in Jakarta some days ago: the journey's waiting needs no waiting."""
        if not self.days_ago:
            yield
            return
        day = datetime.now(clock.JAKARTA).date() - timedelta(days=self.days_ago)
        with clock.as_of(datetime.combine(day, time(10), clock.JAKARTA)):
            yield

    def _connect(self) -> None:
        if connections["default"].settings_dict["NAME"] != self.database:
            here = {**connections.settings["default"], "NAME": self.database, "CONN_MAX_AGE": None}
            connections["default"] = DatabaseWrapper(here, "default")

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(settings.STATIC_URL):
            return self._static(environ["PATH_INFO"].removeprefix(settings.STATIC_URL), start_response)
        self._connect()
        with self._on_its_day():
            answer = self._inner(environ, start_response)
            if answer.status_code >= 500:
                self.failures.append(f"{answer.status_code} {environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
            with closing(answer):
                return [b"".join(answer)]

    @staticmethod
    def _static(name: str, start_response: StartResponse) -> list[bytes]:
        """Read what would have been collected; whitenoise leaves files open in a server as simple as this one."""
        found = finders.find(name)
        kind = guess_type(name)[0] or "text/plain"
        start_response(
            "200 OK" if found else "404 Not Found", [("Content-Type", kind), ("Cache-Control", "max-age=3600")]
        )
        return [Path(found).read_bytes()] if found else []

    def session(self, username: str) -> str:
        """Return the key of a session in which this account has signed in."""
        return self.backstage(_signed_in, username)

    def close(self) -> None:
        """Stop answering and let go of every connection."""
        self.backstage(connections.close_all)
        self._room.shutdown()
        self._server.shutdown()
        self._server.server_close()


def _signed_in(username: str) -> str:
    account = Account.objects.get(username=username)
    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)
