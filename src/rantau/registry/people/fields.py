"""From what was typed to what is kept: names, dates, homes, numbers."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, Field, JsonValue

from rantau.kernel.refusals import refuse
from rantau.registry.accounts.hidden import Hidden
from rantau.registry.people import refusals
from rantau.registry.people.identifiers import (
    IdentifierError,
    Nik,
    Notice,
    Sex,
    normalise_name,
    parse_nik,
    parse_passport,
    parse_phone,
)
from rantau.registry.places.models import District, Regency, Village

EARLIEST_YEAR = 1900
NAME_SIGNS = " '’`.,-/()"


def _only_name_signs(text: str) -> str:
    """Letters and the few signs names have: no mark-up, formula or turned direction gets into a name."""
    if any(sign not in NAME_SIGNS and unicodedata.category(sign)[0] not in "LM" for sign in text):
        raise ValueError("signs that no name has")
    return " ".join(text.split())


NameText = Annotated[Hidden, Field(min_length=1, max_length=160), AfterValidator(_only_name_signs)]
"""A person's name exactly as a document writes it."""
PlaceCode = Annotated[str, Field(pattern=r"^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$")]
"""Kemendagri code of a regency, district or village, with dots."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person lives, as exactly as she said."""

    regency: str | None = None
    district: str | None = None
    village: str | None = None


def read_home(code: str) -> Home:
    """Return the home with everything above it.

    Raises:
        Refused: ``place_unknown``.
    """
    if not code:
        return Home()
    table = {5: Regency, 8: District}.get(len(code), Village)
    if not table._default_manager.filter(pk=code).exists():
        refuse("place_unknown")
    return Home(code[:5], code[:8] if len(code) >= 8 else None, code if len(code) > 8 else None)


def read_name(text: str) -> str:
    """Return the matching form of a name.

    Raises:
        Refused: ``name_unreadable`` when there is no Latin letter in it.
    """
    key = normalise_name(text)[:160]
    if not key:
        refuse("name_unreadable")
    return key


def read_name_text(text: str) -> str:
    """Return a name as ``NameText`` would take it, for one that comes as plain text.

    Raises:
        Refused: ``name_unreadable``.
    """
    try:
        return _only_name_signs(text)
    except ValueError:
        refuse("name_unreadable")


def read_email(text: str) -> str:
    """Return an e-mail address in small letters.

    Raises:
        Refused: ``email_form``.
    """
    try:
        validate_email(text)
    except ValidationError:
        refuse("email_form")
    return text.lower()


def read_birth_date(born: date, today: date) -> date:
    """Return the date if somebody alive can have been born then.

    Raises:
        Refused: ``birth_date_impossible``.
    """
    if born.year < EARLIEST_YEAR or born > today:
        refuse("birth_date_impossible")
    return born


def read_nik(text: str, today: date, born: date | None = None, sex: str = "") -> Nik:
    """Read a NIK as it was typed; what is only unusual stays a notice.

    Raises:
        Refused: the codes of ``identifiers.parse_nik``.
    """
    try:
        return parse_nik(text, today, stated_birth_date=born, stated_sex=Sex(sex) if sex else None)
    except IdentifierError as error:
        refusals.refuse_identifier(error, "nik")


def read_phone(text: str) -> str:
    """Return a phone number as E.164.

    Raises:
        Refused: ``phone_form``.
    """
    try:
        return parse_phone(text).e164
    except IdentifierError as error:
        refusals.refuse_identifier(error, "phone")


def read_passport(text: str) -> str:
    """Return a passport number in capitals.

    Raises:
        Refused: ``passport_number_form``.
    """
    try:
        return parse_passport(text).number
    except IdentifierError as error:
        refusals.refuse_identifier(error, "passport")


def told(notices: tuple[Notice, ...]) -> list[JsonValue]:
    """Return notices as data for an answer."""
    return [{"code": notice.code, "id": notice.id, "en": notice.en} for notice in notices]
