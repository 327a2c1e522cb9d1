"""Templates carry no code of their own: the content policy forbids inline styles, scripts and handlers."""

import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2]
RULES = {
    "inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\s(?:on[a-z]{3,}|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script address": re.compile(r"javascript:|[\"']js:", re.IGNORECASE),
    "unescaped attributes": re.compile(r"\{\{\s*attrs\s*\}\}"),
    "other origin": re.compile(
        r"<(?:script|link|img|iframe|use)\b[^>]*?(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE
    ),
    "unescaped text": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}
MAX_LINES = 80


def findings(source: Path = SOURCE) -> list[str]:
    """List every breach as ``file: rule``; templates are kept under 80 lines as well."""
    return [
        f"{path.relative_to(source).as_posix()}: {rule}"
        for path in templates(source)
        for rule in broken(path.read_text(encoding="utf-8"))
    ]


def templates(source: Path = SOURCE) -> Iterator[Path]:
    """Yield every template of the project."""
    yield from sorted(source.rglob("templates/**/*.html"))


def broken(text: str) -> list[str]:
    """Return the names of the rules that a template's text breaks."""
    names = [name for name, pattern in RULES.items() if pattern.search(text)]
    return names + (["too long"] if text.count("\n") > MAX_LINES else [])
