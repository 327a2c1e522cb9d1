"""A receipt proves a payment: attached by her or by an officer, drawn anew without its place, opened on record only."""

from typing import Any
from uuid import UUID

import pytest

from rantau.kernel import clock, ids, uploads
from rantau.kernel.actors import Actor, Role
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import AttachReceipt, RecordPayment
from rantau.placement.money.models import Payment
from rantau.placement.money.selectors import receipt_of
from tests import world
from tests.kernel.test_uploads import PLACE, with_place
from tests.placement.builders import (
    Market,
    agency,
    agent_of,
    done,
    dossier_of,
    journal,
    official,
    refused,
)

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def paid(dossier: Dossier, actor: Actor, **changes: Any) -> UUID:
    values: dict[str, Any] = {
        "dossier_id": dossier.pk, "component": "training", "payer": "candidate", "payee": "LPK Contoh",
        "amount": 1_200_000, "paid_on": clock.today(), **changes,
    }  # fmt: skip
    return UUID(str(done(RecordPayment(**values), actor)["payment"]))


def stored(payment: UUID) -> Payment:
    with world.as_owner():
        return Payment.objects.select_related("receipt").get(pk=payment)


def test_record_payment_with_a_photo_keeps_it_without_the_place_it_was_taken_at(dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    photo = with_place()
    assert PLACE in photo
    payment = paid(dossier, herself, content=photo)
    kind, content = receipt_of(herself, dossier.pk, payment, "own")
    assert kind == "image/jpeg"
    assert content.startswith(b"\xff\xd8\xff")
    assert PLACE not in content


@pytest.mark.control
def test_control_without_drawing_anew_the_receipt_tells_where_it_was_taken(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "inspect", lambda content: ("image/jpeg", content))
    herself = world.herself(dossier.person)
    payment = paid(dossier, herself, content=with_place())
    assert PLACE in receipt_of(herself, dossier.pk, payment, "own")[1]


@pytest.mark.parametrize("who", ["herself", "desk"])
def test_attach_receipt_to_a_payment_recorded_without_one(who: str, here: Market, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    payment = paid(dossier, herself)
    done(AttachReceipt(payment_id=payment, content=PDF), herself if who == "herself" else here.officer)
    row = stored(payment)
    assert row.receipt is not None
    assert (row.receipt.media_type, row.receipt.subject, row.receipt.owner) == (
        "application/pdf", dossier.pk, dossier.person_id,
    )  # fmt: skip
    assert journal("attach_receipt")[0].refs == [payment]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "receipt_needed"),
        (b"<svg onload=alert(1)>", "upload_unknown_kind"),
        (b"\xff\xd8\xff", "upload_unknown_kind"),
    ],
)
def test_attach_receipt_that_is_none_is_refused(content: bytes, code: str, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    assert refused(AttachReceipt(payment_id=paid(dossier, herself), content=content), herself) == code


def test_attach_receipt_to_a_payment_that_has_one_is_refused_and_leaves_it(dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    payment = paid(dossier, herself, content=PDF)
    first = stored(payment).receipt_id
    assert refused(AttachReceipt(payment_id=payment, content=with_place()), herself) == "receipt_attached_already"
    assert stored(payment).receipt_id == first


def test_attach_receipt_by_others_is_refused(here: Market, dossier: Dossier) -> None:
    payment = paid(dossier, world.herself(dossier.person))
    command = AttachReceipt(payment_id=payment, content=PDF)
    elsewhere = official(world.unit("disnaker"), Role.VERIFIER)
    codes = [refused(command, actor) for actor in (here.agent, elsewhere, world.herself(world.person()))]
    assert codes == ["not_allowed", "not_found", "not_found"]


def test_attach_receipt_to_what_does_not_exist_is_refused(here: Market) -> None:
    assert refused(AttachReceipt(payment_id=ids.new_id(), content=PDF), here.officer) == "not_found"


def test_receipt_is_opened_with_its_purpose_in_the_journal(here: Market, dossier: Dossier) -> None:
    payment = paid(dossier, world.herself(dossier.person), content=PDF)
    assert receipt_of(here.officer, dossier.pk, payment, "examine") == ("application/pdf", PDF)
    (entry,) = journal("open_receipt", "read")
    assert (entry.person, entry.purpose, entry.refs) == (dossier.person_id, "examine", [payment])


def test_receipt_of_a_file_one_does_not_see_or_of_another_file_is_not_found(here: Market, dossier: Dossier) -> None:
    payment = paid(dossier, world.herself(dossier.person), content=PDF)
    bare = paid(dossier, here.officer)
    for actor, subject, which in (
        (agent_of(agency()), dossier.pk, payment),
        (here.officer, dossier_of(here).pk, payment),
        (here.officer, dossier.pk, bare),
    ):
        with pytest.raises(Refused) as answer:
            receipt_of(actor, subject, which, "examine")
        assert answer.value.refusal.code == "not_found"
    assert journal("open_receipt", "read") == []
