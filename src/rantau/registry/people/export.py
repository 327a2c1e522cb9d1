"""One's own record, whole, at any date (CO-26; UU 27/2022 articles 7 and 13)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from pydantic import JsonValue

from rantau.kernel import clock, sealed
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.refusals import refuse
from rantau.registry.people import selectors
from rantau.registry.people.models import Contact, Correction, Identifier, Kin, Person

FORMAT = "rantau-own-record/1"
PERSON_FIELDS = (
    "number", "name", "sex", "birth_date", "birth_place", "marital", "education", "regency_id", "district_id",
    "village_id", "language", "identity_verified_at", "confirmed_at", "registered_at",
)  # fmt: skip
SEALED: dict[str, tuple[type[Model], dict[str, str], tuple[str, ...]]] = {
    "identifiers": (Identifier, {"sealed": "identifier"}, ("kind", "made_at")),
    "contacts": (Contact, {"sealed": "contact"}, ("kind", "safe", "made_at", "ended_at")),
    "kin": (Kin, {"name": "kin-name", "phone": "kin-phone"}, ("relation", "ended_at")),
    "corrections": (
        Correction, {"old": "old", "new": "new"},
        ("field", "reason", "state", "proposed_at", "due_on", "decided_at", "decision_reason"),
    ),
}  # fmt: skip


def export_own_record(actor: Actor) -> dict[str, JsonValue]:
    """Return everything this room knows of the person herself, in plain text, as JSON data. Inside ``reading``.

    Raises:
        Refused: ``not_found`` for anybody who has no record of her own.
    """
    if actor.kind is not Kind.PERSON or actor.person_id is None:
        refuse("not_found")
    person = selectors.persons_seen_by(actor).filter(pk=actor.person_id).first()
    if person is None:
        refuse("not_found")
    address = sealed.unseal(person.id, {"address": person.address})["address"]
    about: dict[str, JsonValue] = {name: _plain(getattr(person, name)) for name in PERSON_FIELDS}
    return {
        "format": FORMAT,
        "exported_at": clock.now().isoformat(),
        "person": {**about, "address": address, "nik_state": selectors.shown_nik_state(actor, person)},
        **{part: _unsealed(person.id, *spec) for part, spec in SEALED.items()},
        "document_names": _listed(person, "document_names", ("document", "name", "noted_at")),
        "consents": _listed(
            person,
            "consents",
            ("purpose", "ground", "text_version", "given_at", "withdrawn_at", "honour_by", "honoured_at"),
        ),
    }


def _unsealed(person_id: UUID, table: type[Model], hidden: dict[str, str], shown: tuple[str, ...]) -> JsonValue:
    rows = list(table._default_manager.filter(person=person_id).order_by("pk"))
    closed: dict[str, Any] = {
        f"{prefix}:{row.pk}": getattr(row, column) for row in rows for column, prefix in hidden.items()
    }
    plain = sealed.unseal(person_id, closed)
    return [
        {
            **{name: _plain(getattr(row, name)) for name in shown},
            **{_said(column): plain[f"{prefix}:{row.pk}"] for column, prefix in hidden.items()},
        }
        for row in rows
    ]


def _said(column: str) -> str:
    return "value" if column == "sealed" else column


def _listed(person: Person, relation: str, names: tuple[str, ...]) -> JsonValue:
    rows = getattr(person, relation).order_by("pk").values(*names)
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> JsonValue:
    return value.isoformat() if isinstance(value, date | datetime) else value
