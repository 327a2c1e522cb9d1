"""From rows to facts: everything the rulebook reads about dossiers, for one or many with the same number of queries.

Facts depend on the dossier, its person, their evidence, the dossier's own quota place, and before the signature on
the counters of the permit she was selected for, which hide behind no wall. Whoever sees the dossier sees all of these,
so that nobody's limited sight can change a judgement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from rantau.kernel.allotments import LIVE
from rantau.kernel.models import Evidence
from rantau.placement.demand.models import PermitClaim
from rantau.placement.demand.selectors import pockets_of, quota_for
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.models import Person
from rantau.rulebook import model as rules

NIK_STATES = {"none": "none", "stated": "unverified", "verified": "matched", "disputed": "disputed"}
QUOTA_OF_CLAIM = {"held": "held", "offered": "held", "confirmed": "used", "used": "used"}
SAME_KIND = {"identity": "ktp"}  # the registry files what an officer saw of the identity card under its own word
EVENTS = frozenset({"pregnancy_test"})  # each stays a fact: a later negative test does not undo a positive one
MACHINE, CLEAN = "machine", "clean"  # the machine's notes on a document that was handed in; "clean": it has none
RESTS_ON = "rests_on"  # marks of the proofs that a card was issued on; it falls with any of them (promise K3)
GROUND = ("passport", "photo", "visa", "employment_contract", "placement_agreement")
IDENTITY = frozenset({"identity", "ktp", "temporary_identity"})
CORRECTION = "correction"
Log = dict[UUID, list[Evidence]]


def evidence_log(dossiers: Iterable[Dossier]) -> Log:
    """Return all evidence about each dossier and its person, superseded rows too, oldest first. One query."""
    subjects = {dossier.pk for dossier in dossiers} | {dossier.person_id for dossier in dossiers}
    rows: Log = defaultdict(list)
    for row in Evidence.objects.filter(subject__in=subjects).order_by("stated_at", "id"):
        rows[row.subject].append(row)
    return {dossier.pk: [*rows[dossier.person_id], *rows[dossier.pk]] for dossier in dossiers}


def standing(log: Sequence[Evidence]) -> list[Evidence]:
    """Return what counts of a log: per subject and kind the newest row, and the proof before it while it is undecided.

    A renewed passport that waits for its check, or one that was refused, does not take away the old one: a file
    never goes back because somebody brought something more. A correction does take away: what was checked before it
    said something else, and a card falls with what it rests on (promise K3).
    """
    kept: dict[tuple[UUID, str], list[Evidence]] = {}
    for row in log:
        before = kept.get((row.subject, row.kind), [])
        if row.kind in EVENTS:
            kept[row.subject, row.kind] = [*before, row]
        elif row.state == "verified":
            kept[row.subject, row.kind] = [row]
        else:
            kept[row.subject, row.kind] = [*(old for old in before if old.state == "verified"), row]
    corrected = max((row.stated_at for row in log if _corrects(row)), default=None)
    card = fallen(log)
    rows = [row for found in kept.values() for row in found]
    return [row for row in rows if row is not card and not _checked_before(row, corrected)]


def _corrects(row: Evidence) -> bool:
    return row.kind == "identity" and row.values.get("document") == CORRECTION


def _checked_before(row: Evidence, corrected: datetime | None) -> bool:
    """Whether a paper of identity was checked before the identity itself was corrected."""
    if corrected is None or row.kind not in IDENTITY or row.state != "verified":
        return False
    return row.decided_at is None or row.decided_at <= corrected


def ground(log: Sequence[Evidence]) -> dict[str, str]:
    """Return marks of what a card issued now would rest on: the proofs that stand, and the last correction."""
    marks = {row.kind: _mark(row) for row in log if row.kind in GROUND and row.state == "verified"}
    corrections = [str(row.pk) for row in log if _corrects(row)]
    return marks | ({CORRECTION: corrections[-1]} if corrections else {})


def _mark(row: Evidence) -> str:
    """Tell one paper from another: a partner's word that the same passport is good changes nothing."""
    number = bytes(row.number_digest).hex() if row.number_digest else ""
    named = [row.values.get(name, "") for name in ("fingerprint", "agreement", "ended")]
    return sha256("|".join(map(str, (number, row.valid_until, row.upload_id, *named))).encode()).hexdigest()[:16]


