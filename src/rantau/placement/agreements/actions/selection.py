"""Selection: the agency proposes, an officer of the labour office witnesses. Two persons of two units."""

from uuid import UUID

from pydantic import Field

from rantau.kernel import evidence
from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refusal, refuse
from rantau.placement.agreements.carrying import carry_over, may_finish
from rantau.placement.agreements.guards import (
    belongs_to,
    carried_agreement,
    has_pocket,
    not_departed,
    referrer_asked,
    require_two_units,
    selection_of,
    unsigned,
)
from rantau.placement.demand.guards import permit_stands, require
from rantau.placement.demand.law import destination_open
from rantau.placement.demand.locks import share
from rantau.placement.demand.models import Permit
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.agencies.guards import may_act
from rantau.registry.agencies.selectors import agency_of, houses_of


class ProposeSelection(Command):
    """The agency has chosen this candidate for a permit."""

    dossier_id: UUID
    permit_id: UUID


@action(
    roles={Role.AGENCY_OFFICER},
    subject="dossier_id",
    law=("SELECTION-WITNESSED",),
    title=("Usulkan seleksi", "Propose a selection"),
)
def propose_selection(tx: Tx, command: ProposeSelection) -> Answer:
    """State that the candidate was selected; it counts once an officer has witnessed it.

    For an agreement from an old system it names the permit only; the file has its order once an officer agrees.
    """
    dossier = file.lock_open(command.dossier_id)
    permit = share(command.permit_id)
    order, agency = permit.job_order, agency_of(tx.actor) or refuse("not_allowed")
    if order.agency_id != agency.pk:
        refuse("not_found", field="permit_id")
    require(not_departed(dossier), belongs_to(dossier, agency.pk), unsigned(dossier), referrer_asked(dossier))
    if carried_agreement(dossier.pk, tx.today) is not None:
        require(*may_finish(tx, dossier, permit))
    else:
        require(*may_be_recruited(tx, dossier, permit))
        file.attach_order(dossier, order)
    for unit in houses_of(agency):
        file.show_to(dossier.pk, dossier.person_id, unit, "agency")
    row = file.prove(
        tx,
        dossier,
        Statement("selection", "agency", issued_on=tx.today, values={"permit": str(permit.pk), "by": str(agency.pk)}),
    )
    tx.subject(dossier.pk, person=dossier.person_id, refs=(permit.pk, row.pk))
    tx.tally("selection_proposed", dossier.pk, country=order.country_id, scheme=order.scheme)
    return {"evidence": str(row.pk)}


def may_be_recruited(tx: Tx, dossier: Dossier, permit: Permit) -> tuple[Refusal | None, ...]:
    """Return what a permit must pass today for one more person: term, agency, destination, a pocket for her."""
    order = permit.job_order
    return (
        permit_stands(permit, tx.today),
        may_act(order.agency, tx.today, order.country_id),
        destination_open(
            order.scheme, order.country, order.occupation_id, order.employer.kind, tx.today, dossier.transitional
        ),
        has_pocket(dossier.person.sex, permit),
    )


class WitnessSelection(Command):
    """An officer was there, or has heard candidate and agency, and finds the selection in order."""

    dossier_id: UUID


@action(
    roles={Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("SELECTION-WITNESSED",),
    title=("Saksikan seleksi", "Witness a selection"),
)
def witness_selection(tx: Tx, command: WitnessSelection) -> Answer:
    """Verify the proposed selection; the agency's own people may not.

    With it an agreement from an old system has its permit, and takes its quota place (``carrying``).
    """
    dossier, stated = _open_selection(tx, command.dossier_id)
    row = evidence.decide(tx, stated.pk, accept=True)
    carried, permit = carried_agreement(dossier.pk, tx.today), row.values.get("permit")
    if carried is not None and permit is not None:
        return carry_over(tx, dossier, UUID(str(permit)), carried)
    _decided(tx, dossier, row)
    return {"stage": dossier.stage}


class RefuseSelection(Command):
    """The officer could not witness this selection, and says why."""

    dossier_id: UUID
    reason: str = Field(min_length=5, max_length=300)


@action(
    roles={Role.PLACEMENT_OFFICER},
    subject="dossier_id",
    law=("SELECTION-WITNESSED",),
    title=("Tolak seleksi", "Refuse a selection"),
)
def refuse_selection(tx: Tx, command: RefuseSelection) -> Answer:
    """Refuse the proposed selection with the reason; the agency may propose again."""
    dossier, stated = _open_selection(tx, command.dossier_id)
    row = evidence.decide(tx, stated.pk, accept=False, why={"reason": command.reason})
    _decided(tx, dossier, row)
    return {"stage": dossier.stage}


def _open_selection(tx: Tx, dossier_id: UUID) -> tuple[Dossier, Evidence]:
    dossier = file.lock_open(dossier_id)
    stated = selection_of(dossier.pk)
    if stated is None or stated.state != "stated":
        refuse("no_selection_open")
    require_two_units(tx, stated)
    return dossier, stated


def _decided(tx: Tx, dossier: Dossier, row: Evidence) -> None:
    file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.tally(f"selection_{row.state}", dossier.pk, scheme=dossier.scheme)
    if carried_agreement(dossier.pk, tx.today) is None:  # else she has signed long ago, and nothing changed for her
        tx.outbox("sms", f"selection_{row.state}", recipient=dossier.person_id, subject=dossier.pk)
