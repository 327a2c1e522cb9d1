"""Documents: handed in by the right people, read by the machine, decided by somebody else, never forged."""

from datetime import date, timedelta
from typing import Any

import pytest

from rantau.kernel import clock, ids
from rantau.kernel.actions import Answer, Command, parse, run
from rantau.kernel.actors import Actor, Kind, Role
from rantau.kernel.models import Evidence, JournalEntry, OutboxMessage
from rantau.kernel.refusals import Refusal, Refused
from rantau.placement.documents.actions import (
    AttachPhoto,
    DecideCleanFiles,
    DecideEvidence,
    FileEvidence,
    ImportEvidence,
    RecordPartnerAnswer,
)
from rantau.placement.documents.kinds import OF_THE_SYSTEM, kinds_of
from rantau.placement.dossiers.models import Dossier
from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from rantau_verify.mrz import Mrz, Passport, build
from tests import world
from tests.placement.dossiers import helpers

pytestmark = pytest.mark.django_db
DRAWN = "rantau.placement.documents.actions.deciding.drawn"


def refused(command: Command, actor: Actor) -> Refusal:
    with pytest.raises(Refused) as caught:
        run(command, actor)
    return caught.value.refusal


def evidence(answer: Answer) -> Evidence:
    with world.as_owner():
        return Evidence.objects.select_related("upload").get(pk=str(answer["evidence"]))


def kk(dossier: Dossier, **fields: Any) -> FileEvidence:
    return FileEvidence(dossier_id=dossier.pk, **{"kind": "kk", "number": "3604000000000001", **fields})


def owner(dossier: Dossier) -> Actor:
    with world.as_owner():
        person = Person.objects.get(pk=dossier.person_id)
    return world.herself(person)


def png() -> bytes:
    import io

    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (40, 50), "white").save(target, "PNG")
    return target.getvalue()


def test_kinds_follow_the_rulebook_and_hold_nothing_of_the_system() -> None:
    kinds = kinds_of("P2P", clock.today())
    assert {"ktp", "kk", "photo", "passport", "visa", "medical", "pregnancy_test", "diploma"} <= set(kinds)
    assert not set(kinds) & OF_THE_SYSTEM
    assert kinds["medical"].issued_needed
    assert kinds["medical"].results == ("fit", "unfit")
    assert Role.CLINIC_OFFICER in kinds["medical"].stated_by
    assert Role.CLINIC_OFFICER not in kinds["kk"].stated_by


def test_file_by_herself_waits_clean_under_seal() -> None:
    dossier = helpers.opened(world.unit())
    row = evidence(run(kk(dossier), owner(dossier)))
    assert (row.state, row.origin, row.values) == ("stated", "self", {"machine": "clean"})
    assert b"3604" not in bytes(row.number or b"")
    assert helpers.fresh(dossier).unchecked == 1


@pytest.mark.parametrize(("role", "paper", "origin"), [(Role.VERIFIER, False, "desk"), (Role.REGISTRAR, True, "paper")])
def test_file_at_a_desk_names_its_origin(role: Role, paper: bool, origin: str) -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    assert evidence(run(kk(dossier, paper=paper), world.actor(office, role))).origin == origin


@pytest.mark.parametrize("kind", sorted(OF_THE_SYSTEM))
def test_file_what_only_the_system_may_state_is_refused(kind: str) -> None:
    dossier = helpers.opened(world.unit())
    assert refused(kk(dossier, kind=kind), owner(dossier)).code == "kind_of_system"


