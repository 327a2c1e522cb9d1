"""Accounts, postings and tokens: who may give which role, and how it ends with the next request."""

from typing import Any
from uuid import UUID

import pytest

from rantau.kernel import ids
from rantau.kernel.actions import Answer, parse, run
from rantau.kernel.actors import VISITOR, Actor, Role
from rantau.kernel.models import IdempotencyKey
from rantau.kernel.refusals import Refused
from rantau.registry.accounts import hidden, signin
from rantau.registry.accounts.actions import (
    ChoosePassword,
    CreateAccount,
    EndPosting,
    MakeToken,
    PostOfficer,
    RevokeToken,
    SetLanguage,
)
from rantau.registry.accounts.backend import NumberOrPhone
from rantau.registry.accounts.models import Account, Posting, Token
from rantau.registry.accounts.selectors import actor_for, actor_for_token, current_postings
from rantau.registry.offices.models import Unit
from tests import world

pytestmark = pytest.mark.django_db
CODE = "AB23-CD45-EF67"


@pytest.fixture(autouse=True)
def _quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def office() -> Unit:
    return world.unit("disnaker")


@pytest.fixture
def head(office: Unit) -> Actor:
    return world.actor(office, Role.SUPERVISOR)


def code_of(command: Any, actor: Actor) -> str:
    with pytest.raises(Refused) as refused:
        run(command, actor)
    return refused.value.refusal.code


def newcomer(office: Unit, head: Actor, username: str = "petugas.contoh") -> UUID:
    answer = run(CreateAccount(unit_id=office.id, username=username, name="Petugas Contoh", code=CODE), head)
    return UUID(str(answer["account_id"]))


def post(office: Unit, head: Actor, account: UUID, role: Role = Role.VERIFIER) -> Answer:
    return run(PostOfficer(unit_id=office.id, account_id=account, role=role), head)


def actor_of(account: UUID) -> Actor:
    with world.as_owner():
        row = Account.objects.get(pk=account)
        return actor_for(row, current_postings(row).first())


