"""From a TOML table to a row class and back. Strict: an unknown field or a wrong type refuses the pack."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from rantau.rulebook.errors import PackError

Table = Mapping[str, Any]
Row = Any  # one of the row classes of pack.py


@cache
def shape(row_class: Any) -> dict[str, tuple[Field[Any], Any]]:
    """Field name -> (dataclass field, resolved type)."""
    if not (isinstance(row_class, type) and is_dataclass(row_class)):
        raise TypeError("rows are dataclasses")
    hints = typing.get_type_hints(row_class)
    return {entry.name: (entry, hints[entry.name]) for entry in fields(row_class)}


def row_name(table: str, keys: tuple[str, ...], values: Table) -> str:
    """How messages and differences name a row: table and its key fields."""
    return " ".join([table, *("/".join(_plain(values.get(key))) for key in keys)]).strip()


def _plain(value: object) -> list[str]:
    if value is None:
        return ["-"]
    if isinstance(value, Mapping):
        return [f"{key}={'+'.join(_plain(held))}" for key, held in value.items()] or ["-"]
    if isinstance(value, list | tuple):
        return [str(part) for part in value] or ["-"]
    return [str(value)]


def read_row(file: str, name: str, row_class: type, values: object) -> Any:
    """Build one row. Raises PackError for an unknown, missing or wrongly typed field."""
    if not isinstance(values, Mapping):
        raise PackError(file, name, "is not a table")
    known = shape(row_class)
    for key in values:
        if key not in known:
            raise PackError(file, name, f"unknown field '{key}'")
    made: dict[str, Any] = {}
    for key, (entry, kind) in known.items():
        if key in values:
            made[key] = _convert(file, name, key, kind, values[key])
        elif entry.default is MISSING and entry.default_factory is MISSING:
            raise PackError(file, name, f"field '{key}' is missing")
    return row_class(**made)


def read_changes(file: str, name: str, row_class: Any, values: Table) -> dict[str, Any]:
    """Some fields of a row, each as strictly as ``read_row`` reads it."""
    known = shape(row_class)
    for key in values:
        if key not in known:
            raise PackError(file, name, f"unknown field '{key}'")
    return {key: _convert(file, name, key, known[key][1], held) for key, held in values.items()}


def _convert(file: str, name: str, key: str, kind: Any, value: object) -> object:
    origin = typing.get_origin(kind)
    if origin is types.UnionType:
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
        origin = typing.get_origin(kind)
    if origin is tuple and isinstance(value, list):
        inner = typing.get_args(kind)[0]
        if all(type(part) is inner for part in value):
            return tuple(value)
    if origin is Mapping and isinstance(value, Mapping):
        inner = typing.get_args(kind)[1]
        return {part: _convert(file, name, f"{key}.{part}", inner, held) for part, held in value.items()}
    if isinstance(kind, type) and type(value) is kind:
        if isinstance(value, str) and "\0" in value:
            raise PackError(file, name, f"field '{key}' holds a control character")
        return value
    wanted = "a list" if origin is tuple else "a table" if origin else getattr(kind, "__name__", "a value")
    raise PackError(file, name, f"field '{key}' must be {wanted}, not {_short(value)}")


def _short(value: object) -> str:
    shown = value.isoformat() if isinstance(value, date | datetime) else repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "…"


def row_values(row: Row) -> dict[str, object]:
    """The fields of a row that differ from their defaults, in the order of the class: what its TOML says."""
    said: dict[str, object] = {}
    row_class: Any = type(row)
    for key, (entry, _) in shape(row_class).items():
        value = getattr(row, key)
        default = entry.default_factory() if entry.default_factory is not MISSING else entry.default
        if default is MISSING or value != default:
            said[key] = value
    said.update(said.pop("changes", {}))  # type: ignore[call-overload]  # a variant says its changes beside its name
    return said
