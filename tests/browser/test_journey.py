"""One whole journey in a real browser: the candidate on her phone, the agency, the officers, the gate.

Every step goes through pages. What would take weeks of waiting is done by moving the site's day between two pages
(``Walk.days``); no row is touched. The offices, officers, the agency and its permit stand there from the beginning.
"""

import pytest

from rantau.cli.demo.cast import OFFICERS
from tests.browser import walking
from tests.browser.conftest import OpenTab, World
from tests.browser.walking import OWN_PASSWORD, Walk

pytestmark = pytest.mark.browser
DAYS = 28  # from the counter to the gate
STAFF = (
    "loket",
    "verifikator",
    "pengantar",
    "p3mi1",
    "taipei",
    "instruktur",
    "instruktur2",
    "penerbit-bp3mi",
    "gerbang",
)


@pytest.fixture
def walk(world: World, tab: OpenTab) -> Walk:
    """Somebody whom Rantau has never heard of."""
    world.site.days_ago = DAYS
    return Walk(world.site, tab, next(world.women), world.order)


def stands(walk: Walk, station: str, missing: str) -> None:
    """On her own page the line is at a station, and this is what is missing."""
    tab = walk.herself.go("mine_home")
    assert tab.here == station
    assert missing in tab.hanging()


def turn(walk: Walk, name: str) -> None:
    """The desk's page says whose turn it is."""
    tab = walk.file("verifikator")
    assert name in tab.page.locator(".three").inner_text()


def test_walk_whole_journey_through_pages_ends_with_a_departure(walk: Walk, tab: OpenTab) -> None:
    registered_and_identified(walk, tab)
    selected_and_signed(walk)
    documents_complete(walk)
    oriented_and_cleared(walk)
    departed(walk)


def registered_and_identified(walk: Walk, tab: OpenTab) -> None:
    phone = tab(width=360)
    walking.register_oneself(walk, phone)
    assert "berkas Anda belum dibuka" in phone.heading
    walking.open_file(walk)
    stands(walk, "Daftar", "KTP dan NIK")
    turn(walk, "Calon")
    walk.days(1)
    walking.first_papers(walk)


def selected_and_signed(walk: Walk) -> None:
    stands(walk, "Seleksi", "Seleksi belum dilakukan")
    walk.days(1)
    walking.propose(walk)
    stands(walk, "Seleksi", "menunggu diperiksa oleh kantor layanan")
    assert walk.decide("pengantar", "selection").here == "Perjanjian"
    stands(walk, "Perjanjian", "Penjelasan biaya")
    walking.costs(walk)
    walk.herself.says("tercatat sudah Anda baca")
    walking.sign(walk)
    walk.as_("pengantar").says("Satu tempat kuota terpakai")


def documents_complete(walk: Walk) -> None:
    stands(walk, "Dokumen", "Surat status perkawinan")
    walk.days(1)
    walking.other_papers(walk)
    stands(walk, "Dokumen", "Paspor belum ada")
    walking.passport(walk)
    walk.days(1)
    walking.draft_contract(walk)
    assert walk.herself.go("mine_contract").heading == "Kontrak Anda sedang diperiksa"
    walking.endorse_contract(walk)
    assert walk.herself.go("mine_contract").heading == "Baca kontrak Anda, lalu putuskan"
    walking.acknowledge_contract(walk)
    assert walk.herself.go("mine_contract").heading == "Kontrak ini sudah Anda setujui"
    walk.days(3)
    walking.insurance_and_visa(walk)


def oriented_and_cleared(walk: Walk) -> None:
    stands(walk, "OPP", "Orientasi pra-pemberangkatan")
    walking.orientation(walk)
    assert walk.herself.go("mine_orientation").heading == "OPP sudah Anda ikuti"
    stands(walk, "Kartu", "BP3MI")
    walk.days(DAYS)
    walking.card(walk)
    assert walk.herself.go("mine_card").heading == "Kartu Anda berlaku"


def departed(walk: Walk) -> None:
    stands(walk, "Tiba", "Uji hamil menjelang berangkat")
    walking.pregnancy_test(walk)
    gate = walking.find_at_gate(walk)
    gate.says("Semua syarat terpenuhi").says("Persilakan jalan")
    assert gate.page.locator(".gate[data-tone=ok], .gate--ok, [data-tone=ok]").count() > 0
    walking.depart(walk).says("Keberangkatan sudah dicatat")
    assert "lapor diri setelah tiba" in walk.herself.go("mine_home").heading


@pytest.mark.parametrize("username", STAFF)
def test_sign_in_as_staff_on_the_page_asks_for_the_second_factor(username: str, tab: OpenTab) -> None:
    one = tab()
    walking.sign_in(one, username, code=False)
    assert one.path == "/akun/langkah-kedua/kode"
    one.fill(code=walking.second_factor())
    one.page.locator("main form button").first.click()
    one.page.wait_for_url(lambda url: "/akun/" not in url)
    named = {post.username: post.name for post in OFFICERS}.get(
        username, "job order"
    )  # an agency's page names its work
    assert named.lower() in one.page.locator("body").inner_text().lower()


def test_sign_in_as_herself_by_phone_number_needs_no_second_factor(walk: Walk, tab: OpenTab) -> None:
    walking.register_oneself(walk, tab(width=360))
    own = walking.sign_in(tab(width=360), walk.who.phone, OWN_PASSWORD, code=False)
    assert walk.who.name in own.heading
