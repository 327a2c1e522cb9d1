"""Registering: by oneself or assisted, with or without a NIK, with a NIK somebody else holds."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rantau.kernel import ids
from rantau.kernel.actions import parse, run
from rantau.kernel.actors import VISITOR, Role, reading
from rantau.kernel.models import AccessGrant, JournalEntry
from rantau.kernel.refusals import Refused
from rantau.registry.accounts.models import Account
from rantau.registry.people import policies, selectors
from rantau.registry.people.actions import ConfirmRegistration, RegisterAtDesk, RegisterOneself
from rantau.registry.people.models import Consent, Identifier, Person
from tests import world
from tests.registry.people import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places(settings: Any) -> None:
    settings.PASSWORD_HASHERS = builders.QUICK_HASHER
    with world.as_owner():
        world.places()


def test_register_oneself_makes_person_account_own_grant_and_grounds() -> None:
    person = builders.register(
        nik=builders.NIK,
        consents=("training",),
    )
    with world.as_owner():
        account = Account.objects.get(person=person.id)
        assert account.username == person.number
        assert account.check_password(builders.PASSWORD)
        assert AccessGrant.objects.filter(subject=person.id, unit=person.id, basis="self").count() == 1
        grounds = dict(Consent.objects.filter(person=person).values_list("purpose", "ground"))
    assert grounds == {"placement": "law", "protection": "law", "training": "consent"}
    assert (person.nik_state, person.confirmed_how, person.name_key) == ("stated", "self", "WULAN PRATAMA")


def test_register_oneself_without_nik_is_complete_and_has_a_number() -> None:
    person = builders.register()
    assert person.nik_state == "none"
    assert len(person.number) == 11


def test_register_oneself_sent_twice_acts_once() -> None:
    command = builders.oneself(nik=builders.NIK)
    first, second = run(command, VISITOR), run(command, VISITOR)
    assert (first["person_id"], first["number"]) == (second["person_id"], second["number"])
    assert not builders.disputes()


def test_register_oneself_with_anothers_form_and_other_password_is_refused() -> None:
    command = builders.oneself()
    run(command, VISITOR)
    stolen = command.model_copy(update={"password": "sawah-kering-88"})
    assert builders.refusal_of(stolen, VISITOR).code == "key_reused"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nik": "12"}, "nik_length"),
        ({"nik": "3604013206059001"}, "nik_date_impossible"),
        ({"phone": "0800FLOWERS"}, "phone_form"),
        ({"password": "123"}, "password_weak"),
        ({"birth_date": "2999-01-01"}, "birth_date_impossible"),
        ({"birth_date": "0001-01-01"}, "birth_date_impossible"),
        ({"home": "99.99"}, "place_unknown"),
        ({"name": "陈美玲"}, "name_unreadable"),
    ],
)
def test_register_oneself_with_what_cannot_be_is_refused_by_code(changes: dict[str, Any], code: str) -> None:
    assert builders.refusal_of(builders.oneself(**changes), VISITOR).code == code
    with world.as_owner():
        assert not Person.objects.exists()


HOSTILE = [
    "", " ", "a" * 161, "<script>alert(1)</script>", "'; DROP TABLE person;--", "=HYPERLINK(1)", "\u202eWulan",
    "a\x00b", "Wulan\x1b[2J", "{{7*7}}", "${jndi:x}", "\ud800", 7, None, ["Wulan"], {"a": 1}, "W\u200bulan",
    "Ro\U000e0041", "1999",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_parse_registration_with_a_hostile_name_is_refused_without_repeating_it(name: object) -> None:
    typed = {**builders.contents(), "form_id": str(ids.new_id()), "password": builders.PASSWORD, "name": name}
    with pytest.raises(Refused) as refused:
        parse(RegisterOneself, typed)
    assert refused.value.refusal.status == 422
    assert len(str(name)) < 8 or str(name) not in refused.value.refusal.id


@pytest.mark.parametrize("role", sorted(policies.ASSISTING))
def test_register_at_desk_by_any_assisting_role_records_both_identities(role: Role) -> None:
    officer = builders.officer(role)
    person = builders.register(officer, nik=builders.NIK)
    assert (person.registered_by, person.registered_unit_id) == (officer.account_id, officer.unit_id)
    assert (person.confirmed_at, person.stated_by_holder) == (None, officer.holder_id)
    with world.as_owner():
        entry = JournalEntry.objects.get(action="register_at_desk", outcome="done")
    assert (entry.account, entry.person) == (officer.account_id, person.id)


@pytest.mark.parametrize("role", sorted(set(Role) - policies.ASSISTING))
def test_register_at_desk_by_another_role_is_refused(role: Role) -> None:
    assert builders.refusal_of(builders.at_desk(), builders.officer(role)).code == "not_allowed"


def test_register_at_desk_by_a_visitor_asks_to_sign_in() -> None:
    assert builders.refusal_of(builders.at_desk(), VISITOR).code == "sign_in_first"


def test_register_at_desk_of_somebody_like_another_answers_with_her_masked_and_makes_nobody() -> None:
    builders.register(builders.officer())
    answer: Any = run(builders.at_desk(), builders.officer())
    (likely,) = answer["likely_same"]
    assert (likely["name"], likely["birth_year"], likely["band"]) == ("Wul•• Pra••••", 1999, "same")
    with world.as_owner():
        assert Person.objects.count() == 1


def test_register_at_desk_after_asking_the_person_makes_the_other_one() -> None:
    first = builders.register(builders.officer())
    answer = run(builders.at_desk(not_the_same=[first.id], reason="Saudara kembar, dua KTP"), builders.officer())
    assert answer["likely_same"] == []
    assert builders.row(answer).pk != first.pk


@pytest.mark.parametrize("given", [{"reason": ""}, {"not_the_same": []}])
def test_register_at_desk_without_reason_or_without_naming_her_asks_again(given: dict[str, Any]) -> None:
    first = builders.register(builders.officer())
    command = builders.at_desk(**{"not_the_same": [first.id], "reason": "lain orang", **given})
    assert run(command, builders.officer())["likely_same"]


def test_register_with_a_taken_nik_succeeds_and_opens_a_dispute_that_both_hear_of() -> None:
    holder = builders.holder_with_nik(name="Ratna Contoh", name_key="RATNA CONTOH")
    claimant = builders.register(builders.officer(), nik=builders.NIK)
    (dispute,) = builders.disputes()
    assert (dispute.holder_id, dispute.claimant_id) == (holder.id, claimant.id)
    assert (claimant.nik_state, builders.states(claimant), builders.states(holder)) == (
        "disputed",
        ["disputed"],
        ["held"],
    )
    assert [message.recipient for message in builders.messages("identity_claimed_too")] == [holder.id]
    assert claimant.number


@pytest.mark.control
def test_control_without_the_unique_index_two_persons_hold_one_nik() -> None:
    builders.holder_with_nik(name="Ratna Contoh", name_key="RATNA CONTOH")
    world.without("DROP INDEX identifier_held_once")
    builders.register(builders.officer(), nik=builders.NIK)
    with world.as_owner():
        assert Identifier.objects.filter(kind="nik", state="held").count() == 2


def _visitor_sees(**changes: Any) -> dict[str, Any]:
    """Everything a visitor gets to see: the answer, her page and her numbers, without what is random."""
    answer = run(builders.oneself(**changes), VISITOR)
    with world.as_owner():
        me = world.herself(Person.objects.get(pk=str(answer["person_id"])))
    with reading(me):
        page = selectors.person_page(me, builders.row(answer).pk)
        seen = (page.nik_state, [(row.kind, row.state) for row in page.numbers], page.disputes)
    return {"keys": sorted(answer), "number": len(str(answer["number"])), "notices": answer["notices"], "page": seen}


def test_register_oneself_with_unknown_near_and_real_data_shows_a_visitor_the_same() -> None:
    builders.holder_with_nik(name="Wulan Pratama", name_key="WULAN PRATAMA")
    real = _visitor_sees(nik=builders.NIK)
    near = _visitor_sees(nik=builders.OTHER_NIK)
    unknown = _visitor_sees(nik="3604014403999777", name="Ratna Contoh")
    assert real == near == unknown


@pytest.mark.control
def test_control_without_the_silence_a_visitor_learns_that_a_nik_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "shown_nik_state", lambda actor, person: person.nik_state)
    builders.holder_with_nik()
    assert _visitor_sees(nik=builders.NIK) != _visitor_sees(nik=builders.OTHER_NIK)


def test_register_oneself_a_sixth_time_for_one_nik_waits_until_tomorrow_whatever_else_is_typed() -> None:
    for number in range(policies.TRIES_PER_SUBJECT):
        builders.register(nik=builders.NIK, phone=f"0840 0000 01{number}1")
    refusal = builders.refusal_of(builders.oneself(nik=builders.NIK, name="Ratna Contoh"), VISITOR)
    assert (refusal.code, refusal.status, refusal.until is not None) == ("too_many_tries", 429, True)
    assert builders.register(nik=builders.OTHER_NIK).nik_state == "stated"


@pytest.mark.control
def test_control_without_the_limit_a_nik_is_tried_on_and_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "TRIES_PER_SUBJECT", 10**6)
    for _ in range(7):
        builders.register(nik=builders.NIK)
    with world.as_owner():
        assert Person.objects.count() == 7


def test_confirm_registration_by_herself_or_on_paper_records_how() -> None:
    officer = builders.officer()
    person = builders.register(officer)
    assert run(ConfirmRegistration(person_id=person.id, how="signed"), officer) == {"confirmed": "signed"}
    refusal = builders.refusal_of(ConfirmRegistration(person_id=person.id, how="self"), world.herself(person))
    assert refusal.code == "already_confirmed"


@pytest.mark.parametrize(("how", "by_herself"), [("self", False), ("signed", True)])
def test_confirm_registration_in_the_others_words_is_refused(how: str, by_herself: bool) -> None:
    officer = builders.officer()
    person = builders.register(officer)
    actor = world.herself(person) if by_herself else officer
    command = ConfirmRegistration.model_validate({"person_id": person.id, "how": how})
    assert builders.refusal_of(command, actor).code == "confirmed_by_other_way"


def test_register_writes_no_identifier_in_plain_text_into_any_table() -> None:
    builders.register(nik=builders.NIK, phone="0840 0000 7771", address="Kp. Kenari 5551")
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        names = [name for (name,) in cursor.fetchall() if not name.startswith(("village", "district", "django"))]
        stored = ""
        for name in names:
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM (SELECT * FROM \"{name}\" LIMIT 500) t")
            stored += cursor.fetchone()[0]
    for canary in (builders.NIK, "6284000007771", "Kenari 5551", builders.PASSWORD):
        assert canary not in stored
        assert canary.encode().hex() not in stored
    assert "Wulan Pratama" in stored


def test_commands_dump_secrets_as_keyed_fingerprints_only() -> None:
    dumped = json.dumps(builders.oneself(nik=builders.NIK).model_dump(mode="json"))
    for secret in (builders.NIK, builders.PASSWORD, "Wulan", "0840"):
        assert secret not in dumped
    assert dumped != json.dumps(builders.oneself(nik=builders.OTHER_NIK).model_dump(mode="json"))


def test_person_page_takes_as_many_queries_for_much_as_for_little() -> None:
    officer = builders.officer()
    small = builders.register(officer, name="Ratna Contoh", birth_date="1990-05-06")
    kin = [{"relation": "parent", "name": f"Ibu {name}"} for name in ("Asri", "Bela")]
    large = builders.register(officer, nik=builders.NIK, kin=kin, consents=("training", "media"))
    counts = []
    for person in (small, large):
        with reading(officer), CaptureQueriesContext(connection) as captured:
            selectors.person_page(officer, person.id)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_register_at_desk_command_knows_no_mothers_name() -> None:
    assert not [name for name in RegisterAtDesk.model_fields if "mother" in name or "ibu" in name]
