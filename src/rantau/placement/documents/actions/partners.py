"""What others say: partners' answers, and what an old system had on file. Unknown or late is never a yes."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from rantau.kernel import evidence
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Kind
from rantau.kernel.evidence import Statement
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import refuse
from rantau.placement.documents import checks, frozen
from rantau.placement.documents.actions.filing import Value
from rantau.placement.documents.kinds import COUNTER, DocumentKind, kind_of, kinds_of
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import MACHINE
from rantau.placement.dossiers.models import Dossier
from rantau.registry.accounts.hidden import Hidden

ANSWER_HOLDS = timedelta(hours=24)
"""An older answer is asked for again instead of being believed (design §5.1: answers have an age limit)."""
Partner = Literal["dukcapil", "immigration", "bpjs_tk", "bpjs_kes", "police", "lsp", "clinic"]


class RecordPartnerAnswer(Command):
    """What a partner's system answered about one document, or what two officers learned while it was down."""

    dossier_id: UUID
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    partner: Partner
    answer: Literal["yes", "no", "unknown"]
    answered_at: AwareDatetime
    reference: Annotated[str, Field(max_length=80)] = ""
    number: Annotated[Hidden, Field(repr=False, max_length=60)] = ""
    issued_on: date | None = None
    valid_until: date | None = None
    values: Annotated[dict[Annotated[str, Field(max_length=30)], Value], Field(max_length=12)] = {}


@action(
    roles=COUNTER,
    machines={Kind.CLOCK},
    subject="dossier_id",
    law=("UU18-13", "RANTAU-PARTNER"),
    title=("Catat jawaban mitra", "Record a partner's answer"),
)
def record_partner_answer(tx: Tx, command: RecordPartnerAnswer) -> Answer:
    """A timely yes of the partner's own system is verified; an officer's note of it waits for a second officer.

    A yes to another passport or photograph than the verified one waits as well (promise K3).

    A no is filed as refused, with the partner as who can mend it. Unknown and late change nothing and are asked again.
    Refuses kind_of_system, kind_unknown, answer_without_reference, date_in_future.
    """
    dossier = file.lock_open(command.dossier_id)
    kind = kind_of(command.kind, dossier.scheme, dossier.opened_on)
    tx.subject(dossier.pk, person=dossier.person_id)
    if command.answered_at > tx.now:
        refuse("date_in_future")
    if command.answer == "unknown" or _late(command.answered_at, tx.now):
        tx.outbox("partner", "ask_again", subject=dossier.pk, partner=command.partner, kind=command.kind)
        return {"counted": False, "stage": dossier.stage}
    if not command.reference:
        refuse("answer_without_reference")
    by_machine = tx.actor.kind is Kind.CLOCK
    row = _prove(tx, dossier, _answer(command, by_machine), kind, verified=by_machine and command.answer == "yes")
    if by_machine and command.answer == "no":
        _refuse_it(tx, dossier, row, kind.law[0], command)
    tx.subject(dossier.pk, refs=(row.pk,))
    return {"counted": row.state != "stated", "evidence": str(row.pk), "stage": dossier.stage}


def _prove(tx: Tx, dossier: Dossier, what: Statement, kind: DocumentKind | None, *, verified: bool) -> Evidence:
    """File what was said elsewhere; it counts at once unless it would replace what persons here have verified."""
    row = file.prove(tx, dossier, what, verified=verified and not frozen.replaces_verified(dossier, what))
    if row.state == "verified" and kind is not None:
        frozen.settle(tx, dossier, kind)
    return row


def _late(answered_at: datetime, now: datetime) -> bool:
    return now - answered_at > ANSWER_HOLDS


def _answer(command: RecordPartnerAnswer, by_machine: bool) -> Statement:
    """An officer's note is marked as manual: it is checked again when the partner is back (CO-19)."""
    return Statement(
        kind=command.kind,
        origin=f"partner:{command.partner}",
        number=checks.in_one_form(command.kind, command.number),
        issued_on=command.issued_on,
        valid_until=command.valid_until,
        values={**command.values, MACHINE: command.answer if by_machine else f"manual_{command.answer}"},
        source_reference=command.reference,
    )


def _refuse_it(tx: Tx, dossier: Dossier, row: Evidence, rule: str, command: RecordPartnerAnswer) -> None:
    why = {"code": "partner_said_no", "rule": rule, "seen": command.reference, "who": command.partner, "until": ""}
    evidence.decide(tx, row.pk, accept=False, why=why)
    file.reassess(tx, dossier)
    tx.outbox("sms", "evidence_refused", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)


class ImportEvidence(Command):
    """A proof from an old system with its own reference and dates; ``verified`` as it stood there."""

    dossier_id: UUID
    source: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    source_reference: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    number: Annotated[Hidden, Field(repr=False, max_length=60)] = ""
    issued_on: date | None = None
    valid_until: date | None = None
    values: Annotated[dict[Annotated[str, Field(max_length=30)], Value], Field(max_length=12)] = {}
    private: Annotated[Hidden, Field(repr=False, max_length=1000)] = ""
    verified: bool = True


@action(
    machines={Kind.IMPORT},
    reach=Reach.ANY,
    subject="dossier_id",
    law=("RANTAU-NOBODY-STARTS-OVER",),
    title=("Bawa bukti dari sistem lama", "Import evidence from an old system"),
)
def import_evidence(tx: Tx, command: ImportEvidence) -> Answer:
    """File what the old system had, of any kind: how far she came follows from it. The same record comes in once.

    It takes the place of nothing that was verified here (promise K3): another passport waits for a decision.
    """
    dossier = file.lock_open(command.dossier_id)
    origin = f"import:{command.source}"
    tx.subject(dossier.pk, person=dossier.person_id)
    known = Evidence.objects.filter(
        subject=dossier.pk, kind=command.kind, origin=origin, source_reference=command.source_reference
    ).first()
    if known is not None:
        return {"evidence": str(known.pk), "new": False, "stage": dossier.stage}
    if command.issued_on is not None and command.issued_on > tx.today:
        refuse("date_in_future")
    said = Statement(
        kind=command.kind,
        origin=origin,
        number=checks.in_one_form(command.kind, command.number),
        issued_on=command.issued_on,
        valid_until=command.valid_until,
        values={**command.values, MACHINE: "imported"},
        private=command.private,
        source_reference=command.source_reference,
    )
    row = _prove(tx, dossier, said, _known_kind(command.kind, dossier), verified=command.verified)
    tx.subject(dossier.pk, refs=(row.pk,))
    return {"evidence": str(row.pk), "new": True, "stage": dossier.stage}


def _known_kind(kind: str, dossier: Dossier) -> DocumentKind | None:
    """An old system also had what is no document to us."""
    return kinds_of(dossier.scheme, dossier.opened_on).get(kind)
