"""How numbers, money, dates, deadlines and identity numbers are written, in Indonesian and English.

Pure functions over Babel; the language is the active one unless given. The rules stand on the page ``/gaya``.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_timezone_location
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.registry.places.currency import sign

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_NAMES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
DOT = "•"
TURN = re.compile(r"(?:^|(?<=\. ))(?:Yang|To) [^.:]+: [^.]*\.")


def language() -> str:
    """Return ``en`` when the page is read in English, else ``id``."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def without_turn(text: str) -> str:
    """Leave out whose turn it is, where a page says that beside the sentence: ``Visa kerja belum ada.``

    The rulebook speaks to the person; what she is told as "you" would be somebody else on an officer's page.
    """
    return TURN.sub("", text).strip() or text


def number(value: int | float | Decimal) -> str:
    """Write a figure with the separators of the language: ``296.948`` or ``296,948``."""
    return str(format_decimal(value, locale=language()))


def percent(value: int | float | Decimal) -> str:
    """Write a share that is already in percent: 95.6 becomes ``95,6%``."""
    return f"{number(value)}%"


def rupiah(amount: int) -> str:
    """Write whole rupiah without space or decimals: ``Rp1.200.000``; nothing is ``Rp0``, never a dash."""
    return money(amount, "IDR")


def money(amount: int | Decimal, currency: str) -> str:
    """Write an amount in whole units of an ISO 4217 currency: ``NT$29.500``; code and space where it has no sign."""
    minus = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{minus}{sign(currency)}{number(-amount if amount < 0 else amount)}"


def local_day(moment: date | datetime) -> date:
    """Return the legal day (Jakarta) of a moment; a date is itself."""
    return clock.legal_date(moment) if isinstance(moment, datetime) else moment


def date_long(day: date | datetime) -> str:
    """Write ``23 November 2026``."""
    return str(format_date(local_day(day), "d MMMM y", locale=language()))


def date_short(day: date | datetime) -> str:
    """Write ``23 Nov`` in this year, ``23 Nov 2027`` in another: for tables."""
    return _without_this_year(local_day(day), "d MMM")


def date_day(day: date | datetime) -> str:
    """Write ``2 Desember`` in this year, ``2 Desember 2027`` in another: for sentences."""
    return _without_this_year(local_day(day), "d MMMM")


def month_short(day: date) -> str:
    """Write ``Nov``."""
    return str(format_date(day, "MMM", locale=language()))


def _without_this_year(day: date, pattern: str) -> str:
    year = "" if day.year == clock.today().year else " y"
    return str(format_date(day, pattern + year, locale=language()))


def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its IANA name, or by WIB, WITA, WIT."""
    return ZoneInfo(ZONES.get(name, name))


def zone_name(zone: ZoneInfo) -> str:
    """Write WIB, WITA or WIT; for another country ``waktu Taiwan`` / ``Taiwan time``."""
    known = _NAMES.get(zone.key)
    if known:
        return known
    place = get_timezone_location(zone, locale=language(), return_city=True)
    return _("waktu %(place)s") % {"place": place}


def hour(moment: datetime, zone: str = "Asia/Jakarta") -> str:
    """Write ``09.30 WITA`` (English ``09:30 WITA``): never an hour without its zone."""
    where = zone_of(zone)
    return f"{_clock_face(moment.astimezone(where))} {zone_name(where)}"


def _clock_face(moment: datetime) -> str:
    return moment.strftime("%H:%M" if language() == "en" else "%H.%M")


def appointment(moment: datetime, zone: str = "Asia/Jakarta") -> str:
    """Write ``Kamis, 26 November 2026, 09.30 WIB`` in the zone where it takes place."""
    here = moment.astimezone(zone_of(zone))
    return f"{format_datetime(here, 'EEEE, d MMMM y', locale=language())}, {hour(moment, zone)}"


def log_time(moment: datetime, zone: str = "Asia/Jakarta") -> str:
    """Write the hour when it was today, else the short date: for a journal whose heading names the zone."""
    here = moment.astimezone(zone_of(zone))
    if here.date() == clock.now().astimezone(zone_of(zone)).date():
        return _clock_face(here)
    return date_short(here.date())


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is left until a decision is due: words, tone ('' | 'warn' | 'bad'), and the share used, 0 to 100 or None."""

    words: str
    tone: str
    used: int | None


