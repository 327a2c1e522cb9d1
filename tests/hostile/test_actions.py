"""Every field of every action takes the corpus: a refusal a person understands, nothing written, nothing in logs."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from rantau.config.matrix import load_actions
from rantau.kernel import actions
from rantau.kernel.actions import Command, Spec, parse, run
from rantau.kernel.actors import VISITOR, Actor, Kind
from rantau.kernel.refusals import Refusal, Refused
from tests.hostile.samples import Hostile, corpus, sample
from tests.kernel.faults import changed, content
from tests.matrix.scenery import Scenery, scenery

pytestmark = pytest.mark.django_db
CORPUS = corpus()
NOTES = {"journal_entry"}  # of refusals, by reference and digest only (promise H2)
TAKERS = {"number": ("int", "datetime", "float"), "content": ("bytes",)}
CANARY = "KENARI"


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What every logger of the process writes."""
    target = io.StringIO()
    for name in ("", "rantau", "django"):
        for handler in logging.getLogger(name).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", target)
    return target


def someone(scene: Scenery, spec: Spec) -> Actor:
    """Somebody who may do this to the scenery's subjects."""
    if spec.roles:
        return scene.actor(min(spec.roles), "own")
    kind = min(spec.machines, default=Kind.VISITOR)
    return VISITOR if kind is Kind.VISITOR else Actor(kind, units=(scene.at.here.office.pk,))


def spoilt(scene: Scenery) -> Iterator[tuple[Spec, str, Hostile, dict[str, Any]]]:
    """Every action with each of its fields spoilt by each value of the corpus."""
    for spec in load_actions().values():
        good = sample(spec, scene.ids)
        for name in spec.command.model_fields:
            for bad in CORPUS:
                yield spec, name, bad, {**good, name: bad.value}


def parsed(spec: Spec, data: object) -> Command | Refusal:
    """The command, or why it is refused."""
    try:
        return parse(spec.command, data)
    except Refused as refused:
        return refused.refusal


def understandable(why: Refusal) -> bool:
    """Code, both sentences, a rule, who can help, an honest status."""
    told = bool(why.code and why.id and why.en and why.rule and why.who and 400 <= why.status < 500)
    return told and why.id != why.en


def repeats(why: Refusal) -> bool:
    """Whether it says again what was sent."""
    return CANARY in f"{why.id}{why.en}{why.field}{why.code}"


def test_samples_mean_well() -> None:
    """Otherwise a refusal would not be the hostile value's."""
    scene = scenery()
    for spec in load_actions().values():
        assert not isinstance(parsed(spec, sample(spec, scene.ids)), Refusal), spec.name


def test_spoiling_any_field_is_refused_unless_it_is_mere_text() -> None:
    taken, refused = [], 0
    for spec, name, bad, data in spoilt(scenery()):
        answer = parsed(spec, data)
        if isinstance(answer, Refusal):
            refused += 1
            assert understandable(answer), (spec.name, name, bad.name, answer)
            assert not repeats(answer), (spec.name, name, bad.name, answer)
        elif bad.kind == "refuse":
            taken.append((spec.name, name, bad.name))
    assert taken == []
    assert refused > 10_000


@pytest.mark.parametrize("body", [None, [], "KENARI", 7, {}, {"KENARI": 1}, {1: 2}, {"KENARI": "\ud800"}], ids=repr)
def test_sending_no_command_at_all_is_refused(body: object) -> None:
    for spec in load_actions().values():
        answer = parsed(spec, body)
        if isinstance(answer, Refusal) or body != {}:
            assert isinstance(answer, Refusal), spec.name
            assert answer.code == "invalid_input"


def outcome(command: Command, actor: Actor) -> Refusal | str:
    """What running it came to; what was done is taken back."""
    point = transaction.savepoint()
    try:
        run(command, actor)
    except Refused as refused:
        transaction.savepoint_commit(point)
        return refused.refusal
    except Exception as error:  # noqa: BLE001 - every crash is what this test looks for
        transaction.savepoint_rollback(point)
        return f"{type(error).__name__}: {str(error)[:80]}"
    transaction.savepoint_rollback(point)
    return ""


def run_all(scene: Scenery, some: int) -> tuple[list[str], int]:
    """Run what fields take, every ``some``-th of it; returns what went wrong and how many were run."""
    faults, runs, before, last = [], 0, content(), ""
    for number, (spec, name, bad, data) in enumerate(spoilt(scene)):
        command = parsed(spec, data) if number % some == 0 else None
        if not isinstance(command, Command):
            continue
        runs += 1
        end = outcome(command, someone(scene, spec))
        if isinstance(end, Refusal) and not understandable(end):
            faults.append(f"{spec.name}.{name} {bad.name}: told {end.code} {end.en[:60]}")
        elif isinstance(end, str) and end:
            faults.append(f"{spec.name}.{name} {bad.name}: {end}")
        if spec.name != last:
            last = spec.name
            faults += [f"before {last}: {table} was written" for table in changed(before, content()) - NOTES]
    return faults + [f"{table} was written" for table in changed(before, content()) - NOTES], runs


def test_running_what_a_field_takes_ends_in_an_act_or_a_refusal_and_writes_nothing_else(logs: io.StringIO) -> None:
    faults, runs = run_all(scenery(), 7)
    assert not faults, "\n".join(faults)
    assert runs > 300
    assert CANARY not in logs.getvalue()


@pytest.mark.long
def test_running_everything_a_field_takes_ends_in_an_act_or_a_refusal(logs: io.StringIO) -> None:
    faults, runs = run_all(scenery(), 1)
    assert not faults, "\n".join(faults)
    assert runs > 2000
    assert CANARY not in logs.getvalue()


class Careless(Command):
    """A command that takes any number."""

    number: int


@pytest.mark.control
def test_table_that_cannot_hold_what_a_field_takes_would_be_seen() -> None:
    before = dict(actions._REGISTRY)

    @actions.action(title=("Ceroboh", "Careless"), law=("X-1",), visitors=True, reach=actions.Reach.ANY)
    def careless(tx: actions.Tx, command: Careless) -> actions.Answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::integer", [command.number])
        return {}

    try:
        end = outcome(Careless(number=10**30), VISITOR)
    finally:
        actions._REGISTRY.clear()
        actions._REGISTRY.update(before)
    assert isinstance(end, str)
    assert "out of range" in end
