"""A departure held back rests on a ground of its own, and another officer looks at it the same day."""

from typing import Any

import pytest
from django.db import connection

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Role, reading, sees
from rantau.placement.departure import selectors
from rantau.placement.departure.actions import HoldDeparture, PostponeDeparture, ReviewHold, outcomes
from rantau.placement.departure.gate import OWN_GROUNDS
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.departure.helpers import at_gate, boarding, card_missing, checked, leaving
from tests.placement.last_steps import Stage, file_with, stored

pytestmark = pytest.mark.django_db
STATEMENT = "Saya dijanjikan pekerjaan lain oleh orang yang mengantar."


def test_postpone_departure_tells_her_and_leaves_the_file_open(at: Stage) -> None:
    dossier = leaving(at)
    row = checked(at, dossier)
    run(PostponeDeparture(check_id=row.pk, reason="Visa belum aktif"), at.guard)
    assert stored(Dossier, dossier.pk).departed_on is None
    assert builders.sent("departure_postponed")
    assert refused(boarding(row), at.guard) == "gate_check_old"
    run(boarding(checked(at, dossier)), at.guard)


def held(at: Stage, dossier: Dossier | None = None) -> GateCheck:
    row = checked(at, dossier or leaving(at))
    run(HoldDeparture(check_id=row.pk, ground="broker", statement=STATEMENT), at.guard)
    return stored(GateCheck, row.pk)


def hold(row: GateCheck, ground: str) -> HoldDeparture:
    return HoldDeparture(check_id=row.pk, ground=ground, statement=STATEMENT)  # type: ignore[arg-type]  # from a table


@pytest.mark.parametrize("ground", ["other", "papers_disagree"])
def test_hold_departure_for_a_missing_card_alone_is_refused(at: Stage, ground: str) -> None:
    assert refused(hold(card_missing(at), ground), at.guard) == "card_is_no_ground"


@pytest.mark.parametrize("ground", sorted(OWN_GROUNDS))
def test_hold_departure_for_what_is_seen_beside_a_missing_card_is_done(at: Stage, ground: str) -> None:
    row = card_missing(at)
    run(hold(row, ground), at.guard)
    assert stored(GateCheck, row.pk).outcome == "held"


def test_hold_departure_for_papers_where_more_than_the_card_is_missing_is_done(at: Stage) -> None:
    row = checked(at, at_gate(at, file_with(at, "orientation", without=("visa",))))
    run(hold(row, "papers_disagree"), at.guard)
    assert stored(GateCheck, row.pk).outcome == "held"


@pytest.mark.control
def test_control_without_the_guard_a_missing_card_alone_holds_her(at: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "require_ground", lambda check, ground: None)
    row = card_missing(at)
    run(hold(row, "other"), at.guard)
    assert stored(GateCheck, row.pk).outcome == "held"


def test_hold_departure_seals_the_statement_and_is_due_for_review_today(at: Stage) -> None:
    row = held(at)
    assert (row.outcome, row.review_by) == ("held", clock.today())
    assert row.statement is not None
    assert STATEMENT.encode() not in bytes(row.statement)
    assert not builders.sent("departure_held")
    with reading(at.other_guard):
        assert [item.pk for item in selectors.waiting_for_review(at.other_guard)] == [row.pk]


def test_statement_is_opened_with_its_purpose_in_the_journal(at: Stage) -> None:
    row = held(at)
    run(ReviewHold(check_id=row.pk, uphold=True, reason="Serah terima", note="Diserahkan ke BP3MI"), at.other_guard)
    with world.as_owner():
        shown = GateCheck.objects.select_related("dossier").get(pk=row.pk)
        assert selectors.statement_of(at.other_guard, shown, "review") == {
            "statement": STATEMENT, "handover": "Diserahkan ke BP3MI",
        }  # fmt: skip
    assert builders.journal("open_statement", "read")[0].purpose == "review"


def test_a_departure_held_back_waits_for_its_review(at: Stage) -> None:
    dossier = leaving(at)
    held(at, dossier)
    assert refused(boarding(checked(at, dossier)), at.guard) == "gate_review_open"


def test_review_hold_by_who_held_it_is_refused_under_any_account(at: Stage) -> None:
    row = held(at)
    supervisor = world.actor(at.gate, Role.SUPERVISOR, holder=at.guard.holder_id)
    for actor in (at.guard, supervisor):
        asked = ReviewHold(check_id=row.pk, uphold=False, reason="Tidak jadi")
        assert refused(asked, actor) == "second_person_needed"


def test_review_hold_that_releases_lets_her_board_at_once(at: Stage) -> None:
    dossier = leaving(at)
    run(ReviewHold(check_id=held(at, dossier).pk, uphold=False, reason="Kontrak cocok"), at.other_guard)
    run(boarding(checked(at, dossier)), at.guard)
    assert stored(Dossier, dossier.pk).departed_on == clock.today()


def test_review_hold_that_upholds_hands_the_file_over(at: Stage) -> None:
    dossier, bp3mi = leaving(at), world.unit("bp3mi")
    asked = ReviewHold(check_id=held(at, dossier).pk, uphold=True, reason="Visa turis", hand_to=bp3mi.pk)
    assert run(asked, at.other_guard) == {"outcome": "held", "upheld": True}
    assert sees(world.actor(bp3mi, Role.VERIFIER), dossier.pk)
    assert refused(asked, at.other_guard) == "gate_not_held"


@pytest.mark.control
def test_control_without_the_constraint_one_officer_holds_and_reviews(at: Stage) -> None:
    row = held(at)
    change = {"reviewed_by_holder": at.guard.holder_id, "reviewed_at": clock.now(), "upheld": True}
    with pytest.raises(Exception, match="gate_check_second_person"), _savepoint():
        GateCheck.objects.filter(pk=row.pk).update(**change)
    world.without("ALTER TABLE gate_check DROP CONSTRAINT gate_check_second_person")
    with world.as_owner():
        assert GateCheck.objects.filter(pk=row.pk).update(**change) == 1


def _savepoint() -> Any:
    from django.db import transaction

    class Owner:
        def __enter__(self) -> None:
            self.atomic = transaction.atomic()
            self.atomic.__enter__()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE NONE")

        def __exit__(self, *error: Any) -> None:
            self.atomic.__exit__(*error)

    return Owner()
