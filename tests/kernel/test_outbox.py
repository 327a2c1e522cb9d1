"""The outbox: what was done is told, at least once and each letter by its id; what cannot be told is shown."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker

from rantau.kernel import clock, ids, messages, outbox
from rantau.kernel.actions import Tx
from rantau.kernel.actors import Actor, Kind
from rantau.kernel.models import OutboxMessage
from rantau.kernel.outbox import CLAIMED_FOR, FIRST_WAIT, MAX_ATTEMPTS, Letter, Undelivered
from tests.kernel import scratch

CLOCK = Actor(Kind.CLOCK)


class Killed(BaseException):
    """The process ends here, as with kill -9: no handler of ours runs."""


def blank(message: OutboxMessage) -> dict[str, str]:
    """A letter without a word in it."""
    return {}


def deliver(message: UUID) -> bool:
    return outbox.deliver(message, CLOCK)


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """What a neighbour that always answers has received."""
    received: list[UUID] = []
    monkeypatch.setattr(outbox, "_CHANNELS", {"good": (blank, lambda letter: received.append(letter.id))})
    monkeypatch.setattr(outbox, "_LISTENERS", {})
    return received


def fails_with(error: BaseException) -> None:
    """Register a neighbour that fails in this way."""

    def send(letter: Letter) -> None:
        raise error

    outbox.channel("bad", blank, send)


def wait(channel: str = "good") -> UUID:
    """Put a message into the outbox."""
    Tx(CLOCK, clock.now()).outbox(channel, "appointment", recipient=ids.new_id())
    return OutboxMessage.objects.latest("made_at").pk


def row(message: UUID) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message)


@pytest.mark.django_db
def test_deliver_sends_once_and_says_when(sent: list[UUID]) -> None:
    message = wait()
    assert outbox.due() == [message]
    assert [deliver(message), deliver(message)] == [True, False]
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
    assert not deliver(message)
    assert (row(message).state, row(message).attempts, row(message).last_error) == ("waiting", 1, code)
    assert outbox.due() == []


@pytest.mark.django_db
def test_deliver_to_a_channel_that_nobody_serves_is_tried_again_later() -> None:
    assert not deliver(wait("pigeon"))
    assert OutboxMessage.objects.get().last_error == "KeyError"


@pytest.mark.django_db
def test_deliver_a_poisoned_message_leaves_the_others_alone(sent: list[UUID]) -> None:
    fails_with(ZeroDivisionError())
    wait("bad")
    good = wait()
    assert [deliver(message) for message in outbox.due()] == [False, True]
    assert sent == [good]


@pytest.mark.django_db
def test_deliver_failing_again_and_again_waits_twice_as_long_and_ends_as_a_dead_letter() -> None:
    fails_with(Undelivered("down"))
    message = wait("bad")
    moment, waits = clock.now(), []
    for _ in range(MAX_ATTEMPTS):
        with time_machine.travel(moment, tick=False):
            assert outbox.due() == [message]
            deliver(message)
            waits.append(row(message).next_attempt_at - clock.now())
        moment += waits[-1]
    assert waits == [FIRST_WAIT * 2**n for n in range(MAX_ATTEMPTS)]
    assert row(message).state == "dead"
    with time_machine.travel(moment + timedelta(days=365)):
        assert outbox.due() == []
        assert not deliver(message)


@pytest.mark.django_db
def test_deliver_before_its_time_does_nothing(sent: list[UUID]) -> None:
    message = wait()
    OutboxMessage.objects.filter(pk=message).update(next_attempt_at=clock.now() + timedelta(minutes=1))
    assert not deliver(message)
    assert sent == []


@pytest.mark.django_db
def test_message_of_an_act_that_is_rolled_back_is_gone(sent: list[UUID]) -> None:
    with transaction.atomic():
        wait()
        transaction.set_rollback(True)
    assert outbox.due() == []


@pytest.mark.django_db
def test_files_hold_each_letter_once_under_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages._WORDINGS, "appointment", messages.Wording("appointment", "Janji Anda.", "Yours."))
    compose, send = messages.to_person(lambda recipient, channel: "+620000"), messages.into_files(tmp_path)
    message = row(wait())
    for _ in range(2):
        send(Letter(message.id, "good", compose(message)))
    (file,) = tmp_path.iterdir()
    assert file.name == f"good-{message.id}.json"
    assert "Janji Anda." in file.read_text()


@pytest.mark.parametrize(
    ("recipient", "address", "code"), [(None, "+62", "no_recipient"), (UUID(int=1), "", "no_address")]
)
def test_compose_without_an_address_says_so(recipient: UUID | None, address: str, code: str) -> None:
    with pytest.raises(Undelivered, match=code):
        messages.to_person(lambda recipient, channel: address)(OutboxMessage(channel="sms", recipient=recipient))


@pytest.mark.django_db
def test_deliver_what_cannot_be_composed_sends_nothing_and_is_tried_again_later(sent: list[UUID]) -> None:
    def nobody_there(message: OutboxMessage) -> dict[str, str]:
        raise Undelivered("no_address")

    outbox.channel("good", nobody_there, lambda letter: sent.append(letter.id))
    message = wait()
    assert not deliver(message)
    assert (sent, row(message).last_error, row(message).attempts) == ([], "no_address", 1)


# --- somebody dies on the way


def dies_once(sent: list[UUID], after: bool) -> None:
    """A channel whose first letter kills the deliverer, before or after the neighbour has taken it."""
    deaths = iter([Killed()])

    def send(letter: Letter) -> None:
        death = next(deaths, None)
        if after or death is None:
            sent.append(letter.id)
        if death is not None:
            raise death

    outbox.channel("good", blank, send)


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "times"), [(False, 1), (True, 2)], ids=["before it went", "after it went"])
def test_deliver_by_somebody_who_dies_is_repeated_when_the_claim_ends(
    sent: list[UUID], after: bool, times: int
) -> None:
    dies_once(sent, after)
    message = wait()
    with pytest.raises(Killed):
        deliver(message)
    assert (row(message).state, outbox.due(), deliver(message)) == ("waiting", [], False), "claimed for now"
    with time_machine.travel(clock.now() + CLAIMED_FOR):
        assert outbox.due() == [message]
        assert deliver(message)
    assert sent == [message] * times
    assert (row(message).state, row(message).attempts) == ("delivered", 2)


@pytest.mark.django_db
def test_deliver_by_somebody_who_always_dies_ends_as_a_dead_letter() -> None:
    fails_with(Killed())
    message, moment = wait("bad"), clock.now()
    for _ in range(MAX_ATTEMPTS):
        with time_machine.travel(moment, tick=False), pytest.raises(Killed):
            deliver(message)
        moment += CLAIMED_FOR
    with time_machine.travel(moment, tick=False):
        assert not deliver(message)
    assert (row(message).state, row(message).last_error) == ("dead", "never_answered")


@pytest.mark.django_db
def test_deliver_that_fails_after_its_claim_ended_leaves_the_newer_attempt_alone(sent: list[UUID]) -> None:
    def late(letter: Letter) -> None:
        outbox.channel("good", blank, lambda letter: sent.append(letter.id))
        with time_machine.travel(clock.now() + CLAIMED_FOR):
            assert deliver(letter.id)
        raise TimeoutError

    outbox.channel("good", blank, late)
    message = wait()
    assert not deliver(message)
    assert (sent, row(message).state) == ([message], "delivered")


# --- what one room tells another


@pytest.mark.django_db
def test_hear_what_a_room_tells_is_settled_with_what_it_wrote() -> None:
    outbox.listener("good", lambda message: wait("other"))
    message = wait()
    assert [deliver(message), deliver(message)] == [True, False]
    assert (row(message).state, OutboxMessage.objects.filter(channel="other").count()) == ("delivered", 1)


@pytest.mark.django_db
def test_hear_that_fails_leaves_nothing_of_what_it_wrote() -> None:
    def half(message: OutboxMessage) -> None:
        wait("other")
        raise Undelivered("half")

    outbox.listener("good", half)
    message = wait()
    assert not deliver(message)
    assert (row(message).last_error, OutboxMessage.objects.filter(channel="other").count()) == ("half", 0)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A scratch database, for deliverers on connections of their own."""
    with django_db_blocker.unblock(), scratch.database("outbox"):
        yield


