"""From a job order to a permit: who submits, who verifies, who grants, and what each is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from rantau.kernel import clock, ids
from rantau.kernel.actors import Role, reading
from rantau.placement.demand.actions import (
    AskPermit,
    GrantPermit,
    RefuseJobOrder,
    RefusePermit,
    RevokePermit,
    SubmitJobOrder,
    VerifyJobOrder,
)
from rantau.placement.demand.jobs import expire_permits
from rantau.placement.demand.models import JobOrder, Permit, PermitQuota
from rantau.placement.demand.selectors import job_orders, permits
from rantau.registry.employers.models import Employer, PartnerAgency
from tests import world
from tests.placement.builders import (
    Market,
    agency,
    agent_of,
    country,
    done,
    journal,
    market,
    official,
    order_of,
    permit_of,
    refused,
    rules,
    scheme,
    sent,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _law() -> None:
    rules()


def submission(here: Market, **changes: Any) -> SubmitJobOrder:
    values: dict[str, Any] = {
        "agency_id": here.agency.pk, "employer_id": here.employer.pk, "mission_id": here.mission.pk, "number": "JO-1",
        "scheme": scheme(), "occupation": "5322", "position": "Perawat lansia", "female": 3, "male": 1, "mixed": 2,
        "currency": "TWD", "wage": 29500, "months": 36, **changes,
    }  # fmt: skip
    return SubmitJobOrder(**values)


def seen(actor: Any) -> set[Any]:
    with reading(actor):
        return set(job_orders(actor).values_list("pk", flat=True))


def test_submit_job_order_is_seen_by_the_agency_and_every_office_and_by_no_other_agency() -> None:
    here = market()
    answer = done(submission(here), here.agent)
    order = next(iter(seen(here.agent)))
    assert str(order) == answer["job_order"]
    assert order in seen(here.consul)
    assert order in seen(official(world.unit("bp3mi"), Role.VERIFIER))
    assert seen(agent_of(agency())) == set()
    assert journal("submit_job_order")[0].subject == order


@pytest.mark.control
def test_control_without_row_security_another_agency_reads_the_order() -> None:
    here = market()
    done(submission(here), here.agent)
    world.without("ALTER TABLE job_order DISABLE ROW LEVEL SECURITY")
    with reading(agent_of(agency())):
        assert JobOrder.objects.count() == 1


def test_submit_job_order_to_a_closed_destination_names_rule_and_who() -> None:
    here = market("TW")
    with world.as_owner():
        closed = Employer.objects.create(name="Contoh", country=_cambodia(), city="Contoh", kind="legal_entity")
    assert refused(submission(here, employer_id=closed.pk), here.agent) == "destination_closed"


def _cambodia() -> object:
    from rantau.registry.places.models import Country

    return Country.objects.get_or_create(code="KH", defaults={"name_id": "Kamboja", "name_en": "Cambodia"})[0]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"employer_id": ids.new_id()}, "not_found"),
        ({"partner_id": ids.new_id()}, "not_found"),
        ({"mission_id": ids.new_id()}, "not_a_mission"),
        ({"occupation": "0000"}, "occupation_unknown"),
        ({"female": 0, "male": 0, "mixed": 0}, "job_order_asks_for_somebody"),
    ],
)
def test_submit_job_order_with_something_wrong_is_refused(changes: dict[str, Any], code: str) -> None:
    here = market()
    assert refused(submission(here, **changes), here.agent) == code
    assert seen(here.agent) == set()


def test_submit_job_order_for_a_blocked_employer_or_a_partner_elsewhere_is_refused() -> None:
    here = market()
    with world.as_owner():
        partner = PartnerAgency.objects.create(name="Mitra Contoh", country=country("MY"))
        late = PartnerAgency.objects.create(name="Mitra Lama", country=country("TW"), listed_until=clock.today() - DAY)
    assert refused(submission(here, partner_id=partner.pk), here.agent) == "employer_elsewhere"
    assert refused(submission(here, partner_id=late.pk), here.agent) == "partner_not_listed"
    with world.as_owner():
        Employer.objects.update(blocked_because="Upah ditahan")
    assert refused(submission(here), here.agent) == "employer_blocked"


def test_submit_job_order_with_a_number_the_mission_knows_is_refused_in_words() -> None:
    here = market()
    done(submission(here), here.agent)
    assert refused(submission(here), here.agent) == "job_order_number_per_mission"


def test_submit_job_order_by_an_agency_without_licence_is_refused() -> None:
    here = market()
    unlicensed = agency(licence=False)
    assert refused(submission(here, agency_id=unlicensed.pk), agent_of(unlicensed)) == "agency_not_licensed"


def opened(here: Market) -> JobOrder:
    return order_of(here, state="submitted", decided_at=None, decided_by_holder=None, valid_until=None)


def verify(order: JobOrder) -> VerifyJobOrder:
    return VerifyJobOrder(job_order_id=order.pk, valid_until=clock.today() + 180 * DAY)


def test_verify_job_order_by_its_mission_is_told_to_the_agency() -> None:
    here = market()
    order = opened(here)
    assert done(verify(order), here.consul) == {"state": "verified"}
    assert [message.recipient for message in sent("job_order_verified")] == [here.agency.pk]
    assert refused(verify(order), here.consul) == "changed_meanwhile"


def test_verify_job_order_by_three_others_is_refused() -> None:
    here = market()
    order = opened(here)
    other = official(world.unit("mission"), Role.MISSION_OFFICER)
    colleague = official(here.mission, Role.SUPERVISOR)
    same = world.actor(here.mission, Role.MISSION_OFFICER, holder=here.agent.holder_id, units=here.consul.units)
    outsider = world.actor(world.unit("mission"), Role.MISSION_OFFICER)
    codes = [refused(verify(order), actor) for actor in (other, colleague, same, outsider)]
    assert codes == ["other_mission", "not_allowed", "decides_own_request", "not_found"]


def test_refuse_job_order_keeps_the_reason() -> None:
    here = market()
    order = opened(here)
    done(RefuseJobOrder(job_order_id=order.pk, reason="Alamat tidak ditemukan"), here.consul)
    with world.as_owner():
        assert JobOrder.objects.get(pk=order.pk).refusal == {"reason": "Alamat tidak ditemukan"}
    assert refused(AskPermit(job_order_id=order.pk), here.agent) == "order_not_verified"


@pytest.mark.parametrize("table", ["job_order", "permit"])
def test_second_person_is_a_rule_of_the_table(table: str) -> None:
    here = market()
    row = order_of(here) if table == "job_order" else permit_of(order_of(here), asked_by_holder=here.agent.holder_id)
    with pytest.raises(IntegrityError, match="second_person"), world.as_owner():
        type(row).objects.filter(pk=row.pk).update(decided_by_holder=here.agent.holder_id)


@pytest.mark.control
def test_control_without_the_constraint_one_person_decides_her_own_order() -> None:
    here = market()
    order = order_of(here)
    world.without("ALTER TABLE job_order DROP CONSTRAINT job_order_second_person")
    with world.as_owner():
        assert JobOrder.objects.filter(pk=order.pk).update(decided_by_holder=here.agent.holder_id) == 1


def asked(here: Market, order: JobOrder) -> Permit:
    answer = done(AskPermit(job_order_id=order.pk), here.agent)
    with world.as_owner():
        return Permit.objects.get(pk=str(answer["permit"]))


def granting(permit: Permit, **changes: Any) -> GrantPermit:
    today = clock.today()
    values: dict[str, Any] = {
        "permit_id": permit.pk, "number": "B. 432/SIP2MI/XI/2026", "valid_from": today,
        "valid_until": today + 180 * DAY, "female": 2, "mixed": 1, **changes,
    }  # fmt: skip
    return GrantPermit(**values)


def test_grant_permit_opens_a_counter_per_pocket() -> None:
    here = market()
    permit = asked(here, order_of(here))
    done(granting(permit), here.minister)
    counters = PermitQuota.objects.filter(permit=permit.pk).order_by("pocket")
    assert list(counters.values_list("pocket", "capacity", "taken")) == [("f", 2, 0), ("x", 1, 0)]
    assert refused(granting(permit), here.minister) == "changed_meanwhile"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"female": 3}, "quota_above_order"),
        ({"female": 0, "mixed": 0}, "quota_empty"),
        ({"valid_until": clock.today() - DAY}, "dates_in_wrong_order"),
    ],
)
def test_grant_permit_beyond_the_order_is_refused(changes: dict[str, Any], code: str) -> None:
    here = market()
    permit = asked(here, order_of(here))
    assert refused(granting(permit, **changes), here.minister) == code
    assert not PermitQuota.objects.filter(permit=permit.pk).exists()


def test_grant_permit_by_three_others_is_refused() -> None:
    here = market()
    permit = asked(here, order_of(here))
    same = world.actor(here.ministry, Role.MINISTRY_OFFICER, holder=here.agent.holder_id, units=here.minister.units)
    outsider = world.actor(world.unit("ministry"), Role.MINISTRY_OFFICER)
    codes = [refused(granting(permit), actor) for actor in (here.agent, here.consul, same, outsider)]
    assert codes == ["not_allowed", "not_allowed", "decides_own_request", "not_found"]


def test_ask_permit_twice_is_refused_until_the_first_is_refused() -> None:
    here = market()
    order = order_of(here)
    permit = asked(here, order)
    assert refused(AskPermit(job_order_id=order.pk), here.agent) == "permit_one_live_per_order"
    done(RefusePermit(permit_id=permit.pk, reason="Kuota negara habis"), here.minister)
    asked(here, order)


def test_ask_permit_for_another_agencys_order_is_as_if_it_did_not_exist() -> None:
    here = market()
    assert refused(AskPermit(job_order_id=order_of(here).pk), agent_of(agency())) == "not_found"


def test_revoke_permit_needs_a_granted_one_and_tells_the_agency() -> None:
    here = market()
    permit = permit_of(order_of(here))
    command = RevokePermit(permit_id=permit.pk, document="KEP 3/2026", ground="Pekerjaan berbeda dari kontrak")
    done(command, here.minister)
    assert refused(command, here.minister) == "changed_meanwhile"
    assert len(sent("permit_revoked")) == 1
    assert refused(command, here.agent) == "not_allowed"


@pytest.mark.parametrize(("days", "state"), [(-1, "expired"), (0, "granted")])
def test_expire_permits_ends_those_past_their_last_day(days: int, state: str) -> None:
    here = market()
    permit = permit_of(order_of(here), valid_until=clock.today() + days * DAY)
    assert expire_permits() == (1 if days < 0 else 0)
    assert expire_permits() == 0
    with world.as_owner():
        assert Permit.objects.get(pk=permit.pk).state == state


def test_permits_shows_those_of_orders_in_sight() -> None:
    here, stranger = market(), agent_of(agency())
    permit = permit_of(order_of(here))
    with reading(here.agent):
        assert list(permits(here.agent, "granted")) == [permit]
    with reading(stranger):
        assert not permits(stranger).exists()
