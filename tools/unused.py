"""Find templates nobody renders and URL names nobody links to. Both are dead pages that tests never see.

A template counts as used when its name stands in a string of the code or in another template, or, for a component
(`templates/cotton/`), when its tag does. A URL name counts as used when it stands in quotes outside the line that
declares it. Names made at run time are not seen: say the whole name in a comment beside them.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
URL_NAME = re.compile(r"""\bname=(["'])(?P<name>[\w-]+)\1""")
# Rendered by names that Django's forms and allauth build themselves.
BY_FRAMEWORK = ("look/forms/", "django/", "account/", "allauth/", "mfa/", "socialaccount/")
ROUTE = re.compile(r"\b(?:re_)?path\(")


def read(root: Path) -> dict[Path, str]:
    """Return the text of every Python file and template of the application."""
    files = [path for kind in ("*.py", "*.html", "*.txt") for path in (root / "src").rglob(kind)]
    return {path: path.read_text(encoding="utf-8") for path in sorted(files) if "migrations" not in path.parts}


def template_name(path: Path) -> str:
    """Return the name a template is rendered by: what follows `templates/`."""
    return path.as_posix().rpartition("/templates/")[2]


def wanted(name: str) -> list[str]:
    """Return the spellings by which other files use this template."""
    if not name.startswith("cotton/"):
        return [name]
    tag = name.removeprefix("cotton/").removesuffix("/index.html").removesuffix(".html").replace("/", ".")
    return [f"<c-{tag}", f"<c-{tag.replace('_', '-')}"]


def unused_templates(texts: dict[Path, str]) -> Iterator[str]:
    """Yield every template whose name stands in no other file. Error pages and a framework's own names are left out."""
    for path in texts:
        if path.suffix != ".html" or "templates" not in path.parts:
            continue
        name = template_name(path)
        if re.fullmatch(r"\d{3}\.html", name) or name.startswith(BY_FRAMEWORK):
            continue
        if not any(spelling in text for spelling in wanted(name) for other, text in texts.items() if other != path):
            yield f"template never rendered: {name}"


def unused_urls(texts: dict[Path, str]) -> Iterator[str]:
    """Yield every URL name that no view, template or command mentions."""
    names = {m["name"] for path, text in texts.items() if ROUTE.search(text) for m in URL_NAME.finditer(text)}
    for name in sorted(names):
        mention = re.compile(rf"""["'](?:[\w-]+:)?{re.escape(name)}["']""")
        declaration = re.compile(rf"""\bname=["']{re.escape(name)}["']""")
        if sum(len(mention.findall(declaration.sub("", text))) for text in texts.values()) == 0:
            yield f"URL never linked: {name}"


def main() -> int:
    """Print what is unused; 1 if anything is."""
    texts = read(ROOT)
    found = [*unused_templates(texts), *unused_urls(texts)]
    print("\n".join(found) or "unused pages: none")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