def test_create_account_hands_over_a_code_that_must_be_replaced(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    with world.as_owner():
        row = Account.objects.get(pk=account)
    assert (row.check_password(CODE), row.temporary) == (True, True)


@pytest.mark.parametrize(
    ("make", "roles"),
    [
        (
            lambda unit, row: CreateAccount(unit_id=unit, username="petugas.dua", name="Dua", code=CODE),
            {Role.SUPERVISOR},
        ),
        (lambda unit, row: PostOfficer(unit_id=unit, account_id=row, role=Role.VERIFIER), {Role.SUPERVISOR}),
    ],
)
def test_run_by_head_colleague_outsider_and_visitor(make: Any, roles: set[Role], office: Unit, head: Actor) -> None:
    command = make(office.id, newcomer(office, head))
    assert code_of(command, world.actor(office, Role.VERIFIER)) == "not_allowed"
    assert code_of(command, world.actor(world.unit(), *roles)) == "not_found"
    assert code_of(command, VISITOR) == "sign_in_first"
    assert run(command, head)


def test_create_account_with_a_taken_name_in_other_letters_is_refused(office: Unit, head: Actor) -> None:
    newcomer(office, head)
    with world.as_owner():
        Account.objects.filter(username="petugas.contoh").update(username="Petugas.Contoh")
    command = CreateAccount(unit_id=office.id, username="petugas.contoh", name="Lain", code=CODE)
    assert code_of(command, head) == "username_taken"


@pytest.mark.parametrize("username", ["", "a", "A B", "x;drop", "'or 1=1", "../x", "ädmin", "a" * 99, "<b>"])
def test_parse_account_with_a_hostile_username_is_refused(username: str) -> None:
    typed = {"unit_id": str(ids.new_id()), "username": username, "name": "X", "code": CODE}
    with pytest.raises(Refused):
        parse(CreateAccount, typed)


def test_post_officer_gives_the_role_in_the_unit_from_now(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    post(office, head, account)
    actor = actor_of(account)
    assert (actor.unit_id, actor.roles) == (office.id, frozenset({Role.VERIFIER}))


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.MINISTRY_OFFICER, "role_given_by_ministry"),
        (Role.SUPERVISOR, "role_given_by_ministry"),
        (Role.AUDITOR, "role_given_by_ministry"),
        (Role.CLINIC_OFFICER, "role_does_not_fit"),
        (Role.AGENCY_OFFICER, "role_does_not_fit"),
        (Role.CANDIDATE, "role_does_not_fit"),
    ],
)
def test_post_officer_to_more_than_one_may_give_is_refused(role: Role, code: str, office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    assert code_of(PostOfficer(unit_id=office.id, account_id=account, role=role), head) == code


def test_post_officer_to_oneself_is_refused_also_under_another_account(office: Unit, head: Actor) -> None:
    own = PostOfficer(unit_id=office.id, account_id=UUID(str(head.account_id)), role=Role.VERIFIER)
    assert code_of(own, head) == "not_oneself"
    with world.as_owner():
        twin = Account.objects.create(username="kembar", name="Kembar", holder=head.holder_id, password="!")
    assert code_of(PostOfficer(unit_id=office.id, account_id=twin.id, role=Role.VERIFIER), head) == "not_oneself"


def test_post_officer_below_ones_own_unit_is_allowed_and_beside_it_not(office: Unit) -> None:
    with world.as_owner():
        below, beside = world.unit("mpp", parent=office), world.unit("mpp")
    head = world.actor(office, Role.SUPERVISOR, units=(below.id,))
    account = newcomer(office, head)
    assert post(below, head, account)
    assert code_of(PostOfficer(unit_id=beside.id, account_id=account, role=Role.VERIFIER), head) == "not_found"


def test_post_officer_twice_is_refused_by_the_constraints_sentence(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    post(office, head, account)
    command = PostOfficer(unit_id=office.id, account_id=account, role=Role.VERIFIER)
    assert code_of(command, head) == "posting_once_at_a_time"


def test_end_posting_takes_the_role_and_its_tokens_with_the_next_request(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    posting = post(office, head, account)
    text = hidden.new_token_text()
    run(MakeToken(text=text), actor_of(account))
    assert actor_for_token(text) is not None
    ending = EndPosting(unit_id=office.id, posting_id=UUID(str(posting["posting_id"])))
    run(ending, head)
    assert actor_for_token(text) is None
    assert actor_of(account).roles == frozenset()
    assert code_of(ending, head) == "changed_meanwhile"


@pytest.mark.control
def test_control_a_posting_that_is_not_ended_keeps_its_token(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    post(office, head, account)
    text = hidden.new_token_text()
    run(MakeToken(text=text), actor_of(account))
    with world.as_owner():
        Posting.objects.filter(account=account).update(role=Role.REGISTRAR)
    kept = actor_for_token(text)
    assert kept is not None
    assert kept.roles == {Role.REGISTRAR}


def test_end_posting_of_another_unit_is_refused(office: Unit, head: Actor) -> None:
    posting = UUID(str(post(office, head, newcomer(office, head))["posting_id"]))
    assert code_of(EndPosting(unit_id=office.id, posting_id=posting), world.actor(world.unit(), Role.SUPERVISOR)) == (
        "not_found"
    )


def test_make_token_keeps_neither_text_nor_answer_with_it(office: Unit, head: Actor) -> None:
    text = hidden.new_token_text()
    answer = run(MakeToken(text=text), actor_of_head(head), key="once")
    with world.as_owner():
        stored = str(list(IdempotencyKey.objects.values())) + str(list(Token.objects.values()))
    assert text not in stored + str(answer)


def actor_of_head(head: Actor) -> Actor:
    """The head on an account without a posting row: tokens are then bound to the account itself."""
    return Actor(head.kind, head.account_id, head.holder_id, units=head.units, roles=head.roles)


def test_revoke_token_ends_ones_own_at_once_and_never_anothers(head: Actor, office: Unit) -> None:
    text = hidden.new_token_text()
    me = actor_of_head(head)
    token = UUID(str(run(MakeToken(text=text), me)["token_id"]))
    assert code_of(RevokeToken(token_id=token), world.actor(office, Role.SUPERVISOR)) == "not_found"
    assert actor_for_token(text) is not None
    run(RevokeToken(token_id=token), me)
    assert actor_for_token(text) is None


def test_choose_password_replaces_the_code_and_refuses_a_weak_or_wrong_one(office: Unit, head: Actor) -> None:
    account = newcomer(office, head)
    post(office, head, account)
    me = actor_of(account)
    assert code_of(ChoosePassword(old="lain", new="sawah-hijau-77"), me) == "password_wrong"
    assert code_of(ChoosePassword(old=CODE, new="password"), me) == "password_weak"
    run(ChoosePassword(old=CODE, new="sawah-hijau-77"), me)
    with world.as_owner():
        row = Account.objects.get(pk=account)
    assert (row.temporary, row.check_password("sawah-hijau-77")) == (False, True)


def test_set_language_is_kept_with_the_account(head: Actor) -> None:
    run(SetLanguage(language="en"), head)
    with world.as_owner():
        assert Account.objects.get(pk=head.account_id).language == "en"


@pytest.mark.parametrize(
    "typed", ["R4K7M-2Q9XB", "r4k7m-2q9xb", "0840 0000 0123", "+62 840 0000 0123", "6284000000123"]
)
def test_sign_in_by_number_or_phone_finds_the_account_whose_password_it_is(typed: str) -> None:
    for name, password in (("R4K7M-2Q9XB", "sawah-hijau-77"), ("R4K7M-2Q9XC", "sawah-kering-88")):
        signin.open_account(name, "Wulan Contoh", password, person=ids.new_id(), phone="+6284000000123")
    found = NumberOrPhone().authenticate(None, username=typed, password="sawah-hijau-77")
    assert found is not None
    assert found.username == "R4K7M-2Q9XB"
    assert NumberOrPhone().authenticate(None, username=typed, password="salah") is None


@pytest.mark.parametrize("typed", ["", "unknown", "0", "+", "9" * 60, "'; --"])
def test_sign_in_by_what_is_nobodys_finds_nobody(typed: str) -> None:
    assert NumberOrPhone().authenticate(None, username=typed, password="sawah-hijau-77") is None
