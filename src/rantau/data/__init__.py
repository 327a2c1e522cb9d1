"""Reference data that nobody on the project invented, beside its licence and provenance (README.md in each folder).

Floor 0: plain files and the two functions that open them. Codes are text: leading zeros and dots carry meaning.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from importlib.resources import files


def read_text(name: str) -> str:
    """The text of a data file such as ``regions/provinces.csv.gz``; a name ending in ``.gz`` is unpacked.

    Raises FileNotFoundError when the package holds no such file.
    """
    raw = files(__package__).joinpath(name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a data file, each as column → text; an empty cell is an empty text."""
    yield from csv.DictReader(io.StringIO(read_text(name), newline=""))
