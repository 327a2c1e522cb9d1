"""NIK, passport, phone and names for matching (domain.md §12). All numbers are made up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.id import nik as stdnum_nik

from rantau.registry.people import identifiers
from rantau.registry.people.identifiers import (
    TEXTS,
    IdentifierError,
    Sex,
    mask_nik,
    mask_passport,
    mask_phone,
    normalise_name,
    parse_nik,
    parse_passport,
    parse_phone,
)

ON = date(2026, 11, 22)


def _nik(born: date, sex: Sex, *, head: str = "360401", serial: int = 9001) -> str:
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{head}{day:02d}{born:%m%y}{serial:04d}"


def _codes(notices: tuple[identifiers.Notice, ...]) -> list[str]:
    return [notice.code for notice in notices]


ADULT_BIRTHS = st.dates(date(1926, 11, 23), date(2011, 11, 22))


@given(born=ADULT_BIRTHS, sex=st.sampled_from(Sex), serial=st.integers(1, 9999))
def test_parse_nik_of_any_adult_gives_back_birth_date_sex_and_region(born: date, sex: Sex, serial: int) -> None:
    nik = parse_nik(_nik(born, sex, serial=serial), ON)
    assert (nik.birth_date, nik.sex, nik.notices) == (born, sex, ())
    assert (nik.province_code, nik.regency_code, nik.district_code) == ("36", "36.04", "36.04.01")


@given(born=ADULT_BIRTHS, sex=st.sampled_from(Sex))
def test_parse_nik_agrees_with_the_library_except_for_the_century(born: date, sex: Sex) -> None:
    number = _nik(born, sex)
    theirs = stdnum_nik.get_birth_date(stdnum_nik.validate(number))
    ours = parse_nik(number, ON).birth_date
    assert (ours.day, ours.month, ours.year % 100) == (theirs.day, theirs.month, theirs.year % 100)


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("3604010506059001", date(2005, 6, 5), Sex.MALE),
        ("3604014506059001", date(2005, 6, 5), Sex.FEMALE),
        ("3604012902049001", date(2004, 2, 29), Sex.MALE),
        ("3604016902009001", date(2000, 2, 29), Sex.FEMALE),
        ("3604017112999001", date(1999, 12, 31), Sex.FEMALE),
        ("3604012211119001", date(2011, 11, 22), Sex.MALE),
        ("3604012211269001", date(1926, 11, 22), Sex.MALE),
    ],
)
def test_parse_nik_on_edges_of_calendar_and_age_resolves_the_century(number: str, born: date, sex: Sex) -> None:
    nik = parse_nik(number, ON)
    assert (nik.birth_date, nik.sex) == (born, sex)


@pytest.mark.control
def test_parse_nik_with_the_librarys_century_makes_a_girl_of_2005_a_woman_of_1905(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        identifiers, "_resolve_century", lambda day, month, year, on, ages: date(1900 + year, month, day)
    )
    assert parse_nik("3604014506059001", ON).birth_date == date(1905, 6, 5)


def test_parse_nik_on_an_old_record_uses_the_age_of_that_day() -> None:
    assert parse_nik("3604010506059001", date(1999, 1, 1)).birth_date == date(1905, 6, 5)


@pytest.mark.parametrize(
    "typed", ["36 0401 4506 0590 01", "36.04.01.450605.9001", "360401-450605-9001", "'3604014506059001"]
)
def test_parse_nik_typed_with_separators_reads_the_same_number(typed: str) -> None:
    assert parse_nik(typed, ON).number == "3604014506059001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "nik_not_digits"),
        ("3604O14506059001", "nik_not_digits"),
        ("3.60401E+15", "nik_not_digits"),
        ("=3604014506059001", "nik_not_digits"),
        ("360401450605900", "nik_length"),
        ("36040145060590011", "nik_length"),
        ("3604010006059001", "nik_date_impossible"),
        ("3604014006059001", "nik_date_impossible"),
        ("3604013206059001", "nik_date_impossible"),
        ("3604017206059001", "nik_date_impossible"),
        ("3604018106059001", "nik_date_impossible"),
        ("3604011513059001", "nik_date_impossible"),
        ("3604012902019001", "nik_date_impossible"),
        ("3604012311119001", "nik_age_outside"),
        ("0000000000000000", "nik_date_impossible"),
    ],
)
def test_parse_nik_that_cannot_be_right_is_refused_by_code(text: str, code: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_nik(text, ON)
    assert caught.value.code == code


def test_parse_nik_when_two_centuries_fit_asks_for_the_full_date() -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_nik("3604010101269001", ON, min_age=0, max_age=110)
    assert caught.value.code == "nik_century_ambiguous"


@given(st.text(max_size=15) | st.from_regex(r"[0-9X]{5,15}", fullmatch=True))
def test_parse_nik_of_any_text_that_is_none_refuses_by_a_known_code(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_nik(text, ON)
    assert caught.value.code in TEXTS
    assert "{" not in caught.value.id + caught.value.en


@given(st.from_regex(r"[0-9X]{5,15}", fullmatch=True))
def test_parse_nik_that_is_refused_never_repeats_the_value(text: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_nik(text, ON)
    assert text not in f"{caught.value.id} {caught.value.en} {caught.value!r}"


def test_parse_nik_with_a_region_code_of_old_papua_is_only_noticed() -> None:
    nik = parse_nik(_nik(date(1999, 1, 2), Sex.MALE, head="910901"), ON, known_regency={"36.04"}.__contains__)
    assert _codes(nik.notices) == ["nik_region_unknown"]


def test_parse_nik_that_differs_from_what_was_stated_is_only_noticed() -> None:
    nik = parse_nik("3604014506050000", ON, stated_birth_date=date(2005, 6, 6), stated_sex=Sex.MALE)
    assert _codes(nik.notices) == ["nik_serial_zero", "nik_birth_date_differs", "nik_sex_differs"]


@pytest.mark.parametrize(
    ("typed", "number", "notices"),
    [
        ("x1234567", "X1234567", []),
        (" E 123 4567 ", "E1234567", []),
        ("AB1234567", "AB1234567", []),
        ("AB123456", "AB123456", []),
        ("12345678", "12345678", ["passport_unusual"]),
        ("K123456A", "K123456A", ["passport_unusual"]),
    ],
)
def test_parse_passport_in_forms_seen_keeps_it_and_notes_the_unusual(
    typed: str, number: str, notices: list[str]
) -> None:
    passport = parse_passport(typed)
    assert (passport.number, _codes(passport.notices)) == (number, notices)


@pytest.mark.parametrize("typed", ["", "X123", "X1234567890", "ABCDEFG", "X123456'", "Х1234567", "=1+1234567"])
def test_parse_passport_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_passport(typed)
    assert caught.value.code == "passport_form"


@pytest.mark.parametrize(
    ("typed", "country", "e164", "belongs"),
    [
        ("0812-3456-7890", "ID", "+6281234567890", "ID"),
        ("812 3456 7890", "ID", "+6281234567890", "ID"),
        ("6281234567890", "ID", "+6281234567890", "ID"),
        ("+62 0812 3456 7890", "ID", "+6281234567890", "ID"),
        ("０８１２３４５６７８９０", "ID", "+6281234567890", "ID"),
        ("(021) 555-0123", "ID", "+62215550123", "ID"),
        ("0912 345 678", "TW", "+886912345678", "TW"),
        ("00886912345678", "ID", "+886912345678", "TW"),
        ("+60 12-345 6789", "ID", "+60123456789", "MY"),
        ("+852 5123 4567", "ID", "+85251234567", "HK"),
    ],
)
def test_parse_phone_as_people_type_it_gives_e164(typed: str, country: str, e164: str, belongs: str) -> None:
    phone = parse_phone(typed, country)
    assert (phone.e164, phone.country, phone.notices) == (e164, belongs, ())


def test_parse_phone_outside_known_plans_is_only_noticed() -> None:
    assert _codes(parse_phone("0840 0000 0123").notices) == ["phone_unusual"]


@pytest.mark.parametrize(
    "typed", ["", "12", "0800FLOWERS", "0812345678901234567", "+99912345678", "٠٨١٢٣٤٥٦٧٨٩٠", "0812;DROP"]
)
def test_parse_phone_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        parse_phone(typed)
    assert caught.value.code == "phone_form"


@given(st.integers(0, 99_999_999))
def test_parse_phone_of_its_own_answer_changes_nothing(rest: int) -> None:
    e164 = parse_phone(f"0812{rest:08d}").e164
    assert parse_phone(e164).e164 == e164


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soeharto", "Suharto"),
        ("Djuminah", "Juminah"),
        ("Tjokro", "Cokro"),
        ("Jusuf", "Yusuf"),
        ("Yahja", "Yahya"),
        ("Riny", "Rini"),
        ("Annisa", "Anisa"),
        ("Moh. Ali", "Muhammad Ali"),
        ("Muh Ali", "Mohammad Ali"),
        ("Moch. Ali", "MUHAMAD ALI"),
        ("St. Aminah", "Siti Aminah"),
        ("Hj. Aminah", "Aminah"),
        ("H.Ahmad", "Ahmad"),
        ("Aminah binti Tjokro", "Aminah Cokro"),
        ("Ali bin Abu", "Ali Abu"),
        ("Rina Wati, S.Pd.", "Rina Wati"),
        ("Budi Santoso, S.E., M.M.", "Budi Santoso"),
        ("Budi Santoso ST", "Budi Santoso"),
        ("Rifa'i", "Rifai"),
        ("Az-Zahra", "Azzahra"),
        ("  rina\twati ", "RINA WATI"),
        ("René", "Rene"),
    ],
)
def test_normalise_name_of_two_spellings_gives_one_form(one: str, other: str) -> None:
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siti Aminah", "Siti Aisyah"), ("Budi", "Budi Santoso"), ("Ma Lin", "Lin"), ("Haji", "Aminah"), ("Ana", "Ina")],
)
def test_normalise_name_of_two_names_keeps_them_apart(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


_NAME_LIKE = st.text(alphabet="ABDEHIJKMNOPSTUY.,' -éoejdt", max_size=30) | st.text(max_size=30)


@given(_NAME_LIKE)
def test_normalise_name_twice_is_the_same_as_once(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert all(sign == " " or (sign.isascii() and sign.isalnum() and not sign.islower()) for sign in once)


@pytest.mark.parametrize("text", ["Haji", "Ir.", "H. Bin", "ST", "S.Pd", "12"])
def test_normalise_name_made_of_titles_only_is_never_empty(text: str) -> None:
    assert normalise_name(text)


@given(st.text(max_size=40) | st.text(min_size=16, max_size=16))
def test_mask_of_any_text_hides_at_least_half_of_it(text: str) -> None:
    for mask in (mask_nik, mask_passport, mask_phone):
        hidden = mask(text)
        assert len(hidden) == len(text) + (3 if mask is mask_nik and len(text) == 16 else 0)  # in groups of four
        assert hidden.count("•") >= len(text) / 2


def test_mask_of_real_lengths_keeps_what_the_holder_knows() -> None:
    assert mask_nik("3604014506059001") == "•••• •••• •••• 9001"
    assert mask_passport("X1234567") == "X•••••67"
    assert mask_phone("+6281234567890") == "+62••••••••890"


def test_masked_nik_does_not_tell_region_or_birth_date() -> None:
    born = date(2005, 6, 5)
    assert {mask_nik(_nik(born + timedelta(days=shift), Sex.FEMALE)) for shift in range(9)} == {"•••• •••• •••• 9001"}
