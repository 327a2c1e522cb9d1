"""Changes to units: opening one, and giving it another name. Old names stay, with their dates, and are found."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from pydantic import Field

from rantau.kernel import ids
from rantau.kernel.actions import Answer, Command, Reach, Tx, action
from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.registry.offices import refusals as refusals
from rantau.registry.offices.models import Unit, UnitName
from rantau.registry.places.models import Country, Regency

HOME = "ID"
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
Kind = Literal[
    "directorate", "bp3mi", "p4mi", "disnaker_province", "disnaker", "ltsa", "mpp", "mission", "clinic",
    "training_body", "school", "village", "gate",
]  # fmt: skip
"""What the ministry opens. An agency comes with its own record; the ministry itself is there from the start."""


class OpenUnit(Command):
    """A unit of some kind; ``place`` is a regency (36.04) at home, a country (TW) for a mission, which keeps its
    country's time instead of ``clock``.
    """

    kind: Kind
    code: str = Field(min_length=2, max_length=40, pattern=r"^[a-z0-9][a-z0-9.-]+$")
    name: str = Field(min_length=3, max_length=160)
    place: str = Field(min_length=2, max_length=5)
    clock: Literal["WIB", "WITA", "WIT"] = "WIB"
    parent_id: UUID | None = None
    address: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=40)
    hours: str = Field(default="", max_length=120)


@action(
    roles={Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    law=("PP59-2021-7", "UU18-38"),
    title=("Buka unit", "Open a unit"),
)
def open_unit(tx: Tx, command: OpenUnit) -> Answer:
    """Open the unit below another one, by default the ministry's own. Refuses unit_code_taken, unit_place_unknown."""
    if Unit.objects.filter(code=command.code).exists():
        refuse("unit_code_taken")
    above = command.parent_id or tx.actor.unit_id or refuse("not_allowed")
    parent = Unit.objects.filter(pk=above).first() or refuse("not_found")
    unit = Unit(
        id=ids.new_id(),
        parent=parent,
        **_where(command),
        **command.model_dump(exclude={"parent_id", "place", "clock"}),
    )
    unit.save(force_insert=True)
    tx.subject(unit.pk, refs=(parent.pk,))
    return {"unit": str(unit.pk)}


def _where(command: OpenUnit) -> dict[str, object]:
    if command.kind == "mission":
        country = Country.objects.filter(pk=command.place).first() or refuse("unit_place_unknown")
        return {"country": country, "time_zone": country.time_zone}
    found = Regency.objects.select_related("province").filter(pk=command.place)
    regency = found.first() or refuse("unit_place_unknown")
    zone = ZONES[command.clock]
    return {"country_id": HOME, "regency": regency, "province": regency.province, "time_zone": zone}


class RenameUnit(Command):
    """A unit bears another name from a legal day on."""

    unit_id: UUID
    name: str = Field(min_length=3, max_length=160)
    since: date


@action(
    roles={Role.MINISTRY_OFFICER},
    reach=Reach.ANY,
    subject="unit_id",
    law=("PP59-2021-7",),
    title=("Ganti nama unit", "Rename a unit"),
)
def rename_unit(tx: Tx, command: RenameUnit) -> Answer:
    """Keep the present name for the time it was borne, and bear the new one. Refuses not_found, name_from_impossible.

    Letters, cards and old bookmarks name the old one: search goes on finding it.
    """
    unit = Unit.objects.select_for_update(of=("self",)).filter(pk=command.unit_id).first() or refuse("not_found")
    begun = unit.names.order_by("-during").values_list("during", flat=True).first()
    began = begun.upper if begun else None
    if command.since > tx.today or (began is not None and command.since <= began):
        refuse("name_from_impossible")
    UnitName.objects.create(unit=unit, name=unit.name, during=DateRange(began, command.since))
    unit.name = command.name
    unit.save(update_fields=["name"])
    tx.subject(unit.pk)
    return {"name": unit.name}
