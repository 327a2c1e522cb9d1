"""Run every check of `make check`, all of them even when one fails, and say at the end which ones did."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = sys.executable
SETTINGS = ("--settings", "rantau.config.settings")


def steps(root: Path = ROOT) -> Iterator[tuple[str, list[str]]]:
    """Yield each check: its name and the command that fails when something is wrong."""
    yield "format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."]
    yield "lint", [str(BIN / "ruff"), "check", "--output-format", "concise", "--quiet", "."]
    yield "templates", [str(BIN / "djlint"), "--lint", "--quiet", "src"]
    yield "migrations", [PYTHON, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run", *SETTINGS]
    yield "types", [PYTHON, "-m", "mypy", "--no-error-summary"]
    yield from catalogue_steps(root)
    yield "addresses", [PYTHON, "-m", "tools.no_addresses"]
    yield "unused pages", [PYTHON, "-m", "tools.unused"]
    yield "shell", ["sh", "-n", ".ci/run"]
    yield "figures", [PYTHON, "-m", "tools.figures"]


def catalogue_steps(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the check of the translations as soon as the project has its command for it."""
    if any((root / "src").rglob("management/commands/catalogues.py")):
        yield "translations", [PYTHON, "-m", "django", "catalogues", "check", *SETTINGS]


def run(name: str, command: list[str]) -> bool:
    """Run one check, print its time and, where it matters, what it said. Returns whether it passed."""
    begin = time.monotonic()
    answer = subprocess.run(command, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True)
    passed = answer.returncode == 0
    print(f"{'ok  ' if passed else 'FAIL'} {name:<14} {time.monotonic() - begin:5.1f} s", flush=True)
    if not passed or name == "figures":
        print("".join(f"     {line}\n" for line in (answer.stdout + answer.stderr).splitlines()), end="", flush=True)
    return passed


def environment() -> dict[str, str]:
    """Return the environment of a check: the project's own code first on the path."""
    return {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def main() -> int:
    """Run the checks named on the command line, or all; 1 if one failed."""
    wanted = set(sys.argv[1:])
    failed = [name for name, command in steps() if (not wanted or name in wanted) and not run(name, command)]
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
