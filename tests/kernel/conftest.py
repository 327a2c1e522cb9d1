"""Fixtures of the kernel's tests."""

from collections.abc import Iterator

import pytest

from tests.kernel import deeds


@pytest.fixture
def deed() -> Iterator[None]:
    """The made-up act is in the registry."""
    with deeds.registered():
        yield
