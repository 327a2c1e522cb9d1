"""Numbers, money, dates, deadlines and identity numbers, word for word in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from rantau.web.look import wording
from rantau.web.look.wording import deadline

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=JAKARTA)


@pytest.fixture(autouse=True)
def _on_a_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def both(write, *values):
    with translation.override("en"):
        english = write(*values)
    return write(*values), english


@pytest.mark.parametrize(
    ("write", "values", "indonesian", "english"),
    [
        (wording.rupiah, (1_200_000,), "Rp1.200.000", "Rp1,200,000"),
        (wording.rupiah, (0,), "Rp0", "Rp0"),
        (wording.rupiah, (-500,), "−Rp500", "−Rp500"),
        (wording.money, (29_500, "TWD"), "NT$29.500", "NT$29,500"),
        (wording.money, (800, "SGD"), "S$800", "S$800"),
        (wording.money, (1_700, "MYR"), "RM1.700", "RM1,700"),
        (wording.money, (800, "SAR"), "SAR\xa0800", "SAR\xa0800"),
        (wording.number, (296_948,), "296.948", "296,948"),
        (wording.percent, (Decimal("95.6"),), "95,6%", "95.6%"),
        (wording.date_long, (date(2026, 11, 23),), "23 November 2026", "23 November 2026"),
        (wording.date_long, (date(2026, 8, 7),), "7 Agustus 2026", "7 August 2026"),
        (wording.date_day, (date(2026, 12, 2),), "2 Desember", "2 December"),
        (wording.date_day, (date(2027, 2, 12),), "12 Februari 2027", "12 February 2027"),
        (wording.date_short, (date(2026, 11, 23),), "23 Nov", "23 Nov"),
        (wording.date_short, (date(2036, 10, 1),), "1 Okt 2036", "1 Oct 2036"),
    ],
)
def test_write_value_in_both_languages(write, values, indonesian, english):
    assert both(write, *values) == (indonesian, english)


SEAT = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Asia/Jakarta", "Kamis, 26 November 2026, 09.30 WIB", "Thursday, 26 November 2026, 09:30 WIB"),
        ("WITA", "Kamis, 26 November 2026, 10.30 WITA", "Thursday, 26 November 2026, 10:30 WITA"),
        ("WIT", "Kamis, 26 November 2026, 11.30 WIT", "Thursday, 26 November 2026, 11:30 WIT"),
        ("Asia/Taipei", "Kamis, 26 November 2026, 10.30 waktu Taipei", "Thursday, 26 November 2026, 10:30 Taipei time"),
    ],
)
def test_write_appointment_names_the_zone_where_it_takes_place(zone, indonesian, english):
    assert both(wording.appointment, SEAT, zone) == (indonesian, english)


def test_write_legal_day_of_a_late_utc_moment_is_the_next_day_in_jakarta():
    assert wording.date_long(datetime(2026, 11, 23, 17, 30, tzinfo=UTC)) == "24 November 2026"


@pytest.mark.parametrize(
    ("until", "indonesian", "english", "tone"),
    [
        (MONDAY + timedelta(hours=3, minutes=20), "3 jam lagi", "3 hours left", "warn"),
        (MONDAY + timedelta(hours=1), "1 jam lagi", "1 hour left", "warn"),
        (MONDAY + timedelta(minutes=40), "40 menit lagi", "40 minutes left", "warn"),
        (date(2026, 11, 23), "14 jam lagi", "14 hours left", "warn"),
        (date(2026, 11, 24), "1 hari kerja", "1 working day", ""),
        (date(2026, 11, 25), "2 hari kerja", "2 working days", ""),
        (date(2026, 11, 30), "5 hari kerja", "5 working days", ""),
        (MONDAY - timedelta(minutes=5), "Baru saja lewat", "Just overdue", "bad"),
        (MONDAY - timedelta(hours=2), "Lewat 2 jam", "2 hours overdue", "bad"),
        (date(2026, 11, 21), "Lewat 1 hari", "1 day overdue", "bad"),
    ],
)
def test_say_deadline_what_remains_comes_first(until, indonesian, english, tone):
    left = deadline(until)
    assert (left.words, left.tone) == (indonesian, tone)
    assert both(lambda: deadline(until).words)[1] == english


def test_say_deadline_on_a_weekend_counts_plain_days():
    saturday = datetime(2026, 11, 28, 9, tzinfo=JAKARTA)
    assert deadline(date(2026, 11, 29), saturday).words == "1 hari lagi"


def test_say_deadline_over_a_holiday_leaves_it_out():
    assert deadline(date(2026, 11, 25), holidays={date(2026, 11, 24)}).words == "1 hari kerja"


@pytest.mark.parametrize(
    ("since", "until", "used"),
    [
        (MONDAY - timedelta(hours=6), MONDAY + timedelta(hours=2), 75),
        (MONDAY - timedelta(hours=6), MONDAY - timedelta(hours=1), 100),
        (MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2), 0),
        (MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=1), 100),
        (None, MONDAY + timedelta(hours=2), None),
    ],
)
def test_measure_deadline_share_used_stays_between_0_and_100(since, until, used):
    assert deadline(until, since=since).used == used


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("5203011408990004", "5203 •••• •••• 0004"),
        ("5203 •••• •••• 0004", "5203 •••• •••• 0004"),
        ("T-26-0041827", "•••• 1827"),
        ("12345", "••••"),
        ("", ""),
    ],
)
def test_mask_nik_leaves_only_what_tells_two_people_apart(value, masked):
    assert wording.mask_nik(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"), [("X1234417", "X•••4417"), ("X12", "•••"), ("X•••4417", "X•••4417"), ("", "")]
)
def test_mask_passport_leaves_first_letter_and_last_four(value, masked):
    assert wording.mask_passport(value) == masked


def test_write_journal_hour_today_and_date_before():
    assert wording.log_time(MONDAY, "WITA") == "10.12"
    assert wording.log_time(MONDAY - timedelta(days=1)) == "22 Nov"
