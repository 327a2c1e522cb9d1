"""Weighted draws from one seeded source, the same on every machine and Python version."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Weighted(Generic[T]):
    """A fixed list of choices with running totals of their weights."""

    choices: tuple[T, ...]
    totals: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Sequence[tuple[T, float]]) -> "Weighted[T]":
        """Build from pairs of choice and weight; weights are positive."""
        return cls(tuple(choice for choice, _ in pairs), tuple(accumulate(weight for _, weight in pairs)))

    def draw(self, source: Random) -> T:
        """Draw one choice. Uses ``random()`` only, whose sequence Python guarantees for a seed."""
        return self.choices[bisect(self.totals, source.random() * self.totals[-1])]


def below(source: Random, limit: int) -> int:
    """Draw a whole number from 0 to ``limit`` - 1."""
    return int(source.random() * limit)
