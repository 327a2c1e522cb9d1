"""Numbers of a person: held, disputed, former. Two who claim one number are heard, never sent away (CO-13)."""

from datetime import timedelta
from uuid import UUID

from django.db import connection

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Tx
from rantau.kernel.refusals import refuse
from rantau.registry.accounts.acting import holder_of
from rantau.registry.accounts.models import Account
from rantau.registry.people import policies
from rantau.registry.people.models import Identifier, IdentityDispute, Person

# Without a conflict target: a number taken a moment ago by a parallel registration is waited for and then seen.
HOLD = """
INSERT INTO identifier (id, person_id, kind, digest, sealed, state, made_at)
VALUES (%s, %s, %s, %s, %s, 'held', %s) ON CONFLICT DO NOTHING
"""


def locked(person_id: UUID) -> Person:
    """Return the person, locked for this act.

    Raises:
        Refused: ``not_found``.
    """
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None:
        refuse("not_found")
    return person


def require_second_person(tx: Tx, person: Person, first: UUID | None) -> None:
    """Refuse when the one who decides is the one who stated, or the person herself under another account.

    Raises:
        Refused: ``own_request``.
    """
    own = Account.objects.filter(person=person.id, holder=holder_of(tx)).exists()
    if own or (first is not None and first == tx.actor.holder_id):
        refuse("own_request")


def freeze(tx: Tx, person_id: UUID) -> Person:
    """Freeze name, birth date, sex and NIK: a paper of identity was verified, or a card rests on them (promise K3)."""
    person = locked(person_id)
    if person.identity_verified_at is None:
        person.identity_verified_at = tx.now
        person.save(update_fields=["identity_verified_at"])
    return person


def hold(tx: Tx, person: Person, kind: str, number: str) -> str:
    """Give a number to a person. Returns ``held``, or ``disputed`` when another record holds it.

    Raises:
        Refused: ``identifier_already`` when she holds another number of this kind; end that one first.
    """
    digest = sealed.blind(kind, number)
    own = Identifier.objects.filter(person=person, kind=kind, state="held").first()
    if own is not None and bytes(own.digest) != digest:
        refuse("identifier_already")
    if own is not None:
        return "held"
    row = Identifier(id=ids.new_id(), person=person, kind=kind, digest=digest, made_at=tx.now)
    row.sealed = sealed.seal(person.id, {f"identifier:{row.id}": number})[f"identifier:{row.id}"]
    if _held(row):
        return "held"
    row.state = "disputed"
    row.save(force_insert=True)
    _open_dispute(tx, person, row)
    return "disputed"


def _held(row: Identifier) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [row.id, row.person_id, row.kind, bytes(row.digest), bytes(row.sealed), row.made_at])
        return bool(cursor.rowcount == 1)


def _open_dispute(tx: Tx, claimant: Person, row: Identifier) -> None:
    """Open the dispute and tell both. The claimant's text is what every newcomer with a NIK gets (promise F1)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_holder(%s, %s)", [row.kind, bytes(row.digest)])
        holder_id = cursor.fetchone()[0]
    if holder_id is None:
        refuse("changed_meanwhile")
    known = IdentityDispute.objects.filter(holder=holder_id, claimant=claimant, kind=row.kind, closed_at__isnull=True)
    if known.exists():
        return
    dispute = IdentityDispute(
        kind=row.kind, digest=row.digest, holder_id=holder_id, claimant=claimant, opened_at=tx.now,
        due_on=tx.today + timedelta(days=policies.DECISION_DAYS),
    )  # fmt: skip
    dispute.save(force_insert=True)
    tx.outbox("sms", "identity_claimed_too", recipient=holder_id, subject=holder_id, due_on=dispute.due_on.isoformat())
    tx.subject(claimant.id, person=claimant.id, refs=(dispute.id,))


def replace_number(tx: Tx, person: Person, kind: str, number: str) -> str:
    """Give a new number and keep the old one as former; it is found for ever. Returns as ``hold``."""
    Identifier.objects.filter(person=person, kind=kind).exclude(state="former").update(state="former")
    return hold(tx, person, kind, number)


def number_of(person: Person, kind: str) -> str:
    """Return the plain number she holds or claims, "" when there is none."""
    row = Identifier.objects.filter(person=person, kind=kind).exclude(state="former").order_by("-made_at").first()
    if row is None:
        return ""
    field = f"identifier:{row.id}"
    return sealed.unseal(person.id, {field: row.sealed})[field]


NIK_STATE = {"held": "stated", "disputed": "disputed"}
"""From the state of the number to the state shown with the person."""
