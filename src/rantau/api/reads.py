"""Reads of the API: who am I, my queue, one dossier, vacancies. Each in the actor's scope and read-only."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from rantau.api.problems import STATUSES, Problem
from rantau.kernel.actors import Actor

PROBLEMS = dict.fromkeys(sorted(STATUSES), Problem)
router = Router(tags=["reads"])


class Me(BaseModel):
    """The actor a token stands for."""

    account_id: UUID | None
    posting_id: UUID | None
    unit_id: UUID | None
    roles: list[str]


class Page(BaseModel):
    """A page of a list; ``next`` is the cursor of the following page, or null at the end."""

    next: str | None


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor whom the token's sign-in has put on the request."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # ninja sets it after Token.authenticate
    return actor


@router.get("/me", operation_id="me", response={200: Me, **PROBLEMS})
def me(request: HttpRequest) -> Me:
    """Return whom the token stands for."""
    actor = actor_of(request)
    return Me(
        account_id=actor.account_id, posting_id=actor.posting_id, unit_id=actor.unit_id, roles=sorted(actor.roles)
    )
