"""Make `.venv` fit `requirements/<set>.txt`: create it, install the pins, link the project. Quick when it fits already.

Runs on the machine's own Python before anything is installed, so it uses the standard library only.
`core` is contained in `dev`: an environment that has `dev` is never taken back to `core`.

The project itself is linked (a `.pth` file and two small scripts) instead of installed: an installation would need
a build tool from the network, unpinned, for a package that is pure Python.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
UV = "uv==0.13.9"
SETS = ("core", "dev")
# The second line is a command for the shell and a string for Python: it stands in for `#!python`, which fails on a path
# that is long or has a space.
SCRIPT = """#!/bin/sh
"exec" "{python}" "$0" "$@"
import sys

from {module} import {function}

sys.exit({function}())
"""


def digest(name: str) -> str:
    """Return the fingerprint of one set of pins on this Python, with everything that decides how it is installed."""
    parts = (UV, sys.version, str(ROOT), (ROOT / "requirements" / f"{name}.txt").read_text())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stamp(name: str) -> Path:
    """Return the file that says for which fingerprint this set was last installed."""
    return VENV / f".installed-{name}"


def fits(name: str) -> bool:
    """Tell whether this set, or a larger one that contains it, is installed with the pins of today."""
    wider = SETS[SETS.index(name) :]
    return any(stamp(each).exists() and stamp(each).read_text() == digest(each) for each in wider)


def install(name: str) -> None:
    """Create the environment if needed and bring it to exactly this set of pins."""
    if not (VENV / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    python = str(VENV / "bin" / "python")
    for each in SETS:
        stamp(each).unlink(missing_ok=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", UV], check=True)
    pins = str(ROOT / "requirements" / f"{name}.txt")
    command = [str(VENV / "bin" / "uv"), "pip", "sync", "--quiet", "--require-hashes", "--python", python, pins]
    subprocess.run(command, check=True, env={**os.environ, "VIRTUAL_ENV": str(VENV)})
    stamp(name).write_text(digest(name))


def link() -> None:
    """Put `src` on the environment's path and write the commands named in `[project.scripts]`."""
    import tomllib  # not in the older Python that main() refuses

    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    write(packages / "rantau.pth", f"{ROOT / 'src'}\n", 0o644)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"].get("scripts", {})
    for name, target in scripts.items():
        module, function = target.split(":")
        text = SCRIPT.format(python=VENV / "bin" / "python", module=module, function=function)
        write(VENV / "bin" / name, text, 0o755)


def write(path: Path, text: str, mode: int) -> None:
    """Write a file only when it differs, so that a repeated run touches nothing."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        path.chmod(mode)


def main() -> int:
    """Bring the environment to the set named on the command line."""
    parser = argparse.ArgumentParser(description="Bring .venv to a set of pins")
    parser.add_argument("set", choices=SETS)
    name = parser.parse_args().set
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs on whatever the machine has
        print("Rantau needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
        return 1
    if not fits(name):
        print(f"Installing requirements/{name}.txt into .venv …", flush=True)
        install(name)
    link()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
