"""The gate's pages: found by passport or card, a reasoned result, an outcome in the database, a second person."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rantau.kernel import ids
from rantau.kernel.actors import Role
from rantau.placement.clearance.models import Card
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement import builders
from tests.placement.last_steps import PASSPORT, Stage
from tests.web import signed_in

pytestmark = pytest.mark.django_db


def guard(at: Stage, *roles: Role, language: str = "id") -> Client:
    return signed_in.officer(at.gate, *(roles or (Role.GATE_OFFICER,)), language=language)


def found(client: Client, shown: str = PASSPORT) -> HttpResponse:
    return client.post(reverse("gate_home"), {"shown": shown}, follow=True)  # type: ignore[return-value]


def newest(dossier: Dossier) -> GateCheck:
    with world.as_owner():
        return GateCheck.objects.filter(dossier=dossier).latest("checked_at")


def send(client: Client, dossier: Dossier, what: str, **fields: str) -> HttpResponse:
    return client.post(reverse("gate_outcome", args=[dossier.pk, what]), fields, follow=True)  # type: ignore[return-value]


def test_open_gate_as_a_visitor_asks_to_sign_in() -> None:
    for name, args in (("gate_home", []), ("gate_check", [ids.new_id()]), ("gate_outcome", [ids.new_id(), "tunda"])):
        answer = signed_in.visitor().get(reverse(name, args=args))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.MINISTRY_OFFICER, Role.AGENCY_OFFICER])
def test_open_gate_with_another_role_is_refused(role: Role) -> None:
    client = signed_in.officer(world.unit(), role)
    assert client.get(reverse("gate_home")).status_code == 403
    assert client.get(reverse("gate_check", args=[ids.new_id()])).status_code == 403


def test_open_a_file_the_gate_has_not_found_finds_nothing(at: Stage, green: Dossier) -> None:
    client = guard(at)
    for name, args in (("gate_check", [green.pk]), ("gate_outcome", [green.pk, "tunda"])):
        assert client.get(reverse(name, args=args)).status_code == 404


def test_open_a_file_another_gate_has_found_finds_nothing(at: Stage, green: Dossier) -> None:
    found(guard(at))
    other = signed_in.officer(world.unit("gate"), Role.GATE_OFFICER)
    assert other.get(reverse("gate_check", args=[green.pk])).status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_find_by_passport_with_everything_in_order_says_accept(at: Stage, green: Dossier, language: str) -> None:
    page = found(guard(at, language=language))
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()
    assert 'data-tone="ok"' in page.content.decode()
    assert newest(green).result == "green"


def test_find_by_card_number_shows_the_same_file(at: Stage, green: Dossier) -> None:
    with world.as_owner():
        card = Card.objects.get(dossier=green)
    page = found(guard(at), card.reference.lower())
    assert page.redirect_chain[-1][0] == reverse("gate_check", args=[green.pk])  # type: ignore[attr-defined]


def test_find_by_scanned_code_shows_the_same_file(at: Stage, green: Dossier) -> None:
    with world.as_owner():
        card = Card.objects.get(dossier=green)
    assert green.number in found(guard(at), card.code).content.decode()


@pytest.mark.parametrize("shown", ["A0000000", "ABCD-EFGH-2345-2345", "RANTAU1:XXXX", "<script>", "' OR 1=1 --"])
def test_find_what_is_not_there_says_so_and_repeats_no_address(at: Stage, shown: str) -> None:
    page = found(guard(at), shown)
    assert page.status_code == 422
    assert "Tidak ada berkas dengan paspor atau kartu ini" in page.content.decode()
    assert not page.redirect_chain  # type: ignore[attr-defined]


def test_find_somebody_whose_card_alone_is_missing_says_it_is_no_ground(at: Stage, amber: Dossier) -> None:
    page = found(guard(at)).content.decode()
    assert 'data-tone="warn"' in page
    assert "bukan alasan menahan" in page


def test_hold_somebody_whose_card_alone_is_missing_offers_no_ground_that_papers_could_be(
    at: Stage, amber: Dossier
) -> None:
    page = guard(at)
    found(page)
    form = page.get(reverse("gate_outcome", args=[amber.pk, "tahan"])).content.decode()
    assert 'value="pressure"' in form
    assert 'value="other"' not in form
    assert 'value="papers_disagree"' not in form
    send(page, amber, "tahan", ground="other", statement="Kartunya belum ada, jadi ditahan dulu.")
    assert newest(amber).outcome == "checked"


def test_find_somebody_without_visa_shows_red_with_its_ground_and_no_departure(at: Stage, red: Dossier) -> None:
    page = found(guard(at)).content.decode()
    assert 'data-tone="bad"' in page
    assert reverse("rules") + "#" in page
    assert reverse("gate_outcome", args=[red.pk, "berangkat"]) not in page


def test_record_departure_green_writes_it_and_says_so(at: Stage, green: Dossier) -> None:
    client = guard(at)
    found(client)
    page = send(client, green, "berangkat", flight="CI 762", airport="cgk")
    assert "Keberangkatan sudah dicatat" in page.content.decode()
    row = newest(green)
    assert (row.outcome, row.flight, row.airport_id) == ("departed", "CI 762", "CGK")


def test_record_departure_amber_without_a_reason_asks_for_it_at_the_field(at: Stage, amber: Dossier) -> None:
    client = guard(at)
    found(client)
    page = send(client, amber, "berangkat", flight="CI 762", airport="CGK", reason=".")
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()
    assert newest(amber).outcome == "checked"


def test_record_departure_amber_with_a_reason_writes_it(at: Stage, amber: Dossier) -> None:
    client = guard(at)
    found(client)
    send(client, amber, "berangkat", flight="CI 762", airport="CGK", reason="Kartu sedang dicetak di konter.")
    assert newest(amber).outcome == "departed"


def test_check_again_after_departure_shows_the_day_and_writes_nothing(at: Stage, green: Dossier) -> None:
    client = guard(at)
    found(client)
    send(client, green, "berangkat", flight="CI 762", airport="CGK")
    found(client)
    with world.as_owner():
        assert GateCheck.objects.filter(dossier=green).count() == 1


def test_postpone_tells_what_to_put_right(at: Stage, red: Dossier) -> None:
    client = guard(at)
    found(client)
    page = send(client, red, "tunda", reason="Visa kerja belum ada.")
    assert newest(red).outcome == "postponed"
    assert "Visa kerja belum ada." in page.content.decode()


STATEMENT = "Saya dijanjikan pekerjaan lain oleh orang yang mengantar."


def held(at: Stage, dossier: Dossier) -> Client:
    client = guard(at)
    found(client)
    page = send(client, dossier, "tahan", ground="broker", statement=STATEMENT)
    assert "oleh petugas gerbang lain atau pengawas" in page.content.decode()
    return client


def test_hold_is_on_the_first_page_of_the_gate_until_somebody_looked_again(at: Stage, red: Dossier) -> None:
    client = held(at, red)
    assert newest(red).outcome == "held"
    assert reverse("gate_check", args=[red.pk]) in client.get(reverse("gate_home")).content.decode()
    assert STATEMENT not in client.get(reverse("gate_check", args=[red.pk])).content.decode()


def test_review_by_the_same_officer_needs_a_second_person(at: Stage, red: Dossier) -> None:
    page = send(held(at, red), red, "tinjau", uphold="no", reason="Sudah jelas.")
    assert page.status_code == 422
    assert newest(red).outcome == "held"


@pytest.mark.parametrize("role", [Role.GATE_OFFICER, Role.SUPERVISOR])
def test_review_by_another_officer_releases(at: Stage, red: Dossier, role: Role) -> None:
    held(at, red)
    second = guard(at, role)
    assert (
        reverse("gate_outcome", args=[red.pk, "tinjau"])
        in second.get(reverse("gate_check", args=[red.pk])).content.decode()
    )
    send(second, red, "tinjau", uphold="no", reason="Surat tugas P3MI diperlihatkan.")
    assert newest(red).outcome == "released"


def test_review_upheld_hands_the_file_to_an_office(at: Stage, red: Dossier) -> None:
    held(at, red)
    send(guard(at), red, "tinjau", uphold="yes", reason="Perlu pendampingan.", hand_to=str(at.bp3mi.pk))
    assert newest(red).upheld is True


def test_read_statement_before_review_is_journalled_first(at: Stage, red: Dossier) -> None:
    held(at, red)
    second = guard(at)
    assert second.get(reverse("gate_statement", args=[red.pk])).status_code == 303
    page = second.post(reverse("gate_statement", args=[red.pk]))
    assert STATEMENT in page.content.decode()
    assert [row.subject for row in builders.journal("open_statement", "read")] == [red.pk]


def test_open_unknown_outcome_is_no_page(at: Stage, green: Dossier) -> None:
    client = guard(at)
    found(client)
    assert client.get(reverse("gate_outcome", args=[green.pk, "pulang"])).status_code == 404


def test_first_page_of_a_long_day_asks_as_many_questions_as_of_a_short_one(
    at: Stage, red: Dossier, django_assert_max_num_queries: object
) -> None:
    client = guard(at)
    for _ in range(3):
        found(client)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert client.get(reverse("gate_home")).status_code == 200
