"""What every main page owes its readers: accessible, by keyboard, never sideways, light, in their language, at home."""

import gzip
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.utils import translation
from playwright.sync_api import Page

from rantau.cli.demo.story import Story
from tests.browser import walking
from tests.browser.conftest import OpenTab, World
from tests.browser.tab import Tab
from tests.browser.telling import told

pytestmark = [pytest.mark.browser, pytest.mark.long]
PUBLIC = ("portal", "register", "account_login", "vacancies", "agency_check", "card_check", "destinations",
          "lawful_way", "offices", "rules")  # fmt: skip
MINE = ("mine_home", "mine_costs", "mine_contract", "mine_orientation", "mine_card", "mine_data", "mine_payments",
        "mine_trace", "mine_export", "mine_help")  # fmt: skip
DESK = ("desk_home", "desk_search", "desk_register", "desk_corrections", "desk_disputes", "desk_clean")
AGENCY = ("agency_home", "agency_orders", "agency_candidates", "agency_referrers")
FILE = ("desk_dossier", "desk_state", "desk_sign")
PAGES = [
    *(("", name) for name in PUBLIC),
    *(("herself", name) for name in MINE),
    *(("verifikator", name) for name in DESK),
    *(("pengantar", name) for name in FILE),
    *(("p3mi1", name) for name in (*AGENCY, "agency_dossier")),
    ("instruktur", "desk_classes"),
    ("taipei", "desk_orders"),
    ("gerbang", "gate_home"),
]
OWN_FILE = frozenset({*FILE, "agency_dossier"})
KILOBYTES = 60  # of a first page with styles and scripts, compressed


@pytest.fixture(scope="module")
def her(world: World, django_db_blocker: object) -> Story:
    """A woman who has signed, been examined, and whose passport and contract are there."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's fixture
        return told(world, "contract")


def opened(tab: OpenTab, her: Story, who: str, name: str, **options: object) -> Tab:
    """A page as somebody sees it."""
    username = her.username if who == "herself" else who
    args = [her.dossier] if name in OWN_FILE else []
    return tab(username, **options).go(name, *args)


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_open_main_page_is_accessible_and_never_scrolls_sideways(who: str, name: str, tab: OpenTab, her: Story) -> None:
    # axe has to put its own script in, which the policy forbids: only here it is off
    page = opened(tab, her, who, name, bypass_csp=True)
    assert page.violations() == []
    for width in (320, 640):  # 640 is a window of 1280 at 200 % zoom
        page.page.set_viewport_size({"width": width, "height": 900})
        assert page.sideways() <= 0, width


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_open_main_page_breaks_no_policy_and_asks_nobody_else(who: str, name: str, tab: OpenTab, her: Story) -> None:
    page = opened(tab, her, who, name)
    assert page.heading
    assert page.complaints == []


@pytest.mark.control
def test_open_page_that_asks_somebody_else_is_noticed(tab: OpenTab) -> None:
    page = tab().go("portal")
    page.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))")
    page.page.wait_for_timeout(200)
    assert any("left the origin" in said or "console" in said for said in page.complaints)
    page.complaints.clear()


@pytest.mark.parametrize(("who", "name"), [("", "portal"), ("herself", "mine_home"), ("verifikator", "desk_home")])
def test_open_first_page_weighs_at_most_60_kilobytes(who: str, name: str, tab: OpenTab, her: Story) -> None:
    page = opened(tab, her, who, "vacancies" if who == "" else name)
    bodies: dict[str, bytes] = {}
    page.page.on("response", lambda answer: bodies.__setitem__(answer.url, answer.body()) if answer.ok else None)
    page.go(name)
    page.page.wait_for_load_state("networkidle")
    weight = sum(len(gzip.compress(body)) for body in bodies.values())
    assert weight <= KILOBYTES * 1024, {url: len(gzip.compress(body)) for url, body in bodies.items()}


# -- in English


def indonesian() -> frozenset[str]:
    """Every text that has an English form of its own."""
    with translation.override("en"):
        from django.utils.translation import trans_real

        known = trans_real.catalog()
        return frozenset(text for text in _texts(known) if known.get(text, text) != text and len(text) > 3)


def _texts(known: object) -> Iterator[str]:
    for text in known:  # type: ignore[attr-defined]  # a catalogue of gettext
        if isinstance(text, str):
            yield text


READ = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) { const text = walk.currentNode.textContent.trim().replace(/\\s+/g, ' ');
  if (text && !walk.currentNode.parentElement.closest('[lang=id], script')) found.push(text); } return found; }"""


