"""A well-meant command of every kind, about a scenery; the hostile values take the place of one of its fields."""

import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from rantau.kernel import clock, ids
from rantau.kernel.actions import Spec
from rantau.kernel.actors import Role

TEXTS = {
    "purpose": "memeriksa berkas", "nik": "", "phone": "081200000000", "home": "36.04", "regency": "36.04",
    "country": "TW", "occupation": "5322", "currency": "TWD", "airport": "", "flight": "GA870", "passport": "X1234567",
    "value": "081234567890", "kind": "medical", "component": "training", "password": "rumah hujan kelapa",
    "scheme": "P2P", "fingerprint": "a" * 64, "username": "petugas.baru", "name": "Wulan Contoh", "code": "123456",
    "old": "rumah hujan lama", "new": "rumah hujan baru", "text": "t" * 43, "rule": "UU18-13", "version": "2099.1",
}  # fmt: skip
NUMBERS = {"wage": 29500, "months": 24, "hours": 10, "seats": 5, "amount": 1000, "pay_day": 5, "hours_per_day": 8,
           "rest_days_per_month": 4, "minutes": 60, "female": 1, "days": 30}  # fmt: skip
OTHERS: dict[tuple[str, str], Any] = {
    ("approve_recovery", "code"): "kata rahasia baru", ("create_account", "code"): "kata rahasia baru",
    ("import_dossier", "source"): "siskotkln", ("import_evidence", "source"): "siskotkln",
    ("record_departure", "airport"): "CGK", ("set_nik", "nik"): "3604014403990001",
    ("register_agency", "code"): "contoh-baru", ("ask_correction", "new"): "Wulan Contoh",
    ("import_pack", "files"): {"pack.toml": "x = 1"}, ("open_unit", "place"): "36.04",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """One value of the corpus."""

    name: str
    kind: str
    value: Any
    text: str


def corpus() -> list[Hostile]:
    """Read the corpus."""
    rows = tomllib.loads(Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8"))["value"]
    return [Hostile(row["name"], row["kind"], *_grown(row["json"], row.get("times", 1))) for row in rows]


def _grown(text: str, times: int) -> tuple[Any, str]:
    value = json.loads(text)
    if isinstance(value, str):
        value = value * times
    elif times > 1:
        for _level in range(times):
            value = [value]
    return value, json.dumps(value)


def sample(spec: Spec, known: dict[str, UUID]) -> dict[str, Any]:
    """What somebody who means well would send: the fields the command needs."""
    return {
        name: value_of(spec, name, known)
        for name, field in spec.command.model_fields.items()
        if field.is_required() or name == "confirm"
    }


def value_of(spec: Spec, name: str, known: dict[str, UUID]) -> Any:
    """A good value for one field of a command, as JSON would carry it."""
    if (spec.name, name) in OTHERS:
        return OTHERS[spec.name, name]
    return _of_type(name, spec.command.model_fields[name].annotation, known)


def _of_type(name: str, kind: Any, known: dict[str, UUID]) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, UnionType, Annotated):
        return _of_type(name, inner[0], known)
    if origin is tuple:
        return [str(known["dossier_id"])] if name == "dossier_ids" else []
    if origin is dict:
        return {}
    return _of_plain_type(name, kind, known)


def _of_plain_type(name: str, kind: Any, known: dict[str, UUID]) -> Any:
    today = clock.today()
    plain: dict[Any, Any] = {UUID: str(known.get(name) or ids.new_id()), bool: True, int: NUMBERS.get(name, 1)}
    if kind in plain:
        return plain[kind]
    if name.endswith("_at"):
        ahead = {"starts_at": 72, "ends_at": 80, "answered_at": -1}.get(name, 0)
        return (clock.now() + timedelta(hours=ahead)).isoformat()
    if kind is date:
        return _day(name, today).isoformat()
    if kind is Role:
        return "registrar"
    return "" if kind is bytes else TEXTS.get(name, "Contoh yang wajar")


def _day(name: str, today: date) -> date:
    if name == "birth_date":
        return date(1999, 3, 4)
    far = {"valid_until": 300, "closes_on": 20, "departs_on": 30}
    return today + timedelta(days=far.get(name, 0))
