"""A person's own space: every page for herself, another person, an officer and a visitor; in both languages."""

import pytest
from django.urls import reverse

from rantau.kernel import ids
from rantau.kernel.actors import Role
from tests import world
from tests.web import signed_in
from tests.web.mine import lives

pytestmark = pytest.mark.django_db
PAGES = (
    ("mine_home",), ("mine_help",), ("mine_costs",), ("mine_payments",), ("mine_contract",), ("mine_orientation",),
    ("mine_card",), ("mine_data",), ("mine_trace",), ("mine_export",), ("mine_arrival",), ("mine_evidence", "passport"),
    ("mine_evidence", "visa"), ("mine_evidence", "identity"), ("mine_data_change", "kontak"),
    ("mine_data_change", "keluarga"), ("mine_data_change", "nik"), ("mine_data_change", "perbaiki"),
    ("mine_data_change", "koreksi"),
)  # fmt: skip
ONLY_WITH_A_FILE = {
    "mine_costs", "mine_payments", "mine_contract", "mine_orientation", "mine_card", "mine_arrival", "mine_evidence",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES, ids="-".join)
@pytest.mark.parametrize("language", ["id", "en"])
def test_open_own_page_with_a_file_shows_it_in_her_language(name: tuple[str, ...], language: str) -> None:
    someone, _dossier = lives.with_file()
    response = signed_in.herself(someone, language).get(reverse(name[0], args=name[1:]))
    html = response.content.decode()
    assert response.status_code == 200, html[:2000]
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    assert "<c-" not in html


@pytest.mark.parametrize("name", PAGES, ids="-".join)
def test_open_own_page_as_a_visitor_asks_to_sign_in(name: tuple[str, ...]) -> None:
    response = signed_in.visitor().get(reverse(name[0], args=name[1:]))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES, ids="-".join)
def test_open_own_page_as_an_officer_is_refused(name: tuple[str, ...]) -> None:
    client = signed_in.officer(world.unit(), Role.VERIFIER, Role.PLACEMENT_OFFICER)
    assert client.get(reverse(name[0], args=name[1:])).status_code == 403


@pytest.mark.parametrize("name", PAGES, ids="-".join)
def test_open_own_page_without_a_file_shows_how_to_start(name: tuple[str, ...]) -> None:
    response = signed_in.herself(world.person()).get(reverse(name[0], args=name[1:]))
    if name[0] in ONLY_WITH_A_FILE:
        assert response.status_code == 302
        assert response["Location"] == reverse("mine_home")
    else:
        assert response.status_code == 200


def test_open_home_shows_nothing_of_another_person() -> None:
    _other, dossier = lives.with_file(name="Sari Rahasia")
    html = signed_in.herself(world.person()).get(reverse("mine_home")).content.decode()
    assert dossier.number not in html
    assert "Rahasia" not in html


def test_open_seat_calendar_of_another_person_finds_nothing() -> None:
    someone, _dossier = lives.with_file()
    assert signed_in.herself(someone).get(reverse("mine_orientation_ics", args=[ids.new_id()])).status_code == 404
