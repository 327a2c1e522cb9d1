"""Assisted entry, search, corrections: the person before the counter is served, whatever her papers say."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rantau.kernel.actors import Role
from rantau.placement.demand.models import JobOrder
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.models import OrientationClass
from rantau.registry.people.models import Correction, IdentityDispute, Person
from rantau.web.desk import words
from tests import world
from tests.placement import builders
from tests.web import signed_in
from tests.web.desk.scene import scene

pytestmark = pytest.mark.django_db
NIK = "3604114403990001"
DATA = {
    "name": "Siti Contoh Baru", "birth_date": "1999-03-04", "sex": "f", "marital": "married", "language": "id",
    "home": "36.04",
}  # fmt: skip


def register(client: Client, **more: object) -> Person | None:
    answer = client.post(reverse("desk_register"), {**DATA, **more})
    if answer.status_code != 302:
        return None
    with world.as_owner():
        return Person.objects.order_by("-registered_at").first()


def test_register_without_nik_makes_a_person_seen_by_the_office() -> None:
    client = scene().client(Role.REGISTRAR)
    person = register(client)
    assert person is not None
    assert person.nik_state == "none"
    assert client.get(reverse("desk_summary", args=[person.pk])).status_code == 200


def test_register_with_a_taken_nik_opens_a_dispute_and_goes_on() -> None:
    client = scene().client(Role.REGISTRAR)
    register(client, nik=NIK)
    second = register(client, name="Orang Lain Sekali", nik=NIK, birth_date="1999-03-04")
    assert second is not None
    assert second.nik_state == "disputed"
    shown = client.get(reverse("desk_person", args=[second.pk])).content.decode()
    assert "Keduanya didengar" in shown
    with world.as_owner():
        assert IdentityDispute.objects.count() == 1
    assert "Orang Lain Sekali" in client.get(reverse("desk_disputes")).content.decode()


def test_register_somebody_like_another_asks_before_anybody_is_made() -> None:
    client = scene().client(Role.REGISTRAR)
    first = register(client, phone="081234567890")
    assert first is not None
    asked = client.post(reverse("desk_register"), {**DATA, "phone": "081234567890"})
    assert "Apakah ini orang yang sama" in asked.content.decode()
    with world.as_owner():
        assert Person.objects.filter(name=DATA["name"]).count() == 1
    apart = {"not_the_same": str(first.pk), "reason": "Adiknya, memakai telepon yang sama."}
    assert register(client, phone="081234567890", **apart) is not None


def test_confirm_summary_and_open_dossier_asks_who_invited_her() -> None:
    here = scene()
    with world.as_owner():
        here.here.office.province_id = "36"
    client = here.client(Role.REGISTRAR)
    person = register(client)
    assert person is not None
    client.post(reverse("desk_person_act", args=[person.pk, "setuju"]), {"key": "S"})
    address = reverse("desk_open_file", args=[person.pk])
    assert client.post(address, {"service_reason": "home"}).status_code == 422
    client.post(address, {"service_reason": "home", "referral": "other", "referred_by": "Pak Contoh", "key": "O"})
    with world.as_owner():
        assert Dossier.objects.get(person=person).referral == "other"
        assert Person.objects.get(pk=person.pk).confirmed_how == "signed"


def test_search_out_of_scope_shows_a_mask_and_opens_with_a_reason() -> None:
    here = scene()
    stranger = world.person(name="Nurhayati Contohwati", name_key="NURHAYATI CONTOHWATI")
    client = here.client(Role.REGISTRAR)
    shown = client.post(reverse("desk_search"), {"q": "Nurhayati Contohwati"}).content.decode()
    assert "Nurhayati Contohwati" not in shown.replace('value="Nurhayati Contohwati"', "")
    assert str(stranger.pk) in shown
    assert client.get(reverse("desk_person", args=[stranger.pk])).status_code == 404
    reason = {"ground": "choice", "reason": "Datang ke loket hari ini"}
    assert client.post(reverse("desk_serve", args=[stranger.pk]), reason).status_code == 303
    assert client.get(reverse("desk_person", args=[stranger.pk])).status_code == 200


def test_serve_somebody_no_search_has_shown_is_refused() -> None:
    stranger = world.person()
    reason = {"ground": "choice", "reason": "Ingin tahu"}
    answer = scene().client(Role.REGISTRAR).post(reverse("desk_serve", args=[stranger.pk]), reason)
    assert answer.status_code == 422


def test_search_for_nobody_offers_to_register() -> None:
    shown = scene().client(Role.REGISTRAR).post(reverse("desk_search"), {"q": "Tidak Pernah Ada"}).content.decode()
    assert "Tidak ditemukan" in shown
    assert reverse("desk_register") in shown


def test_decide_correction_by_the_second_person_changes_the_name() -> None:
    here = scene()
    person = world.person(seen_by=here.here.office)
    first, second = here.client(Role.VERIFIER), here.client(Role.VERIFIER)
    asked = {"new": "Wulan Contoh Pratiwi", "reason": "Salah ketik", "true_statement": "on",
             "content": SimpleUploadedFile("akta.pdf", b"%PDF-1.7")}  # fmt: skip
    first.post(reverse("desk_person_act", args=[person.pk, "ubah-nama"]), asked)
    with world.as_owner():
        row = Correction.objects.get(person=person)
    decision = {"accept": "true", "reason": "Sesuai KTP asli."}
    own = first.post(reverse("desk_correction", args=[row.pk]), decision)
    assert own.status_code == 422
    copy = second.post(reverse("desk_correction", args=[row.pk]), {"copy": "1"})
    assert (copy["Content-Type"], copy.content) == ("application/pdf", b"%PDF-1.7")
    assert copy["Content-Disposition"].startswith("attachment")
    assert second.post(reverse("desk_correction", args=[row.pk]), decision).status_code == 303
    with world.as_owner():
        assert Person.objects.get(pk=person.pk).name == "Wulan Contoh Pratiwi"


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"decision": "accept", "valid_until": "2027-11-01"}, "verified"),
        ({"decision": "refuse", "reason": "Pemberi kerja belum terdaftar."}, "refused"),
        ({"decision": "refuse"}, "submitted"),
    ],
)
def test_decide_job_order_at_the_mission(form: dict[str, str], state: str) -> None:
    here = builders.market()
    builders.rules()
    order = builders.order_of(here, state="submitted", decided_at=None, decided_by_holder=None, valid_until=None)
    client = signed_in.officer(here.mission, Role.MISSION_OFFICER)
    assert order.number in client.get(reverse("desk_orders")).content.decode()
    client.post(reverse("desk_order", args=[order.pk]), form)
    with world.as_owner():
        assert JobOrder.objects.get(pk=order.pk).state == state


def test_plan_class_at_the_own_office_and_cancel_it() -> None:
    here = scene()
    client = here.client(Role.INSTRUCTOR)
    day = date(2027, 3, 1).isoformat()
    form = {"room": "Ruang 1", "day": day, "starts": "08:00", "ends": "16:00", "hours": "10", "seats": "30"}
    assert client.post(reverse("desk_classes"), form).status_code == 303
    with world.as_owner():
        row = OrientationClass.objects.get(office=here.here.office)
    assert "Ruang 1" in client.get(reverse("desk_class", args=[row.pk])).content.decode()
    outsider = here.outsider(Role.INSTRUCTOR)
    assert outsider.get(reverse("desk_class", args=[row.pk])).status_code == 404
    client.post(reverse("desk_class", args=[row.pk]), {"reason": "Pengajar sakit"})
    with world.as_owner():
        assert OrientationClass.objects.get(pk=row.pk).cancelled_because == "Pengajar sakit"


@pytest.mark.parametrize("schooling", words.EDUCATION)
def test_register_with_any_schooling_the_form_offers_is_accepted(schooling: str) -> None:
    given = {"name": "Sari Contoh", "birth_date": "1999-04-05", "sex": "f", "marital": "single", "education": schooling,
             "language": "id"}  # fmt: skip
    assert scene().client(Role.REGISTRAR).post(reverse("desk_register"), given).status_code == 302
