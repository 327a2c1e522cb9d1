"""Employers and partner agencies abroad: known once, blocked with a ground, listed until a day."""

from datetime import timedelta

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actors import Role
from rantau.registry.employers.actions import BlockEmployer, RegisterEmployer, RegisterPartnerAgency, UnblockEmployer
from rantau.registry.employers.guards import is_listed, may_employ
from rantau.registry.employers.models import Employer, PartnerAgency
from tests import world
from tests.placement.builders import agency, agent_of, done, journal, official, refused

pytestmark = pytest.mark.django_db
PANTI = {"name": "Panti Contoh", "country": "TW", "city": "Taichung", "kind": "legal_entity"}


def consul() -> object:
    return official(world.unit("mission"), Role.MISSION_OFFICER)


def employer() -> Employer:
    return Employer.objects.get(pk=str(done(RegisterEmployer(**PANTI), agent_of(agency()))["employer"]))


def test_register_employer_twice_points_to_the_one_on_record() -> None:
    employer()
    assert refused(RegisterEmployer(**PANTI), agent_of(agency())) == "employer_known"


@pytest.mark.parametrize(("country", "code"), [("ZZ", "country_unknown"), ("ID", "employer_is_abroad")])
def test_register_employer_somewhere_it_cannot_be_is_refused(country: str, code: str) -> None:
    command = RegisterEmployer(**{**PANTI, "country": country})
    assert refused(command, agent_of(agency())) == code


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.REGISTRAR, Role.ISSUER])
def test_register_employer_by_another_role_is_not_allowed(role: Role) -> None:
    assert refused(RegisterEmployer(**PANTI), world.actor(world.unit(), role)) == "not_allowed"


def test_block_employer_says_its_ground_until_unblocked() -> None:
    row = employer()
    done(BlockEmployer(employer_id=row.pk, ground="Upah ditahan tiga bulan"), consul())
    row.refresh_from_db()
    why = may_employ(row)
    assert why is not None
    assert (why.code, why.who) == ("employer_blocked", "mission")
    assert "Upah ditahan" in why.id
    done(UnblockEmployer(employer_id=row.pk, ground="Upah sudah dibayar"), consul())
    row.refresh_from_db()
    assert may_employ(row) is None
    assert [entry.subject for entry in journal("block_employer") + journal("unblock_employer")] == [row.pk, row.pk]


def test_unblock_employer_that_is_not_blocked_says_somebody_was_first() -> None:
    assert refused(UnblockEmployer(employer_id=employer().pk, ground="Sudah beres"), consul()) == "changed_meanwhile"


@pytest.mark.parametrize("command", [BlockEmployer, UnblockEmployer])
def test_block_employer_by_an_agency_or_of_nobody_is_refused(command: type[BlockEmployer]) -> None:
    assert refused(command(employer_id=employer().pk, ground="Alasan"), agent_of(agency())) == "not_allowed"
    assert refused(command(employer_id=ids.new_id(), ground="Alasan"), consul()) == "not_found"


def test_register_partner_agency_again_renews_its_place_on_the_list() -> None:
    today = clock.today()
    command = RegisterPartnerAgency(name="Mitra Contoh", country="TW", listed_until=today - timedelta(days=1))
    done(command, consul())
    assert is_listed(PartnerAgency.objects.get(), today) is not None
    done(command.model_copy(update={"listed_until": today}), consul())
    assert is_listed(PartnerAgency.objects.get(), today) is None


def test_register_partner_agency_by_an_agency_is_not_allowed() -> None:
    assert refused(RegisterPartnerAgency(name="Mitra Contoh", country="TW"), agent_of(agency())) == "not_allowed"


def test_is_listed_without_a_partner_has_nothing_to_say() -> None:
    assert is_listed(None, clock.today()) is None
