"""Two ways to work a page: with the mouse, or with nothing but the keyboard."""

from datetime import date
from typing import Protocol

from playwright.sync_api import Locator, Page

MOST = 80  # presses beyond the foreseen ones before we say that a part cannot be reached

# How many stops of the Tab key lie between where the focus is and a part. Only a forecast, to press in one go:
# whether the part has been reached is then asked of the browser.
STOPS = """part => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const stands = each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && each.checkVisibility();
  const group = each => all.filter(other => other.type === "radio" && other.name === each.name
    && other.form === each.form);
  const first = each => each.type !== "radio" || each === (group(each).find(one => one.checked) || group(each)[0]);
  const stops = all.filter(stands).filter(first);
  const from = document.activeElement, before = stops.filter(
    each => each === from || from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING).length;
  return stops.indexOf(part) + 1 - (from === document.body ? 0 : before);
}"""  # fmt: skip
HERE = "part => part === document.activeElement"
FROM_THE_TOP = "part => document.activeElement === document.body && !!part.closest('main')"
FAR = 6  # stops
LONG = 24  # signs: what is longer is scanned or pasted, as people do


class Hands(Protocol):
    """What a pair of hands can do with a part of a page."""

    def reach(self, part: Locator) -> None:
        """Get to a part without doing anything to it."""

    def press(self, part: Locator) -> None:
        """Activate a link, a button or a fold."""

    def write(self, field: Locator, text: str) -> None:
        """Replace what stands in a field."""

    def choose(self, option: Locator) -> None:
        """Choose one of a group, or tick."""

    def select(self, field: Locator, value: str) -> None:
        """Choose from a list."""

    def attach(self, field: Locator, content: bytes) -> None:
        """Hand over a picture."""

    def enter(self, field: Locator) -> None:
        """Send what stands in a field."""


class Mouse:
    """Clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, part: Locator) -> None:
        """A click finds its way by itself."""

    def press(self, part: Locator) -> None:
        part.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def choose(self, option: Locator) -> None:
        option.check()

    def select(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def attach(self, field: Locator, content: bytes) -> None:
        field.set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content})

    def enter(self, field: Locator) -> None:
        field.press("Enter")


class Keys:
    """Tab to a part, then Enter, Space or the arrows; the mouse is never touched."""

    def __init__(self, page: Page) -> None:
        self.page, self.keyboard = page, page.keyboard

    def reach(self, part: Locator) -> None:
        """Press Tab until the browser's own focus stands on a part; a long way is shortened by the skip link.

        Raises:
            AssertionError: it never does.
        """
        foreseen = int(part.evaluate(STOPS))
        if foreseen > FAR and part.evaluate(FROM_THE_TOP):
            self.keyboard.press("Tab")
            self.keyboard.press("Enter")
            foreseen = int(part.evaluate(STOPS))
        for _press in range(abs(foreseen)):
            self.keyboard.press("Tab" if foreseen > 0 else "Shift+Tab")
        for _press in range(MOST):
            if part.evaluate(HERE):
                return
            self.keyboard.press("Tab")
        raise AssertionError(f"the keyboard never reaches {part}")

    def press(self, part: Locator) -> None:
        self.reach(part)
        self.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        kind = field.evaluate("field => field.type")
        if kind in ("date", "time"):
            self.keyboard.type(_in_segments(text))
        else:
            self.keyboard.press("Control+A")
            (self.keyboard.insert_text if len(text) > LONG else self.keyboard.type)(text)
        assert field.input_value() == text

    def choose(self, option: Locator) -> None:
        if option.is_checked():
            return
        if option.get_attribute("type") == "checkbox":
            self.reach(option)
            self.keyboard.press("Space")
        else:
            self._step_to(option)
        assert option.is_checked()

    def _step_to(self, option: Locator) -> None:
        """Reach a group of radio buttons, then go on to one of them with the arrows."""
        group = option.page.locator(f"main [type=radio][name='{option.get_attribute('name')}']")
        stop = next((each for each in group.all() if each.is_checked()), group.first)
        self.reach(stop)
        order = "(part, other) => [...document.getElementsByName(part.name)].indexOf(other || part)"
        ahead = int(option.evaluate(order)) - int(stop.evaluate(order))
        for _press in range(abs(ahead)):
            self.keyboard.press("ArrowDown" if ahead > 0 else "ArrowUp")
        if not ahead:
            self.keyboard.press("Space")

    def select(self, field: Locator, value: str) -> None:
        self.reach(field)
        ahead = int(field.evaluate(
            "(field, value) => [...field.options].findIndex(each => each.value === value) - field.selectedIndex", value
        ))  # fmt: skip
        for _press in range(abs(ahead)):
            self.keyboard.press("ArrowDown" if ahead > 0 else "ArrowUp")
        assert field.input_value() == value

    def attach(self, field: Locator, content: bytes) -> None:
        self.reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.keyboard.press("Space")  # Enter would send the form
        chooser.value.set_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content})

    def enter(self, field: Locator) -> None:
        self.reach(field)
        self.keyboard.press("Enter")


def _in_segments(text: str) -> str:
    """Return an ISO date or time as it is keyed into Chromium's own fields: month, day, year; hour, minute, half."""
    if "-" in text:
        day = date.fromisoformat(text)
        return f"{day:%m%d%Y}"
    hour, minute = (int(part) for part in text.split(":")[:2])
    return f"{hour % 12 or 12:02}{minute:02}{'AM' if hour < 12 else 'PM'}"
