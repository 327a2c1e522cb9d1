"""Seats and classes: who may, when, and what becomes of a place."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from rantau.kernel import allotments, clock, ids
from rantau.kernel.actions import run
from rantau.kernel.actors import VISITOR, Actor, Role, reading, sees
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.actions import BookSeat, CancelClass, CancelSeat, PlanClass
from rantau.placement.orientation.actions import seats as seat_actions
from rantau.placement.orientation.models import OrientationClass, SeatClaim
from rantau.placement.orientation.selectors import calendar, class_page, my_seat
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.last_steps import Stage, a_class, file_with, over, seat_of, stage, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Stage:
    return stage()


def planning(at: Stage, **fields: Any) -> PlanClass:
    start = clock.now() + timedelta(days=3)
    values = {"starts_at": start, "ends_at": start + timedelta(hours=8), "hours": 10, "seats": 40, "room": "Aula"}
    return PlanClass(**{"office_id": at.bp3mi.pk, "scheme": builders.scheme(), **values, **fields})


# --- classes


def test_plan_class_within_the_rules_puts_it_on_the_calendar(at: Stage) -> None:
    answer = run(planning(at), at.instructor)
    (slot,) = calendar(VISITOR, office=at.bp3mi.pk)
    assert (str(slot.id), slot.left, slot.zone, slot.starts_at.utcoffset()) == (
        answer["class_id"], 40, "WIB", timedelta(hours=7),
    )  # fmt: skip
    assert builders.journal("plan_class")[0].subject == at.bp3mi.pk


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"seats": 41}, "class_too_large"),
        ({"hours": 3}, "class_too_few_hours"),
        ({"scheme": "unheard of"}, "class_scheme_unknown"),
        ({"hours": 20}, "class_time_impossible"),
        ({"starts_at": clock.now() - timedelta(hours=1)}, "class_time_impossible"),
        ({"ends_at": clock.now()}, "class_time_impossible"),
        ({"instructor_id": ids.new_id()}, "class_instructor_elsewhere"),
    ],
)
def test_plan_class_outside_the_rules_is_refused(at: Stage, fields: dict[str, Any], code: str) -> None:
    assert refused(planning(at, **fields), at.instructor) == code


def test_plan_class_at_an_office_that_holds_none_is_refused(at: Stage) -> None:
    mpp = world.unit("mpp")
    assert refused(planning(at, office_id=mpp.pk), world.actor(mpp, Role.VERIFIER)) == "class_office_cannot_host"


def test_plan_class_in_a_room_already_taken_is_refused_by_the_database(at: Stage) -> None:
    run(planning(at), at.instructor)
    assert refused(planning(at), at.instructor) == "orientation_class_room_once"


@pytest.mark.parametrize(
    ("role", "same", "code"), [(Role.ISSUER, True, "not_allowed"), (Role.INSTRUCTOR, False, "not_found")]
)
def test_plan_class_by_the_wrong_person_is_refused(at: Stage, role: Role, same: bool, code: str) -> None:
    actor = world.actor(at.bp3mi if same else world.unit("bp3mi"), role)
    assert refused(planning(at), actor) == code


def test_cancel_class_releases_every_seat_and_tells_everybody(at: Stage) -> None:
    row = a_class(at)
    files = [file_with(at), file_with(at)]
    for dossier in files:
        run(BookSeat(dossier_id=dossier.pk, class_id=row.pk), world.herself(dossier.person))
    assert run(CancelClass(class_id=row.pk, reason="Listrik padam"), at.instructor) == {"released": 2}
    assert {seat.state for seat in _seats(row)} == {"released"}
    assert {message.recipient for message in builders.sent("orientation_class_cancelled")} == {
        dossier.person_id for dossier in files
    }
    assert stored(OrientationClass, row.pk).taken == 0
    assert class_page(VISITOR, row.pk).cancelled  # type: ignore[union-attr]  # it was just made


def test_cancel_class_that_has_begun_is_refused(at: Stage) -> None:
    row = a_class(at, starts_at=clock.now() - timedelta(hours=1))
    assert refused(CancelClass(class_id=row.pk, reason="Terlambat"), at.instructor) == "class_begun"


def test_cancel_class_of_another_office_is_refused(at: Stage) -> None:
    stranger = world.actor(world.unit("bp3mi"), Role.INSTRUCTOR)
    assert refused(CancelClass(class_id=a_class(at).pk, reason="Bukan saya"), stranger) == "not_found"


def _seats(row: OrientationClass) -> list[SeatClaim]:
    with world.as_owner():
        return list(SeatClaim.objects.filter(counter=row))


# --- booking


def booking(dossier: Dossier, row: OrientationClass) -> BookSeat:
    return BookSeat(dossier_id=dossier.pk, class_id=row.pk)


@pytest.mark.parametrize("who", ["herself", "agency", "officer"])
def test_book_seat_by_whoever_handles_the_file_takes_one_place(at: Stage, who: str) -> None:
    dossier, row = file_with(at), a_class(at)
    actor = {"herself": world.herself(dossier.person), "agency": at.here.agent, "officer": at.here.officer}[who]
    answer = run(booking(dossier, row), actor)
    seat = stored(SeatClaim, UUID(str(answer["seat_id"])))
    assert (seat.holder, seat.state, stored(OrientationClass, row.pk).taken) == (dossier.pk, "confirmed", 1)
    assert builders.journal("book_seat")[-1].person == dossier.person_id


def test_book_seat_in_another_province_lets_the_hosting_office_see_the_file_for_a_while(at: Stage) -> None:
    far = world.unit("bp3mi", name="BP3MI Jauh", time_zone="Asia/Jayapura")
    dossier, row = file_with(at), a_class(at, office=far)
    run(booking(dossier, row), world.herself(dossier.person))
    instructor = world.actor(far, Role.INSTRUCTOR)
    assert sees(instructor, dossier.pk)
    assert sees(instructor, dossier.person_id)
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT valid_to FROM access_grant WHERE subject = %s AND basis = 'orientation'", [dossier.pk])
        assert cursor.fetchone()[0] > row.ends_at


@pytest.mark.parametrize("missing", ["passport", "visa", "employment_contract"])
def test_book_seat_without_its_papers_says_which_one_is_missing(at: Stage, missing: str) -> None:
    dossier = file_with(at, without=(missing,))
    with pytest.raises(Refused) as answer:
        run(booking(dossier, a_class(at)), world.herself(dossier.person))
    assert (answer.value.refusal.code, answer.value.refusal.field) == ("step_before_missing", missing)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"starts_at": clock.now() - timedelta(minutes=1)}, "class_begun"),
        ({"scheme": "MANDIRI"}, "class_other_scheme"),
        ({"hours": 4}, "class_hours_too_short_for_file"),
        ({"capacity": 0}, "class_full"),
        ({"capacity": 0, "cancelled_at": clock.now(), "cancelled_because": "x"}, "class_cancelled"),
    ],
)
def test_book_seat_in_a_class_that_does_not_fit_is_refused(at: Stage, fields: dict[str, Any], code: str) -> None:
    dossier, row = file_with(at), a_class(at, **fields)
    assert refused(booking(dossier, row), world.herself(dossier.person)) == code
    assert not _seats(row)


def test_book_seat_when_orientation_is_done_is_refused(at: Stage) -> None:
    dossier = file_with(at, "orientation")
    assert refused(booking(dossier, a_class(at)), world.herself(dossier.person)) == "orientation_done"


def test_book_seat_twice_is_refused_by_the_index(at: Stage) -> None:
    dossier = file_with(at)
    run(booking(dossier, a_class(at)), world.herself(dossier.person))
    assert refused(booking(dossier, a_class(at)), at.here.agent) == "seat_claim_one_live_per_dossier"


@pytest.mark.control
def test_control_without_the_index_one_person_takes_two_places(at: Stage) -> None:
    dossier = file_with(at)
    world.without("DROP INDEX seat_claim_one_live_per_dossier")
    for row in (a_class(at), a_class(at)):
        run(booking(dossier, row), world.herself(dossier.person))
    with world.as_owner():
        assert SeatClaim.objects.filter(holder=dossier.pk, state="confirmed").count() == 2


def test_book_seat_repeated_with_its_key_takes_one_place(at: Stage) -> None:
    dossier, row = file_with(at), a_class(at)
    actor = world.herself(dossier.person)
    assert run(booking(dossier, row), actor, key="k") == run(booking(dossier, row), actor, key="k")
    assert stored(OrientationClass, row.pk).taken == 1


@pytest.mark.parametrize(("role", "code"), [(Role.CLINIC_OFFICER, "not_allowed"), (Role.VERIFIER, "not_found")])
def test_book_seat_by_the_wrong_person_is_refused(at: Stage, role: Role, code: str) -> None:
    assert refused(booking(file_with(at), a_class(at)), world.actor(world.unit(), role)) == code


def test_book_seat_after_a_class_nobody_recorded_lapses_the_old_seat(at: Stage) -> None:
    dossier, old = file_with(at), over(at, minutes_ago=60 * 30)
    seat = seat_of(at, dossier, old)
    run(booking(dossier, a_class(at)), world.herself(dossier.person))
    assert stored(SeatClaim, seat.pk).state == "expired"
    with world.as_owner():
        assert allotments.drifted(OrientationClass, SeatClaim) == []


# --- giving back


def test_cancel_seat_frees_the_place_and_ends_the_sight_of_the_host(at: Stage) -> None:
    far = world.unit("p4mi")
    dossier, row = file_with(at), a_class(at, office=far)
    herself = world.herself(dossier.person)
    seat = UUID(str(run(booking(dossier, row), herself)["seat_id"]))
    run(CancelSeat(seat_id=seat), herself)
    assert (stored(SeatClaim, seat).state, stored(OrientationClass, row.pk).taken) == ("released", 0)
    assert not sees(world.actor(far, Role.INSTRUCTOR), dossier.pk)
    assert refused(CancelSeat(seat_id=seat), herself) == "seat_ended"


@pytest.mark.parametrize(
    ("state", "begun", "code"), [("used", False, "seat_ended"), ("confirmed", True, "class_begun")]
)
def test_cancel_seat_too_late_is_refused(at: Stage, state: str, begun: bool, code: str) -> None:
    dossier = file_with(at)
    marks = {"approved_at": clock.now(), "marked_by_holder": ids.new_id()} if state == "used" else {}
    seat = seat_of(at, dossier, over(at) if begun else a_class(at), state=state, **marks)
    assert refused(CancelSeat(seat_id=seat.pk), world.herself(dossier.person)) == code


def test_cancel_seat_of_somebody_else_is_refused(at: Stage) -> None:
    seat = seat_of(at, file_with(at), a_class(at))
    assert refused(CancelSeat(seat_id=seat.pk), world.herself(file_with(at).person)) == "not_found"


# --- A2, A3: the database refuses too, and no seat changes its person


def test_a_class_is_never_oversold_by_raw_sql(at: Stage) -> None:
    row = a_class(at, seats=1)
    with pytest.raises(IntegrityError, match="not_oversold"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE orientation_class SET taken = 2 WHERE id = %s", [row.pk])


@pytest.mark.control
def test_control_without_the_check_raw_sql_oversells(at: Stage) -> None:
    row = a_class(at, seats=1)
    world.without("ALTER TABLE orientation_class DROP CONSTRAINT orientationclass_not_oversold")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orientation_class SET taken = 2 WHERE id = %s", [row.pk])
    assert stored(OrientationClass, row.pk).taken == 2


def test_no_command_about_seats_names_another_person() -> None:
    named = {name for command in (CancelSeat, CancelClass) for name in command.model_fields}
    assert not any("dossier" in name or "holder" in name or "person" in name for name in named)
    assert set(BookSeat.model_fields) == {"dossier_id", "class_id"}


# --- reads


def test_calendar_pages_by_cursor_without_losing_or_repeating_a_class(at: Stage) -> None:
    rows = [a_class(at, starts_at=clock.now() + timedelta(days=day)) for day in (5, 2, 2, 9, 7)]
    seen, cursor = [], ""
    while page := calendar(VISITOR, office=at.bp3mi.pk, after=cursor, limit=2):
        seen += [slot.id for slot in page]
        cursor = page[-1].cursor
    assert seen == [row.pk for row in sorted(rows, key=lambda row: (row.starts_at, row.pk))]


@pytest.mark.parametrize(
    "cursor", ["x", "2026-01-01~", "2026-01-01T00:00:00~01a20466-5db9-734a-a2e4-d982c2104513", "~", "\x00~'"]
)
def test_calendar_with_a_made_up_cursor_begins_anew(at: Stage, cursor: str) -> None:
    row = a_class(at)
    assert [slot.id for slot in calendar(VISITOR, office=at.bp3mi.pk, after=cursor)] == [row.pk]


def test_calendar_open_only_leaves_full_classes_out(at: Stage) -> None:
    full, left = a_class(at, seats=1, taken=1), a_class(at, seats=1)
    assert [slot.id for slot in calendar(VISITOR, office=at.bp3mi.pk, open_only=True)] == [left.pk]
    assert full.pk in {slot.id for slot in calendar(VISITOR, office=at.bp3mi.pk)}


def test_my_seat_is_seen_by_oneself_and_not_by_a_stranger(at: Stage) -> None:
    dossier, row = file_with(at), a_class(at)
    seat_of(at, dossier, row)

    def shown(actor: Actor) -> object:
        with reading(actor):
            return my_seat(actor, dossier.pk)

    assert shown(world.herself(dossier.person))
    assert shown(world.actor(world.unit(), Role.VERIFIER)) is None


def test_basis_of_the_hosting_office_is_its_own(at: Stage) -> None:
    assert seat_actions.BASIS == "orientation"