@pytest.mark.race
def test_deliver_sends_outside_any_transaction(committed: None) -> None:
    seen: list[bool] = []
    outbox.channel("good", blank, lambda letter: seen.append(connection.in_atomic_block))
    assert deliver(wait())
    assert seen == [False]


@pytest.mark.race
def test_deliver_by_two_at_once_sends_once(committed: None, sent: list[UUID]) -> None:
    inside, leave = threading.Event(), threading.Event()

    def slowly(letter: Letter) -> None:
        sent.append(letter.id)
        inside.set()
        assert leave.wait(10)

    outbox.channel("good", blank, slowly)
    message = wait()
    thread = started(message)
    assert inside.wait(10)
    assert not deliver(message), "the other's claim is left alone"
    leave.set()
    thread.join()
    assert not deliver(message)
    assert sent == [message]


@pytest.mark.race
@pytest.mark.control
def test_control_without_the_claim_two_deliverers_send_twice(
    committed: None, sent: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2)

    def together(letter: Letter) -> None:
        sent.append(letter.id)
        both.wait(10)

    monkeypatch.setattr(outbox, "CLAIMED_FOR", timedelta(0))
    outbox.channel("good", blank, together)
    message = wait()
    threads = [started(message) for _ in range(2)]
    for thread in threads:
        thread.join()
    assert sent == [message, message]


def started(message: UUID) -> threading.Thread:
    """A deliverer on a connection of its own, already at work."""

    def work() -> None:
        deliver(message)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread
