"""The three answers of every check, each with a code and a sentence in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from rantau_verify.reasons import REASONS

Detail = str | int | bool | None


class Outcome(Enum):
    """ACCEPT: proven good. REJECT: proven bad. UNKNOWN: nothing proven; never to be read as a yes."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    UNKNOWN = "UNKNOWN"

    @property
    def exit_code(self) -> int:
        """Exit code of the command line: 0, 1, 2 (design.md §6)."""
        return (Outcome.ACCEPT, Outcome.REJECT, Outcome.UNKNOWN).index(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer. `code` is stable; `id` and `en` are the same sentence in Indonesian and English."""

    outcome: Outcome
    code: str
    id: str
    en: str
    details: Mapping[str, Detail] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The answer for `--json` and for an API."""
        return {
            "verdict": self.outcome.value,
            "code": self.code,
            "reason": {"id": self.id, "en": self.en},
            "details": dict(self.details),
        }


def verdict(code: str, /, **details: Detail) -> Verdict:
    """The verdict for a code of `reasons.REASONS`; the code alone decides the outcome.

    Raises KeyError for a code that is not in the table.
    """
    outcome, text_id, text_en = REASONS[code]
    return Verdict(Outcome(outcome), code, text_id, text_en, details)


class Fault(Exception):
    """A check that ends the verification; carries the code of its verdict."""

    def __init__(self, code: str, /, **details: Detail) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def verdict(self) -> Verdict:
        """The verdict this fault leads to."""
        return verdict(self.code, **self.details)
