"""What other rooms build on: prove, judge, require; and that a file never goes back by somebody bringing more."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rantau.kernel import clock, ids
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Role, scope
from rantau.kernel.models import AccessGrant, OutboxMessage, TallyFact
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers import file
from rantau.placement.dossiers.jobs import differing_from_cache, hear, overdue, reassess_due
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.selectors import clock_actor
from rantau.rulebook.model import State
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db


def state_of(dossier: Dossier, code: str) -> State:
    with transaction.atomic(), scope(helpers.machine(dossier.handling)):
        return file.assessment_of(file.lock(dossier.pk)).requirement(code).state


def test_prove_verified_evidence_settles_the_requirement_and_the_cache() -> None:
    dossier = helpers.opened(world.unit())
    before = dossier.missing
    helpers.proved(dossier, "kk")
    assert state_of(dossier, "family_card") is State.MET
    assert helpers.fresh(dossier).missing == before - 1


def test_prove_unverified_evidence_waits_for_somebody_else() -> None:
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "kk", verified=False, values={"machine": "clean"})
    assert state_of(dossier, "family_card") is State.WAITING
    row = helpers.fresh(dossier)
    assert (row.unchecked, row.machine_clean) == (1, True)


def test_prove_with_a_note_of_the_machine_is_not_clean() -> None:
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "kk", verified=False, values={"machine": "clean"})
    helpers.proved(dossier, "photo", verified=False, values={"machine": "ended"})
    row = helpers.fresh(dossier)
    assert (row.unchecked, row.machine_clean) == (2, False)


def test_prove_a_renewed_passport_keeps_the_old_one_until_it_is_decided() -> None:
    dossier = helpers.opened(world.unit())
    old = helpers.proved(dossier, "passport", number="X1234567", valid_until=helpers.in_days(900))
    new = helpers.proved(
        dossier, "passport", verified=False, number="X7654321", valid_until=helpers.in_days(3600),
        values={"machine": "clean"},
    )  # fmt: skip
    assert new.supersedes_id == old.pk
    assert state_of(dossier, "passport") is State.MET
    assert helpers.fresh(dossier).unchecked == 1


@pytest.mark.control
def test_control_without_the_proof_before_a_renewal_takes_the_passport_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "rantau.placement.dossiers.facts.standing", lambda log: list({row.kind: row for row in log}.values())
    )
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "passport", number="X1234567", valid_until=helpers.in_days(900))
    helpers.proved(dossier, "passport", verified=False, number="X7654321", valid_until=helpers.in_days(3600))
    assert state_of(dossier, "passport") is State.WAITING


def test_prove_a_positive_pregnancy_test_voids_the_medical_also_after_a_later_negative_one() -> None:
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "medical", ago=20, values=helpers.FIT)
    assert state_of(dossier, "medical") is State.MET
    helpers.proved(dossier, "pregnancy_test", ago=5, values={"result": "positive"})
    helpers.proved(dossier, "pregnancy_test", ago=1, values={"result": "negative"})
    assert state_of(dossier, "medical") is State.LAPSED
    assert helpers.fresh(dossier).stopped
    helpers.proved(dossier, "medical", ago=0, values=helpers.FIT)
    assert state_of(dossier, "medical") is State.MET


def test_prove_about_the_person_counts_in_her_dossier() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    actor = helpers.machine(office)
    from rantau.kernel.evidence import Statement, state

    with transaction.atomic(), scope(actor):
        said = Statement("identity", "desk", values={"document": "ktp"})
        state(Tx(actor, clock.now()), dossier.person_id, dossier.person_id, said, verified=True)
    assert state_of(dossier, "identity") is State.MET


def test_require_what_is_missing_refuses_with_its_own_sentence_rule_and_who() -> None:
    dossier = helpers.opened(world.unit())
    with transaction.atomic(), scope(helpers.machine(dossier.handling)):
        assessment = file.assessment_of(file.lock(dossier.pk))
        with pytest.raises(Refused) as caught:
            file.require(assessment, "account", "passport", "visa")
    why, item = caught.value.refusal, assessment.requirement("passport")
    assert why.code == "step_before_missing"
    assert (why.id, why.en, why.rule) == (item.sentence_id, item.sentence_en, "UU18-13-1-e")
    assert (why.who, why.field) == (item.who or "office", "passport")


def test_require_what_is_settled_or_only_advised_passes() -> None:
    dossier = helpers.opened(world.unit())
    with transaction.atomic(), scope(helpers.machine(dossier.handling)):
        file.require(file.assessment_of(file.lock(dossier.pk)), "account", "biometrics", "unheard_of")


def test_lock_a_file_out_of_sight_is_refused_like_one_that_does_not_exist() -> None:
    dossier = helpers.opened(world.unit())
    stranger = world.actor(world.unit(), Role.VERIFIER)
    codes = []
    for wanted in (dossier.pk, ids.new_id()):
        with pytest.raises(Refused) as caught, transaction.atomic(), scope(stranger):
            file.lock(wanted)
        codes.append(caught.value.refusal)
    assert codes[0] == codes[1]


def test_reassess_asks_a_fixed_number_of_queries() -> None:
    office = world.unit()
    few, many = helpers.opened(office), helpers.opened(office)
    for kind in ("kk", "photo", "passport", "family_permit", "marital_status", "medical", "psychology"):
        helpers.proved(many, kind, values={})
    assert _queries(few) == _queries(many)


def _queries(dossier: Dossier) -> int:
    actor = helpers.machine(dossier.handling)
    with transaction.atomic(), scope(actor):
        locked = file.lock(dossier.pk)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            file.reassess(Tx(actor, clock.now()), locked)
    return len(seen)


def test_reassess_when_it_becomes_her_turn_tells_her_once_and_counts_the_stage() -> None:
    dossier = helpers.opened(world.unit())
    with world.as_owner():
        OutboxMessage.objects.all().delete()
        Dossier.objects.filter(pk=dossier.pk).update(turn="office", stage="returned")
    helpers.judged_again(dossier.pk, dossier.handling)
    helpers.judged_again(dossier.pk, dossier.handling)
    with world.as_owner():
        assert OutboxMessage.objects.filter(template="your_turn", recipient=dossier.person_id).count() == 1
        assert TallyFact.objects.filter(kind="stage").count() >= 1


def test_show_to_lets_a_unit_see_file_and_person() -> None:
    dossier, mission = helpers.opened(world.unit()), world.unit("mission")
    with transaction.atomic(), scope(helpers.machine(dossier.handling)):
        file.show_to(dossier.pk, dossier.person_id, mission.pk, "mission")
    with world.as_owner():
        seen = set(AccessGrant.objects.filter(unit=mission.pk).values_list("subject", flat=True))
    assert seen == {dossier.pk, dossier.person_id}


def in_clock_scope(check: object) -> list[object]:
    with transaction.atomic(), scope(clock_actor()):
        return list(check())  # type: ignore[operator]


def test_clock_judges_what_lapsed_at_midnight_and_leaves_nothing_due(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = helpers.opened(world.unit())
    helpers.proved(dossier, "medical", ago=20, values=helpers.FIT)
    assert reassess_due() == 0
    later = clock.now() + timedelta(days=100)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert in_clock_scope(overdue) == [dossier.pk]
    assert reassess_due() == 1
    assert in_clock_scope(overdue) == []
    assert in_clock_scope(differing_from_cache) == []
    assert state_of(dossier, "medical") is State.LAPSED
    assert helpers.fresh(dossier).stopped


def test_cache_that_differs_from_recomputing_is_found() -> None:
    dossier = helpers.opened(world.unit())
    assert in_clock_scope(differing_from_cache) == []
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(missing=0)
    assert in_clock_scope(differing_from_cache) == [dossier.pk]


def test_changed_identity_makes_her_dossiers_due() -> None:
    dossier = helpers.opened(world.unit())
    message = OutboxMessage(channel="internal", template="identity_changed", subject=dossier.person_id)
    with transaction.atomic(), scope(clock_actor()):
        hear(message)
    assert in_clock_scope(overdue) == [dossier.pk]


def test_closed_dossier_is_never_due() -> None:
    dossier = helpers.opened(world.unit())
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(
            next_change_on=clock.today(), closed_on=clock.today(), closing_reason="withdrew"
        )
    assert in_clock_scope(overdue) == []
