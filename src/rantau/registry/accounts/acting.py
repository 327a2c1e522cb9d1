"""The account and the natural person behind an act, where an act needs them."""

from uuid import UUID

from rantau.kernel.actions import Tx
from rantau.kernel.refusals import refuse


def account_of(tx: Tx) -> UUID:
    """Return the account that acts.

    Raises:
        Refused: ``sign_in_first`` for a visitor or a machine.
    """
    return tx.actor.account_id or refuse("sign_in_first")


def holder_of(tx: Tx) -> UUID:
    """Return the natural person who acts.

    Raises:
        Refused: ``sign_in_first`` for a visitor or a machine.
    """
    return tx.actor.holder_id or refuse("sign_in_first")
