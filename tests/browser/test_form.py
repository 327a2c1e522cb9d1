"""What every main page owes its readers: accessible, never sideways, light, in their language, without script."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from rantau.cli.demo.cast import acting
from rantau.cli.demo.story import Story
from rantau.kernel.actors import reading
from rantau.kernel.models import Evidence
from tests.browser import judging, words
from tests.browser.conftest import OpenTab, World
from tests.browser.tab import Tab
from tests.browser.telling import told
from tests.browser.words import Data

pytestmark = pytest.mark.browser
HERSELF = "herself"
FILE = "file"  # the page is about her file
PAGES: dict[str, tuple[str, ...]] = {
    "": ("portal", "register", "account_login", "vacancies", "agency_check", "card_check", "destinations",
         "lawful_way", "offices", "rules"),
    HERSELF: ("mine_home", "mine_costs", "mine_contract", "mine_orientation", "mine_card", "mine_data",
              "mine_payments", "mine_trace", "mine_export", "mine_help", "mine_evidence visa"),
    "verifikator": ("desk_home", "desk_search", "desk_register", "desk_corrections", "desk_disputes", "desk_clean",
                    "desk_person person"),
    "loket": ("desk_state file", "desk_state_kind file visa"),
    "pengantar": ("desk_dossier file", "desk_sign file", "desk_file_act file berangkat"),
    "instruktur": ("desk_classes",),
    "taipei": ("desk_orders",),
    "p3mi1": ("agency_home", "agency_orders", "agency_order_new", "agency_candidates", "agency_register",
              "agency_referrers", "agency_dossier file", "agency_file_act file kontrak"),
    "gerbang": ("gate_home", "gate_check file"),
    "menteri": ("centre_home", "centre_permits", "centre_agencies", "centre_packs", "centre_accounts"),
}  # fmt: skip
ALL = [(who, page) for who, pages in PAGES.items() for page in pages]
FIRST = [("", "portal"), (HERSELF, "mine_home"), ("p3mi1", "agency_home"), ("verifikator", "desk_home"),
         ("gerbang", "gate_home")]  # fmt: skip
Seat = Callable[[str, str], Tab]


@pytest.fixture(scope="module")
def her(world: World, django_db_blocker: DjangoDbBlocker) -> Story:
    """A woman who has signed, been examined, and whose passport and contract are there."""
    with django_db_blocker.unblock():
        return told(world, "contract")


@pytest.fixture(scope="module")
def seat(browser: Browser, world: World, her: Story, django_db_blocker: DjangoDbBlocker) -> Iterator[Seat]:
    """Somebody's own tab in a language, opened once and kept: pages are only looked at."""
    taken: dict[tuple[str, str], Tab] = {}

    def sit(who: str, language: str) -> Tab:
        if (who, language) not in taken:
            username = her.username if who == HERSELF else who
            with django_db_blocker.unblock():
                taken[who, language] = Tab.open(browser, world.site, username, language=language)
        return taken[who, language]

    yield sit
    for tab in taken.values():
        tab.close()


def opened(tab: Tab, page: str, her: Story) -> Tab:
    """Open a page by its name and what it is about."""
    name, *about = page.split(" ")
    known = {FILE: her.dossier, "person": her.person}
    return tab.go(name, *(known.get(each, each) for each in about))


@pytest.mark.parametrize(("who", "page"), ALL)
def test_open_main_page_in_both_languages_owes_its_readers_nothing(who: str, page: str, seat: Seat, her: Story) -> None:
    found = {language: judging.faults(opened(seat(who, language), page, her), thoroughly=language == "id")
             for language in ("id", "en")}  # fmt: skip
    assert found == {"id": [], "en": []}


@pytest.mark.parametrize(("who", "page"), FIRST)
def test_open_first_page_weighs_at_most_60_kilobytes(who: str, page: str, tab: OpenTab, her: Story) -> None:
    parts = judging.weigh(tab(her.username if who == HERSELF else who), page)
    assert sum(parts.values()) <= judging.KILOBYTES * 1024, parts


# -- without script


def test_work_without_javascript_hands_in_a_paper_and_decides_on_it(tab: OpenTab, world: World) -> None:
    one = told(world, "opened")
    phone = tab(one.username, width=360, java_script_enabled=False).go("mine_evidence", "family_card")
    phone.fill(number="3604010101010101", content=world.photo).press("Kirim dokumen")
    desk = tab("verifikator", java_script_enabled=False).go("desk_home").find(one.who.name)
    desk.follow(Data(one.who.name), within="main").fill(decision="refuse", seen="Nama anak belum tercantum.")
    desk.fill(until=one.today, who="candidate", rule="PP10-8-KK").press("Lihat dulu yang akan dibacanya")
    desk.has("%(what)s belum dapat dipakai.", Data("Nama anak belum tercantum.")).press("Kirim penolakan")
    state, refusal = world.site.backstage(_last, one.dossier, "kk")
    assert (state, refusal["seen"], refusal["who"]) == ("refused", "Nama anak belum tercantum.", "candidate")
    phone.go("mine_evidence", "family_card").has(Data("Nama anak belum tercantum."))


def _last(dossier: UUID, kind: str) -> tuple[str, dict[str, str]]:
    with reading(acting("verifikator")):
        row = Evidence.objects.filter(subject=dossier, kind=kind).latest("stated_at")
        return row.state, row.refusal or {}


# -- the judge himself is judged


HARM = {
    "left the origin": "() => document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))",
    "console": "() => document.body.append(Object.assign(document.createElement('script'), {text: 'window.harm = 1'}))",
    "80 pixels too wide at 320": "() => { document.querySelector('main').style.width = '400px' }",
    "squeezed at 320": "() => { document.querySelector('h1').style.width = '1ch' }",
    "image-alt": "() => document.querySelector('main').append(Object.assign(new Image(), {src: 'data:,'}))",
    "2 first headings": "() => document.querySelector('main').append(document.createElement('h1'))",
    "Indonesian": "() => { document.querySelector('h1').textContent = 'Simpan keputusan' }",
    "says it is in": "() => { document.documentElement.lang = 'fr' }",
}


@pytest.mark.control
@pytest.mark.parametrize("what", HARM)
def test_control_a_page_with_a_fault_is_found_out(what: str, tab: OpenTab) -> None:
    one = tab(language="en").go("offices")
    one.page.evaluate(HARM[what])
    one.page.wait_for_timeout(100)
    assert any(said.startswith(what) for said in judging.faults(one, thoroughly=True))


@pytest.mark.control
def test_control_a_page_in_indonesian_is_recognised_as_such(seat: Seat) -> None:
    page = seat("", "id").go("portal").page
    page.evaluate("() => { document.documentElement.lang = 'en' }")
    assert words.left_in_indonesian(page.evaluate(judging.READ))


@pytest.mark.control
def test_control_a_page_with_ballast_is_too_heavy(tab: OpenTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging.gzip, "compress", lambda body: body)
    assert sum(judging.weigh(tab(), "portal").values()) > judging.KILOBYTES * 1024
