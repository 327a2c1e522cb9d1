"""The person brought over from SISKOTKLN in mid-process goes on where she was: through pages, to the card (CO-01)."""

import pytest

from rantau.cli.demo.imported import OLD_NUMBER
from tests.browser import walking
from tests.browser.conftest import OpenTab, World
from tests.browser.test_journey import stands
from tests.browser.walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def walk(world: World, tab: OpenTab) -> Walk:
    """calon900, with the file the import made; nobody registers her again."""
    dossier = world.site.backstage(walking.dossier_of, "calon900")
    world.site.days_ago = 20
    return Walk(world.site, tab, world.imported, world.order, "calon900", dossier)


@pytest.mark.xfail(
    strict=True, reason="an imported file has no job order: its contract cannot be drafted on any page yet"
)
def test_finish_imported_journey_through_pages_reaches_the_card(walk: Walk) -> None:
    home = walk.herself.go("mine_home")
    assert home.here == "Dokumen"
    carried = home.page.locator(".journey .station[data-state=carried], .journey .station[data-state=done]")
    assert carried.count() >= 2
    home.says("dibawa dari sistem lama")
    found = walking.search(walk.as_("loket").go("desk_home"), OLD_NUMBER)
    found.says(walk.who.name)
    walk.hand_in("photo", file=walking.portrait())
    identify(walk)
    walking.health(walk)
    walking.passport(walk)
    walking.propose(walk)
    walk.as_("p3mi1").says(
        "Usulan seleksi sudah dikirim"
    )  # the old system did not name the order: the agency does, nothing else is asked again
    walk.decide("pengantar", "selection")
    walking.draft_contract(walk)
    walking.endorse_contract(walk)
    walking.acknowledge_contract(walk)
    walking.insurance_and_visa(walk)
    walk.days(3)
    stands(walk, "OPP", "Orientasi")
    walking.orientation(walk)
    walk.days(20)
    walking.card(walk)
    assert walk.herself.go("mine_card").heading == "Kartu Anda berlaku"


def identify(walk: Walk) -> None:
    """Somebody looks at her original card once; what was carried over stays."""
    tab = walk.file("verifikator").follow("Data orangnya")
    if tab.page.get_by_role("link", name="Verifikasi identitas").count():
        tab.follow("Verifikasi identitas").fill(document="ktp", seen=True).press("Nyatakan cocok")
    walk.decide("verifikator", "photo")
