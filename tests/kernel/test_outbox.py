"""The outbox: what was done is told, once, later if need be, and what cannot be told is shown."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet
from pytest_django import DjangoDbBlocker

from rantau.kernel import clock, ids, messages, outbox
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.models import OutboxMessage
from rantau.kernel.outbox import FIRST_WAIT, MAX_ATTEMPTS, Undelivered
from tests.kernel import scratch


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """What a neighbour that always answers has received."""
    received: list[UUID] = []
    monkeypatch.setattr(outbox, "_CHANNELS", {"good": lambda message: received.append(message.id)})
    return received


def fails_with(error: BaseException) -> None:
    """Register a neighbour that fails in this way."""

    def deliver(message: OutboxMessage) -> None:
        raise error

    outbox.channel("bad", deliver)


def wait(channel: str = "good") -> UUID:
    """Put a message into the outbox."""
    Tx(Actor(Kind.CLOCK), clock.now()).outbox(channel, "appointment", recipient=ids.new_id())
    return OutboxMessage.objects.latest("made_at").pk


def row(message: UUID) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message)


@pytest.mark.django_db
def test_deliver_sends_once_and_says_when(sent: list[UUID]) -> None:
    message = wait()
    assert outbox.due() == [message]
    assert [outbox.deliver(message), outbox.deliver(message)] == [True, False]
    assert sent == [message]
    assert (row(message).state, outbox.due()) == ("delivered", [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Undelivered("no_address"), "no_address"),
        (ConnectionRefusedError("host 10.0.0.1"), "ConnectionRefusedError"),
        (TimeoutError("Wulan Contoh"), "TimeoutError"),
        (ValueError("Wulan Contoh"), "ValueError"),
        (AttributeError("our own mistake"), "AttributeError"),
        (ProgrammingError("no such table"), "ProgrammingError"),
    ],
)
def test_deliver_that_fails_is_tried_again_later_and_keeps_a_code_only(error: Exception, code: str) -> None:
    fails_with(error)
    message = wait("bad")
    assert not outbox.deliver(message)
    assert (row(message).state, row(message).attempts, row(message).last_error) == ("waiting", 1, code)
    assert outbox.due() == []


@pytest.mark.django_db
def test_deliver_to_a_channel_that_nobody_serves_is_tried_again_later() -> None:
    assert not outbox.deliver(wait("pigeon"))
    assert OutboxMessage.objects.get().last_error == "KeyError"


@pytest.mark.django_db
def test_deliver_a_poisoned_message_leaves_the_others_alone(sent: list[UUID]) -> None:
    fails_with(ZeroDivisionError())
    wait("bad")
    good = wait()
    assert [outbox.deliver(message) for message in outbox.due()] == [False, True]
    assert sent == [good]


@pytest.mark.django_db
def test_deliver_failing_again_and_again_waits_twice_as_long_and_ends_as_a_dead_letter() -> None:
    fails_with(Undelivered("down"))
    message = wait("bad")
    moment, waits = clock.now(), []
    for _ in range(MAX_ATTEMPTS):
        with time_machine.travel(moment, tick=False):
            assert outbox.due() == [message]
            outbox.deliver(message)
            waits.append(row(message).next_attempt_at - clock.now())
        moment += waits[-1]
    assert waits == [FIRST_WAIT * 2**n for n in range(MAX_ATTEMPTS)]
    assert row(message).state == "dead"
    with time_machine.travel(moment + timedelta(days=365)):
        assert outbox.due() == []
        assert not outbox.deliver(message)


@pytest.mark.django_db
def test_deliver_before_its_time_does_nothing(sent: list[UUID]) -> None:
    message = wait()
    OutboxMessage.objects.filter(pk=message).update(next_attempt_at=clock.now() + timedelta(minutes=1))
    assert not outbox.deliver(message)
    assert sent == []


@pytest.mark.django_db
def test_message_of_an_act_that_is_rolled_back_is_gone(sent: list[UUID]) -> None:
    with transaction.atomic():
        wait()
        transaction.set_rollback(True)
    assert outbox.due() == []


@pytest.mark.django_db
def test_file_backend_writes_each_message_once_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(messages._WORDINGS, "appointment", messages.Wording("appointment", "Janji Anda.", "Yours."))
    outbox.channel("good", messages.file_backend(tmp_path, lambda recipient, channel: "+620000"))
    message = row(wait())
    for _ in range(2):
        outbox._CHANNELS["good"](message)
    (file,) = tmp_path.iterdir()
    assert file.name == f"good-{message.id}.json"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recipient", "address", "code"), [(None, "+62", "no_recipient"), (UUID(int=1), "", "no_address")]
)
def test_file_backend_without_an_address_says_so(
    tmp_path: Path, recipient: UUID | None, address: str, code: str
) -> None:
    deliver = messages.file_backend(tmp_path, lambda recipient, channel: address)
    with pytest.raises(Undelivered, match=code):
        deliver(OutboxMessage(channel="sms", recipient=recipient))


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A scratch database, for deliverers on connections of their own."""
    with django_db_blocker.unblock(), scratch.database("outbox"):
        yield


@pytest.mark.race
def test_deliver_by_two_at_once_sends_once(committed: None, sent: list[UUID]) -> None:
    inside, leave = threading.Event(), threading.Event()

    def slowly(message: OutboxMessage) -> None:
        sent.append(message.id)
        inside.set()
        assert leave.wait(10)

    def first() -> None:
        outbox.deliver(message)
        connection.close()

    outbox.channel("good", slowly)
    message = wait()
    thread = threading.Thread(target=first)
    thread.start()
    assert inside.wait(10)
    assert not outbox.deliver(message), "the other's lock is left alone"
    leave.set()
    thread.join()
    assert not outbox.deliver(message)
    assert sent == [message]


@pytest.mark.race
@pytest.mark.control
def test_control_without_the_lock_two_deliverers_send_twice(
    committed: None, sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2)

    def together(message: OutboxMessage) -> None:
        sent.append(message.id)
        both.wait(10)

    def deliverer() -> None:
        outbox.deliver(message)
        connection.close()

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    outbox.channel("good", together)
    message = wait()
    threads = [threading.Thread(target=deliverer) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sent == [message, message]
