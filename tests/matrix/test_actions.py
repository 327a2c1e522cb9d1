"""Every action × role × relation answers as the table says; strangers learn nothing, not even that a file exists."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import TestCase

from rantau.config.matrix import load_actions
from rantau.kernel import actions, ids
from rantau.kernel.actions import Answer, Command, Reach, Spec, Tx, _authorise, action, run
from rantau.kernel.actors import VISITOR, Actor, Role, scope
from rantau.kernel.refusals import Refusal, Refused
from tests.matrix.expected import INSIDE, Line, table
from tests.matrix.scenery import Scenery, cells, scenery

EXPECTED = table("actions.csv")


class Entered(BaseException):
    """The door let the actor through. Raised where the act itself would begin, so that nothing is changed."""


def _entered(_tx: Tx, _command: Any) -> Answer:
    raise Entered


@contextmanager
def doors_only() -> Iterator[dict[str, Spec]]:
    """Let ``run`` do everything up to the act itself, for every action."""
    found = load_actions()
    before = dict(actions._REGISTRY)
    for spec in found.values():
        actions._REGISTRY[spec.command] = replace(spec, function=_entered)
    try:
        yield found
    finally:
        actions._REGISTRY.clear()
        actions._REGISTRY.update(before)


def about(command: type[Command], known: dict[str, UUID]) -> Command:
    """The command about these subjects; what else it needs is not looked at before the door."""
    fields = {name: known[name] for name in command.model_fields if name in known}
    if "dossier_ids" in command.model_fields:
        fields["dossier_ids"] = (known["dossier_id"],)  # type: ignore[assignment]  # the one field of many subjects
    return command.model_construct(None, **fields)


def knock(command: Command, actor: Actor) -> str | Refusal:
    """``entered``, or the refusal that the actor reads. Whatever was written is taken back."""
    point = transaction.savepoint()
    try:
        run(command, actor)
    except Entered:
        return "entered"
    except Refused as refused:
        return refused.refusal
    finally:
        transaction.savepoint_rollback(point)
    raise AssertionError("the act was done")


def code(answer: str | Refusal) -> str:
    """An answer in one word."""
    return answer if isinstance(answer, str) else answer.code


def due(line: Line, role: Role | None, relation: str) -> str:
    """What the table says the answer must be."""
    if role is None:
        return "entered" if line.lets_in(None) else "sign_in_first"
    if not line.lets_in(role):
        return "not_allowed"
    return "entered" if line.reaches(role, relation) else "not_found"


def at_the_door(spec: Spec, command: Command, actor: Actor) -> str:
    """What the runner's own door says to an actor in whose scope we are."""
    try:
        _authorise(spec, command, actor)
    except Refused as refused:
        return refused.refusal.code
    return "entered"


def mismatches(scene: Scenery, expected: dict[str, Line], only: str = "") -> list[str]:
    """Walk every action, role and relation; returns every cell that is not as the table says."""
    found = {name: spec for name, spec in load_actions().items() if only in ("", name)}
    wrong = [f"{name}: not in the table" for name in found if name not in expected]
    asked = [(expected[name], spec, about(spec.command, scene.ids)) for name, spec in found.items() if name in expected]
    for role, relation in [*cells(), (None, "anonymous")]:
        actor = scene.actor(role, relation) if role else VISITOR
        with scope(actor):
            for line, spec, command in asked:
                answer, right = at_the_door(spec, command, actor), due(line, role, relation)
                if answer != right:
                    wrong.append(f"{spec.name} {role or 'visitor'} {relation}: {answer}, not {right}")
    return wrong


@contextmanager
def planted(reach: Reach) -> Iterator[str]:
    """An action about a file, with a reach of our choice."""
    load_actions()
    before = dict(actions._REGISTRY)

    class Pry(Command):
        """Look at a file."""

        dossier_id: UUID

    @action(title=("Intip", "Pry"), law=("X-1",), roles={Role.VERIFIER}, reach=reach, subject="dossier_id")
    def pry(tx: Tx, command: Pry) -> Answer:
        return {}

    try:
        yield "pry"
    finally:
        actions._REGISTRY.clear()
        actions._REGISTRY.update(before)


PRY = Line("pry", frozenset({Role.VERIFIER}), frozenset({"verifier"}), "file")


class TestEveryAction(TestCase):
    """One scenery for all walks."""

    scene: Scenery

    @classmethod
    def setUpTestData(cls) -> None:
        cls.scene = scenery()

    def test_walking_every_action_role_and_relation_finds_the_table(self) -> None:
        assert mismatches(self.scene, EXPECTED) == []

    def test_running_goes_through_the_door_for_every_action_and_relation(self) -> None:
        scene, wrong = self.scene, []
        with doors_only() as found:
            for name, spec in found.items():
                for role in sorted(spec.roles)[:1]:
                    for relation in INSIDE:
                        answer = code(knock(about(spec.command, scene.ids), scene.actor(role, relation)))
                        if answer != due(EXPECTED[name], role, relation):
                            wrong.append(f"{name} {role} {relation}: {answer}")
        assert wrong == []

    def test_table_holds_no_action_that_is_gone(self) -> None:
        assert sorted(set(EXPECTED) - set(load_actions())) == []

    def test_refusing_a_stranger_says_what_is_said_of_things_that_do_not_exist(self) -> None:
        scene, differing, compared = self.scene, [], 0
        nowhere = {name: ids.new_id() for name in scene.ids}
        with doors_only() as found:
            for name, spec in found.items():
                for role in sorted(spec.roles):
                    for relation in INSIDE:
                        if EXPECTED[name].reaches(role, relation):
                            continue
                        actor = scene.actor(role, relation)
                        compared += 1
                        if knock(about(spec.command, scene.ids), actor) != knock(about(spec.command, nowhere), actor):
                            differing.append(f"{name} {role} {relation}")
                        break
        assert compared > 50
        assert differing == []

    def test_acts_without_reach_check_guard_the_file_themselves(self) -> None:
        scene = self.scene
        stranger = scene.actor(Role.REGISTRAR, "other_office")
        known = load_actions()
        for name, fields in (
            ("open_file", {"dossier_id": scene.ids["dossier_id"], "purpose": "ingin tahu"}),
            ("open_service", {"person_id": scene.ids["person_id"], "ground": "home", "reason": "ingin tahu"}),
        ):
            with pytest.raises(Refused) as refused:
                run(known[name].command.model_validate(fields), stranger)
            assert refused.value.refusal.code == "not_found", name

    def test_action_that_nobody_wrote_into_the_table_is_found(self) -> None:
        with planted(Reach.SEES) as name:
            assert mismatches(self.scene, EXPECTED, only=name) == ["pry: not in the table"]

    @pytest.mark.control
    def test_action_whose_reach_check_is_removed_is_found(self) -> None:
        scene = self.scene
        with planted(Reach.SEES) as name:
            assert mismatches(scene, {**EXPECTED, name: PRY}, only=name) == []
        with planted(Reach.ANY) as name:
            wrong = mismatches(scene, {**EXPECTED, name: PRY}, only=name)
        assert "pry verifier other_office: entered, not not_found" in wrong
