"""Query counts of pages, kept beside the tests. ``RANTAU_WRITE_BASELINES=1`` writes them anew, to be read as a diff."""

import json
import os
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BASELINE = Path(__file__).with_name("query_counts.json")


def queries(client: Client, url: str) -> int:
    """How many queries a page asks, once its process is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def matches_baseline(name: str, count: int) -> bool:
    """Whether a page asks no more than recorded; records the count instead when told to."""
    kept = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
    if os.environ.get("RANTAU_WRITE_BASELINES") == "1":
        kept[name] = count
        BASELINE.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n")
    return name in kept and count <= kept[name]
