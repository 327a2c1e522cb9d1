"""People with files, for the tests of their own space: opened by the very actions the pages call."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rantau.kernel import clock, ids
from rantau.kernel.actions import run
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.models import CostStatement, Payment
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from tests import world
from tests.placement import last_steps


def with_file(**fields: Any) -> tuple[Person, Dossier]:
    """Somebody who has opened her own file at the labour office of her home."""
    someone = world.person(**fields)
    if not _office_at_home():
        world.unit("disnaker")
    answer = run(OpenDossier(person_id=someone.id, referral="none"), world.herself(someone))
    return someone, dossier(UUID(str(answer["dossier"])))


def _office_at_home() -> bool:
    return Unit.objects.filter(kind="disnaker", regency="36.04").exists()


def dossier(dossier_id: UUID) -> Dossier:
    """The file as it is now, seen around the wall."""
    with world.as_owner():
        return Dossier.objects.select_related("person").get(pk=dossier_id)


TERMS = {
    "employer_name": "Example Meadow Nursing Home", "employer_address": "1 Example Road, Taichung",
    "position": "Perawat lansia", "duties": "Merawat lansia di panti", "currency": "TWD", "wage": 29_500, "pay_day": 5,
    "pay_method": "bank", "hours_per_day": 8, "rest_days_per_month": 4, "overtime_paid": True,
    "leave_days_per_year": 7, "facilities": "", "medical_paid_by": "insurance", "ticket_home_paid_by": "employer",
    "insurance": "BPJS", "safety": "Pelatihan", "months": 36, "starts_on": None,
}  # fmt: skip


@dataclass(slots=True)
class Life:
    """A person, her file, and everybody around it."""

    at: last_steps.Stage
    person: Person
    dossier: Dossier


def on_the_way(**fields: Any) -> "Life":
    """Somebody far along: papers on file, costs told and one overcharge, a contract to read, a class to choose."""
    at = last_steps.stage()
    file = last_steps.file_with(at, without=("medical", "visa"), **fields)
    with world.as_owner():
        line = {"title_id": "Pelatihan", "title_en": "Training", "payer": "employer", "ceiling": 4_200_000,
                "rule": "UU18-30", "component": "training", "plain_id": "Pelatihan: pemberi kerja yang membayar.",
                "plain_en": "Training: the employer pays."}  # fmt: skip
        CostStatement.objects.create(dossier=file, pack_version="2026.1", lines=[line], total_candidate=0)
        Payment.objects.create(
            dossier=file, component="training", payer="candidate", payee="PT Contoh Samudra", amount=1_200_000,
            overcharge=1_200_000, paid_on=clock.today(), stated_by=ids.new_id(),
        )  # fmt: skip
        EmploymentContract.objects.create(
            dossier=file, fields=TERMS, fingerprint="a" * 64, endorsed_at=clock.now(), drafted_at=clock.now()
        )
    return Life(at, file.person, file)
