"""The passport's machine-readable zone against the specimens and worked examples of ICAO Doc 9303."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau_verify import mrz
from tests.verify.support import PASSPORT, UNHURRIED

NAMES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SPECIMEN = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"  # Doc 9303-4, 7th and 8th edition
OLDER = "L898902C<3UTO6908061F9406236ZE184226B<<<<<14"  # the specimen of the 6th edition


@pytest.mark.parametrize(("text", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("L898902C3", "6"), ("<" * 14, "0")])
def test_check_digit_of_published_example_agrees(text: str, digit: str) -> None:
    assert mrz.check_digit(text) == digit


@pytest.mark.parametrize("line", [SPECIMEN, OLDER])
def test_parse_and_build_specimen_give_each_other(line: str) -> None:
    zone = mrz.parse(NAMES, line)
    assert (zone.state, zone.surname, zone.given, zone.sex) == ("UTO", "ERIKSSON", "ANNA MARIA", "F")
    assert zone.optional == "ZE184226B"
    assert mrz.build(zone) == (NAMES, line)
    assert mrz.parse_line_2(line).passport == zone.passport


@pytest.mark.parametrize("place", [*range(10), *range(13, 44)])
def test_parse_one_character_changed_is_refused(place: int) -> None:
    """Of all but the nationality, which no check digit covers, and of letters ten apart (K, U), which none tells."""
    following = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", "BCDEFGHIJKLMNOPQRSTUVWXYZA12345678901", strict=True))
    changed = following[SPECIMEN[place]]
    line = SPECIMEN[:place] + changed + SPECIMEN[place + 1 :]
    with pytest.raises(mrz.MrzError):
        mrz.parse_line_2(line)


@pytest.mark.parametrize(
    "line",
    ["", SPECIMEN[:-1], SPECIMEN + "<", SPECIMEN.lower(), SPECIMEN + "\n", "é" * 44, SPECIMEN.replace("1", "١")],
    ids=repr,
)
def test_parse_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(mrz.MrzError):
        mrz.parse_line_2(line)


@pytest.mark.parametrize(
    ("surname", "given", "field"),
    [
        ("Suparman", "", "SUPARMAN"),
        ("D'Angelo-Siti", "Nur Aïni", "DANGELO<SITI<<NUR<AINI"),
        ("  Ibu   Sri ", "", "IBU<SRI"),
        ("A" * 50, "B", "A" * 39),
    ],
)
def test_names_field_of_one_name_accents_and_length(surname: str, given: str, field: str) -> None:
    assert mrz.names_field(surname, given) == field.ljust(39, "<")


def test_build_indonesian_passport_with_one_name_is_read_back() -> None:
    zone = mrz.Mrz("IDN", "SUPARMAN", "", PASSPORT, "M")
    line_1, line_2 = mrz.build(zone)
    assert mrz.parse(line_1, line_2) == zone
    assert (len(line_1), len(line_2), line_2[42]) == (44, 44, "<")


@pytest.mark.parametrize(
    ("part", "given"),
    [
        ("number", ("", "IDN", "960412", "310411")),
        ("number", ("X12345678901", "IDN", "960412", "310411")),
        ("nationality", ("X1", "ID1", "960412", "310411")),
        ("birth", ("X1", "IDN", "961312", "310411")),
        ("expiry", ("X1", "IDN", "960412", "310400")),
        ("expiry", ("X1", "IDN", "960412", "<<0411")),
        ("birth", ("X1", "IDN", "1996-04-12", "310411")),
    ],
)
def test_keyed_passport_with_a_wrong_part_names_it(part: str, given: tuple[str, str, str, str]) -> None:
    with pytest.raises(mrz.MrzError, match=part):
        mrz.keyed_passport(*given)


def test_digest_typed_passport_equals_the_scanned_one() -> None:
    _, line_2 = mrz.build(mrz.Mrz("IDN", "SUPARMAN", "", PASSPORT, "M"))
    typed = mrz.keyed_passport(" x 123-4567 ", "idn", "960412", "310411")
    assert typed.digest(b"salt") == mrz.parse_line_2(line_2).passport.digest(b"salt")


def test_digest_is_the_documented_one_and_changes_with_every_field() -> None:
    assert PASSPORT.digest(b"12345678") == sha256(b"12345678IDNX1234567<960412310411").digest()[:16]
    others = [("X1234568", "IDN", "960412", "310411"), ("X1234567", "MYS", "960412", "310411")]
    others += [("X1234567", "IDN", "960413", "310411"), ("X1234567", "IDN", "960412", "310412")]
    digests = {mrz.keyed_passport(*found).digest(b"12345678") for found in others}
    assert len(digests | {PASSPORT.digest(b"12345678"), PASSPORT.digest(b"12345679")}) == 6


@UNHURRIED
@given(st.text(max_size=60), st.text(max_size=60))
def test_build_any_name_is_read_back_or_refused(surname: str, given: str) -> None:
    zone = mrz.Mrz("IDN", surname, given, PASSPORT)
    lines = mrz.build(zone)
    assert mrz.parse(*lines).passport == PASSPORT


@UNHURRIED
@given(st.text("ABC<019", min_size=44, max_size=44), st.text("ABC<019", min_size=44, max_size=44))
def test_parse_any_lines_are_read_or_refused(line_1: str, line_2: str) -> None:
    try:
        mrz.parse("P" + line_1[1:], line_2)
    except mrz.MrzError:
        return


@pytest.mark.control
def test_control_without_check_digits_a_misread_number_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    misread = SPECIMEN.replace("L898902C3", "L898902C8", 1)
    with pytest.raises(mrz.MrzError, match="number"):
        mrz.parse_line_2(misread)
    digits = iter([misread[9], misread[19], misread[27], misread[42], misread[43]])
    monkeypatch.setattr(mrz, "check_digit", lambda text: next(digits))
    assert mrz.parse_line_2(misread).passport.number == "L898902C8"
