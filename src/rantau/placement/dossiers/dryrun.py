"""What a new version of the rulebook would change in open dossiers, before anybody approves it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.placement.dossiers import file
from rantau.placement.dossiers.facts import read_many
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import mine
from rantau.registry.packs.selectors import find_version, rulebook, rulebook_with
from rantau.rulebook.engine import assess
from rantau.rulebook.model import Assessment

BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One dossier that would change. ``requirements`` is (code, state now, state then); "" where one is not asked."""

    dossier_id: UUID
    number: str
    stage: tuple[str, str]
    turn: tuple[str, str]
    requirements: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """How many open dossiers in sight were judged by both rulebooks on ``on``, and which of them would differ."""

    version: str
    on: date
    judged: int
    changes: tuple[Change, ...]


def dry_run(actor: Actor, version: str) -> DryRun:
    """Judge every open dossier the actor works on or sees by the rulebook in force and by the one with ``version``.

    Judged on the version's first day, or today when it is past. Four queries and two for each five hundred dossiers.

    Raises:
        Refused: ``pack_unknown``, ``no_rulebook``.
    """
    row = find_version(version)
    now, then = rulebook(), rulebook_with(row)
    on, judged, changes = max(row.effective_from, clock.today()), 0, []
    ids = list(mine(actor).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = list(file.with_person(Dossier.objects.filter(pk__in=ids[start : start + BATCH])).order_by("pk"))
        read = read_many(batch)
        for dossier in batch:
            facts, _log = read[dossier.pk]
            change = compare(dossier, assess(now, facts, on), assess(then, facts, on))
            changes += [change] if change else []
        judged += len(batch)
    return DryRun(version, on, judged, tuple(changes))


def compare(dossier: Dossier, now: Assessment, then: Assessment) -> Change | None:
    """Return what differs between two judgements of one dossier; None when nothing that anybody would notice does."""
    before = {item.code: str(item.state) for item in now.requirements}
    after = {item.code: str(item.state) for item in then.requirements}
    codes = [*before, *(code for code in after if code not in before)]
    differing = tuple(
        (code, before.get(code, ""), after.get(code, "")) for code in codes if before.get(code) != after.get(code)
    )
    stage, turn = (now.stage, then.stage), (now.turn or "", then.turn or "")
    if not differing and stage[0] == stage[1] and turn[0] == turn[1]:
        return None
    return Change(dossier.pk, dossier.number, stage, turn, differing)
