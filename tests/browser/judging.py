"""What every page owes its readers, judged in one visit: accessible, never sideways, in one language, light."""

import gzip
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.browser import words
from tests.browser.tab import HEIGHT, Tab

NARROW = (320, 640)  # pixels: the smallest phone, and a window of 1280 at 200 % zoom
KILOBYTES = 60  # of a first page with styles and scripts, compressed
READ = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const plain = text => text.trim().replace(/\\s+/g, " ");
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest("[lang=id], script"))
    found.push(plain(walk.currentNode.textContent));
  for (const each of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
    if (!each.closest("[lang=id]"))
      for (const name of ["aria-label", "placeholder", "title", "alt"])
        found.push(plain(each.getAttribute(name) || ""));
  return found.filter(Boolean); }"""
# a column of single letters; what only a screen reader reads is clipped away and does not count
SQUEEZED = """() => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const range = document.createRange();
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    range.selectNodeContents(walk.currentNode);
    let hidden = false;
    for (let each = walk.currentNode.parentElement; each && !hidden; each = each.parentElement)
      hidden = getComputedStyle(each).clipPath !== "none";
    if (text.length > 7 && !hidden && range.getClientRects().length > text.length * 0.7) found.push(text);
  } return found; }"""
WIDEST = """() => [...document.querySelectorAll("body *")].filter(
  each => each.getBoundingClientRect().right > document.documentElement.clientWidth + .5)
  .map(each => `${each.tagName}.${each.getAttribute("class")} ${each.textContent.trim().slice(0, 20)}`).slice(-3)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(tab: Tab, *, thoroughly: bool) -> list[str]:
    """Return what is wrong with the page in front of a tab; ``thoroughly`` lets axe look at it too."""
    page = tab.page
    found = [*tab.complaints, *_unnamed(tab), *(violations(page) if thoroughly else ())]
    if tab.language == "en":
        found += [f"Indonesian: {text}" for text in words.left_in_indonesian(page.evaluate(READ))]
    before = page.viewport_size or {"width": 1280, "height": HEIGHT}
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if (over := sideways(page)) > 0:
            found.append(f"{over} pixels too wide at {width}: {page.evaluate(WIDEST)}")
        found += [f"squeezed at {width}: {text[:40]}" for text in page.evaluate(SQUEEZED)]
    page.set_viewport_size(before)
    tab.complaints.clear()
    return found


def _unnamed(tab: Tab) -> list[str]:
    """A page has one heading, and says which language it is in."""
    headings, language = tab.page.locator("h1").count(), tab.page.get_attribute("html", "lang")
    return [
        *([f"{headings} first headings"] if headings != 1 else ()),
        *([f"says it is in {language}"] if language != tab.language else ()),
    ]


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong with a page."""
    found = _axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


@cache
def _axe() -> Axe:
    return Axe()


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate(TOO_WIDE))


def weigh(tab: Tab, name: str) -> dict[str, int]:
    """Open a page that was never seen before and return the compressed bytes of everything that came with it.

    A page counts as it was sent, and it must have been sent compressed. Styles and scripts are compressed when they
    are collected, which a test does not do: they are weighed as they will be.
    """
    came: list[Response] = []

    def arrived(answer: Response) -> None:
        came.append(answer)

    tab.page.on("response", arrived)
    tab.go(name)
    tab.page.wait_for_load_state("networkidle")
    return {answer.url.removeprefix(tab.site.url): _weight(answer) for answer in came if answer.ok}


def _weight(answer: Response) -> int:
    if "/static/" in answer.url:
        return len(gzip.compress(answer.body()))
    assert answer.headers.get("content-encoding") == "gzip", f"{answer.url} was sent uncompressed"
    return int(answer.request.sizes()["responseBodySize"])
