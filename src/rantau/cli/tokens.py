"""Making an API token from the command line: the account's own action, called as the account."""

import click

from rantau.kernel.actions import run
from rantau.kernel.actors import Actor
from rantau.registry.accounts.actions import MakeToken
from rantau.registry.accounts.hidden import new_token_text
from rantau.registry.accounts.models import Account
from rantau.registry.accounts.selectors import actor_for, current_postings


def actor_named(username: str) -> Actor:
    """Return the actor of an account under its first posting, or of the person herself.

    Raises:
        click.ClickException: nobody signs in with this name.
    """
    account = Account.objects.filter(username__iexact=username).first()
    if account is None:
        raise click.ClickException(f"Nobody signs in as {username}.")
    return actor_for(account, current_postings(account).first())


def make_token(username: str, days: int) -> str:
    """Return the text of a new token for the account's first posting, or for the person herself.

    Raises:
        click.ClickException: nobody signs in with this name.
        Refused: the account may not have a token.
    """
    text = new_token_text()
    run(MakeToken(text=text, days=days), actor_named(username))
    return text
