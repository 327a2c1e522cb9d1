"""Statistical facts, written in the action's transaction under a random identifier of the subject."""

from datetime import date
from uuid import UUID

from rantau.kernel import ids
from rantau.kernel.models import TallyFact, TallySubject


def count(kind: str, on: date, subject: UUID, dims: dict[str, str]) -> None:
    """Add one fact of a kind on a legal date, with coded dimensions only (country, scheme, sex, …)."""
    known, _ = TallySubject.objects.get_or_create(subject=subject, defaults={"counted_as": ids.random_id()})
    TallyFact.objects.create(kind=kind, on=on, subject=known.counted_as, dims=dims)
