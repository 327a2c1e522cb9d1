"""The portal: every page for everybody, in both languages, with and without anything to show."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from rantau.kernel import ids
from rantau.kernel.actors import Role
from rantau.registry.offices.models import UnitName
from tests import world
from tests.web import signed_in

pytestmark = pytest.mark.django_db
PAGES = (
    "portal", "register", "agency_check", "vacancies", "card_check", "destinations", "lawful_way", "offices", "rules",
    "account_login", "account_reset_password",
)  # fmt: skip


def people() -> dict[str, Client]:
    return {
        "visitor": signed_in.visitor(),
        "herself": signed_in.herself(world.person()),
        "officer": signed_in.officer(world.unit(), Role.VERIFIER),
    }


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_open_public_page_as_a_visitor_shows_it_in_her_language(name: str, language: str) -> None:
    response = signed_in.visitor(language).get(reverse(name))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    assert "<c-" not in html


@pytest.mark.parametrize("name", ["portal", "agency_check", "destinations", "lawful_way", "offices", "rules"])
def test_open_public_page_is_the_same_for_everybody_signed_in(name: str) -> None:
    for who, client in people().items():
        assert client.get(reverse(name)).status_code == 200, who


def test_open_unknown_vacancy_says_that_there_is_none() -> None:
    response = signed_in.visitor().get(reverse("vacancy", args=[ids.new_id()]))
    assert response.status_code == 404


def test_offices_asked_for_by_an_old_name_shows_what_it_became() -> None:
    unit = world.unit("bp3mi", name="BP3MI Contoh")
    with world.as_owner():
        UnitName.objects.create(unit=unit, name="UPT BP2MI Contoh", during=DateRange(None, date(2022, 1, 1)))
    page = Client().get(reverse("offices"), {"tempat": "upt contoh"}).content.decode()
    assert "BP3MI Contoh" in page
    assert "dulu UPT BP2MI Contoh, sampai 2022" in page
    assert "tidak kami temukan" not in page