def left_in_indonesian(page: Page, known: frozenset[str]) -> list[str]:
    """The texts of a page that the catalogue knows in English but the page shows in Indonesian."""
    return sorted(set(page.evaluate(READ)) & known)


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_open_main_page_in_english_shows_no_indonesian(who: str, name: str, tab: OpenTab, her: Story) -> None:
    page = opened(tab, her, who, name, language="en")
    assert page.page.get_attribute("html", "lang") == "en"
    assert left_in_indonesian(page.page, indonesian()) == []


@pytest.mark.control
def test_open_main_page_in_indonesian_is_recognised_as_such(tab: OpenTab, her: Story) -> None:
    page = opened(tab, her, "verifikator", "desk_home")
    assert left_in_indonesian(page.page, indonesian())


# -- by keyboard alone


def to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what a selector names."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard never reaches {wanted}")


def test_search_and_decide_a_document_by_keyboard_only(tab: OpenTab, her: Story, world: World) -> None:
    waiting = told(world, "opened")
    world.site.backstage(_hand_in, waiting)
    page = tab("verifikator").go("desk_home").page
    to(page, "#cari")
    page.keyboard.type(waiting.who.name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari")
    to(page, f"a[href*='{waiting.dossier}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/berkas/**")
    to(page, "[name=decision]")
    page.keyboard.press("Space")
    to(page, "button[name=step][value=decide]")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert world.site.backstage(_decided, waiting.dossier) == "verified"


def _hand_in(one: Story) -> None:
    from rantau.placement.documents.actions import FileEvidence

    one.do("loket", FileEvidence(dossier_id=one.dossier, kind="kk", number="3604010101010101"))


def _decided(dossier: UUID) -> str:
    from rantau.cli.demo.cast import acting
    from rantau.kernel.actors import reading
    from rantau.kernel.models import Evidence

    with reading(acting("verifikator")):
        return Evidence.objects.filter(subject=dossier, kind="kk").latest("stated_at").state


def test_walk_the_journey_line_by_keyboard_reaches_what_is_missing(tab: OpenTab, her: Story) -> None:
    page = tab(her.username, width=360).go("mine_home").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    to(page, ".hangs a, .more summary")
    to(page, ".more summary")
    page.keyboard.press("Enter")
    assert page.locator("details.more").first.evaluate("part => part.open")


# -- three daily jobs, in as many clicks as the space says


def test_do_the_desks_jobs_in_the_clicks_it_states(tab: OpenTab, her: Story) -> None:
    page = tab("verifikator").go("desk_home")
    walking.search(page, her.who.name)  # 1, by keyboard
    page.follow(her.who.name)  # 2: the file
    assert str(her.dossier) in page.path
    assert page.clicks == 1
    counter = tab("loket").go("desk_home").follow("Daftarkan orang")
    assert (counter.path, counter.clicks) == ("/meja/daftar", 1)


def test_do_the_gates_first_job_in_one_click(tab: OpenTab, her: Story) -> None:
    page = tab("gerbang").go("gate_home").fill(shown=her.who.passport or f"Z{7_000_000 + her.who.number}")
    page.press("Periksa")
    assert (page.clicks, str(her.dossier) in page.path) == (1, True)
    page.says(her.who.name)


def test_do_the_agencys_jobs_in_the_clicks_it_states(tab: OpenTab, her: Story) -> None:
    page = tab("p3mi1").go("agency_home").follow(her.who.name)
    assert (page.clicks, str(her.dossier) in page.path) == (1, True)


def test_do_her_own_jobs_in_one_click_each(tab: OpenTab, her: Story) -> None:
    for words, path in (
        ("Kirim buktinya", "/saya/bukti/"),
        ("Semua catatan", "/saya/jejak"),
        ("Minta bantuan", "/saya/bantuan"),
    ):
        page = tab(her.username, width=360).go("mine_home").follow(words)
        assert page.path.startswith(path)
