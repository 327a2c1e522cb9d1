"""A made-up act that uses every mechanism of the kernel: grant, evidence, tally, outbox, journal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from rantau.kernel import actions, evidence
from rantau.kernel.actions import Answer, Command, Tx
from rantau.kernel.actors import Role, grant
from rantau.kernel.evidence import Statement


class HandOver(Command):
    """Let another unit see a subject, and file a proof of it. ``pause`` waits for a line on standard input."""

    subject_id: UUID
    unit_id: UUID
    pause: bool = False


@contextmanager
def registered() -> Iterator[None]:
    """Put the act into the registry of actions for a while."""
    before = dict(actions._REGISTRY)

    @actions.action(title=("Serahkan", "Hand over"), law=("X-1",), roles={Role.VERIFIER}, subject="subject_id")
    def hand_over(tx: Tx, command: HandOver) -> Answer:
        grant(command.subject_id, command.unit_id, "transfer")
        evidence.state(tx, command.subject_id, command.subject_id, Statement("letter", "desk", number="L-1"))
        tx.subject(command.subject_id)
        tx.tally("handed_over", command.subject_id, scheme="P2P")
        tx.outbox("sms", "handed_over", recipient=command.subject_id, subject=command.subject_id)
        if command.pause:
            print("inside", flush=True)
            sys.stdin.readline()
        return {"unit": str(command.unit_id)}

    try:
        yield
    finally:
        actions._REGISTRY.clear()
        actions._REGISTRY.update(before)
