"""The gate in a real browser: accessible, never sideways at 320 px, targets for a thumb in a hurry."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from rantau.kernel.actors import Role
from rantau.placement.dossiers.models import Dossier
from tests.placement.last_steps import PASSPORT, Stage
from tests.web import signed_in
from tests.web.shown import browser_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SMALL = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
TARGETS = """[...document.querySelectorAll('.gate .button:not(.button--link), .gate input.field-in')]
  .filter(el => el.getBoundingClientRect().height < 56).map(el => el.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["id", "en"])
def test_gate_pages_are_accessible_and_fit_a_narrow_phone(at: Stage, amber: Dossier, language: str) -> None:
    client = signed_in.officer(at.gate, Role.GATE_OFFICER, language=language)
    pages = [
        client.get(reverse("gate_home")),
        client.post(reverse("gate_home"), {"shown": PASSPORT}, follow=True),
        client.get(reverse("gate_outcome", args=[amber.pk, "tunda"])),
        client.post(reverse("gate_outcome", args=[amber.pk, "tunda"]), {"reason": ""}),
    ]
    for answer in pages:
        with browser_with(answer.content, 320) as page:
            assert page.evaluate(SMALL)
            assert page.evaluate(TARGETS) == []
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
