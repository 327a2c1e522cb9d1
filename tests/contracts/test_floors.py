"""No import goes against the floors of the house, and an import planted upward is found."""

import shutil
from pathlib import Path

import pytest

from tools.layers import layering_breaches

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tree, to be broken."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.html", "*.po"))
    return tmp_path


def plant(copy: Path, file: str, statement: str) -> None:
    """Add an import to a file of the copy."""
    path = copy / "src" / file
    path.write_text(f"{statement}\n" + (path.read_text() if path.exists() else ""))


def test_lint_imports_of_this_tree_finds_no_breach() -> None:
    assert layering_breaches(ROOT) == []


FLOORS = "A room imports only from lower floors"


@pytest.mark.control
@pytest.mark.parametrize(
    ("file", "statement", "broken"),
    [
        ("rantau/kernel/planted.py", "import rantau.placement.dossiers", FLOORS),
        ("rantau/placement/demand/planted.py", "import rantau.web", FLOORS),
        ("rantau/registry/places/planted.py", "import rantau.registry.people", "The rooms of the registry"),
        ("rantau/placement/dossiers/planted.py", "import rantau.placement.agreements", "The rooms of the placement"),
        ("rantau/rulebook/planted.py", "import django", "The rulebook knows neither Django"),
        ("rantau/registry/people/planted.py", "import rantau.config.server", "never the way to the server"),
        ("rantau_verify/planted.py", "import rantau.kernel", "The verifier trusts nothing"),
        ("rantau_verify/planted.py", "import django", "The verifier trusts nothing"),
        ("rantau/web/desk/planted.py", "import rantau.web.gate", "A space of the web"),
        ("rantau/attic/__init__.py", "", "attic"),
    ],
)
def test_lint_imports_with_planted_import_finds_the_breach(copy: Path, file: str, statement: str, broken: str) -> None:
    (copy / "src" / file).parent.mkdir(exist_ok=True)
    plant(copy, file, statement)
    assert broken in "\n".join(layering_breaches(copy))
