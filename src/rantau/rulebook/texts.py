"""Sentences of a pack, parsed once: words that are known with the pack are filled in when it is compiled, and what
depends on the dossier stays a slot. Building a sentence is then joining a few strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from rantau.rulebook.dates import CALENDAR
from rantau.rulebook.model import Text

SLOT = re.compile(r"\{([a-z_]+)\}")
RUNTIME_SLOTS = frozenset({"until", "have", "need", "country", "other"})
Slots = Mapping[str, date | int | str]


class _Text:
    """A Text being filled, as ``rantau.rulebook.fast`` does it."""

    __slots__ = Text.__slots__


unfilled_text: Callable[[], Any] = _Text


def unknown_slots(template: str, known: Mapping[str, str]) -> list[str]:
    """Slots of a template that nobody will fill."""
    return [name for name in SLOT.findall(template) if name not in known and name not in RUNTIME_SLOTS]


class Sentence:
    """One sentence in both languages with its remaining slots."""

    __slots__ = ("_en", "_id", "_names", "_source", "fixed")

    def __init__(self, id_: str, en: str, known_id: Mapping[str, str], known_en: Mapping[str, str]) -> None:
        id_, en = _fill(id_, known_id), _fill(en, known_en)
        self._source = (id_, en)
        self._id = _parts(id_)
        self._en = _parts(en)
        self._names = sorted({*self._id[1::2], *self._en[1::2]})
        self.fixed: Text | None = None if self._names else Text(id_, en)

    def filled(self, known: Mapping[str, str], known_en: Mapping[str, str] | None = None) -> Sentence:
        """The sentence with some more of its slots filled for good."""
        return Sentence(*self._source, known, known if known_en is None else known_en)

    def text(self, **slots: date | int | str) -> Text:
        """The sentence with its slots filled; dates are written out. KeyError when a slot has no value."""
        if self.fixed is not None:
            return self.fixed
        words = {name: _words(slots[name]) for name in self._names}
        return Text(_join(self._id, words, 0), _join(self._en, words, 1))


class Dated:
    """A sentence with one slot, ``{until}``, split around it: the form most sentences with a date have."""

    __slots__ = ("_en", "_id")

    def __init__(self, sentence: Sentence) -> None:
        mark = "\0"
        self._id: tuple[str, str]
        self._en: tuple[str, str]
        if sentence.fixed is not None:
            self._id, self._en = (sentence.fixed.id, ""), (sentence.fixed.en, "")
            return
        marked = sentence.text(until=mark)
        head, _, tail = marked.id.partition(mark)
        self._id = (head, tail)
        head, _, tail = marked.en.partition(mark)
        self._en = (head, tail)

    def text(self, until: date) -> Text:
        words = CALENDAR[until]
        head, tail = self._id
        head_en, tail_en = self._en
        made = unfilled_text()
        made.id, made.en = head + words[0] + tail, head_en + words[1] + tail_en
        made.__class__ = Text
        done: Text = made
        return done


def _fill(template: str, known: Mapping[str, str]) -> str:
    filled = SLOT.sub(lambda found: known.get(found[1], found[0]), template)
    return filled[:1].upper() + filled[1:]


def _parts(template: str) -> list[str]:
    """Literal, slot, literal, slot, …, literal."""
    return SLOT.split(template)


def _words(value: date | int | str) -> tuple[str, str]:
    if isinstance(value, date):
        return CALENDAR[value]
    return (str(value), str(value))


def _join(parts: list[str], words: Mapping[str, tuple[str, str]], language: int) -> str:
    return "".join(words[part][language] if place % 2 else part for place, part in enumerate(parts))
