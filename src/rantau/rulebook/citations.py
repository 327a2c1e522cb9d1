"""How every law row is cited, by its id: also rows that no pack names, on which acts and refusals of the code rest."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

CITATIONS = Path(__file__).parent / "indonesia" / "citations.toml"


@cache
def citations() -> Mapping[str, str]:
    """Return citation by law id, as generated from the tables of docs/law."""
    held: dict[str, str] = tomllib.loads(CITATIONS.read_text(encoding="utf-8"))["citations"]
    return held


def cited(rule: str) -> str:
    """Return how a law row is cited, ``UU 18/2017 Ps 5``; what is no id of a row (a citation already) as it is."""
    return citations().get(rule, rule)
