"""Her receipts: attached where the payments stand, taken along as a file, nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rantau.kernel import ids
from rantau.placement.money.models import Payment
from tests import world
from tests.kernel.test_uploads import PLACE, with_place
from tests.web import signed_in
from tests.web.mine import lives

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("../../kuitansi.jpg", with_place(), "text/html")


def payments(dossier_id: object) -> list[Payment]:
    with world.as_owner():
        return list(Payment.objects.filter(dossier=dossier_id).order_by("made_at"))


def test_record_a_payment_with_its_receipt_and_take_a_copy() -> None:
    someone, dossier = lives.with_file()
    client = signed_in.herself(someone)
    given = {
        "component": "other",
        "payee": "Bu Contoh",
        "amount": "250.000",
        "paid_on": "01/06/2026",
        "content": photo(),
    }
    assert client.post(reverse("mine_payments"), given).status_code == 303
    (row,) = payments(dossier.id)
    url = reverse("mine_receipt", args=[row.pk])
    assert url in client.get(reverse("mine_payments")).content.decode()
    copy = client.post(url, {"copy": "1"})
    assert copy["Content-Type"] == "image/jpeg"
    assert copy["Content-Disposition"].startswith("attachment; ")
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert PLACE not in copy.content


@pytest.mark.parametrize("language", ["id", "en"])
def test_attach_a_receipt_later(language: str) -> None:
    life = lives.on_the_way()
    (row,) = payments(life.dossier.id)
    client = signed_in.herself(life.person, language=language)
    url = reverse("mine_receipt", args=[row.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 200
    assert payments(life.dossier.id)[0].receipt_id is None
    assert client.post(url, {"content": photo()}).status_code == 303
    assert payments(life.dossier.id)[0].receipt_id is not None
    assert 'name="copy"' in client.get(url).content.decode()


def test_receipt_of_somebody_else_or_of_nothing_is_not_found() -> None:
    life = lives.on_the_way()
    other, _dossier = lives.with_file()
    client = signed_in.herself(other)
    (row,) = payments(life.dossier.id)
    for payment in (row.pk, ids.new_id()):
        url = reverse("mine_receipt", args=[payment])
        assert client.get(url).status_code == 404
        assert client.post(url, {"copy": "1"}).status_code == 404
        assert client.post(url, {"content": photo()}).status_code == 404
    assert payments(life.dossier.id)[0].receipt_id is None
