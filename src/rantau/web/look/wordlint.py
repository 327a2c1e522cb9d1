"""Words that never appear on screen: nobody is called illegal, nothing shouts, and a button says what it does.

A *process* can be non-procedural, a person cannot (docs: words). The lint reads templates, catalogues, texts in Python
and the rulebook's tables.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2]
# a person is never illegal, an object or a hero of foreign exchange
PERSONS = (
    r"(?:TKI|PMI|CPMI|TKW|pekerja(?:\s+migran)?|buruh(?:\s+migran)?|calon|orang|migran|imigran"
    r"|(?:migrant\s+)?workers?|migrants?|immigrants?|persons?|people|candidates?|aliens?)"
)
INSULTS = re.compile(
    rf"\b{PERSONS}\s+(?:\w+\s+)?(?:ilegal|illegal|gelap|haram|non-?prosedural|non-?procedural)\b"
    rf"|\b(?:illegal|undocumented|irregular|non-?procedural)\s+{PERSONS}\b"
    r"|\bpahlawan\s+devisa\b|\bforeign\s+exchange\s+hero(?:es)?\b",
    re.IGNORECASE,
)
EMPTY_BUTTONS = re.compile(r"^(?:ok|oke|okay|submit|klik\s+di\s?sini|click\s+here)\.?$", re.IGNORECASE)
SHOUT = re.compile(r"!(?!=)")


def findings(source: Path = SOURCE, messages: list[tuple[str, str]] | None = None) -> list[str]:
    """List every breach as ``file or app: words``.

    Args:
        source: folder of the package.
        messages: (place, text) pairs shown on screen, which may also neither shout nor be an empty button.
    """
    insults = [f"{place}: {hit.group(0)}" for place, text in texts(source) if (hit := INSULTS.search(text))]
    return insults + [
        f"{place}: {text}" for place, text in messages or [] if SHOUT.search(text) or EMPTY_BUTTONS.match(text.strip())
    ]


def texts(source: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of all that may be shown: templates, translations, Python strings, rulebook tables."""
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source).as_posix()
        if path.suffix in (".html", ".txt", ".toml", ".typ"):
            yield place, path.read_text(encoding="utf-8")
        elif path.suffix == ".po":
            yield from ((place, text) for text in _translations(path))
        elif path.suffix == ".py" and path != Path(__file__):
            yield from ((place, text) for text in _strings(path))


def _translations(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for message in read_po(file):
            yield from [message.string] if isinstance(message.string, str) else message.string or ()


def _strings(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value
