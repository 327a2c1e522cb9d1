"""What a whole journey costs over HTTP, beside its bare rows: ``python -m bench.journey``.

Eight clients each tell journeys from registration to the arrival report, every action over HTTP with a token and an
Idempotency-Key, to a granian of two workers whose only difference is ``bench.asof`` (it lets a request happen on the
story's own past day, as the demo does). ``ratio_to_bare``: the rows that the same actions insert, recorded from one
journey, inserted by psycopg with fresh identifiers, one transaction per action, no actions, no row security.
"""

import argparse
import base64
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from uuid import UUID

import psycopg

from bench import scratch

NAME = "bench_journey"
PORT = 8947
CLIENTS = 8
FRESH = frozenset(
    {"number", "digest", "number_digest", "key", "code", "room", "username", "counted_as", "position", "index"}
)
INSERT = re.compile(r'INSERT INTO "?(\w+)"? \(([^)]*)\)')
Statement = tuple[str, list[Any]]


class Web:
    """A granian on the scratch database, asked with tokens."""

    def __init__(self) -> None:
        self.tokens: dict[UUID, str] = {}
        self.asked: list[float] = []
        self.lines = threading.local()
        environment = {**os.environ, **scratch.environment(NAME), "PYTHONPATH": str(scratch.ROOT)}
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT),
                "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error",
                "bench.asof:application",
            ],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health/live", timeout=2)
                return
            except OSError:
                time.sleep(0.5)
        raise SystemExit("the web process does not answer")

    def ask(self, actor: Any, command: Any, moment: Any) -> dict[str, Any]:
        """Do one action over HTTP; a refusal ends the bench."""
        from rantau.kernel import ids
        from rantau.kernel.actions import _REGISTRY

        path = f"/api/v1/actions/{_REGISTRY[type(command)].name}"
        body = json.dumps(command.model_dump(exclude_unset=True), default=_plain)
        headers = {
            "Content-Type": "application/json", "Authorization": f"Bearer {self._token(actor)}",
            "Idempotency-Key": ids.reference(20), "X-As-Of": moment.isoformat(),
        }  # fmt: skip
        started = time.perf_counter()
        line = self._line()
        line.request("POST", path, body, headers)
        response = line.getresponse()
        content = response.read()
        self.asked.append(time.perf_counter() - started)
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} {content[:600]!r}")
        answer: dict[str, Any] = json.loads(content)
        return answer

    def _line(self) -> HTTPConnection:
        """Return this client's connection, which it keeps."""
        if not hasattr(self.lines, "one"):
            self.lines.one = HTTPConnection("127.0.0.1", PORT, timeout=60)
        found: HTTPConnection = self.lines.one
        return found

    def _token(self, actor: Any) -> str:
        from rantau.kernel.actions import run
        from rantau.registry.accounts.actions import MakeToken
        from rantau.registry.accounts.hidden import new_token_text

        if actor.account_id not in self.tokens:
            text = new_token_text()
            run(MakeToken(text=text), actor)
            self.tokens[actor.account_id] = text
        return self.tokens[actor.account_id]


def _bare(value: Any) -> Any:
    return value.obj if isinstance(value, psycopg.Binary) else value


def _plain(value: object) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


@dataclass
class Recorder:
    """The INSERT statements of one journey, a list per action; values without the wrappers that name their type."""

    actions: list[list[Statement]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], query: str, params: Any, many: bool, context: Any) -> Any:
        if str(query).startswith("INSERT"):
            self.actions[-1].append((str(query), [_bare(value) for value in params]))
        return execute(query, params, many, context)


def stories(order: Any, do: Callable[..., Any], seed: int, count: int) -> Iterator[Any]:
    """Journeys to be told by ``do(actor, command, moment)``."""
    from rantau.cli.demo.cast import acting
    from rantau.cli.demo.country import portrait
    from rantau.cli.demo.story import Story
    from rantau.cli.demo.synthetic import persons
    from rantau.kernel import clock

    photo = portrait()
    officers: dict[str, Any] = {}

    class Told(Story):
        def do(self, username: Any, command: Any) -> Any:
            if isinstance(username, str):
                officers[username] = officers.get(username) or acting(username)
                username = officers[username]
            return do(self, username, command)

    women = (who for who in persons(count * 6, seed) if who.sex == "f" and who.nik)
    for number, who in zip(range(count), women, strict=False):
        mine = replace(who, number=seed * 1000 + number, passport=None)
        yield Told(mine, order, begun=clock.today() - timedelta(days=60), photo=photo)


def big_order() -> Any:
    """An order with places for everybody, of the demo's first agency and an employer of its own."""
    from rantau.cli.demo import country, organisations
    from rantau.kernel import ids
    from rantau.registry.offices.models import Unit

    known = organisations.employers
    organisations.employers = lambda *words: (replace(one, name=f"{ids.reference(8)} Contoh") for one in known(*words))
    demand = replace(country.DEMANDS[0], male=0, female=3000, mixed=0)
    return country.order_for(Unit.objects.get(code="p3mi-01").pk, "p3mi1", demand, 70)


def over_http(web: Web, order: Any, journeys: int, seed: int) -> tuple[int, float]:
    """Tell ``journeys`` per client with eight clients. Returns (actions, seconds)."""
    from rantau.cli.demo.story import tell

    web.asked.clear()
    failed: list[BaseException] = []

    def client(number: int) -> None:
        try:
            for story in stories(order, lambda s, who, what: web.ask(who, what, s.moment()), seed + number, journeys):
                tell(story, "arrived")
        except BaseException as error:  # noqa: BLE001 - a thread hands any failure to the main one
            failed.append(error)

    seconds = together(client)
    if failed:
        raise failed[0]
    return len(web.asked), seconds


