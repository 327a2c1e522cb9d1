"""What can be paid for, and by whom, in the words of the rulebook: never a list of our own."""

from rantau.placement.money.selectors import component_titles
from rantau.web.look import wording
from rantau.web.look.line import WHO


def components() -> list[tuple[str, str]]:
    """Return (code, name) of everything a payment can be for, by name; what has no name of its own stands last."""
    english = wording.language() == "en"
    named = [(code, title.en if english else title.id) for code, title in component_titles().items()]
    return sorted(named, key=lambda pair: (pair[0] == "other", pair[1]))


def component_name(code: str) -> str:
    """Return the name of a cost; the code itself for one that no edition of the rulebook knows."""
    return dict(components()).get(code, code)


def payer_name(code: str) -> object:
    """Return who pays, in a word."""
    return WHO[code][1] if code in WHO else code
