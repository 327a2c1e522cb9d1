"""Acts that need one form and one button: which action, which form, what will happen, what is said afterwards.

A page per act, so that each says what it does before it is done; the rights are read from the action itself.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from rantau.kernel.actions import Command, Spec, registry
from rantau.kernel.actors import Actor
from rantau.web.desk.forms.base import Confirm, DeskForm

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """One act about a person or a file. ``note`` says what will happen, ``said`` what happened."""

    command: type[Command]
    title: Words
    note: Words
    button: Words
    said: Words
    form: type[DeskForm] = Confirm
    kind: str = ""  # look of the button: "" or "refuse"
    fixed: dict[str, Any] = field(default_factory=dict)

    @property
    def spec(self) -> Spec:
        """The action behind the command, with its roles and law."""
        return next(spec for spec in registry().values() if spec.command is self.command)

    def allowed(self, actor: Actor) -> bool:
        """Return whether the actor has a role for it; whether she may here and now is the action's answer."""
        return bool(actor.roles & self.spec.roles)


def offered(acts: dict[str, Act], actor: Actor) -> list[tuple[str, Act]]:
    """Return the acts for which the actor has a role, in their order."""
    return [(slug, act) for slug, act in acts.items() if act.allowed(actor)]
