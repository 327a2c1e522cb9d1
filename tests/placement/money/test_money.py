"""Money: told before any signature, recorded, and what is not hers to pay is said and can be asked back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actors import reading
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import (
    AcknowledgeCostStatement,
    AskRefund,
    ConfirmRefund,
    IssueCostStatement,
    RecordPayment,
)
from rantau.placement.money.lines import Line, overcharged
from rantau.placement.money.models import CostStatement, Payment
from rantau.placement.money.selectors import money_of
from tests import world
from tests.placement.builders import (
    Market,
    agency,
    agent_of,
    counted,
    done,
    dossier_of,
    evidence_of,
    order_of,
    refused,
    sent,
)

pytestmark = pytest.mark.django_db


def issued(here: Market, dossier: Dossier) -> UUID:
    return UUID(str(done(IssueCostStatement(dossier_id=dossier.pk), here.agent)["statement"]))


def accept(dossier: Dossier, statement: UUID, how: str = "on_screen") -> AcknowledgeCostStatement:
    return AcknowledgeCostStatement(dossier_id=dossier.pk, statement_id=statement, confirmation=how)


def payment(dossier: Dossier, **changes: Any) -> RecordPayment:
    values: dict[str, Any] = {
        "dossier_id": dossier.pk, "component": "training", "payer": "candidate", "payee": "LPK Contoh",
        "amount": 1_200_000, "paid_on": clock.today(), **changes,
    }  # fmt: skip
    return RecordPayment(**values)


def test_issue_cost_statement_lists_who_pays_in_plain_words(here: Market, dossier: Dossier) -> None:
    issued(here, dossier)
    with world.as_owner():
        row = CostStatement.objects.get(dossier=dossier)
    lines = {str(line["component"]): line for line in row.lines}
    assert row.total_candidate == 0
    assert lines["training"]["payer"] == "employer"
    assert "Anda membayar Rp0" in lines["training"]["plain_id"]
    assert "You pay Rp0" in lines["training"]["plain_en"]
    assert row.pack_version


def test_issue_cost_statement_again_with_equal_lines_keeps_it(here: Market, dossier: Dossier) -> None:
    assert issued(here, dossier) == issued(here, dossier)


def test_issue_cost_statement_when_the_law_has_changed_asks_her_again(here: Market, dossier: Dossier) -> None:
    statement = issued(here, dossier)
    done(accept(dossier, statement), world.herself(dossier.person))
    with world.as_owner():
        CostStatement.objects.filter(pk=statement).update(lines=[])
    assert issued(here, dossier) != statement
    last_verified = [row for row in evidence_of(dossier.pk, "cost_statement") if row.state == "verified"][-1]
    assert last_verified.valid_until is not None
    assert last_verified.valid_until < clock.today()


def test_issue_cost_statement_before_country_and_job_are_known_is_refused(here: Market) -> None:
    assert refused(IssueCostStatement(dossier_id=dossier_of(here).pk), here.agent) == "no_destination_yet"


def test_issue_cost_statement_by_others_is_refused(here: Market, dossier: Dossier) -> None:
    command = IssueCostStatement(dossier_id=dossier.pk)
    codes = [refused(command, actor) for actor in (here.consul, agent_of(agency()))]
    assert codes == ["not_allowed", "not_found"]


@pytest.mark.parametrize(("who", "how"), [("herself", "on_screen"), ("desk", "thumbprint"), ("desk", "signed_paper")])
def test_acknowledge_cost_statement_proves_it(who: str, how: str, here: Market, dossier: Dossier) -> None:
    statement = issued(here, dossier)
    done(accept(dossier, statement, how), world.herself(dossier.person) if who == "herself" else here.officer)
    row = evidence_of(dossier.pk, "cost_statement")[-1]
    assert (row.state, row.origin) == ("verified", "self" if who == "herself" else "desk")


@pytest.mark.parametrize(("who", "how"), [("herself", "thumbprint"), ("desk", "on_screen")])
def test_acknowledge_cost_statement_in_a_way_that_is_not_hers_is_refused(
    who: str, how: str, here: Market, dossier: Dossier
) -> None:
    actor = world.herself(dossier.person) if who == "herself" else here.officer
    assert refused(accept(dossier, issued(here, dossier), how), actor) == "her_confirmation_needed"


def test_acknowledge_cost_statement_out_of_turn_is_refused(here: Market, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    assert refused(accept(dossier, ids.new_id()), herself) == "no_cost_statement"
    statement = issued(here, dossier)
    assert refused(accept(dossier, ids.new_id()), herself) == "cost_statement_changed"
    assert refused(accept(dossier, statement), here.agent) == "not_allowed"
    assert refused(accept(dossier, statement), world.herself(world.person())) == "not_found"
    done(accept(dossier, statement), herself)
    assert refused(accept(dossier, statement), herself) == "changed_meanwhile"


LINES = (
    Line("training", "Pelatihan", "Training", "employer", 4_200_000, "X"),
    Line("medical", "Kesehatan", "Medical", "candidate", 1_000_000, "X"),
    Line("skck", "SKCK", "Police record", "candidate_or_employer", None, "X"),
)


@pytest.mark.parametrize(
    ("component", "amount", "before", "excess"),
    [
        ("training", 1_200_000, 0, 1_200_000),  # somebody else's
        ("job_selling", 500, 0, 500),  # on no line at all
        ("medical", 1_000_000, 0, 0),  # hers, at the ceiling
        ("medical", 1_000_001, 0, 1),
        ("medical", 300_000, 900_000, 200_000),  # in parts
        ("medical", 300_000, 1_000_000, 300_000),
        ("skck", 30_000, 0, 0),  # hers, no ceiling known
    ],
)
def test_overcharged_is_what_was_not_hers_to_bear(component: str, amount: int, before: int, excess: int) -> None:
    assert overcharged(LINES, component, amount, before) == excess


@pytest.mark.control
def test_control_without_the_ceiling_nothing_is_overcharged() -> None:
    open_ended = [Line(row.component, "", "", row.payer, None, "") for row in LINES]
    assert overcharged(open_ended, "medical", 9_000_000, 0) == 0


def test_record_payment_that_is_not_hers_is_stored_counted_and_told_and_stops_nothing(
    here: Market, dossier: Dossier
) -> None:
    issued(here, dossier)
    answer = done(payment(dossier), world.herself(dossier.person))
    assert answer["overcharge"] == 1_200_000
    assert counted("overcharge")[0]["component"] == "training"
    (message,) = sent("overcharge")
    assert (message.recipient, message.values["amount"]) == (dossier.person_id, "Rp1.200.000")
    with world.as_owner():
        assert not Dossier.objects.get(pk=dossier.pk).stopped


@pytest.mark.parametrize("payer", ["agency", "employer", "government"])
def test_record_payment_by_those_who_should_is_no_overcharge(payer: str, here: Market, dossier: Dossier) -> None:
    assert done(payment(dossier, payer=payer), here.agent)["overcharge"] == 0
    assert sent("overcharge") == []


def test_record_payment_before_any_statement_goes_by_the_law_of_the_day(here: Market) -> None:
    known, unknown = dossier_of(here, order_of(here)), dossier_of(here)
    assert done(payment(known), here.officer)["overcharge"] == 1_200_000
    assert done(payment(unknown), here.officer)["overcharge"] == 1_200_000


def test_record_payment_that_cannot_be_is_refused(here: Market, dossier: Dossier) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    assert refused(payment(dossier, paid_on=tomorrow), here.agent) == "paid_in_future"
    assert refused(payment(dossier, content=b"MZ no picture"), here.agent) == "upload_unknown_kind"
    codes = [refused(payment(dossier), actor) for actor in (here.consul, agent_of(agency()))]
    assert codes == ["not_allowed", "not_found"]


def paid(dossier: Dossier, actor: Any, **changes: Any) -> UUID:
    return UUID(str(done(payment(dossier, **changes), actor)["payment"]))


def test_ask_refund_tells_the_agency_and_only_she_settles_it(here: Market, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    row = paid(dossier, herself)
    done(AskRefund(payment_id=row), herself)
    assert [message.recipient for message in sent("refund_asked")] == [here.agency.pk]
    assert refused(AskRefund(payment_id=row), herself) == "refund_asked_already"
    assert refused(ConfirmRefund(payment_id=row), here.agent) == "not_allowed"
    done(ConfirmRefund(payment_id=row), herself)
    assert refused(ConfirmRefund(payment_id=row), herself) == "nothing_to_refund"
    assert refused(AskRefund(payment_id=row), herself) == "nothing_to_refund"


def test_ask_refund_of_what_was_in_order_or_of_others_is_refused(here: Market, dossier: Dossier) -> None:
    herself = world.herself(dossier.person)
    fine, hers = paid(dossier, here.agent, payer="agency"), paid(dossier, herself)
    assert refused(AskRefund(payment_id=fine), herself) == "nothing_to_refund"
    assert refused(AskRefund(payment_id=hers), world.herself(world.person())) == "not_found"
    assert refused(AskRefund(payment_id=hers), here.agent) == "not_allowed"


def test_money_of_gives_the_table_with_totals_to_those_who_see_it(here: Market, dossier: Dossier) -> None:
    herself, stranger = world.herself(dossier.person), agent_of(agency())
    issued(here, dossier)
    settled = paid(dossier, herself)
    paid(dossier, herself, component="job_selling", amount=300)
    done(ConfirmRefund(payment_id=settled), herself)
    with reading(herself):
        money = money_of(herself, dossier)
    rows = {row.component: row for row in money.rows}
    assert (rows["training"].payer, rows["training"].paid, rows["training"].overcharge) == (
        "employer", 1_200_000, 1_200_000,
    )  # fmt: skip
    assert (rows["job_selling"].payer, rows["job_selling"].overcharge) == ("nobody", 300)
    assert (money.paid, money.overcharge, money.to_return, money.borne_by_her) == (1_200_300, 1_200_300, 300, 0)
    with reading(stranger):
        assert money_of(stranger, dossier).rows == ()


@pytest.mark.parametrize(("overcharge", "constraint"), [(-1, "within_amount"), (11, "within_amount")])
def test_overcharge_within_the_amount_is_a_rule_of_the_table(overcharge: int, constraint: str, here: Market) -> None:
    dossier = dossier_of(here)
    with pytest.raises(Exception, match=constraint), world.as_owner():
        Payment.objects.create(
            dossier=dossier, component="x", payer="candidate", payee="x", amount=10, overcharge=overcharge,
            paid_on=clock.today(), stated_by=ids.new_id(),
        )  # fmt: skip
