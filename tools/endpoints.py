"""List the URLs whose view does not say who may open it: they would stand outside the matrix (docs/adr/0010)."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def undeclared_endpoints(root: Path = ROOT) -> tuple[int, list[str]]:
    """Return the number of URLs and those without a declaration, found by a process that loads the application.

    A URL table that cannot be loaded counts as one URL without a declaration.
    """
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{ROOT}"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "rantau.config.settings")
    command = [sys.executable, "-W", "ignore", "-m", "tools.endpoints"]
    answer = subprocess.run(command, check=False, cwd=root, env=environment, capture_output=True, text=True)
    if answer.returncode != 0:
        return 1, [answer.stderr.strip().splitlines()[-1]]
    total, *names = answer.stdout.splitlines()
    return int(total), names


def endpoints(patterns: Sequence[object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield every route of a URL table with its view."""
    from django.urls import URLPattern, URLResolver

    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from endpoints(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def main() -> int:
    """Print the number of URLs, then each one without a declaration."""
    import django
    from django.urls import get_resolver

    django.setup()
    from rantau.web.middleware import FRAMEWORK_VIEWS

    found = list(endpoints(get_resolver().url_patterns))
    print(len(found))
    for route, view in found:
        if not hasattr(view, "access") and not str(getattr(view, "__module__", "")).startswith(FRAMEWORK_VIEWS):
            print(f"/{route}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
