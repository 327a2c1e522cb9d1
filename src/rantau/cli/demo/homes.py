"""Where synthetic persons come from: real villages of Banten, Jakarta and some districts that send many workers."""

from dataclasses import dataclass
from functools import lru_cache

from rantau.cli.demo.drawing import Weighted
from rantau.data import rows

PROVINCE_SHARES = {"36": 52.0, "31": 16.0}
OTHER_REGENCIES = ("32.12", "32.09", "33.01", "33.24", "35.05", "35.02", "18.07", "52.02", "52.03", "53.01", "12.07")
"""Indramayu, Cirebon, Cilacap, Kendal, Blitar, Ponorogo, Lampung Timur, two of Lombok, Kupang, Deli Serdang."""
_OTHER_SHARE = 32.0


@dataclass(frozen=True, slots=True)
class Home:
    """A regency with its villages, as (village code, name)."""

    code: str
    name: str
    villages: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def homes() -> Weighted[Home]:
    """The regencies of the demo country, weighted by population inside each group."""
    people = {
        row["code"]: (row["name"], float(row["pop_total"]))
        for row in rows("regions/regencies.csv.gz")
        if row["province_code"] in PROVINCE_SHARES or row["code"] in OTHER_REGENCIES
    }
    villages: dict[str, list[tuple[str, str]]] = {code: [] for code in people}
    for row in rows("regions/villages.csv.gz"):
        if row["code"][:5] in villages:
            villages[row["code"][:5]].append((row["code"], row["name"]))
    totals: dict[str, float] = {}
    for code, (_, count) in people.items():
        totals[_group(code)] = totals.get(_group(code), 0.0) + count
    return Weighted.of(
        [
            (
                Home(code, name, tuple(villages[code])),
                PROVINCE_SHARES.get(_group(code), _OTHER_SHARE) * count / totals[_group(code)],
            )
            for code, (name, count) in people.items()
        ]
    )


def _group(code: str) -> str:
    return code[:2] if code[:2] in PROVINCE_SHARES else "other"
