"""One whole journey in a real browser: the candidate on her phone, the agency, the officers, the gate.

Every step goes through pages, and everybody signs in on the page. What would take weeks of waiting is done by moving
the site's day between two pages (``Walk.days``); no row is touched. Here it is walked in Indonesian with the mouse;
``test_keyboard`` walks the same way in English with nothing but the keyboard.
"""

import pytest

from tests.browser import walking
from tests.browser.conftest import OpenTab, World
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
DAYS = 28  # from the counter to the gate


@pytest.fixture
def walk(world: World, tab: OpenTab) -> Walk:
    """Somebody whom Rantau has never heard of."""
    return begun(world, tab)


def begun(world: World, tab: OpenTab, **how: object) -> Walk:
    """A journey that begins some weeks ago."""
    world.site.days_ago = DAYS
    return Walk(world.site, tab, next(world.women), world.order, how)


def test_walk_whole_journey_in_indonesian_with_the_mouse_ends_with_a_departure(walk: Walk) -> None:
    whole_journey(walk)


def whole_journey(walk: Walk) -> None:
    """From nothing to a flight."""
    registered_and_identified(walk)
    selected_and_signed(walk)
    documents_complete(walk)
    oriented_and_cleared(walk)
    departed(walk)


def mine(walk: Walk, station: str, missing: str) -> None:
    """On her own page the line is at a station, and this is what is missing."""
    walk.herself.go("mine_home").stands(station, missing)


def registered_and_identified(walk: Walk) -> None:
    phone = walk.phone()
    walking.register_oneself(walk, phone)
    phone.titled("%(name)s, berkas Anda belum dibuka")
    walking.open_file(walk)
    mine(walk, "Daftar", "KTP dan NIK")
    walk.as_("loket").has("Calon", within=".three")
    walk.days(1)
    walking.first_papers(walk)


def selected_and_signed(walk: Walk) -> None:
    mine(walk, "Seleksi", "Seleksi")
    walk.days(1)
    walking.propose(walk)
    walk.accept("pengantar")
    mine(walk, "Perjanjian", "Penjelasan biaya")
    walking.costs(walk)
    walking.sign(walk)


def documents_complete(walk: Walk) -> None:
    mine(walk, "Dokumen", "Surat status perkawinan")
    walk.days(1)
    walking.health(walk)
    walking.other_papers(walk)
    walking.passport(walk)
    walk.accept("verifikator", 6)
    walk.days(1)
    walking.draft_contract(walk)
    walk.herself.go("mine_contract").titled("Kontrak Anda sedang diperiksa")
    walking.endorse_contract(walk)
    walking.acknowledge_contract(walk)
    walk.days(3)
    walking.insurance_and_visa(walk)


def oriented_and_cleared(walk: Walk) -> None:
    mine(walk, "OPP", "Orientasi pra-pemberangkatan (OPP)")
    walking.orientation(walk)
    walk.herself.go("mine_orientation").titled("OPP sudah Anda ikuti")
    walk.days(DAYS)
    walking.card(walk)


def departed(walk: Walk) -> None:
    mine(walk, "Tiba", "Uji hamil menjelang berangkat")
    walking.pregnancy_test(walk)
    walking.depart(walk)
    walk.herself.go("mine_home").titled("%(name)s, satu hal lagi: lapor diri setelah tiba")
