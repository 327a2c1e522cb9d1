"""What every test of a page needs: a folder for static files, as a prepared server has, and compiled English."""

import pytest

from rantau.config import paths
from rantau.web.look.catalogue import compile_catalogues


@pytest.fixture(scope="session", autouse=True)
def _prepared_server() -> None:
    paths.STATIC.mkdir(parents=True, exist_ok=True)
    compile_catalogues()
