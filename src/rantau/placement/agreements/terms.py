"""What an employment contract says (UU 18/2017 Ps 15), its fingerprint, and where it differs from the job order."""

from datetime import date
from hashlib import sha256
from typing import Literal

from pydantic import Field, JsonValue

from rantau.kernel.actions import Command
from rantau.kernel.journal import canonical
from rantau.placement.demand.models import JobOrder

COMPARED = ("position", "wage", "currency", "months")
WORDS = {"position": "jabatan / position", "wage": "upah / wage", "currency": "mata uang / currency",
         "months": "lama kontrak / length"}  # fmt: skip


class Terms(Command):
    """The minimum contents of a contract. The worker's own name and address stay with her person, not here.

    ``wage`` in whole units of ``currency`` a month; ``pay_day`` the last day of the month on which it is paid.
    """

    employer_name: str = Field(min_length=2, max_length=160)
    employer_address: str = Field(min_length=5, max_length=300)
    position: str = Field(min_length=2, max_length=80)
    duties: str = Field(min_length=5, max_length=600)
    currency: str = Field(min_length=3, max_length=3)
    wage: int = Field(gt=0, le=10**9)
    pay_day: int = Field(ge=1, le=31)
    pay_method: Literal["bank", "cash"] = "bank"
    hours_per_day: int = Field(ge=1, le=24)
    rest_days_per_month: int = Field(ge=0, le=31)
    overtime_paid: bool = True
    leave_days_per_year: int = Field(default=0, ge=0, le=366)
    facilities: str = Field(default="", max_length=300)
    medical_paid_by: Literal["employer", "insurance", "worker"]
    ticket_home_paid_by: Literal["employer", "worker"]
    insurance: str = Field(min_length=3, max_length=300)
    safety: str = Field(min_length=3, max_length=600)
    months: int = Field(gt=0, le=120)
    starts_on: date | None = None

    def values(self) -> dict[str, JsonValue]:
        """Return the terms as they are stored and fingerprinted."""
        return self.model_dump(mode="json", include=set(Terms.model_fields))


def fingerprint(dossier_number: str, values: dict[str, JsonValue]) -> str:
    """Return the SHA-256 of the canonical terms with the file they belong to: one word changed, another fingerprint."""
    return sha256(canonical({"dossier": dossier_number, "terms": values}).encode()).hexdigest()


def differences(values: dict[str, JsonValue], order: JobOrder) -> tuple[str, ...]:
    """Return the names of the terms in which a contract differs from its job order."""
    return tuple(name for name in COMPARED if values[name] != getattr(order, name))


def in_words(names: tuple[str, ...]) -> str:
    """Return names of terms as people call them, in both languages."""
    return ", ".join(WORDS[name] for name in names)
