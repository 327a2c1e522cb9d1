"""A client process for tests that kill it: runs the made-up act and waits in the middle of it."""

import sys
from uuid import UUID

import django

django.setup()

from rantau.kernel.actions import run  # noqa: E402 - Django must stand before its models are imported
from rantau.kernel.actors import Actor, Kind, Role  # noqa: E402
from tests.kernel.deeds import HandOver, registered  # noqa: E402

account, unit, subject, target = map(UUID, sys.argv[1:5])
officer = Actor(Kind.PERSON, account, account, unit_id=unit, units=(unit,), roles=frozenset({Role.VERIFIER}))
with registered():
    run(HandOver(subject_id=subject, unit_id=target, pause=True), officer, key="k1")