@pytest.mark.control
def test_control_without_the_list_of_the_system_an_agreement_can_be_forged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rantau.placement.documents.kinds.OF_THE_SYSTEM", frozenset())
    dossier = helpers.opened(world.unit())
    assert evidence(run(kk(dossier, kind="placement_agreement"), owner(dossier))).kind == "placement_agreement"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "surat_sakti"}, "kind_unknown"),
        ({"number": ""}, "number_needed"),
        ({"kind": "medical", "values": {"result": "fit"}}, "date_needed"),
        ({"kind": "medical", "issued_on": helpers.in_days(0)}, "result_needed"),
        ({"kind": "medical", "issued_on": helpers.in_days(0), "values": {"result": "superb"}}, "result_needed"),
        ({"kind": "visa", "issued_on": helpers.in_days(2)}, "kind_not_yours"),
        ({"kind": "passport", "issued_on": helpers.in_days(2)}, "date_in_future"),
        ({"kind": "passport", "issued_on": date(1800, 1, 1)}, "date_in_future"),
        (
            {"kind": "passport", "issued_on": helpers.in_days(-2), "valid_until": helpers.in_days(-3)},
            "dates_crossed",
        ),
        ({"kind": "passport", "number": "??"}, "passport_number_unread"),
        ({"kind": "passport", "mrz": "P<IDN"}, "mrz_wrong"),
        ({"values": {"hobby": "x"}}, "value_unknown"),
        ({"kind": "photo"}, "photo_needed"),
        ({"content": b"MZ not a picture"}, "upload_unknown_kind"),
    ],
)
def test_file_with_a_wrong_entry_is_refused_and_nothing_is_kept(fields: dict[str, Any], code: str) -> None:
    dossier = helpers.opened(world.unit())
    assert refused(kk(dossier, **fields), owner(dossier)).code == code
    with world.as_owner():
        assert not Evidence.objects.filter(subject=dossier.pk).exclude(kind="account").exists()


@pytest.mark.parametrize(
    ("roles", "in_scope", "code"),
    [((Role.GATE_OFFICER,), True, "not_allowed"), ((Role.VERIFIER,), False, "not_found")],
)
def test_file_by_the_wrong_person_is_refused(roles: tuple[Role, ...], in_scope: bool, code: str) -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    assert refused(kk(dossier), world.actor(office if in_scope else world.unit(), *roles)).code == code


def zone(person: Person, **fields: str) -> str:
    given = {"number": "X1234567", "birth": f"{person.birth_date:%y%m%d}", "sex": "F", "names": "WULAN", **fields}
    held = Passport(given["number"], "IDN", given["birth"], "340612")
    return "\n".join(build(Mrz("IDN", "CONTOH", given["names"], held, given["sex"])))


def test_file_a_passport_by_its_zone_reads_number_and_end() -> None:
    office = world.unit()
    dossier = helpers.opened(office)
    command = kk(dossier, kind="passport", number="", mrz=zone(dossier.person))
    row = evidence(run(command, world.actor(office, Role.VERIFIER)))
    assert row.valid_until == date(2034, 6, 12)
    assert row.values["machine"] == "clean"
    assert "WULAN" not in str(row.values)


@pytest.mark.parametrize(
    ("fields", "note"),
    [({"names": "SITI"}, "name_differs"), ({"birth": "800101"}, "birth_differs"), ({"sex": "M"}, "sex_differs")],
)
def test_file_a_passport_of_somebody_else_is_noted(fields: dict[str, str], note: str) -> None:
    dossier = helpers.opened(world.unit())
    command = kk(dossier, kind="passport", number="", mrz=zone(dossier.person, **fields))
    assert run(command, owner(dossier))["machine"] == note


def test_file_a_passport_with_a_wrong_check_digit_is_refused() -> None:
    dossier = helpers.opened(world.unit())
    text = zone(dossier.person).replace("X1234567", "X1234568")
    assert refused(kk(dossier, kind="passport", number="", mrz=text), owner(dossier)).code == "mrz_wrong"


def test_file_a_number_that_another_file_carries_is_noted() -> None:
    office = world.unit()
    first, second = helpers.opened(office), helpers.opened(office)
    officer = world.actor(office, Role.REGISTRAR)
    run(kk(first), officer)
    assert run(kk(second), officer)["machine"] == "number_seen_elsewhere"


def clinic(appointed: bool) -> tuple[Unit, Actor]:
    unit = world.unit("clinic")
    today = clock.today()
    if appointed:
        with world.as_owner():
            term = (today - timedelta(days=99), today + timedelta(days=99))
            Appointment.objects.create(unit=unit, number="1", during=term)
    return unit, world.actor(unit, Role.CLINIC_OFFICER)


