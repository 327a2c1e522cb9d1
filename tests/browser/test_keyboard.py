"""The whole journey once more, in English and with nothing but the keyboard: for candidate, agency, officers, gate."""

import pytest

from tests.browser.conftest import OpenTab, World
from tests.browser.hands import Keys
from tests.browser.test_journey import begun, whole_journey

pytestmark = pytest.mark.browser


def test_walk_whole_journey_in_english_by_keyboard_alone_ends_with_a_departure(world: World, tab: OpenTab) -> None:
    whole_journey(begun(world, tab, language="en", keys=True))


@pytest.mark.control
def test_control_what_the_tab_key_passes_by_is_not_reached(tab: OpenTab) -> None:
    page = tab(keys=True).go("portal").page
    page.evaluate("() => { document.querySelector('main a').tabIndex = -1 }")
    with pytest.raises(AssertionError, match="never reaches"):
        Keys(page).reach(page.locator("main a").first)
