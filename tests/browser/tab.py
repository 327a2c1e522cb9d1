"""A browser tab of one person, with short words for what people do on a page."""

from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.browser.site import Site

HEIGHT = 900  # pixels


class Tab:
    """One person's browser. ``complaints`` collects requests to elsewhere, broken policies, script errors."""

    def __init__(self, context: BrowserContext, page: Page, site: Site) -> None:
        self.context, self.page, self.site = context, page, site
        self.complaints: list[str] = []
        self.clicks = 0
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._sent)

    @classmethod
    def open(cls, browser: Browser, site: Site, username: str, language: str, width: int, **options: Any) -> "Tab":
        """Open a context of its own, signed in as somebody unless the name is empty."""
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="id-ID", **options)
        context.set_default_timeout(10_000)
        cookies = {"django_language": language}
        if username:
            cookies["session"] = site.session(username)
        context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
        return cls(context, context.new_page(), site)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _sent(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.complaints.append(f"left the origin: {request.url}")

    def close(self) -> None:
        self.context.close()

    # -- going and reading

    def go(self, name: str, *args: Any, query: str = "") -> "Tab":
        """Open a page by the name of its address."""
        self.page.goto(f"{self.site.url}{reverse(name, args=args)}{query}")
        return self

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def words(self) -> str:
        """What stands on the page, on one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def here(self) -> str:
        """The station the journey line marks as the present one."""
        name = self.page.locator(".journey [aria-current] .station-name").first
        return str(name.evaluate("name => name.firstChild.textContent")).strip()

    def says(self, words: str) -> "Tab":
        """The page shows these words."""
        expect(self.page.locator("main")).to_contain_text(words)
        return self

    def hanging(self) -> str:
        """What hangs below the line: what is missing, and whose turn it is."""
        hung = self.page.locator(".hangs")
        return " ".join(hung.first.inner_text().split()) if hung.count() else ""

    # -- doing

    def follow(self, words: str, exact: bool = False) -> "Tab":
        """Click a link by its words."""
        self._click(self.page.get_by_role("link", name=words, exact=exact).first)
        return self

    def press(self, words: str, exact: bool = False) -> "Tab":
        """Click a button by its words."""
        self._click(self.page.get_by_role("button", name=words, exact=exact).first)
        return self

    def _click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def fill(self, **values: object) -> "Tab":
        """Fill fields by their names: text, choices, ticks (True), files (bytes)."""
        for name, value in values.items():
            self._fill(self.page.locator(f"main [name={name}]"), value)
        return self

    def _fill(self, field: Locator, value: object) -> None:
        first = field.first
        kind = first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            (field.and_(self.page.locator(f"[value='{value}']")) if value is not True else first).check()
        elif kind == "select-one":
            first.select_option(str(value))
        elif kind == "file":
            assert isinstance(value, bytes)
            first.set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": value})
        elif kind == "hidden":
            raise AssertionError(f"{first} is not for people")
        else:
            first.fill(str(value))

    # -- judging

    def violations(self) -> list[str]:
        """What axe finds wrong with the page. The tab must have been opened with ``bypass_csp``."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]

    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
