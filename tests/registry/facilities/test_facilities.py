"""Clinics and training bodies: their proofs count while they are appointed."""

from datetime import timedelta

import pytest

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.registry.facilities.actions import AppointFacility
from rantau.registry.facilities.guards import may_certify
from rantau.registry.facilities.selectors import appointed_facilities, appointed_on
from tests import world
from tests.placement.builders import agency, agent_of, done, journal, official, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def minister() -> object:
    return official(world.unit("ministry"), Role.MINISTRY_OFFICER)


def appoint(unit: object, first: int = 0, last: int = 10) -> AppointFacility:
    today = clock.today()
    return AppointFacility(
        unit_id=unit.pk, number="SK 12", valid_from=today + first * DAY, valid_until=today + last * DAY
    )


@pytest.mark.parametrize(("first", "last", "counts"), [(0, 0, True), (-9, -1, False), (1, 9, False)])
def test_appointed_on_counts_both_its_days(first: int, last: int, counts: bool) -> None:
    clinic = world.unit("clinic")
    done(appoint(clinic, first, last), minister())
    assert (appointed_on(clinic, clock.today()) is not None) is counts
    assert (clinic in appointed_facilities("clinic", clock.today())) is counts
    assert (may_certify(clinic, clock.today()) is None) is counts


def test_may_certify_without_appointment_names_the_facility_and_who_can_help() -> None:
    clinic = world.unit("clinic", name="Klinik Contoh Sehat")
    why = may_certify(clinic, clock.today())
    assert why is not None
    assert (why.code, why.who) == ("facility_not_appointed", "ministry")
    assert "Klinik Contoh Sehat" in why.id


def test_appoint_facility_twice_at_one_time_is_refused_in_words() -> None:
    clinic = world.unit("clinic")
    done(appoint(clinic), minister())
    assert refused(appoint(clinic, 5, 20), minister()) == "appointment_one_at_a_time"
    assert len(journal("appoint_facility")) == 1


def test_appoint_facility_that_is_none_or_by_others_is_refused() -> None:
    clinic = world.unit("clinic")
    assert refused(appoint(world.unit("disnaker")), minister()) == "not_found"
    assert refused(appoint(clinic), agent_of(agency())) == "not_allowed"
    assert refused(appoint(clinic), official(world.unit("ministry"), Role.AUDITOR)) == "not_allowed"
