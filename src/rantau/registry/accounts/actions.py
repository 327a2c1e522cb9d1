"""Accounts, postings, tokens: who holds which role where, from when to when."""

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from pydantic import Field

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.registry.accounts import signin
from rantau.registry.accounts.acting import account_of
from rantau.registry.accounts.hidden import Code, Hidden
from rantau.registry.accounts.models import Account, Posting, Token
from rantau.registry.accounts.policies import fits, may_give
from rantau.registry.offices.models import Unit

HEADS = frozenset({Role.SUPERVISOR, Role.MINISTRY_OFFICER})
EVERYBODY = frozenset(Role)
LAW = ("PP59-2021-7",)
SECURITY = ("BSSN4-2021-28",)


class CreateAccount(Command):
    """An account for somebody who will work in a unit. The code is handed over on paper and replaced at first use.

    ``holder_id`` names the natural person when she has an account already: two accounts of one holder are one person.
    """

    unit_id: UUID
    username: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{2,60}$")]
    name: Annotated[str, Field(min_length=1, max_length=160)]
    code: Code
    language: Literal["id", "en"] = "id"
    holder_id: UUID | None = None


@action(
    roles=HEADS,
    reach=Reach.OWN_UNIT,
    subject="unit_id",
    law=LAW,
    title=("Buat akun petugas", "Make an officer's account"),
)
def create_account(tx: Tx, command: CreateAccount) -> Answer:
    """Make the account. Refuses username_taken, and not_found for a holder nobody knows."""
    if command.holder_id and not Account.objects.filter(holder=command.holder_id).exists():
        refuse("not_found")
    account = signin.open_account(
        command.username, command.name, command.code, language=command.language, holder=command.holder_id,
        temporary=True,
    )  # fmt: skip
    tx.subject(command.unit_id, refs=(account.id,))
    return {"account_id": str(account.id)}


class PostOfficer(Command):
    """Somebody takes up a role in a unit, from now on."""

    unit_id: UUID
    account_id: UUID
    role: Role


@action(roles=HEADS, reach=Reach.OWN_UNIT, subject="unit_id", law=LAW, title=("Tugaskan petugas", "Post an officer"))
def post_officer(tx: Tx, command: PostOfficer) -> Answer:
    """Post. Refuses role_given_by_ministry, role_does_not_fit, not_oneself, not_found."""
    unit = Unit.objects.filter(pk=command.unit_id, closed_on__isnull=True).first()
    account = Account.objects.select_for_update().filter(pk=command.account_id, is_active=True).first()
    if unit is None or account is None:
        refuse("not_found")
    if account.holder == tx.actor.holder_id:
        refuse("not_oneself")
    if not may_give(tx.actor.roles, command.role):
        refuse("role_given_by_ministry")
    if not fits(unit.kind, command.role):
        refuse("role_does_not_fit")
    posting = Posting(id=ids.new_id(), account=account, unit=unit, role=command.role)
    posting.during = DateTimeTZRange(tx.now, None)
    posting.save(force_insert=True)
    tx.subject(unit.id, refs=(account.id, posting.id))
    return {"posting_id": str(posting.id)}


class EndPosting(Command):
    """Somebody leaves a role. It takes effect with her next request."""

    unit_id: UUID
    posting_id: UUID


@action(roles=HEADS, reach=Reach.OWN_UNIT, subject="unit_id", law=LAW, title=("Akhiri penugasan", "End a posting"))
def end_posting(tx: Tx, command: EndPosting) -> Answer:
    """End the posting and every token bound to it. Refuses not_found, changed_meanwhile, not_oneself."""
    posting = (
        Posting.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(pk=command.posting_id, unit=command.unit_id)
        .first()
    )
    if posting is None:
        refuse("not_found")
    if posting.account.holder == tx.actor.holder_id:
        refuse("not_oneself")
    if posting.during.upper is not None:
        refuse("changed_meanwhile")
    posting.during = DateTimeTZRange(posting.during.lower, max(tx.now, posting.during.lower))
    posting.save(update_fields=["during"])
    Token.objects.filter(posting=posting, revoked_at__isnull=True).update(revoked_at=tx.now)
    tx.subject(command.unit_id, refs=(posting.account_id, posting.id))
    return {"ended": True}


class MakeToken(Command):
    """A token for programs of one's own. The door makes its text (``hidden.new_token_text``) and shows it once."""

    text: Annotated[Hidden, Field(min_length=32, max_length=80)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


@action(roles=EVERYBODY, reach=Reach.ANY, law=SECURITY, title=("Buat token API", "Make an API token"))
def make_token(tx: Tx, command: MakeToken) -> Answer:
    """Make a token bound to the posting one acts under, else to one's own file; only its digest is kept."""
    token = Token(
        account_id=account_of(tx),
        posting_id=tx.actor.posting_id,
        digest=sealed.blind("token", command.text),
        made_at=tx.now,
        expires_at=tx.now + timedelta(days=command.days),
    )
    token.save(force_insert=True)
    tx.subject(token.id)
    return {"token_id": str(token.id), "expires_at": token.expires_at.isoformat()}


class RevokeToken(Command):
    """End a token of one's own at once."""

    token_id: UUID


@action(roles=EVERYBODY, reach=Reach.ANY, law=SECURITY, title=("Cabut token API", "Revoke an API token"))
def revoke_token(tx: Tx, command: RevokeToken) -> Answer:
    """Revoke. Refuses not_found for a token that is another's or revoked already."""
    own = Token.objects.filter(pk=command.token_id, account=account_of(tx), revoked_at__isnull=True)
    if own.update(revoked_at=tx.now) == 0:
        refuse("not_found")
    tx.subject(command.token_id)
    return {"revoked": True}


class ChoosePassword(Command):
    """A new password of one's own choice, in place of the one handed over or forgotten elsewhere."""

    old: Hidden
    new: Hidden


@action(roles=EVERYBODY, reach=Reach.ANY, law=SECURITY, title=("Ganti kata sandi", "Choose a password"))
def choose_password(tx: Tx, command: ChoosePassword) -> Answer:
    """Replace the password. Refuses password_wrong and password_weak."""
    account = Account.objects.select_for_update().get(pk=account_of(tx))
    if not account.check_password(command.old):
        refuse("password_wrong")
    signin.check_strength(command.new)
    signin.set_password(account, command.new, temporary=False)
    tx.subject(account.id)
    return {"changed": True}


class SetLanguage(Command):
    """The language of pages and messages."""

    language: Literal["id", "en"]


@action(roles=EVERYBODY, reach=Reach.ANY, law=("UU24-2009-29",), title=("Pilih bahasa", "Choose the language"))
def set_language(tx: Tx, command: SetLanguage) -> Answer:
    """Keep the language with the account."""
    Account.objects.filter(pk=account_of(tx)).update(language=command.language)
    return {"language": command.language}
