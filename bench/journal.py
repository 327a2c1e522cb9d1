"""What the journal costs: ``python -m bench.journal`` prints ``journal/slowdown``.

Eight processes record visits, each at dossiers of its own, through the action with its key, authorisation and lock.
Batches with and without the journal alternate, and all processes begin each batch together; without = ``journal.write``
is replaced in these processes by a function that writes nothing. The ratio is the whole action's time with ÷ without.
"""

import argparse
import multiprocessing
import time
from multiprocessing.synchronize import Barrier
from typing import Any
from uuid import UUID

import psycopg

from bench import scratch

NAME = "bench_journal"
CLIENTS = 8


def dossiers() -> list[str]:
    """Return open dossiers of one office, as many as there are clients."""
    with psycopg.connect(scratch.admin_dsn(NAME)) as admin:
        rows = admin.execute(
            "SELECT d.id::text FROM dossier d JOIN unit u ON u.id = d.handling_id WHERE u.code = 'disnaker-36.04'"
            " AND d.closed_on IS NULL ORDER BY d.id LIMIT %s",
            [CLIENTS],
        ).fetchall()
    return [row[0] for row in rows]


def client(dossier: str, barrier: Barrier, rounds: int, batch: int, out: Any) -> None:
    """Record visits at one dossier, batch after batch; report the seconds of each batch."""
    scratch.enter(NAME)
    from rantau.cli.demo.cast import acting
    from rantau.kernel import ids, journal
    from rantau.kernel.actions import run
    from rantau.placement.dossiers.actions import RecordVisit

    actor, command, write = acting("loket"), RecordVisit(dossier_id=UUID(dossier)), journal.write
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(rounds * 2 + 2):
        journalled = number % 2 == 0
        journal.write = write if journalled else lambda *_a, **_k: ids.new_id()
        barrier.wait()
        started = time.perf_counter()
        for _ in range(batch):
            run(command, actor, ids.reference(20))
        barrier.wait()
        if number >= 2:  # the first pair only warms up
            taken[journalled].append(time.perf_counter() - started)
    out.put(taken)


def main() -> None:
    """Run, compare the sums, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--batch", type=int, default=25)
    options = parser.parse_args()
    scratch.copy(NAME)
    context = multiprocessing.get_context("spawn")
    barrier, out = context.Barrier(CLIENTS), context.Queue()
    clients = [
        context.Process(target=client, args=(dossier, barrier, options.rounds, options.batch, out))
        for dossier in dossiers()
    ]
    for one in clients:
        one.start()
    reports = [out.get(timeout=600) for _ in clients]
    for one in clients:
        one.join()
    seconds = {kind: sum(map(max, zip(*(report[kind] for report in reports), strict=True))) for kind in (True, False)}
    acts = CLIENTS * options.rounds * options.batch
    ratios = sorted(
        with_ / without
        for with_, without in zip(
            *(map(max, zip(*(r[kind] for r in reports), strict=True)) for kind in (True, False)), strict=True
        )
    )
    shape = {"clients": CLIENTS, "action": "record_visit", "pairs": options.rounds}
    median = ratios[len(ratios) // 2]
    scratch.say(
        "journal", "slowdown", round(seconds[True] / seconds[False], 3), "x", acts, **shape, median=round(median, 3)
    )
    scratch.say("journal", "with_per_s", round(acts / seconds[True], 1), "actions/s", acts, **shape)
    scratch.say("journal", "without_per_s", round(acts / seconds[False], 1), "actions/s", acts, **shape)


if __name__ == "__main__":
    main()
