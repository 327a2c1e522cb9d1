"""``python -m rantau.rulebook FILE.json [YYYY-MM-DD]``: assess one dossier file and print the answer as JSON."""

from __future__ import annotations

import json
import sys
from datetime import date

from rantau.rulebook.dossier_file import assess_file
from rantau.rulebook.errors import InputError


def main(arguments: list[str]) -> int:
    """Exit code 0 with the answer, 2 with a refusal on standard error."""
    if not 1 <= len(arguments) <= 2:
        sys.stderr.write("usage: python -m rantau.rulebook FILE.json [YYYY-MM-DD]\n")
        return 2
    try:
        day = date.fromisoformat(arguments[1]) if len(arguments) == 2 else None
        answer = assess_file(arguments[0], on=day)
    except (InputError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
