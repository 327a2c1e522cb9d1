"""The employment contract: drafted by the agency, endorsed by the mission, read and accepted by the worker herself."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from rantau.kernel import evidence, ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.agreements.guards import belongs_to, live_contract
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.agreements.terms import Terms, differences, fingerprint, in_words
from rantau.placement.agreements.voids import void
from rantau.placement.demand.guards import require, require_other_person
from rantau.placement.demand.models import JobOrder
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.selectors import agency_of


class DraftContract(Terms):
    """The terms of a contract; where they differ from the job order, why."""

    dossier_id: UUID
    differs_because: str = Field(default="", max_length=300)


@action(
    roles={Role.AGENCY_OFFICER},
    subject="dossier_id",
    law=("UU18-15",),
    title=("Susun perjanjian kerja", "Draft the employment contract"),
)
def draft_contract(tx: Tx, command: DraftContract) -> Answer:
    """Draft or redraft; an earlier draft, its endorsement and her acceptance of it hold no longer.

    A suspended agency may still draft for those who have signed: they finish.
    """
    dossier = file.lock_open(command.dossier_id)
    order = _order(tx, dossier)
    file.require(file.assessment_of(dossier), "placement_agreement")
    values = command.values()
    differing = differences(values, order)
    if differing and not command.differs_because:
        refuse("contract_differs", fields=in_words(differing))
    _supersede(tx, dossier)
    row = EmploymentContract(
        id=ids.new_id(),
        dossier=dossier,
        fields=values,
        fingerprint=fingerprint(dossier.number, values),
        differs_because=command.differs_because if differing else "",
        drafted_at=tx.now,
        drafted_by_holder=tx.actor.holder_id,
    )
    row.save(force_insert=True)
    file.show_to(dossier.pk, dossier.person_id, order.mission_id, "mission")
    _state(tx, dossier, row, differing)
    return {"contract": str(row.pk), "fingerprint": row.fingerprint, "differs": list(differing)}


def _order(tx: Tx, dossier: Dossier) -> JobOrder:
    agency = agency_of(tx.actor) or refuse("not_allowed")
    require(belongs_to(dossier, agency.pk))
    return _order_in_sight(dossier) or refuse("no_job_order")


def _order_in_sight(dossier: Dossier) -> JobOrder | None:
    """Return the file's order, or None: whoever sees the file need not see the order."""
    return JobOrder.objects.select_related("mission").filter(dossiers=dossier.pk).first()


def _supersede(tx: Tx, dossier: Dossier) -> None:
    living = EmploymentContract.objects.select_for_update().filter(dossier=dossier, superseded_at__isnull=True)
    for old in living:
        old.superseded_at = tx.now
        old.save(update_fields=["superseded_at"])
        if old.endorsed_at is not None:
            void(tx, dossier, "employment_contract", "contract_redrafted")
        if old.acknowledged_at is not None:
            void(tx, dossier, "contract_acknowledged", "contract_redrafted")


def _state(tx: Tx, dossier: Dossier, row: EmploymentContract, differing: tuple[str, ...]) -> None:
    said = {"fingerprint": row.fingerprint, "months": row.fields["months"], "differs": ",".join(differing)}
    file.prove(tx, dossier, Statement("employment_contract", "agency", issued_on=tx.today, values=said))
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.tally("contract_drafted", dossier.pk, scheme=dossier.scheme, differs="yes" if differing else "no")


class EndorseContract(Command):
    """The mission finds this very text in order; ``fingerprint`` is that of the text the officer has read."""

    dossier_id: UUID
    fingerprint: str = Field(min_length=64, max_length=64)


class RefuseContract(Command):
    """The mission says what must change in this very text."""

    dossier_id: UUID
    fingerprint: str = Field(min_length=64, max_length=64)
    reason: str = Field(min_length=5, max_length=300)


