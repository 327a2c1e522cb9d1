"""What she does in her own space, through forms alone: every act reaches its action, a refusal stays on its page."""

import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from rantau.kernel import clock, ids
from rantau.kernel.models import Evidence
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.models import CostStatement, Payment
from rantau.placement.orientation.models import SeatClaim
from rantau.registry.people.models import Consent, Contact, Kin
from tests import world
from tests.placement import last_steps
from tests.web import signed_in
from tests.web.mine import lives

pytestmark = pytest.mark.django_db
HOSTILE = ("<script>alert(1)</script>", "'; DROP TABLE kin; --", "=1+1", "\u202egnirts", "a\x00b", "x" * 3000)


def rows(model: Any, **which: Any) -> list[Any]:
    with world.as_owner():
        return list(model.objects.filter(**which))


def photo() -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, "JPEG")
    return SimpleUploadedFile("foto.jpg", target.getvalue(), "image/jpeg")


def test_start_a_file_opens_it_once() -> None:
    world.unit("disnaker")
    someone = world.person()
    client = signed_in.herself(someone)
    response = client.post(reverse("mine_start"), {"referral": "none"})
    assert (response.status_code, response["Location"]) == (303, reverse("mine_home"))
    assert len(rows(Dossier, person=someone.id)) == 1
    assert client.post(reverse("mine_start"), {"referral": "none"}).status_code == 200
    assert len(rows(Dossier, person=someone.id)) == 1


def test_hand_in_a_document_files_a_statement_with_its_picture() -> None:
    someone, dossier = lives.with_file()
    given = {"number": "3604000000000001", "issued_on": "", "name": someone.name, "content": photo()}
    response = signed_in.herself(someone).post(reverse("mine_evidence", args=["family_card"]), given)
    (row,) = rows(Evidence, subject=dossier.id, kind="kk")
    assert response.status_code == 303
    assert (row.state, row.origin, row.upload_id is not None) == ("stated", "self", True)


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<svg onload=alert(1)>", b"\xff\xd8\xff broken"])
def test_hand_in_a_file_that_is_none_is_refused_at_the_form(content: bytes) -> None:
    someone, dossier = lives.with_file()
    given = {"number": "1", "content": SimpleUploadedFile("x.jpg", content)}
    response = signed_in.herself(someone).post(reverse("mine_evidence", args=["family_card"]), given)
    assert response.status_code == 200
    assert not rows(Evidence, subject=dossier.id, kind="kk")


def test_acknowledge_costs_and_contract_records_both() -> None:
    life = lives.on_the_way()
    client = signed_in.herself(life.person)
    (statement,) = rows(CostStatement, dossier=life.dossier.id)
    assert client.post(reverse("mine_costs"), {"statement_id": str(statement.id)}).status_code == 303
    read = {"fingerprint": "a" * 64, "understood": "on"}
    assert client.post(reverse("mine_contract"), {**read, "understood": ""}).status_code == 200
    assert client.post(reverse("mine_contract"), read).status_code == 303
    assert rows(CostStatement, dossier=life.dossier.id)[0].acknowledged_at
    assert rows(EmploymentContract, dossier=life.dossier.id)[0].acknowledged_at


def test_record_a_payment_that_is_not_hers_shows_it_and_asks_it_back() -> None:
    life = lives.on_the_way()
    client = signed_in.herself(life.person)
    paid = {"component": "training", "payee": "PT Contoh", "amount": "1.200.000", "paid_on": clock.today().isoformat()}
    assert client.post(reverse("mine_payments"), paid).status_code == 303
    made = rows(Payment, dossier=life.dossier.id, payee="PT Contoh")[0]
    assert made.overcharge == 1_200_000
    assert client.post(reverse("mine_refund", args=[made.id])).status_code == 303
    assert rows(Payment, pk=made.id)[0].refund_asked_at


