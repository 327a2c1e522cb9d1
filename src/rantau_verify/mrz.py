"""The machine-readable zone of a passport: ICAO Doc 9303 part 4, size TD3, two lines of 44 characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

WIDTH: Final = 44
NAME_WIDTH: Final = 39
DIGEST_SIZE: Final = 16  # bytes
_VALUE: Final = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_WEIGHTS: Final = (7, 3, 1)
_LINE_2: Final = re.compile(
    r"(?P<number>[A-Z0-9<]{9})(?P<number_check>\d)(?P<nationality>[A-Z<]{3})"
    r"(?P<birth>[\d<]{6})(?P<birth_check>\d)(?P<sex>[MF<])"
    r"(?P<expiry>\d{6})(?P<expiry_check>\d)(?P<optional>[A-Z0-9<]{14})(?P<optional_check>[\d<])(?P<check>\d)",
    re.ASCII,
)
_LINE_1: Final = re.compile(r"P(?P<kind>[A-Z<])(?P<state>[A-Z<]{3})(?P<names>[A-Z<]{39})", re.ASCII)
_DATE: Final = re.compile(r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_BIRTH: Final = re.compile(r"(\d\d|<<)(0[1-9]|1[0-2]|<<)(0[1-9]|[12]\d|3[01]|<<)", re.ASCII)


class MrzError(ValueError):
    """The lines are not a passport's; the text names the part (`number`, `birth`, `check` …)."""


@dataclass(frozen=True, slots=True)
class Passport:
    """What a card is bound to. Number without fillers, state as three letters, dates as YYMMDD."""

    number: str
    nationality: str
    birth: str
    expiry: str

    def digest(self, salt: bytes) -> bytes:
        """First 16 bytes of SHA-256(salt || nationality, number padded to 9, birth, expiry).

        Names are left out: they are cut off, and read wrongly more often than fields with a check digit.
        """
        text = _pad(self.nationality, 3) + _pad(self.number, 9) + self.birth + self.expiry
        return sha256(salt + text.encode("ascii")).digest()[:DIGEST_SIZE]


@dataclass(frozen=True, slots=True)
class Mrz:
    """The whole zone. `given` may be empty: many Indonesians have one name only."""

    state: str
    surname: str
    given: str
    passport: Passport
    sex: str = "<"
    optional: str = ""
    kind: str = "<"


def check_digit(text: str) -> str:
    """Check digit over A-Z, 0-9 and the filler, weights 7 3 1. Raises MrzError for another character."""
    if any(character not in _VALUE for character in text):
        raise MrzError("character")
    return str(sum(_VALUE[character] * _WEIGHTS[place % 3] for place, character in enumerate(text)) % 10)


def parse_line_2(line: str) -> Mrz:
    """The second line alone: all that a card's digest needs. Raises MrzError."""
    return _second(line, "", "", "", "<")


def parse(line_1: str, line_2: str) -> Mrz:
    """Both lines, every check digit verified. Raises MrzError naming the part that is wrong."""
    match = _LINE_1.fullmatch(line_1)
    if not match:
        raise MrzError("line 1")
    surname, _, given = match["names"].rstrip("<").partition("<<")
    return _second(line_2, match["state"].rstrip("<"), _words(surname), _words(given), match["kind"])


def _second(line: str, state: str, surname: str, given: str, kind: str) -> Mrz:
    match = _LINE_2.fullmatch(line)
    if not match:
        raise MrzError("line 2")
    for part in ("number", "birth", "expiry"):
        if check_digit(match[part]) != match[f"{part}_check"]:
            raise MrzError(part)
    _check_optional(match["optional"], match["optional_check"])
    if check_digit(line[0:10] + line[13:20] + line[21:43]) != match["check"]:
        raise MrzError("check")
    number = match["number"].rstrip("<")
    passport = _passport(number, match["nationality"].rstrip("<"), match["birth"], match["expiry"])
    return Mrz(state, surname, given, passport, match["sex"], match["optional"].rstrip("<"), kind)


def _check_optional(optional: str, digit: str) -> None:
    # Doc 9303-4 §4.2.2: of an empty field the check digit may be 0 or a filler.
    if digit != check_digit(optional) and not (digit == "<" and not optional.strip("<")):
        raise MrzError("optional")


def _passport(number: str, nationality: str, birth: str, expiry: str) -> Passport:
    if not number or "<" in number.rstrip("<"):
        raise MrzError("number")
    if not _BIRTH.fullmatch(birth):
        raise MrzError("birth")
    if not _DATE.fullmatch(expiry):
        raise MrzError("expiry")
    return Passport(number, nationality, birth, expiry)


def keyed_passport(number: str, nationality: str, birth: str, expiry: str) -> Passport:
    """A passport typed by hand or taken from a record; number and state are put into the zone's form.

    `birth` and `expiry` are YYMMDD. Raises MrzError naming the part.
    """
    number, nationality = (re.sub(r"[\s<-]", "", part).upper() for part in (number, nationality))
    if not re.fullmatch(r"[A-Z0-9]{1,9}", number, re.ASCII):
        raise MrzError("number")
    if not re.fullmatch(r"[A-Z]{1,3}", nationality, re.ASCII):
        raise MrzError("nationality")
    return _passport(number, nationality, birth, expiry)


def build(zone: Mrz) -> tuple[str, str]:
    """Both lines with their check digits; a name too long is cut. Raises MrzError naming the part."""
    held = zone.passport
    optional = _pad(zone.optional, 14)
    number, digit = _pad(held.number, 9), check_digit(optional) if zone.optional else "<"
    middle = held.birth + check_digit(held.birth) + zone.sex + held.expiry + check_digit(held.expiry)
    body = number + check_digit(number) + _pad(held.nationality, 3) + middle + optional + digit
    line_2 = body + check_digit(body[0:10] + body[13:20] + body[21:43])
    line_1 = f"P{zone.kind}{_pad(zone.state, 3)}{names_field(zone.surname, zone.given)}"
    parse(line_1, line_2)
    return line_1, line_2


def names_field(surname: str, given: str) -> str:
    """The 39 characters of the name. Letters lose their accents, apostrophes go, all else separates words."""
    names = _fillers(surname) + ("<<" + _fillers(given) if _fillers(given) else "")
    return names[:NAME_WIDTH].ljust(NAME_WIDTH, "<")


def _fillers(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.upper())
    letters = "".join(character for character in bare if not unicodedata.combining(character))
    return re.sub(r"[^A-Z]+", "<", re.sub(r"['\u2019`]", "", letters)).strip("<")


def _words(field: str) -> str:
    return " ".join(field.replace("<", " ").split())


def _pad(text: str, width: int) -> str:
    if len(text) > width:
        raise MrzError("too long")
    return text.ljust(width, "<")