def medical(dossier: Dossier) -> FileEvidence:
    return kk(dossier, kind="medical", number="M-1", issued_on=clock.today(), values={"result": "fit"})


def test_file_a_medical_by_an_appointed_clinic_names_it_as_issuer() -> None:
    unit, doctor = clinic(appointed=True)
    dossier = helpers.opened(world.unit())
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, unit.pk, "service")
    row = evidence(run(medical(dossier), doctor))
    assert (row.origin, row.values["issued_by"], row.values["examined_by"]) == ("partner:clinic", unit.code, unit.code)


def test_file_a_medical_by_a_clinic_without_appointment_is_refused() -> None:
    unit, doctor = clinic(appointed=False)
    dossier = helpers.opened(world.unit())
    for subject in (dossier.pk, dossier.person_id):
        world.grant(subject, unit.pk, "service")
    assert refused(medical(dossier), doctor).code == "facility_not_appointed"


def test_attach_photo_is_drawn_anew_as_a_picture() -> None:
    dossier = helpers.opened(world.unit())
    row = evidence(run(AttachPhoto(dossier_id=dossier.pk, content=png()), owner(dossier)))
    assert row.upload is not None
    assert row.upload.media_type == "image/jpeg"


def test_attach_photo_that_is_a_pdf_is_refused() -> None:
    dossier = helpers.opened(world.unit())
    assert refused(AttachPhoto(dossier_id=dossier.pk, content=b"%PDF-1.7 x"), owner(dossier)).code == "photo_not_image"


def test_parse_content_as_base64_text() -> None:
    command = parse(AttachPhoto, {"dossier_id": str(ids.new_id()), "content": "JVBERi0="})
    assert command.content == b"%PDF-"
    with pytest.raises(Refused):
        parse(AttachPhoto, {"dossier_id": str(ids.new_id()), "content": "%%%"})


def stated() -> tuple[Unit, Dossier, Evidence]:
    office = world.unit()
    dossier = helpers.opened(office)
    return office, dossier, evidence(run(kk(dossier), owner(dossier)))


def test_decide_by_a_verifier_settles_the_requirement() -> None:
    office, dossier, row = stated()
    answer = run(DecideEvidence(evidence_id=row.pk, accept=True), world.actor(office, Role.VERIFIER))
    assert answer["state"] == "verified"
    assert helpers.fresh(dossier).unchecked == 0


REASONS: dict[str, Any] = {
    "rule": "PP10-8-KK", "seen": "Nomor pada foto tidak terbaca.", "who": "candidate", "until": helpers.in_days(3),
}  # fmt: skip


def test_decide_against_keeps_five_parts_and_tells_her() -> None:
    office, dossier, row = stated()
    run(DecideEvidence(evidence_id=row.pk, accept=False, **REASONS), world.actor(office, Role.VERIFIER))
    with world.as_owner():
        row.refresh_from_db()
        assert OutboxMessage.objects.filter(template="evidence_refused", recipient=dossier.person_id).exists()
    assert row.refusal == {
        "code": "family_card_refused", "rule": "PP10-8-KK", "seen": REASONS["seen"], "who": "candidate",
        "until": helpers.in_days(3).isoformat(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rule": "KANTOR-KAMI-1"}, "rule_not_in_book"),
        ({"seen": ""}, "refusal_incomplete"),
        ({"who": None}, "refusal_incomplete"),
        ({"until": None}, "refusal_incomplete"),
        ({"until": helpers.in_days(-1)}, "until_in_past"),
    ],
)
def test_decide_against_without_one_of_the_parts_is_refused(change: dict[str, Any], code: str) -> None:
    office, _dossier, row = stated()
    command = DecideEvidence(evidence_id=row.pk, accept=False, **{**REASONS, **change})
    assert refused(command, world.actor(office, Role.VERIFIER)).code == code


