"""One example of the machine: a land, its moment, and what every act must leave behind whatever came of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from rantau.cli import outgoing
from rantau.kernel import clock, outbox
from rantau.kernel.actions import _REGISTRY, Answer, Command, run
from rantau.kernel.actors import Actor, scope
from rantau.kernel.models import Evidence, JournalEntry, OutboxMessage
from rantau.kernel.refusals import Refused
from rantau.placement.clearance import jobs as clearance
from rantau.placement.demand.jobs import expire_permits
from rantau.placement.dossiers.jobs import reassess_due
from rantau.registry.accounts.selectors import clock_actor
from tests import world
from tests.stateful import timing
from tests.stateful.land import STARTS, File, Land, add_file, settle

Outcome = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that was done: who, what, and the answer."""

    actor: Actor
    command: Command
    answer: Answer
    file: File


class Telling(RuleBasedStateMachine):
    """Sets an example up and takes it away; every act goes through ``act``."""

    outcomes: ClassVar[Counter[Outcome]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        timing.DICE.source.seed(1)
        self.whole = transaction.atomic()
        self.whole._from_testcase = True  # type: ignore[attr-defined]  # acts ask for a transaction of their own
        self.whole.__enter__()
        timing.follow_the_test()
        timing.stand_at(timing.BEGIN)
        outgoing.connect()
        self.land: Land = settle()
        self.deeds: list[Deed] = []
        self.decided: dict[UUID, str] = {}
        self.keys = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)
        timing.let_go()

    @initialize(starts=st.lists(st.tuples(st.sampled_from(STARTS), st.integers(0, 12)), min_size=2, max_size=3))
    def begin(self, starts: list[tuple[str, int]]) -> None:
        """Files at different points of the way, each going on from there for a while."""
        for start, _steps in starts:
            add_file(self.land, start)
        self.jobs()
        for number, (_start, steps) in enumerate(starts):
            self.go_on(number, steps)

    def go_on(self, n: int, steps: int) -> None:
        """The right people do what is next, a few times; the rules say how."""
        raise NotImplementedError

    def file(self, number: int) -> File:
        """One of the files, whatever the number."""
        return self.land.files[number % len(self.land.files)]

    def who(self, name: str, file: File) -> Actor:
        """Somebody by name."""
        return self.land.who(name, file)

    # --- acting

    def act(self, actor: Actor, command: Command, file: File) -> Answer | None:
        """Do it or be refused; either way the journal has the one entry that it must have (promise H2)."""
        timing.go_on()
        name = _REGISTRY[type(command)].name
        self.keys += 1
        with noted() as entries:
            try:
                answer, code = run(command, actor, f"key-{self.keys}"), ""
            except Refused as refused:
                answer, code = None, refused.refusal.code
        self.outcomes[name, code or "done"] += 1
        own = [(row.action, row.outcome, row.code, row.account) for row in entries if row.action == name]
        assert own == [(name, "refused" if code else "done", code, actor.account_id)], own
        assert not code or len(entries) == 1, "a refused act leaves its note and nothing else"
        if answer is not None:
            self.deeds.append(Deed(actor, command, answer, file))
        return answer

    def jobs(self) -> None:
        """What the jobrunner does each minute, and after midnight."""
        timing.go_on()
        expire_permits()
        clearance.rotate_keys()
        the_minutes_jobs()

    def days_pass(self, days: int, hours: int = 0) -> None:
        """Move both clocks on and let the jobs run."""
        timing.stand_at(clock.now() + timedelta(days=days, hours=hours))
        self.jobs()


def the_minutes_jobs() -> None:
    """What the jobrunner does each minute, but for words to people, which are left waiting."""
    tell_rooms()
    reassess_due()
    tell_rooms()


def tell_rooms() -> None:
    """Tell higher rooms what lower ones have to say."""
    actor = clock_actor()
    with transaction.atomic(), scope(actor):
        waiting = OutboxMessage.objects.filter(channel="internal", state="waiting").order_by("made_at", "id")
        told = list(waiting.values_list("pk", flat=True))
    for message in told:
        assert outbox.deliver(message, actor)


@contextmanager
def noted() -> Iterator[list[JournalEntry]]:
    """The journal's entries of the block, once it is over."""
    entries: list[JournalEntry] = []
    with world.as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(number), 0) FROM journal_entry")
        last = cursor.fetchone()[0]
    yield entries
    with world.as_owner():
        entries += JournalEntry.objects.filter(number__gt=last).order_by("number")


def around(model: type[Any]) -> Any:
    """All rows of a table; call it as the owner."""
    return model._default_manager.all()


def proofs(file: File) -> list[Evidence]:
    """Everything on file, oldest first, around the wall."""
    with world.as_owner():
        rows = Evidence.objects.filter(subject__in=[file.dossier, file.person.pk])
        return list(rows.order_by("stated_at", "id"))
