"""NIK, passport and phone: read, checked, masked (domain.md §12). Pure: no Django, no database, no clock.

What is surely wrong is refused (``IdentifierError``, a code and both sentences); what is only unusual is a ``Notice``
beside the result, because number plans and region codes change and our lists may stop nobody (design.md §2.5).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from stdnum.id import nik as stdnum_nik

from rantau.registry.people.names import normalise_name as normalise_name

KnownRegency = Callable[[str], bool]
"""Answers whether a dotted regency code ("36.04") stands in the region tables."""

MIN_AGE, MAX_AGE = 15, 100
"""Only to tell the century of a two-digit year; who may work is the rulebook's matter."""
WOMEN_DAY = 40
"""Added to the day of birth in a woman's NIK."""

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "nik_not_digits": (
        "NIK hanya berisi angka. Periksa lagi seperti tertulis di KTP.",
        "A NIK holds digits only. Check it against the identity card.",
    ),
    "nik_length": (
        "NIK terdiri dari 16 angka; yang diisi {count}.",
        "A NIK has 16 digits; {count} were given.",
    ),
    "nik_date_impossible": (
        "Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada. Periksa lagi seperti tertulis di KTP.",
        "Digits 7 to 12 of the NIK are not a date that exists. Check them against the identity card.",
    ),
    "nik_age_outside": (
        "Tanggal lahir di NIK tidak memberi umur {low} sampai {high} tahun. Periksa lagi seperti tertulis di KTP.",
        "The birth date in the NIK gives no age between {low} and {high}. Check it against the identity card.",
    ),
    "nik_century_ambiguous": (
        "Tahun lahir di NIK dapat berarti dua abad. Isi tanggal lahir lengkap.",
        "The birth year in the NIK could mean two centuries. Give the full date of birth.",
    ),
    "nik_region_unknown": (
        "Kode wilayah di NIK tidak ada di daftar sekarang; bisa jadi kode lama.",
        "The region code in the NIK is not in the present list; it may be an old code.",
    ),
    "nik_serial_zero": (
        "Empat angka terakhir NIK 0000; biasanya tidak demikian.",
        "The last four digits of the NIK are 0000, which is unusual.",
    ),
    "nik_birth_date_differs": (
        "Tanggal lahir yang diisi berbeda dari tanggal di NIK.",
        "The date of birth given differs from the one in the NIK.",
    ),
    "nik_sex_differs": (
        "Jenis kelamin yang diisi berbeda dari yang tersirat di NIK.",
        "The sex given differs from the one the NIK implies.",
    ),
    "passport_form": (
        "Nomor paspor terdiri dari 6 sampai 9 huruf dan angka.",
        "A passport number has 6 to 9 letters and digits.",
    ),
    "passport_unusual": (
        "Bentuk nomor ini tidak biasa untuk paspor Indonesia. Cocokkan dengan halaman data.",
        "This form is unusual for an Indonesian passport. Compare it with the data page.",
    ),
    "phone_form": (
        "Nomor telepon ini belum terbaca. Contoh: 0812 3456 7890 atau +886 912 345 678.",
        "This phone number cannot be read. Example: 0812 3456 7890 or +886 912 345 678.",
    ),
    "phone_unusual": (
        "Nomor ini tidak ada di rencana penomoran yang kami kenal. Coba hubungi dulu.",
        "This number is in no numbering plan we know. Try calling it first.",
    ),
})  # fmt: skip


class Sex(StrEnum):
    """Sex as identity papers state it."""

    FEMALE = "f"
    MALE = "m"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something unusual that stops nobody: a code and one sentence in each language."""

    code: str
    id: str
    en: str


class IdentifierError(ValueError):
    """An identifier that cannot be right: ``code`` and the sentences ``id`` and ``en``, never the value itself."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        indonesian, english = TEXTS[code]
        self.id = indonesian.format(**values)
        self.en = english.format(**values)


@dataclass(frozen=True, slots=True)
class Nik:
    """A NIK that was read. The region is that of first issue, not of the present home (domain.md §12)."""

    number: str
    birth_date: date
    sex: Sex
    notices: tuple[Notice, ...] = ()

    @property
    def province_code(self) -> str:
        """Province of first issue, Kemendagri code ("36")."""
        return self.number[:2]

    @property
    def regency_code(self) -> str:
        """Regency or city of first issue, Kemendagri code with its dot ("36.04")."""
        return f"{self.number[:2]}.{self.number[2:4]}"

    @property
    def district_code(self) -> str:
        """District of first issue, Kemendagri code with its dots ("36.04.01")."""
        return f"{self.regency_code}.{self.number[4:6]}"


