"""The style page in a real browser: accessible, by keyboard, never sideways, under the content policy, scriptless."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache as memory
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from rantau.web.look import samples
from tools.browser_gate import chromium as chromium_path

pytestmark = pytest.mark.browser
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "; ".join(
    f"{name} {' '.join(values)}" for name, values in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
HOTLINE = {"tel": "08001000", "number": "0800 1000", "hours": "gratis, siang dan malam"}
NAV = [{"url": "/id", "label": "Gaya", "current": True}]


@cache
def document(language: str) -> bytes:
    with translation.override(language):
        context = {**samples.everything(), "nav": NAV}
        memory.set("hotline", HOTLINE)  # as if read a moment ago: this server has no database
        return render_to_string("look/gaya.html", context, RequestFactory().get("/gaya")).encode()


class Handler(BaseHTTPRequestHandler):
    """Serves the page in a language, and our static files, under the project's own content policy."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        body = Path(found).read_bytes() if found else document(path.strip("/") or "id")
        self.send_response(200)
        self.send_header("Content-Type", TYPES[Path(path).suffix] if found else "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        with suppress(BrokenPipeError):  # a tab that was closed meanwhile
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_read_style_page_has_no_accessibility_violation(browser, site, language, width):
    # axe has to put its own script in, which the policy forbids: only here it is off
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}/{language}")
    found = [f"{each['id']}: {each['nodes'][0]['html']}" for each in Axe().run(page).response["violations"]]
    context.close()
    assert found == []


@pytest.mark.control
def test_read_page_without_labels_is_found_by_the_checker(browser, site):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site}/id")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert "label" in {each["id"] for each in Axe().run(page).response["violations"]}
    context.close()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_read_style_page_never_scrolls_sideways_and_breaks_no_policy(tab, site, language, width):
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{site}/{language}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


def test_walk_by_keyboard_begins_with_the_skip_link(tab, site):
    tab.goto(f"{site}/id")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "isi"


def test_follow_error_summary_moves_to_the_field(tab, site):
    tab.goto(f"{site}/id")
    tab.click(".summary a >> nth=0")
    assert tab.evaluate("document.activeElement.id") == "id_passport"


def test_send_form_twice_goes_out_once(tab, site):
    tab.goto(f"{site}/id")
    counting = "if (!e.defaultPrevented) { window.sent++; e.preventDefault(); }"
    tab.evaluate(f"window.sent = 0; addEventListener('submit', e => {{ {counting} }})")
    tab.click("#putus button")
    assert tab.get_attribute("#putus button", "aria-busy") == "true"
    tab.click("#putus button")
    assert tab.evaluate("window.sent") == 1


def test_read_without_script_shows_all_and_hides_what_needs_it(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/id")
    assert page.locator("h1").inner_text() == "Gaya tampilan Rantau"
    assert not page.locator("[data-print]").is_visible()
    page.click(".more summary")
    assert page.locator(".journey--tall").is_visible()
    context.close()
