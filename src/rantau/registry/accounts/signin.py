"""How an account is made, found at sign-in, and given a new password. Helpers of actions; they write no journal."""

from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from rantau.kernel import sealed
from rantau.kernel.refusals import refuse
from rantau.registry.accounts import refusals as refusals
from rantau.registry.accounts.models import Account

MOST_TRIED = 8


def check_strength(password: str) -> None:
    """Refuse a password that anybody would try first.

    Raises:
        Refused: ``password_weak``.
    """
    try:
        validate_password(password)
    except ValidationError:
        refuse("password_weak")


def phone_digest(e164: str) -> bytes:
    """Return the digest under which an account is found by its phone (E.164)."""
    return sealed.blind("phone", e164)


def open_account(
    username: str, name: str, password: str, *, person: UUID | None = None, phone: str = "", language: str = "id",
    holder: UUID | None = None, temporary: bool = False,
) -> Account:  # fmt: skip
    """Make an account. ``person`` makes it her own; ``temporary`` marks a password that was handed over on paper.

    Raises:
        Refused: ``username_taken``.
    """
    if Account.objects.filter(username__iexact=username).exists():
        refuse("username_taken")
    account = Account(
        username=username, name=name, person=person, language=language, temporary=temporary,
        phone=phone_digest(phone) if phone else None, password=make_password(password),
    )  # fmt: skip
    account.holder = holder or account.holder
    account.save(force_insert=True)
    return account


def set_password(account: Account, password: str, *, temporary: bool) -> None:
    """Give a new password; every session of the old one ends with the next request."""
    account.set_password(password)
    account.temporary = temporary
    account.save(update_fields=["password", "temporary"])


def account_signing_in(name: str, phone: str, password: str) -> Account | None:
    """Return the account whose sign-in name or phone (E.164) and password these are.

    A phone may open several accounts (families share one): the password decides. Unknown names cost as much time as
    known ones, so that nothing is learnt about who is registered (promise F1).
    """
    wanted = Q(username__iexact=name)
    if phone:
        wanted |= Q(phone=phone_digest(phone))
    found = list(Account.objects.filter(wanted, is_active=True).order_by("id")[:MOST_TRIED])
    if not found:
        make_password(password)
    return next((account for account in found if check_password(password, account.password)), None)
