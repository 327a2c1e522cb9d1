"""Browser tests without a browser: skipped loudly on a workstation, failed where `RANTAU_REQUIRE_BROWSER=1`.

A pytest plugin; tests/conftest.py switches it on. A test that is silently skipped is a test nobody has.
"""

import os
import shutil
from collections.abc import Generator

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
REASON = "Chromium is not installed"


def chromium() -> str | None:
    """Return the path of the browser: `RANTAU_CHROMIUM`, or the first usual name on the path."""
    named = os.environ.get("RANTAU_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def required() -> bool:
    """Tell whether a browser test may not be skipped here."""
    return os.environ.get("RANTAU_REQUIRE_BROWSER") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser tests when there is no browser."""
    if chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=REASON))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser test, whatever its reason, into a failure where a browser is required."""
    report = yield
    if report.skipped and required() and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and RANTAU_REQUIRE_BROWSER=1 forbids it: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in capitals how many browser tests did not run."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if REASON in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", yellow=True, bold=True)
        terminalreporter.line(f"{len(skipped)} tests were skipped: {REASON}. On Debian: apt-get install chromium")