def deadline(
    until: date | datetime,
    now: datetime | None = None,
    since: date | datetime | None = None,
    holidays: Collection[date] = (),
) -> Deadline:
    """Say what remains: ``3 jam lagi`` on the same legal day, ``2 hari kerja`` later, ``Lewat 1 hari`` afterwards.

    A date means the end of that legal day in Jakarta. Working days are Monday to Friday without ``holidays``.
    """
    now = now or clock.now()
    end = _end(until)
    if end <= now:
        return Deadline(_overdue(now - end), "bad", 100)
    used = None if since is None else _share(since, now, end)
    # the last instant of a legal day still belongs to it
    last_day = clock.legal_date(end - timedelta(microseconds=1))
    if last_day == clock.legal_date(now):
        return Deadline(_hours_left(end - now), "warn", used)
    return Deadline(_days_left(clock.legal_date(now), last_day, holidays), "", used)


def _end(until: date | datetime) -> datetime:
    return until if isinstance(until, datetime) else clock.legal_midnight(until + timedelta(days=1))


def _start(since: date | datetime) -> datetime:
    return since if isinstance(since, datetime) else clock.legal_midnight(since)


def _share(since: date | datetime, now: datetime, end: datetime) -> int:
    whole = (end - _start(since)).total_seconds()
    return 100 if whole <= 0 else max(0, min(100, round((now - _start(since)).total_seconds() / whole * 100)))


def _overdue(gap: timedelta) -> str:
    if gap >= timedelta(days=1):
        return ngettext("Lewat %(n)s hari", "Lewat %(n)s hari", gap.days) % {"n": number(gap.days)}
    hours = int(gap.total_seconds() // 3600)
    if hours:
        return ngettext("Lewat %(n)s jam", "Lewat %(n)s jam", hours) % {"n": hours}
    return _("Baru saja lewat")


def _hours_left(gap: timedelta) -> str:
    minutes = math.ceil(gap.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%(n)s menit lagi", "%(n)s menit lagi", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)s jam lagi", "%(n)s jam lagi", hours) % {"n": hours}


def _days_left(today: date, last: date, holidays: Collection[date]) -> str:
    span = (last - today).days
    days = [today + timedelta(days=step) for step in range(1, min(span, 366) + 1)]
    working = sum(day.weekday() < 5 and day not in holidays for day in days)
    if working and span <= 366:
        return ngettext("%(n)s hari kerja", "%(n)s hari kerja", working) % {"n": working}
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", span) % {"n": number(span)}


def in_a_sentence(title: str) -> str:
    """Write a title in small letters, as it stands within a sentence; abbreviations stay: ``juru las MIG``."""
    return " ".join(word if word.isupper() else word.lower() for word in title.split())


def mask_nik(value: str) -> str:
    """Hide the middle of a NIK in lists: ``5203 •••• •••• 0004``; of any other number only the last four remain."""
    digits = value.replace(" ", "")
    if not digits or DOT in value:
        return value
    tail = digits[-4:] if len(digits) >= 8 else ""
    head = digits[:4] if len(digits) == 16 else ""
    return " ".join(part for part in (head, DOT * 4, DOT * 4 if head else "", tail) if part)


def mask_groups(value: str) -> str:
    """Write a masked number of sixteen places in groups of four; any other as it is."""
    return " ".join(value[start : start + 4] for start in range(0, 16, 4)) if len(value) == 16 else value


def mask_passport(value: str) -> str:
    """Hide the middle of a passport number: ``X•••4417``."""
    code = value.replace(" ", "")
    if not code or DOT in value:
        return value
    return f"{code[0]}{DOT * 3}{code[-4:]}" if len(code) >= 7 else DOT * 3


def iso(moment: date | datetime, zone: str = "Asia/Jakarta") -> str:
    """Return the machine-readable form for ``<time datetime>``, in the zone shown to the reader."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    here = moment.astimezone(zone_of(zone)).replace(second=0, microsecond=0)
    return here.isoformat(timespec="minutes")
