"""Browsers without a browser: a Django client signed in as somebody, for the tests of all spaces.

Staff carry a second factor, as every officer must; the client keeps its session between requests.
"""

from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from rantau.kernel import ids
from rantau.kernel.actors import Role
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.offices.models import Unit
from rantau.registry.people.models import Person
from tests import world

ALWAYS = DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None)
PASSWORD = "rumah hujan kelapa"  # of people who exist in tests only


def visitor(language: str = "id") -> Client:
    """Somebody who has not signed in, reading in a language."""
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.cookies["django_language"] = language
    return client


def officer(at: Unit, *roles: Role, language: str = "id", second_factor: bool = True, **fields: Any) -> Client:
    """Somebody posted to a unit with these roles."""
    with world.as_owner():
        account = Account.objects.create(
            username=ids.reference(12).lower(), name=fields.pop("name", "Petugas Contoh"), password="!", **fields
        )
        for role in roles:
            Posting.objects.create(account=account, unit=at, role=role, during=ALWAYS)
        if second_factor:
            Authenticator.objects.create(user=account, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    return _signed_in(account, language)


def herself(someone: Person, language: str = "id") -> Client:
    """The person on her own account."""
    account_id = world.herself(someone).account_id
    return _signed_in(Account.objects.get(pk=account_id), language)


def _signed_in(account: Account, language: str) -> Client:
    client = visitor(language)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.account = account  # type: ignore[attr-defined]  # for tests that ask who is acting
    return client
