"""A file is shown to whom she chooses: by law to the clinic and the village that write papers, else by her consent."""

from datetime import timedelta

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from rantau.kernel import clock, ids
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role, reading, sees
from rantau.kernel.models import AccessGrant
from rantau.placement.dossiers import policies, selectors
from rantau.placement.dossiers.actions import EndSharing, ShareFile
from rantau.placement.dossiers.actions import sharing as acts
from rantau.placement.dossiers.models import Dossier
from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import GiveConsent
from rantau.registry.people.models import Person
from tests import world
from tests.placement.builders import journal, refused, sent
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
KINDS = [
    ("clinic", Role.CLINIC_OFFICER, False),
    ("village", Role.VILLAGE_OFFICER, False),
    ("training_body", Role.TRAINING_OFFICER, True),
    ("school", Role.SCHOOL_OFFICER, True),
]


def helper(kind: str, appointed: bool = True) -> Unit:
    unit = world.unit(kind)
    if appointed and kind in ("clinic", "training_body"):
        today = clock.today()
        with world.as_owner():
            Appointment.objects.create(
                unit=unit, number="1", during=DateRange(today - timedelta(days=9), today + timedelta(days=900))
            )
    return unit


def herself(dossier: Dossier) -> Actor:
    with world.as_owner():
        return world.herself(Person.objects.get(pk=dossier.person_id))


def share(dossier: Dossier, unit: Unit) -> ShareFile:
    return ShareFile(dossier_id=dossier.pk, unit_id=unit.pk)


def allow_training(dossier: Dossier) -> None:
    run(GiveConsent(person_id=dossier.person_id, purpose="training"), herself(dossier))


@pytest.mark.parametrize(("kind", "role", "by_consent"), KINDS)
def test_share_file_lets_a_unit_see_it_and_fills_its_queue(kind: str, role: Role, by_consent: bool) -> None:
    dossier, unit = helpers.opened(world.unit()), helper(kind)
    officer = world.actor(unit, role)
    if by_consent:
        allow_training(dossier)
    assert not sees(officer, dossier.pk)
    run(share(dossier, unit), herself(dossier))
    assert sees(officer, dossier.pk)
    assert sees(officer, dossier.person_id)
    with reading(officer):
        assert [row.id for row in selectors.queue(officer, selectors.YOURS).rows] == [dossier.pk]
    assert sent("file_shared") == [], "she did it herself"


@pytest.mark.parametrize("kind", ["training_body", "school"])
def test_share_file_with_whom_the_law_does_not_name_needs_her_consent(kind: str) -> None:
    dossier = helpers.opened(world.unit())
    assert refused(share(dossier, helper(kind)), herself(dossier)) == "consent_needed"


@pytest.mark.control
def test_control_without_the_question_of_consent_a_school_sees_her_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "consents_to", lambda person_id, purpose: True)
    dossier, school = helpers.opened(world.unit()), helper("school")
    run(share(dossier, school), herself(dossier))
    assert sees(world.actor(school, Role.SCHOOL_OFFICER), dossier.pk)


def test_share_file_at_the_counter_tells_her() -> None:
    office = world.unit()
    dossier, clinic = helpers.opened(office), helper("clinic")
    run(share(dossier, clinic), world.actor(office, Role.REGISTRAR))
    assert [message.recipient for message in sent("file_shared")] == [dossier.person_id]
    assert journal("share_file")[0].refs == [clinic.pk]


def test_share_file_again_keeps_one_sight_alive_which_ends_by_itself() -> None:
    dossier, clinic = helpers.opened(world.unit()), helper("clinic")
    for _ in range(2):
        run(share(dossier, clinic), herself(dossier))
    doctor = world.actor(clinic, Role.CLINIC_OFFICER)
    with world.as_owner():
        live = AccessGrant.objects.filter(subject=dossier.pk, unit=clinic.pk, valid_to__gt=clock.now())
        assert live.count() == 1
    with time_machine.travel(clock.now() + policies.SHARED_FOR + timedelta(seconds=1)):
        assert not sees(doctor, dossier.pk)


def test_end_sharing_ends_that_sight_and_no_other() -> None:
    dossier, clinic = helpers.opened(world.unit()), helper("clinic")
    run(share(dossier, clinic), herself(dossier))
    doctor = world.actor(clinic, Role.CLINIC_OFFICER)
    run(EndSharing(dossier_id=dossier.pk, unit_id=clinic.pk), herself(dossier))
    assert not sees(doctor, dossier.pk)
    assert not sees(doctor, dossier.person_id)
    world.grant(dossier.pk, clinic.pk, "service")
    run(EndSharing(dossier_id=dossier.pk, unit_id=clinic.pk), herself(dossier))
    assert sees(doctor, dossier.pk)


@pytest.mark.parametrize(
    ("kind", "appointed", "code"),
    [
        ("clinic", False, "facility_not_appointed"),
        ("training_body", False, "facility_not_appointed"),
        ("disnaker", True, "unit_sees_no_files"),
        ("agency", True, "unit_sees_no_files"),
        ("gate", True, "unit_sees_no_files"),
    ],
)
def test_share_file_with_whom_it_is_not_meant_for_is_refused(kind: str, appointed: bool, code: str) -> None:
    dossier = helpers.opened(world.unit())
    allow_training(dossier)
    assert refused(share(dossier, helper(kind, appointed)), herself(dossier)) == code


def test_share_file_with_a_unit_that_is_closed_or_unknown_is_refused() -> None:
    dossier, clinic = helpers.opened(world.unit()), helper("clinic")
    with world.as_owner():
        Unit.objects.filter(pk=clinic.pk).update(closed_on=clock.today())
    for unit in (clinic.pk, ids.new_id()):
        assert refused(ShareFile(dossier_id=dossier.pk, unit_id=unit), herself(dossier)) == "not_found"


def test_share_file_that_is_closed_is_refused() -> None:
    dossier = helpers.opened(world.unit(), closed_on=clock.today(), closing_reason="withdrew")
    assert refused(share(dossier, helper("clinic")), herself(dossier)) == "dossier_closed"


@pytest.mark.parametrize(("role", "code"), [(Role.AGENCY_OFFICER, "not_allowed"), (Role.CLINIC_OFFICER, "not_allowed")])
def test_share_file_by_a_colleague_without_the_right_is_refused(role: Role, code: str) -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    for command in (share(dossier, helper("clinic")), EndSharing(dossier_id=dossier.pk, unit_id=office.pk)):
        assert refused(command, world.actor(office, role)) == code


def test_share_file_by_a_stranger_is_refused() -> None:
    dossier = helpers.opened(world.unit())
    for stranger in (world.actor(world.unit(), Role.VERIFIER), world.herself(world.person())):
        assert refused(share(dossier, helper("clinic")), stranger) == "not_found"
