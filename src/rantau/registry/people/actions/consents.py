"""Consent by purpose: given, and withdrawn as easily; what rests on the law is shown and not withdrawn."""

from uuid import UUID

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.refusals import refuse
from rantau.registry.people import policies
from rantau.registry.people.actions.registration import ConsentPurpose
from rantau.registry.people.identities import locked
from rantau.registry.people.models import Consent


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
    """She no longer allows a purpose; the three days to honour it begin."""

    person_id: UUID
    purpose: str


@action(
    roles=policies.HERSELF_OR_ASSISTED, subject="person_id", law=("UU27-2022-9", "UU27-2022-40"),
    title=("Tarik persetujuan", "Withdraw consent"),
)  # fmt: skip
def withdraw_consent(tx: Tx, command: WithdrawConsent) -> Answer:
    """End the consent and start the clock. Refuses consent_rests_on_law, not_found."""
    person = locked(command.person_id)
    row = Consent.objects.filter(person=person, purpose=command.purpose, withdrawn_at__isnull=True).first()
    if row is None:
        refuse("not_found")
    if row.ground == "law":
        refuse("consent_rests_on_law")
    row.withdrawn_at, row.honour_by = tx.now, tx.now + policies.HONOUR_WITHDRAWAL
    row.save(update_fields=["withdrawn_at", "honour_by"])
    tx.subject(person.id, person=person.id, refs=(row.id,))
    tx.outbox("internal", "consent_withdrawn", subject=person.id, purpose=command.purpose)
    return {"honour_by": row.honour_by.isoformat()}
