"""A withdrawn consent ends what rests on it alone, at once with us and within its term with others; law goes on."""

from datetime import timedelta

import pytest
import time_machine

from rantau.kernel import clock, ids
from rantau.kernel.actions import run
from rantau.kernel.actors import Role, sees
from rantau.kernel.models import OutboxMessage
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.offices.models import Unit
from rantau.registry.people import jobs
from rantau.registry.people.actions import GiveConsent, HonourWithdrawal, WithdrawConsent
from rantau.registry.people.actions import consents as acts
from rantau.registry.people.models import Consent, Person
from tests import world
from tests.placement.builders import journal, refused, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    """Somebody who lets a training body see her by consent, and a clinic as the law asks."""
    someone = world.person()
    run(GiveConsent(person_id=someone.id, purpose="training"), world.herself(someone))
    return someone


def seen_by(person: Person, kind: str, basis: str) -> Unit:
    unit = world.unit(kind)
    world.grant(person.id, unit.pk, basis)
    return unit


def withdraw(person: Person, purpose: str = "training") -> WithdrawConsent:
    return WithdrawConsent(person_id=person.id, purpose=purpose)


def consent(person: Person) -> Consent:
    with world.as_owner():
        return Consent.objects.get(person=person, purpose="training")


def honour() -> int:
    return jobs.honour_withdrawals(clock_actor())


def delivered(person: Person, state: str = "delivered") -> None:
    with world.as_owner():
        OutboxMessage.objects.filter(subject=person.id, template="delete_copies").update(
            state=state, delivered_at=clock.now() if state == "delivered" else None
        )


def test_withdraw_consent_ends_at_once_what_rests_on_it_and_leaves_what_rests_on_law(person: Person) -> None:
    trainer, school = seen_by(person, "training_body", "training"), seen_by(person, "school", "school")
    clinic = seen_by(person, "clinic", "clinic")
    assert run(withdraw(person), world.herself(person))["ended"] == 2
    officers = [(trainer, Role.TRAINING_OFFICER), (school, Role.SCHOOL_OFFICER), (clinic, Role.CLINIC_OFFICER)]
    assert [sees(world.actor(unit, role), person.id) for unit, role in officers] == [False, False, True]
    assert {message.recipient for message in sent("delete_copies")} == {trainer.pk, school.pk}


def test_withdraw_consent_ends_the_sight_of_everything_that_is_hers(person: Person) -> None:
    trainer, file_of_hers = seen_by(person, "training_body", "training"), ids.new_id()
    world.grant(file_of_hers, person.id, "self")
    world.grant(file_of_hers, trainer.pk, "training")
    run(withdraw(person), world.herself(person))
    assert not sees(world.actor(trainer, Role.TRAINING_OFFICER), file_of_hers)


@pytest.mark.control
def test_control_without_ending_the_sight_the_trainer_goes_on_reading(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "_end_sight", lambda tx, person, row: set())
    trainer = seen_by(person, "training_body", "training")
    run(withdraw(person), world.herself(person))
    assert sees(world.actor(trainer, Role.TRAINING_OFFICER), person.id)


def test_honour_a_withdrawal_nobody_had_to_hear_of_settles_it_and_tells_her(person: Person) -> None:
    run(withdraw(person), world.herself(person))
    assert honour() == 1
    assert consent(person).honoured_at is not None
    assert [message.recipient for message in sent("consent_honoured")] == [person.id]
    assert journal("honour_withdrawal")[0].person == person.id
    assert honour() == 0


def test_honour_waits_until_everybody_has_been_asked_to_delete(person: Person) -> None:
    seen_by(person, "training_body", "training")
    run(withdraw(person), world.herself(person))
    assert (honour(), consent(person).honoured_at) == (0, None)
    delivered(person)
    assert honour() == 1
    assert consent(person).honoured_at is not None


def test_honour_ends_a_sight_that_came_about_meanwhile(person: Person) -> None:
    run(withdraw(person), world.herself(person))
    trainer = seen_by(person, "training_body", "training")
    assert honour() == 0
    assert not sees(world.actor(trainer, Role.TRAINING_OFFICER), person.id)
    delivered(person)
    assert honour() == 1


def test_withdrawal_that_cannot_be_told_is_a_violation_once_its_term_is_over(person: Person) -> None:
    seen_by(person, "training_body", "training")
    run(withdraw(person), world.herself(person))
    delivered(person, "dead")
    term = consent(person).honour_by
    assert term is not None
    for moment, found in ((term - timedelta(minutes=1), []), (term, [consent(person).pk])):
        with time_machine.travel(moment, tick=False):
            assert honour() == 0
            assert jobs.overdue_withdrawals() == found


def test_withdraw_and_give_again_starts_a_consent_of_its_own(person: Person) -> None:
    run(withdraw(person), world.herself(person))
    run(GiveConsent(person_id=person.id, purpose="training"), world.herself(person))
    assert honour() == 1
    with world.as_owner():
        assert Consent.objects.filter(person=person, withdrawn_at__isnull=True).count() == 1


@pytest.mark.parametrize(("purpose", "code"), [("placement", "consent_rests_on_law"), ("media", "not_found")])
def test_withdraw_what_is_no_consent_of_hers_is_refused(person: Person, purpose: str, code: str) -> None:
    with world.as_owner():
        Consent.objects.create(person=person, purpose="placement", ground="law", text_version="1")
    assert refused(withdraw(person, purpose), world.herself(person)) == code


def test_withdraw_by_others_is_refused(person: Person) -> None:
    office = world.unit()
    world.grant(person.id, office.pk)
    assert refused(withdraw(person), world.actor(office, Role.AUDITOR)) == "not_allowed"
    assert refused(withdraw(person), world.actor(world.unit(), Role.REGISTRAR)) == "not_found"
    run(withdraw(person), world.actor(office, Role.REGISTRAR))


def test_honour_by_anybody_but_the_clock_is_refused(person: Person) -> None:
    run(withdraw(person), world.herself(person))
    command = HonourWithdrawal(consent_id=consent(person).pk)
    assert refused(command, world.herself(person)) == "not_allowed"


def test_honour_what_was_not_withdrawn_is_refused(person: Person) -> None:
    assert refused(HonourWithdrawal(consent_id=consent(person).pk), clock_actor()) == "not_found"
