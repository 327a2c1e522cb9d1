"""Filters of one's own space."""

from datetime import date

from django import template

from rantau.registry.people.selectors import Opening
from rantau.web.mine.words import reason

register = template.Library()


@register.filter
def opened_for(row: Opening) -> str:
    """Why a file was opened, in words."""
    return str(reason(row.action, row.purpose))


@register.filter
def iso_day(text: str | None) -> date | None:
    """A date kept as text in JSON."""
    return date.fromisoformat(text) if text else None
