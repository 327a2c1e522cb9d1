"""A card falls with what it rests on: identity, passport, photograph, contract, agreement, the file itself (K3)."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from rantau.cli import outgoing, tasks
from rantau.kernel import clock
from rantau.kernel.actions import Command, run
from rantau.kernel.actors import Actor, Kind, Role, reading
from rantau.placement.agreements.actions import DraftContract, EndPlacement
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.clearance import jobs, validity
from rantau.placement.clearance.actions import IssueCard, ReinstateCard, RevokeCard, SuspendCorrectedCard
from rantau.placement.clearance.models import Card
from rantau.placement.demand.models import PermitClaim, PermitQuota
from rantau.placement.departure import gate
from rantau.placement.documents.actions import AttachPhoto, DecideEvidence, FileEvidence, RecordPartnerAnswer
from rantau.placement.dossiers import facts, file
from rantau.placement.dossiers.actions import CloseDossier, ReopenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.actions import AmendIdentity, AskCorrection, DecideCorrection, VerifyIdentity
from rantau.registry.people.models import Person
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.last_steps import PASSPORT, Stage, card_of, file_with, stage, stored

pytestmark = pytest.mark.django_db
NEW_PASSPORT = "X7654321"
TERMS = {
    "employer_name": "Panti Contoh", "employer_address": "Jalan Contoh 1, Taichung", "position": "Perawat lansia",
    "duties": "Merawat orang lanjut usia.", "currency": "TWD", "wage": 29500, "pay_day": 5, "hours_per_day": 8,
    "rest_days_per_month": 4, "medical_paid_by": "insurance", "ticket_home_paid_by": "employer",
    "insurance": "Asuransi setempat", "safety": "Alat pelindung disediakan.", "months": 36,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"
    settings.RANTAU_OUTGOING = tmp_path / "outgoing"


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def dossier(at: Stage) -> Dossier:
    """Everything before the card, orientation too."""
    return file_with(at, "orientation")


def decided(at: Stage, filing: Command) -> None:
    """The agency hands a paper in, the labour office accepts it."""
    said = run(filing, at.here.agent)
    run(DecideEvidence.model_validate({"evidence_id": said["evidence"], "accept": True}), at.checker)


def passport(dossier: Dossier, number: str = NEW_PASSPORT) -> FileEvidence:
    ends = clock.today() + timedelta(days=3000)
    return FileEvidence(
        dossier_id=dossier.pk, kind="passport", number=number, issued_on=clock.today(), valid_until=ends
    )


def photo(dossier: Dossier) -> AttachPhoto:
    target = io.BytesIO()
    Image.new("RGB", (40, 50), "white").save(target, "JPEG")
    return AttachPhoto(dossier_id=dossier.pk, content=target.getvalue())


def corrected(at: Stage, dossier: Dossier, field: str = "name", new: str = "Wulandari Contoh") -> None:
    """An officer asks for a correction with the person, another one accepts it."""
    asking, person = world.actor(at.here.office, Role.REGISTRAR), dossier.person_id
    asked: dict[str, Any] = {"person_id": person, "field": field, "new": new, "reason": "akta", "true_statement": True}
    answer = run(AskCorrection.model_validate(asked), asking)
    deciding = {"person_id": person, "correction_id": answer["correction_id"], "accept": True, "reason": "akta"}
    run(DecideCorrection.model_validate(deciding), world.actor(at.here.office, Role.SUPERVISOR))


def verified_anew(at: Stage, dossier: Dossier) -> None:
    with world.as_owner():
        Person.objects.filter(pk=dossier.person_id).update(confirmed_at=clock.now())
    command = VerifyIdentity(person_id=dossier.person_id, document="ktp")
    run(command, world.actor(at.here.office, Role.VERIFIER))


def told() -> None:
    """The jobrunner delivers what lower rooms have to tell."""
    outgoing.connect()
    tasks.deliver_outbox(0)


def state(card: Card) -> str:
    return str(stored(Card, card.pk).state)


def hanging(dossier: Dossier) -> str:
    return str(stored(Dossier, dossier.pk).hanging)


# --- the passport


def test_renewed_passport_that_waits_leaves_card_and_file_as_they_are(at: Stage, dossier: Dossier) -> None:
    card, before = card_of(at, dossier), hanging(dossier)
    run(passport(dossier), at.here.agent)
    told()
    assert (state(card), hanging(dossier)) == ("valid", before)


def test_renewed_passport_is_never_clean_so_that_a_person_looks_at_it(at: Stage, dossier: Dossier) -> None:
    answer = run(passport(dossier), at.here.agent)
    assert "replaces_verified" in str(answer["machine"])
    assert run(passport(dossier, PASSPORT), at.here.agent)["machine"] == "replaces_verified", "another last day"


def test_renewed_passport_that_is_accepted_suspends_the_card_and_keeps_the_old_one(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    decided(at, passport(dossier))
    assert hanging(dossier) == "card", "the file falls back in the act itself"
    told()
    kept = builders.evidence_of(dossier.pk, "passport")
    assert state(card) == "suspended"
    assert [row.state for row in kept] == ["verified", "verified"]
    assert kept[1].supersedes_id == kept[0].pk
    assert [entry.actor_kind for entry in builders.journal("suspend_corrected_card")] == [Kind.CLOCK]


def test_card_bound_to_the_old_passport_is_replaced_and_not_reinstated(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    decided(at, passport(dossier))
    told()
    assert refused(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), at.issuer) == "card_needs_another"
    run(RevokeCard(card_id=card.pk, reason="Paspor baru"), at.issuer)
    another = card_of(at, dossier)
    told()
    assert (state(card), state(another)) == ("revoked", "valid")
    assert jobs_find(at) == []


def test_renewed_passport_in_mid_process_goes_on_to_a_card(at: Stage, dossier: Dossier) -> None:
    decided(at, passport(dossier))
    card = card_of(at, dossier)
    told()
    assert state(card) == "valid"


def test_partners_word_that_the_same_passport_is_good_changes_nothing(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    known = builders.evidence_of(dossier.pk, "passport")[0]
    answer = run(by_immigration(dossier, PASSPORT.lower(), known.valid_until), the_clock(at))
    told()
    assert (answer["counted"], state(card)) == (True, "valid")


def test_partners_word_for_another_passport_waits_for_a_person(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    answer = run(by_immigration(dossier, NEW_PASSPORT, None), the_clock(at))
    told()
    assert (answer["counted"], state(card)) == (False, "valid")
    assert builders.evidence_of(dossier.pk, "passport")[-1].state == "stated"


def by_immigration(dossier: Dossier, number: str, until: date | None) -> RecordPartnerAnswer:
    return RecordPartnerAnswer(
        dossier_id=dossier.pk, kind="passport", partner="immigration", answer="yes", answered_at=clock.now(),
        reference="IM-1", number=number, valid_until=until,
    )  # fmt: skip


def the_clock(at: Stage) -> Actor:
    return Actor(Kind.CLOCK, units=(at.here.office.pk, at.bp3mi.pk))


# --- the photograph


def test_another_photograph_suspends_the_card_until_an_issuer_has_looked(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    decided(at, photo(dossier))
    told()
    assert state(card) == "suspended"
    run(ReinstateCard(card_id=card.pk, reason="Foto cocok"), at.issuer)
    told()
    assert (state(card), hanging(dossier) != "card") == ("valid", True)


# --- the identity


def test_corrected_name_holds_the_card_back_until_the_identity_is_verified_anew(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    corrected(at, dossier)
    told()
    back = ReinstateCard(card_id=card.pk, reason="Sudah jelas")
    assert (state(card), refused(back, at.issuer)) == ("suspended", "identity_awaits_verification")
    verified_anew(at, dossier)
    run(back, at.issuer)
    told()
    assert state(card) == "valid"


def test_corrected_name_before_the_card_holds_it_up_until_verified_anew(at: Stage, dossier: Dossier) -> None:
    corrected(at, dossier)
    assert refused(IssueCard(dossier_id=dossier.pk), at.issuer) == "identity_awaits_verification"
    verified_anew(at, dossier)
    card_of(at, dossier)


def test_corrected_birth_date_needs_another_card(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    corrected(at, dossier, "birth_date", "1998-03-04")
    told()
    verified_anew(at, dossier)
    assert refused(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), at.issuer) == "card_needs_another"


def test_card_freezes_an_identity_that_nobody_had_verified(at: Stage, dossier: Dossier) -> None:
    change = AmendIdentity(person_id=dossier.person_id, birth_date=date(1994, 3, 4))
    run(change, world.actor(at.here.office, Role.REGISTRAR))
    card_of(at, dossier)
    for who in (world.actor(at.here.office, Role.REGISTRAR), world.herself(dossier.person)):
        assert refused(change.model_copy(update={"birth_date": date(1993, 3, 4)}), who) == "identity_frozen"


# --- the agreement, the contract, the file


def signed(dossier: Dossier) -> None:
    """An agreement as the past left it: its claim, and the evidence that ``file_with`` has put there."""
    permit = builders.permit_of(dossier.job_order)  # type: ignore[arg-type]  # file_with attaches an order
    with world.as_owner():
        counter = PermitQuota.objects.filter(permit=permit, pocket="f").get()
        PermitQuota.objects.filter(pk=counter.pk).update(taken=1)
        claim = PermitClaim.objects.create(counter=counter, holder=dossier.pk, state="confirmed")
        PlacementAgreement.objects.create(
            dossier=dossier, permit=permit, claim=claim, number="PP-1", officer=claim.pk, officer_holder=claim.pk,
            officer_unit=claim.pk,
        )  # fmt: skip


def end_agreement(at: Stage, dossier: Dossier) -> None:
    run(EndPlacement(dossier_id=dossier.pk, reason="withdrew"), at.here.officer)


def redraft_contract(at: Stage, dossier: Dossier) -> None:
    draft = DraftContract.model_validate({**TERMS, "dossier_id": dossier.pk})
    run(draft, at.here.agent)
    said = builders.evidence_of(dossier.pk, "employment_contract")[-1]
    with world.as_owner():
        type(said).objects.filter(pk=said.pk).update(state="verified", decided_at=clock.now())
    run(draft.model_copy(update={"pay_day": 6}), at.here.agent)


@pytest.mark.parametrize("change", [end_agreement, redraft_contract])
def test_card_falls_with_agreement_and_contract(
    at: Stage, dossier: Dossier, change: Callable[[Stage, Dossier], None]
) -> None:
    signed(dossier)
    card = card_of(at, dossier)
    change(at, dossier)
    told()
    assert state(card) == "suspended"


def test_card_of_a_file_that_is_closed_without_a_departure_falls_and_comes_back_with_it(
    at: Stage, dossier: Dossier
) -> None:
    card = card_of(at, dossier)
    run(CloseDossier(dossier_id=dossier.pk, reason="withdrew"), at.here.officer)
    told()
    back = ReinstateCard(card_id=card.pk, reason="Jadi berangkat")
    assert (state(card), refused(back, at.issuer)) == ("suspended", "dossier_closed")
    run(ReopenDossier(dossier_id=dossier.pk, reason="Jadi berangkat"), at.here.officer)
    run(back, at.issuer)
    assert state(card) == "valid"


# --- before anybody has told, and when nobody tells


def test_gate_sees_a_changed_ground_before_the_clock_has_come(at: Stage, dossier: Dossier) -> None:
    card_of(at, dossier)
    decided(at, passport(dossier))
    with reading(at.issuer):
        shown = gate.check(file.with_person(Dossier.objects).get(pk=dossier.pk), clock.today())
    (found,) = [reason for reason in shown.reasons if reason.code == "card"]
    assert (found.tone, found.id) == ("red", gate.STOPPED["outdated"][0])


def test_clock_finds_a_fallen_card_that_nobody_told_it_of(at: Stage, dossier: Dossier) -> None:
    card = card_of(at, dossier)
    assert jobs.suspend_corrected(the_clock(at)) == 0
    decided(at, passport(dossier))
    assert jobs.suspend_corrected(the_clock(at)) == 1
    assert (state(card), jobs.suspend_corrected(the_clock(at))) == ("suspended", 0)
    assert refused(SuspendCorrectedCard(card_id=card.pk), at.issuer) == "not_allowed"


def test_card_of_somebody_who_has_departed_has_served_and_falls_no_more(at: Stage) -> None:
    dossier = file_with(at, "orientation")
    card = card_of(at, dossier)
    builders.proven(dossier, builders.Statement("departure", "desk", issued_on=clock.today()))
    decided(at, passport(dossier))
    told()
    assert state(card) == "valid"


def jobs_find(at: Stage) -> list[UUID]:
    with world.as_owner():
        return jobs.fallen_cards()


@pytest.mark.control
def test_control_without_the_comparison_a_card_outlives_its_passport(
    at: Stage, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_differs", lambda then, now: False)
    card = card_of(at, dossier)
    decided(at, passport(dossier))
    told()
    assert (state(card), jobs_find(at)) == ("valid", [])


@pytest.mark.control
def test_control_without_the_binding_a_card_of_another_passport_comes_back(
    at: Stage, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validity, "require_binding", lambda tx, dossier, card: None)
    card = card_of(at, dossier)
    decided(at, passport(dossier))
    told()
    run(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), at.issuer)
    assert state(card) == "valid"


@pytest.mark.control
def test_control_without_the_rule_of_corrections_a_card_comes_back_unverified(
    at: Stage, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = card_of(at, dossier)
    corrected(at, dossier)
    told()
    monkeypatch.setattr(validity, "freeze_identity", lambda tx, dossier: None)
    run(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), at.issuer)
    assert (state(card), stored(Person, dossier.person_id).identity_verified_at) == ("valid", None)


def test_corrected_identity_is_a_step_that_waits_where_a_nik_is_held(at: Stage, dossier: Dossier) -> None:
    with world.as_owner():
        Person.objects.filter(pk=dossier.person_id).update(nik_state="stated")
    assert met(at, dossier)
    corrected(at, dossier)
    assert not met(at, dossier)
    verified_anew(at, dossier)
    assert met(at, dossier)


def met(at: Stage, dossier: Dossier) -> bool:
    """Whether the requirement of identity is met."""
    with reading(at.issuer):
        row = file.with_person(Dossier.objects).get(pk=dossier.pk)
        return file.assessment_of(row).requirement("identity").state == "met"
