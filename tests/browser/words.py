"""What a page says in its reader's language, taken from the catalogue and the rulebook; no table of its own."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.translation import trans_real

from rantau.rulebook.loader import INDONESIA

BLANK = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"<[^>]+>")


class Data(str):
    """A name or a number: it stands on a page as it is, in every language."""

    __slots__ = ()


@cache
def catalogue() -> dict[str, str]:
    """Every Indonesian text of the code and the templates, with its English."""
    known = trans_real.translation("en")._catalog  # type: ignore[attr-defined]  # gettext lists them only there
    # several rooms may have the same text: what a page says is what the whole catalogue answers
    return {text: known[text] for text in known.keys() if isinstance(text, str) and text and known[text]}  # noqa: SIM118


@cache
def rulebook() -> dict[str, str]:
    """Every Indonesian text of the shipped rulebook, with its English."""
    files = sorted(INDONESIA.glob("pack-*/*.toml"))
    return dict(pair for file in files for pair in _pairs(tomllib.loads(file.read_text(encoding="utf-8"))))


def _pairs(part: Any) -> Iterator[tuple[str, str]]:
    """Find ``…_id`` beside ``…_en``, however deep."""
    if isinstance(part, list):
        for each in part:
            yield from _pairs(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name.endswith("_id") and f"{name[:-3]}_en" in part:
                yield value, part[f"{name[:-3]}_en"]
            yield from _pairs(value)


def said(words: str, language: str) -> str:
    """Return a text of the house in a language.

    Raises:
        LookupError: neither the catalogue nor the rulebook has it, so no page can say it.
    """
    if isinstance(words, Data):
        return words
    known = catalogue().get(words) or rulebook().get(words)
    if known is None:
        raise LookupError(f"no page says {words!r}")
    return words if language == "id" else known


def ruled(words: str, language: str) -> str:
    """Return a text of the rulebook in a language: where the same word is a button elsewhere, it may differ there."""
    return words if language == "id" else rulebook()[words]


def pattern(words: str, language: str) -> re.Pattern[str]:
    """Return what finds a text on a page: its blanks filled in somehow, its spaces broken anywhere, without tags."""
    text = " ".join(TAG.sub("", said(words, language)).split())
    parts = (r"\s+".join(re.escape(word) for word in part.split(" ")) for part in BLANK.split(text)[::2])
    return re.compile(".*?".join(parts), re.IGNORECASE | re.DOTALL)


@cache
def only_indonesian() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the texts, and the beginnings of texts with blanks, that an English page must not show."""
    both = {**rulebook(), **catalogue()}
    differs = [(text, english) for text, english in both.items() if text != english and not _is_name(text)]
    english = frozenset(both.values())
    whole = frozenset(text for text, _english in differs if not BLANK.search(text)) - english
    begun = {BLANK.split(text)[0] for text, _english in differs if BLANK.search(text)}
    long_enough = (part for part in begun if len(part) > LONG and not any(each.startswith(part) for each in english))
    return whole, tuple(sorted(long_enough))


NAMES = frozenset({"Rantau", "Dukcapil"})
LONG = 11  # characters


def _is_name(text: str) -> bool:
    """Abbreviations and proper names stand in English texts as they are."""
    return text.upper() == text or text in NAMES


def left_in_indonesian(texts: list[str]) -> list[str]:
    """Return those texts of an English page that have an English form of their own."""
    whole, begun = only_indonesian()
    return sorted({text for text in texts if text in whole or text.startswith(begun)})
