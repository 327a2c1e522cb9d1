"""An agency's pages: three people and a visitor on each, the main forms down to the database, the export."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.placement.demand.models import JobOrder, Permit, Vacancy
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.models import CostStatement, Payment
from rantau.registry.agencies.models import Referrer
from rantau.registry.people.models import Person
from rantau.web.agency.views import export
from tests import world
from tests.placement import builders
from tests.placement.builders import Market
from tests.web import signed_in

pytestmark = pytest.mark.django_db
OWN = ("agency_home", "agency_orders", "agency_order_new", "agency_employer_new", "agency_candidates",
       "agency_register", "agency_referrers", "agency_branches", "agency_export")  # fmt: skip
ABOUT_FILE = ("seleksi", "biaya", "kontrak", "kursi", "berangkat", "pembayaran")


@pytest.fixture
def here() -> Market:
    builders.rules()
    return builders.market()


def agent(here: Market, language: str = "id") -> Client:
    return signed_in.officer(here.agency.unit, Role.AGENCY_OFFICER, language=language)


def file(here: Market, **fields: object) -> Dossier:
    order = builders.order_of(here)
    builders.permit_of(order)
    return builders.dossier_of(here, order, **fields)


def stored(dossier: Dossier) -> Dossier:
    with world.as_owner():
        return Dossier.objects.get(pk=dossier.pk)


def pages_of(dossier: Dossier) -> list[str]:
    acts = [reverse("agency_file_act", args=[dossier.pk, what]) for what in ABOUT_FILE]
    return [reverse("agency_dossier", args=[dossier.pk]), reverse("agency_state", args=[dossier.pk, "medical"]), *acts,
            reverse("agency_order", args=[dossier.job_order_id]),
            reverse("agency_order_act", args=[dossier.job_order_id, "umumkan"])]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_open_every_page_as_its_agency_shows_it(here: Market, language: str) -> None:
    dossier, client = file(here), agent(here, language)
    for url in [*map(reverse, OWN), *pages_of(dossier)]:
        answer = client.get(url)
        html = answer.content.decode()
        assert answer.status_code == 200, url
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1, url
        assert "<c-" not in html, url


def test_open_every_page_of_a_file_as_another_agency_finds_nothing(here: Market) -> None:
    dossier = file(here)
    other = signed_in.officer(builders.agency().unit, Role.AGENCY_OFFICER)
    for url in pages_of(dossier):
        assert other.get(url).status_code == 404, url
    for name in ("agency_home", "agency_candidates", "agency_orders"):
        assert dossier.number not in other.get(reverse(name)).content.decode()


def test_open_every_page_as_an_official_is_refused_and_as_a_visitor_asks_to_sign_in(here: Market) -> None:
    dossier = file(here)
    official = signed_in.officer(here.office, Role.PLACEMENT_OFFICER)
    for url in [*map(reverse, OWN), *pages_of(dossier)]:
        assert official.get(url).status_code == 403, url
        answer = signed_in.visitor().get(url)
        assert answer.status_code == 302, url
        assert answer["Location"].startswith(reverse("account_login"))


def order_form(here: Market, **fields: object) -> dict[str, object]:
    return {"employer_id": str(here.employer.pk), "mission_id": str(here.mission.pk), "number": "JO-1",
            "occupation": "5322", "position": "Perawat lansia", "male": 0, "female": 2, "mixed": 0, "currency": "twd",
            "wage": 29500, "months": 36, "hours_per_day": 8, "rest_days_per_month": 4, **fields}  # fmt: skip


def test_submit_an_order_writes_it_and_shows_it(here: Market) -> None:
    answer = agent(here).post(reverse("agency_order_new"), order_form(here), follow=True)
    assert "menunggu perwakilan" in answer.content.decode()
    with world.as_owner():
        row = JobOrder.objects.get(number="JO-1")
    assert (row.agency_id, row.female, row.currency) == (here.agency.pk, 2, "TWD")


def test_submit_an_order_to_a_closed_destination_says_so_at_the_employer(here: Market) -> None:
    with world.as_owner():
        type(here.employer).objects.filter(pk=here.employer.pk).update(country="SA", kind="individual")
    answer = agent(here).post(reverse("agency_order_new"), order_form(here, occupation="9111"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.get("employer_id")


def test_register_an_employer_offers_it_in_the_order_form(here: Market) -> None:
    client = agent(here)
    entry = {"name": "Panti Uji Baru", "country": "TW", "city": "Taipei", "kind": "legal_entity"}
    answer = client.post(reverse("agency_employer_new"), entry, follow=True)
    assert "Panti Uji Baru" in answer.content.decode()


def test_ask_permit_and_publish_vacancy_are_written(here: Market) -> None:
    client, order = agent(here), builders.order_of(here)
    page = client.get(reverse("agency_order", args=[order.pk])).content.decode()
    assert reverse("agency_order_act", args=[order.pk, "minta-izin"]) in page
    client.post(reverse("agency_order_act", args=[order.pk, "minta-izin"]), {})
    with world.as_owner():
        permit = Permit.objects.get(job_order=order)
        assert permit.state == "asked"
    granted = builders.order_of(here)
    builders.permit_of(granted)
    day = (clock.today() + timedelta(days=30)).isoformat()
    client.post(reverse("agency_order_act", args=[granted.pk, "umumkan"]), {"closes_on": day})
    with world.as_owner():
        assert Vacancy.objects.filter(permit__job_order=granted, closed_at=None).count() == 1
    client.post(reverse("agency_order_act", args=[granted.pk, "tutup"]), {"reason": "Semua tempat sudah terisi."})
    with world.as_owner():
        assert Vacancy.objects.get(permit__job_order=granted).closed_at is not None


def test_propose_selection_with_a_permit_waits_for_the_witness(here: Market) -> None:
    dossier = builders.dossier_of(here)
    permit = builders.permit_of(builders.order_of(here))
    url = reverse("agency_file_act", args=[dossier.pk, "seleksi"])
    answer = agent(here).post(url, {"permit_id": str(permit.pk)}, follow=True)
    assert "Usulan seleksi sudah dikirim" in answer.content.decode()
    assert stored(dossier).job_order_id == permit.job_order_id
    assert [row.state for row in builders.evidence_of(dossier.pk, "selection")] == ["stated"]


def test_issue_cost_statement_and_record_payment_are_written(here: Market) -> None:
    client, dossier = agent(here), file(here)
    client.post(reverse("agency_file_act", args=[dossier.pk, "biaya"]), {})
    paid = {"component": "medical", "payer": "agency", "payee": "Klinik Contoh", "amount": "350.000",
            "paid_on": clock.today().isoformat()}  # fmt: skip
    client.post(reverse("agency_file_act", args=[dossier.pk, "pembayaran"]), paid)
    with world.as_owner():
        assert CostStatement.objects.filter(dossier=dossier).count() == 1
        assert Payment.objects.get(dossier=dossier).amount == 350_000


def test_set_departure_date_is_kept(here: Market) -> None:
    dossier, day = file(here), clock.today() + timedelta(days=60)
    url = reverse("agency_file_act", args=[dossier.pk, "berangkat"])
    agent(here).post(url, {"departs_on": day.isoformat()})
    assert stored(dossier).departs_on == day


def test_contract_form_begins_with_the_job_order(here: Market) -> None:
    html = agent(here).get(reverse("agency_file_act", args=[file(here).pk, "kontrak"])).content.decode()
    assert 'value="29500"' in html
    assert here.employer.name in html


def test_hand_in_a_document_as_the_agency_waits_for_an_officer(here: Market) -> None:
    dossier = file(here)
    entry = {"number": "AB-77", "issued_on": (clock.today() - timedelta(days=3)).isoformat(), "v_result": "fit"}
    answer = agent(here).post(reverse("agency_state", args=[dossier.pk, "medical"]), entry, follow=True)
    rows = builders.evidence_of(dossier.pk, "medical")
    assert [(row.state, row.origin) for row in rows] == [("stated", "agency")], answer.content.decode()[:3000]


def test_hand_in_a_kind_the_system_writes_itself_is_no_page(here: Market) -> None:
    assert agent(here).get(reverse("agency_state", args=[file(here).pk, "card"])).status_code == 404


PERSON = {"name": "Sari Contoh", "birth_date": "1998-05-06", "sex": "f", "marital": "single", "home": "36.04"}


def test_register_a_candidate_then_open_her_file_asks_who_brought_her(here: Market) -> None:
    client = agent(here)
    answer = client.post(reverse("agency_register"), PERSON, follow=True)
    with world.as_owner():
        person = Person.objects.get(name="Sari Contoh")
    opening = reverse("agency_open_file", args=[person.pk])
    assert answer.redirect_chain[-1][0] == opening  # type: ignore[attr-defined]  # the test client keeps it
    assert client.post(opening, {}).status_code == 422
    page = client.post(opening, {"referral": "other", "referred_by": "Pak Contoh"}, follow=True)
    with world.as_owner():
        row = Dossier.objects.get(person=person)
    assert row.number in page.content.decode()
    assert (row.agency_id, row.referral, row.handling_id) == (here.agency.pk, "other", here.office.pk)


def test_referrer_is_registered_and_ended(here: Market) -> None:
    client = agent(here)
    client.post(reverse("agency_referrers"), {"name": "Bu Contoh Perujuk", "task_letter": "ST-1"})
    with world.as_owner():
        row = Referrer.objects.get(agency=here.agency)
    assert "Bu Contoh Perujuk" in client.get(reverse("agency_referrers")).content.decode()
    client.post(reverse("agency_referrer_end", args=[row.pk]), {})
    assert "Bu Contoh Perujuk" not in client.get(reverse("agency_referrers")).content.decode()


def test_candidates_of_a_stage_list_only_those(here: Market) -> None:
    early, late = file(here), file(here)
    with world.as_owner():
        Dossier.objects.filter(pk=late.pk).update(stage="card")
    html = agent(here).get(reverse("agency_candidates") + "?tahap=card").content.decode()
    assert late.number in html
    assert early.number not in html


def named(here: Market, name: str) -> Dossier:
    return file(here, person=world.person(seen_by=here.office, name=name))


def test_export_holds_ones_own_candidates_only_and_no_formula(here: Market) -> None:
    mine, theirs = named(here, "=HYPERLINK(1)"), file(builders.market())
    client = agent(here)
    rows = list(csv.DictReader(io.StringIO(client.post(reverse("agency_export"), {"bentuk": "csv"}).content.decode())))
    assert [(row["number"], row["name"]) for row in rows] == [(mine.number, "'=HYPERLINK(1)")]
    answer = client.post(reverse("agency_export"), {"bentuk": "json"})
    assert [row["number"] for row in json.loads(answer.content)] == [mine.number]
    assert theirs.number not in answer.content.decode()
    assert len(builders.journal("export_files", "read")) == 2


@pytest.mark.control
def test_control_without_safe_cells_the_export_holds_a_formula(here: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    named(here, "=HYPERLINK(1)")
    monkeypatch.setattr(export, "safe", lambda value: value)
    assert ",=HYPERLINK(1)," in agent(here).post(reverse("agency_export"), {"bentuk": "csv"}).content.decode()


def urgent(here: Market, count: int) -> None:
    for _ in range(count):
        dossier = file(here)
        with world.as_owner():
            Dossier.objects.filter(pk=dossier.pk).update(turn="agency")


@pytest.mark.parametrize("name", ["agency_home", "agency_candidates"])
def test_page_asks_the_same_number_of_questions_for_one_and_for_six_files(here: Market, name: str) -> None:
    client, counts = agent(here), []
    for more in (1, 5):
        urgent(here, more)
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_open_a_branch_lists_it_and_an_unknown_place_is_refused_at_its_field(here: Market) -> None:
    client, url = agent(here), reverse("agency_branches")
    given = {"name": "PT Contoh Cabang Tangerang", "regency": "Kota Tangerang", "address": "Jalan Contoh 2"}
    answer = client.post(url, {**given, "regency": "Atlantis"})
    assert (answer.status_code, "tidak ada di daftar" in answer.content.decode()) == (422, True)
    assert client.post(url, given).status_code == 303
    page = client.get(url).content.decode()
    assert "PT Contoh Cabang Tangerang" in page
    assert "Kota Tangerang" in page
