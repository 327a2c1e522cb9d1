"""Pages and queues: what they tell to whom, in which order, with how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role, reading
from rantau.kernel.refusals import Refused
from rantau.placement.dossiers import selectors
from rantau.placement.dossiers.actions import MoveDossier, OpenFile
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.numbers import read_number
from rantau.placement.dossiers.pages import dossier_page
from rantau.placement.dossiers.views import DossierPage
from rantau.registry.people.models import Person
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db


def page(actor: Actor, dossier: Dossier) -> DossierPage:
    with reading(actor):
        return dossier_page(actor, dossier.pk)


def owner(dossier: Dossier) -> Actor:
    with world.as_owner():
        person = Person.objects.get(pk=dossier.person_id)
    return world.herself(person)


def test_page_tells_stations_rows_hanging_and_who_sees() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    helpers.proved(dossier, "kk")
    shown = page(world.actor(office, Role.VERIFIER), dossier)
    rows = {row.code: row for row in shown.rows}
    assert len(shown.stations) == 9
    assert rows["family_card"].state == "met"
    assert rows["family_card"].proof is not None
    assert "PP10-8-KK" in rows["family_card"].law
    assert {item.code for item in shown.hanging} >= {"marital_status"}
    assert {sight.basis for sight in shown.sights} == {"self", "handling"}
    assert (shown.handled_by_id, shown.turn, shown.my_turn) == (office.pk, "agency", False)
    assert shown.missing == helpers.fresh(dossier).missing


def test_page_for_herself_says_that_it_is_her_turn_and_which_office_opened_it() -> None:
    office = world.unit(name="Disnaker Contoh")
    dossier = helpers.opened(office)
    run(OpenFile(dossier_id=dossier.pk, purpose="periksa dokumen"), world.actor(office, Role.VERIFIER))
    shown = page(owner(dossier), dossier)
    entry = next(item for item in shown.journal if item.action == "open_file")
    assert shown.my_turn
    assert (entry.unit, entry.person, entry.purpose) == ("Disnaker Contoh", "", "periksa dokumen")
    assert [item.template for item in shown.outgoing] == ["your_turn"]


def test_page_for_a_colleague_names_the_officer() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    officer = world.actor(office, Role.VERIFIER)
    run(OpenFile(dossier_id=dossier.pk, purpose="periksa dokumen"), officer)
    entry = next(item for item in page(officer, dossier).journal if item.action == "open_file")
    assert entry.person == "Petugas Contoh"


def test_page_shows_a_renewal_beside_the_proof_it_would_replace() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    helpers.proved(dossier, "passport", number="X1234567", valid_until=helpers.in_days(900))
    helpers.proved(dossier, "passport", verified=False, number="X7654321", values={"machine": "clean"})
    row = next(row for row in page(world.actor(office, Role.VERIFIER), dossier).rows if row.code == "passport")
    assert row.proof is not None
    assert row.proof.state == "verified"
    assert row.open_statement is not None
    assert row.open_statement.machine == "clean"


def test_page_marks_what_was_carried_over() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    helpers.proved(dossier, "selection", origin="import:siskotkln", source_reference="S-1")
    row = next(row for row in page(world.actor(office, Role.VERIFIER), dossier).rows if row.code == "selection")
    assert row.proof is not None
    assert (row.proof.carried, row.proof.source_reference) == (True, "S-1")


def test_page_shows_where_the_file_was_before() -> None:
    office, other = world.unit(), world.unit("mpp")
    dossier = helpers.opened(office)
    run(
        MoveDossier(dossier_id=dossier.pk, office_id=other.pk, reason="Kantor tutup"),
        world.actor(office, Role.VERIFIER),
    )
    for unit in (office, other):
        (moved,) = page(world.actor(unit, Role.VERIFIER), dossier).moves
        assert (moved.came_from, moved.went_to) == (office.name, other.name)


def test_page_out_of_sight_is_refused_as_if_it_did_not_exist() -> None:
    dossier = helpers.opened(world.unit())
    with pytest.raises(Refused) as caught:
        page(world.actor(world.unit(), Role.VERIFIER), dossier)
    assert caught.value.refusal.status == 404


def test_page_asks_the_same_number_of_queries_however_much_is_on_file() -> None:
    office = world.unit()
    few, many = helpers.opened(office), helpers.opened(office)
    for kind in ("kk", "photo", "passport", "family_permit", "marital_status", "psychology", "selection"):
        helpers.proved(many, kind)
    officer = world.actor(office, Role.VERIFIER)
    page(officer, few)
    counted = []
    for dossier in (few, many):
        with CaptureQueriesContext(connection) as seen:
            page(officer, dossier)
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 20


def queue(actor: Actor, kind: str, cursor: str = "") -> selectors.QueuePage:
    with reading(actor):
        return selectors.queue(actor, kind, cursor)


def many(count: int) -> tuple[Actor, list[Dossier]]:
    office = world.unit()
    made = [helpers.opened(office) for _ in range(count)]
    for index, dossier in enumerate(made):
        with world.as_owner():
            Dossier.objects.filter(pk=dossier.pk).update(
                urgent_on=helpers.in_days((index * 7) % count - 2), waiting_since=clock.now() - timedelta(hours=index)
            )
    return world.actor(office, Role.VERIFIER), made


def test_queue_goes_by_the_harm_of_waiting_and_pages_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "PAGE", 3)
    officer, made = many(8)
    rows, cursor, pages = [], "", 0
    while pages == 0 or cursor:
        found = queue(officer, "all", cursor)
        rows += found.rows
        cursor, pages = found.next, pages + 1
    with world.as_owner():
        wanted = list(Dossier.objects.order_by("urgent_on", "waiting_since", "pk").values_list("pk", flat=True))
    assert pages == 3
    assert [row.id for row in rows] == wanted
    assert [row.late for row in rows[:3]] == [True, True, False]
    assert len(made) == len(rows)


def test_queue_of_documents_names_the_statement_that_waits() -> None:
    office = world.unit()
    dossier, other = helpers.opened(office), helpers.opened(office)
    helpers.proved(dossier, "kk", verified=False, origin="self", values={"machine": "clean"})
    (row,) = queue(world.actor(office, Role.VERIFIER), "documents").rows
    assert row.id == dossier.pk != other.pk
    assert row.waiting is not None
    assert (row.waiting.kind, row.waiting.origin, row.waiting.clean) == ("kk", "self", True)
    assert row.machine_clean


def test_queue_of_another_office_is_empty_also_when_it_sees_the_file() -> None:
    region = world.unit("bp3mi")
    office = world.unit()
    helpers.opened(office)
    assert queue(world.actor(region, Role.VERIFIER), "all").rows == ()
    assert len(queue(world.actor(region, Role.ISSUER), "all").rows) == 1


@pytest.mark.parametrize("cursor", ["x", "W10=", "WzEsMiwzXQ==", "é"])
def test_queue_with_a_strange_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Refused) as caught:
        queue(world.actor(world.unit(), Role.VERIFIER), "all", cursor)
    assert caught.value.refusal.code == "cursor_unknown"


def test_queue_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        queue(world.actor(world.unit(), Role.VERIFIER), "everything")
    assert caught.value.refusal.status == 404


def test_queue_asks_the_same_number_of_queries_for_two_and_for_eight() -> None:
    counted = []
    for count in (2, 8):
        officer, _made = many(count)
        queue(officer, "all")
        with CaptureQueriesContext(connection) as seen:
            queue(officer, "all")
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_counts_say_how_many_wait_and_how_many_are_late() -> None:
    officer, _made = many(5)
    with reading(officer):
        counts = selectors.waiting_counts(officer)
    assert (counts["all"].count, counts["all"].late, counts["all"].more) == (5, 2, False)
    assert counts["documents"].count == 0


def test_counts_stop_where_nobody_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "COUNTED", 3)
    officer, _made = many(5)
    with reading(officer):
        counts = selectors.waiting_counts(officer)
    assert (counts["all"].count, counts["all"].more) == (3, True)


@pytest.mark.parametrize("typed", ["{n}", " {n} ", "{l}", "{c}", "old-9"])
def test_find_by_number_as_people_type_it(typed: str) -> None:
    office = world.unit()
    dossier = helpers.opened(office, old_number="OLD-9")
    text = typed.format(n=dossier.number, l=dossier.number.lower(), c=dossier.number.replace("-", " "))
    officer = world.actor(office, Role.VERIFIER)
    with reading(officer):
        assert [row.pk for row in selectors.find(officer, text)] == [dossier.pk]


@pytest.mark.parametrize("typed", ["", "   ", "BTN", "%", "' OR 1=1", "\x00", "9" * 400])
def test_find_by_something_else_finds_nothing(typed: str) -> None:
    officer = world.actor(world.unit(), Role.VERIFIER)
    helpers.opened(world.unit())
    with reading(officer):
        assert selectors.find(officer, typed) == []


def test_find_out_of_sight_finds_nothing() -> None:
    dossier = helpers.opened(world.unit())
    stranger = world.actor(world.unit(), Role.VERIFIER)
    with reading(stranger):
        assert selectors.find(stranger, dossier.number) == []
        assert selectors.dossiers_of_person(stranger, dossier.person_id) == []


def test_find_without_row_security_is_still_walled_by_python() -> None:
    dossier = helpers.opened(world.unit())
    stranger = world.actor(world.unit(), Role.VERIFIER)
    world.without("ALTER TABLE dossier DISABLE ROW LEVEL SECURITY")
    with reading(stranger):
        assert selectors.find(stranger, dossier.number) == []


@pytest.mark.control
def test_control_without_both_walls_a_stranger_finds_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = helpers.opened(world.unit())
    stranger = world.actor(world.unit(), Role.VERIFIER)
    world.without("ALTER TABLE dossier DISABLE ROW LEVEL SECURITY")
    world.without("ALTER TABLE person DISABLE ROW LEVEL SECURITY")
    monkeypatch.setattr(selectors, "_visible", lambda _actor, rows: list(rows))
    with reading(stranger):
        assert [row.pk for row in selectors.find(stranger, dossier.number)] == [dossier.pk]


def test_dossiers_of_a_person_come_open_ones_first() -> None:
    office = world.unit()
    person = world.person(seen_by=office)
    closed = helpers.opened(office, person, closed_on=clock.today(), closing_reason="withdrew")
    running = helpers.opened(office, person)
    officer = world.actor(office, Role.VERIFIER)
    with reading(officer):
        assert [row.pk for row in selectors.dossiers_of_person(officer, person.pk)] == [running.pk, closed.pk]
    with reading(world.herself(person)):
        assert len(selectors.dossiers_of_person(world.herself(person), person.pk)) == 2


def test_read_number_accepts_spaces_and_missing_hyphens() -> None:
    assert read_number("btn 26 004182") == read_number("BTN–26–004182") == "BTN-26-004182"
