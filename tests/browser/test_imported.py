"""The person brought over from SISKOTKLN in mid-process goes on where she was: through pages, to the card (CO-01)."""

from uuid import UUID

import pytest

from rantau.cli.demo.cast import PASSWORD, acting
from rantau.cli.demo.imported import old_number
from rantau.kernel.actors import reading
from rantau.kernel.models import Evidence
from rantau.placement.demand.models import PermitClaim, PermitQuota
from tests.browser import walking, words
from tests.browser.conftest import OpenTab, World
from tests.browser.walking import Walk

pytestmark = pytest.mark.browser
DAYS = 20  # from the counter to the card
CARRIED = ("selection", "cost_statement", "placement_agreement")


@pytest.mark.parametrize("language", ["id", "en"])
def test_finish_imported_journey_through_pages_reaches_the_card(language: str, world: World, tab: OpenTab) -> None:
    walk = brought_over(world, tab, language)
    asked_once(walk)
    proofs, places = on_file(walk), taken(walk)
    tied_to_its_permit(walk)
    documents_complete(walk)
    walk.herself.go("mine_home").stands("OPP", "Orientasi pra-pemberangkatan (OPP)")
    walking.orientation(walk)
    walk.days(DAYS)
    walking.card(walk)
    assert on_file(walk) == {**proofs, "selection": proofs["selection"] + 1}, "nothing carried over is proved again"
    assert taken(walk) == places + 1


def brought_over(world: World, tab: OpenTab, language: str) -> Walk:
    """Somebody with the file the import made; nobody registers her again, she has her account."""
    world.site.days_ago = DAYS
    who = next(world.imported)
    username = f"calon{who.number}"
    dossier = world.site.backstage(walking.dossier_of, username)
    return Walk(world.site, tab, who, world.order, {"language": language}, username, PASSWORD, dossier)


def asked_once(walk: Walk) -> None:
    """Her page says where she stands; the counter finds her by her old number and asks who once brought her."""
    home = walk.herself.go("mine_home").has("selesai, dibawa dari sistem lama", within=".journey")
    assert home.here == words.ruled("Dokumen", home.language)
    desk = walk.as_("loket").find(old_number(walk.who)).follow(walk.name, within="main")
    desk.follow("Catat siapa yang mengajak").fill(referral="none").press("Catat jawabannya")
    walk.hand_in({"photo": {"content": walking.portrait()}})
    walk.accept("verifikator")


def tied_to_its_permit(walk: Walk) -> None:
    """Her agency names the permit, the officer finds it right; nothing is signed again."""
    walking.name_permit(walk)
    walk.accept("pengantar").has("Tidak ada yang menunggu Anda di sini")
    walking.draft_contract(walk)
    walking.endorse_contract(walk)
    walking.acknowledge_contract(walk)


def documents_complete(walk: Walk) -> None:
    """What the old system had not got; her ID still holds her back, for the rules of her cohort ask for it."""
    walk.bring("candidate_id", number=f"CPMI-{walk.who.number}", issued_on=walk.today)
    walking.health(walk)
    walking.passport(walk)
    walk.accept("verifikator", 4)
    walking.insurance_and_visa(walk)
    walk.days(3)


def on_file(walk: Walk) -> dict[str, int]:
    """How many proofs there are of each thing that came with her."""
    return {kind: walk.site.backstage(_proofs, walk.dossier, kind) for kind in CARRIED}


def _proofs(dossier: UUID, kind: str) -> int:
    with reading(acting("pengantar")):
        return Evidence.objects.filter(subject=dossier, kind=kind).count()


def taken(walk: Walk) -> int:
    """How many places of the permit are taken, counted twice: on the counters and by their claims."""
    return walk.site.backstage(_taken, walk.order.permit)


def _taken(permit: UUID) -> int:
    with reading(acting("menteri")):
        counters = sum(PermitQuota.objects.filter(permit=permit).values_list("taken", flat=True))
        claims = PermitClaim.objects.filter(counter__permit=permit, state__in=("confirmed", "used")).count()
    assert counters == claims
    return counters
