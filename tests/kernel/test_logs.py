"""No personal data in logs: canaries in eight spellings through every way to stderr (promise J1)."""

import base64
import io
import json
import logging
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
import structlog
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import DjangoDbBlocker, Settings

from rantau.config import paths
from rantau.config.logs import ALLOWED, ScrubbedFormatter
from rantau.config.server import DatabaseRole
from rantau.web import access
from tests.kernel import scratch

CANARY = "Wulan Kenari <3604010203990001>"
SPELLINGS = {
    "plain": CANARY,
    "upper": CANARY.upper(),
    "hex": CANARY.encode().hex(),
    "base64": base64.b64encode(CANARY.encode()).decode(),
    "url": quote(CANARY),
    "html": escape(CANARY),
    "json": json.dumps(CANARY.replace("u", "ü")),
    "backwards": CANARY[::-1],
}
PARTS = ("kenari", "3604010203990001", "1000990301040630")


def traces(text: str) -> set[str]:
    """The spellings of the canary that a text holds."""
    return {name for name, spelling in SPELLINGS.items() if spelling in text} | {
        part for part in PARTS if part in text.lower()
    }


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What reaches stderr from every logger and from the interpreter itself."""
    target = io.StringIO()
    for name in ("", "rantau", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", target)
    monkeypatch.setattr(sys, "stderr", target)
    return target


def stumble(value: str) -> None:
    """Fail as code fails in whose hands a person's data was."""
    raise ValueError(value)


@pytest.mark.parametrize("spelling", list(SPELLINGS))
@pytest.mark.parametrize("logger", ["django.request", "django.db.backends", "procrastinate.worker", "PIL", "anything"])
def test_log_of_a_library_tells_kind_and_place_only(stderr: io.StringIO, spelling: str, logger: str) -> None:
    value = SPELLINGS[spelling]
    try:
        stumble(value)
    except ValueError:
        logging.getLogger(logger).exception("failed for %s" % value, extra={"person": value})  # noqa: G002, UP031
        logging.getLogger(logger).error("failed for %s", value, stack_info=True)  # noqa: TRY400
    lines = [json.loads(line) for line in stderr.getvalue().splitlines()]
    assert traces(stderr.getvalue()) == set()
    assert (lines[0]["exception_type"], lines[0]["logger"]) == ("ValueError", logger)
    assert "test_logs.py:" in lines[0]["where"]


@pytest.mark.parametrize("spelling", list(SPELLINGS))
def test_log_of_ours_drops_every_key_that_is_not_on_the_list(stderr: io.StringIO, spelling: str) -> None:
    value = SPELLINGS[spelling]
    log = structlog.get_logger("rantau")
    log.info("refused", person=value, name=value, error=value, code="not_found")
    try:
        stumble(value)
    except ValueError:
        log.exception("failed", error=value)
    assert traces(stderr.getvalue()) == set()
    assert json.loads(stderr.getvalue().splitlines()[0])["code"] == "not_found"


def test_allowed_keys_name_no_content() -> None:
    assert not ALLOWED & {"name", "person", "nik", "path", "url", "ip", "user", "email", "phone", "error", "exception"}


@pytest.mark.control
def test_control_with_a_plain_formatter_the_canary_is_in_the_log(
    stderr: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScrubbedFormatter, "format", logging.Formatter.format)
    logging.getLogger("django.request").error("failed for %s", CANARY)
    assert traces(stderr.getvalue())


def break_unique(value: str) -> None:
    """A unique violation, whose DETAIL repeats the value."""
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(
                "INSERT INTO account (id, username, name, password, holder, language, is_active, temporary, made_at)"
                " VALUES (gen_random_uuid(), %s, %s, '!', gen_random_uuid(), 'id', true, false, now())",
                [value[:150], value],
            )


@access.page(public=True)
def broken_page(request: HttpRequest) -> HttpResponse:
    """A page of ours with a mistake in it."""
    with transaction.atomic():
        break_unique(request.POST["value"])
    return HttpResponse()


urlpatterns = [path("rusak", broken_page, name="broken")]


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", list(SPELLINGS))
def test_page_that_breaks_answers_500_and_neither_log_nor_page_tells_why(
    stderr: io.StringIO, settings: Settings, tmp_path: Path, spelling: str
) -> None:
    settings.ROOT_URLCONF = __name__
    settings.STATIC_ROOT = tmp_path
    client = Client(raise_request_exception=False)
    answer = client.post("/rusak", {"value": SPELLINGS[spelling]}, headers={"user-agent": CANARY, "referer": CANARY})
    assert answer.status_code == 500
    assert traces(stderr.getvalue() + answer.content.decode()) == set()
    assert '"exception_type":"IntegrityError"' in stderr.getvalue()


@pytest.mark.control
@pytest.mark.django_db
def test_control_the_servers_message_does_hold_the_canary() -> None:
    with pytest.raises(IntegrityError, match="Wulan Kenari"), transaction.atomic():
        break_unique(CANARY)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A scratch database, for real sign-ins."""
    with django_db_blocker.unblock(), scratch.database("logs") as dsn:
        yield dsn


@pytest.mark.race
def test_errors_of_our_roles_leave_no_value_in_the_servers_log(committed: str) -> None:
    file = paths.POSTGRES / "log"
    if not file.exists():
        pytest.skip("the server is not ours: its administrator keeps its log (rantau doctor looks at the setting)")
    start = file.stat().st_size
    causes = (
        f"SELECT '{CANARY}'::int",
        f"SELECT * FROM person WHERE nothing = '{CANARY}'",
        f"INSERT INTO province (code, name) VALUES ('{CANARY}', '{CANARY}')",
        f"DO $$ BEGIN RAISE WARNING '{CANARY}'; END $$",
    )
    with scratch.sign_in(DatabaseRole.APP, committed) as app:
        for cause in causes:
            try:
                app.execute(cause)  # type: ignore[call-overload]  # a text of this test
            except psycopg.Error:
                continue
    assert traces(tail(file, start)) == set()
    with psycopg.connect(committed, autocommit=True) as admin, pytest.raises(psycopg.Error):
        admin.execute(causes[0])  # type: ignore[call-overload]
    assert traces(tail(file, start)), "control: the administrator's own error is in that log"


def tail(file: Path, start: int) -> str:
    """What a file has grown by."""
    with file.open(errors="replace") as handle:
        handle.seek(start)
        return handle.read()
