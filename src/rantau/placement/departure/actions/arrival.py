"""Arrival: reported by the worker herself, or by the mission that met her."""

from datetime import date
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from rantau.kernel.actions import Answer, Command, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.evidence import Statement
from rantau.kernel.refusals import refuse
from rantau.placement.departure import refusals
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier


class ReportArrival(Command):
    """She has arrived, on this day where she is now; the city if she wants to say."""

    dossier_id: UUID
    arrived_on: date
    city: Annotated[str, Field(max_length=80)] = ""


@action(
    roles={Role.CANDIDATE, Role.MISSION_OFFICER},
    subject="dossier_id",
    law=(refusals.REPORT,),
    title=("Lapor tiba", "Report the arrival"),
)
def report_arrival(tx: Tx, command: ReportArrival) -> Answer:
    """File the arrival report (UU 18/2017 Ps 6). Her own word is a statement, the mission's a verified one.

    Raises:
        Refused: ``not_departed_yet`` or ``arrival_day_impossible``.
    """
    dossier = file.lock(command.dossier_id)
    if dossier.departed_on is None:
        refuse("not_departed_yet")
    if not dossier.departed_on <= command.arrived_on <= today_there(tx, dossier):
        refuse("arrival_day_impossible")
    mission = Role.MISSION_OFFICER in tx.actor.roles
    said = Statement(
        "arrival_report", "desk" if mission else "self", issued_on=min(command.arrived_on, tx.today),
        values={"arrived_on": command.arrived_on.isoformat()}, private=command.city,
    )  # fmt: skip
    row = file.prove(tx, dossier, said, verified=mission)
    tx.subject(dossier.pk, person=dossier.person_id, refs=(row.pk,))
    tx.tally("arrival_reported", dossier.pk, by="mission" if mission else "self", **file.dimensions(dossier))
    return {"stage": dossier.stage}


def today_there(tx: Tx, dossier: Dossier) -> date:
    """Return the calendar day in the country of destination, which may be tomorrow in Jakarta."""
    zone = dossier.country.time_zone if dossier.country else "Asia/Jakarta"
    return max(tx.now.astimezone(ZoneInfo(zone)).date(), tx.today)
