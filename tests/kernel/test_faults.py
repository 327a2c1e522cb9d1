"""The tool that fails an act at each of its statements, and the runner under it (promise B1)."""

from contextlib import nullcontext

import pytest

from rantau.kernel import actions, ids
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role
from tests import world
from tests.kernel.deeds import HandOver
from tests.kernel.faults import all_or_nothing, spread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deed")]


def arranged() -> tuple[Actor, HandOver]:
    office = world.unit()
    person = world.person(seen_by=office)
    return world.actor(office, Role.VERIFIER), HandOver(subject_id=person.id, unit_id=ids.new_id())


@pytest.mark.parametrize("key", [None, "k1"])
def test_run_failing_at_any_statement_leaves_nothing(key: str | None) -> None:
    officer, command = arranged()
    assert all_or_nothing(lambda: run(command, officer, key)) >= 10


@pytest.mark.control
def test_control_without_the_transaction_a_fault_leaves_half_a_state(monkeypatch: pytest.MonkeyPatch) -> None:
    officer, command = arranged()
    monkeypatch.setattr(actions.transaction, "atomic", lambda *named, **options: nullcontext())
    with pytest.raises(AssertionError, match="left changes in"):
        all_or_nothing(lambda: run(command, officer))


def test_all_or_nothing_of_an_act_that_changes_nothing_fails() -> None:
    with pytest.raises(AssertionError, match="changed nothing"):
        all_or_nothing(lambda: None)


def test_spread_takes_the_first_the_last_two_and_some_between() -> None:
    assert list(spread(40, 5)) == [1, 13, 26, 39, 40]
    assert list(spread(3, 5)) == list(spread(3, None)) == [1, 2, 3]
