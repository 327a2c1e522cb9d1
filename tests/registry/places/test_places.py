"""Regions, countries and occupations: loaded once, found as people type them, kept in form by the database."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from rantau.registry.people.identifiers import parse_nik
from rantau.registry.places import selectors
from rantau.registry.places.models import Airport, Country, District, Occupation, OldName, Province, Regency, Village
from rantau.registry.places.reference import load_reference
from tests.world import as_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), as_owner():
        if not Village.objects.exists():
            load_reference(connection)


@pytest.fixture
def owner() -> Iterator[None]:
    with as_owner():
        yield


@pytest.mark.parametrize(
    ("model", "count"),
    [(Province, 38), (Regency, 514), (District, 7285), (Village, 83_762), (Country, 249), (Airport, 420)],
)
def test_load_reference_brings_every_row_of_the_files(model: type[Province], count: int) -> None:
    assert model.objects.count() == count


@pytest.mark.usefixtures("owner")
def test_load_reference_after_a_change_restores_and_ends_what_the_list_lost() -> None:
    Regency.objects.filter(code="36.04").update(name="Kabupaten Serang Lama")
    Village.objects.create(code="36.04.08.2999", district_id="36.04.08", kind="desa", name="Contoh")
    changed = load_reference(connection, on=date(2026, 11, 22))
    assert changed == {**dict.fromkeys(changed, 0), "regency": 1, "village": 1}
    assert Village.objects.get(code="36.04.08.2999").valid_to == date(2026, 11, 21)


@pytest.mark.usefixtures("owner")
def test_command_load_reference_a_second_time_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert all(line.endswith(": 0") for line in lines)


def test_choices_lead_from_province_to_village() -> None:
    assert ("36", "Banten") in selectors.province_choices()
    assert ("36.04", "Kabupaten Serang") in selectors.regency_choices("36")
    assert len(selectors.regency_choices("36")) == 8
    code, _ = selectors.district_choices("36.04")[0]
    village, name = selectors.village_choices(code)[0]
    assert village.startswith(code)
    assert name.split()[0] in {"Desa", "Kelurahan"}


def test_choices_on_a_day_before_a_province_began_leave_it_out() -> None:
    assert ("96", "Papua Barat Daya") not in selectors.province_choices(date(2022, 12, 7))
    assert ("96", "Papua Barat Daya") in selectors.province_choices(date(2022, 12, 8))


@pytest.mark.parametrize("code", ["", "99", "36.99", "'; DROP TABLE", "36\x00", "３６"])
def test_choices_under_an_unknown_code_are_empty(code: str) -> None:
    assert selectors.regency_choices(code) == []
    assert selectors.village_choices(code) == []
    assert selectors.region_path(code) == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kab serang", "Kabupaten Serang"),
        ("KAB. SERANG", "Kabupaten Serang"),
        ("kota tang sel", "Kota Tangerang Selatan"),
        ("kodya cilegon", "Kota Cilegon"),
        ("banten", "Banten"),
        ("dki", "Daerah Khusus Ibukota Jakarta"),
        ("jatim", "Jawa Timur"),
        ("kec cikande", "Kecamatan Cikande"),
        ("desa cikande", "Desa Cikande"),
        ("ds cikande", "Desa Cikande"),
        ("cikande permai", "Desa Cikande Permai"),
        ("tiro/truseb", "Kecamatan Tiro/Truseb"),
    ],
)
def test_search_regions_as_people_type_finds_the_region_first(typed: str, first: str) -> None:
    assert selectors.search_regions(typed)[0].name == first


def test_search_regions_tells_where_each_lies_and_stays_inside() -> None:
    hit = selectors.search_regions("cikande", levels=["village"], within="36.04")[0]
    assert hit.within == "Kecamatan Cikande, Kabupaten Serang, Banten"
    assert selectors.region_path(hit.code) == f"{hit.name}, {hit.within}"
    assert selectors.search_regions("cikande", within="31") == []


@pytest.mark.parametrize(
    "typed", ["", "   ", "a", "!!!", ":*", "' | 'x", "&", "<script>zzzq", "محمد", "x" * 5000, "\x00"]
)
def test_search_regions_of_hostile_text_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert selectors.search_regions(typed) == []


def test_search_regions_never_returns_more_than_asked() -> None:
    assert len(selectors.search_regions("ci", limit=7)) == 7


def test_search_regions_of_villages_uses_its_index() -> None:
    villages = selectors._ranked(Village.objects.all(), ["cikande"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "village_search" in villages.explain()


@pytest.mark.parametrize("number", ["3604014506059001", "36.04", "3604"])
def test_regency_of_nik_head_is_the_place_of_first_issue(number: str) -> None:
    regency = selectors.regency_of_nik_head(number)
    assert regency is not None
    assert regency.name == "Kabupaten Serang"


@pytest.mark.parametrize("number", ["", "36", "9999", "abcd"])
def test_regency_of_nik_head_that_is_unknown_is_none(number: str) -> None:
    assert selectors.regency_of_nik_head(number) is None


def test_is_known_regency_fits_the_reader_of_niks() -> None:
    on = date(2026, 11, 22)
    assert parse_nik("3604014506059001", on, known_regency=selectors.is_known_regency).notices == ()
    old_papua = parse_nik("9109014506059001", on, known_regency=selectors.is_known_regency)
    assert [notice.code for notice in old_papua.notices] == ["nik_region_unknown"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("TW", "TW"), ("taiwan", "TW"), ("hongkong", "HK"), ("Hong Kong", "HK"), ("jepang", "JP"), ("Japan", "JP"),
     ("KSA", "SA"), ("mys", "MY"), ("korea", "KR")],
)  # fmt: skip
def test_find_country_by_any_of_its_names_finds_it(typed: str, code: str) -> None:
    country = selectors.find_country(typed)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("typed", ["", " ", "Atlantis", "%", "zz", "\x00"])
def test_find_country_that_is_none_finds_none(typed: str) -> None:
    assert selectors.find_country(typed) is None


def test_country_names_set_taiwan_and_hong_kong_apart() -> None:
    names = dict(selectors.country_choices("id"))
    assert (names["TW"], names["HK"], names["MY"]) == ("Taiwan", "Hong Kong", "Malaysia")
    assert dict(selectors.country_choices("en"))["JP"] == "Japan"
    assert Country.objects.get(code="TW").time_zone == "Asia/Taipei"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("plrt", "9111"), ("Caregiver", "5322"), ("pengasuh", "5322"), ("tukang las", "7212"), ("8212", "8212")],
)
def test_search_occupations_by_words_people_use_finds_the_group_first(typed: str, code: str) -> None:
    assert selectors.search_occupations(typed)[0].code == code


def test_occupation_without_an_indonesian_title_shows_the_english_one() -> None:
    assert Occupation.objects.get(code="0110").label("id") == "Commissioned Armed Forces Officers"
    assert Occupation.objects.get(code="5120").label("id") == "Juru Masak"


def test_search_airports_finds_by_code_and_city() -> None:
    assert selectors.search_airports("cgk")[0].code == "CGK"
    assert selectors.search_airports("taipei")[0].country.code == "TW"


@pytest.mark.parametrize(
    ("old", "new"),
    [("KTKLN", "E-PMI"), ("tki", "PMI"), ("PPTKIS", "P3MI"), ("PAP", "OPP"), ("BNP2TKI", "KP2MI"), ("P3MI", "P3MI")],
)
def test_current_name_of_an_old_name_is_the_one_we_use(old: str, new: str) -> None:
    assert selectors.current_name(old) == new
    assert {old.upper(), new} <= selectors.names_of_same_thing(old)


def test_names_of_same_thing_go_both_ways() -> None:
    assert selectors.names_of_same_thing("BP2MI") == selectors.names_of_same_thing("KP2MI")


BROKEN = [
    (Province, {"code": "3", "name": "X"}, "province_code_form"),
    (Province, {"code": "97", "name": "Banten"}, "province_name_once"),
    (Regency, {"code": "36.99", "province_id": "31", "name": "Kota X"}, "regency_code_form"),
    (Regency, {"code": "36.99", "province_id": "36", "name": "Serang"}, "regency_name_says_kind"),
    (Regency, {"code": "36.99", "province_id": "36", "name": "Kabupaten Serang"}, "regency_name_once"),
    (District, {"code": "36.04.99", "regency_id": "36.03", "name": "X"}, "district_code_form"),
    (Village, {"code": "36.04.01.9", "district_id": "36.04.01", "kind": "desa", "name": "X"}, "village_code_form"),
    (Village, {"code": "36.04.01.2998", "district_id": "36.04.01", "kind": "x", "name": "X"}, "village_kind_known"),
    (Country, {"code": "xx", "name_id": "X", "name_en": "X"}, "country_code_form"),
    (Country, {"code": "XX", "name_id": "Taiwan", "name_en": "X"}, "country_name_once"),
    (Country, {"code": "XX", "iso3": "TWN", "name_id": "X", "name_en": "X"}, "country_iso3_once"),
    (Occupation, {"code": "91x1", "title_en": "X"}, "occupation_code_form"),
    (Occupation, {"code": "9998", "parent_id": "8", "title_en": "X"}, "occupation_code_form"),
    (Occupation, {"code": "9998", "title_en": ""}, "occupation_has_title"),
    (Airport, {"code": "cgk", "country_id": "ID", "time_zone": "UTC"}, "airport_code_form"),
    (OldName, {"old": "ktkln", "new": "X"}, "old_name_once"),
    (OldName, {"old": "X", "new": "X"}, "old_name_differs"),
]


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(("model", "fields", "name"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_database_refuses_a_row_out_of_form_with_a_sentence(
    model: type[Province], fields: dict[str, str], name: str
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**fields)
    sentences = {one.name: one.violation_error_message for one in model._meta.constraints}
    assert str(sentences[name]).endswith(".")


@pytest.mark.usefixtures("owner")
def test_database_refuses_a_political_error_in_the_name_of_taiwan() -> None:
    with pytest.raises(IntegrityError, match="country_taiwan_apart"), transaction.atomic():
        Country.objects.filter(code="TW").update(name_id="Taiwan, Provinsi China")


@pytest.mark.control
@pytest.mark.usefixtures("owner")
def test_name_of_taiwan_without_the_constraint_can_be_falsified() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE country DROP CONSTRAINT country_taiwan_apart")
    Country.objects.filter(code="TW").update(name_id="Taiwan, Provinsi China")
    assert Country.objects.get(code="TW").name_id == "Taiwan, Provinsi China"


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("model", [Province, Regency, District, Village])
def test_database_refuses_a_region_that_ends_before_it_begins(model: type[Province]) -> None:
    with pytest.raises(IntegrityError, match="_ends_after_start"), transaction.atomic():
        model.objects.filter(code__startswith="36").update(valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))


def test_search_regions_of_a_common_beginning_asks_once_for_each_level() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert len(selectors.search_regions("desa ma", limit=10)) == 10
    assert len(queries) <= len(selectors.LEVELS)
