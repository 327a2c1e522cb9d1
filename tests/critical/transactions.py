"""The critical transactions, in one table: what each needs before it, who does it, and what it is.

A transaction is critical when half of it would sell a right twice, lose one, or leave an act without its record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actions import Command, run
from rantau.kernel.actors import VISITOR, Actor, Role
from rantau.placement.agreements.actions import DraftContract, EndorseContract, EndPlacement, SignPlacement
from rantau.placement.clearance.actions import IssueCard
from rantau.placement.departure.actions import CheckAtGate, RecordDeparture
from rantau.placement.documents.actions import AttachPhoto, DecideCleanFiles, DecideEvidence, FileEvidence
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.actions import RecordPayment
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    BookSeat,
    CancelClass,
    IssueCertificate,
    MarkAttendance,
)
from rantau.registry.people.actions import ApproveRecovery, AskCorrection, AskRecovery, DecideCorrection
from tests import world
from tests.placement import builders, last_steps
from tests.registry.people import builders as people
from tests.stateful.papers import TERMS, picture


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody and what she wants done, everything before it in place."""

    actor: Actor
    command: Command

    def do(self, key: str | None = "k1") -> object:
        """Do it."""
        return run(self.command, self.actor, key)


def register_oneself() -> Act:
    return Act(VISITOR, people.oneself(nik=people.NIK))


def open_dossier() -> Act:
    builders.rules()
    here = builders.market()
    person = world.person(seen_by=here.office)
    registrar = world.actor(here.office, Role.REGISTRAR)
    opening: dict[str, Any] = {"person_id": person.pk, "referral": "none", "agency_id": here.agency.pk}
    return Act(registrar, OpenDossier.model_validate(opening))


def _file() -> tuple[builders.Market, Dossier]:
    builders.rules()
    here = builders.market()
    return here, builders.dossier_of(here, builders.order_of(here))


def _stated(here: builders.Market, dossier: Dossier, kind: str) -> UUID:
    said = run(FileEvidence(dossier_id=dossier.pk, kind=kind, number="3604014403999001"), here.agent)
    return UUID(str(said["evidence"]))


def attach_photo() -> Act:
    here, dossier = _file()
    return Act(here.agent, AttachPhoto(dossier_id=dossier.pk, content=picture()))


def decide_evidence() -> Act:
    here, dossier = _file()
    proof = _stated(here, dossier, "ktp")
    return Act(world.actor(here.office, Role.VERIFIER), DecideEvidence(evidence_id=proof, accept=True))


def decide_clean_files() -> Act:
    here, dossier = _file()
    for kind in ("ktp", "kk"):
        _stated(here, dossier, kind)
    return Act(world.actor(here.office, Role.VERIFIER), DecideCleanFiles(dossier_ids=(dossier.pk,)))


def decide_correction() -> Act:
    office = world.unit()
    person = world.person(seen_by=office, identity_verified_at=clock.now(), nik_state="verified")
    asked: dict[str, Any] = {"person_id": person.pk, "field": "birth_date", "new": "1998-03-04", "reason": "akta"}
    command = AskCorrection.model_validate({**asked, "true_statement": True})
    answer = run(command, world.actor(office, Role.REGISTRAR))
    decided: dict[str, Any] = {"person_id": person.pk, "correction_id": answer["correction_id"], "accept": True}
    return Act(world.actor(office, Role.VERIFIER), DecideCorrection.model_validate({**decided, "reason": "akta"}))


def approve_recovery() -> Act:
    office = world.unit()
    person = world.person(seen_by=office)
    asked = AskRecovery(person_id=person.pk, document="ktp", reason="ponsel hilang", phone="0840 0000 0999")
    answer = run(asked, world.actor(office, Role.REGISTRAR))
    decided: dict[str, Any] = {"person_id": person.pk, "recovery_id": answer["recovery_id"], "code": people.CODE}
    return Act(world.actor(office, Role.VERIFIER), ApproveRecovery.model_validate(decided))


def sign_placement() -> Act:
    builders.rules()
    here = builders.market()
    order = builders.order_of(here)
    permit = builders.permit_of(order)
    dossier = builders.ready_to_sign(here, order, permit)
    return Act(here.officer, SignPlacement(dossier_id=dossier.pk, permit_id=permit.pk))


def end_placement() -> Act:
    signing = sign_placement()
    signing.do(None)
    dossier = signing.command.dossier_id  # type: ignore[attr-defined]  # it is the command above
    return Act(signing.actor, EndPlacement(dossier_id=dossier, reason="withdrew"))


def endorse_contract() -> Act:
    here, dossier = _file()
    builders.proven(dossier, builders.Statement("placement_agreement", "desk", issued_on=clock.today()))
    answer = run(DraftContract.model_validate({**TERMS, "dossier_id": dossier.pk}), here.agent)
    return Act(here.consul, EndorseContract(dossier_id=dossier.pk, fingerprint=str(answer["fingerprint"])))


def record_payment() -> Act:
    here, dossier = _file()
    paid: dict[str, Any] = {"dossier_id": dossier.pk, "component": "training", "payer": "candidate", "payee": "LPK"}
    command = RecordPayment.model_validate({**paid, "amount": 40_000_000, "paid_on": clock.today()})
    return Act(here.officer, command)


def book_seat() -> Act:
    at = last_steps.stage()
    dossier = last_steps.file_with(at)
    return Act(at.here.officer, BookSeat(dossier_id=dossier.pk, class_id=last_steps.a_class(at).pk))


def cancel_class() -> Act:
    at = last_steps.stage()
    row = last_steps.a_class(at)
    for _ in range(2):
        run(BookSeat(dossier_id=last_steps.file_with(at).pk, class_id=row.pk), at.here.officer)
    return Act(at.instructor, CancelClass(class_id=row.pk, reason="Banjir"))


def issue_certificate() -> Act:
    at = last_steps.stage()
    seat = last_steps.seat_of(at, last_steps.file_with(at), last_steps.over(at))
    run(MarkAttendance(seat_id=seat.pk, minutes=480), at.instructor)
    run(ApproveAttendance(seat_id=seat.pk), at.second)
    return Act(at.instructor, IssueCertificate(seat_id=seat.pk))


def issue_card() -> Act:
    at = last_steps.stage()
    return Act(at.issuer, IssueCard(dossier_id=last_steps.file_with(at, "orientation").pk))


def record_departure() -> Act:
    at = last_steps.stage()
    dossier = last_steps.file_with(at, "orientation", "pregnancy_test")
    last_steps.card_of(at, dossier)
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, at.gate.pk, "gate")
    check = run(CheckAtGate(dossier_id=dossier.pk), at.guard)
    going: dict[str, Any] = {"check_id": check["check_id"], "flight": "CI762", "airport": "CGK", "reason": "Jelas"}
    return Act(at.guard, RecordDeparture.model_validate(going))


CRITICAL: dict[str, Callable[[], Act]] = {
    make.__name__: make
    for make in (
        register_oneself, open_dossier, attach_photo, decide_evidence, decide_clean_files, decide_correction,
        approve_recovery, sign_placement, end_placement, endorse_contract, record_payment, book_seat, cancel_class,
        issue_certificate, issue_card, record_departure,
    )
}  # fmt: skip
