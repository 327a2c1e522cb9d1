"""Destinations as people ask for them: in bands from open to closed, countries under one rule side by side."""

from collections.abc import Iterable
from dataclasses import dataclass

from rantau.web.public.lawbook import Destination, Notice, Source

BANDS = ("open", "special", "limited", "closed")


@dataclass(frozen=True, slots=True)
class Group:
    """Countries of which the same words hold, by name."""

    state: str
    countries: tuple[Destination, ...]
    notices: tuple[Notice, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source once, however many countries and notices cite it."""
        cited = (source for one in self.countries for notice in one.notices for source in notice.sources)
        return tuple({source.citation: source for source in cited}.values())


@dataclass(frozen=True, slots=True)
class Band:
    """All countries in one state."""

    state: str
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        return sum(len(group.countries) for group in self.groups)


def bands(found: Iterable[Destination], order: tuple[str, ...] = BANDS) -> list[Band]:
    """Return the bands that have any country, in the order given; inside, the larger groups first."""
    rows = list(found)
    made = (Band(state, _groups(state, [one for one in rows if one.state == state])) for state in order)
    return [band for band in made if band.groups]


def _groups(state: str, rows: list[Destination]) -> tuple[Group, ...]:
    alike: dict[tuple[object, ...], list[Destination]] = {}
    for one in rows:
        alike.setdefault(_words(one), []).append(one)
    groups = [
        Group(state, tuple(members), tuple(each for each in members[0].notices if each.text))
        for members in alike.values()
    ]
    return tuple(sorted(groups, key=lambda group: -len(group.countries)))


def _words(one: Destination) -> tuple[object, ...]:
    return tuple((each.text, each.since, each.until) for each in one.notices if each.text)
