"""The way back into one's account without the old phone: identity seen by one officer, approved by another (CO-12)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import ids, sealed
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.refusals import refuse
from rantau.registry.accounts import signin
from rantau.registry.accounts.acting import account_of, holder_of
from rantau.registry.accounts.hidden import Code, Hidden
from rantau.registry.accounts.models import Account
from rantau.registry.people import fields, policies
from rantau.registry.people.actions import keeping
from rantau.registry.people.identities import locked, require_second_person
from rantau.registry.people.models import Contact, Person, Recovery

LAW = ("UU27-2022-5", "BSSN4-2021-28")


class AskRecovery(Command):
    """An officer has seen the person and her document, and asks for a new way into her account."""

    person_id: UUID
    document: Literal["ktp", "family_card", "birth_certificate", "passport"]
    reason: Annotated[Hidden, Field(min_length=3, max_length=300)]
    phone: Annotated[Hidden, Field(max_length=40)] = ""


@action(
    roles=policies.ANY_DESK, subject="person_id", law=LAW, title=("Minta pemulihan akun", "Ask for account recovery")
)
def ask_recovery(tx: Tx, command: AskRecovery) -> Answer:
    """Open the request; the account stays as it is. A new phone is optional."""
    person = locked(command.person_id)
    row = Recovery(
        id=ids.new_id(), person=person, document=command.document, reason=command.reason, asked_at=tx.now,
        asked_by=account_of(tx), asked_by_holder=holder_of(tx), asked_by_unit=tx.actor.unit_id,
    )  # fmt: skip
    if command.phone:
        field = f"recovery:{row.id}"
        row.phone = sealed.seal(person.id, {field: fields.read_phone(command.phone)})[field]
    row.save(force_insert=True)
    tx.subject(person.id, person=person.id, refs=(row.id,))
    tx.outbox("sms", "recovery_asked", recipient=person.id, subject=person.id)
    return {"recovery_id": str(row.id)}


class ApproveRecovery(Command):
    """A second officer approves; the code is printed by the door and replaced by her at first use."""

    person_id: UUID
    recovery_id: UUID
    code: Code


@action(
    roles=policies.DECIDING, subject="person_id", law=LAW, title=("Setujui pemulihan akun", "Approve account recovery")
)
def approve_recovery(tx: Tx, command: ApproveRecovery) -> Answer:
    """Give the account the handed-over password, or make one; all her sessions end. Refuses own_request."""
    person = locked(command.person_id)
    row = Recovery.objects.select_for_update(of=("self",)).filter(pk=command.recovery_id, person=person).first()
    if row is None:
        refuse("not_found")
    if row.state != "open":
        refuse("changed_meanwhile")
    require_second_person(tx, person, row.asked_by_holder)
    row.state, row.decided_by, row.decided_by_holder = "approved", tx.actor.account_id, tx.actor.holder_id
    row.decided_at = tx.now
    row.save(update_fields=["state", "decided_by", "decided_by_holder", "decided_at"])
    phone = _new_phone(tx, person, row)
    account = _account(person, command.code, phone)
    tx.subject(person.id, person=person.id, refs=(row.id, account.id))
    return {"sign_in_name": account.username}


def _new_phone(tx: Tx, person: Person, row: Recovery) -> str:
    """The phone she no longer owns ends with the recovery: nothing more is sent there."""
    if not row.phone:
        return ""
    field = f"recovery:{row.id}"
    phone = sealed.unseal(person.id, {field: row.phone})[field]
    Contact.objects.filter(person=person, kind="phone", ended_at__isnull=True).update(ended_at=tx.now)
    keeping.keep_contact(tx, person.id, "phone", phone, safe=True)
    return phone


def _account(person: Person, code: str, phone: str) -> Account:
    account = Account.objects.select_for_update().filter(person=person.id).first()
    if account is None:
        return signin.open_account(
            person.number, person.name, code, person=person.id, phone=phone, language=person.language, temporary=True
        )
    if phone:
        account.phone = signin.phone_digest(phone)
        account.save(update_fields=["phone"])
    signin.set_password(account, code, temporary=True)
    return account