def test_decide_on_ones_own_statement_is_refused_whatever_the_account() -> None:
    office = world.unit()
    dossier, holder = helpers.opened(office), ids.new_id()
    row = evidence(run(kk(dossier), world.actor(office, Role.REGISTRAR, holder=holder)))
    command = DecideEvidence(evidence_id=row.pk, accept=True)
    assert refused(command, world.actor(office, Role.VERIFIER, holder=holder)).code == "own_statement"


def test_decide_twice_is_refused_to_the_second() -> None:
    office, _dossier, row = stated()
    run(DecideEvidence(evidence_id=row.pk, accept=True), world.actor(office, Role.VERIFIER))
    command = DecideEvidence(evidence_id=row.pk, accept=True)
    assert refused(command, world.actor(office, Role.VERIFIER)).code == "already_decided"


@pytest.mark.parametrize(
    ("role", "in_scope", "code"),
    [
        (Role.ISSUER, True, "not_allowed"),
        (Role.CLINIC_OFFICER, True, "deciding_not_yours"),
        (Role.VERIFIER, False, "not_found"),
    ],
)
def test_decide_by_the_wrong_person_is_refused(role: Role, in_scope: bool, code: str) -> None:
    office, _dossier, row = stated()
    actor = world.actor(office if in_scope else world.unit(), role)
    assert refused(DecideEvidence(evidence_id=row.pk, accept=True), actor).code == code


def test_decide_clean_files_accepts_leaves_and_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    office = world.unit()
    clean, drawn, noted, empty = (helpers.opened(office) for _ in range(4))
    for number, dossier in ((1, clean), (2, drawn)):
        run(kk(dossier, number=f"360400000000000{number}"), owner(dossier))
    run(kk(noted, kind="passport", number="X1234567", valid_until=helpers.in_days(-1)), owner(noted))
    monkeypatch.setattr(DRAWN, lambda waiting: waiting[0].subject == drawn.pk)
    command = DecideCleanFiles(dossier_ids=(clean.pk, drawn.pk, noted.pk, empty.pk))
    answer = run(command, world.actor(office, Role.VERIFIER))
    assert answer["accepted"] == [str(clean.pk)]
    assert answer["to_open"] == [str(drawn.pk)]
    assert answer["left"] == {str(noted.pk): "not_clean", str(empty.pk): "nothing_open"}
    assert [helpers.fresh(row).unchecked for row in (clean, drawn, noted)] == [0, 1, 1]
    with world.as_owner():
        assert JournalEntry.objects.filter(subject=clean.pk, action="decide_evidence", outcome="done").count() == 1


def test_decide_clean_files_leaves_ones_own_statements() -> None:
    office = world.unit()
    dossier, officer = helpers.opened(office), world.actor(office, Role.VERIFIER)
    run(kk(dossier), officer)
    answer = run(DecideCleanFiles(dossier_ids=(dossier.pk,)), officer)
    assert answer["left"] == {str(dossier.pk): "own_statement"}


def test_decide_clean_files_with_one_out_of_sight_is_refused_as_a_whole() -> None:
    office, dossier, _row = stated()
    stranger = helpers.opened(world.unit())
    command = DecideCleanFiles(dossier_ids=(dossier.pk, stranger.pk))
    assert refused(command, world.actor(office, Role.VERIFIER)).code == "not_found"
    assert helpers.fresh(dossier).unchecked == 1


def test_sample_draws_about_one_in_ten_and_the_same_again() -> None:
    from rantau.placement.documents.actions.deciding import drawn

    rows = [[Evidence(id=ids.new_id())] for _ in range(1000)]
    first = [drawn(row) for row in rows]
    assert 50 < sum(first) < 160
    assert [drawn(row) for row in rows] == first


def partner(dossier: Dossier, **fields: Any) -> RecordPartnerAnswer:
    values: dict[str, Any] = {
        "kind": "social_security_before", "partner": "bpjs_tk", "answer": "yes", "answered_at": clock.now(),
        "reference": "BPJS-1", "number": "12345678901",
    }  # fmt: skip
    return RecordPartnerAnswer(dossier_id=dossier.pk, **{**values, **fields})


