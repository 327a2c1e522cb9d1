"""A pytest plugin: say at the end what a test costs on average, and keep it for the figures of `make check`.

Browser tests, storms and races are left out: they are slow by nature and few.
"""

import json
from pathlib import Path

import pytest

AIM = 30
ENOUGH = 100
APART = {"browser", "long", "race"}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the pace of a run that is large enough to mean something."""
    spent: dict[str, float] = {}
    for report in (each for kind in ("passed", "failed", "") for each in terminalreporter.stats.get(kind, [])):
        if isinstance(report, pytest.TestReport) and not APART & set(report.keywords):
            spent[report.nodeid] = spent.get(report.nodeid, 0.0) + report.duration
    cache = getattr(config, "cache", None)  # absent when pytest runs without its cache
    if len(spent) < ENOUGH or cache is None:
        return
    pace = 1000 * sum(spent.values()) / len(spent)
    terminalreporter.line(f"pace: {len(spent):,} tests, {pace:.0f} ms each (aim {AIM})")
    cache.set("rantau/pace", {"tests": len(spent), "milliseconds": pace})


def last_pace(root: Path) -> tuple[int, float] | None:
    """Return the number of tests of the last run here and their average in milliseconds; None if there was none."""
    file = root / ".pytest_cache/v/rantau/pace"
    if not file.exists():
        return None
    kept = json.loads(file.read_text())
    return int(kept["tests"]), float(kept["milliseconds"])
