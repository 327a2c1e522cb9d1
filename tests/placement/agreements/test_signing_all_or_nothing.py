"""Promise B1: an error at any statement of a signature leaves nothing; the journal says done only if it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, connection

from rantau.kernel import actions
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor
from rantau.placement.agreements.actions import SignPlacement
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.demand.models import Permit, PermitClaim, PermitQuota
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement.builders import evidence_of, journal, market, order_of, permit_of, ready_to_sign, rules

pytestmark = pytest.mark.django_db


class Broken(DatabaseError):
    """The failure that the test makes."""


def counting(at: int | None) -> tuple[list[str], Callable[..., Any]]:
    """A wrapper of statements that notes each one and fails at the given place."""
    seen: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        if at is not None and len(seen) == at:
            raise Broken
        return execute(sql, params, many, context)

    return seen, wrapper


@dataclass(slots=True)
class World:
    """A file ready to sign, and who may."""

    dossier: Dossier
    permit: Permit
    officer: Actor


def arranged() -> World:
    here = market()
    order = order_of(here)
    permit = permit_of(order)
    return World(ready_to_sign(here, order, permit), permit, here.officer)


def sign(there: World, at: int | None) -> int:
    """Sign with a failure at a statement, or without; returns how many statements there were."""
    seen, wrapper = counting(at)
    command = SignPlacement(dossier_id=there.dossier.pk, permit_id=there.permit.pk)
    with connection.execute_wrapper(wrapper):
        run(command, there.officer, key="k")
    return len(seen)


def left_behind(there: World) -> dict[str, int]:
    """What of a signature stands in the database."""
    dossier = there.dossier.pk
    with world.as_owner():
        return {
            "agreements": PlacementAgreement.objects.filter(dossier=dossier).count(),
            "claims": PermitClaim.objects.filter(holder=dossier).count(),
            "taken": sum(PermitQuota.objects.filter(permit=there.permit).values_list("taken", flat=True)),
            "evidence": len(evidence_of(dossier, "placement_agreement")),
            "journal": len([entry for entry in journal("sign_placement") if entry.subject == dossier]),
        }


def test_sign_placement_with_an_error_at_any_statement_leaves_all_or_nothing() -> None:
    rules()
    statements = sign(arranged(), None)
    there = arranged()
    assert statements > 30
    for at in range(1, statements + 1):
        with pytest.raises(Broken):
            sign(there, at)
        assert set(left_behind(there).values()) == {0}, at
    sign(there, None)
    assert set(left_behind(there).values()) == {1}


@pytest.mark.control
def test_control_without_the_transaction_an_error_leaves_half_a_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    rules()
    statements = sign(arranged(), None)

    def bare(spec: Any, command: Any, actor: Any, key: Any) -> Any:
        try:
            with actions.scope(actor):
                return actions._act(spec, command, actor, key)
        finally:
            connection.set_rollback(False)  # the failure never reached the server; only Django's own flag is up

    monkeypatch.setattr(actions, "_attempt", bare)
    halves = []
    for at in range(statements - 12, statements - 4, 2):
        there = arranged()
        with pytest.raises(Broken):
            sign(there, at)
        halves.append(len(set(left_behind(there).values())) > 1)
    assert any(halves)
