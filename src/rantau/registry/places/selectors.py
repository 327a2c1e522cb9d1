"""Reads of the room. Reference data is public, so no selector here takes an actor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length

from rantau.kernel import clock
from rantau.registry.places.models import (
    Airport,
    Country,
    District,
    Occupation,
    OldName,
    Province,
    Regency,
    Region,
    Searchable,
    Village,
)
from rantau.registry.places.words import search_words

R = TypeVar("R", bound=Region)
S = TypeVar("S", bound=Searchable)
Choice = tuple[str, str]
MOST_WORDS = 8
LEVELS = ("province", "regency", "district", "village")


@dataclass(frozen=True, slots=True)
class RegionHit:
    """A found region: its level (one of ``LEVELS``), its name with kind, and where it lies ("" for a province)."""

    code: str
    level: str
    name: str
    within: str


def in_force(regions: QuerySet[R], day: date | None = None) -> QuerySet[R]:
    """Narrow regions to those that exist on a legal date (default: today)."""
    on = day or clock.today()
    return regions.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    ).defer("search")


def _code(text: str) -> str:
    """A region code as it came from outside, or "" when it cannot be one (the database does not take every sign)."""
    return text if re.fullmatch("[0-9.]{2,13}", text) else ""


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def province_choices(day: date | None = None) -> list[Choice]:
    """Provinces for a form, as (code, name), by name."""
    return _choices(in_force(Province.objects.all(), day))


def regency_choices(province_code: str, day: date | None = None) -> list[Choice]:
    """Regencies and cities of a province for a form; empty for an unknown code."""
    return _choices(in_force(Regency.objects.filter(province=_code(province_code)), day))


def district_choices(regency_code: str, day: date | None = None) -> list[Choice]:
    """Districts of a regency for a form; empty for an unknown code."""
    return _choices(in_force(District.objects.filter(regency=_code(regency_code)), day))


def village_choices(district_code: str, day: date | None = None) -> list[Choice]:
    """Villages of a district for a form, with their kind ("Desa Cikande"), by name; empty for an unknown code."""
    villages = in_force(Village.objects.filter(district=_code(district_code)), day).order_by("name", "code")
    return [(one.code, one.full_name) for one in villages]


def _choices(regions: "QuerySet[Province] | QuerySet[Regency] | QuerySet[District]") -> list[Choice]:
    return [(code, name) for code, name in regions.order_by("name", "code").values_list("code", "name")]


def regency_of_nik_head(number: str) -> Regency | None:
    """The regency whose code a NIK begins with ("3604…" or "36.04…"), also one no longer in force; None if unknown.

    It is the place of first issue, not of the present home (domain.md §12).
    """
    digits = re.sub("[^0-9]", "", number)[:4]
    return Regency.objects.defer("search").filter(code=f"{digits[:2]}.{digits[2:]}").first()


def regency_named(typed: str) -> str:
    """Return the code of the regency of this full name, or of the only one it can mean; "" for any other text."""
    hits = list(search_regions(typed, levels=("regency",), limit=2))
    same = [hit for hit in hits if hit.name.casefold() == " ".join(typed.split()).casefold()]
    found = same or (hits if len(hits) == 1 else [])
    return found[0].code if found else ""


def is_known_regency(code: str) -> bool:
    """Whether a dotted code ("36.04") is a regency we know, in force or not; fits ``identifiers.parse_nik``."""
    return Regency.objects.filter(code=_code(code)).exists()


def search_regions(
    typed: str, *, levels: Sequence[str] = LEVELS, within: str = "", limit: int = 20, day: date | None = None
) -> list[RegionHit]:
    """Find regions by the beginnings of words, as people type them ("kab serang", "cikande serang").

    Every word must begin a word of the region, its kind or the regions around it, and one must begin its own name.
    Larger regions come first, whole words before beginnings, short names before long. ``within`` is a code to stay
    inside.
    """
    words, inside = search_words(typed)[:MOST_WORDS], _code(within)
    if within and not inside:
        return []
    found: list[RegionHit] = []
    for level in (one for one in LEVELS if one in levels):
        if len(found) < limit and max(map(len, words), default=0) >= 2:
            found += _hits(level, words, inside, limit - len(found), day)
    return found


def _hits(level: str, words: list[str], within: str, limit: int, day: date | None) -> Iterator[RegionHit]:
    if level == "province":
        for province in _ranked(in_force(Province.objects.filter(code__startswith=within), day), words)[:limit]:
            yield RegionHit(province.code, level, province.name, "")
    elif level == "regency":
        regencies = in_force(Regency.objects.filter(code__startswith=within), day).select_related("province")
        for regency in _ranked(regencies, words)[:limit]:
            yield RegionHit(regency.code, level, regency.name, regency.province.name)
    elif level == "district":
        districts = in_force(District.objects.filter(code__startswith=within), day).select_related("regency__province")
        for district in _ranked(districts, words)[:limit]:
            yield RegionHit(district.code, level, f"Kecamatan {district.name}", _around(district.regency))
    else:
        villages = in_force(Village.objects.filter(code__startswith=within), day)
        for village in _ranked(villages.select_related("district__regency__province"), words)[:limit]:
            around = f"Kecamatan {village.district.name}, {_around(village.district.regency)}"
            yield RegionHit(village.code, level, village.full_name, around)


def _around(regency: Regency) -> str:
    return f"{regency.name}, {regency.province.name}"


def region_path(code: str) -> str:
    """A region and all around it: "Desa Cikande, Kecamatan Cikande, Kabupaten Serang, Banten"; "" if unknown."""
    parts = {2: _province_path, 5: _regency_path, 8: _district_path, 13: _village_path}
    known = _code(code)
    return parts[len(known)](known) if len(known) in parts else ""


def _province_path(code: str) -> str:
    return Province.objects.filter(code=code).values_list("name", flat=True).first() or ""


def _regency_path(code: str) -> str:
    regency = Regency.objects.select_related("province").filter(code=code).first()
    return _around(regency) if regency else ""


def _district_path(code: str) -> str:
    district = District.objects.select_related("regency__province").filter(code=code).first()
    return f"Kecamatan {district.name}, {_around(district.regency)}" if district else ""


def _village_path(code: str) -> str:
    village = Village.objects.filter(code=code).first()
    return f"{village.full_name}, {_district_path(village.district_id)}" if village else ""


def find_country(typed: str) -> Country | None:
    """The country meant by a code, name or alias ("TW", "hongkong"), in any case; None if none or unclear."""
    wanted = _plain(typed)
    codes = Q(code=wanted.upper()) | Q(iso3=wanted.upper())
    fields = ("name_id", "name_en", "short_id", "short_en")
    names = reduce(or_, (Q(**{f"{field}__iexact": wanted}) for field in fields))
    exact = list(Country.objects.defer("search").filter(codes | names)[:2]) if wanted else []
    found = exact or [one for one in search_countries(wanted) if wanted.lower() in map(str.lower, one.aliases)]
    return found[0] if len(found) == 1 else None


def search_countries(typed: str, limit: int = 10) -> list[Country]:
    """Countries by the beginnings of words of their names, codes and aliases in both languages."""
    return _search(Country.objects.defer("search"), typed, limit)


def country_choices(language: str) -> list[Choice]:
    """Every country for a form, as (ISO alpha-2, name in the language), by that name."""
    pairs = [(one.code, one.label(language)) for one in Country.objects.defer("search")]
    return sorted(pairs, key=lambda pair: (pair[1].casefold(), pair[0]))


def search_occupations(typed: str, limit: int = 10) -> list[Occupation]:
    """Unit groups of occupations by code, by title in both languages, or by words people use (PLRT, caregiver).

    An alias that is exactly what was typed comes first.
    """
    units = Occupation.objects.defer("search").filter(code__regex="^[0-9]{4,6}$")
    wanted = _plain(typed).lower()
    found = _search(units, typed, limit + 20)
    found.sort(key=lambda one: wanted not in [alias.lower() for alias in one.aliases])
    return found[:limit]


def search_airports(typed: str, limit: int = 10) -> list[Airport]:
    """Airports by IATA code, name, city or province."""
    return _search(Airport.objects.defer("search").select_related("country"), typed, limit)


def current_name(term: str) -> str:
    """The name we use for a thing that was renamed ("KTKLN" → "E-PMI"); the term itself when it is not an old name."""
    return OldName.objects.filter(old__iexact=_plain(term)).values_list("new", flat=True).first() or term


def names_of_same_thing(term: str) -> frozenset[str]:
    """Every name, old and present, of the thing a term names, so that search finds them all (CO-24)."""
    ours = current_name(term)
    olds = OldName.objects.filter(new__iexact=_plain(ours))
    return frozenset([ours, *olds.values_list("old", flat=True)])


def _search(queryset: QuerySet[S], typed: str, limit: int) -> list[S]:
    words = search_words(typed)[:MOST_WORDS]
    return list(_ranked(queryset, words)[:limit]) if words else []


def _ranked(queryset: QuerySet[S], words: list[str]) -> QuerySet[S]:
    """Rows that hold every word's beginning, one of them in their own words (weight A); best first.

    The query is built from letters and digits only (``search_words``), so nothing typed can be read as its syntax.
    """
    every = " & ".join(f"{word}:*" for word in words)
    own = " | ".join(f"{word}:*A" for word in words)
    whole = SearchQuery(" | ".join(words), config="simple", search_type="raw")
    label = "title_en" if queryset.model is Occupation else "name_id" if queryset.model is Country else "name"
    matching = queryset.filter(search=SearchQuery(f"({own}) & {every}", config="simple", search_type="raw"))
    rank = SearchRank(F("search"), whole, weights=[0.0, 0.1, 0.4, 1.0])
    return matching.order_by(rank.desc(), Length(label), "code")
