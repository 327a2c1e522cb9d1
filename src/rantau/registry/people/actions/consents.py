"""Consent by purpose: given, and withdrawn as easily; what rests on the law is shown and not withdrawn."""

from uuid import UUID

from django.db.models import QuerySet

from rantau.kernel import clock, ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Kind, end_grants, granted
from rantau.kernel.models import AccessGrant, OutboxMessage
from rantau.kernel.refusals import refuse
from rantau.registry.people import policies
from rantau.registry.people.actions.registration import ConsentPurpose
from rantau.registry.people.identities import locked
from rantau.registry.people.models import Consent, Person

ASKED_TO_DELETE = "delete_copies"


class GiveConsent(Command):
    """She allows one more purpose."""

    person_id: UUID
    purpose: ConsentPurpose


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=("UU27-2022-20",),
    title=("Beri persetujuan", "Give consent"),
)  # fmt: skip
def give_consent(tx: Tx, command: GiveConsent) -> Answer:
    """Record the consent with the version of the text she read."""
    locked(command.person_id)
    row = Consent(
        id=ids.new_id(), person_id=command.person_id, purpose=command.purpose, ground="consent",
        text_version=policies.CONSENT_TEXT, given_at=tx.now,
    )  # fmt: skip
    row.save(force_insert=True)
    tx.subject(command.person_id, person=command.person_id, refs=(row.id,))
    return {"consent_id": str(row.id)}


class WithdrawConsent(Command):
    """She no longer allows a purpose: its use by us ends now, and the three days begin in which all others know."""

    person_id: UUID
    purpose: str


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=("UU27-2022-9", "UU27-2022-40"),
    title=("Tarik persetujuan", "Withdraw consent"),
)  # fmt: skip
def withdraw_consent(tx: Tx, command: WithdrawConsent) -> Answer:
    """End the consent and what we do on it, and start the clock. Refuses consent_rests_on_law, not_found.

    What rests on the law goes on. Whoever saw her file by this consent sees it no longer, and is asked to delete.
    """
    person = locked(command.person_id)
    row = Consent.objects.filter(person=person, purpose=command.purpose, withdrawn_at__isnull=True).first()
    if row is None:
        refuse("not_found")
    if row.ground == "law":
        refuse("consent_rests_on_law")
    row.withdrawn_at, row.honour_by = tx.now, tx.now + policies.HONOUR_WITHDRAWAL
    row.save(update_fields=["withdrawn_at", "honour_by"])
    tx.subject(person.id, person=person.id, refs=(row.id,))
    ended = _end_sight(tx, person, row)
    return {"honour_by": row.honour_by.isoformat(), "ended": len(ended)}


def _end_sight(tx: Tx, person: Person, row: Consent) -> set[UUID]:
    """End every sight of her and her files that rests on this consent alone; ask each unit to delete its copies."""
    ended = set()
    for grant in sights_by_consent(person.id, row.purpose):
        end_grants(grant.subject, grant.unit, grant.basis)
        ended.add(grant.unit)
    for unit in sorted(ended):
        tx.outbox(
            "email", "delete_copies", recipient=unit, subject=person.id, number=person.number,
            starts_at=row.honour_by.isoformat() if row.honour_by else "",
        )  # fmt: skip
    return ended


def sights_by_consent(person_id: UUID, purpose: str) -> QuerySet[AccessGrant]:
    """Return the grants that hold now on a person and what is hers, and that rest on her consent to a purpose alone."""
    hers = AccessGrant.objects.filter(unit=person_id, basis="self").values("subject")
    bases = policies.SIGHTS.get(purpose, ())
    return AccessGrant.objects.filter(granted(clock.now()), subject__in=hers, basis__in=bases).order_by("id")


class HonourWithdrawal(Command):
    """The clock looks whether a withdrawn consent has been honoured everywhere."""

    consent_id: UUID


@action(
    machines={Kind.CLOCK}, reach=Reach.ANY, law=("UU27-2022-9", "UU27-2022-40"),
    title=("Penuhi penarikan persetujuan", "Honour a withdrawn consent"),
)  # fmt: skip
def honour_withdrawal(tx: Tx, command: HonourWithdrawal) -> Answer:
    """Settle a withdrawal: nothing of ours rests on it any more, and whoever was asked to delete has been reached.

    While somebody has not been reached it stays open, also past its term, where it is a violation to be seen.
    """
    row = Consent.objects.select_for_update(of=("self",)).select_related("person").filter(pk=command.consent_id).first()
    if row is None or row.withdrawn_at is None:
        refuse("not_found")
    _end_sight(tx, row.person, row)
    tx.subject(row.person_id, person=row.person_id, refs=(row.id,))
    asked = OutboxMessage.objects.filter(subject=row.person_id, template=ASKED_TO_DELETE, made_at__gte=row.withdrawn_at)
    if asked.exclude(state="delivered").exists() or row.honoured_at is not None:
        return {"honoured": row.honoured_at is not None}
    row.honoured_at = tx.now
    row.save(update_fields=["honoured_at"])
    tx.tally("withdrawal_honoured", row.person_id, purpose=row.purpose)
    tx.outbox("sms", "consent_honoured", recipient=row.person_id, subject=row.person_id)
    return {"honoured": True}