def together(client: Callable[[int], None]) -> float:
    """Run eight clients at once. Returns the seconds until the last is done."""
    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


def record(order: Any) -> list[list[Statement]]:
    """Tell one journey in this process and return what each action inserts."""
    from django.db import connection

    from rantau.cli.demo.story import tell
    from rantau.kernel import ids
    from rantau.kernel.actions import run

    recorder = Recorder()

    def do(story: Any, who: Any, what: Any) -> Any:
        recorder.actions.append([])
        with story._then(), connection.execute_wrapper(recorder):
            return run(what, who, ids.reference(20))

    for story in stories(order, do, 90, 1):
        tell(story, "arrived")
    return recorder.actions


def bare(actions: list[list[Statement]], journeys: int) -> tuple[int, float]:
    """Insert the rows of ``journeys`` journeys per client. Returns (transactions, seconds)."""
    own = {
        value
        for statements in actions
        for query, params in statements
        for column, value in _columns(query, params)
        if column in ("id", "counted_as") and isinstance(value, UUID)
    }
    failed: list[BaseException] = []

    def client(_number: int) -> None:
        try:
            with psycopg.connect(scratch.admin_dsn(NAME), autocommit=True) as raw:
                for _ in range(journeys):
                    _insert(raw, actions, own)
        except BaseException as error:  # noqa: BLE001 - a thread hands any failure to the main one
            failed.append(error)

    seconds = together(client)
    if failed:
        raise failed[0]
    return len(actions) * journeys * CLIENTS, seconds


def _insert(raw: "psycopg.Connection[Any]", actions: list[list[Statement]], own: set[Any]) -> None:
    from rantau.kernel import ids

    new = {old: ids.new_id() for old in own}
    for statements in actions:
        with raw.transaction():
            for query, params in statements:
                names = _names(query, params)
                values = [_fresh(name, value, new) for name, value in zip(names, params, strict=True)]
                raw.execute(query.encode(), values)


def _names(query: str, params: list[Any]) -> list[str]:
    """The column of each parameter; columns that the database fills itself have none."""
    found = INSERT.match(query)
    names = [name.strip(' "') for name in found[2].split(",")] if found else [""]
    first = re.search(r"VALUES \((.*?)\)(?:, \(| RETURNING| ON CONFLICT|$)", query)
    if first and len(params) % len(names):
        given = re.split(r", (?![^()]*\))", first[1])
        names = [name for name, value in zip(names, given, strict=False) if "%s" in value]
    return [names[place % len(names)] for place in range(len(params))]


def _columns(query: str, params: list[Any]) -> Iterator[tuple[str, Any]]:
    for name, value in zip(_names(query, params), params, strict=True):
        for one in value if isinstance(value, list) else [value]:
            yield name, one


def _fresh(name: str, value: Any, new: dict[Any, UUID]) -> Any:
    from rantau.kernel import ids

    if isinstance(value, list):
        return [_fresh(name, one, new) for one in value]
    if isinstance(value, UUID):
        return new.get(value, value)
    if name in FRESH and isinstance(value, bytes | memoryview):
        return (ids.salt() * 5)[: len(value)]
    return ids.reference(len(value)) if name in FRESH and isinstance(value, str) and value else value


def spent(web: Web) -> dict[str, float]:
    """Return the processor seconds used so far by the web process and, where it is ours, the database server."""
    database = scratch.database_process()
    return {"web": scratch.cpu_seconds(web.process.pid)} | (
        {"database": scratch.cpu_seconds(database)} if database else {}
    )


def main() -> None:
    """Tell, insert bare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journeys", type=int, default=3, help="per client")
    options = parser.parse_args()
    scratch.copy(NAME)
    scratch.enter(NAME)
    order = big_order()
    actions = record(order)
    web = Web()
    try:
        web.wait()
        over_http(web, order, 1, 100)
        before = spent(web)
        done, seconds = over_http(web, order, options.journeys, 200)
        used = {who: (after - before[who]) / done for who, after in spent(web).items()}
        p95 = scratch.p95_ms(web.asked)
    finally:
        web.process.terminate()
        web.process.wait(20)
    rows = sum(len(statements) for statements in actions)
    shape = {"clients": CLIENTS, "actions": len(actions), "inserts": rows, "workers": 2}
    scratch.say("journey", "per_s", round(done / seconds, 1), "actions/s", done, **shape)
    scratch.say("journey", "journeys_per_s", round(done / len(actions) / seconds, 2), "1/s", done, **shape)
    scratch.say("journey", "action_p95_ms", p95, "ms", done, **shape)
    for who, each in used.items():
        scratch.say("journey", "cpu_ms_per_action", round(1000 * each, 1), "ms", done, of=who, **shape)
    plain, bare_seconds = bare(actions, options.journeys * 4)
    scratch.say("journey", "bare_per_s", round(plain / bare_seconds, 1), "transactions/s", plain, **shape)
    ratio = (plain / bare_seconds) / (done / seconds)
    scratch.say("journey", "ratio_to_bare", round(ratio, 1), "x", done, **shape)


if __name__ == "__main__":
    main()
