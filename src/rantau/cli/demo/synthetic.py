"""Synthetic persons: nobody of them exists, and none of their numbers can belong to anybody.

The region code of a NIK is real, its serial is 9001 or more (real serials of one district and day are small). Phone
numbers begin with +62 840, which no Indonesian plan assigns. Passports begin with Z, a series we saw nowhere. The
mother's name is not made: the system does not ask for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from rantau.cli.demo.drawing import Weighted, below
from rantau.cli.demo.homes import Home, homes
from rantau.cli.demo.names import draw_name, spell_otherwise

DEMO_DAY = date(2026, 11, 1)
"""The legal date on which ages are counted, unless another is given."""
FIRST_SERIAL, LAST_SERIAL = 9001, 9999
PHONE_PREFIX = "+62840"
PASSPORT_SERIES = "Z"

_AGES = Weighted.of([((18, 20), 14.0), ((21, 25), 30.0), ((26, 30), 24.0), ((31, 35), 15.0), ((36, 45), 17.0)])
_SEXES = Weighted.of([("f", 66.0), ("m", 34.0)])
_EDUCATION = Weighted.of(
    [
        ("sd", 22.0),
        ("smp", 34.0),
        ("sma", 25.0),
        ("smk", 14.0),
        ("diploma", 3.0),
        ("bachelor", 2.0),
    ]
)
_YOUNG_STATUS = Weighted.of([("unmarried", 86.0), ("married", 12.0), ("divorced", 2.0)])
_LATER_STATUS = Weighted.of([("married", 62.0), ("unmarried", 18.0), ("divorced", 16.0), ("widowed", 4.0)])
_PARENTS = Weighted.of([("parent", 70.0), ("sibling", 25.0), ("other_family", 5.0)])
_LANES = (
    "Kp. Contoh Asri",
    "Jl. Contoh Melati",
    "Kp. Contoh Baru",
    "Jl. Contoh Kenanga",
    "Dusun Contoh",
    "Gg. Contoh Mawar",
)


@dataclass(frozen=True, slots=True)
class NextOfKin:
    """Whom to call: name, relation (spouse, parent, sibling, other_family), phone (E.164, fictitious)."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """One invented person. Codes are Kemendagri's with dots; sex is ``f`` or ``m``; an absent number is None.

    ``passport_name`` is the name as that paper spells it; ``number`` counts from 0 inside one seed.
    """

    number: int
    name: str
    passport_name: str | None
    sex: str
    birth_date: date
    birth_place: str
    nik: str | None
    passport: str | None
    phone: str
    village_code: str
    village: str
    address: str
    marital_status: str
    education: str
    next_of_kin: NextOfKin


BULK_COLUMNS = (
    "number", "name", "sex", "birth_date", "birth_place", "nik", "passport", "phone", "village_code", "address",
    "marital_status", "education",
)  # fmt: skip
BulkRow = tuple[int, str, str, date, str, str | None, str | None, str, str, str, str, str]


def persons(n: int, seed: int, *, on: date = DEMO_DAY, without_nik: float = 0.03) -> Iterator[SyntheticPerson]:
    """Yield ``n`` persons aged 18 to 45 on the day ``on``: the same for the same arguments, a prefix of any longer run.

    A share ``without_nik`` has no NIK. No NIK, passport or phone occurs twice in one run; runs of different seeds may
    share some. Raises ValueError when a run is longer than the fictitious numbers reach (ten million).
    """
    if n > 10_000_000:
        raise ValueError("fictitious passport numbers reach ten million persons")
    source = Random(f"rantau persons {seed}")  # noqa: S311 - invented data, not a secret
    used: dict[str, int] = {}
    for number in range(n):
        yield _person(source, number, on, without_nik, used)


def bulk_persons(n: int, seed: int, *, on: date = DEMO_DAY) -> Iterator[BulkRow]:
    """Yield the same persons as ``persons`` as tuples in the order of ``BULK_COLUMNS``, ready for COPY."""
    for one in persons(n, seed, on=on):
        yield (
            one.number, one.name, one.sex, one.birth_date, one.birth_place, one.nik, one.passport, one.phone,
            one.village_code, one.address, one.marital_status, one.education,
        )  # fmt: skip


def _person(source: Random, number: int, on: date, without_nik: float, used: dict[str, int]) -> SyntheticPerson:
    sex = _SEXES.draw(source)
    birth_date = _birth_date(source, on)
    home = homes().draw(source)
    village_code, village = home.villages[below(source, len(home.villages))]
    name = draw_name(source, sex)
    marital_status = _marital_status(source, birth_date, on)
    has_passport = source.random() < 0.6
    return SyntheticPerson(
        number=number,
        name=name,
        passport_name=_passport_name(source, name) if has_passport else None,
        sex=sex,
        birth_date=birth_date,
        birth_place=_place_name(home),
        nik=None if source.random() < without_nik else _nik(source, village_code, birth_date, sex, used),
        passport=f"{PASSPORT_SERIES}{number:07d}" if has_passport else None,
        phone=f"{PHONE_PREFIX}{2 * number:08d}",
        village_code=village_code,
        village=village,
        address=_address(source),
        marital_status=marital_status,
        education=_EDUCATION.draw(source),
        next_of_kin=_next_of_kin(source, number, sex, marital_status),
    )


def _birth_date(source: Random, on: date) -> date:
    youngest, oldest = _AGES.draw(source)
    days = int((oldest - youngest + 1) * 365.25) - 2
    return on - timedelta(days=int(youngest * 365.25) + 1 + below(source, days))


def _marital_status(source: Random, birth_date: date, on: date) -> str:
    return (_YOUNG_STATUS if (on - birth_date).days < 23 * 365 else _LATER_STATUS).draw(source)


def _passport_name(source: Random, name: str) -> str:
    return spell_otherwise(source, name) if source.random() < 0.08 else name


def _place_name(home: Home) -> str:
    return home.name.split(" ", 1)[1].removeprefix("Administrasi ")


def _nik(source: Random, village_code: str, birth_date: date, sex: str, used: dict[str, int]) -> str:
    """One in seven got her NIK in another district than her present home (domain.md §12: the place of first issue)."""
    if source.random() < 1 / 7:
        elsewhere = homes().draw(source).villages
        village_code = elsewhere[below(source, len(elsewhere))][0]
    day = birth_date.day + (40 if sex == "f" else 0)
    while True:
        head = f"{_digits(village_code)}{day:02d}{birth_date:%m%y}"
        serial = used.get(head, FIRST_SERIAL)
        if serial <= LAST_SERIAL:
            used[head] = serial + 1
            return f"{head}{serial:04d}"
        others = homes().draw(source).villages
        village_code = others[below(source, len(others))][0]


@cache
def _digits(village_code: str) -> str:
    return village_code[:8].replace(".", "")


def _address(source: Random) -> str:
    lane = _LANES[below(source, len(_LANES))]
    return f"{lane} No. {1 + below(source, 90)} RT {1 + below(source, 12):03d}/RW {1 + below(source, 9):03d}"


def _next_of_kin(source: Random, number: int, sex: str, marital_status: str) -> NextOfKin:
    married = marital_status == "married"
    relation = "spouse" if married and source.random() < 0.8 else _PARENTS.draw(source)
    kin_sex = ("m" if sex == "f" else "f") if relation == "spouse" else ("f" if source.random() < 0.5 else "m")
    return NextOfKin(draw_name(source, kin_sex), relation, f"{PHONE_PREFIX}{2 * number + 1:08d}")
