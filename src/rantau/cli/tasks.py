"""What the jobrunner does by the clock. Every task is safe to repeat; at most one copy of each waits."""

from django.db import transaction
from procrastinate.contrib.django import app

from rantau.kernel import outbox
from rantau.kernel.actors import scope
from rantau.registry.accounts.selectors import clock_actor

EVERY_MINUTE = "* * * * *"
JUST_AFTER_MIDNIGHT_IN_JAKARTA = "1,16 17 * * *"  # 00:01 and 00:16 in Jakarta, written in UTC
HOURLY = "41 * * * *"


@app.periodic(cron=EVERY_MINUTE)
@app.task(queueing_lock="deliver_outbox")
def deliver_outbox(timestamp: int) -> int:
    """Deliver what waits in the outbox; returns how many messages went out."""
    actor = clock_actor()
    with transaction.atomic(), scope(actor):
        waiting = outbox.due()
    return sum(outbox.deliver(message, actor) for message in waiting)


@app.periodic(cron=EVERY_MINUTE)
@app.task(queueing_lock="reassess_due")
def reassess_due(timestamp: int) -> int:
    """Assess again every dossier that time or another room has made due; returns how many. Midnight is one minute."""
    from rantau.placement.dossiers.jobs import reassess_due as reassess

    return reassess()


@app.periodic(cron=JUST_AFTER_MIDNIGHT_IN_JAKARTA)
@app.task(queueing_lock="expire_permits")
def expire_permits(timestamp: int) -> int:
    """Close permits whose term has ended; returns how many."""
    from rantau.placement.demand.jobs import expire_permits as expire

    return expire()


@app.periodic(cron=HOURLY)
@app.task(queueing_lock="suspend_corrected_cards")
def suspend_corrected_cards(timestamp: int) -> int:
    """Suspend cards whose person's identity has been corrected since; returns how many."""
    from rantau.placement.clearance.jobs import suspend_corrected

    return suspend_corrected(clock_actor())


@app.periodic(cron=HOURLY)
@app.task(queueing_lock="honour_withdrawals")
def honour_withdrawals(timestamp: int) -> int:
    """Settle withdrawn consents; returns how many. Three times twenty-four hours leave some seventy tries."""
    from rantau.registry.people.jobs import honour_withdrawals as honour

    return honour(clock_actor())


@app.periodic(cron=JUST_AFTER_MIDNIGHT_IN_JAKARTA)
@app.task(queueing_lock="rotate_card_keys")
def rotate_card_keys(timestamp: int) -> bool:
    """Make the next card key in good time; returns whether one was made."""
    from rantau.placement.clearance.jobs import rotate_keys

    return rotate_keys()
