"""A pack as canonical TOML text: the same pack always gives the same text, and its hash is taken from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatch

from rantau.rulebook.pack import SCHEME_FILE, TABLES, Names, Pack, SchemeRow
from rantau.rulebook.rows import row_values

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def dump_pack(pack: Pack) -> dict[str, str]:
    """File name -> canonical TOML text. ``load_texts`` of it gives an equal pack.

    What belongs to one scheme stands in that scheme's file, where the scheme goes without saying.
    """
    files: dict[str, list[str]] = {}
    for table, file, place, _, _ in TABLES:
        held = getattr(pack, place)
        for row in held if isinstance(held, tuple) else (held,):
            scheme = None if table in SHARED_CODES else owner(row)
            said = row_values(row)
            if scheme is not None:
                said = {key: value for key, value in said.items() if key not in ("scheme", "schemes")}
            lines = [f"{key} = {_value(value)}" for key, value in said.items()]
            header = f"[{table}]" if table in SINGLE else f"[[{table}]]"
            files.setdefault(scheme_file(scheme) if scheme else file, []).extend([header, *lines, ""])
    return {file: "\n".join(lines) for file, lines in files.items()}


SINGLE = frozenset({"pack", "premium", "class", "scheme"})
SHARED_CODES = frozenset({"pack", "law", "actor", "sentence", "requirement", "job", "tier", "premium", "class"})


def owner(row: object) -> str | None:
    """The one scheme a row belongs to; None for what several share."""
    if isinstance(row, SchemeRow):
        return row.code
    scheme: str | None = getattr(row, "scheme", None)
    schemes: Names = getattr(row, "schemes", ())
    return scheme or (schemes[0] if len(schemes) == 1 else None)


def scheme_file(scheme: str) -> str:
    """The file of a scheme, ``scheme-re-entry.toml``."""
    return SCHEME_FILE.replace("*", scheme.lower())


def is_scheme_file(file: str) -> bool:
    """Whether a file is a scheme's own."""
    return fnmatch(file, SCHEME_FILE)


def pack_hash(pack: Pack) -> str:
    """SHA-256 over the canonical text of every file, in name order."""
    texts = dump_pack(replace(pack, hash=""))
    digest = hashlib.sha256()
    for file in sorted(texts):
        digest.update(f"{file}\0{texts[file]}\0".encode())
    return digest.hexdigest()


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(held)}" for key, held in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    return quoted(str(value))


def _key(key: object) -> str:
    text = str(key)
    return text if text.replace("_", "").replace("-", "").isalnum() and text.isascii() else quoted(text)


def quoted(text: str) -> str:
    safe = "".join(ESCAPES.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08X}") for sign in text)
    return f'"{safe}"'
