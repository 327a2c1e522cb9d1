"""The outbox: what leaves the system, delivered with retries; dead letters are shown in plain words, never dropped."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction

from rantau.kernel import clock
from rantau.kernel.models import OutboxMessage

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
log = structlog.get_logger("rantau")

Deliver = Callable[[OutboxMessage], None]
_CHANNELS: dict[str, Deliver] = {}


class Undelivered(Exception):
    """The neighbour did not take the message; ``args[0]`` is a short code without personal data."""


def channel(name: str, deliver: Deliver) -> None:
    """Register how messages of a channel are delivered. Delivery must be idempotent by message id."""
    _CHANNELS[name] = deliver


def due() -> list[UUID]:
    """Return the ids of messages whose time has come, oldest first, at most 500."""
    waiting = OutboxMessage.objects.filter(state="waiting", next_attempt_at__lte=clock.now())
    return list(waiting.order_by("next_attempt_at", "id").values_list("pk", flat=True)[:500])


def deliver(message_id: UUID) -> bool:
    """Try one message once. Returns whether it has been delivered. Somebody else's lock is left alone."""
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, state="waiting", next_attempt_at__lte=clock.now())
            .first()
        )
        if message is None:
            return False
        message.attempts += 1
        _try(message)
        message.save(update_fields=["state", "attempts", "next_attempt_at", "last_error", "delivered_at"])
        return message.state == "delivered"


def _try(message: OutboxMessage) -> None:
    try:
        with transaction.atomic():
            _CHANNELS[message.channel](message)
    except Exception as error:  # noqa: BLE001 - one message that nobody can deliver must not stop all behind it
        _postpone(message, error)
    else:
        message.state = "delivered"
        message.delivered_at = clock.now()


def _postpone(message: OutboxMessage, error: Exception) -> None:
    message.last_error = str(error.args[0])[:60] if isinstance(error, Undelivered) else type(error).__name__
    message.next_attempt_at = clock.now() + FIRST_WAIT * 2 ** (message.attempts - 1)
    if message.attempts >= MAX_ATTEMPTS:
        message.state = "dead"
    log.warning("undelivered", code=message.last_error, attempt=message.attempts)
