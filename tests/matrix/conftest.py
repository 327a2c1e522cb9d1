"""Actions that other tests of the same process made up do not belong to the house."""

import pytest

from rantau.kernel import actions


@pytest.fixture(autouse=True, scope="module")
def _only_our_rooms() -> None:
    for command, spec in list(actions._REGISTRY.items()):
        if spec.function.__module__.startswith("tests."):
            del actions._REGISTRY[command]
