"""Invented organisations of the demo country, put together from a fixed list of invented names.

Every name carries the word "Contoh" (or "Example" abroad), so that nobody can take one for a real company; a test
compares them with the offices and facilities in the reference data. E-mail addresses end in ``.example`` (RFC 2606),
phones begin with +62 840.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random

from rantau.cli.demo.drawing import below
from rantau.cli.demo.names import draw_name
from rantau.data import rows

_FIRST = ("Samudra", "Cakrawala", "Bahtera", "Pelita", "Nusantara", "Mutiara", "Kencana", "Rajawali", "Fajar", "Melati")
_SECOND = ("Raya", "Lestari", "Gemilang", "Sentosa", "Abadi", "Jaya", "Utama", "Bersama", "Harapan", "Mulia")
_AGENCY_SEATS = ("31.75", "31.74", "36.74", "36.71", "32.75", "36.03", "36.73", "33.74", "35.78", "36.72")
_BRANCH_SEATS = ("36.04", "36.01", "36.02", "32.12", "33.01", "35.05", "18.07", "52.02", "36.03", "32.09")
_BANTEN = ("36.01", "36.02", "36.03", "36.04", "36.71", "36.72", "36.73", "36.74")


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of an agency: its name and the regency it sits in (Kemendagri code)."""

    name: str
    regency_code: str
    address: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An invented agency (P3MI). ``licence_number`` is opaque text, as real ones are (domain.md §12)."""

    number: int
    name: str
    licence_number: str
    regency_code: str
    address: str
    phone: str
    email: str
    director: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Employer:
    """An invented employer abroad. ``kind`` is household or company; ``occupation`` an ISCO-08 unit group."""

    number: int
    name: str
    country: str
    kind: str
    occupation: str
    city: str
    address: str


@dataclass(frozen=True, slots=True)
class Facility:
    """An invented clinic, training body or school job centre (``kind``: clinic, training_body, school)."""

    number: int
    kind: str
    name: str
    regency_code: str
    address: str
    phone: str
    email: str


_TRADES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    # country → (kind, name, occupation, city)
    "TW": (
        ("company", "Example Formosa Precision Co., Ltd.", "8189", "Taichung"),
        ("company", "Example Jade River Electronics Co., Ltd.", "8212", "Taoyuan"),
        ("company", "Example Evergreen Meadow Nursing Home", "5321", "Tainan"),
        ("household", "Chen", "5322", "Taipei"),
        ("household", "Lin", "5322", "Kaohsiung"),
    ),
    "HK": (
        ("household", "Chan", "9111", "Sha Tin"),
        ("household", "Wong", "9111", "Kowloon"),
        ("household", "Cheung", "9111", "Tuen Mun"),
    ),
    "MY": (
        ("company", "Example Kelapa Hijau Plantations Sdn. Bhd.", "6112", "Sandakan"),
        ("company", "Example Damai Glove Works Sdn. Bhd.", "8189", "Klang"),
        ("company", "Example Semenanjung Electronics Sdn. Bhd.", "8212", "Pulau Pinang"),
        ("household", "Tan", "9111", "Kuala Lumpur"),
    ),
    "SG": (
        ("household", "Lim", "9111", "Jurong"),
        ("household", "Ng", "9111", "Tampines"),
        ("company", "Example Merbau Cleaning Services Pte. Ltd.", "9112", "Woodlands"),
    ),
    "BN": (
        ("company", "Example Teratai Builders Sdn. Bhd.", "9313", "Bandar Seri Begawan"),
        ("household", "Haji Contoh", "9111", "Kuala Belait"),
        ("company", "Example Kampong Kitchen Sdn. Bhd.", "5131", "Tutong"),
    ),
    "JP": (
        ("company", "Example Sakura Care Kabushiki Kaisha", "5321", "Osaka"),
        ("company", "Example Hinode Foods Kabushiki Kaisha", "8160", "Nagoya"),
        ("company", "Example Midori Farm Kabushiki Kaisha", "9211", "Mito"),
    ),
}
DESTINATIONS = tuple(_TRADES)


def agencies(n: int, seed: int) -> Iterator[Agency]:
    """Yield up to 100 invented agencies with one to three branches. Raises ValueError for more."""
    if n > len(_FIRST) * len(_SECOND):
        raise ValueError("the list of invented names holds 100 agencies")
    source = _source("agencies", seed)
    names = [f"PT Contoh {first} {second}" for second, first in product(_SECOND, _FIRST)]
    for number in range(n):
        name = names[number]
        seats = {_BRANCH_SEATS[(number + 3 * step) % len(_BRANCH_SEATS)] for step in range(1 + below(source, 3))}
        yield Agency(
            number=number,
            name=name,
            licence_number=f"CONTOH {100 + number} Tahun {2021 + number % 5}",
            regency_code=_AGENCY_SEATS[number % len(_AGENCY_SEATS)],
            address=_address(source),
            phone=_phone(1, number),
            email=_email("kantor", name.removeprefix("PT ")),
            director=draw_name(source, "f" if number % 3 == 0 else "m"),
            branches=tuple(
                Branch(f"{name} Cabang {_regency_names()[code]}", code, _address(source)) for code in sorted(seats)
            ),
        )


def employers(country: str, n: int, seed: int) -> Iterator[Employer]:
    """Yield ``n`` invented employers of a destination in ``DESTINATIONS``; later rounds get a number in their name."""
    source = _source(f"employers {country}", seed)
    trades = _TRADES[country]
    for number in range(n):
        kind, stem, occupation, city = trades[number % len(trades)]
        turn = number // len(trades)
        name = f"Keluarga Contoh {stem}" if kind == "household" else stem
        yield Employer(
            number=number,
            name=f"{name} {turn + 1}" if turn else name,
            country=country,
            kind=kind,
            occupation=occupation,
            city=city,
            address=f"{1 + below(source, 200)} Example Road, {city}",
        )


def clinics(n: int, seed: int) -> Iterator[Facility]:
    """Yield up to 100 invented clinics in Banten."""
    return _facilities("clinic", "Klinik Utama Contoh", 2, n, seed)


def training_bodies(n: int, seed: int) -> Iterator[Facility]:
    """Yield up to 100 invented training bodies in Banten."""
    return _facilities("training_body", "LPK Contoh", 3, n, seed)


def school_job_centres(n: int, seed: int) -> Iterator[Facility]:
    """Yield up to 100 invented school job centres (BKK) in Banten."""
    return _facilities("school", "BKK SMK Contoh", 4, n, seed)


def _facilities(kind: str, stem: str, block: int, n: int, seed: int) -> Iterator[Facility]:
    if n > len(_FIRST) * len(_SECOND):
        raise ValueError("the list of invented names holds 100 of a kind")
    source = _source(kind, seed)
    endings = list(product(_SECOND, _FIRST))
    for number in range(n):
        name = f"{stem} {endings[number][1]} {endings[number][0]}"
        yield Facility(
            number=number,
            kind=kind,
            name=name,
            regency_code=_BANTEN[number % len(_BANTEN)],
            address=_address(source),
            phone=_phone(block, number),
            email=_email("info", name),
        )


@cache
def _regency_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("regions/regencies.csv.gz")}


def _source(purpose: str, seed: int) -> Random:
    return Random(f"rantau {purpose} {seed}")  # noqa: S311 - invented data, not a secret


def _address(source: Random) -> str:
    return f"Jl. Contoh {_FIRST[below(source, len(_FIRST))]} No. {1 + below(source, 180)}"


def _phone(block: int, number: int) -> str:
    """Blocks 91… to 94… are never reached by persons (they use the numbers below twenty million)."""
    return f"+628409{block}{number:06d}"


def _email(box: str, name: str) -> str:
    return f"{box}@{name.lower().replace(' ', '-')}.example"
