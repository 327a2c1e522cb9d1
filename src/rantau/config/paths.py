"""Where the installation keeps what it writes: everything under one folder, ``RANTAU_VAR`` (default ``var/``)."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("RANTAU_VAR", ROOT / "var"))
SECRETS = VAR / "secrets"
POSTGRES = VAR / "postgres"
FILES = VAR / "files"
CARD_KEYS = VAR / "card-keys"
OUTGOING = VAR / "outgoing"
STATIC = VAR / "static"
