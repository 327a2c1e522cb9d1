"""Attendance is real (promise K4): two persons, the minutes of the class, no earlier day, a number nobody guesses."""

from datetime import timedelta
from math import log2
from uuid import UUID

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Actor, Role, reading
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.actions import (
    ApproveAttendance,
    IssueCertificate,
    MarkAttendance,
    attendance,
)
from rantau.placement.orientation.ical import calendar_file, escape, fold
from rantau.placement.orientation.models import Certificate, SeatClaim
from rantau.placement.orientation.selectors import certificate_check, class_list, class_page, my_seat
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.last_steps import Stage, a_class, file_with, over, seat_of, stage, stored

pytestmark = pytest.mark.django_db
LENGTH = 480


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def seat(at: Stage) -> SeatClaim:
    return seat_of(at, file_with(at), over(at))


def mark(seat: SeatClaim, minutes: int = LENGTH) -> MarkAttendance:
    return MarkAttendance(seat_id=seat.pk, minutes=minutes)


def attended(at: Stage, seat: SeatClaim, minutes: int = LENGTH) -> None:
    run(mark(seat, minutes), at.instructor)
    run(ApproveAttendance(seat_id=seat.pk), at.second)


def test_mark_attendance_by_the_instructor_tells_how_much_is_needed(at: Stage, seat: SeatClaim) -> None:
    assert run(mark(seat, 300), at.instructor) == {"minutes": 300, "needed": LENGTH}
    assert stored(SeatClaim, seat.pk).marked_by_holder == at.instructor.holder_id


@pytest.mark.parametrize(
    ("ended_minutes_ago", "minutes", "code"),
    [
        (-30, 10, "class_not_ended"),
        (60 * 24 + 5, LENGTH, "attendance_too_late"),
        (60, LENGTH + 1, "attendance_longer_than_class"),
    ],
)
def test_mark_attendance_at_the_wrong_time_is_refused(
    at: Stage, ended_minutes_ago: int, minutes: int, code: str
) -> None:
    seat = seat_of(at, file_with(at), over(at, minutes_ago=ended_minutes_ago))
    assert refused(mark(seat, minutes), at.instructor) == code


def test_mark_attendance_cannot_name_an_earlier_moment(seat: SeatClaim) -> None:
    with pytest.raises(Refused) as answer:
        parse(MarkAttendance, {"seat_id": seat.pk, "minutes": 1, "attended_at": clock.now() - timedelta(days=9)})
    assert answer.value.refusal.code == "invalid_input"


@pytest.mark.parametrize("minutes", [-1, 10**9, "∞", None, "480; DROP TABLE seat_claim", [480]])
def test_mark_attendance_with_hostile_minutes_is_refused(seat: SeatClaim, minutes: object) -> None:
    with pytest.raises(Refused):
        parse(MarkAttendance, {"seat_id": seat.pk, "minutes": minutes})


def test_mark_attendance_by_another_office_that_sees_the_file_is_refused(at: Stage, seat: SeatClaim) -> None:
    other = world.unit("p4mi")
    world.grant(seat.holder, other.pk)
    assert refused(mark(seat), world.actor(other, Role.INSTRUCTOR)) == "attendance_other_office"


@pytest.mark.parametrize(
    ("role", "here", "code"), [(Role.VERIFIER, True, "not_allowed"), (Role.INSTRUCTOR, False, "not_found")]
)
def test_mark_attendance_by_the_wrong_person_is_refused(
    at: Stage, seat: SeatClaim, role: Role, here: bool, code: str
) -> None:
    assert refused(mark(seat), world.actor(at.bp3mi if here else world.unit("bp3mi"), role)) == code


@pytest.mark.parametrize("state", ["released", "expired"])
def test_mark_attendance_of_a_seat_given_back_is_refused(at: Stage, state: str) -> None:
    seat = seat_of(at, file_with(at), over(at), state=state, ended_at=clock.now())
    assert refused(mark(seat), at.instructor) == "seat_ended"


