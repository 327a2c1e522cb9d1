"""Registering oneself and signing in: by forms alone, without a script, also with hostile input."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rantau.kernel import ids
from rantau.registry.accounts.models import Account
from rantau.registry.people.models import Person
from tests import world
from tests.web import signed_in

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "Wulan Contoh", "sex": "f", "birth_date": "1999-03-04", "birth_place": "Serang", "marital": "married",
    "nik": "", "phone": "0812 3456 7890", "tempat": "", "home": "", "address": "", "kin_name": "Budi Contoh",
    "kin_relation": "spouse", "kin_phone": "", "password": signed_in.PASSWORD, "right": "on", "langkah": "3",
}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "'; DROP TABLE person; --", "=HYPERLINK(1)", "\u202egnirts", "a\x00b", "x" * 5000,
)  # fmt: skip


def send(client: Client, **changes: Any) -> Any:
    return client.post(reverse("register"), {"form_id": str(ids.random_id()), **FILLED, **changes})


def people() -> int:
    with world.as_owner():
        return Person.objects.count()


def test_register_in_four_steps_ends_in_ones_own_space() -> None:
    client = signed_in.visitor()
    client.get(reverse("register"))
    carried: dict[str, str] = {"form_id": str(ids.random_id())}
    steps = (("name", "sex", "birth_date", "marital"), ("phone",), ("kin_name", "kin_relation"))
    for number, names in enumerate(steps):
        carried |= {"langkah": str(number), **{name: FILLED[name] for name in names}}
        assert client.post(reverse("register"), carried).status_code == 200
    carried |= {"langkah": "3", "password": signed_in.PASSWORD, "right": "on"}
    response = client.post(reverse("register"), carried, follow=True)
    account = Account.objects.get(name="Wulan Contoh")
    assert response.redirect_chain[-1][0] == reverse("mine_home")
    assert account.username in response.content.decode()
    assert client.get(reverse("mine_data")).status_code == 200


def test_register_sent_twice_makes_one_person() -> None:
    form_id = str(ids.random_id())
    before = people()
    for _time in range(2):
        assert send(signed_in.visitor(), form_id=form_id).status_code == 302
    assert people() == before + 1


def test_register_step_back_keeps_what_was_filled_in() -> None:
    html = send(signed_in.visitor(), langkah="2", kembali="1").content.decode()
    assert 'value="0812 3456 7890"' in html
    assert 'value="Wulan Contoh"' in html


def test_register_never_carries_the_password_to_another_step() -> None:
    html = send(signed_in.visitor(), name="").content.decode()
    assert signed_in.PASSWORD not in html


@pytest.mark.parametrize("field", ["name", "birth_date", "sex", "marital", "nik", "phone", "address", "kin_name"])
@pytest.mark.parametrize("value", HOSTILE)
def test_register_with_hostile_input_is_refused_or_shown_as_text(field: str, value: str) -> None:
    response = send(signed_in.visitor(), **{field: value})
    assert response.status_code in (200, 302)
    assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "pendek"), ("birth_date", "2150-01-01"), ("phone", "bukan nomor"), ("nik", "123"), ("right", "")],
)
def test_register_with_a_wrong_entry_goes_to_its_step_and_makes_nobody(field: str, value: str) -> None:
    before = people()
    response = send(signed_in.visitor(), **{field: value})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert people() == before


def test_sign_in_with_the_number_just_given_opens_ones_own_space() -> None:
    send(signed_in.visitor())
    number = Account.objects.get(name="Wulan Contoh").username
    client = signed_in.visitor()
    response = client.post(reverse("account_login"), {"login": number, "password": signed_in.PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mine_home")


@pytest.mark.parametrize("name", ["tidak-ada", "A2B3C4D5E6"])
def test_sign_in_with_an_unknown_name_or_wrong_password_answers_alike(name: str) -> None:
    with world.as_owner():
        Account.objects.create(username="A2B3C4D5E6", name="Ada", password="!")
    response = signed_in.visitor().post(reverse("account_login"), {"login": name, "password": "salah salah"})
    assert "tidak cocok" in response.content.decode()


def try_seven_times() -> Any:
    client = signed_in.visitor()
    for _time in range(7):
        response = client.post(reverse("account_login"), {"login": "tidak-ada", "password": "salah salah"})
    return response


def test_sign_in_tried_too_often_says_how_long_to_wait() -> None:
    assert "Tunggu lima menit" in try_seven_times().content.decode()


def test_sign_in_of_a_locked_account_says_what_to_do(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    response = try_seven_times()
    assert response.status_code == 429
    assert reverse("account_reset_password") in response.content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_email_verification_sent", "account_set_password"])
def test_open_a_page_of_the_library_that_we_do_not_offer_finds_nothing(name: str) -> None:
    assert signed_in.visitor().get(reverse(name)).status_code == 404


def test_open_sign_up_leads_to_registration() -> None:
    assert signed_in.visitor().get(reverse("account_signup"))["Location"] == reverse("register")


@pytest.mark.parametrize(
    "code", ["ZZZZZZZZZZZZZZZZ", "bukan kartu", "RANTAU1:ZZZ", "A" * 900, "' OR 1=1 --", "A2B3" * 4]
)
def test_check_an_unknown_or_malformed_card_answers_alike(code: str) -> None:
    html = signed_in.visitor().post(reverse("card_check"), {"kode": code}).content.decode()
    assert "Kartu ini tidak kami kenal" in html


def test_change_the_password_keeps_the_session_and_opens_with_the_new_one() -> None:
    client = signed_in.visitor()
    send(client)
    given = {"old": signed_in.PASSWORD, "new": "sawah angin perahu"}
    assert client.post(reverse("account_change_password"), {**given, "old": "bukan ini ya"}).status_code == 200
    assert client.post(reverse("account_change_password"), given).status_code == 302
    assert client.get(reverse("mine_home")).status_code == 200
