"""Promise B1: an error at any statement of a critical transaction leaves nothing, and no record of what was not."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from rantau.kernel import actions
from tests.critical.transactions import CRITICAL
from tests.kernel.faults import all_or_nothing, content
from tests.placement.builders import journal
from tests.registry.people.builders import QUICK_HASHER

pytestmark = pytest.mark.django_db
SOME = 5


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"
    settings.PASSWORD_HASHERS = QUICK_HASHER


def test_table_holds_at_least_the_fifteen() -> None:
    assert len(CRITICAL) >= 15


def entries(name: str) -> int:
    """What the journal says was done or refused under a name."""
    return len(journal(name)) + len(journal(name, "refused"))


def faulted(name: str, most: int | None) -> None:
    """One transaction with its faults: no entry while it fails, exactly one when it is done."""
    act = CRITICAL[name]()
    action = actions._REGISTRY[type(act.command)].name
    before = entries(action)
    assert all_or_nothing(act.do, most) > 10
    assert entries(action) == before + 1


@pytest.mark.parametrize("name", sorted(CRITICAL))
def test_critical_transaction_with_an_error_at_some_statements_is_all_or_nothing(name: str) -> None:
    faulted(name, SOME)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(CRITICAL))
def test_critical_transaction_with_an_error_at_any_statement_is_all_or_nothing(name: str) -> None:
    faulted(name, None)


@pytest.mark.control
@pytest.mark.parametrize("name", ["sign_placement", "book_seat", "decide_correction"])
def test_control_without_the_transaction_an_error_leaves_half_of_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act = CRITICAL[name]()
    before = content()
    monkeypatch.setattr(actions.transaction, "atomic", lambda *named, **options: nullcontext())
    with pytest.raises(AssertionError, match="left changes in"):
        all_or_nothing(act.do, SOME)
    assert content() != before
