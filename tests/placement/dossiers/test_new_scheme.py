"""A scheme that came as a file, approved by two officers, opens dossiers and judges them: no line of Python changed."""

from pathlib import Path

import pytest

from rantau.kernel import clock
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import Role
from rantau.kernel.refusals import Refused
from rantau.placement.documents.kinds import kinds_of
from rantau.placement.dossiers.actions import OpenDossier
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.models import Unit
from rantau.registry.packs.actions import ApprovePack, ImportPack
from rantau.registry.packs.selectors import export
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "rulebook" / "fictitious" / "scheme-musiman.toml"


def brought_in() -> None:
    """The edition in force with one more file, from today."""
    files = export("ID-2026.1")
    day = clock.today().isoformat()
    files["pack.toml"] = files["pack.toml"].replace("ID-2026.1", "ID-MUSIMAN").replace("2026-01-01", day)
    files[FILE.name] = FILE.read_text(encoding="utf-8")
    run(ImportPack(files=files), world.actor(world.unit("ministry"), Role.LEGAL_OFFICER))
    run(ApprovePack(version="ID-MUSIMAN"), world.actor(world.unit("ministry"), Role.LEGAL_OFFICER))


def opened(office: Unit) -> Dossier:
    person = world.person(seen_by=office)
    command = parse(OpenDossier, {"person_id": person.pk, "referral": "none", "scheme": "MUSIMAN"})
    return helpers.fresh(run(command, world.actor(office, Role.REGISTRAR))["dossier"])


def test_open_in_a_scheme_that_came_as_a_file_is_judged_by_it() -> None:
    brought_in()
    dossier = opened(world.unit())

    assert (dossier.scheme, dossier.stage, dossier.pack_version) == ("MUSIMAN", "register", "ID-MUSIMAN")
    assert "village_letter" in kinds_of("MUSIMAN", clock.today())


def test_prove_the_papers_of_that_scheme_moves_its_own_line() -> None:
    brought_in()
    office = world.unit()
    dossier = opened(office)
    with world.as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(
            country_id="TL", occupation_id="9211", employer_kind="legal_entity", months=4
        )
    helpers.proved(dossier, "account")
    assert helpers.fresh(dossier).stage == "papers"
    helpers.proved(dossier, "village_letter")
    assert (helpers.fresh(dossier).stage, helpers.fresh(dossier).turn) == ("papers", "agency")


def test_open_in_a_scheme_that_nobody_brought_in_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        opened(world.unit())

    assert refused.value.refusal.code == "scheme_unknown"
