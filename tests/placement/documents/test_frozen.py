"""What a second person has verified stays: identity, passport and photograph, through every way in (promise K3)."""

from datetime import date, timedelta
from typing import Any

import pytest

from rantau.kernel import clock, evidence
from rantau.kernel.actions import Answer, Command, run
from rantau.kernel.actors import Actor, Kind, Role
from rantau.kernel.models import Evidence
from rantau.placement.documents import frozen
from rantau.placement.documents.actions import DecideCleanFiles, DecideEvidence, FileEvidence, ImportEvidence
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit
from rantau.registry.people import identities
from rantau.registry.people.actions import AmendIdentity
from rantau.registry.people.models import Person
from tests import world
from tests.placement.builders import refused
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
DRAWN = "rantau.placement.documents.actions.deciding.drawn"
OLD, NEW = "X1234567", "X7654321"


@pytest.fixture
def office() -> Unit:
    return world.unit()


@pytest.fixture
def dossier(office: Unit) -> Dossier:
    return helpers.opened(office)


def person_of(dossier: Dossier) -> Person:
    with world.as_owner():
        return Person.objects.get(pk=dossier.person_id)


def filed(dossier: Dossier, kind: str = "ktp", number: str = "3604014403999001", **fields: Any) -> Answer:
    """A paper handed in by the person herself."""
    return run(FileEvidence(dossier_id=dossier.pk, kind=kind, number=number, **fields), world.herself(dossier.person))


def accepting(answer: Answer) -> DecideEvidence:
    return DecideEvidence.model_validate({"evidence_id": answer["evidence"], "accept": True})


def entered_by(dossier: Dossier, officer: Actor) -> None:
    with world.as_owner():
        Person.objects.filter(pk=dossier.person_id).update(stated_by_holder=officer.holder_id)


def importing(dossier: Dossier, kind: str, number: str) -> Command:
    return ImportEvidence(
        dossier_id=dossier.pk, source="siskotkln", source_reference=f"S-{number}", kind=kind, number=number,
        valid_until=clock.today() + timedelta(days=900) if kind == "passport" else None,
    )  # fmt: skip


def the_import(office: Unit) -> Actor:
    return Actor(Kind.IMPORT, units=(office.pk,))


def passports(dossier: Dossier) -> list[tuple[str, str]]:
    with world.as_owner():
        rows = Evidence.objects.filter(subject=dossier.pk, kind="passport").order_by("stated_at", "id")
        return [(row.origin, row.state) for row in rows]


# --- a paper of identity freezes the identity


def test_accepting_the_identity_card_freezes_the_identity(dossier: Dossier, office: Unit) -> None:
    run(accepting(filed(dossier)), world.actor(office, Role.VERIFIER))
    change = AmendIdentity(person_id=dossier.person_id, birth_date=date(1994, 3, 4))
    for who in (world.actor(office, Role.REGISTRAR), world.herself(dossier.person)):
        assert refused(change, who) == "identity_frozen"


def test_refusing_the_identity_card_freezes_nothing(dossier: Dossier, office: Unit) -> None:
    answer = filed(dossier)
    refusing = DecideEvidence.model_validate({
        "evidence_id": answer["evidence"], "accept": False, "rule": "PP10-8-KTP", "seen": "Fotonya buram sekali",
        "who": "candidate", "until": clock.today(),
    })  # fmt: skip
    run(refusing, world.actor(office, Role.VERIFIER))
    assert person_of(dossier).identity_verified_at is None


def test_importing_a_verified_identity_card_freezes_the_identity(dossier: Dossier, office: Unit) -> None:
    run(importing(dossier, "ktp", "3604014403999001"), the_import(office))
    assert person_of(dossier).identity_verified_at is not None


def test_accepting_the_identity_card_by_who_entered_the_identity_is_refused(dossier: Dossier, office: Unit) -> None:
    verifier = world.actor(office, Role.VERIFIER)
    entered_by(dossier, verifier)
    assert refused(accepting(filed(dossier)), verifier) == "own_request"
    assert run(accepting(filed(dossier, "kk", "3604000000000001")), verifier)["state"] == "verified"


def test_accepting_clean_files_freezes_and_leaves_what_one_entered_oneself(
    dossier: Dossier, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DRAWN, lambda waiting: False)
    other = helpers.opened(office)
    verifier = world.actor(office, Role.VERIFIER)
    entered_by(other, verifier)
    for one, number in ((dossier, "3604014403999001"), (other, "3604014403999002")):
        filed(one, number=number)
    answer = run(DecideCleanFiles(dossier_ids=(dossier.pk, other.pk)), verifier)
    assert (answer["accepted"], answer["left"]) == ([str(dossier.pk)], {str(other.pk): "own_statement"})
    assert person_of(dossier).identity_verified_at is not None


# --- nobody decides on her own file


def herself_as_officer(dossier: Dossier, office: Unit) -> Actor:
    """The person has a second account, as an officer."""
    own = world.herself(dossier.person)
    return world.actor(office, Role.VERIFIER, holder=own.holder_id)


def test_accepting_a_paper_of_ones_own_file_under_another_account_is_refused(dossier: Dossier, office: Unit) -> None:
    answer = run(
        FileEvidence(dossier_id=dossier.pk, kind="kk", number="3604000000000001"), world.actor(office, Role.REGISTRAR)
    )
    assert refused(accepting(answer), herself_as_officer(dossier, office)) == "own_request"


@pytest.mark.control
def test_control_without_the_guard_somebody_accepts_her_own_papers(
    dossier: Dossier, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identities, "require_second_person", lambda tx, person, first: None)
    answer = run(
        FileEvidence(dossier_id=dossier.pk, kind="kk", number="3604000000000001"), world.actor(office, Role.REGISTRAR)
    )
    me = herself_as_officer(dossier, office)
    assert run(accepting(answer), me)["state"] == "verified"
    with world.as_owner():
        assert Account.objects.filter(person=dossier.person_id, holder=me.holder_id).exists()


# --- passports


def test_importing_another_passport_than_the_verified_one_waits_for_a_person(dossier: Dossier, office: Unit) -> None:
    helpers.proved(dossier, "passport", number=OLD, valid_until=clock.today() + timedelta(days=900))
    run(importing(dossier, "passport", NEW), the_import(office))
    assert passports(dossier) == [("desk", "verified"), ("import:siskotkln", "stated")]


def test_importing_the_first_passport_counts_at_once_and_is_found_in_one_form(dossier: Dossier, office: Unit) -> None:
    run(importing(dossier, "passport", "x 123-4567"), the_import(office))
    assert passports(dossier) == [("import:siskotkln", "verified")]
    with world.as_owner():
        row = evidence.current([dossier.pk]).get(kind="passport")
    assert bytes(row.number_digest or b"") == frozen.sealed.blind("passport", OLD)


@pytest.mark.control
def test_control_without_the_comparison_an_import_replaces_what_persons_have_verified(
    dossier: Dossier, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "_other_passport", lambda before, what: False)
    helpers.proved(dossier, "passport", number=OLD, valid_until=clock.today() + timedelta(days=900))
    run(importing(dossier, "passport", NEW), the_import(office))
    assert passports(dossier)[-1] == ("import:siskotkln", "verified")
