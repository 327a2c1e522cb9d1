"""The environment is remade when the pins change and left alone otherwise; the project's commands are in it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone, in a folder with a space in its name, with an environment that has a Python and nothing else."""
    root = tmp_path / "a clone"
    (root / "requirements").mkdir(parents=True)
    (root / "src").mkdir()
    (root / "requirements/core.txt").write_text("django==5.2.19\n")
    (root / "requirements/dev.txt").write_text("django==5.2.19\npytest==9.2.0\n")
    (root / "pyproject.toml").write_text('[project]\nname = "x"\n[project.scripts]\nhello = "hello:main"\n')
    (root / "src/hello.py").write_text("import sys\n\ndef main():\n    print('hello', *sys.argv[1:])\n    return 3\n")
    (root / ".venv/bin").mkdir(parents=True)
    (root / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
    (root / ".venv/bin/python").symlink_to(sys.executable)
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "VENV", root / ".venv")
    return root


def installed(name: str) -> None:
    """Say that a set is installed as pinned today."""
    environment.stamp(name).write_text(environment.digest(name))


def test_fits_fresh_clone_is_false(clone: Path) -> None:
    assert not environment.fits("core")


def test_fits_installed_set_is_true_until_the_pins_change(clone: Path) -> None:
    installed("core")
    assert environment.fits("core")
    (clone / "requirements/core.txt").write_text("django==5.2.20\n")
    assert not environment.fits("core")


def test_fits_larger_set_serves_the_smaller_and_not_the_other_way(clone: Path) -> None:
    installed("dev")
    assert environment.fits("core")
    environment.stamp("dev").unlink()
    installed("core")
    assert not environment.fits("dev")


def test_link_writes_commands_that_run_the_project(clone: Path) -> None:
    environment.link()
    environment.link()
    script = clone / ".venv/bin/hello"
    answer = subprocess.run(
        [script, "Siti", "a b"], check=False, capture_output=True, text=True, env={"PYTHONPATH": str(clone / "src")}
    )
    assert (answer.returncode, answer.stdout) == (3, "hello Siti a b\n")
    pth = clone / ".venv/lib/python3.11/site-packages/rantau.pth"
    assert pth.read_text() == f"{clone / 'src'}\n"


def test_write_same_text_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "script"
    environment.write(path, "x", 0o755)
    before = path.stat().st_mtime_ns
    environment.write(path, "x", 0o755)
    assert path.stat().st_mtime_ns == before
    assert path.stat().st_mode & 0o777 == 0o755
