"""Two acts that want the same thing at the same time, in one table; everything before them is arranged."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actions import Command, run
from rantau.kernel.actors import Actor, Role
from rantau.placement.agreements.actions import EndPlacement, SignPlacement
from rantau.placement.clearance.actions import IssueCard, ReinstateCard, RevokeCard, SuspendCard
from rantau.placement.demand.actions import RevokePermit
from rantau.placement.departure.actions import CheckAtGate, HoldDeparture, RecordDeparture, ReviewHold
from rantau.placement.documents.actions import DecideEvidence, FileEvidence
from rantau.placement.dossiers.actions import CloseDossier, MoveDossier, OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    BookSeat,
    CancelClass,
    CancelSeat,
    IssueCertificate,
    MarkAttendance,
)
from rantau.registry.people.actions import AmendIdentity, AskCorrection, DecideCorrection, SetNik, VerifyIdentity
from tests import world
from tests.placement import builders, last_steps
from tests.stateful.land import NIKS

Deed = tuple[Command, Actor]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two deeds."""

    one: Deed
    other: Deed


def _signing(places: int, files: int) -> tuple[builders.Market, UUID, list[UUID]]:
    builders.rules()
    here = builders.market()
    order = builders.order_of(here)
    permit = builders.permit_of(order, {"f": places})
    return here, permit.pk, [builders.ready_to_sign(here, order, permit).pk for _ in range(files)]


def last_place_signed_twice() -> Pair:
    here, permit, (one, other) = _signing(1, 2)
    return Pair(*((SignPlacement(dossier_id=file, permit_id=permit), here.officer) for file in (one, other)))


def one_file_signed_twice() -> Pair:
    here, permit, (file,) = _signing(2, 1)
    deed = (SignPlacement(dossier_id=file, permit_id=permit), here.officer)
    return Pair(deed, deed)


def place_given_back_while_another_signs() -> Pair:
    here, permit, (one, other) = _signing(1, 2)
    run(SignPlacement(dossier_id=one, permit_id=permit), here.officer)
    ending = EndPlacement(dossier_id=one, reason="withdrew")
    return Pair((ending, here.officer), (SignPlacement(dossier_id=other, permit_id=permit), here.officer))


def permit_revoked_while_somebody_signs() -> Pair:
    here, permit, (file,) = _signing(1, 1)
    revoking = RevokePermit(permit_id=permit, document="SK-1", ground="Pelanggaran berat")
    return Pair((SignPlacement(dossier_id=file, permit_id=permit), here.officer), (revoking, here.minister))


def file_closed_while_somebody_signs() -> Pair:
    here, permit, (file,) = _signing(1, 1)
    closing = CloseDossier(dossier_id=file, reason="withdrew")
    return Pair((SignPlacement(dossier_id=file, permit_id=permit), here.officer), (closing, here.officer))


def last_seat_booked_twice() -> Pair:
    at = last_steps.stage()
    row = last_steps.a_class(at, seats=1).pk
    files = [last_steps.file_with(at).pk for _ in range(2)]
    return Pair(*((BookSeat(dossier_id=file, class_id=row), at.here.officer) for file in files))


def class_cancelled_while_somebody_books() -> Pair:
    at = last_steps.stage()
    row, file = last_steps.a_class(at).pk, last_steps.file_with(at).pk
    cancelling = CancelClass(class_id=row, reason="Banjir")
    return Pair((BookSeat(dossier_id=file, class_id=row), at.here.officer), (cancelling, at.instructor))


def two_classes_for_one_person() -> Pair:
    at = last_steps.stage()
    file = last_steps.file_with(at).pk
    rows = [last_steps.a_class(at).pk for _ in range(2)]
    return Pair(*((BookSeat(dossier_id=file, class_id=row), at.here.officer) for row in rows))


def seat_given_back_while_the_class_is_cancelled() -> Pair:
    at = last_steps.stage()
    row = last_steps.a_class(at).pk
    seat = UUID(str(run(BookSeat(dossier_id=last_steps.file_with(at).pk, class_id=row), at.here.officer)["seat_id"]))
    cancelling = CancelClass(class_id=row, reason="Banjir")
    return Pair((CancelSeat(seat_id=seat), at.here.officer), (cancelling, at.instructor))


