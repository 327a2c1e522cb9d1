"""The demo country is made of nobody: invented persons and companies, the same for the same seed."""

import re
from collections import Counter
from datetime import date
from itertools import chain, islice
from random import Random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rantau.cli.demo import synthetic
from rantau.cli.demo.names import draw_name, spell_otherwise
from rantau.cli.demo.organisations import (
    DESTINATIONS,
    agencies,
    clinics,
    employers,
    school_job_centres,
    training_bodies,
)
from rantau.cli.demo.synthetic import BULK_COLUMNS, DEMO_DAY, SyntheticPerson, bulk_persons, persons
from rantau.data import rows
from rantau.registry.people.identifiers import Sex, age_on, normalise_name, parse_nik, parse_passport, parse_phone


@pytest.fixture(scope="module")
def crowd() -> list[SyntheticPerson]:
    return list(persons(4000, seed=7))


@pytest.fixture(scope="module")
def organisation_names() -> list[str]:
    abroad = chain.from_iterable(employers(country, 12, seed=1) for country in DESTINATIONS)
    at_home = chain(agencies(100, 1), clinics(100, 1), training_bodies(100, 1), school_job_centres(100, 1))
    return [one.name for one in chain(abroad, at_home)]


def test_persons_of_one_seed_are_the_same_and_a_prefix_of_a_longer_run() -> None:
    assert list(persons(50, seed=3)) == list(islice(persons(900, seed=3), 50))


def test_persons_of_another_seed_are_others() -> None:
    assert [one.name for one in persons(20, seed=3)] != [one.name for one in persons(20, seed=4)]


def test_nik_of_every_person_reads_back_to_her_birth_date_and_sex(crowd: list[SyntheticPerson]) -> None:
    known = {row["code"] for row in rows("regions/regencies.csv.gz")}
    for one in crowd:
        if one.nik:
            nik = parse_nik(one.nik, DEMO_DAY, known_regency=known.__contains__)
            assert (nik.birth_date, nik.sex, nik.notices) == (one.birth_date, Sex(one.sex), ())


def test_nik_of_every_person_has_a_district_that_exists_and_a_serial_no_office_reaches(
    crowd: list[SyntheticPerson],
) -> None:
    districts = {row["code"].replace(".", "") for row in rows("regions/districts.csv.gz")}
    niks = [one.nik for one in crowd if one.nik]
    assert {nik[:6] for nik in niks} <= districts
    assert min(int(nik[-4:]) for nik in niks) >= 9001


def test_niks_passports_and_phones_never_occur_twice(crowd: list[SyntheticPerson]) -> None:
    numbers = [
        *(one.nik for one in crowd if one.nik),
        *(one.passport for one in crowd if one.passport),
        *(one.phone for one in crowd),
        *(one.next_of_kin.phone for one in crowd),
    ]
    assert len(numbers) == len(set(numbers))


@pytest.mark.control
def test_niks_without_the_counter_of_serials_collide() -> None:
    class Forgetful(dict[str, int]):
        def __setitem__(self, key: str, value: int) -> None:
            """Keep nothing, as a generator without a counter would."""

    one_day = date(2000, 1, 1)
    used = Forgetful()
    made = [synthetic._nik(Random(1), "36.04.01.2001", one_day, "f", used) for _ in range(2)]
    assert made[0] == made[1]


def test_nik_of_a_full_district_and_day_moves_to_another_district() -> None:
    full = {"360401410100": 10_000}
    nik = synthetic._nik(Random(2), "36.04.01.2001", date(2000, 1, 1), "f", full)
    assert not nik.startswith("360401410100")


def test_phones_cannot_ring_anywhere(crowd: list[SyntheticPerson]) -> None:
    for phone in {one.phone for one in crowd[:300]} | {one.next_of_kin.phone for one in crowd[:300]}:
        assert parse_phone(phone).e164 == phone
        assert not phonenumbers.is_valid_number(phonenumbers.parse(phone))


def test_passports_have_the_usual_form(crowd: list[SyntheticPerson]) -> None:
    assert all(parse_passport(one.passport).notices == () for one in crowd if one.passport)


