"""A gate with a file in each state, for the tests of the gate's pages."""

from pathlib import Path
from typing import Any

import pytest

from rantau.kernel import clock, ids, sealed
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.models import Identifier
from rantau.registry.places.models import Airport
from tests import world
from tests.placement import last_steps
from tests.placement.last_steps import Stage


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"


def has_passport(dossier: Dossier) -> None:
    """The passport as an identifier of the person, sealed under her key."""
    key = ids.new_id()
    with world.as_owner():
        Identifier.objects.create(
            id=key, person_id=dossier.person_id, kind="passport", digest=sealed.blind("passport", last_steps.PASSPORT),
            sealed=sealed.seal(dossier.person_id, {f"identifier:{key}": last_steps.PASSPORT}).popitem()[1],
        )  # fmt: skip


@pytest.fixture
def at() -> Stage:
    """A market, a BP3MI that issues, a gate at an airport."""
    with world.as_owner():
        Airport.objects.get_or_create(
            code="CGK", defaults={"name": "Soekarno-Hatta", "country_id": "ID", "time_zone": "Asia/Jakarta"}
        )
    return last_steps.stage()


@pytest.fixture
def green(at: Stage) -> Dossier:
    """Everything in order."""
    dossier = last_steps.file_with(at, "orientation")
    last_steps.card_of(at, dossier)
    last_steps.proof(dossier, "pregnancy_test", at.checker, issued_on=clock.today())
    has_passport(dossier)
    return dossier


@pytest.fixture
def amber(at: Stage) -> Dossier:
    """The card alone is missing."""
    dossier = last_steps.file_with(at, "orientation")
    last_steps.proof(dossier, "pregnancy_test", at.checker, issued_on=clock.today())
    has_passport(dossier)
    return dossier


@pytest.fixture
def red(at: Stage) -> Dossier:
    """No visa, no orientation."""
    dossier = last_steps.file_with(at, without=("visa",))
    has_passport(dossier)
    return dossier