# --- the second person


def test_approve_attendance_by_another_officer_uses_the_seat(at: Stage, seat: SeatClaim) -> None:
    attended(at, seat)
    assert stored(SeatClaim, seat.pk).state == "used"
    assert builders.counted("orientation_attended")[0]["enough"] == "true"


def test_approve_attendance_by_who_marked_it_is_refused_under_any_account(at: Stage, seat: SeatClaim) -> None:
    run(mark(seat), at.instructor)
    other_account = world.actor(at.bp3mi, Role.SUPERVISOR, holder=at.instructor.holder_id)
    for actor in (at.instructor, other_account):
        assert refused(ApproveAttendance(seat_id=seat.pk), actor) == "second_person_needed"


def test_approve_attendance_that_nobody_marked_is_refused(at: Stage, seat: SeatClaim) -> None:
    assert refused(ApproveAttendance(seat_id=seat.pk), at.second) == "attendance_not_marked"


def test_mark_attendance_after_its_approval_is_refused(at: Stage, seat: SeatClaim) -> None:
    attended(at, seat, 100)
    assert refused(mark(seat, LENGTH), at.instructor) == "seat_ended"


def test_the_database_refuses_an_approval_by_who_marked(
    at: Stage, seat: SeatClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "second_person", lambda tx, seat: None)
    run(mark(seat), at.instructor)
    assert refused(ApproveAttendance(seat_id=seat.pk), at.instructor) == "seat_claim_second_person"


@pytest.mark.control
def test_control_without_both_guards_one_instructor_makes_an_absentee_attend(
    at: Stage, seat: SeatClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "second_person", lambda tx, seat: None)
    world.without("ALTER TABLE seat_claim DROP CONSTRAINT seat_claim_second_person")
    run(mark(seat), at.instructor)
    run(ApproveAttendance(seat_id=seat.pk), at.instructor)
    assert run(IssueCertificate(seat_id=seat.pk), at.instructor)["hours"] == 10


# --- the certificate


def certified(at: Stage, seat: SeatClaim) -> str:
    attended(at, seat)
    return str(run(IssueCertificate(seat_id=seat.pk), at.second)["number"])


def test_issue_certificate_with_the_hours_proves_orientation_in_the_file(at: Stage, seat: SeatClaim) -> None:
    number = certified(at, seat)
    (row,) = builders.evidence_of(seat.holder, "orientation")
    assert (row.state, row.values, row.decided_by_holder) == ("verified", {"hours": 10}, at.second.holder_id)
    with world.as_owner():
        assert file.assessment_of(Dossier.objects.get(pk=seat.holder)).satisfied("orientation")
    assert certificate_check(f" {number.lower()} ").hours == 10


@pytest.mark.parametrize(("minutes", "code"), [(LENGTH - 1, "attendance_too_short"), (0, "attendance_too_short")])
def test_issue_certificate_without_the_minutes_is_refused(at: Stage, seat: SeatClaim, minutes: int, code: str) -> None:
    attended(at, seat, minutes)
    assert refused(IssueCertificate(seat_id=seat.pk), at.second) == code