def gateway(dossier: Dossier) -> Actor:
    return Actor(Kind.CLOCK, units=(dossier.handling_id,))


def test_partner_says_yes_by_machine_and_it_counts() -> None:
    dossier = helpers.opened(world.unit())
    row = evidence(run(partner(dossier), gateway(dossier)))
    assert (row.state, row.origin, row.source_reference) == ("verified", "partner:bpjs_tk", "BPJS-1")


@pytest.mark.parametrize(
    "fields", [{"answer": "unknown"}, {"answered_at": clock.now() - timedelta(hours=25)}], ids=["unknown", "late"]
)
def test_partner_unknown_or_late_is_never_a_yes(fields: dict[str, Any]) -> None:
    dossier = helpers.opened(world.unit())
    assert run(partner(dossier, **fields), gateway(dossier))["counted"] is False
    with world.as_owner():
        assert not Evidence.objects.filter(subject=dossier.pk, kind="social_security_before").exists()
        assert OutboxMessage.objects.filter(channel="partner", template="ask_again").exists()


@pytest.mark.control
def test_control_without_the_age_limit_a_late_answer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rantau.placement.documents.actions.partners._late", lambda *_: False)
    dossier = helpers.opened(world.unit())
    late = partner(dossier, answered_at=clock.now() - timedelta(days=9))
    assert evidence(run(late, gateway(dossier))).state == "verified"


def test_partner_says_no_and_it_is_refused_with_its_reference() -> None:
    dossier = helpers.opened(world.unit())
    row = evidence(run(partner(dossier, answer="no"), gateway(dossier)))
    assert row.state == "refused"
    assert row.refusal is not None
    assert row.refusal["seen"] == "BPJS-1"


def test_partner_noted_by_an_officer_waits_for_a_second_one() -> None:
    office = world.unit()
    dossier, first = helpers.opened(office), world.actor(office, Role.VERIFIER)
    answer = run(partner(dossier), first)
    row = evidence(answer)
    assert (answer["counted"], row.state, row.values["machine"]) == (False, "stated", "manual_yes")
    command = DecideEvidence(evidence_id=row.pk, accept=True)
    assert refused(command, first).code == "own_statement"
    assert run(command, world.actor(office, Role.VERIFIER))["state"] == "verified"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"reference": ""}, "answer_without_reference"),
        ({"answered_at": clock.now() + timedelta(days=1)}, "date_in_future"),
        ({"kind": "card"}, "kind_of_system"),
    ],
)
def test_partner_answer_with_a_wrong_entry_is_refused(fields: dict[str, Any], code: str) -> None:
    dossier = helpers.opened(world.unit())
    assert refused(partner(dossier, **fields), gateway(dossier)).code == code


def carried(dossier: Dossier, **fields: Any) -> ImportEvidence:
    values: dict[str, Any] = {
        "source": "siskotkln",
        "source_reference": "R-1",
        "kind": "selection",
        "issued_on": date(2023, 3, 4),
    }
    return ImportEvidence(dossier_id=dossier.pk, **{**values, **fields})


def test_import_evidence_keeps_reference_and_day_and_comes_in_once() -> None:
    office = world.unit()
    dossier, machine = helpers.opened(office), helpers.machine(office)
    first, second = run(carried(dossier), machine), run(carried(dossier), machine)
    row = evidence(first)
    assert (first["new"], second["new"], first["evidence"]) == (True, False, second["evidence"])
    assert (row.origin, row.source_reference, row.issued_on) == ("import:siskotkln", "R-1", date(2023, 3, 4))
    assert row.state == "verified"


def test_import_evidence_by_an_officer_is_refused() -> None:
    office = world.unit()
    assert refused(carried(helpers.opened(office)), world.actor(office, Role.VERIFIER)).code == "not_allowed"


def test_import_evidence_carries_the_person_to_where_she_was() -> None:
    office = world.unit()
    dossier, machine = helpers.opened(office), helpers.machine(office)
    run(carried(dossier), machine)
    run(carried(dossier, kind="placement_agreement", source_reference="R-2"), machine)
    assert helpers.fresh(dossier).stage == "documents"
