"""From an account to an actor: which posting she acts under, and which units she therefore sees."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from rantau.kernel import clock, sealed
from rantau.kernel.actors import Actor, Kind, Role
from rantau.registry.accounts.models import Account, Posting, Token
from rantau.registry.offices.models import GOVERNMENT, OFFICES, Unit
from rantau.registry.offices.selectors import unit_and_below

SUPERVISING = frozenset({Role.SUPERVISOR, Role.MINISTRY_OFFICER, Role.LEGAL_OFFICER, Role.AGENCY_OFFICER})


def current_postings(account: Account) -> QuerySet[Posting]:
    """Return the postings the account holds at this moment."""
    holds_now = Posting.objects.filter(account=account, during__contains=clock.now())
    return holds_now.select_related("unit").order_by("unit__name", "role")


def actor_for(account: Account, posting: Posting | None, held: Collection[Posting] | None = None) -> Actor:
    """Return the actor: under a posting with its unit's sight, else the person herself.

    Roles of one account in the same unit count together; a supervising role sees the units below as well. ``held``
    are the account's current postings, where they have been read already.
    """
    if not account.is_active:
        return Actor(Kind.VISITOR)
    base = Actor(Kind.PERSON, account_id=account.id, holder_id=account.holder, person_id=account.person)
    if posting is None:
        return _as_oneself(base)
    held = current_postings(account) if held is None else held
    roles = frozenset(Role(row.role) for row in held if row.unit_id == posting.unit_id)
    units = unit_and_below(posting.unit_id) if roles & SUPERVISING else (posting.unit_id,)
    if posting.unit.kind in GOVERNMENT:
        units = (*units, OFFICES)
    return replace(base, person_id=None, posting_id=posting.id, unit_id=posting.unit_id, units=units, roles=roles)


def _as_oneself(base: Actor) -> Actor:
    if base.person_id is None:
        return base
    return replace(base, unit_id=base.person_id, units=(base.person_id,), roles=frozenset({Role.CANDIDATE}))


def actor_for_token(text: str) -> Actor | None:
    """Return the actor of an API token that is neither revoked nor expired and whose posting still holds."""
    known = Token.objects.filter(digest=sealed.blind("token", text), revoked_at__isnull=True)
    token = known.filter(expires_at__gt=clock.now()).select_related("account").first()
    if token is None or not token.account.is_active:
        return None
    if token.posting_id is None:
        return actor_for(token.account, None)
    held = list(current_postings(token.account))
    posting = next((row for row in held if row.pk == token.posting_id), None)
    return actor_for(token.account, posting, held) if posting else None


def clock_actor() -> Actor:
    """Return the actor of jobs that time itself sets off; it sees what any unit handles."""
    units: tuple[UUID, ...] = tuple(Unit.objects.order_by("id").values_list("id", flat=True))
    return Actor(Kind.CLOCK, units=units)


def postings_below(actor: Actor) -> QuerySet[Posting]:
    """Return the postings that hold now in the actor's units, by unit and name."""
    rows = Posting.objects.filter(unit__in=actor.units, during__contains=clock.now())
    return rows.select_related("account", "unit").order_by("unit__name", "account__name", "id")


def units_below(actor: Actor) -> QuerySet[Unit]:
    """Return the open units to which the actor may post somebody, by name."""
    return Unit.objects.filter(pk__in=actor.units, closed_on__isnull=True).order_by("name", "pk")


def officer_named(username: str) -> Account | None:
    """Return the active account of an officer by its sign-in name; a person's own account is none."""
    return Account.objects.filter(username__iexact=username, is_active=True, person__isnull=True).first()
