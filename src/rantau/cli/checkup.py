"""What ``rantau doctor`` looks at: server, roles, tables, journal, secrets."""

from collections.abc import Iterator

import psycopg

from rantau.config import paths
from rantau.config import server as pg
from rantau.config.server import DatabaseRole

OLDEST = 150_000
Finding = tuple[bool, str]


def findings() -> Iterator[Finding]:
    """Yield (fine, sentence) for each thing looked at."""
    server = pg.get_server()
    with psycopg.connect(server.admin_dsn) as connection:
        version = connection.info.server_version
        yield version >= OLDEST, f"PostgreSQL {version // 10_000} (15 or newer is needed)"
    yield not server.embedded, "A server of your own (the embedded one is for trying out; see docs/adr/0001)"
    yield paths.SECRETS.stat().st_mode & 0o077 == 0, "The secrets are readable by one system user only"
    for role in DatabaseRole:
        yield _signs_in(pg.role_dsn(server, role)), f"The role {role} signs in"
    yield from _tables(pg.role_dsn(server, DatabaseRole.BACKUP))


def _signs_in(dsn: str) -> bool:
    try:
        with psycopg.connect(dsn):
            return True
    except psycopg.OperationalError:
        return False


def _tables(dsn: str) -> Iterator[Finding]:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity"
        ).fetchone()
        yield row == (0,), "Row security is forced wherever it is on"
        late = connection.execute(
            "SELECT count(*) FROM journal_entry e WHERE e.at < now() - interval '5 minutes'"
            " AND NOT EXISTS (SELECT FROM journal_leaf l WHERE l.entry_id = e.id)"
        ).fetchone()
        yield late == (0,), "No journal entry has waited longer than five minutes for its seal"
