"""Filters and tags of the look: numbers and dates in the reader's language, icons, the line in a table row."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_cotton.templatetags import Attrs

from rantau.kernel.refusals import Refusal
from rantau.rulebook.citations import cited
from rantau.web.look import line as lines
from rantau.web.look import wording
from rantau.web.telling import Told, told

register = template.Library()
Moment = date | datetime | None
# a template gives "" for a value that is not there
Figure = int | float | Decimal | Literal[""] | None
TONE_MARKS = {"ok": "done", "warn": "warn", "bad": "stop", "info": "info", "mute": "none"}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad"}


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def rupiah(amount: int | str | None) -> str:
    """Whole rupiah: ``Rp1.200.000``."""
    return "" if amount is None or amount == "" else wording.rupiah(int(amount))


@register.filter
def money(amount: int | Decimal | Literal[""] | None, currency: str) -> str:
    """Whole units of a currency: ``{{ 29500|money:"TWD" }}`` is ``NT$29.500``."""
    return "" if amount is None or amount == "" else wording.money(amount, currency)


@register.filter
def number(value: Figure) -> str:
    """A figure with the separators of the language."""
    return "" if value is None or value == "" else wording.number(value)


@register.filter
def percent(value: Figure) -> str:
    """A share already in percent: ``95,6%``."""
    return "" if value is None or value == "" else wording.percent(value)


@register.filter
def date_long(day: Moment) -> str:
    """``23 November 2026`` in a ``<time>``."""
    return _time(wording.iso(wording.local_day(day)), wording.date_long(day)) if day else ""


@register.filter
def date_short(day: Moment) -> str:
    """``23 Nov`` for tables, with the year when it is another one."""
    return _time(wording.iso(wording.local_day(day)), wording.date_short(day)) if day else ""


@register.filter
def date_day(day: Moment) -> str:
    """``2 Desember`` in a sentence, with the year when it is another one."""
    return _time(wording.iso(wording.local_day(day)), wording.date_day(day)) if day else ""


@register.filter
def appointment(moment: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """``Kamis, 26 November 2026, 09.30 WIB``; the zone is an IANA name or WIB, WITA, WIT."""
    return _time(wording.iso(moment, zone), wording.appointment(moment, zone)) if moment else ""


@register.filter
def hour(moment: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """``09.30 WITA``."""
    return _time(wording.iso(moment, zone), wording.hour(moment, zone)) if moment else ""


@register.filter
def log_time(moment: datetime | None, zone: str = "Asia/Jakarta") -> str:
    """The hour today, the short date before: for a journal."""
    return _time(wording.iso(moment, zone), wording.log_time(moment, zone)) if moment else ""


@register.filter
def zone_name(zone: str) -> str:
    """``WITA`` for ``Asia/Makassar``."""
    return wording.zone_name(wording.zone_of(zone))


@register.filter
def mask_nik(value: str | None) -> str:
    """``5203 •••• •••• 0004``."""
    return wording.mask_nik(str(value or ""))


@register.filter
def mask_groups(value: str) -> str:
    """A number masked already, in groups of four: ``•••• •••• •••• 9001``."""
    return wording.mask_groups(value)


@register.filter
def mask_passport(value: str | None) -> str:
    """``X•••4417``."""
    return wording.mask_passport(str(value or ""))


@register.simple_tag
def deadline(until: Moment, since: Moment = None, now: datetime | None = None) -> wording.Deadline | None:
    """``{% deadline due since as left %}``: left.words, left.tone, left.used."""
    return wording.deadline(until, now or None, since or None) if until else None


@register.filter
def machine(moment: Moment) -> str:
    """The machine-readable form of a date or moment."""
    return wording.iso(moment) if moment else ""


@register.simple_tag
def day_parts(day: Moment) -> dict[str, str]:
    """Day of the month, short month and machine date of a calendar leaf."""
    if not day:
        return {}
    here = wording.local_day(day)
    return {"iso": here.isoformat(), "day": str(here.day), "month": wording.month_short(here)}


@register.filter
def tone_mark(tone: str) -> str:
    """The mark that belongs to a tone, so that colour is never the only sign."""
    return TONE_MARKS.get(tone, "none")


@register.filter
def message_tone(tags: str) -> str:
    """The tone of a Django message from its level tag."""
    return next((MESSAGE_TONES[tag] for tag in tags.split() if tag in MESSAGE_TONES), "info")


@register.simple_tag
def icon(name: str, kind: str = "icon") -> SafeString:
    """A stroke icon of the sprite (``i-*``). It never stands without a word."""
    return _use("i", name, kind, 24)


@register.simple_tag
def mark(name: str, kind: str = "") -> SafeString:
    """A filled mark of the sprite (``m-*``)."""
    return _use("m", name, kind, 32)


@lru_cache(maxsize=256)
def _use(family: str, name: str, kind: str, size: int) -> SafeString:
    classes = format_html(' class="{}"', kind) if kind else ""
    box = '<svg{} viewBox="0 0 {} {}" aria-hidden="true"><use href="#{}-{}"/></svg>'
    return format_html(box, classes, size, size, family, name)


@register.simple_tag
def attributes(attrs: Mapping[str, object] | None) -> SafeString:
    """The attributes a component was given and does not know itself, each value quoted and escaped.

    Cotton's own ``{{ attrs }}`` trusts values passed with a colon; a name or title could then break out of its quotes.
    """
    known = attrs.attrs_dict() if isinstance(attrs, Attrs) else dict(attrs or {})
    return format_html_join(
        "", " {}{}", ((name, _quoted(value)) for name, value in known.items() if value is not False)
    )


def _quoted(value: object) -> SafeString:
    if value is True:
        return SafeString("")
    # what a template wrote is safe but may hold double quotes (JSON in hx-vals); all else is escaped here
    text = value.replace('"', "&quot;") if isinstance(value, SafeString) else conditional_escape(str(value))
    return SafeString(f'="{text}"')


@register.simple_tag
def whose(kind: str, name: str = "", icon: str = "") -> lines.Who:
    """``{% whose "agency" agency.name as turn %}``: turn.kind, turn.icon, turn.name."""
    return lines.who(kind, name, icon)


@register.filter
def stations(value: Iterable[object] | None) -> list[lines.Station]:
    """Any objects with code, name, state, date, here as stations of the line."""
    return lines.adapt(value or ())


@register.filter
def station_place(value: Iterable[object] | None) -> int:
    """At which station, from 1, the person stands."""
    return lines.place_of(value or ())


@register.simple_tag
def track(at: int | str, words: str = "") -> SafeString:
    """The line inside a table cell: ``{% track "documents" "Dokumen, 3 kurang" %}``; ``at`` is a code or 1 to 9."""
    codes = list(lines.STATIONS)
    place = codes.index(at) + 1 if at in codes else int(at)
    dots = format_html_join(
        "",
        '<i class="{}{}"></i>',
        (
            ("d" if step < place else "h" if step == place else "", " s" if code in lines.SEA else "")
            for step, code in enumerate(codes, 1)
        ),
    )
    said = _("Tahap %(at)s dari %(of)s:") % {"at": place, "of": len(codes)}
    name = words or lines.STATIONS[codes[place - 1]]
    return format_html(
        '<span class="track" aria-hidden="true">{}</span><span class="track-say"><span class="vh">{} </span>{}</span>',
        dots,
        said,
        name,
    )


@register.filter
def sentence(refusal: Refusal | None) -> str:
    """The sentence of a refusal in the reader's language."""
    return refusal.sentence(wording.language()) if refusal else ""


@register.simple_tag
def refused(title: str, refusal: Mapping[str, object], agency: str = "") -> Told:
    """``{% refused step.title row.refusal as told %}`` for ``look/told.html``."""
    return told(title, refusal, agency)


@register.filter
def citation(rule: str) -> str:
    """How a law row is cited: ``UU 18/2017 Ps 5`` for its id."""
    return cited(str(rule))


@register.filter
def anchor(field: BoundField) -> str:
    """The id an error summary links to: the first choice of a group, else the input itself."""
    target = field.auto_id
    return f"{target}_0" if field.use_fieldset and field.subwidgets else str(target)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is one box to tick, whose words stand beside it."""
    return isinstance(field.field.widget, CheckboxInput)
