"""What is installed is what was looked at: exact versions, hashes, and no host to trust."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
NAMES = ("core", "dev")
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)")


def normal(name: str) -> str:
    """Return a package name in its one normal spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(text: str) -> list[str]:
    """Split a pin file into its requirements, continuation lines joined, comments left out."""
    lines = (line for line in text.replace("\\\n", " ").splitlines() if line and not line.lstrip().startswith("#"))
    return [line.strip() for line in lines]


def unhashed(text: str) -> list[str]:
    """Return the requirements that are not an exact version with a hash."""
    return [entry for entry in entries(text) if not (PIN.match(entry) and "--hash=sha256:" in entry)]


def pins(name: str) -> dict[str, str]:
    """Return package → version of one set."""
    found = (PIN.match(entry) for entry in entries((REQUIREMENTS / f"{name}.txt").read_text()))
    return {normal(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize("name", NAMES)
def test_pins_every_requirement_has_version_and_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    assert entries(text)
    assert unhashed(text) == []


@pytest.mark.control
@pytest.mark.parametrize("bad", ["django\n", "django==5.2.19\n", "django>=5 \\\n    --hash=sha256:00\n"])
def test_pins_loose_requirement_is_found(bad: str) -> None:
    assert len(unhashed(bad)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_pins_every_wish_is_pinned(name: str) -> None:
    wishes = (line.split("#")[0].strip() for line in (REQUIREMENTS / f"{name}.in").read_text().splitlines())
    wanted = {normal(re.split(r"[\[=<>!~; ]", wish)[0]) for wish in wishes if wish and not wish.startswith("-r")}
    assert wanted - pins(name).keys() == set()


def test_pins_core_is_contained_in_dev() -> None:
    assert pins("core").items() - pins("dev").items() == set()
