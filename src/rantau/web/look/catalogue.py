"""Translation catalogues without gettext's programs: Django's templatize and Babel do the reading and writing.

Indonesian is the source language: message ids are Indonesian, every app keeps its English in
``locale/en/LC_MESSAGES/django.po``. The compiled ``.mo`` files are made where they are needed and never committed.
"""

import io
import os
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2]
LANGUAGE = "en"
# the modules beside the spaces (rantau/web/*.py) are no app; their texts travel with the look
CARRIER = Path("web", "look")
PO = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# a fixed date keeps a catalogue equal when its messages are
CREATED = datetime(2026, 11, 22, tzinfo=UTC)


def app_dirs() -> list[Path]:
    """Return the folders of the project's own apps, in the order of their paths."""
    return sorted(path for config in apps.get_app_configs() if SOURCE in (path := Path(config.path)).parents)


def extract(app_dir: Path) -> Catalog:
    """Collect the messages of one app: from its templates and its Python files."""
    found = Catalog(locale=LANGUAGE)
    for path in _sources(app_dir):
        place = path.relative_to(SOURCE).as_posix()
        for _line, message, comments, context in _messages(path):
            found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def _sources(app_dir: Path) -> Iterator[Path]:
    inner = [other for other in app_dirs() if app_dir in other.parents]
    shared = app_dir.parent.glob("*.py") if app_dir == SOURCE / CARRIER else ()
    pages = [*app_dir.glob("templates/**/*.html"), *app_dir.glob("templates/**/*.txt")]
    for path in sorted([*app_dir.rglob("*.py"), *shared, *pages]):
        if "migrations" not in path.parts and not any(other in path.parents for other in inner):
            yield path


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = templatize(text, origin=str(path))
    yield from babel_extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)


def stored(app_dir: Path) -> Catalog:
    """Return the app's English catalogue as it stands on disk, or an empty one."""
    path = app_dir / PO
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update_catalogues(only: Collection[str] = ()) -> list[Path]:
    """Write each app's catalogue anew: new messages added, translations kept, what is gone dropped.

    Args:
        only: folder names of apps (``look``, ``desk``); all apps when empty.
    """
    written = []
    for app_dir in app_dirs():
        fresh = extract(app_dir) if not only or app_dir.name in only else Catalog()
        if len(fresh):
            written.append(_write(app_dir, fresh))
    return written


def _write(app_dir: Path, fresh: Catalog) -> Path:
    old = stored(app_dir)
    for message in fresh:
        known = old.get(message.id, message.context) if message.id else None
        if known:
            message.string = known.string
    fresh.header_comment = "# English texts; the message ids are the Indonesian source texts."
    fresh.project, fresh.creation_date, fresh.revision_date = "rantau", CREATED, CREATED
    fresh.version, fresh.last_translator, fresh.language_team, fresh.msgid_bugs_address = "1", "-", "en", "-"
    fresh.fuzzy = False
    path = app_dir / PO
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return path


def compile_catalogues() -> list[Path]:
    """Write the ``.mo`` of every catalogue that is newer than it, and return those written."""
    written = []
    for app_dir in app_dirs():
        source, target = app_dir / PO, (app_dir / PO).with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            _compile(app_dir, target)
            written.append(target)
    return written


def _compile(app_dir: Path, target: Path) -> None:
    # written beside and renamed, so that a server starting now never reads half a file
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")  # two may start at once
    with unfinished.open("wb") as file:
        write_mo(file, stored(app_dir))
    unfinished.replace(target)


def missing() -> list[str]:
    """List what has no English yet, as ``app: message``; empty when every message of every app is translated."""
    return [
        f"{app_dir.relative_to(SOURCE).as_posix()}: {_first(message.id)}"
        for app_dir in app_dirs()
        for known in [stored(app_dir)]
        for message in extract(app_dir)
        if message.id and not _translated(known, message.id, message.context)
    ]


def _translated(known: Catalog, message: str | list[str] | tuple[str, ...], context: str | None) -> bool:
    found = known.get(message, context)
    if found is None:
        return False
    strings = found.string if isinstance(found.string, (list, tuple)) else [found.string]
    plural = isinstance(message, (list, tuple))
    return all(strings) and plural == isinstance(found.id, (list, tuple))


def _first(message: str | list[str] | tuple[str, ...]) -> str:
    return message if isinstance(message, str) else message[0]


def message_ids() -> list[tuple[str, str]]:
    """Return every Indonesian text as (app, text), plurals one by one: what the word lint reads."""
    return [
        (app_dir.relative_to(SOURCE).as_posix(), text)
        for app_dir in app_dirs()
        for message in extract(app_dir)
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if text
    ]
