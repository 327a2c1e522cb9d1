"""One world per process, told by the demo's own cast; one browser per file; a tab that watches what the page does."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from rantau.cli.demo.cast import OFFICERS, build_offices, encoded_password, hire
from rantau.cli.demo.country import DEMANDS, appoint, portrait, recruit
from rantau.cli.demo.imported import NUMBER, bring_over
from rantau.cli.demo.story import Order
from rantau.cli.demo.synthetic import SyntheticPerson, persons
from rantau.web.look.catalogue import compile_catalogues
from tests.browser.site import Site
from tests.browser.tab import Tab
from tests.database import database_for
from tools.browser_gate import chromium as chromium_path

SEED = 2026
QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"  # everybody signs in on the page, some thirty times
IMPORTED = 2  # one for each language
DAYS_OF_HISTORY = 40  # the agency, its order and its permit were there before any journey begins


@dataclass(frozen=True, slots=True)
class World:
    """Offices, officers, one agency with an order for Taiwan, women to come, and some who come from SISKOTKLN."""

    site: Site
    order: Order
    women: Iterator[SyntheticPerson]
    imported: Iterator[SyntheticPerson]
    photo: bytes


@pytest.fixture(scope="session")
def world(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The cast of the demo country, committed to a database that only browsers see."""
    compile_catalogues()
    site = Site(database_for(f"browser_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"))
    keys: Path = tmp_path_factory.mktemp("cards")
    with override_settings(RANTAU_CARD_KEYS=keys, PASSWORD_HASHERS=[QUICK]), django_db_blocker.unblock():
        encoded_password.cache_clear()
        site.days_ago = DAYS_OF_HISTORY
        yield site.backstage(_cast, site)
        site.close()
        encoded_password.cache_clear()


def _cast(site: Site) -> World:
    units = build_offices()
    hire(OFFICERS, units)
    appoint(units)
    order = recruit(0, DEMANDS[0])
    women = (who for who in persons(200, SEED) if who.sex == "f" and who.nik and 23 <= _age(who) <= 40)
    imported = [replace(next(women), number=NUMBER + one) for one in range(IMPORTED)]
    for who in imported:
        bring_over(who, order)
    return World(site, order, women, iter(imported), portrait())


def _age(who: SyntheticPerson) -> int:
    return 2026 - who.birth_date.year


@pytest.fixture(autouse=True)
def _open(django_db_blocker: DjangoDbBlocker, world: World) -> Iterator[None]:
    """Let the site's threads reach their database while a browser test runs; no page may have failed meanwhile."""
    with django_db_blocker.unblock():
        world.site.days_ago = 0
        yield
        failed, world.site.failures[:] = list(world.site.failures), []
    assert failed == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once per file: another file of another folder may want its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


OpenTab = Callable[..., Tab]


@pytest.fixture
def tab(browser: Browser, world: World) -> Iterator[OpenTab]:
    """Open a tab as somebody: ``tab("loket")``, ``tab(language="en", keys=True)``; each has its own cookies."""
    opened: list[Tab] = []

    def open_tab(username: str = "", **options: Any) -> Tab:
        opened.append(Tab.open(browser, world.site, username, **options))
        return opened[-1]

    yield open_tab
    complaints = [said for each in opened for said in each.complaints]
    for each in opened:
        each.close()
    assert complaints == []
