"""The dossier as later rooms use it: lock it, prove something in it, judge it anew, ask what is still missing.

Stage, turn and all else in the cached columns is written here and nowhere else, from an assessment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rantau.kernel import clock
from rantau.kernel.actions import Tx
from rantau.kernel.actors import end_grants, grant
from rantau.kernel.evidence import Statement, state
from rantau.kernel.models import Evidence
from rantau.kernel.refusals import Refusal, Refused, refusal, refuse
from rantau.placement.demand.models import JobOrder
from rantau.placement.dossiers import refusals as refusals
from rantau.placement.dossiers.facts import CLEAN, MACHINE, facts_and_log, fallen, to_decide
from rantau.placement.dossiers.models import Dossier
from rantau.registry.packs.selectors import InForce, in_force, rulebook
from rantau.rulebook.engine import assess
from rantau.rulebook.model import Assessment, Facts, Requirement, State

TIMED = frozenset({State.MET, State.MISSING, State.WAITING})
CACHED = (
    "stage", "turn", "awaits", "hanging", "missing", "unchecked", "stopped", "machine_clean", "act_by", "urgent_on",
    "next_change_on", "assessed_by",
)  # fmt: skip
CANDIDATE = "candidate"
DESKS = ("clinic", "mission", "training")
"""Parties with a desk of their own beside the office that handles a file."""
MAKERS = frozenset({"clinic", "training"})
"""Who checks these proofs also makes them: she is expected there while the proof is missing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What ``assess`` said about a dossier and the columns that follow from it."""

    assessment: Assessment
    columns: dict[str, Any]


def judge(book: InForce, dossier: Dossier, facts: Facts, log: Sequence[Evidence], on: date) -> Judged:
    """Judge facts on a legal date and derive the cached columns."""
    assessment = assess(book.rulebook, facts, on)
    return Judged(assessment, columns(assessment, log, dossier.departs_on) | {"assessed_by": book.mark})


def with_person(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Narrow nothing; load what an assessment reads beside the dossier itself."""
    return dossiers.select_related("person")


def lock(dossier_id: UUID) -> Dossier:
    """Return the dossier with its row locked and its person loaded.

    Raises:
        Refused: ``not_found`` when it does not exist or is not in sight.
    """
    row = with_person(Dossier.objects.select_for_update(of=("self",))).filter(pk=dossier_id).first()
    return row or refuse("not_found")


def lock_open(dossier_id: UUID) -> Dossier:
    """Return the locked dossier if work on it may go on.

    Raises:
        Refused: ``not_found`` or ``dossier_closed``.
    """
    dossier = lock(dossier_id)
    require_open(dossier)
    return dossier


def require_open(dossier: Dossier) -> None:
    """Refuse a closed file.

    Raises:
        Refused: ``dossier_closed``.
    """
    if dossier.closed_on is not None:
        refuse("dossier_closed", number=dossier.number, day=dossier.closed_on.isoformat())


def facts_of(dossier: Dossier) -> Facts:
    """Return everything on file about the dossier, as the rulebook reads it. Three queries."""
    facts, _log = facts_and_log(dossier)
    return facts


def assessment_of(dossier: Dossier) -> Assessment:
    """Return how the dossier stands today, without writing anything. Four queries."""
    return assess(rulebook(), facts_of(dossier), clock.today())


def columns(assessment: Assessment, log: Sequence[Evidence], departs_on: date | None) -> dict[str, Any]:
    """Return the cached columns: a pure function of the assessment and of the statements that wait for a decision."""
    holding = assessment.holding
    open_now = [item for item in holding if item.open]
    waiting = to_decide(log)
    act_by = _harm_begins(assessment, departs_on) if holding or waiting else None
    return {
        "stage": assessment.stage,
        "turn": assessment.turn or "",
        "awaits": awaited(open_now),
        "hanging": open_now[0].code if open_now else "",
        "missing": len(holding),
        "unchecked": len(waiting),
        "stopped": assessment.stopped,
        "machine_clean": bool(waiting) and all(row.values[MACHINE] == CLEAN for row in waiting),
        "act_by": act_by,
        "urgent_on": act_by or date.max,
        "next_change_on": assessment.next_change_on,
    }


def awaited(open_now: Iterable[Requirement]) -> str:
    """Return which desks have something to do about the file now, by name, joined by commas.

    The turn names one party only; a mission must not wait to endorse a contract until a clinic has signed.
    """
    asked = {desk for item in open_now for desk in desks_of(item)}
    return ",".join(desk for desk in DESKS if desk in asked)


def desks_of(item: Requirement) -> set[str]:
    """Return the desks that have something to do about one open requirement: who checks it, or makes its proof."""
    makers = {item.rule.verifier} & MAKERS
    return ({item.who or ""} | makers) & set(DESKS)


