"""An agreement signed in an old system: it stays signed, gets its permit from two units, takes one place, once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from rantau.kernel import allotments, clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.evidence import Statement
from rantau.placement.agreements import carrying
from rantau.placement.agreements.actions import (
    DraftContract,
    EndPlacement,
    ProposeSelection,
    RefuseSelection,
    SignPlacement,
    WitnessSelection,
)
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.demand.models import JobOrder, Permit, PermitClaim, PermitQuota
from rantau.placement.documents.actions import ImportEvidence
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.models import Suspension
from tests import world
from tests.placement.agreements.test_contracts import draft
from tests.placement.builders import (
    READY,
    Market,
    counted,
    done,
    dossier_of,
    evidence_of,
    market,
    order_of,
    permit_of,
    proven,
    ready_to_sign,
    refused,
    sent,
)

pytestmark = pytest.mark.django_db
SIGNED = clock.today() - timedelta(days=320)
STEPS = ("selection", "cost_statement", "placement_agreement")


def carried(here: Market, until: date | None = None, **fields: Any) -> Dossier:
    """A file from an old system in which the agreement is signed; no order, no permit, no place is known of."""
    values = {"old_number": "SISKO-77", "country_id": "TW", "occupation_id": "5322", "months": 36}
    dossier = dossier_of(here, **{**values, **fields})
    proven(dossier, *(Statement(kind, "desk", issued_on=SIGNED) for kind in READY))
    proven(dossier, *(Statement(kind, "import:siskotkln", issued_on=SIGNED, valid_until=until) for kind in STEPS))
    return dossier


def propose(dossier: Dossier, permit: Permit) -> ProposeSelection:
    return ProposeSelection(dossier_id=dossier.pk, permit_id=permit.pk)


def tied(here: Market, dossier: Dossier, permit: Permit) -> PlacementAgreement:
    """The agency names the permit, the officer finds it right."""
    done(propose(dossier, permit), here.agent)
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    return agreements(dossier)[-1]


def agreements(dossier: Dossier) -> list[PlacementAgreement]:
    with world.as_owner():
        rows = PlacementAgreement.objects.filter(dossier=dossier).select_related("claim__counter", "carried_from")
        return list(rows.order_by("id"))


def fresh(dossier: Dossier) -> Dossier:
    with world.as_owner():
        dossier.refresh_from_db()
    return dossier


def taken(permit: Permit) -> dict[str, int]:
    return dict(PermitQuota.objects.filter(permit=permit).values_list("pocket", "taken"))


def test_witness_the_permit_of_a_carried_agreement_ties_it_and_takes_one_place(
    here: Market, order: JobOrder, permit: Permit
) -> None:
    dossier = carried(here)
    row = tied(here, dossier, permit)
    assert (row.permit_id, row.carried_from.origin if row.carried_from else "") == (permit.pk, "import:siskotkln")
    assert (clock.legal_date(row.signed_at), row.officer_unit) == (SIGNED, here.office.pk)
    assert (row.claim.holder, row.claim.state, row.claim.counter.pocket) == (dossier.pk, "confirmed", "f")
    assert (taken(permit), fresh(dossier).job_order_id) == ({"f": 1, "x": 0}, order.pk)
    with world.as_owner():
        assert allotments.drifted(PermitQuota, PermitClaim) == []


def test_tie_a_carried_agreement_signs_nothing_again_and_says_so(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    tied(here, dossier, permit)
    assert [row.origin for row in evidence_of(dossier.pk, "placement_agreement")] == ["import:siskotkln"]
    assert (len(sent("agreement_carried")), sent("agreement_signed"), sent("selection_verified")) == (1, [], [])
    assert [dims["origin"] for dims in counted("agreement_carried")] == ["import:siskotkln"]
    assert counted("agreement_signed") == []


def test_tie_a_carried_agreement_lets_the_contract_be_drafted(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    assert refused(draft(dossier), here.agent) == "no_job_order"
    done(propose(dossier, permit), here.agent)
    assert refused(draft(dossier), here.agent) == "no_job_order", "before the officer agrees there is no order"
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    assert done(draft(dossier), here.agent)["differs"] == []


def test_name_a_permit_leaves_the_file_where_it_stood(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    done(propose(dossier, permit), here.agent)
    assert (fresh(dossier).stage, dossier.job_order_id, agreements(dossier)) == ("documents", None, [])
    done(RefuseSelection(dossier_id=dossier.pk, reason="Izin ini untuk orang lain"), here.officer)
    assert (fresh(dossier).stage, taken(permit)) == ("documents", {"f": 0, "x": 0})
    assert sent("selection_refused") == []
    tied(here, dossier, permit)
    assert taken(permit) == {"f": 1, "x": 0}


def test_tie_a_carried_agreement_twice_takes_one_place(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    tied(here, dossier, permit)
    assert refused(propose(dossier, permit), here.agent) == "already_signed"
    again = ImportEvidence(
        dossier_id=dossier.pk, source="siskotkln", source_reference="R-9", kind="placement_agreement", issued_on=SIGNED
    )
    done(again, Actor(Kind.IMPORT, units=(here.office.pk,)))
    assert refused(propose(dossier, permit), here.agent) == "already_signed"
    assert (len(agreements(dossier)), taken(permit)) == (1, {"f": 1, "x": 0})


def test_sign_what_an_old_system_signed_is_refused(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    sign = SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk)
    assert refused(sign, here.officer) == "signed_in_old_system"
    done(propose(dossier, permit), here.agent)
    assert refused(sign, here.officer) == "signed_in_old_system"
    assert taken(permit) == {"f": 0, "x": 0}


def test_sign_after_a_carried_agreement_has_lapsed_is_an_ordinary_signature(here: Market, permit: Permit) -> None:
    dossier = carried(here, until=clock.today() - timedelta(days=1))
    done(propose(dossier, permit), here.agent)
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    proven(dossier, Statement("cost_statement", "self", issued_on=clock.today()))
    done(SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk), here.officer)
    assert agreements(dossier)[0].carried_from is None


def test_tie_when_no_place_is_left_is_refused_and_she_stays_signed(here: Market, order: JobOrder) -> None:
    permit = permit_of(order, {"f": 1})
    done(SignPlacement(dossier_id=ready_to_sign(here, order, permit).pk, permit_id=permit.pk), here.officer)
    dossier = carried(here)
    done(propose(dossier, permit), here.agent)
    assert refused(WitnessSelection(dossier_id=dossier.pk), here.officer) == "quota_full"
    assert (taken(permit), agreements(dossier)) == ({"f": 1}, [])
    assert (fresh(dossier).stage, dossier.job_order_id) == ("documents", None)
    assert [row.state for row in evidence_of(dossier.pk, "selection")] == ["verified", "stated"]


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_tie_to_a_permit_that_has_ended_lets_her_finish(state: str, here: Market, permit: Permit) -> None:
    with world.as_owner():
        Permit.objects.filter(pk=permit.pk).update(state=state, ending_document="KEP 1", ending_ground="Contoh")
    assert tied(here, carried(here), permit).permit_id == permit.pk


def test_tie_with_a_suspended_agency_lets_her_finish(here: Market, permit: Permit) -> None:
    today = clock.today()
    with world.as_owner():
        Suspension.objects.create(
            agency=here.agency, document="KEP 7", ground="Contoh", during=DateRange(today, today + timedelta(days=30))
        )
    assert tied(here, carried(here), permit).carried_from is not None


def wrong(case: str, here: Market) -> tuple[Dossier, Permit]:
    """A permit that cannot carry the old agreement."""
    if case == "other_work_signed":
        return carried(here, country_id="HK"), permit_of(order_of(here))
    if case == "no_pocket_for_her":
        return carried(here), permit_of(order_of(here), {"m": 3})
    if case == "not_found":
        other = market()
        return carried(here), permit_of(order_of(other))
    if case == "referrer_not_asked":
        return carried(here, referral="not_asked"), permit_of(order_of(here))
    return carried(here), permit_of(order_of(here), state="asked")


@pytest.mark.parametrize(
    "case", ["other_work_signed", "no_pocket_for_her", "not_found", "referrer_not_asked", "permit_not_granted"]
)
def test_name_a_permit_that_is_not_hers_is_refused(case: str, here: Market) -> None:
    dossier, permit = wrong(case, here)
    assert refused(propose(dossier, permit), here.agent) == case
    assert len(evidence_of(dossier.pk, "selection")) == 1


def test_tie_to_a_permit_that_became_the_wrong_one_meanwhile_is_refused(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    done(propose(dossier, permit), here.agent)
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(country="HK")
    assert refused(WitnessSelection(dossier_id=dossier.pk), here.officer) == "other_work_signed"


def test_end_a_carried_agreement_gives_its_place_back_and_it_cannot_be_tied_again(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    row = tied(here, dossier, permit)
    done(EndPlacement(dossier_id=dossier.pk, reason="withdrew"), here.officer)
    assert (taken(permit), agreements(dossier)[0].claim.state) == ({"f": 0, "x": 0}, "released")
    done(propose(dossier, permit), here.agent)
    done(WitnessSelection(dossier_id=dossier.pk), here.officer)
    assert [each.pk for each in agreements(dossier)] == [row.pk]


@pytest.mark.control
def test_control_without_the_guard_an_old_agreement_takes_a_second_place(
    here: Market, permit: Permit, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = carried(here)
    tied(here, dossier, permit)
    world.without("DROP INDEX permit_claim_one_per_dossier")
    world.without("DROP INDEX placement_agreement_one_live")
    world.without("ALTER TABLE placement_agreement DROP CONSTRAINT placement_agreement_carried_once")
    for module in ("actions.selection.unsigned", "guards.live_agreement"):
        monkeypatch.setattr(f"{carrying.__package__}.{module}", lambda *_args: None)
    tied(here, dossier, permit)
    assert sum(taken(permit).values()) == 2


@pytest.mark.control
def test_control_without_the_guard_she_would_sign_again(
    here: Market, permit: Permit, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = carried(here)
    monkeypatch.setattr(f"{carrying.__package__}.actions.placement.not_signed_before", lambda *_args: None)
    run(SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk), here.officer)
    assert len(evidence_of(dossier.pk, "placement_agreement")) == 2


def test_draft_a_contract_never_needs_what_was_carried_to_be_proved_again(here: Market, permit: Permit) -> None:
    dossier = carried(here)
    tied(here, dossier, permit)
    before = {kind: len(evidence_of(dossier.pk, kind)) for kind in STEPS}
    done(DraftContract(**draft(dossier).model_dump()), here.agent)
    assert before == {"selection": 2, "cost_statement": 1, "placement_agreement": 1}
    assert {kind: len(evidence_of(dossier.pk, kind)) for kind in STEPS} == before
