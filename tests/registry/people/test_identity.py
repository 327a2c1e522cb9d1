"""A verified identity stays verified (promise K3); corrections, recoveries and who decides them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from rantau.kernel import clock, evidence, ids
from rantau.kernel.actions import Answer, run
from rantau.kernel.actors import VISITOR, Actor, Role, reading
from rantau.kernel.models import JournalEntry
from rantau.kernel.refusals import Refused
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit
from rantau.registry.people import identities, selectors
from rantau.registry.people.actions import (
    AddContact,
    AddKin,
    AmendIdentity,
    ApproveRecovery,
    AskCorrection,
    AskRecovery,
    ConfirmRegistration,
    DecideCorrection,
    EndContact,
    GiveConsent,
    NoteDocumentName,
    RevealIdentifier,
    SetNik,
    VerifyIdentity,
    WithdrawConsent,
)
from rantau.registry.people.addresses import contact_address
from rantau.registry.people.export import export_own_record
from rantau.registry.people.models import Consent, Identifier, Person
from tests import world
from tests.registry.people import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = builders.QUICK_HASHER


@pytest.fixture
def office() -> Unit:
    return world.unit()


@pytest.fixture
def verified(office: Unit) -> Person:
    """Somebody registered with a NIK by one officer and verified by another of the same office."""
    registrar = world.actor(office, Role.REGISTRAR)
    person = builders.register(registrar, nik=builders.NIK)
    run(ConfirmRegistration(person_id=person.id, how="signed"), registrar)
    run(VerifyIdentity(person_id=person.id, document="ktp"), world.actor(office, Role.VERIFIER))
    return again(person)


def again(person: Person) -> Person:
    with world.as_owner():
        return Person.objects.get(pk=person.pk)


def asked(person: Person, actor: Actor, field: str = "name", new: str = "Wulandari Pratama") -> Answer:
    command = {
        "person_id": person.id,
        "field": field,
        "new": new,
        "reason": "salah ketik di KTP",
        "content": PDF,
        "true_statement": True,
    }
    return run(AskCorrection.model_validate(command), actor)


PDF = b"%PDF-1.7\n"


@pytest.mark.parametrize("role", [None, Role.AGENCY_OFFICER, Role.VILLAGE_OFFICER, Role.SCHOOL_OFFICER])
def test_ask_correction_without_proof_is_refused_to_everybody_but_a_counter(office: Unit, role: Role | None) -> None:
    person = world.person(seen_by=office)
    actor = world.actor(office, role) if role else world.herself(person)
    command = AskCorrection(person_id=person.id, field="name", new="Wulandari", reason="salah", true_statement=True)
    assert builders.refusal_of(command, actor).code == "proof_needed"
    assert run(command, world.actor(office, Role.REGISTRAR))["correction_id"]


def test_proof_of_a_correction_is_opened_on_record_by_who_sees_the_person(office: Unit) -> None:
    person = world.person(seen_by=office)
    correction = UUID(str(asked(person, world.herself(person))["correction_id"]))
    officer, stranger = world.actor(office, Role.VERIFIER), world.actor(world.unit(), Role.VERIFIER)
    assert selectors.proof_of_correction(officer, correction, "examine") == ("application/pdf", PDF)
    with world.as_owner():
        entry = JournalEntry.objects.get(action="open_proof", outcome="read")
    assert (entry.person, entry.purpose) == (person.id, "examine")
    with pytest.raises(Refused) as answer:
        selectors.proof_of_correction(stranger, correction, "examine")
    assert answer.value.refusal.code == "not_found"


def decision(person: Person, answer: Answer, *, accept: bool = True) -> DecideCorrection:
    return DecideCorrection.model_validate(
        {"person_id": person.id, "correction_id": answer["correction_id"], "accept": accept, "reason": "sesuai akta"}
    )


ANYTHING: dict[str, dict[str, Any]] = {
    "NoteDocumentName": {"document": "passport", "name": "Wulan P"},
    "AddContact": {"kind": "email", "value": "wulan@contoh.id"},
    "AddKin": {"relation": "parent", "name": "Ibu Asri"},
    "GiveConsent": {"purpose": "credit"},
    "SetNik": {"nik": builders.NIK},
    "AmendIdentity": {"marital": "widowed"},
    "AskCorrection": {
        "field": "name",
        "new": "Wulandari",
        "reason": "salah ketik",
        "content": b"%PDF-1.7",
        "true_statement": True,
    },
    "AskRecovery": {"document": "ktp", "reason": "ponsel hilang"},
}
COMMANDS = {
    command.__name__: command
    for command in (
        NoteDocumentName,
        AddContact,
        AddKin,
        GiveConsent,
        SetNik,
        AmendIdentity,
        AskCorrection,
        AskRecovery,
    )
}


@pytest.mark.parametrize("name", sorted(ANYTHING))
def test_run_in_scope_acts_for_a_colleague_without_the_right_and_for_a_stranger_refuses(
    name: str, office: Unit
) -> None:
    person = world.person(seen_by=office)
    command = COMMANDS[name].model_validate({"person_id": person.id, **ANYTHING[name]})
    assert builders.refusal_of(command, world.actor(office, Role.INSTRUCTOR)).code == "not_allowed"
    assert builders.refusal_of(command, builders.officer(Role.REGISTRAR)).code == "not_found"
    assert builders.refusal_of(command, VISITOR).code == "sign_in_first"
    assert run(command, world.actor(office, Role.REGISTRAR))


def test_verify_identity_freezes_and_files_evidence(verified: Person) -> None:
    assert verified.identity_verified_at is not None
    assert verified.nik_state == "verified"
    with world.as_owner():
        (proof,) = evidence.current([verified.id])
    assert (proof.kind, proof.state) == ("identity", "verified")


def test_verify_identity_by_who_entered_it_is_refused(office: Unit) -> None:
    both = world.actor(office, Role.REGISTRAR, Role.VERIFIER)
    person = builders.register(both)
    run(ConfirmRegistration(person_id=person.id, how="signed"), both)
    assert builders.refusal_of(VerifyIdentity(person_id=person.id, document="ktp"), both).code == "own_request"


def test_verify_identity_with_a_second_account_of_the_same_person_is_refused(office: Unit) -> None:
    first = world.actor(office, Role.REGISTRAR)
    person = builders.register(first)
    run(ConfirmRegistration(person_id=person.id, how="signed"), first)
    second = world.actor(office, Role.VERIFIER, holder=first.holder_id)
    assert builders.refusal_of(VerifyIdentity(person_id=person.id, document="ktp"), second).code == "own_request"


def test_verify_identity_before_the_summary_is_confirmed_is_refused(office: Unit) -> None:
    person = builders.register(world.actor(office, Role.REGISTRAR))
    refusal = builders.refusal_of(
        VerifyIdentity(person_id=person.id, document="ktp"), world.actor(office, Role.VERIFIER)
    )
    assert refusal.code == "identity_incomplete"


@pytest.mark.parametrize("change", [{"name": "Wulandari"}, {"sex": "m"}, {"birth_date": date(1997, 3, 4)}])
def test_amend_identity_of_a_verified_person_is_refused(change: dict[str, Any], verified: Person, office: Unit) -> None:
    command = AmendIdentity(person_id=verified.id, **change)
    assert builders.refusal_of(command, world.actor(office, Role.REGISTRAR)).code == "identity_frozen"
    assert builders.refusal_of(command, world.herself(verified)).code == "identity_frozen"


def test_amend_identity_before_verification_asks_for_a_new_confirmation(office: Unit) -> None:
    registrar = world.actor(office, Role.REGISTRAR)
    person = builders.register(registrar)
    run(ConfirmRegistration(person_id=person.id, how="signed"), registrar)
    run(AmendIdentity(person_id=person.id, birth_date=date(1998, 4, 3), home="36.71"), registrar)
    mended = again(person)
    assert (mended.birth_date, mended.regency_id, mended.confirmed_at) == (date(1998, 4, 3), "36.71", None)


SLIPS = [{"name": "Wulandari"}, {"birth_date": date(1997, 3, 4)}, {"sex": "m"}]


@pytest.mark.parametrize("change", SLIPS)
def test_database_refuses_to_change_a_verified_identity_whoever_writes(
    change: dict[str, Any], verified: Person
) -> None:
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic(), world.as_owner():
        Person.objects.filter(pk=verified.pk).update(**change)


def test_database_refuses_another_nik_for_a_verified_identity(verified: Person) -> None:
    with pytest.raises(Exception, match="verified identity"), transaction.atomic(), world.as_owner():
        Identifier.objects.filter(person=verified).update(state="former")


def test_database_refuses_to_give_a_verified_nik_to_somebody_else(verified: Person, office: Unit) -> None:
    other = world.person(seen_by=office)
    with pytest.raises(Exception, match="verified identity"), transaction.atomic(), world.as_owner():
        Identifier.objects.filter(person=verified, kind="nik").update(person=other)


def test_database_refuses_to_unfreeze_an_identity_without_a_decided_correction(verified: Person, office: Unit) -> None:
    asked(verified, world.actor(office, Role.REGISTRAR))
    with pytest.raises(Exception, match="decided correction"), transaction.atomic(), world.as_owner():
        Person.objects.filter(pk=verified.pk).update(identity_verified_at=None, birth_date=date(1997, 3, 4))


def test_database_takes_one_correction_for_one_fall_only(verified: Person, office: Unit) -> None:
    answer = asked(verified, world.actor(office, Role.REGISTRAR))
    run(decision(verified, answer), world.actor(office, Role.VERIFIER))
    run(VerifyIdentity(person_id=verified.id, document="ktp"), world.actor(office, Role.VERIFIER))
    with pytest.raises(Exception, match="decided correction"), transaction.atomic(), world.as_owner():
        Person.objects.filter(pk=verified.pk).update(identity_verified_at=None)


@pytest.mark.control
def test_control_without_the_trigger_an_identity_is_unfrozen_and_changed(verified: Person) -> None:
    world.without("ALTER TABLE person DISABLE TRIGGER USER")
    with world.as_owner():
        changed = Person.objects.filter(pk=verified.pk).update(identity_verified_at=None, birth_date=date(1997, 3, 4))
    assert changed == 1


@pytest.mark.control
def test_control_without_the_trigger_a_verified_birth_date_changes(verified: Person) -> None:
    world.without("ALTER TABLE person DISABLE TRIGGER USER")
    with world.as_owner():
        assert Person.objects.filter(pk=verified.pk).update(birth_date=date(1997, 3, 4)) == 1
    assert again(verified).identity_verified_at is not None


@pytest.mark.parametrize(
    ("field", "new", "column", "value"),
    [
        ("name", "Wulandari Pratama", "name", "Wulandari Pratama"),
        ("birth_date", "1998-03-04", "birth_date", date(1998, 3, 4)),
        ("sex", "m", "sex", "m"),
    ],
)
def test_decide_correction_by_a_second_person_changes_and_falls_back(
    field: str, new: str, column: str, value: object, verified: Person, office: Unit
) -> None:
    answer = asked(verified, world.herself(verified), field, new)
    decided = run(decision(verified, answer), world.actor(office, Role.VERIFIER))
    changed = again(verified)
    assert decided == {"state": "approved", "identity_changed": True}
    assert (getattr(changed, column), changed.identity_verified_at, changed.nik_state) == (value, None, "stated")
    with world.as_owner():
        (proof,) = evidence.current([verified.id])
    assert proof.state == "stated"
    assert builders.messages("identity_changed")


def test_decide_correction_of_a_nik_keeps_the_old_one_findable(verified: Person, office: Unit) -> None:
    answer = asked(verified, world.actor(office, Role.REGISTRAR), "nik", builders.OTHER_NIK)
    run(decision(verified, answer), world.actor(office, Role.VERIFIER))
    assert sorted(builders.states(verified)) == ["former", "held"]
    assert builders.plain_nik(verified) == builders.OTHER_NIK


def test_decide_correction_by_the_proposer_is_refused_also_under_another_account(
    verified: Person, office: Unit
) -> None:
    proposer = world.actor(office, Role.REGISTRAR, Role.VERIFIER)
    answer = asked(verified, proposer)
    twin = world.actor(office, Role.VERIFIER, holder=proposer.holder_id)
    assert builders.refusal_of(decision(verified, answer), proposer).code == "own_request"
    assert builders.refusal_of(decision(verified, answer), twin).code == "own_request"
    assert again(verified).name == "Wulan Pratama"


@pytest.mark.control
def test_control_without_the_second_person_rule_the_constraint_still_holds(
    verified: Person, office: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identities, "require_second_person", lambda tx, person, first: None)
    proposer = world.actor(office, Role.REGISTRAR, Role.VERIFIER)
    answer = asked(verified, proposer)
    assert builders.refusal_of(decision(verified, answer), proposer).code == "correction_second_person"
    world.without("ALTER TABLE correction DROP CONSTRAINT correction_second_person")
    run(decision(verified, answer), proposer)
    assert again(verified).name == "Wulandari Pratama"


def test_decide_correction_twice_tells_the_second_officer(verified: Person, office: Unit) -> None:
    answer = asked(verified, world.herself(verified))
    run(decision(verified, answer, accept=False), world.actor(office, Role.VERIFIER))
    late = builders.refusal_of(decision(verified, answer), world.actor(office, Role.SUPERVISOR))
    assert late.code == "changed_meanwhile"
    assert again(verified).identity_verified_at is not None


@pytest.mark.parametrize(
    ("field", "new", "code"),
    [
        ("name", "Wulan Pratama", "nothing_changes"),
        ("name", "<b>Wulan</b>", "name_unreadable"),
        ("birth_date", "31-12-1999", "birth_date_impossible"),
        ("sex", "x", "invalid_input"),
        ("nik", "360401", "nik_length"),
    ],
)
def test_ask_correction_with_what_cannot_be_is_refused(
    field: str, new: str, code: str, verified: Person, office: Unit
) -> None:
    command = {"person_id": verified.id, "field": field, "new": new, "reason": "salah", "true_statement": True}
    refusal = builders.refusal_of(AskCorrection.model_validate(command), world.actor(office, Role.REGISTRAR))
    assert refusal.code == code


def test_set_nik_of_somebody_without_one_keeps_her_number(office: Unit) -> None:
    registrar = world.actor(office, Role.REGISTRAR)
    person = builders.register(registrar)
    answer = run(SetNik(person_id=person.id, nik=builders.NIK), registrar)
    assert (answer["nik_state"], again(person).number) == ("stated", person.number)
    assert (
        builders.refusal_of(SetNik(person_id=person.id, nik=builders.OTHER_NIK), registrar).code == "identifier_already"
    )


def test_set_nik_that_is_taken_tells_the_officer_and_not_the_person() -> None:
    builders.holder_with_nik(name="Ratna Contoh", name_key="RATNA CONTOH")
    desk, home = world.unit(), builders.register()
    first, second = world.person(seen_by=desk), home
    assert (
        run(SetNik(person_id=first.id, nik=builders.NIK), world.actor(desk, Role.REGISTRAR))["nik_state"] == "disputed"
    )
    assert run(SetNik(person_id=second.id, nik=builders.NIK), world.herself(second))["nik_state"] == "stated"
    assert len(builders.disputes()) == 2


def test_recovery_by_two_officers_gives_a_new_way_in_and_ends_the_old_phone(office: Unit) -> None:
    person = builders.register(phone="0840 0000 0123")
    world.grant(person.id, office.id)
    first = run(
        AskRecovery(person_id=person.id, document="ktp", reason="ponsel hilang", phone="0840 0000 0999"),
        world.actor(office, Role.REGISTRAR),
    )
    command = ApproveRecovery.model_validate(
        {"person_id": person.id, "recovery_id": first["recovery_id"], "code": builders.CODE}
    )
    assert run(command, world.actor(office, Role.VERIFIER)) == {"sign_in_name": person.number}
    with world.as_owner():
        account = Account.objects.get(person=person.id)
    assert account.check_password(builders.CODE)
    assert account.temporary
    assert contact_address(person.id, "sms") == "+6284000000999"


def test_recovery_by_one_officer_alone_is_refused(office: Unit) -> None:
    person = world.person(seen_by=office)
    both = world.actor(office, Role.REGISTRAR, Role.VERIFIER)
    first = run(AskRecovery(person_id=person.id, document="ktp", reason="ponsel hilang"), both)
    command = {"person_id": person.id, "recovery_id": first["recovery_id"], "code": builders.CODE}
    assert builders.refusal_of(ApproveRecovery.model_validate(command), both).code == "own_request"


def test_contact_address_is_the_newest_safe_one_and_none_when_there_is_none(office: Unit) -> None:
    person = world.person(seen_by=office)
    registrar = world.actor(office, Role.REGISTRAR)
    assert contact_address(person.id, "sms") == ""
    safe = run(AddContact(person_id=person.id, kind="phone", value="0840 0000 0001"), registrar)
    run(AddContact(person_id=person.id, kind="phone", value="0840 0000 0002", safe=False), registrar)
    assert contact_address(person.id, "whatsapp") == "+6284000000001"
    run(EndContact.model_validate({"person_id": person.id, "contact_id": safe["contact_id"]}), registrar)
    assert contact_address(person.id, "sms") == contact_address(ids.new_id(), "sms") == ""


def test_withdraw_consent_starts_the_clock_and_what_rests_on_law_stays(office: Unit) -> None:
    person = builders.register(consents=("media",))
    me = world.herself(person)
    run(WithdrawConsent(person_id=person.id, purpose="media"), me)
    with world.as_owner():
        row = Consent.objects.get(person=person, purpose="media")
    assert row.honour_by == row.withdrawn_at + timedelta(hours=72)
    law = WithdrawConsent(person_id=person.id, purpose="placement")
    assert builders.refusal_of(law, me).code == "consent_rests_on_law"
    again_ = WithdrawConsent(person_id=person.id, purpose="media")
    assert builders.refusal_of(again_, me).code == "not_found"


def test_revealed_gives_the_number_journals_the_purpose_and_shows_it_to_the_person(office: Unit) -> None:
    person = builders.register(world.actor(office, Role.REGISTRAR), nik=builders.NIK)
    verifier = world.actor(office, Role.VERIFIER)
    assert selectors.revealed(verifier, person.id, "nik", "cek KTP asli") == builders.NIK
    me = world.herself(person)
    with reading(me):
        (opening,) = selectors.who_opened(me, person.id).rows
    assert (opening.action, opening.purpose, opening.unit) == ("reveal_identifier", "cek KTP asli", office.name)


def test_reveal_identifier_answers_without_the_number(office: Unit) -> None:
    person = builders.register(world.actor(office, Role.REGISTRAR), nik=builders.NIK)
    command = RevealIdentifier(person_id=person.id, kind="nik", purpose="cek")
    assert builders.NIK not in str(run(command, world.actor(office, Role.VERIFIER)))
    assert builders.refusal_of(command, builders.officer(Role.VERIFIER)).code == "not_found"


def test_export_own_record_is_whole_for_herself_and_nothing_for_others(office: Unit) -> None:
    person = builders.register(
        nik=builders.NIK, address="Kp. Contoh 5", kin=[{"relation": "parent", "name": "Ibu Asri"}]
    )
    me, officer = world.herself(person), world.actor(office, Role.REGISTRAR)
    with reading(me):
        record: Any = export_own_record(me)
    assert record["identifiers"][0]["value"] == builders.NIK
    assert (record["person"]["address"], record["kin"][0]["name"]) == ("Kp. Contoh 5", "Ibu Asri")
    assert record["exported_at"][:4] == str(clock.today().year)
    with pytest.raises(Exception, match="not_found"), reading(officer):
        export_own_record(officer)
