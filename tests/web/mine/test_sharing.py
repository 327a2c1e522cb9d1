"""Whom she lets see her file, and what she reads before she withdraws a consent."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Role, sees
from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import GiveConsent
from rantau.registry.people.models import Consent, Person
from tests import world
from tests.web import signed_in
from tests.web.mine import lives

pytestmark = pytest.mark.django_db


def appointed(kind: str, name: str) -> Unit:
    unit = world.unit(kind, name=name)
    with world.as_owner():
        Appointment.objects.create(
            unit=unit, number="1", during=DateRange(clock.today(), clock.today() + timedelta(days=900))
        )
    return unit


def allow(someone: Person, purpose: str = "training") -> None:
    run(GiveConsent(person_id=someone.id, purpose=purpose), world.herself(someone))  # type: ignore[arg-type]  # a word


def test_choose_a_clinic_shows_it_the_file_and_ends_it_again() -> None:
    someone, dossier = lives.with_file()
    clinic = appointed("clinic", "Klinik Contoh Dekat")
    client = signed_in.herself(someone)
    url = reverse("mine_sharing")
    assert "Klinik Contoh Dekat" in client.get(url).content.decode()
    assert url in client.get(reverse("mine_evidence", args=["medical"])).content.decode()
    assert client.post(url, {"unit_id": str(clinic.pk)}).status_code == 303
    doctor = world.actor(clinic, Role.CLINIC_OFFICER)
    assert sees(doctor, dossier.id)
    assert "klinik yang Anda pilih" in client.get(url).content.decode()
    assert client.post(url, {"end": str(clinic.pk)}).status_code == 303
    assert not sees(doctor, dossier.id)


def test_choose_a_trainer_without_consent_is_refused_at_the_form() -> None:
    someone, dossier = lives.with_file()
    trainer = appointed("training_body", "BLK Contoh")
    client = signed_in.herself(someone)
    answer = client.post(reverse("mine_sharing"), {"unit_id": str(trainer.pk)})
    assert answer.status_code == 200
    assert "Ini hanya dengan izin" in answer.content.decode()
    assert not sees(world.actor(trainer, Role.TRAINING_OFFICER), dossier.id)


@pytest.mark.parametrize("unit", ["", "x", "00000000-0000-7000-8000-000000000001", "<script>"])
def test_choose_nobody_we_know_is_refused_at_the_form(unit: str) -> None:
    someone, _dossier = lives.with_file()
    answer = signed_in.herself(someone).post(reverse("mine_sharing"), {"unit_id": unit})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "stops", "goes_on"),
    [
        ("id", "tidak lagi melihat berkas Anda", "berdasar undang-undang, bukan izin ini"),
        ("en", "no longer see your file", "rest on the law, not on this consent"),
    ],
)
def test_withdraw_shows_what_stops_with_whom_and_what_goes_on_before_anything_happens(
    language: str, stops: str, goes_on: str
) -> None:
    someone, dossier = lives.with_file()
    allow(someone)
    trainer = appointed("training_body", "BLK Contoh")
    client = signed_in.herself(someone, language=language)
    client.post(reverse("mine_sharing"), {"unit_id": str(trainer.pk)})
    url = reverse("mine_consent", args=["training"])
    assert url in client.get(reverse("mine_data")).content.decode()
    page = client.get(url).content.decode()
    assert all(words in page for words in (stops, goes_on, "BLK Contoh"))
    officer = world.actor(trainer, Role.TRAINING_OFFICER)
    assert sees(officer, dossier.id), "reading changes nothing"
    assert client.post(url).status_code == 303
    assert not sees(officer, dossier.id)
    assert ("dipenuhi paling lambat" if language == "id" else "honoured by") in client.get(
        reverse("mine_data")
    ).content.decode()


@pytest.mark.parametrize("purpose", ["training", "placement", "nothing"])
def test_withdraw_what_she_has_not_allowed_is_no_page(purpose: str) -> None:
    someone, _dossier = lives.with_file()
    client = signed_in.herself(someone)
    assert client.get(reverse("mine_consent", args=[purpose])).status_code == 404
    assert client.post(reverse("mine_consent", args=[purpose])).status_code in (404, 409)
    with world.as_owner():
        assert not Consent.objects.filter(person=someone, withdrawn_at__isnull=False).exists()
