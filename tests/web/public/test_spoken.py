"""What the portal says of the rulebook: countries side by side, who pays, rules under what they cite."""

from datetime import date

import pytest
from django.urls import reverse

from rantau.placement.demand.models import Vacancy
from rantau.registry.offices.models import UnitKind
from rantau.web.public.costs import shares
from rantau.web.public.countries import bands
from rantau.web.public.lawbook import Destination, Notice, Rule, book_in_force, instruments
from tests import world
from tests.web import signed_in


def country(code: str, state: str, *texts: str) -> Destination:
    return Destination(code, code.title(), state, (), tuple(Notice(text, None, None, False, ()) for text in texts))


def test_band_countries_puts_those_with_the_same_words_together() -> None:
    found = [country("qa", "limited", "b"), country("bh", "limited", "a"), country("om", "limited", "a"),
             country("jp", "open")]  # fmt: skip
    made = bands(found)
    assert [(band.state, band.size) for band in made] == [("open", 1), ("limited", 3)]
    assert [[one.code for one in group.countries] for group in made[1].groups] == [["bh", "om"], ["qa"]]


def test_band_countries_keeps_those_apart_whose_rules_began_on_other_days() -> None:
    apart = Notice("a", date(2015, 7, 1), None, False, ())
    other = Destination("om", "Om", "limited", (), (apart,))
    (band,) = bands([country("bh", "limited", "a"), other])
    assert len(band.groups) == 2


def test_order_rules_statutes_first_and_articles_by_number() -> None:
    cited = ("SE Imigrasi 2023", "UU 18/2017 Ps 13", "UU 18/2017 Ps 5", "praktik 2020", "PP 10/2020")
    made = instruments(Rule((name,), name, "seen", ()) for name in cited)
    assert [one.name for one in made] == ["UU 18/2017", "PP 10/2020", "SE Imigrasi 2023", "praktik 2020"]
    assert [rule.citation for rule in made[0].rules] == ["UU 18/2017 Ps 5", "UU 18/2017 Ps 13"]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "hers"), [("individual", False), ("legal_entity", True)])
def test_share_costs_of_work_free_by_law_leaves_nothing_to_her(kind: str, hers: bool) -> None:
    occupation = "9111" if kind == "individual" else "5120"
    row = Vacancy(country_id="HK", occupation_id=occupation, employer_kind=kind, months=24, scheme="P2P")
    found = shares(book_in_force(), row, date(2026, 11, 1), "id")
    assert any(share.payer.startswith("candidate") for share in found) is hers
    assert any(share.payer == "employer" for share in found)


@pytest.mark.django_db
def test_find_offices_of_a_name_that_city_and_regency_share_names_each_office_once() -> None:
    office = world.unit(kind=UnitKind.BP3MI, regency_id="36.73")
    html = signed_in.visitor().get(reverse("offices"), {"tempat": "Serang"}).content.decode()
    assert html.count(f"<b>{office.name}</b>") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
def test_read_rules_shows_no_code_and_no_empty_slot(language: str) -> None:
    html = signed_in.visitor(language).get(reverse("rules")).content.decode()
    assert 'id="UU18-30"' in html
    assert ">UU18-30<" not in html
    assert "{reason}" not in html
