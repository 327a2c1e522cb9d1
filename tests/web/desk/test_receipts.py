"""Receipts at the counter: attached by who examines, seen by who may, handed out as a file and on record."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Role
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import RecordPayment
from rantau.placement.money.models import Payment
from tests import world
from tests.placement import builders
from tests.web.desk.scene import Scene, scene

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


@pytest.fixture
def at() -> Scene:
    return scene()


def payment_in(dossier: Dossier, content: bytes = b"") -> UUID:
    command = RecordPayment(
        dossier_id=dossier.pk, component="training", payer="candidate", payee="LPK Contoh", amount=10,
        paid_on=clock.today(), content=content,
    )  # fmt: skip
    return UUID(str(run(command, world.herself(dossier.person))["payment"]))


def address(dossier: Dossier, payment: UUID) -> str:
    return reverse("desk_receipt", args=[dossier.pk, payment])


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("x.exe", PDF)


def test_file_lists_each_payment_with_its_receipt(at: Scene) -> None:
    dossier = at.file()
    payment = payment_in(dossier)
    page = at.client(Role.VERIFIER).get(reverse("desk_dossier", args=[dossier.pk])).content.decode()
    assert address(dossier, payment) in page
    assert "kuitansi belum ada" in page


def test_attach_at_the_counter_and_hand_out_on_record(at: Scene) -> None:
    dossier = at.file()
    payment = payment_in(dossier)
    client = at.client(Role.VERIFIER)
    assert client.post(address(dossier, payment), {"content": pdf()}).status_code == 303
    copy = client.post(address(dossier, payment), {"copy": "1"})
    assert (copy["Content-Type"], copy["X-Content-Type-Options"], copy.content) == ("application/pdf", "nosniff", PDF)
    assert copy["Content-Disposition"] == 'attachment; filename="kuitansi.pdf"'
    assert builders.journal("open_receipt", "read")[0].subject == dossier.pk


def test_record_payment_at_the_counter_with_its_receipt(at: Scene) -> None:
    dossier = at.file()
    given = {"component": "medical", "payer": "candidate", "payee": "Klinik Contoh", "amount": "500.000",
             "paid_on": "01/06/2026", "content": pdf()}  # fmt: skip
    client = at.client(Role.PLACEMENT_OFFICER)
    assert client.post(reverse("desk_file_act", args=[dossier.pk, "pembayaran"]), given).status_code == 303
    with world.as_owner():
        assert Payment.objects.get(dossier=dossier).receipt_id is not None


def test_attach_by_a_colleague_without_the_right_is_not_offered_and_refused(at: Scene) -> None:
    dossier = at.file()
    payment = payment_in(dossier)
    client = at.client(Role.REGISTRAR)
    assert 'type="file"' not in client.get(address(dossier, payment)).content.decode()
    assert client.post(address(dossier, payment), {"content": pdf()}).status_code == 422
    with world.as_owner():
        assert Payment.objects.get(pk=payment).receipt_id is None


@pytest.mark.parametrize("role", [Role.CLINIC_OFFICER, Role.VILLAGE_OFFICER, Role.ISSUER])
def test_receipt_is_no_page_for_who_has_nothing_to_do_with_money(at: Scene, role: Role) -> None:
    dossier = at.file()
    payment = payment_in(dossier, PDF)
    assert at.client(role).post(address(dossier, payment), {"copy": "1"}).status_code == 403


def test_receipt_of_another_offices_file_is_not_found(at: Scene) -> None:
    dossier = at.file()
    payment = payment_in(dossier, PDF)
    stranger = at.outsider(Role.VERIFIER)
    assert stranger.get(address(dossier, payment)).status_code == 404
    assert stranger.post(address(dossier, payment), {"copy": "1"}).status_code == 404
    assert builders.journal("open_receipt", "read") == []
