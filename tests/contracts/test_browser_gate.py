"""A browser test that did not run is seen: loudly on a workstation, as a failure where a browser is required."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = """
import pytest

@pytest.mark.browser
def test_page():
    pass

@pytest.mark.browser
def test_other_reason():
    pytest.skip("not today")

def test_without_browser():
    pass
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A small suite with the gate switched on."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: needs Chromium\n")
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    return tmp_path


def run(sample: Path, required: str, chromium: bool) -> tuple[int, str]:
    """Run the small suite; returns its exit code and what it printed."""
    variables = {
        "PATH": "",
        "PYTHONPATH": str(ROOT),
        "RANTAU_REQUIRE_BROWSER": required,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    if chromium:
        variables["RANTAU_CHROMIUM"] = "chromium"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tools.browser_gate"]
    answer = subprocess.run(command, check=False, cwd=sample, env=variables, capture_output=True, text=True)
    return answer.returncode, answer.stdout


def test_gate_without_chromium_skips_loudly(sample: Path) -> None:
    code, said = run(sample, required="0", chromium=False)
    assert code == 0
    assert "BROWSER TESTS NOT RUN" in said
    assert "1 passed, 2 skipped" in said


def test_gate_without_chromium_where_required_fails(sample: Path) -> None:
    code, said = run(sample, required="1", chromium=False)
    assert code == 1
    assert "RANTAU_REQUIRE_BROWSER=1 forbids it" in said
    assert "1 passed, 2 errors" in said


def test_gate_with_chromium_where_required_still_fails_other_skips(sample: Path) -> None:
    code, said = run(sample, required="1", chromium=True)
    assert code == 1
    assert "1 failed, 2 passed" in said
