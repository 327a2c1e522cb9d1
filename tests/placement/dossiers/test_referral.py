"""Who brought her, asked of somebody whose file came from an old system: at a counter, once."""

from typing import Any

import pytest

from rantau.kernel.actions import run
from rantau.kernel.actors import Role
from rantau.kernel.models import JournalEntry, TallyFact
from rantau.placement.dossiers.actions import RecordReferral
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.models import Referrer
from tests import world
from tests.placement.builders import agency, refused, rules
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _law() -> None:
    rules()


def unasked(office: Any, **fields: Any) -> Dossier:
    return helpers.opened(office, referral="not_asked", **fields)


def test_record_who_brought_her_answers_the_question() -> None:
    office = world.unit()
    dossier = unasked(office)
    run(RecordReferral(dossier_id=dossier.pk, referral="none"), world.actor(office, Role.REGISTRAR))
    assert helpers.fresh(dossier).referral == "none"
    with world.as_owner():
        assert JournalEntry.objects.get(action="record_referral").person == dossier.person_id
        assert TallyFact.objects.get(kind="referral_recorded").dims["referral"] == "none"


def test_record_somebody_elses_name_seals_it() -> None:
    office = world.unit()
    dossier = unasked(office)
    command = RecordReferral(dossier_id=dossier.pk, referral="other", referred_by="Pak Contoh")
    run(command, world.actor(office, Role.REGISTRAR))
    kept = helpers.fresh(dossier).referred_by
    assert kept is not None
    assert b"Pak Contoh" not in bytes(kept)
    assert "Pak Contoh" not in repr(command)


def test_record_a_registered_referrer_must_be_one_of_her_agency() -> None:
    office, mine, other = world.unit(), agency(), agency()
    dossier, officer = unasked(office, agency=mine), world.actor(office, Role.REGISTRAR)
    with world.as_owner():
        ours, theirs = (Referrer.objects.create(agency=row, name="Ibu Contoh") for row in (mine, other))
    said = RecordReferral(dossier_id=dossier.pk, referral="registered", referrer_id=theirs.pk)
    assert refused(said, officer) == "referrer_unknown"
    run(said.model_copy(update={"referrer_id": ours.pk}), officer)
    assert helpers.fresh(dossier).referrer_id == ours.pk


@pytest.mark.parametrize(
    ("asked", "fields", "code"),
    [("none", {"referral": "none"}, "referral_known"), ("not_asked", {"referral": "other"}, "referrer_name_needed")],
)
def test_record_when_known_or_incomplete_is_refused(asked: str, fields: dict[str, Any], code: str) -> None:
    office = world.unit()
    dossier = helpers.opened(office, referral=asked)
    command = RecordReferral.model_validate({"dossier_id": dossier.pk, **fields})
    assert refused(command, world.actor(office, Role.REGISTRAR)) == code


@pytest.mark.parametrize(
    ("role", "in_scope", "code"), [(Role.GATE_OFFICER, True, "not_allowed"), (Role.REGISTRAR, False, "not_found")]
)
def test_record_by_the_wrong_person_is_refused(role: Role, in_scope: bool, code: str) -> None:
    office = world.unit()
    command = RecordReferral(dossier_id=unasked(office).pk, referral="none")
    assert refused(command, world.actor(office if in_scope else world.unit(), role)) == code
