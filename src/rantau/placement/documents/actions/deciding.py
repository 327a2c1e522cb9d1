"""Deciding on documents: one by one with reasons, or clean files in bulk with a sample that must be opened."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from rantau.kernel import evidence, journal, sealed
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role, sees
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refused, refuse
from rantau.placement.documents import frozen
from rantau.placement.documents.kinds import DECIDING, DocumentKind, kind_of
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import CLEAN, MACHINE, evidence_log, to_decide
from rantau.placement.dossiers.models import Dossier

EVERY = 10
"""Of clean files, one in so many must be opened singly. Our own measure (reliability: clean files in bulk)."""
MOST = 100
Who = Literal["candidate", "agency", "office", "clinic", "training", "mission", "family", "village", "ministry"]


class DecideEvidence(Command):
    """Accept a statement, or refuse it: which rule, what was seen, who can put it right, until when."""

    evidence_id: UUID
    accept: bool
    rule: Annotated[str, Field(max_length=60)] = ""
    seen: Annotated[str, Field(max_length=300)] = ""
    who: Who | None = None
    until: date | None = None


def _subject(command: DecideEvidence) -> UUID | None:
    return Evidence.objects.filter(pk=command.evidence_id).values_list("subject", flat=True).first()


@action(
    roles=DECIDING | {Role.CLINIC_OFFICER, Role.TRAINING_OFFICER, Role.MISSION_OFFICER},
    subject=_subject,
    law=("UU18-13", "RANTAU-TWO-PERSONS"),
    title=("Putuskan dokumen", "Decide on a document"),
)
def decide_evidence(tx: Tx, command: DecideEvidence) -> Answer:
    """Decide, judge the dossier anew, and tell the person when something must be put right.

    Accepting a paper of identity freezes the identity (promise K3). Refuses not_found, already_decided, own_statement,
    own_request, kind_of_system, deciding_not_yours, rule_not_in_book, refusal_incomplete, until_in_past.
    """
    dossier, kind = _opened(tx, command.evidence_id)
    frozen.require_other_person(tx, dossier, kind)
    why = {} if command.accept else _reasons(command, kind, tx.today)
    row = evidence.decide(tx, command.evidence_id, accept=command.accept, why=why)
    if command.accept:
        frozen.settle(tx, dossier, kind)
    file.reassess(tx, dossier)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.tally("evidence_decided", dossier.pk, evidence=row.kind, state=row.state, **file.dimensions(dossier))
    if not command.accept:
        tx.outbox("sms", "evidence_refused", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)
    return {"state": row.state, "stage": dossier.stage}


def _opened(tx: Tx, evidence_id: UUID) -> tuple[Dossier, DocumentKind]:
    """The locked dossier of a statement, and its kind if the actor may decide on it."""
    found = Evidence.objects.filter(pk=evidence_id).values_list("subject", "kind").first() or refuse("not_found")
    dossier = file.lock_open(found[0])
    kind = kind_of(found[1], dossier.scheme, dossier.opened_on)
    if not (tx.actor.roles & kind.decided_by):
        refuse("deciding_not_yours")
    return dossier, kind


def _reasons(command: DecideEvidence, kind: DocumentKind, today: date) -> Mapping[str, JsonValue]:
    """The five parts of a refusal: code, what was seen, rule, who, until when. Nobody may invent a rule (CO-07)."""
    if command.rule not in kind.law:
        refuse("rule_not_in_book", rules=", ".join(kind.law))
    if len(command.seen) < 5 or command.who is None or command.until is None:
        refuse("refusal_incomplete")
    if command.until < today:
        refuse("until_in_past")
    return {
        "code": f"{kind.requirement}_refused",
        "rule": command.rule,
        "seen": command.seen,
        "who": command.who,
        "until": command.until.isoformat(),
    }


class DecideCleanFiles(Command):
    """Accept all open statements of files in which the machine found nothing."""

    dossier_ids: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST)]


@action(
    roles=DECIDING,
    reach=Reach.ANY,
    law=("UU18-13", "RANTAU-TWO-PERSONS"),
    title=("Terima berkas yang bersih", "Accept clean files"),
)
def decide_clean_files(tx: Tx, command: DecideCleanFiles) -> Answer:
    """Accept clean files together; the answer names those that were, those drawn to be opened singly, those left.

    Each statement is journalled as if it had been decided alone. Refuses nothing as a whole but an unseen file.
    """
    accepted: list[JsonValue] = []
    to_open: list[JsonValue] = []
    left: dict[str, JsonValue] = {}
    for dossier_id in sorted(set(command.dossier_ids)):
        if not sees(tx.actor, dossier_id):
            refuse("not_found")
        dossier = file.lock(dossier_id)
        waiting = _open_statements(dossier)
        why = _unfit(tx, dossier, waiting)
        if why:
            left[str(dossier_id)] = why
        elif drawn(waiting):
            to_open.append(str(dossier_id))
        else:
            _accept_all(tx, dossier, waiting)
            accepted.append(str(dossier_id))
    return {"accepted": accepted, "to_open": to_open, "left": left}


def _open_statements(dossier: Dossier) -> list[Evidence]:
    return to_decide(evidence_log([dossier])[dossier.pk])


def _unfit(tx: Tx, dossier: Dossier, waiting: list[Evidence]) -> str:
    """Why a file cannot be decided in bulk: nothing open, closed, something noted, or not the actor's to decide."""
    if not waiting or dossier.closed_on is not None:
        return "nothing_open"
    if any(row.values[MACHINE] != CLEAN for row in waiting):
        return "not_clean"
    if not all(_may_decide(tx, dossier, row) for row in waiting):
        return "deciding_not_yours"
    return "own_statement" if any(_is_own(tx, dossier, row) for row in waiting) else ""


def _is_own(tx: Tx, dossier: Dossier, row: Evidence) -> bool:
    """Whether the actor stated this herself, or it is about herself or an identity she entered."""
    try:
        frozen.require_other_person(tx, dossier, kind_of(row.kind, dossier.scheme, dossier.opened_on))
    except Refused:
        return True
    return row.stated_by_holder == tx.actor.holder_id


def _may_decide(tx: Tx, dossier: Dossier, row: Evidence) -> bool:
    try:
        kind = kind_of(row.kind, dossier.scheme, dossier.opened_on)
    except Refused:
        return False
    return row.subject == dossier.pk and bool(tx.actor.roles & kind.decided_by)


def drawn(waiting: list[Evidence]) -> bool:
    """Return whether a file is in the sample. It follows from the statements under our key: nobody can guess or
    change which files will be opened, and asking again draws the same.
    """
    text = ",".join(sorted(str(row.pk) for row in waiting))
    return int.from_bytes(sealed.blind("sample", text)[:4], "big") % EVERY == 0


def _accept_all(tx: Tx, dossier: Dossier, waiting: list[Evidence]) -> None:
    for row in waiting:
        evidence.decide(tx, row.pk, accept=True)
        frozen.settle(tx, dossier, kind_of(row.kind, dossier.scheme, dossier.opened_on))
        about = journal.About(dossier.pk, dossier.person_id, (row.pk,))
        journal.write(
            tx.actor, "decide_evidence", "done", about, {"evidence_id": str(row.pk), "accept": True, "bulk": True}
        )
        tx.tally("evidence_decided", dossier.pk, evidence=row.kind, state="verified", **file.dimensions(dossier))
    file.reassess(tx, dossier)