@dataclass(frozen=True, slots=True)
class Passport:
    """A passport number in capitals without spaces."""

    number: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as E.164 ("+6281234567890") and the country it belongs to (ISO alpha-2, "" when unknown)."""

    e164: str
    country: str
    notices: tuple[Notice, ...] = ()


def parse_nik(
    text: str,
    on: date,
    *,
    known_regency: KnownRegency | None = None,
    stated_birth_date: date | None = None,
    stated_sex: Sex | None = None,
    min_age: int = MIN_AGE,
    max_age: int = MAX_AGE,
) -> Nik:
    """Read a NIK as typed (spaces, dots and dashes are dropped).

    ``on`` is the legal date of the record. The two-digit year is resolved by us, to the century that gives an age
    between ``min_age`` and ``max_age`` on that date: the library tries 19yy first and would make a person born in 2005
    one of 1905 (domain.md §12). A region that ``known_regency`` does not know, a date or sex that differs from the
    stated one and a serial of 0000 ([recalled]) are notices.

    Raises:
        IdentifierError: nik_not_digits, nik_length, nik_date_impossible, nik_age_outside, nik_century_ambiguous.
    """
    number = _nik_digits(text)
    sex, day = _sex_and_day(int(number[6:8]))
    birth_date = _resolve_century(day, int(number[8:10]), int(number[10:12]), on, (min_age, max_age))
    checks = (
        ("nik_region_unknown", known_regency is not None and not known_regency(f"{number[:2]}.{number[2:4]}")),
        ("nik_serial_zero", number.endswith("0000")),
        ("nik_birth_date_differs", stated_birth_date is not None and stated_birth_date != birth_date),
        ("nik_sex_differs", stated_sex is not None and stated_sex != sex),
    )
    return Nik(number, birth_date, sex, tuple(_notice(code) for code, found in checks if found))


def _nik_digits(text: str) -> str:
    number = stdnum_nik.compact(text.replace("'", ""))
    if not re.fullmatch("[0-9]+", number):
        raise IdentifierError("nik_not_digits")
    if len(number) != 16:
        raise IdentifierError("nik_length", count=len(number))
    return number


def _sex_and_day(coded: int) -> tuple[Sex, int]:
    return (Sex.FEMALE, coded - WOMEN_DAY) if coded > WOMEN_DAY else (Sex.MALE, coded)


def _resolve_century(day: int, month: int, short_year: int, on: date, ages: tuple[int, int]) -> date:
    century = on.year - on.year % 100
    dates = [found for base in (century - 100, century) if (found := _date_or_none(base + short_year, month, day))]
    if not dates:
        raise IdentifierError("nik_date_impossible")
    fitting = [found for found in dates if ages[0] <= age_on(found, on) <= ages[1]]
    if not fitting:
        raise IdentifierError("nik_age_outside", low=ages[0], high=ages[1])
    if len(fitting) > 1:
        raise IdentifierError("nik_century_ambiguous")
    return fitting[0]


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def age_on(born: date, on: date) -> int:
    """Completed years on a day; somebody born on 29 February completes hers on 1 March. Negative before birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def parse_passport(text: str) -> Passport:
    """Read a passport number loosely: 6–9 Latin letters and digits (ICAO 9303 allows nine), four of them digits.

    Indonesian forms seen are one letter and seven digits, or two letters and six or seven (domain.md §12); anything
    else gets the notice passport_unusual.

    Raises:
        IdentifierError: passport_form.
    """
    number = re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text)).upper()
    if not re.fullmatch("[A-Z0-9]{6,9}", number) or sum(map(str.isdigit, number)) < 4:
        raise IdentifierError("passport_form")
    usual = re.fullmatch("[A-Z][0-9]{7}|[A-Z]{2}[0-9]{6,7}", number)
    return Passport(number, () if usual else (_notice("passport_unusual"),))


def parse_phone(text: str, default_country: str = "ID") -> Phone:
    """Read a phone number as people type it; without a country code it belongs to ``default_country`` (ISO alpha-2).

    Raises:
        IdentifierError: phone_form, when no number of a possible length can be read.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"\+?[0-9 ()./\-]{5,40}", typed):
        raise IdentifierError("phone_form")
    readings = [number for form in _dialled_forms(typed) if (number := _read_phone(form, default_country))]
    if not readings:
        raise IdentifierError("phone_form")
    number = next(filter(phonenumbers.is_valid_number, readings), readings[0])
    notices = () if phonenumbers.is_valid_number(number) else (_notice("phone_unusual"),)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Phone(e164, phonenumbers.region_code_for_number(number) or "", notices)


def _dialled_forms(typed: str) -> tuple[str, ...]:
    """People abroad write 00 for +, which in Indonesia reads as the carrier prefix 008 and makes 00886… Chinese."""
    return (f"+{typed[2:]}", typed) if typed.startswith("00") else (typed,)


def _read_phone(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, country)
    except NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def mask_nik(number: str) -> str:
    """Hide a NIK except its last four digits, in groups of four.

    Region and birth date stay hidden, the holder still knows her own.
    """
    hidden = _mask(number, 0, 4)
    return " ".join(hidden[place : place + 4] for place in range(0, 16, 4)) if len(hidden) == 16 else hidden


def mask_passport(number: str) -> str:
    """Hide a passport number except its first letter and its last two digits."""
    return _mask(number, 1, 2)


def mask_phone(e164: str) -> str:
    """Hide a phone number except its first three signs (``+62``) and its last three digits."""
    return _mask(e164, 3, 3)


def _mask(text: str, head: int, tail: int) -> str:
    """A text too short to hide at least half of itself is hidden whole."""
    if len(text) < 2 * (head + tail):
        return "•" * len(text)
    return text[:head] + "•" * (len(text) - head - tail) + text[len(text) - tail :]


def _notice(code: str) -> Notice:
    return Notice(code, *TEXTS[code])
