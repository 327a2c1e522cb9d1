"""Pages of a long list by the place of the last row (keyset): as fast on the last page as on the first."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Field, Model, Q, QuerySet

M = TypeVar("M", bound=Model)
SIZE = 25


@dataclass(frozen=True, slots=True)
class Slice(Generic[M]):
    """Some rows and where the next ones begin ("" at the end)."""

    rows: list[M]
    next: str


def cut(rows: QuerySet[M], order: tuple[str, ...], cursor: str = "", size: int = SIZE) -> Slice[M]:
    """Return the rows after the cursor, ascending by ``order``, whose last field is unique.

    A cursor that nobody made starts anew.
    """
    ordered = rows.order_by(*order)
    place = _read(rows.model, order, cursor)
    found = list((ordered.filter(_after(order, place)) if place else ordered)[: size + 1])
    return Slice(found[:size], _write(found[size - 1], order) if len(found) > size else "")


def _after(order: tuple[str, ...], place: list[object]) -> Q:
    condition, names = Q(), [name.removeprefix("-") for name in order]
    for depth, name in enumerate(order):
        before = dict(zip(names[:depth], place[:depth], strict=True))
        side = "lt" if name.startswith("-") else "gt"
        condition |= Q(**before, **{f"{names[depth]}__{side}": place[depth]})
    return condition


def _write(row: Model, order: tuple[str, ...]) -> str:
    place = [str(getattr(row, name.removeprefix("-"))) for name in order]
    return urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read(model: type[Model], order: tuple[str, ...], cursor: str) -> list[object]:
    if not cursor:
        return []
    try:
        texts = json.loads(urlsafe_b64decode(cursor.encode()))
        return [_value(model, name, text) for name, text in zip(order, texts, strict=True)]
    except (ValueError, TypeError, FieldError, ValidationError):
        return []


def _value(model: type[Model], name: str, text: object) -> object:
    column = model._meta.get_field(name)
    if not isinstance(column, Field):
        raise FieldError(name)
    return column.to_python(text)
