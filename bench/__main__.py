"""Run the benches named on the command line, or all; print each figure and keep it with date and machine.

A figure is one JSON line: bench, metric, value, unit, n, params. Compare figures of one run only; across runs and
machines only ratios mean anything.
"""

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
BENCHES = ("assess", "journal", "journey", "pages", "search")


def machine() -> dict[str, object]:
    """Return the shape of this machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def run(name: str) -> list[str]:
    """Run one bench in a process of its own and return its lines."""
    done = subprocess.run([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(f"bench {name} ended with {done.returncode}", file=sys.stderr)
    return [line for line in done.stdout.splitlines() if line.startswith("{")]


def main() -> None:
    """Run and keep."""
    wanted = sys.argv[1:] or list(BENCHES)
    moment = datetime.now(UTC)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{moment:%Y-%m-%d-%H%M}-{'-'.join(wanted) if sys.argv[1:] else 'all'}.jsonl"
    with file.open("w") as out:
        out.write(json.dumps({"at": moment.isoformat(timespec="seconds"), **machine()}) + "\n")
        for name in wanted:
            for line in run(name):
                print(line, flush=True)
                out.write(line + "\n")
    print(f"kept in {file.relative_to(Path.cwd())}", file=sys.stderr)


if __name__ == "__main__":
    main()
