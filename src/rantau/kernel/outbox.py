"""The outbox: what leaves the system, delivered with retries; dead letters are shown in plain words, never dropped.

A letter is claimed and composed in one transaction, sent outside any, and marked in a second one. Whoever dies in
between leaves a claim that ends by itself, and the letter goes out again: at least once, so that the other side must
know a letter by its id. What one room tells another stays in the database: it is heard in the transaction that marks
it, exactly once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from rantau.kernel import clock
from rantau.kernel.actors import Actor, scope
from rantau.kernel.models import OutboxMessage

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
CLAIMED_FOR = timedelta(minutes=5)
"""How long a letter that was taken is left to whoever took it; far longer than any neighbour is waited for."""
log = structlog.get_logger("rantau")


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: by its id the other side knows a letter that comes twice."""

    id: UUID
    channel: str
    content: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A composed letter and the attempt it was composed for."""

    letter: Letter
    attempt: int


Compose = Callable[[OutboxMessage], Mapping[str, str]]
Send = Callable[[Letter], None]
Hear = Callable[[OutboxMessage], None]
_CHANNELS: dict[str, tuple[Compose, Send]] = {}
_LISTENERS: dict[str, Hear] = {}


class Undelivered(Exception):
    """The neighbour did not take the message; ``args[0]`` is a short code without personal data."""


def channel(name: str, compose: Compose, send: Send) -> None:
    """Register how letters of a channel leave: composed with the database in reach, sent without it.

    Sending must be idempotent by the letter's id.
    """
    _CHANNELS[name] = (compose, send)


def listener(name: str, hear: Hear) -> None:
    """Register who hears what one room tells another; it writes to the database only and waits for no neighbour."""
    _LISTENERS[name] = hear


def due() -> list[UUID]:
    """Return the ids of messages whose time has come, oldest first, at most 500."""
    waiting = OutboxMessage.objects.filter(state="waiting", next_attempt_at__lte=clock.now())
    return list(waiting.order_by("next_attempt_at", "id").values_list("pk", flat=True)[:500])


def deliver(message_id: UUID, actor: Actor) -> bool:
    """Try one message once in the actor's scope. Returns whether it has been delivered now; another's is left alone.

    Call it outside any transaction.
    """
    taken = _take(message_id, actor)
    if not isinstance(taken, Taken):
        return taken
    code = _send(taken.letter)
    with transaction.atomic(), scope(actor):
        _mark(message_id, taken.attempt, code)
    return not code


def _take(message_id: UUID, actor: Actor) -> Taken | bool:
    """Claim a message and compose its letter; what a room hears is settled here. False when nothing is to be done."""
    with transaction.atomic(), scope(actor):
        if not _claim(message_id):
            return False
        message = OutboxMessage.objects.get(pk=message_id)
        try:
            with transaction.atomic(), scope(actor.seeing_too(message.recipient) if message.recipient else actor):
                return _prepare(message)
        except Exception as error:  # noqa: BLE001 - one message that nobody can deliver must not stop all behind it
            _mark(message_id, message.attempts, _code_of(error))
            return False


def _claim(message_id: UUID) -> bool:
    """Take the message until the claim ends, whatever becomes of us; nobody else takes it meanwhile."""
    now = clock.now()
    mine = OutboxMessage.objects.filter(pk=message_id, state="waiting", next_attempt_at__lte=now)
    return bool(mine.update(attempts=F("attempts") + 1, next_attempt_at=now + CLAIMED_FOR))


def _prepare(message: OutboxMessage) -> Taken | bool:
    if message.attempts > MAX_ATTEMPTS:
        raise Undelivered("never_answered")
    if message.channel in _LISTENERS:
        _LISTENERS[message.channel](message)
        _mark(message.pk, message.attempts, "")
        return True
    compose, _ = _CHANNELS[message.channel]
    return Taken(Letter(message.pk, message.channel, compose(message)), message.attempts)


def _send(letter: Letter) -> str:
    """Send outside any transaction. Returns "" when the neighbour took it, else the code of what went wrong."""
    _, send = _CHANNELS[letter.channel]
    try:
        send(letter)
    except Exception as error:  # noqa: BLE001 - whatever a neighbour does, the letters behind it go out
        return _code_of(error)
    return ""


def _code_of(error: Exception) -> str:
    return str(error.args[0])[:60] if isinstance(error, Undelivered) else type(error).__name__


def _mark(message_id: UUID, attempt: int, code: str) -> None:
    """Write down how an attempt ended. A delivery counts whenever it is told; a failure only while it is the newest."""
    rows = OutboxMessage.objects.filter(pk=message_id, state="waiting")
    if not code:
        rows.update(state="delivered", delivered_at=clock.now(), last_error="")
        return
    state = "dead" if attempt >= MAX_ATTEMPTS else "waiting"
    wait = FIRST_WAIT * 2 ** (min(attempt, MAX_ATTEMPTS) - 1)
    rows.filter(attempts=attempt).update(state=state, last_error=code, next_attempt_at=clock.now() + wait)
    log.warning("undelivered", code=code, attempt=attempt)