@action(
    roles={Role.MISSION_OFFICER},
    subject="dossier_id",
    law=("UU18-15", "JO-VERIFIED"),
    title=("Sahkan perjanjian kerja", "Endorse the employment contract"),
)
def endorse_contract(tx: Tx, command: EndorseContract) -> Answer:
    """Endorse an open draft of an order put to this mission; who drafted it may not."""
    dossier, contract, stated = _to_decide(tx, command)
    contract.endorsed_at, contract.endorsed_by_holder = tx.now, tx.actor.holder_id
    contract.save(update_fields=["endorsed_at", "endorsed_by_holder"])
    evidence.decide(tx, stated, accept=True)
    _told(tx, dossier, contract, "contract_endorsed")
    return {"contract": str(contract.pk)}


@action(
    roles={Role.MISSION_OFFICER},
    subject="dossier_id",
    law=("UU18-15", "JO-VERIFIED"),
    title=("Tolak perjanjian kerja", "Refuse the employment contract"),
)
def refuse_contract(tx: Tx, command: RefuseContract) -> Answer:
    """Refuse an open draft with what must change; the agency drafts anew."""
    dossier, contract, stated = _to_decide(tx, command)
    contract.superseded_at = tx.now
    contract.save(update_fields=["superseded_at"])
    evidence.decide(tx, stated, accept=False, why={"reason": command.reason})
    _told(tx, dossier, contract, "contract_refused")
    return {"contract": str(contract.pk)}


def _to_decide(tx: Tx, command: EndorseContract | RefuseContract) -> tuple[Dossier, EmploymentContract, UUID]:
    dossier = file.lock_open(command.dossier_id)
    order = _order_in_sight(dossier) or refuse("no_job_order")
    if order.mission_id not in tx.actor.units:
        refuse("mission_only", mission=order.mission.name)
    contract = live_contract(dossier.pk)
    require_other_person(tx, contract.drafted_by_holder)
    if contract.fingerprint != command.fingerprint:
        refuse("contract_changed")
    stated = evidence.current([dossier.pk]).filter(kind="employment_contract", state="stated").last()
    if stated is None or contract.endorsed_at is not None:
        refuse("changed_meanwhile")
    return dossier, contract, stated.pk


def _told(tx: Tx, dossier: Dossier, contract: EmploymentContract, what: str) -> None:
    file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(contract.pk,))
    tx.tally(what, dossier.pk, scheme=dossier.scheme)
    tx.outbox("sms", what, recipient=dossier.person_id, subject=dossier.pk)


class AcknowledgeContract(Command):
    """The worker has read, or was read, this very text in a language she understands, and accepts it."""

    dossier_id: UUID
    fingerprint: str = Field(min_length=64, max_length=64)
    language: Literal["id", "en"]
    understood: Literal[True]


@action(
    roles={Role.CANDIDATE},
    reach=Reach.SELF,
    subject="dossier_id",
    law=("UU18-15",),
    title=("Setujui isi kontrak", "Accept the contract"),
)
def acknowledge_contract(tx: Tx, command: AcknowledgeContract) -> Answer:
    """Accept the endorsed text. Whether it was early enough before departure is what the rulebook then says."""
    dossier = file.lock_open(command.dossier_id)
    contract = live_contract(dossier.pk)
    if contract.fingerprint != command.fingerprint:
        refuse("contract_changed")
    if contract.endorsed_at is None:
        order = _order_in_sight(dossier)
        refuse("contract_not_endorsed", mission=order.mission.name if order else "KBRI/KJRI/KDEI")
    if contract.acknowledged_at is not None:
        refuse("changed_meanwhile")
    contract.acknowledged_at, contract.acknowledged_in = tx.now, command.language
    contract.save(update_fields=["acknowledged_at", "acknowledged_in"])
    said = {"fingerprint": contract.fingerprint, "language": command.language}
    row = file.prove(
        tx, dossier, Statement("contract_acknowledged", "self", issued_on=tx.today, values=said), verified=True
    )
    tx.subject(dossier.pk, person=dossier.person_id, refs=(contract.pk, row.pk))
    tx.tally("contract_acknowledged", dossier.pk, scheme=dossier.scheme, language=command.language)
    return {"contract": str(contract.pk)}
