"""A browser tab of one person, with short words for what people do on a page."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from tests.browser import words
from tests.browser.hands import Hands, Keys, Mouse
from tests.browser.site import Site

# a refusal is an answer (a preview that came after the decision, say); the browser and htmx each report it
REFUSED = re.compile(r"status of 4|Status Error Code 4")
HEIGHT = 900  # pixels
PATIENCE = 20_000  # milliseconds, on a machine that has other things to do
expect.set_options(timeout=PATIENCE)


class Tab:
    """One person's browser. ``complaints`` collects requests to elsewhere, broken policies, script errors.

    Words are given in Indonesian, as the catalogue has them; the tab looks for them in its own language.
    """

    def __init__(self, context: BrowserContext, site: Site, language: str, hands: Callable[[Page], Hands]) -> None:
        self.context, self.page, self.site, self.language = context, context.new_page(), site, language
        self.hands = hands(self.page)
        self.complaints: list[str] = []
        self.clicks = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._sent)

    @classmethod
    def open(
        cls, browser: Browser, site: Site, username: str, *, language: str = "id", width: int = 1280,
        keys: bool = False, **options: Any,
    ) -> "Tab":  # fmt: skip
        """Open a context of its own; with a name, somebody who has signed in already."""
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="id-ID", **options)
        context.set_default_timeout(PATIENCE)
        cookies = {"django_language": language}
        if username:
            cookies["session"] = site.session(username)
        context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items()])
        return cls(context, site, language, Keys if keys else Mouse)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
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
    def here(self) -> str:
        """The station the journey line marks as the present one."""
        name = self.page.locator(".journey [aria-current] .station-name").first
        return str(name.evaluate("name => name.firstChild.textContent")).strip()

    def has(self, *texts: str, within: str = "main") -> "Tab":
        """The page shows these words, somewhere below its header unless said where."""
        for text in texts:
            expect(self.page.locator(within).first).to_contain_text(words.pattern(text, self.language))
        return self

    def titled(self, text: str) -> "Tab":
        """The heading of the page has these words."""
        expect(self.page.locator("h1").first).to_contain_text(words.pattern(text, self.language))
        return self

    def stands(self, station: str, missing: str) -> "Tab":
        """The line is at a station, and below it hangs what is missing; both in the words of the rulebook."""
        hangs = self.page.locator(".hangs").first
        assert self.here == words.ruled(station, self.language), hangs.inner_text()
        expect(hangs).to_contain_text(words.pattern(missing, self.language))
        return self

    # -- doing

    def follow(self, text: str, within: str = "body") -> "Tab":
        """Follow a link by its words."""
        return self.leave(self._named("link", text, within))

    def press(self, text: str, within: str = "body") -> "Tab":
        """Press a button by its words."""
        return self.leave(self._named("button", text, within))

    def act(self, text: str) -> "Tab":
        """Follow or press whatever carries these words, a link or a button."""
        link, button = (self._named(role, text, "body", of_many=True) for role in ("link", "button"))
        return self.leave(link.or_(button).first)

    def unfold(self, text: str) -> "Tab":
        """Open what is folded away."""
        self.hands.press(self.page.locator("summary", has_text=words.pattern(text, self.language)).first)
        self.clicks += 1
        return self

    def _named(self, role: Any, text: str, within: str, *, of_many: bool = False) -> Locator:
        found = self.page.locator(within).get_by_role(role, name=words.pattern(text, self.language))
        return found if of_many else found.first

    def leave(self, part: Locator) -> "Tab":
        """Follow or press a part; another page comes."""
        self.hands.reach(part)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.hands.press(part)
        self.clicks += 1
        return self

    def find(self, text: str) -> "Tab":
        """Type into the search box of the bar and send it with Enter."""
        box = self.page.locator("#cari")
        self.hands.write(box, text)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.hands.enter(box)
        self.clicks += 1
        return self

    def fill(self, **values: object) -> "Tab":
        """Fill fields by their names, from the top of the form down: text, choices, ticks (True), pictures (bytes)."""
        order = self.page.locator("main [name]").evaluate_all("all => all.map(each => each.name)")
        for name in sorted(values, key=order.index):
            self._fill(self.page.locator(f"main [name={name}]"), values[name])
        return self

    def _fill(self, field: Locator, value: object) -> None:
        first = field.first
        kind = first.evaluate("field => field.type")
        if kind in ("radio", "checkbox"):
            self.hands.choose(first if value is True else field.and_(self.page.locator(f"[value='{value}']")))
        elif kind == "select-one":
            self.hands.select(first, str(value))
        elif kind == "file":
            assert isinstance(value, bytes)
            self.hands.attach(first, value)
        else:
            assert kind != "hidden", f"{first} is not for people"
            self.hands.write(first, str(value))
