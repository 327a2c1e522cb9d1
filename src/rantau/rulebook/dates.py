"""Calendar arithmetic of the rules, and dates in words.

All dates are legal dates (Asia/Jakarta). A last good day is inclusive: what holds until 23 February lapses at the
midnight that begins 24 February.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS_ID = (
    "",
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"),
    *("November", "Desember"),
)
MONTHS_EN = (
    "",
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
DAY = timedelta(days=1)
CALENDAR_PAGES = 20_000  # about fifty-five years of dates in words


def day_after(day: date) -> date | None:
    """The next day, or None at the end of the calendar (a date typed as year 9999 never lapses)."""
    return None if day == date.max else day + DAY


def add_days(day: date, days: int) -> date:
    """``day`` moved by ``days``; stays inside the calendar."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist (30 Nov + 3)."""
    year, month = day.year, day.month + months
    if month > 12:
        more, month = divmod(month - 1, 12)
        year, month = year + more, month + 1
    if year > date.max.year:
        return date.max
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(born: date, years: int) -> date:
    """The day on which somebody has completed so many years. Born on a leap day: 1 March in other years, since only
    then is the year complete; of the two readings it is the stricter one for a minimum age."""
    year = born.year + years
    if year > date.max.year:
        return date.max
    if born.month == 2 and born.day == 29 and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return date(year, born.month, born.day)


class Calendar(dict[date, tuple[str, str]]):
    """Dates in words, (Indonesian, English), written once per calendar day and not per dossier."""

    def __missing__(self, day: date) -> tuple[str, str]:
        if len(self) >= CALENDAR_PAGES:
            self.clear()
        words = (f"{day.day} {MONTHS_ID[day.month]} {day.year}", f"{day.day} {MONTHS_EN[day.month]} {day.year}")
        self[day] = words
        return words


CALENDAR = Calendar()
