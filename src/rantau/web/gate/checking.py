"""One person at the gate: her latest check with its reasons, in words. Everything here runs in the officer's scope."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rantau.kernel import clock
from rantau.kernel.actors import Actor, sees
from rantau.kernel.refusals import refuse
from rantau.placement.departure import selectors
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import country_text, position_text
from rantau.registry.offices.models import Unit
from rantau.registry.offices.selectors import service_offices
from rantau.registry.people.selectors import person_page
from rantau.web.gate.words import TONES, party
from rantau.web.look import wording
from rantau.web.look.line import STATIONS


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to look at, in the reader's language. ``mend`` is what the counter can do here and now."""

    tone: str
    sentence: str
    ground: str
    rule: str
    who: str
    who_name: str | Promise
    mend: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A file at this gate today; ``check`` is None while nobody has checked it here."""

    dossier: Dossier
    gate: Unit
    check: GateCheck | None
    passport: str
    reasons: list[Reason]
    airport: str
    job: str
    offices: Sequence[Unit] = field(default_factory=tuple)

    @property
    def tone(self) -> str:
        """The tone of the look for the result."""
        return TONES[self.check.result] if self.check else "warn"

    @property
    def stage_words(self) -> str:
        """Where the person stands, for whoever sees her before she leaves."""
        if self.dossier.departed_on is not None:
            return _("Sudah berangkat")
        if self.dossier.stage == "arrived":
            return _("Kartu terbit, siap menyeberang")
        return _("Di tahap %(stage)s") % {"stage": STATIONS.get(self.dossier.stage, self.dossier.stage)}

    @property
    def open(self) -> bool:
        """Whether the check of today still waits for what becomes of it."""
        return self.check is not None and self.check.outcome == "checked" and self.dossier.departed_on is None

    @property
    def held(self) -> bool:
        """Whether another officer has to look at it today."""
        return self.check is not None and self.check.outcome == "held" and self.check.reviewed_at is None

    @property
    def check_holders(self) -> tuple[UUID | None, ...]:
        """The natural persons who checked and decided: none of them is the second one."""
        return (self.check.checked_by_holder, self.check.decided_by_holder) if self.check else ()


def standing(actor: Actor, dossier_id: UUID) -> Standing:
    """Return how a file stands at the actor's gate.

    Raises:
        Refused: ``not_found`` for a file this gate has not opened.
    """
    rows = Dossier.objects.select_related("person", "country", "occupation", "job_order", "agency__unit")
    dossier = rows.filter(pk=dossier_id).first() if sees(actor, dossier_id) else None
    gate = gate_of(actor)
    if dossier is None:
        refuse("not_found")
    check = latest(actor, dossier_id)
    numbers = person_page(actor, dossier.person_id).numbers
    return Standing(
        dossier=dossier,
        gate=gate,
        check=check,
        passport=next((row.masked for row in numbers if row.kind == "passport" and row.state != "former"), ""),
        reasons=[_reason(item) for item in check.reasons] if check else [],
        airport=selectors.last_airport(actor),
        job=_job(dossier),
        offices=list(service_offices().order_by("name", "pk")),
    )


def gate_of(actor: Actor) -> Unit:
    """Return the gate the actor is posted to.

    Raises:
        Refused: ``not_found`` for an actor without a unit.
    """
    return (Unit.objects.filter(pk=actor.unit_id).first() if actor.unit_id else None) or refuse("not_found")


def latest(actor: Actor, dossier_id: UUID) -> GateCheck | None:
    """Return the newest check: of today, or an earlier one that still waits for a review."""
    row = next(iter(selectors.checks_of(actor, dossier_id)), None)
    if row is None or (row.outcome == "held" and row.reviewed_at is None):
        return row
    return row if clock.legal_date(row.checked_at) == clock.today() else None


def _job(dossier: Dossier) -> str:
    texts = (position_text(dossier), country_text(dossier))
    return ", ".join(part for text in texts if (part := text.en if wording.language() == "en" else text.id))


def _reason(item: dict[str, object]) -> Reason:
    english = wording.language() == "en"
    law = item.get("law")
    kind, name = party(str(item["who"]))
    return Reason(
        tone=TONES[str(item["tone"])],
        sentence=wording.without_turn(str(item["en" if english else "id"])),
        ground=str(item["ground"]),
        rule=str(law[0]) if isinstance(law, list) and law else "",
        who=kind,
        who_name=name,
        mend=str(item.get("mend_en" if english else "mend_id") or ""),
    )


def today_at(gate: Unit) -> date:
    """Return the calendar day at a gate."""
    return clock.now().astimezone(ZoneInfo(gate.time_zone)).date()
