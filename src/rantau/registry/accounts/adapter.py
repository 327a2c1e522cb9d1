"""How allauth signs people in: no open sign-up (people register as persons), second factor demanded of staff."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by actions only (registering oneself, posting an officer), never by a sign-up form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
