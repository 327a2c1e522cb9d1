"""What the rulebook says when it is given something it cannot use."""

from __future__ import annotations


class PackError(ValueError):
    """A pack that must not come into force: which file, which row, and why."""

    def __init__(self, file: str, row: str, reason: str) -> None:
        super().__init__(f"{file}, {row}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


class InputError(ValueError):
    """A dossier file that cannot be judged: which file, which field, and why."""

    def __init__(self, file: str, field: str, reason: str) -> None:
        super().__init__(f"{file}, {field}: {reason}")
        self.file = file
        self.field = field
        self.reason = reason
