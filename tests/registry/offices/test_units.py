"""Units are opened and renamed by the ministry; whoever asks for an old name finds the office it became."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from rantau.kernel import clock
from rantau.kernel.actors import Actor, Role
from rantau.registry.offices.actions import OpenUnit, RenameUnit
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import find, name_on, offices_named
from tests import world
from tests.placement.builders import done, journal, refused

pytestmark = pytest.mark.django_db


def minister() -> Actor:
    return world.actor(world.unit("ministry", name="Kementerian Contoh"), Role.MINISTRY_OFFICER)


def opening(**changes: Any) -> OpenUnit:
    values = {"kind": "p4mi", "code": "p4mi-contoh", "name": "P4MI Contoh", "place": "36.71", **changes}
    return OpenUnit.model_validate(values)


def test_open_unit_stands_below_another_in_its_place_and_zone() -> None:
    above = world.unit("bp3mi")
    unit = Unit.objects.get(pk=str(done(opening(parent_id=above.pk, clock="WITA"), minister())["unit"]))
    assert (unit.parent_id, unit.regency_id, unit.province_id, unit.time_zone) == (
        above.pk, "36.71", "36", "Asia/Makassar",
    )  # fmt: skip
    assert journal("open_unit")[0].subject == unit.pk


def test_open_mission_keeps_the_time_of_its_country_below_the_ministry() -> None:
    actor = minister()
    unit = Unit.objects.get(pk=str(done(opening(kind="mission", place="TW", clock="WIT"), actor)["unit"]))
    assert (unit.country_id, unit.regency_id, unit.time_zone) == ("TW", None, "Asia/Taipei")
    assert unit.parent_id == actor.unit_id


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "99.99"}, "unit_place_unknown"),
        ({"place": "TW"}, "unit_place_unknown"),
        ({"kind": "mission", "place": "36.71"}, "unit_place_unknown"),
        ({"parent_id": "00000000-0000-7000-8000-0000000000aa"}, "not_found"),
    ],
)
def test_open_unit_where_there_is_nothing_is_refused(changes: dict[str, Any], code: str) -> None:
    assert refused(opening(**changes), minister()) == code


def test_open_unit_with_a_code_that_is_taken_is_refused() -> None:
    actor = minister()
    done(opening(), actor)
    assert refused(opening(), actor) == "unit_code_taken"


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR, Role.AGENCY_OFFICER])
def test_open_or_rename_by_others_is_refused(role: Role) -> None:
    unit = world.unit("bp3mi")
    actor = world.actor(unit, role)
    rename = RenameUnit(unit_id=unit.pk, name="Nama Lain", since=clock.today())
    assert [refused(command, actor) for command in (opening(), rename)] == ["not_allowed"] * 2


def test_rename_unit_keeps_the_old_name_with_its_time_and_finds_it() -> None:
    unit, actor = world.unit("bp3mi", name="UPT BP2MI Serang"), minister()
    done(RenameUnit(unit_id=unit.pk, name="BP3MI Banten", since=date(2022, 1, 1)), actor)
    done(RenameUnit(unit_id=unit.pk, name="BP3MI Banten Baru", since=date(2025, 1, 1)), actor)
    now = Unit.objects.get(pk=unit.pk)
    days = (date(2021, 9, 6), date(2021, 12, 31), date(2022, 1, 1), date(2025, 1, 1))
    assert [name_on(now, day) for day in days] == [
        "UPT BP2MI Serang", "UPT BP2MI Serang", "BP3MI Banten", "BP3MI Banten Baru",
    ]  # fmt: skip
    for asked in ("UPT Serang", "bp2mi", "BP3MI Banten", "banten baru"):
        assert [row.pk for row in offices_named(asked)] == [unit.pk], asked
    assert offices_named("UPT Banten") == [], "words of two names are no name"


def test_rename_unit_on_an_impossible_day_is_refused() -> None:
    unit, actor = world.unit("bp3mi"), minister()
    tomorrow = clock.today() + timedelta(days=1)
    assert refused(RenameUnit(unit_id=unit.pk, name="Nama", since=tomorrow), actor) == "name_from_impossible"
    done(RenameUnit(unit_id=unit.pk, name="Nama", since=date(2025, 1, 1)), actor)
    for day in (date(2024, 1, 1), date(2025, 1, 1)):
        assert refused(RenameUnit(unit_id=unit.pk, name="Lagi", since=day), actor) == "name_from_impossible"


def test_rename_unit_that_does_not_exist_is_refused() -> None:
    command = RenameUnit(unit_id=UUID(int=7), name="Nama", since=clock.today())
    assert refused(command, minister()) == "not_found"


@pytest.mark.parametrize("asked", ["%", "_", "\x00", "' OR 1=1", "<script>", "a b c d e f g h i j"])
def test_find_a_hostile_name_finds_nobody(asked: str) -> None:
    world.unit("bp3mi", name="BP3MI Contoh")
    assert list(find(asked)) == [] or asked == "\x00"


def test_find_leaves_out_what_is_closed_and_what_is_no_office() -> None:
    world.unit("bp3mi", name="BP3MI Tutup", closed_on=clock.today())
    world.unit("clinic", name="Klinik Contoh")
    assert list(find("Tutup")) == []
    assert offices_named("Klinik") == []
