"""Before the signature a file says whether its permit has a place left, and that signing takes it."""

from datetime import timedelta

import pytest
from django.db import transaction

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role, reading, scope
from rantau.placement.agreements.actions import EndPlacement, SignPlacement
from rantau.placement.demand.actions import ExpirePermits, RevokePermit
from rantau.placement.demand.models import JobOrder, Permit
from rantau.placement.dossiers import file, jobs
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.selectors import clock_actor
from rantau.rulebook.model import Requirement
from tests import world
from tests.placement.builders import (
    Market,
    done,
    dossier_of,
    order_of,
    permit_of,
    proven,
    ready_to_sign,
    selected,
)

pytestmark = pytest.mark.django_db
QUOTA, AGREEMENT = "permit_quota", "placement_agreement"


@pytest.fixture
def permit(order: JobOrder) -> Permit:
    return permit_of(order, {"f": 1})


def standing(dossier: Dossier, code: str = QUOTA, actor: Actor | None = None) -> Requirement:
    """How a requirement stands, as somebody who sees the file reads it."""
    reader = actor or world.herself(dossier.person)
    with reading(reader):
        return file.assessment_of(Dossier.objects.select_related("person").get(pk=dossier.pk)).requirement(code)


def sign(here: Market, dossier: Dossier, permit: Permit) -> None:
    done(SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk), here.officer)


def cached(dossier: Dossier) -> tuple[str, str]:
    with world.as_owner():
        row = Dossier.objects.get(pk=dossier.pk)
    return row.turn, row.hanging


def test_file_before_the_signature_says_that_a_place_is_free_and_that_signing_takes_it(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    dossier = ready_to_sign(here, order, permit)
    quota = standing(dossier)
    assert (quota.state, quota.who) == ("met", None)
    assert "begitu perjanjian ditandatangani" in quota.text.id
    assert "Signing the agreement takes one" in quota.text.en
    assert (standing(dossier, AGREEMENT).state, standing(dossier, AGREEMENT).who) == ("missing", "candidate")


def test_file_after_the_signature_says_that_the_place_is_its_own(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    sign(here, dossier, permit)
    assert "sudah terpakai untuk berkas ini" in standing(dossier).text.id


def test_file_that_hopes_for_a_place_somebody_else_took_says_whom_to_ask(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    first, second = ready_to_sign(here, order, permit), ready_to_sign(here, order, permit)
    jobs.reassess_due()
    assert cached(second) == ("candidate", AGREEMENT)
    sign(here, first, permit)
    assert (standing(second).state, standing(second).who) == ("refused", "agency")
    jobs.reassess_due()
    assert cached(second) == ("agency", QUOTA)
    done(EndPlacement(dossier_id=first.pk, reason="withdrew"), here.officer)
    jobs.reassess_due()
    assert cached(second) == ("candidate", AGREEMENT)


@pytest.mark.control
def test_control_without_the_job_a_file_goes_on_hoping(
    here: Market, order: JobOrder, permit: Permit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "hear_of_places", lambda actor: 0)
    first, second = ready_to_sign(here, order, permit), ready_to_sign(here, order, permit)
    jobs.reassess_due()
    sign(here, first, permit)
    jobs.reassess_due()
    assert cached(second) == ("candidate", AGREEMENT)
    with transaction.atomic(), scope(clock_actor()):
        assert jobs.differing_from_cache() == [second.pk]


def test_file_of_a_man_under_a_permit_for_women_says_there_is_no_place(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    assert standing(ready_to_sign(here, order, permit, sex="m")).state == "refused"


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_file_under_a_permit_that_ended_says_there_is_no_place(
    here: Market, order: JobOrder, permit: Permit, how: str
) -> None:
    dossier = ready_to_sign(here, order, permit)
    jobs.reassess_due()
    if how == "revoked":
        done(RevokePermit(permit_id=permit.pk, document="Kep 1/2026", ground="Melanggar aturan"), here.minister)
    else:
        with world.as_owner():
            Permit.objects.filter(pk=permit.pk).update(valid_until=clock.today() - timedelta(days=1))
        done(ExpirePermits(), clock_actor())
    assert standing(dossier).state == "refused"
    jobs.reassess_due()
    assert cached(dossier) == ("agency", QUOTA)


def test_file_without_a_selection_says_that_the_agency_names_the_permit(here: Market) -> None:
    quota = standing(dossier_of(here))
    assert (quota.state, quota.who) == ("missing", "agency")
    assert "saat mengusulkan seleksi" in quota.text.id


def test_newer_proposal_that_nobody_witnessed_does_not_change_whose_places_count(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    dossier = ready_to_sign(here, order, permit)
    full = permit_of(order_of(here), {"m": 1})
    proven(dossier, selected(full), state="stated")
    assert "Satu tempat terpakai begitu" in standing(dossier).text.id


def test_everybody_who_sees_a_file_reads_the_same_of_its_places(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    clinic = world.unit("clinic")
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, clinic.pk, "clinic")
    doctor = world.actor(clinic, Role.CLINIC_OFFICER)
    assert standing(dossier, actor=doctor) == standing(dossier) == standing(dossier, actor=here.officer)