def _attended() -> tuple[last_steps.Stage, UUID]:
    at = last_steps.stage()
    seat = last_steps.seat_of(at, last_steps.file_with(at), last_steps.over(at)).pk
    run(MarkAttendance(seat_id=seat, minutes=480), at.instructor)
    return at, seat


def attendance_approved_while_it_is_lowered() -> Pair:
    at, seat = _attended()
    return Pair((ApproveAttendance(seat_id=seat), at.second), (MarkAttendance(seat_id=seat, minutes=0), at.instructor))


def one_certificate_issued_twice() -> Pair:
    at, seat = _attended()
    run(ApproveAttendance(seat_id=seat), at.second)
    deed = (IssueCertificate(seat_id=seat), at.instructor)
    return Pair(deed, deed)


def _before_the_card() -> tuple[last_steps.Stage, Dossier]:
    at = last_steps.stage()
    return at, last_steps.file_with(at, "orientation", "pregnancy_test")


def one_card_issued_twice() -> Pair:
    at, dossier = _before_the_card()
    deed = (IssueCard(dossier_id=dossier.pk), at.issuer)
    return Pair(deed, deed)


def passport_replaced_while_the_card_is_issued() -> Pair:
    at, dossier = _before_the_card()
    until = clock.today() + timedelta(days=900)
    paper = FileEvidence(dossier_id=dossier.pk, kind="passport", number="X7654321", valid_until=until)
    said = run(paper, at.here.agent)
    accepting = DecideEvidence.model_validate({"evidence_id": said["evidence"], "accept": True})
    return Pair((IssueCard(dossier_id=dossier.pk), at.issuer), (accepting, at.checker))


def identity_corrected_while_the_card_is_issued() -> Pair:
    at, dossier = _before_the_card()
    asked: dict[str, Any] = {"person_id": dossier.person_id, "field": "birth_date", "new": "1998-03-04"}
    asking = AskCorrection.model_validate({**asked, "reason": "akta", "true_statement": True})
    said = run(asking, world.actor(at.here.office, Role.REGISTRAR))
    decided: dict[str, Any] = {"person_id": dossier.person_id, "correction_id": said["correction_id"], "accept": True}
    deciding = DecideCorrection.model_validate({**decided, "reason": "akta"})
    head = world.actor(at.here.office, Role.SUPERVISOR)
    return Pair((IssueCard(dossier_id=dossier.pk), at.issuer), (deciding, head))


def file_closed_while_the_card_is_issued() -> Pair:
    at, dossier = _before_the_card()
    closing = CloseDossier(dossier_id=dossier.pk, reason="withdrew")
    return Pair((IssueCard(dossier_id=dossier.pk), at.issuer), (closing, at.here.officer))


def card_reinstated_while_it_is_revoked() -> Pair:
    at, dossier = _before_the_card()
    card = last_steps.card_of(at, dossier).pk
    run(SuspendCard(card_id=card, reason="Diperiksa"), at.issuer)
    return Pair(*((kind(card_id=card, reason="Alasan"), at.issuer) for kind in (ReinstateCard, RevokeCard)))


def _at_the_gate() -> tuple[last_steps.Stage, Dossier, UUID]:
    at, dossier = _before_the_card()
    last_steps.card_of(at, dossier)
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, at.gate.pk, "gate")
    return at, dossier, UUID(str(run(CheckAtGate(dossier_id=dossier.pk), at.guard)["check_id"]))


def departure_recorded_twice() -> Pair:
    at, _dossier, check = _at_the_gate()
    deed = RecordDeparture(check_id=check, flight="CI762", airport="CGK", reason="Jelas")
    return Pair((deed, at.guard), (deed, at.other_guard))


def departure_recorded_while_it_is_held() -> Pair:
    at, _dossier, check = _at_the_gate()
    going = RecordDeparture(check_id=check, flight="CI762", airport="CGK", reason="Jelas")
    holding = HoldDeparture(check_id=check, ground="broker", statement="Diantar orang tak dikenal.")
    return Pair((going, at.guard), (holding, at.other_guard))


def departure_recorded_while_the_file_is_closed() -> Pair:
    at, dossier, check = _at_the_gate()
    going = RecordDeparture(check_id=check, flight="CI762", airport="CGK", reason="Jelas")
    return Pair((going, at.guard), (CloseDossier(dossier_id=dossier.pk, reason="withdrew"), at.here.officer))


