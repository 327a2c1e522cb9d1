"""Triggers that hold a rule of the kernel whoever writes, also around the actions."""

from functools import reduce
from operator import or_

import pgtrigger

STATED = (
    "subject", "owner", "kind", "number", "number_digest", "issued_on", "valid_until", "values", "sealed_values",
    "origin", "source_reference", "upload_id", "supersedes_id", "stated_by", "stated_by_holder", "stated_by_unit",
    "stated_at",
)  # fmt: skip
DECIDED = ("state", "refusal", "decided_by", "decided_by_holder", "decided_by_unit", "decided_at")


def append_only(name: str) -> pgtrigger.Protect:
    """Return the trigger that refuses any change or removal of a row, whoever asks."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def evidence_holds() -> list[pgtrigger.Protect]:
    """Return the triggers under which what was stated is never overwritten, and decided once (promise K3)."""
    decided = ~pgtrigger.Q(old__state="stated") & _change_of(DECIDED)
    return [
        pgtrigger.Protect(name="never_overwritten", operation=pgtrigger.Update, condition=_change_of(STATED)),
        pgtrigger.Protect(name="decided_once", operation=pgtrigger.Update, condition=decided),
    ]


def _change_of(columns: tuple[str, ...]) -> pgtrigger.Q:
    return reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in columns))