@pytest.mark.control
def test_control_without_the_guard_an_absentee_gets_a_certificate(
    at: Stage, seat: SeatClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    attended(at, seat, 48)
    monkeypatch.setattr(attendance, "attended_enough", lambda seat: None)
    assert run(IssueCertificate(seat_id=seat.pk), at.second)["hours"] == 1


def test_issue_certificate_before_the_approval_is_refused(at: Stage, seat: SeatClaim) -> None:
    run(mark(seat), at.instructor)
    assert refused(IssueCertificate(seat_id=seat.pk), at.second) == "attendance_not_approved"


def test_issue_certificate_twice_is_refused(at: Stage, seat: SeatClaim) -> None:
    certified(at, seat)
    assert refused(IssueCertificate(seat_id=seat.pk), at.second) == "certificate_exists"


def test_a_hundred_absentees_marked_by_one_instructor_get_no_certificate(at: Stage) -> None:
    row = over(at, seats=10)
    seats = [seat_of(at, file_with(at), row) for _ in range(10)]
    for held in seats:
        run(mark(held), at.instructor)
        assert refused(IssueCertificate(seat_id=held.pk), at.instructor) == "attendance_not_approved"
    with world.as_owner():
        assert not Certificate.objects.exists()


def test_a_certificate_number_holds_at_least_64_random_bits(at: Stage, seat: SeatClaim) -> None:
    number = certified(at, seat).removeprefix("OPP-")
    assert set(number) <= set(ids.ALPHABET)
    assert len(number) * log2(len(ids.ALPHABET)) >= 64


@pytest.mark.parametrize("number", ["", "OPP-", "OPP-AAAAAAAAAAAAAA", "'; --", "\x00", "٣", "x" * 10_000, "OPP-%"])
def test_check_of_an_unknown_or_malformed_number_answers_alike(at: Stage, seat: SeatClaim, number: str) -> None:
    certified(at, seat)
    assert certificate_check(number) == certificate_check("OPP-NEVERISSUED234")


def test_check_of_a_certificate_tells_nothing_about_whom(at: Stage, seat: SeatClaim) -> None:
    told = str(certificate_check(certified(at, seat)))
    dossier = stored(Dossier, seat.holder)
    assert not any(text in told for text in (dossier.number, "Wulan", str(dossier.pk), str(dossier.person_id)))


# --- reads


def test_class_list_shows_names_to_the_host_and_nobody_to_a_stranger(at: Stage, seat: SeatClaim) -> None:
    def names(actor: Actor) -> list[str]:
        with reading(actor):
            return [line.name for line in class_list(actor, seat.counter_id)]

    assert names(at.instructor) == ["Wulan Contoh"]
    assert names(world.actor(world.unit(), Role.INSTRUCTOR)) == []


def test_my_seat_shows_the_certificate(at: Stage, seat: SeatClaim) -> None:
    number = certified(at, seat)
    with world.as_owner():
        herself = world.herself(Dossier.objects.select_related("person").get(pk=seat.holder).person)
    with reading(herself):
        mine = my_seat(herself, seat.holder)
    assert mine is not None
    assert (mine.certificate, mine.approved, mine.slot.zone) == (number, True, "WIB")


@pytest.mark.parametrize(
    ("zone", "name", "offset"), [("Asia/Jakarta", "WIB", "+0700"), ("Asia/Jayapura", "WIT", "+0900")]
)
def test_calendar_file_stands_in_the_time_of_the_class(at: Stage, zone: str, name: str, offset: str) -> None:
    row = a_class(at, office=world.unit("bp3mi", time_zone=zone, name="BP3MI; Contoh, Timur"))
    slot = class_page(at.instructor, row.pk)
    assert slot is not None
    text = calendar_file(slot, "OPP\r\nATTENDEE:x")
    lines = text.replace("\r\n ", "").split("\r\n")
    assert f"DTSTART;TZID={zone}:{slot.starts_at:%Y%m%dT%H%M%S}" in lines
    assert {f"TZOFFSETTO:{offset}", f"TZNAME:{name}", f"UID:{row.pk}@rantau"} <= set(lines)
    assert "SUMMARY:OPP\\nATTENDEE:x" in lines
    assert not any(line.startswith("ATTENDEE") for line in lines)


def test_folded_lines_are_at_most_75_octets_and_whole() -> None:
    line = "SUMMARY:" + "é" * 200
    parts = fold(line).split("\r\n")
    assert max(len(part.encode()) for part in parts) <= 75
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert escape("a;b,c\\d") == "a\\;b\\,c\\\\d"


def test_seat_ids_that_do_not_exist_are_not_found(at: Stage) -> None:
    for command in (MarkAttendance(seat_id=UUID(int=7), minutes=1), ApproveAttendance(seat_id=UUID(int=7))):
        assert refused(command, at.instructor) == "not_found"
