"""Vacancies: what anybody reads, and nothing about a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from rantau.kernel import clock, ids
from rantau.kernel.actors import VISITOR, Role, reading
from rantau.placement.demand.actions import CloseVacancy, PublishVacancy, RevokePermit
from rantau.placement.demand.jobs import expire_permits
from rantau.placement.demand.models import Permit, PermitQuota, Vacancy
from rantau.placement.demand.selectors import VacancyFilter, vacancies, vacancy
from rantau.registry.agencies.models import Suspension
from tests import world
from tests.placement.builders import (
    Market,
    agency,
    agent_of,
    done,
    market,
    official,
    order_of,
    permit_of,
    refused,
    rules,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _law() -> None:
    rules()


def publish(permit: Permit, days: int = 30) -> PublishVacancy:
    return PublishVacancy(permit_id=permit.pk, closes_on=clock.today() + days * DAY)


def published(here: Market, places: dict[str, int] | None = None, **fields: Any) -> Vacancy:
    permit = permit_of(order_of(here, **fields), places)
    return Vacancy.objects.get(pk=str(done(publish(permit), here.agent)["vacancy"]))


def shown(**filters: Any) -> list[Any]:
    with reading(VISITOR):
        return [card.row.pk for card in vacancies(VacancyFilter(**filters)).cards]


def test_publish_vacancy_is_read_by_a_visitor_with_places_from_the_quota() -> None:
    row = published(market(), {"f": 2, "x": 1})
    with world.as_owner():
        PermitQuota.objects.filter(permit=row.permit_id, pocket="f").update(taken=1)
    with reading(VISITOR):
        card = vacancy(row.pk)
        assert card is not None
        assert [(pocket.pocket, pocket.places, pocket.left) for pocket in card.places] == [("f", 2, 1), ("x", 1, 1)]
        assert (card.open, card.left, card.row.wage, card.row.permit_number) == (True, 2, 29500, row.permit_number)


@pytest.mark.parametrize("column", ["person", "dossier", "holder", "name", "nik", "phone"])
def test_vacancy_has_no_column_about_a_person(column: str) -> None:
    names = {field.name for field in Vacancy._meta.get_fields()}
    assert "permit_number" in names
    assert not [name for name in names if column in name.split("_")]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"country": "TW"}, True), ({"country": "MY"}, False), ({"occupation": "53"}, True),
        ({"occupation": "91"}, False), ({"pocket": "f"}, True), ({"pocket": "m"}, False),
        ({"text": "lansia taichung"}, True), ({"text": "sopir"}, False), ({"agency": ids.new_id()}, False),
    ],
)  # fmt: skip
def test_vacancies_filters(filters: dict[str, Any], found: bool) -> None:
    row = published(market(), {"f": 2})
    assert (row.pk in shown(**filters)) is found


def test_vacancies_pages_newest_first_without_loss() -> None:
    here = market()
    rows = [published(here).pk for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        page = vacancies(VacancyFilter(), cursor, size=2)
        seen += [card.row.pk for card in page.cards]
        cursor = page.next
    assert seen == rows[::-1]
    assert cursor == ""
    assert len(vacancies(VacancyFilter(), "not a cursor").cards) == 5


@pytest.mark.parametrize(("countries", "hidden"), [([], True), (["TW"], True), (["MY"], False)])
def test_vacancies_of_a_suspended_agency_are_not_offered(countries: list[str], hidden: bool) -> None:
    here = market()
    row = published(here)
    today = clock.today()
    with world.as_owner():
        Suspension.objects.create(
            agency=here.agency, document="KEP 1", ground="Contoh", countries=countries,
            during=DateRange(today, today + DAY),
        )  # fmt: skip
    assert (row.pk not in shown()) is hidden


@pytest.mark.parametrize(("days", "code"), [(-1, "vacancy_dates"), (400, "vacancy_dates")])
def test_publish_vacancy_outside_the_permits_term_is_refused(days: int, code: str) -> None:
    here = market()
    assert refused(publish(permit_of(order_of(here)), days), here.agent) == code


@pytest.mark.parametrize("state", ["asked", "refused", "revoked", "expired"])
def test_publish_vacancy_without_a_granted_permit_is_refused(state: str) -> None:
    here = market()
    ending = {"ending_document": "KEP 1", "ending_ground": "Contoh"} if state == "revoked" else {}
    permit = permit_of(order_of(here), state=state, **ending)
    assert refused(publish(permit), here.agent) == "permit_not_granted"


def test_publish_vacancy_twice_or_by_others_is_refused() -> None:
    here = market()
    permit = permit_of(order_of(here))
    done(publish(permit), here.agent)
    colleague = world.actor(here.agency.unit, Role.VERIFIER)
    codes = [refused(publish(permit), actor) for actor in (here.agent, colleague, agent_of(agency()))]
    assert codes == ["vacancy_one_open_per_permit", "not_allowed", "not_found"]


def test_close_vacancy_by_agency_or_ministry_once() -> None:
    here = market()
    row = published(here)
    close = CloseVacancy(vacancy_id=row.pk, reason="Sudah terpenuhi")
    assert refused(close, agent_of(agency())) == "not_found"
    assert refused(close, official(here.office, Role.VERIFIER)) == "not_allowed"
    done(close, here.minister)
    assert refused(close, here.agent) == "changed_meanwhile"
    assert shown() == []


def test_revoke_permit_closes_its_vacancy() -> None:
    here = market()
    row = published(here)
    done(RevokePermit(permit_id=row.permit_id, document="KEP 3", ground="Pekerjaan berbeda"), here.minister)
    row.refresh_from_db()
    assert (row.closing_reason, shown()) == ("revoked", [])


def test_expire_permits_closes_vacancies_past_their_day() -> None:
    here = market()
    row = published(here)
    with world.as_owner():
        Vacancy.objects.filter(pk=row.pk).update(closes_on=clock.today() - DAY)
    assert expire_permits() == 1
    row.refresh_from_db()
    assert row.closing_reason == "past_its_day"