def test_ages_are_those_of_people_who_may_go(crowd: list[SyntheticPerson]) -> None:
    ages = {age_on(one.birth_date, DEMO_DAY) for one in crowd}
    assert (min(ages), max(ages)) == (18, 45)


def test_shares_of_the_crowd_are_as_stated(crowd: list[SyntheticPerson]) -> None:
    single = sum(" " not in one.name for one in crowd) / len(crowd)
    provinces = Counter(one.village_code[:2] for one in crowd)
    assert 0.10 < single < 0.14
    assert 0.62 < sum(one.sex == "f" for one in crowd) / len(crowd) < 0.70
    assert provinces["36"] > provinces["31"] > 0
    assert len(provinces) >= 6


def test_next_of_kin_who_is_a_spouse_exists_only_for_the_married(crowd: list[SyntheticPerson]) -> None:
    assert {one.marital_status for one in crowd if one.next_of_kin.relation == "spouse"} == {"married"}


def test_name_on_passport_that_differs_has_the_same_matching_form(crowd: list[SyntheticPerson]) -> None:
    different = [one for one in crowd if one.passport_name not in {None, one.name}]
    assert len(different) > 50
    for one in different:
        assert normalise_name(one.passport_name or "") == normalise_name(one.name)


@given(st.integers(0, 10**9), st.sampled_from("fm"))
def test_spelling_variant_of_any_name_matches_the_name(seed: int, sex: str) -> None:
    source = Random(seed)
    name = draw_name(source, sex)
    assert normalise_name(spell_otherwise(source, name)) == normalise_name(name)


@given(st.integers(0, 10**9), st.sampled_from("fm"))
def test_name_of_any_draw_is_one_to_four_different_words(seed: int, sex: str) -> None:
    words = draw_name(Random(seed), sex).split()
    assert 1 <= len(words) == len(set(words)) <= 4
    assert all(re.fullmatch(r"[A-Z][A-Za-z'-]+", word) for word in words)


def test_bulk_rows_are_the_same_persons_in_the_stated_columns() -> None:
    one, row = next(persons(1, seed=9)), next(bulk_persons(1, seed=9))
    assert dict(zip(BULK_COLUMNS, row, strict=True)) == {column: getattr(one, column) for column in BULK_COLUMNS}


def test_run_longer_than_the_fictitious_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="ten million"):
        next(persons(10_000_001, seed=1))


def test_every_organisation_says_that_it_is_an_example(organisation_names: list[str]) -> None:
    assert all({"Contoh", "Example"} & set(name.split()) for name in organisation_names)
    assert len(set(organisation_names)) == len(organisation_names)


def test_no_organisation_bears_a_name_from_the_reference_data(organisation_names: list[str]) -> None:
    real = {normalise_name(row["office"]) for row in rows("placement_actors/offices_seen.csv")}
    real |= {normalise_name(row["facility"]) for row in rows("placement_actors/medical_facilities_seen.csv")}
    for name in map(normalise_name, organisation_names):
        assert not any(theirs in name or name in theirs for theirs in real)


def test_agencies_sit_in_regions_that_exist_and_write_from_reserved_domains() -> None:
    known = {row["code"] for row in rows("regions/regencies.csv.gz")}
    for agency in agencies(100, seed=1):
        assert {agency.regency_code, *(branch.regency_code for branch in agency.branches)} <= known
        assert agency.email.endswith(".example")
        assert agency.phone.startswith("+62840")


@pytest.mark.parametrize("country", ["TW", "HK", "MY", "SG", "BN", "JP"])
def test_employers_of_each_destination_offer_occupations_that_exist(country: str) -> None:
    units = {row["code"] for row in rows("classifications/isco08.csv") if row["level"] == "unit"}
    made = list(employers(country, 9, seed=2))
    assert {one.occupation for one in made} <= units
    assert {one.country for one in made} == {country}


@pytest.mark.parametrize("make", [agencies, clinics, training_bodies, school_job_centres])
def test_more_organisations_than_invented_names_are_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match="100"):
        next(make(101, 1))
