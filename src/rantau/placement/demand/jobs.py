"""What time alone does to demand."""

from rantau.kernel.actions import run
from rantau.placement.demand.actions import ExpirePermits
from rantau.registry.accounts.selectors import clock_actor


def expire_permits() -> int:
    """End permits past their term and vacancies past their day; returns how many of both."""
    done = run(ExpirePermits(), clock_actor())
    return int(str(done["permits"])) + int(str(done["vacancies"]))