def test_ask_back_a_payment_of_another_person_finds_nothing() -> None:
    life = lives.on_the_way()
    payment = rows(Payment, dossier=life.dossier.id)[0]
    assert signed_in.herself(world.person()).post(reverse("mine_refund", args=[payment.id])).status_code == 404
    assert rows(Payment, pk=payment.id)[0].refund_asked_at is None


def test_book_a_seat_save_it_to_the_calendar_and_cancel_it() -> None:
    at = last_steps.stage()
    dossier = last_steps.file_with(at)
    row = last_steps.a_class(at)
    client = signed_in.herself(dossier.person)
    assert row.room in client.get(reverse("mine_orientation")).content.decode()
    assert client.post(reverse("mine_orientation"), {"class_id": str(row.id)}).status_code == 303
    (seat,) = rows(SeatClaim, holder=dossier.id, state="confirmed")
    calendar = client.get(reverse("mine_orientation_ics", args=[seat.id]))
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert client.post(reverse("mine_orientation"), {"seat_id": str(seat.id)}).status_code == 303
    assert not rows(SeatClaim, holder=dossier.id, state="confirmed")


def test_open_the_card_shows_its_code_and_gives_a_pdf() -> None:
    at = last_steps.stage()
    dossier = last_steps.file_with(at, "orientation")
    last_steps.card_of(at, dossier)
    client = signed_in.herself(dossier.person)
    assert "data:image/png;base64," in client.get(reverse("mine_card")).content.decode()
    assert client.get(reverse("mine_card_pdf")).content.startswith(b"%PDF-")


def test_keep_contacts_kin_and_consents_and_end_them_again() -> None:
    someone = world.person()
    client = signed_in.herself(someone)
    contact = {"kind": "phone", "value": "0812 3456 7890", "safe": "no"}
    assert client.post(reverse("mine_data_change", args=["kontak"]), contact).status_code == 303
    kin = {"name": "Budi Contoh", "relation": "spouse"}
    assert client.post(reverse("mine_data_change", args=["keluarga"]), kin).status_code == 303
    assert client.post(reverse("mine_data"), {"give_consent": "training"}).status_code == 303
    (kept,), (close,) = rows(Contact, person=someone.id), rows(Kin, person=someone.id)
    assert kept.safe is False
    for button in ({"end_contact": str(kept.id)}, {"end_kin": str(close.id)}):
        assert client.post(reverse("mine_data"), button).status_code == 303
    assert client.post(reverse("mine_consent", args=["training"])).status_code == 303
    assert rows(Contact, person=someone.id)[0].ended_at
    assert rows(Consent, person=someone.id, purpose="training")[0].withdrawn_at


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(("what", "field"), [("keluarga", "name"), ("kontak", "value"), ("nik", "nik")])
def test_change_data_with_hostile_input_is_refused_in_words(what: str, field: str, value: str) -> None:
    filled = {"relation": "spouse", "kind": "phone", "safe": "yes", field: value}
    response = signed_in.herself(world.person()).post(reverse("mine_data_change", args=[what]), filled)
    assert response.status_code == 200
    assert b"<script>alert(1)" not in response.content


def test_download_ones_record_holds_the_person_and_her_file() -> None:
    someone, dossier = lives.with_file()
    response = signed_in.herself(someone).get(reverse("mine_export"), {"unduh": "1"})
    record = json.loads(response.content)
    assert record["person"]["number"] == someone.number
    assert [row["number"] for row in record["dossiers"]] == [dossier.number]


def test_report_an_arrival_before_departure_says_what_comes_first() -> None:
    someone, _dossier = lives.with_file()
    client = signed_in.herself(someone)
    assert client.post(reverse("mine_arrival"), {"arrived_on": clock.today().isoformat()}).status_code == 200
    assert "belum tercatat" in client.get(reverse("mine_arrival")).content.decode()


def test_book_a_class_that_does_not_exist_shows_the_refusal() -> None:
    someone, _dossier = lives.with_file()
    response = signed_in.herself(someone).post(reverse("mine_orientation"), {"class_id": str(ids.new_id())})
    assert response.status_code == 404