def _harm_begins(assessment: Assessment, departs_on: date | None) -> date | None:
    """Return the first day on which waiting costs the person something: a due date, a proof that lapses, her flight."""
    days = [item.until for item in assessment.requirements if item.state in TIMED and item.until]
    return min([*days, *([departs_on] if departs_on and not assessment.departed_on else [])], default=None)


def prove(tx: Tx, dossier: Dossier, what: Statement, *, verified: bool = False) -> Evidence:
    """File evidence about the locked dossier and judge it anew.

    ``verified`` is for what Rantau itself saw happen (a signature before an officer, an attendance) and for partners'
    answers; everything else waits for another person's decision.
    """
    row = state(tx, dossier.pk, dossier.person_id, what, verified=verified)
    reassess(tx, dossier)
    return row


def reassess(tx: Tx, dossier: Dossier) -> Assessment:
    """Judge the locked dossier today, write what changed, count a new stage, tell the person when it is her turn."""
    facts, log = facts_and_log(dossier)
    judged = judge(in_force(), dossier, facts, log, tx.today)
    changed = [name for name in CACHED if getattr(dossier, name) != judged.columns[name]]
    before = (dossier.stage, dossier.turn)
    for name in changed:
        setattr(dossier, name, judged.columns[name])
    if {"turn", "hanging"} & set(changed):
        dossier.waiting_since = tx.now
    dossier.assessed_on = tx.today
    dossier.pack_version = judged.assessment.pack_version
    _date_milestones(tx, dossier, judged.assessment)
    dossier.save(update_fields=[*CACHED, "waiting_since", "assessed_on", "pack_version", "placed_on", "departed_on"])
    _announce(tx, dossier, before)
    if fallen(log):
        tx.outbox("internal", "card_fell_back", subject=dossier.pk)
    return judged.assessment


def _date_milestones(tx: Tx, dossier: Dossier, assessment: Assessment) -> None:
    """Keep *placed* and *departed* as two dates (domain §11.1). The first day of being placed stays."""
    dossier.departed_on = assessment.departed_on
    if dossier.placed_on is None and (assessment.placed or assessment.departed_on):
        dossier.placed_on = min(tx.today, assessment.departed_on or tx.today)
        tx.tally("placed", dossier.pk, **dimensions(dossier))
    elif dossier.placed_on and dossier.departed_on and dossier.departed_on < dossier.placed_on:
        dossier.placed_on = dossier.departed_on


def _announce(tx: Tx, dossier: Dossier, before: tuple[str, str]) -> None:
    stage, turn = before
    if dossier.stage != stage:
        tx.tally("stage", dossier.pk, stage=dossier.stage, **dimensions(dossier))
    if dossier.turn == CANDIDATE != turn:
        tx.outbox("sms", "your_turn", recipient=dossier.person_id, subject=dossier.pk, number=dossier.number)


def dimensions(dossier: Dossier) -> dict[str, str]:
    """Return the coded dimensions under which anything about the dossier is counted."""
    return {
        "scheme": dossier.scheme,
        "country": dossier.country_id or "",
        "occupation": dossier.occupation_id or "",
        "sex": dossier.person.sex,
        "province": (dossier.person.regency_id or "")[:2],
    }


def require(assessment: Assessment, *codes: str) -> None:
    """Refuse unless each named requirement holds nothing back. One the scheme does not ask for is not required.

    Raises:
        Refused: ``step_before_missing`` with the sentence, rule, who and until of the first that is missing.
    """
    wanted = set(codes)
    for item in assessment.holding:
        if item.code in wanted:
            raise Refused(missing_step(item))


def missing_step(item: Requirement) -> Refusal:
    """Return the refusal that says of an unmet requirement what, under which rule, who, until when."""
    made = refusal("step_before_missing", until=item.until, id=item.sentence_id, en=item.sentence_en)
    rule = item.rule.law[0] if item.rule.law else made.rule
    return Refusal(made.code, made.id, made.en, rule, item.who or made.who, made.until, item.code, made.status)


def attach_order(dossier: Dossier, order: JobOrder) -> None:
    """Write the job order into the locked dossier with what the rulebook reads of it; the caller reassesses.

    The person may see the order from then on.
    """
    dossier.job_order = order
    dossier.agency_id = order.agency_id
    dossier.country_id = order.country_id
    dossier.occupation_id = order.occupation_id
    dossier.employer_kind = order.employer.kind
    dossier.months = order.months
    dossier.save(update_fields=["job_order", "agency", "country", "occupation", "employer_kind", "months"])
    grant(order.pk, dossier.person_id, "candidate")


def show_to(dossier_id: UUID, person_id: UUID, unit: UUID, basis: str, until: datetime | None = None) -> None:
    """Let a unit see the dossier and its person from now on. Both, always: half a sight would judge wrongly."""
    for subject in (person_id, dossier_id):
        grant(subject, unit, basis, until)


def hide_from(dossier_id: UUID, unit: UUID, basis: str) -> None:
    """End a unit's sight of the dossier on this basis now; its sight of the person ends by its own rules."""
    end_grants(dossier_id, unit, basis)
