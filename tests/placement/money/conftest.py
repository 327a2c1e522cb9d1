"""A market and one file for its order, under the shipped law."""

import pytest

from rantau.placement.dossiers.models import Dossier
from tests.placement.builders import Market, dossier_of, market, order_of, rules


@pytest.fixture(autouse=True)
def _law() -> None:
    rules()


@pytest.fixture
def here() -> Market:
    return market()


@pytest.fixture
def dossier(here: Market) -> Dossier:
    return dossier_of(here, order_of(here))
