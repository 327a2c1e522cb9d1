"""The gate with everybody at it, and card keys of the test's own."""

from pathlib import Path
from typing import Any

import pytest

from rantau.registry.places.models import Airport
from tests import world
from tests.placement.last_steps import Stage, stage


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"


@pytest.fixture
def at() -> Stage:
    with world.as_owner():
        Airport.objects.get_or_create(
            code="CGK", defaults={"name": "Soekarno-Hatta", "country_id": "ID", "time_zone": "Asia/Jakarta"}
        )
    return stage()
