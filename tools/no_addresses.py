"""Refuse tracked files that name a package registry, a mirror, or a path of somebody's machine.

Such an address works for one person today and for nobody in a year; the pins carry hashes instead of hosts
(docs/adr/0003).
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Character classes such as [.] keep this list from matching itself.
FORBIDDEN = {
    "package registry": re.compile(
        r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|npmmirror[.]|unpkg[.]com|jsdelivr[.]net|proxy[.]golang[.]|"
        r"deb[.]debian[.]org|crates[.]io"
    ),
    "registry option": re.compile(r"--(?:extra-)?index-[u]rl|--find-[l]inks|--trusted-[h]ost|^registry[ ]*=", re.M),
    "path of a machine": re.compile(r"(?<![\w.~-])/(?:[w]ork|[r]oot|[h]ome|[U]sers)/\w|file:/[/]/"),
}


def tracked() -> list[Path]:
    """Return the files git knows, and the new ones it does not ignore."""
    # The checkout of a pipeline may belong to another system user.
    git = ["git", "-c", "safe.directory=*", "-C", str(ROOT)]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return [path for path in (ROOT / name for name in names if name) if path.is_file()]


def breaches(path: Path) -> Iterator[str]:
    """Yield one line per forbidden address in this file. Files that are not text are passed over."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for kind, pattern in FORBIDDEN.items():
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {kind}: {match.group().strip()}"


def all_breaches(paths: Iterable[Path]) -> list[str]:
    """Return every forbidden address in these files."""
    return [line for path in paths for line in breaches(path)]


def main() -> int:
    """Print what was found; 1 if anything was."""
    found = all_breaches(tracked())
    print("\n".join(found) or "addresses: none")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
