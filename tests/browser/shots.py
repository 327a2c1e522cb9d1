"""Screenshots of the main pages for docs/: ``RANTAU_SHOTS=docs/screenshots pytest tests/browser/test_shots.py``."""

import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PIL import Image

from rantau.cli.demo.story import Story
from tests.browser.conftest import OpenTab, World
from tests.browser.tab import Tab
from tests.browser.telling import told

PHONE, WIDE = 360, 1280
TALLEST = 1600  # pixels: a picture in a README is no scroll
LARGEST = 150 * 1024  # bytes


def keep(tab: Tab, target: Path) -> None:
    """Save what the page shows, with few colours, in at most ``LARGEST`` bytes."""
    picture = Image.open(io.BytesIO(tab.page.screenshot(full_page=True))).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    for colours in (128, 64, 32, 16):
        made = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if made.tell() <= LARGEST:
            break
    target.write_bytes(made.getvalue())


def take(world: World, tab: OpenTab, target: Path) -> None:
    """Photograph everything."""
    her, waiting = told(world, "contract"), told(world, "insured")
    world.site.backstage(hand_in, waiting)
    selected, cleared = told(world, "told_costs"), told(world, "tested")
    public(tab, target)
    own(tab, target, her, cleared)
    staff(tab, target, waiting, selected)
    house(world, tab, target, her)
    gate(tab, target, cleared, told(world, "oriented"), her)


def hand_in(one: Story) -> None:
    """Her visa waits for the verifier, everything before it is there."""
    from rantau.placement.documents.actions import FileEvidence

    until = one.today + timedelta(days=1200)
    number = f"TWV{one.who.number:06d}"
    one.do(
        one.desk, FileEvidence(dossier_id=one.dossier, kind="visa", number=number, issued_on=one.on, valid_until=until)
    )


def shoot(tab: OpenTab, target: Path, who: str, page: str, *args: UUID, name: str = "", **options: object) -> None:
    """One page on a phone and on a desk."""
    for width in (PHONE, WIDE):
        one = tab(who, width=width, **options).go(page, *args)
        one.page.wait_for_load_state("networkidle")
        keep(one, target / f"{name or page}-{width}.png")
        one.page.close()


def public(tab: OpenTab, target: Path) -> None:
    """Before anybody signs in."""
    for language, ending in (("id", ""), ("en", "-en")):
        shoot(tab, target, "", "portal", name=f"portal{ending}", language=language)
    shoot(tab, target, "", "register")


def own(tab: OpenTab, target: Path, her: Story, cleared: Story) -> None:
    """Her own space, before and after the card."""
    for page in ("mine_home", "mine_costs", "mine_contract"):
        shoot(tab, target, her.username, page)
    shoot(tab, target, her.username, "mine_home", name="mine_home-en", language="en")
    shoot(tab, target, cleared.username, "mine_card")


def staff(tab: OpenTab, target: Path, waiting: Story, selected: Story) -> None:
    """The desk."""
    shoot(tab, target, "verifikator", "desk_home")
    shoot(tab, target, "verifikator", "desk_dossier", waiting.dossier, name="dossier")
    shoot(tab, target, "verifikator", "desk_dossier", waiting.dossier, name="dossier-en", language="en")
    shoot(tab, target, "pengantar", "desk_sign", selected.dossier)


def house(world: World, tab: OpenTab, target: Path, her: Story) -> None:
    """The agency, and the ministry's page of a permit once there is one."""
    order = world.site.backstage(order_of, her.order.permit)
    shoot(tab, target, "p3mi1", "agency_home")
    shoot(tab, target, "p3mi1", "agency_order", order)
    shoot(tab, target, "p3mi1", "agency_dossier", her.dossier)
    shoot(tab, target, "menteri", "centre_permit", her.order.permit)


def order_of(permit: UUID) -> UUID:
    """The job order behind a permit."""
    from rantau.cli.demo.cast import acting
    from rantau.kernel.actors import reading
    from rantau.placement.demand.models import Permit

    with reading(acting("menteri")):
        return Permit.objects.get(pk=permit).job_order_id


def gate(tab: OpenTab, target: Path, green: Story, amber: Story, red: Story) -> None:
    """The three answers of the gate."""
    for tone, one in (("green", green), ("amber", amber), ("red", red)):
        for width in (PHONE, WIDE):
            page = tab("gerbang", width=width).go("gate_home")
            page.fill(shown=one.who.passport or f"Z{7_000_000 + one.who.number}").press("Periksa")
            keep(page, target / f"gate_check-{tone}-{width}.png")
            page.page.close()
