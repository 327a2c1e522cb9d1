"""The words in which a person is told that a paper cannot be used: the same on the officer's screen and on hers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rantau.web.look.line import WHO

CANDIDATE, AGENCY = "candidate", "agency"


@dataclass(frozen=True, slots=True)
class Told:
    """The five parts of a refusal: what, because of what, who can put it right, until when, under which rule."""

    what: str
    why: str
    who: str
    until: date | None
    rule: str


def told(title: str, refusal: Mapping[str, object], agency: str = "") -> Told:
    """Return the parts for the person herself; ``refusal`` may still be incomplete while an officer writes it."""
    return Told(
        what=_("%(what)s belum dapat dipakai.") % {"what": title},
        why=str(refusal.get("seen") or refusal.get("reason") or ""),
        who=_who(str(refusal.get("who") or ""), agency),
        until=_day(refusal.get("until")),
        rule=str(refusal.get("rule") or ""),
    )


def _who(code: str, agency: str) -> str:
    if code == CANDIDATE:
        return _("Anda sendiri")
    if code == AGENCY and agency:
        return agency
    return str(WHO[code][1]) if code in WHO else code


def _day(value: object) -> date | None:
    """Return a day as a form or as stored JSON gives it."""
    if isinstance(value, str) and value:
        return date.fromisoformat(value)
    return value if isinstance(value, date) else None
