"""Selection, signature and end: two units, one quota place, a refusal in words for whatever stands against it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from rantau.cli import outgoing
from rantau.kernel import allotments, clock, outbox
from rantau.kernel.actors import Actor, Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import Refused
from rantau.placement.agreements.actions import (
    EndPlacement,
    ProposeSelection,
    RefuseSelection,
    SignPlacement,
    WitnessSelection,
)
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.demand.models import JobOrder, Permit, PermitClaim, PermitQuota
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.selectors import clock_actor
from rantau.registry.agencies.models import Suspension
from tests import world
from tests.placement.builders import (
    READY,
    Market,
    agency,
    agent_of,
    counted,
    done,
    dossier_of,
    evidence_of,
    journal,
    market,
    order_of,
    permit_of,
    proven,
    ready_to_sign,
    refused,
    sent,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sign(dossier: Dossier, permit: Permit, **more: Any) -> SignPlacement:
    return SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk, **more)


def taken(permit: Permit) -> dict[str, int]:
    return dict(PermitQuota.objects.filter(permit=permit).values_list("pocket", "taken"))


def agreements(dossier: Dossier) -> list[PlacementAgreement]:
    with world.as_owner():
        return list(PlacementAgreement.objects.filter(dossier=dossier).select_related("claim__counter"))


def test_propose_and_witness_selection_by_two_units_proves_it(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = dossier_of(here)
    done(ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk), here.agent)
    with world.as_owner():
        dossier.refresh_from_db()
    assert (dossier.job_order_id, dossier.country_id, dossier.months) == (order.pk, "TW", 36)
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    (row,) = evidence_of(dossier.pk, "selection")
    assert (row.state, row.stated_by_unit, row.decided_by_unit) == ("verified", here.agency.pk, here.office.pk)
    assert refused(WitnessSelection(dossier_id=dossier.pk), here.officer) == "no_selection_open"


def test_witness_selection_from_the_agencys_own_unit_is_refused(here: Market, permit: Permit) -> None:
    dossier = dossier_of(here)
    done(ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk), here.agent)
    two_hats = world.actor(here.agency.unit, Role.PLACEMENT_OFFICER)
    same = world.actor(here.office, Role.PLACEMENT_OFFICER, holder=here.agent.holder_id)
    assert refused(WitnessSelection(dossier_id=dossier.pk), two_hats) == "second_person_needed"
    assert refused(WitnessSelection(dossier_id=dossier.pk), same) == "own_statement"


def test_refuse_selection_says_why_and_lets_the_agency_propose_again(here: Market, permit: Permit) -> None:
    dossier = dossier_of(here)
    propose = ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk)
    assert refused(RefuseSelection(dossier_id=dossier.pk, reason="Belum ada"), here.officer) == "no_selection_open"
    done(propose, here.agent)
    done(RefuseSelection(dossier_id=dossier.pk, reason="Calon tidak hadir"), here.officer)
    assert evidence_of(dossier.pk, "selection")[0].refusal == {"reason": "Calon tidak hadir"}
    done(propose, here.agent)


def against_selecting(case: str, here: Market, order: JobOrder) -> tuple[Dossier, Permit, Actor]:
    """A situation in which a selection cannot be proposed."""
    today = clock.today()
    places = {"m": 3} if case == "no_pocket_for_her" else None
    asked = order_of(market()) if case == "not_found" else order
    until = {"valid_until": today - DAY} if case == "permit_not_granted" else {}
    about: dict[str, dict[str, Any]] = {
        "referrer_not_asked": {"referral": "not_asked"},
        "other_agency": {"agency": agency()},
        "dossier_closed": {"closed_on": today, "closing_reason": "withdrew"},
    }
    if case == "agency_suspended":
        suspend(here)
    return dossier_of(here, **about.get(case, {})), permit_of(asked, places, **until), here.agent


def suspend(here: Market) -> Suspension:
    today = clock.today()
    with world.as_owner():
        return Suspension.objects.create(
            agency=here.agency, document="KEP 7", ground="Contoh", during=DateRange(today, today + 30 * DAY)
        )


CASES = ["referrer_not_asked", "no_pocket_for_her", "permit_not_granted", "other_agency", "not_found",
         "dossier_closed", "agency_suspended"]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_propose_selection_when_something_stands_against_it_is_refused(
    case: str, here: Market, order: JobOrder
) -> None:
    dossier, permit, actor = against_selecting(case, here, order)
    assert refused(ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk), actor) == case
    assert evidence_of(dossier.pk, "selection") == []


def test_sign_placement_takes_a_place_and_proves_the_agreement(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    answer = done(sign(dossier, permit), here.officer)
    (agreement,) = agreements(dossier)
    assert (agreement.number, answer["pocket"]) == (answer["number"], "f")
    assert (agreement.claim.holder, agreement.claim.state) == (dossier.pk, "confirmed")
    assert taken(permit) == {"f": 1, "x": 0}
    assert [row.state for row in evidence_of(dossier.pk, "placement_agreement")] == ["verified"]
    assert counted("agreement_signed")[0]["country"] == "TW"
    assert journal("sign_placement")[0].person == dossier.person_id
    assert len(sent("agreement_signed")) == 1


def test_one_officer_may_witness_and_sign_what_another_unit_stated(here: Market, permit: Permit) -> None:
    dossier = dossier_of(here)
    done(ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk), here.agent)
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    proven(dossier, *[Statement(kind, "desk", issued_on=clock.today()) for kind in (*READY, "cost_statement")])
    done(sign(dossier, permit), here.officer)
    assert agreements(dossier)[0].officer_holder == here.officer.holder_id


def test_sign_placement_uses_the_mixed_pocket_second_and_then_is_full(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    files = [ready_to_sign(here, order, permit) for _ in range(3)]
    pockets = [done(sign(row, permit), here.officer)["pocket"] for row in files[:2]]
    assert pockets == ["f", "x"]
    with pytest.raises(Refused) as answer:
        done(sign(files[2], permit), here.officer)
    refusal = answer.value.refusal
    assert (refusal.code, refusal.who) == ("quota_full", "agency")
    assert "perempuan" in refusal.id
    assert permit.number in refusal.en
    assert agreements(files[2]) == []
    assert taken(permit) == {"f": 1, "x": 1}
    with world.as_owner():
        assert allotments.drifted(PermitQuota, PermitClaim) == []


def test_sign_placement_of_a_man_never_takes_a_womans_place(here: Market, order: JobOrder) -> None:
    permit = permit_of(order, {"f": 5, "m": 1})
    files = [ready_to_sign(here, order, permit, sex="m") for _ in range(2)]
    done(sign(files[0], permit), here.officer)
    assert refused(sign(files[1], permit), here.officer) == "quota_full"
    assert taken(permit) == {"f": 0, "m": 1}


def against_signing(case: str, here: Market, order: JobOrder) -> tuple[Dossier, Permit]:
    """A situation in which the agreement cannot be signed."""
    permit = permit_of(order)
    if case == "step_before_missing":
        return dossier_of(here, order), permit
    if case == "selected_for_another_permit":
        other = permit_of(order_of(here))
        return ready_to_sign(here, order, other), permit
    dossier = ready_to_sign(here, order, permit, referral="not_asked" if case == "referrer_not_asked" else "none")
    if case == "already_signed":
        done(sign(dossier, permit), here.officer)
    if case == "agency_suspended":
        suspend(here)
    if case == "permit_not_granted":
        with world.as_owner():
            Permit.objects.filter(pk=permit.pk).update(state="expired")
    if case == "destination_closed":
        with world.as_owner():
            country = world.Country.objects.get_or_create(code="KH", defaults={"name_id": "KH", "name_en": "KH"})[0]
            JobOrder.objects.filter(pk=order.pk).update(country=country)
    return dossier, permit


@pytest.mark.parametrize(
    "case",
    ["step_before_missing", "selected_for_another_permit", "referrer_not_asked", "already_signed", "agency_suspended",
     "permit_not_granted", "destination_closed"],
)  # fmt: skip
def test_sign_placement_when_something_stands_against_it_is_refused(case: str, here: Market, order: JobOrder) -> None:
    dossier, permit = against_signing(case, here, order)
    before = taken(permit)
    assert refused(sign(dossier, permit), here.officer) == case
    assert taken(permit) == before


@pytest.mark.parametrize(
    ("who", "code"), [("agent", "not_allowed"), ("verifier", "not_allowed"), ("other", "not_found")]
)
def test_sign_placement_by_three_others_is_refused(
    who: str, code: str, here: Market, order: JobOrder, permit: Permit
) -> None:
    dossier = ready_to_sign(here, order, permit)
    others = {
        "agent": here.agent,
        "verifier": world.actor(here.office, Role.VERIFIER),
        "other": world.actor(world.unit(), Role.PLACEMENT_OFFICER),
    }
    assert refused(sign(dossier, permit), others[who]) == code
    assert [entry.code for entry in journal("sign_placement", "refused")] == [code]


def test_sign_placement_for_somebody_whose_newer_proposal_nobody_witnessed_is_refused(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    dossier = ready_to_sign(here, order, permit)
    newer = permit_of(order_of(here))
    done(ProposeSelection(dossier_id=dossier.pk, permit_id=newer.pk), here.agent)
    assert refused(sign(dossier, newer), here.officer) == "selected_for_another_permit"


def end(dossier: Dossier) -> EndPlacement:
    return EndPlacement(dossier_id=dossier.pk, reason="withdrew")


def test_end_placement_gives_the_place_back_and_the_proof_lapses(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    done(sign(dossier, permit), here.officer)
    done(end(dossier), here.officer)
    assert taken(permit) == {"f": 0, "x": 0}
    (agreement,) = agreements(dossier)
    assert (agreement.ending_reason, agreement.claim.state, agreement.claim.holder) == (
        "withdrew", "released", dossier.pk,
    )  # fmt: skip
    assert evidence_of(dossier.pk, "placement_agreement")[-1].valid_until < clock.today()
    assert refused(end(dossier), here.officer) == "no_agreement"
    done(sign(dossier, permit), here.officer)


def test_end_placement_by_others_is_refused(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    done(sign(dossier, permit), here.officer)
    outsider = world.actor(world.unit(), Role.PLACEMENT_OFFICER)
    assert [refused(end(dossier), actor) for actor in (here.agent, outsider)] == ["not_allowed", "not_found"]


def test_sign_placement_as_a_replacement_takes_the_same_pocket_once(here: Market, order: JobOrder) -> None:
    permit = permit_of(order, {"f": 2, "x": 1})
    first, second, third = (ready_to_sign(here, order, permit) for _ in range(3))
    ended = UUID(str(done(sign(first, permit), here.officer)["agreement"]))
    assert refused(sign(second, permit, replaces_id=ended), here.officer) == "not_found"
    done(end(first), here.officer)
    assert done(sign(second, permit, replaces_id=ended), here.officer)["pocket"] == "f"
    assert refused(sign(third, permit, replaces_id=ended), here.officer) == "placement_agreement_replaced_once"


def test_sign_placement_as_a_replacement_of_the_other_sex_is_refused(here: Market, order: JobOrder) -> None:
    permit = permit_of(order, {"f": 1, "m": 1})
    woman, man = ready_to_sign(here, order, permit), ready_to_sign(here, order, permit, sex="m")
    ended = done(sign(woman, permit), here.officer)["agreement"]
    done(end(woman), here.officer)
    assert refused(sign(man, permit, replaces_id=UUID(str(ended))), here.officer) == "replacement_not_alike"


def test_merging_persons_leaves_the_claim_alone(here: Market, order: JobOrder, permit: Permit) -> None:
    dossier = ready_to_sign(here, order, permit)
    done(sign(dossier, permit), here.officer)
    with world.as_owner():
        world.Person.objects.filter(pk=dossier.person_id).update(merged_into=world.person())
    assert agreements(dossier)[0].claim.holder == dossier.pk


def test_suspension_is_told_to_candidates_in_process_and_only_to_them(here: Market, order: JobOrder) -> None:
    outgoing.connect()
    mine, gone = dossier_of(here, order), dossier_of(here, order, closed_on=clock.today(), closing_reason="withdrew")
    elsewhere = dossier_of(market())
    row = suspend(here)
    with world.as_owner():
        message = outbox.OutboxMessage.objects.create(
            channel="placement", template="agency_suspended",
            values={"agency": str(here.agency.pk), "suspension": str(row.pk)},
        )  # fmt: skip
    assert outbox.deliver(message.pk, clock_actor())
    assert not outbox.deliver(message.pk, clock_actor())
    told = {note.subject for note in sent("my_agency_suspended")}
    assert told == {mine.pk}
    assert {gone.pk, elsewhere.pk}.isdisjoint(told)


def test_propose_selection_by_another_agency_sees_nothing(here: Market, permit: Permit) -> None:
    dossier = dossier_of(here)
    command = ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk)
    assert refused(command, agent_of(agency())) == "not_found"
    assert refused(command, here.officer) == "not_allowed"