def hold_reviewed_twice() -> Pair:
    at, _dossier, check = _at_the_gate()
    run(HoldDeparture(check_id=check, ground="broker", statement="Diantar orang tak dikenal."), at.guard)
    third = replace(at.other_guard)
    return Pair(*((ReviewHold(check_id=check, uphold=up, reason="Diperiksa"), third) for up in (True, False)))


def one_paper_decided_twice() -> Pair:
    builders.rules()
    here = builders.market()
    dossier = builders.dossier_of(here, builders.order_of(here))
    said = run(FileEvidence(dossier_id=dossier.pk, kind="kk", number="3604000000000001"), here.agent)
    accepting = DecideEvidence.model_validate({"evidence_id": said["evidence"], "accept": True})
    return Pair(*((accepting, world.actor(here.office, Role.VERIFIER)) for _ in range(2)))


def identity_mended_while_the_identity_card_is_accepted() -> Pair:
    builders.rules()
    here = builders.market()
    dossier = builders.dossier_of(here, builders.order_of(here))
    said = run(FileEvidence(dossier_id=dossier.pk, kind="ktp", number="3604014403999001"), here.agent)
    accepting = DecideEvidence.model_validate({"evidence_id": said["evidence"], "accept": True})
    mending = AmendIdentity(person_id=dossier.person_id, birth_date=date(1994, 3, 4))
    return Pair(
        (accepting, world.actor(here.office, Role.VERIFIER)), (mending, world.actor(here.office, Role.REGISTRAR))
    )


def identity_verified_while_it_is_mended() -> Pair:
    office = world.unit()
    person = world.person(seen_by=office, confirmed_at=clock.now(), confirmed_how="signed")
    mending = AmendIdentity(person_id=person.pk, birth_date=date(1994, 3, 4))
    verifying = VerifyIdentity(person_id=person.pk, document="ktp")
    return Pair((verifying, world.actor(office, Role.VERIFIER)), (mending, world.actor(office, Role.REGISTRAR)))


def one_nik_for_two_persons() -> Pair:
    office = world.unit()
    registrar = world.actor(office, Role.REGISTRAR)
    persons = [world.person(seen_by=office) for _ in range(2)]
    return Pair(*((SetNik(person_id=person.pk, nik=NIKS[0]), registrar) for person in persons))


def two_files_for_one_person() -> Pair:
    builders.rules()
    here = builders.market()
    person = world.person(seen_by=here.office)
    opening = OpenDossier(person_id=person.pk, referral="none")
    return Pair(*((opening, world.actor(here.office, Role.REGISTRAR)) for _ in range(2)))


def file_moved_while_it_is_closed() -> Pair:
    builders.rules()
    here = builders.market()
    dossier = builders.dossier_of(here, builders.order_of(here))
    moving = MoveDossier(dossier_id=dossier.pk, office_id=world.unit().pk, reason="Pindah rumah")
    closing = CloseDossier(dossier_id=dossier.pk, reason="withdrew")
    return Pair((moving, here.officer), (closing, here.officer))


PAIRS: dict[str, Callable[[], Pair]] = {
    make.__name__: make
    for make in (
        last_place_signed_twice, one_file_signed_twice, place_given_back_while_another_signs,
        permit_revoked_while_somebody_signs, file_closed_while_somebody_signs, last_seat_booked_twice,
        class_cancelled_while_somebody_books, two_classes_for_one_person, seat_given_back_while_the_class_is_cancelled,
        attendance_approved_while_it_is_lowered, one_certificate_issued_twice, one_card_issued_twice,
        passport_replaced_while_the_card_is_issued, identity_corrected_while_the_card_is_issued,
        file_closed_while_the_card_is_issued, card_reinstated_while_it_is_revoked, departure_recorded_twice,
        departure_recorded_while_it_is_held, departure_recorded_while_the_file_is_closed, hold_reviewed_twice,
        one_paper_decided_twice, identity_mended_while_the_identity_card_is_accepted,
        identity_verified_while_it_is_mended, one_nik_for_two_persons, two_files_for_one_person,
        file_moved_while_it_is_closed,
    )
}  # fmt: skip
