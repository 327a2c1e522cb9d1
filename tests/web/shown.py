"""A page as a browser shows it, without a server: Chromium asks, the Django client answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from tools.browser_gate import chromium as chromium_path

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
ADDRESS = "http://rantau.test/"


@contextmanager
def browser_with(html: bytes, width: int = 360) -> Iterator[Page]:
    """Open what the client answered in Chromium at a width in pixels."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        found = finders.find(path.removeprefix("static/")) if path.startswith("static/") else None
        if found:
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES.get(Path(found).suffix, "text/plain"))
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.route("**/*", answer)
        page.goto(ADDRESS)
        yield page
        browser.close()
