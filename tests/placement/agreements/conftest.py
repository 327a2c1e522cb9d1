"""A market with an order and a granted permit, under the shipped law."""

import pytest

from rantau.placement.demand.models import JobOrder, Permit
from tests.placement.builders import Market, market, order_of, permit_of, rules


@pytest.fixture(autouse=True)
def _law() -> None:
    rules()


@pytest.fixture
def here() -> Market:
    return market()


@pytest.fixture
def order(here: Market) -> JobOrder:
    return order_of(here)


@pytest.fixture
def permit(order: JobOrder) -> Permit:
    return permit_of(order)
