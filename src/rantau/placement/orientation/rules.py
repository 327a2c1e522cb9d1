"""What the rulebook says about orientation, asked in the words of this room."""

from datetime import date, datetime, timedelta
from uuid import UUID

from rantau.kernel import clock
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import refuse
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.placement.orientation.models import OrientationClass
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.lookups import orientation_rule
from rantau.rulebook.model import Assessment, State

HOST_SEES_AFTER = timedelta(days=30)  # attendance, approval and certificate are paperwork of the days after the class
REQUIREMENT = "orientation"
PAPERS = ("passport", "visa", "employment_contract")


def today_of(moment: datetime) -> date:
    """Return the legal date of an aware moment."""
    return clock.legal_date(moment)


def seats_ceiling(on: date) -> int | None:
    """Return how many may sit in one class under the rulebook in force on a legal date; None without a ceiling."""
    rows = rulebook().pack_on(on).classes
    return min((row.seats for row in rows), default=None)


def least_hours(scheme: str, on: date) -> int | None:
    """Return the fewest lesson hours any job of a scheme needs; None when the rulebook has no row for the scheme."""
    rows = rulebook().pack_on(on).hours
    return min((row.hours for row in rows if scheme in row.schemes), default=None)


def hours_needed(dossier: Dossier) -> int:
    """Return the lesson hours (JP) of this file's scheme and job, by the edition of its cohort; 0 without a rule."""
    job = (dossier.occupation_id, dossier.employer_kind or None)
    try:
        return orientation_rule(rulebook(), dossier.scheme, *job, dossier.opened_on).hours
    except KeyError:
        return 0


def minutes_of(row: OrientationClass) -> int:
    """Return how long a class lasts, in whole minutes."""
    return (row.ends_at - row.starts_at) // timedelta(minutes=1)


def orientation_is_open(dossier: Dossier) -> None:
    """Refuse unless orientation is what can be done next: its papers are on file and it is not done yet.

    Raises:
        Refused: ``orientation_done``, or ``step_before_missing`` with the sentence of what is missing.
    """
    assessment = file.assessment_of(dossier)
    if orientation_state(assessment) in (State.MET, State.NOT_APPLICABLE):
        refuse("orientation_done")
    if orientation_state(assessment) is State.AHEAD:
        file.require(assessment, *PAPERS)
        file.require(assessment, *(item.code for item in assessment.holding if item.code != REQUIREMENT))


def orientation_state(assessment: Assessment) -> State:
    """Return how the requirement stands; not applicable in a scheme that has none."""
    try:
        return assessment.requirement(REQUIREMENT).state
    except KeyError:
        return State.NOT_APPLICABLE


def holder_of(actor: Actor) -> UUID:
    """Return the natural person behind an actor who signed in.

    Raises:
        Refused: ``sign_in_first`` for a machine, which signs nothing.
    """
    return actor.holder_id or refuse("sign_in_first")