def fallen(log: Sequence[Evidence]) -> Evidence | None:
    """Return the proof of the newest card if it rests on something else than what stands now (promise K3).

    A card that has served, because its holder has departed, falls no more.
    """
    card = next((row for row in reversed(log) if row.kind == "card"), None)
    if card is None or RESTS_ON not in card.values or any(row.kind == "departure" for row in log):
        return None
    return card if _differs(dict(card.values[RESTS_ON]), ground(log)) else None


def _differs(then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """What was not there when the card was issued takes nothing away by coming later, but for a correction."""
    return any(now.get(kind) != mark for kind, mark in then.items()) or now.get(CORRECTION) != then.get(CORRECTION)


def to_decide(log: Sequence[Evidence]) -> list[Evidence]:
    """Return the documents handed in that wait for somebody's decision. What other rooms state is decided there."""
    return [row for row in standing(log) if row.state == "stated" and MACHINE in row.values]


def _quotas(dossiers: Sequence[Dossier], logs: Log) -> dict[UUID, str | None]:
    """How each dossier stands to a quota: a place of its own, else whether its permit has one left. Two queries."""
    rows = PermitClaim.objects.filter(holder__in=[dossier.pk for dossier in dossiers], state__in=LIVE)
    own = {holder: QUOTA_OF_CLAIM[state] for holder, state in rows.values_list("holder", "state")}
    named = {row.pk: _permit(logs[row.pk]) for row in dossiers if row.pk not in own}
    pockets = pockets_of({permit for permit in named.values() if permit is not None})
    hoped = {row.pk: quota_for(row.person.sex, pockets[permit]) for row in dossiers if (permit := named.get(row.pk))}
    return {**hoped, **own}


def _permit(log: Sequence[Evidence]) -> UUID | None:
    """The permit of the witnessed selection, else of the proposed one; an old system's selection names none of ours."""
    said = {row.state: row.values.get("permit") for row in log if row.kind == "selection"}
    try:
        return UUID(str(said.get("verified") or said.get("stated")))
    except ValueError:
        return None


def facts_from(dossier: Dossier, log: Sequence[Evidence], quota: str | None) -> rules.Facts:
    """Build the facts of one dossier from rows that were read already; ``dossier.person`` is loaded."""
    return rules.Facts(
        scheme=scheme_code(dossier.scheme),
        opened_on=dossier.opened_on,
        person=_person(dossier.person),
        placement=_placement(dossier, quota),
        evidence=tuple(_evidence(row) for row in standing(log)),
        transitional=tuple(dossier.transitional),
    )


def read_many(dossiers: Sequence[Dossier]) -> dict[UUID, tuple[rules.Facts, list[Evidence]]]:
    """Return facts and evidence log of many dossiers, whose persons are loaded, with three queries."""
    logs = evidence_log(dossiers)
    quotas = _quotas(dossiers, logs)
    return {row.pk: (facts_from(row, logs[row.pk], quotas.get(row.pk)), logs[row.pk]) for row in dossiers}


def facts_and_log(dossier: Dossier) -> tuple[rules.Facts, list[Evidence]]:
    """Return the facts of one dossier and the whole evidence log they come from, with three queries."""
    return read_many([dossier])[dossier.pk]


def scheme_code(scheme: str) -> str:
    """Return the rulebook's code of a scheme."""
    return scheme.upper()


def _person(person: Person) -> rules.Person:
    return rules.Person(
        birth_date=person.birth_date,
        sex=person.sex.upper(),
        marital_status=person.marital,
        nik_state=NIK_STATES[person.nik_state],
    )


def _placement(dossier: Dossier, quota: str | None) -> rules.Placement:
    return rules.Placement(
        country=dossier.country_id,
        occupation=dossier.occupation_id,
        employer_kind=dossier.employer_kind or None,
        months=dossier.months,
        competence_scheme=dossier.competence_scheme,
        quota=quota,
        departs_on=dossier.departs_on,
        asks=tuple(dossier.asks),
    )


def _evidence(row: Evidence) -> rules.Evidence:
    return rules.Evidence(
        kind=SAME_KIND.get(row.kind, row.kind),
        state=rules.EvidenceState(row.state),
        issued_on=row.issued_on,
        valid_until=row.valid_until,
        origin=row.origin,
        stated_by=_text(row.stated_by),
        verified_by=_text(row.decided_by),
        values=_scalars(row.values),
        id=str(row.pk),
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _scalars(values: Mapping[str, object]) -> dict[str, rules.Scalar]:
    """Keep what rules read; notes of the machine check and other lists are not law's business."""
    return {name: value for name, value in values.items() if isinstance(value, str | int | bool | date)}
