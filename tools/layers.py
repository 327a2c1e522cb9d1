"""Ask import-linter whether any import goes against the floors of the house. The contracts stand in pyproject.toml."""

import os
import re
import subprocess
import sys
from pathlib import Path

CHAIN = re.compile(r"^\s*-?\s*(rantau\S*) -> (\S+) \(l\.(.+)\)")
UNLISTED = re.compile(r"^- (rantau\S*)$")
BROKEN = re.compile(r"^(.+) BROKEN\b")


def layering_breaches(root: Path) -> list[str]:
    """Return one line per forbidden import of the project at `root`; nothing when all contracts hold.

    A tree that cannot be judged at all (a package missing, a contract misspelt) counts as a breach.
    """
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "300", "NO_COLOR": "1"}
    answer = subprocess.run(command, check=False, cwd=root, env=environment, capture_output=True, text=True)
    if answer.returncode == 0:
        return []
    return _named(answer.stdout) or [f"import-linter: {answer.stdout}{answer.stderr}".strip()]


def _named(output: str) -> list[str]:
    """Pick the broken contracts and the imports that break them out of the report."""
    found = []
    for line in output.splitlines():
        if (broken := BROKEN.match(line)) is not None:
            found.append(broken.group(1).strip())
        elif (chain := CHAIN.match(line)) is not None:
            found.append(f"  {chain.group(1)} imports {chain.group(2)} (line {chain.group(3)})")
        elif (unlisted := UNLISTED.match(line)) is not None:
            found.append(f"  {unlisted.group(1)} has no place in the order of rooms")
    return found


def main() -> int:
    """Print the breaches; 1 if there are any."""
    found = layering_breaches(Path(__file__).resolve().parents[1])
    print("\n".join(found) or "floors: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
