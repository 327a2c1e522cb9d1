"""Versions of the rulebook: in by one person, into force by another, never a text the loader refuses."""

from datetime import timedelta

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role, reading
from rantau.kernel.models import JournalEntry
from rantau.kernel.refusals import Refusal, Refused
from rantau.placement.dossiers.dryrun import dry_run
from rantau.placement.dossiers.jobs import overdue
from rantau.registry.packs import selectors
from rantau.registry.packs.actions import ApprovePack, ImportPack, seed_shipped_packs
from rantau.registry.packs.models import PackVersion
from rantau.rulebook.loader import load_texts
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
SHIPPED = "ID-2026.1"


def legal_officer() -> Actor:
    return world.actor(world.unit("ministry"), Role.LEGAL_OFFICER)


def next_edition(days: int = 30, **changes: tuple[str, str]) -> dict[str, str]:
    """The shipped edition under a new name, in force so many days from today, with words replaced."""
    files = selectors.export(SHIPPED)
    day = clock.today() + timedelta(days=days)
    files["pack.toml"] = files["pack.toml"].replace(SHIPPED, "ID-NEXT").replace("2026-01-01", day.isoformat())
    for old, new in changes.values():
        files = {name: text.replace(old, new) for name, text in files.items()}
    return files


def refused(command: ImportPack | ApprovePack, actor: Actor) -> Refusal:
    before = selectors.rulebook()
    with pytest.raises(Refused) as caught:
        run(command, actor)
    assert selectors.rulebook() is before
    return caught.value.refusal


def test_seed_brings_the_shipped_editions_into_force_once() -> None:
    assert SHIPPED in {pack.version for pack in selectors.rulebook().packs}
    assert seed_shipped_packs() == []
    row = PackVersion.objects.get(version=SHIPPED)
    assert row.author_holder != row.approver_holder
    assert row.approved_at is not None


def test_import_a_version_binds_nobody_until_a_second_person_approves() -> None:
    before = selectors.rulebook()
    run(ImportPack(files=next_edition()), legal_officer())
    assert selectors.rulebook() is before
    assert [row.version for row in selectors.waiting_for_approval()] == ["ID-NEXT"]
    run(ApprovePack(version="ID-NEXT"), legal_officer())
    assert [pack.version for pack in selectors.rulebook().packs][-1] == "ID-NEXT"
    with world.as_owner():
        assert JournalEntry.objects.filter(action="approve_pack", outcome="done").exists()


def test_import_the_same_text_twice_is_the_same_version() -> None:
    officer = legal_officer()
    first, second = (run(ImportPack(files=next_edition()), officer) for _ in range(2))
    assert first == second


def test_import_other_text_under_the_same_name_is_refused() -> None:
    officer = legal_officer()
    run(ImportPack(files=next_edition(30)), officer)
    assert refused(ImportPack(files=next_edition(31)), officer).code == "pack_version_exists"


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("ages.toml", "[[age", "ages.toml"),
        ("surprise.toml", "x = 1", "surprise.toml"),
        ("requirements.toml", "[[requirement]]\ncode = 'x'\n", "requirements.toml"),
    ],
)
def test_import_a_broken_pack_names_file_and_row_and_leaves_the_rules(file: str, text: str, words: str) -> None:
    why = refused(ImportPack(files={**next_edition(), file: text}), legal_officer())
    assert why.code == "pack_refused"
    assert words in why.id


def test_import_by_another_officer_is_refused() -> None:
    officer = world.actor(world.unit("ministry"), Role.MINISTRY_OFFICER)
    assert refused(ImportPack(files=next_edition()), officer).code == "not_allowed"


@pytest.mark.parametrize("another_account", [False, True])
def test_approve_by_the_same_person_is_refused_whatever_the_account(another_account: bool) -> None:
    holder, ministry = ids.new_id(), world.unit("ministry")
    author = world.actor(ministry, Role.LEGAL_OFFICER, holder=holder)
    run(ImportPack(files=next_edition()), author)
    approver = world.actor(ministry, Role.LEGAL_OFFICER, holder=holder) if another_account else author
    assert refused(ApprovePack(version="ID-NEXT"), approver).code == "pack_own_approval"


@pytest.mark.control
def test_control_without_guard_and_constraint_one_person_approves_her_own(monkeypatch: pytest.MonkeyPatch) -> None:
    author = legal_officer()
    run(ImportPack(files=next_edition()), author)
    world.without("ALTER TABLE pack_version DROP CONSTRAINT pack_version_second_person")
    world.without("ALTER TABLE pack_version DISABLE TRIGGER USER")
    monkeypatch.setattr("rantau.registry.packs.actions.is_own", lambda _row, _actor: False)
    run(ApprovePack(version="ID-NEXT"), author)
    assert PackVersion.objects.get(version="ID-NEXT").approved_at is not None


def test_approve_what_is_approved_unknown_or_past_is_refused() -> None:
    assert refused(ApprovePack(version=SHIPPED), legal_officer()).code == "pack_already_approved"
    assert refused(ApprovePack(version="ID-0"), legal_officer()).code == "pack_unknown"
    run(ImportPack(files=next_edition(-3)), legal_officer())
    assert refused(ApprovePack(version="ID-NEXT"), legal_officer()).code == "pack_looks_back"


def test_approve_a_version_makes_open_dossiers_due() -> None:
    dossier = helpers.opened(world.unit())
    assert overdue() == []
    run(ImportPack(files=next_edition()), legal_officer())
    run(ApprovePack(version="ID-NEXT"), legal_officer())
    with reading(helpers.machine(dossier.handling)):
        assert overdue() == [dossier.pk]


def test_export_gives_text_that_imports_as_an_equal_pack() -> None:
    assert load_texts(selectors.export(SHIPPED)) == selectors.pack_of(PackVersion.objects.get(version=SHIPPED))


def test_text_of_a_version_is_never_changed() -> None:
    with pytest.raises(Exception, match="Cannot update"):
        PackVersion.objects.filter(version=SHIPPED).update(files={})


def test_dry_run_names_the_dossiers_that_would_change_and_how() -> None:
    office = world.unit()
    open_one = helpers.opened(office, country_id="TW")
    helpers.opened(office, country_id="MY")
    closed = ('country = "TW"', 'country = "QQ"')
    run(ImportPack(files=next_edition(30, country=closed)), legal_officer())
    officer = world.actor(office, Role.SUPERVISOR)
    with reading(officer):
        result = dry_run(officer, "ID-NEXT")
    assert result.judged == 2
    (change,) = result.changes
    assert change.dossier_id == open_one.pk
    assert ("destination", "met", "waiting") in change.requirements


def test_dry_run_of_a_version_that_changes_nothing_is_empty() -> None:
    office = world.unit()
    helpers.opened(office)
    run(ImportPack(files=next_edition()), legal_officer())
    officer = world.actor(office, Role.SUPERVISOR)
    with reading(officer):
        assert dry_run(officer, "ID-NEXT").changes == ()
