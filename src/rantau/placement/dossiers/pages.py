"""One dossier as page and API show it: typed, judged today, with the same number of queries whatever is on file.

Money is left to its own room, which stands above this one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actors import Actor, granted, sees
from rantau.kernel.models import AccessGrant, Evidence, JournalEntry, OutboxMessage
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.dossiers.desks import parties
from rantau.placement.dossiers.facts import MACHINE, SAME_KIND, facts_and_log, standing
from rantau.placement.dossiers.file import DESKS
from rantau.placement.dossiers.models import Dossier, Move
from rantau.placement.dossiers.parts import WHOLE, narrowed, parts_of
from rantau.placement.dossiers.selectors import country_text, occupation_text
from rantau.placement.dossiers.views import DossierPage, Entry, Hanging, Head, Moved, Outgoing, Proof, Row, Sight
from rantau.registry.accounts.models import Account
from rantau.registry.offices.models import Unit
from rantau.registry.packs.selectors import in_force
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Assessment, Requirement, Text

ENTRIES = 30
UNDELIVERED = ("waiting", "dead", "manual")
READ = frozenset({"selection", "employment_contract"})  # decided by somebody who reads it, not by a machine's note


def dossier_page(actor: Actor, dossier_id: UUID) -> DossierPage:
    """Return what the actor reads of a dossier in her sight, judged today; call it inside ``reading(actor)``.

    Raises:
        Refused: ``not_found``.
    """
    return narrowed(_whole_page(actor, _load(actor, dossier_id)), parts_of(actor))


def _whole_page(actor: Actor, dossier: Dossier) -> DossierPage:
    book, (facts, log) = in_force(), facts_and_log(dossier)
    judged = file.judge(book, dossier, facts, log, clock.today())
    grants = list(AccessGrant.objects.filter(granted(clock.now()), subject=dossier.pk).order_by("valid_from", "id"))
    entries = list(JournalEntry.objects.filter(subject=dossier.pk).order_by("-at", "-id")[:ENTRIES])
    names = _unit_names([*(row.unit for row in grants), *(row.unit for row in entries), *_units_of(log)])
    assessment = judged.assessment
    proofs = {row.pk: _proof(row, names) for row in log}
    rows, rest = _rows(assessment, log, proofs, book.rulebook)
    return DossierPage(
        parts=WHOLE,
        head=_head(dossier, book.rulebook),
        handled_by=dossier.handling.name,
        handled_by_id=dossier.handling_id,
        handled_since=dossier.handling_since,
        stage=assessment.stage,
        stations=assessment.stations,
        turn=assessment.turn,
        my_turn=_is_turn_of(actor, dossier, assessment.turn, judged.columns["awaits"]),
        missing=len(assessment.holding),
        met=sum(item.state == "met" for item in assessment.requirements),
        asked=sum(item.state != "not_applicable" for item in assessment.requirements),
        stopped=assessment.stopped,
        act_by=judged.columns["act_by"],
        hanging=tuple(_hanging(item) for item in assessment.holding if item.open),
        rows=rows,
        other_proofs=rest,
        warnings=assessment.warnings,
        sights=tuple(_sight(row, names, dossier) for row in grants),
        moves=_moves(dossier),
        outgoing=_outgoing(dossier),
        journal=_entries(actor, entries, names),
    )


def _load(actor: Actor, dossier_id: UUID) -> Dossier:
    """The wall in Python; row security lies beneath."""
    if not sees(actor, dossier_id):
        refuse("not_found")
    rows = Dossier.objects.select_related(
        "person", "country", "occupation", "agency__unit", "handling", "job_order__employer"
    )
    return rows.filter(pk=dossier_id).first() or refuse("not_found")


def _head(dossier: Dossier, book: Rulebook) -> Head:
    person, order, agency = dossier.person, dossier.job_order, dossier.agency
    return Head(
        id=dossier.pk,
        number=dossier.number,
        old_number=dossier.old_number,
        person_id=person.pk,
        person_number=person.number,
        name=person.name,
        sex=person.sex,
        birth_date=person.birth_date,
        nik_state=person.nik_state,
        identity_verified=person.identity_verified_at is not None,
        scheme=dossier.scheme,
        scheme_name=_scheme_name(dossier, book),
        country_id=dossier.country_id,
        country=country_text(dossier),
        occupation=occupation_text(dossier),
        agency_id=dossier.agency_id,
        agency=agency.unit.name if agency else "",
        job_order_id=dossier.job_order_id,
        position=order.position if order else "",
        employer=order.employer.name if order else "",
        opened_on=dossier.opened_on,
        pack_version=dossier.pack_version,
        referral=dossier.referral,
        departs_on=dossier.departs_on,
        placed_on=dossier.placed_on,
        departed_on=dossier.departed_on,
        closed_on=dossier.closed_on,
        closing_reason=dossier.closing_reason,
        visits=dossier.visits,
    )


def _scheme_name(dossier: Dossier, book: Rulebook) -> Text:
    for row in book.pack_on(dossier.opened_on).schemes:
        if row.code == dossier.scheme.upper():
            return Text(row.name_id, row.name_en)
    return Text(dossier.scheme, dossier.scheme)


def _units_of(log: Iterable[Evidence]) -> Iterable[UUID | None]:
    for row in log:
        yield row.stated_by_unit
        yield row.decided_by_unit


def _unit_names(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of units with one query; a person's own "unit" is no office and has none."""
    wanted = {unit for unit in ids if unit is not None}
    return dict(Unit.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"))


def _proof(row: Evidence, names: dict[UUID | None, str]) -> Proof:
    return Proof(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        origin=row.origin,
        carried=row.origin.startswith("import:"),
        source_reference=row.source_reference,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        stated_at=row.stated_at,
        stated_by=names.get(row.stated_by_unit, ""),
        decided_at=row.decided_at,
        decided_by=names.get(row.decided_by_unit, ""),
        has_number=row.number is not None,
        has_private=row.sealed_values is not None,
        upload_id=row.upload_id,
        values=dict(row.values),
        machine=str(row.values.get(MACHINE, "")),
        refusal=row.refusal,
    )


def _rows(
    assessment: Assessment, log: Sequence[Evidence], proofs: dict[UUID, Proof], book: Rulebook
) -> tuple[tuple[Row, ...], tuple[Proof, ...]]:
    """One row per requirement with its proofs, and what is on file that no requirement asks for."""
    of_kind: dict[str, list[Evidence]] = defaultdict(list)
    for proof in log:
        of_kind[SAME_KIND.get(proof.kind, proof.kind)].append(proof)
    # also what no machine looks at: a selection to witness and a contract to endorse are decided on this page
    waiting = {row.pk for row in standing(log) if row.state == "stated" and (MACHINE in row.values or row.kind in READ)}
    kinds = {item.code: _kinds(item, book) for item in assessment.requirements}
    rows = tuple(
        _row(item, [row for kind in kinds[item.code] for row in of_kind.get(kind, [])], proofs, waiting)
        for item in assessment.requirements
    )
    asked = {kind for held in kinds.values() for kind in held}
    rest = [proofs[row.pk] for kind, held in of_kind.items() if kind not in asked for row in held[-1:]]
    return rows, tuple(rest)


def _kinds(item: Requirement, book: Rulebook) -> tuple[str, ...]:
    """The kinds of evidence that speak of a requirement: the cohort's or today's pack names them, else its own code."""
    for pack in book.packs:
        if pack.version == item.rule.pack:
            return next((row.kinds for row in pack.requirements if row.code == item.code), ()) or (item.code,)
    return (item.code,)


def _row(item: Requirement, log: list[Evidence], proofs: dict[UUID, Proof], waiting: set[UUID]) -> Row:
    used = UUID(item.evidence.id) if item.evidence is not None and item.evidence.id else None
    stated = next((row.pk for row in reversed(log) if row.pk in waiting), None)
    return Row(
        code=item.code,
        title=item.rule.title,
        station=item.rule.station,
        state=item.state,
        blocks=item.rule.blocks,
        sentence=item.text,
        who=item.who,
        verifier=item.rule.verifier,
        until=item.until,
        citation=item.rule.citation,
        law=item.rule.law,
        certainty=item.rule.certainty,
        applies=item.rule.applies,
        warnings=item.warnings,
        proof=proofs.get(used) if used else None,
        open_statement=proofs.get(stated) if stated else None,
        history=tuple(proofs[row.pk] for row in log if row.pk not in (used, stated)),
    )


def _hanging(item: Requirement) -> Hanging:
    rule = item.rule
    law = rule.law[0] if rule.law else ""
    return Hanging(item.code, rule.title, item.state, item.text, item.who, item.until, rule.citation, law, rule.station)


def _is_turn_of(actor: Actor, dossier: Dossier, turn: str | None, awaits: str) -> bool:
    """Whether it is the reader who must act: the person, her agency, a desk that is asked, or the handling office."""
    if parties(actor) & set(awaits.split(",")):
        return True
    if turn == "candidate":
        return actor.person_id == dossier.person_id
    if turn == "agency":
        return dossier.agency_id is not None and dossier.agency_id in actor.units
    return turn not in (None, *DESKS) and actor.person_id is None and dossier.handling_id in actor.units


def _sight(row: AccessGrant, names: dict[UUID | None, str], dossier: Dossier) -> Sight:
    name = dossier.person.name if row.unit == dossier.person_id else names.get(row.unit, "")
    return Sight(row.unit, name, row.basis, row.valid_from, row.valid_to)


def _moves(dossier: Dossier) -> tuple[Moved, ...]:
    rows = Move.objects.filter(dossier=dossier).select_related("came_from", "went_to").order_by("at", "id")
    return tuple(Moved(row.at, row.came_from.name, row.went_to.name, row.reason) for row in rows)


def _outgoing(dossier: Dossier) -> tuple[Outgoing, ...]:
    rows = OutboxMessage.objects.filter(subject=dossier.pk, state__in=UNDELIVERED).order_by("-made_at", "id")
    return tuple(
        Outgoing(row.channel, row.template, row.state, row.attempts, row.made_at, row.next_attempt_at)
        for row in rows[:ENTRIES]
    )


def _entries(actor: Actor, rows: list[JournalEntry], names: dict[UUID | None, str]) -> tuple[Entry, ...]:
    """Who opened and changed the file. A person reads which office it was; colleagues read the name too."""
    wanted = {row.account for row in rows if row.account is not None} if actor.person_id is None else set()
    people = dict(Account.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"))
    return tuple(
        Entry(
            row.at,
            row.action,
            row.outcome,
            row.code,
            names.get(row.unit, ""),
            people.get(row.account, "") if row.account else "",
            row.actor_kind,
            row.purpose,
            bytes(row.leaf).hex()[:8],
            tuple(row.refs),
        )
        for row in rows
    )
