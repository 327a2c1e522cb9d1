"""Desks beside the handling office, and what a partner says when its line is down: whose word counts for what."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.kernel.models import Evidence, OutboxMessage
from tests import world
from tests.placement.dossiers import helpers
from tests.web import signed_in
from tests.web.desk.scene import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Client:
    """An officer of a clinic that was let see a file in which much else is missing."""
    unit = world.unit("clinic", province_id=None, regency_id=None)
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "marital_status", verified=False, origin="self", values={"machine": "clean"})
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, unit.pk, "clinic")
    client = signed_in.officer(unit, Role.CLINIC_OFFICER)
    client.dossier = dossier  # type: ignore[attr-defined]  # for the tests below
    return client


def test_queue_of_a_clinic_opens_on_what_waits_for_it_and_names_its_own_paper(clinic: Client) -> None:
    page = clinic.get(reverse("desk_home")).content.decode()
    assert "Menunggu Anda" in page
    assert "Surat sehat" in page
    assert "Surat status perkawinan" not in page, "that waits for somebody else"
    assert reverse("desk_dossier", args=[clinic.dossier.pk]) in page  # type: ignore[attr-defined]


def test_file_at_a_clinic_says_what_is_waited_for_from_it(clinic: Client) -> None:
    page = clinic.get(reverse("desk_dossier", args=[clinic.dossier.pk])).content.decode()  # type: ignore[attr-defined]
    assert "Yang ditunggu dari Anda" in page
    assert "Isi hasilnya" in page
    assert "Tidak ada yang menunggu Anda di sini" not in page


def answered(answer: str, **changes: str) -> dict[str, str]:
    """A partner's answer as an officer notes it."""
    now = clock.now().astimezone(clock.JAKARTA) - timedelta(minutes=5)
    return {"kind": "kk", "partner": "dukcapil", "answer": answer, "answered_at": f"{now:%Y-%m-%dT%H:%M}",
            "reference": "DKC-1", **changes}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "states"),
    [
        (answered("yes"), ["stated"]),
        (answered("no"), ["stated"]),
        (answered("unknown"), []),
        (answered("yes", answered_at="2026-01-01T10:00"), []),
    ],
    ids=["yes", "no", "unknown", "late"],
)
def test_note_a_partners_answer_at_the_counter_is_never_a_yes_by_itself(
    given: dict[str, str], states: list[str]
) -> None:
    here = scene()
    dossier = here.file()
    url = reverse("desk_file_act", args=[dossier.pk, "jawaban-mitra"])
    client = here.client(Role.VERIFIER)
    assert "Catat jawaban instansi" in client.get(url).content.decode()
    assert client.post(url, given).status_code == 303
    with world.as_owner():
        rows = list(Evidence.objects.filter(subject=dossier.pk, kind="kk"))
        asked_again = OutboxMessage.objects.filter(template="ask_again", subject=dossier.pk).exists()
    assert [row.state for row in rows] == states
    assert asked_again == (not states)
