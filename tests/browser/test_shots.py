"""The pictures of the documentation are taken from the running pages, when somebody asks for them."""

import os
from pathlib import Path

import pytest

from tests.browser import shots
from tests.browser.conftest import OpenTab, World

pytestmark = [pytest.mark.browser, pytest.mark.long]
TARGET = "RANTAU_SHOTS"


def test_take_pictures_of_main_pages_are_small_enough(world: World, tab: OpenTab, tmp_path: Path) -> None:
    target = Path(os.environ.get(TARGET, tmp_path))
    target.mkdir(parents=True, exist_ok=True)
    shots.take(world, tab, target)
    assert {each.name for each in target.glob("*.png") if each.stat().st_size > shots.LARGEST} == set()
