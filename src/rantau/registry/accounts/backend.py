"""Signing in by number, name or phone: what a person has at hand. Added to ``AUTHENTICATION_BACKENDS``."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from rantau.registry.accounts.models import Account
from rantau.registry.accounts.phones import dialled
from rantau.registry.accounts.signin import account_signing_in


class NumberOrPhone(ModelBackend):
    """Finds the account by sign-in name, or by phone when the text reads as one."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_others: Any
    ) -> Account | None:
        if not username or not password:
            return None
        return account_signing_in(username.strip(), dialled(username), password)
