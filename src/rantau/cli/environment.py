"""Prepares the environment of a process: which database role it is, and which secrets it therefore knows."""

import os
import pwd

from rantau.config import server as pg
from rantau.config.server import DatabaseRole, Server

WEB_USER = "nobody"


def variables(server: Server, role: DatabaseRole) -> dict[str, str]:
    """Return the variables of a process that acts as this database role, and nothing of the other roles."""
    found = {"RANTAU_DSN": pg.role_dsn(server, role), "DJANGO_SETTINGS_MODULE": "rantau.config.settings"}
    if role in (DatabaseRole.APP, DatabaseRole.OWNER):
        found["RANTAU_FIELD_KEY"] = pg.secret("field-key")
        found["RANTAU_INDEX_KEY"] = pg.secret("index-key")
        found["RANTAU_SESSION_KEY"] = pg.secret("session-key")
    return found


def become(role: DatabaseRole) -> Server:
    """Start or find the server and set Django up in this process as the given database role."""
    import django

    server = pg.get_server()
    os.environ.update(variables(server, role))
    django.setup()
    return server


def child_environment(server: Server, role: DatabaseRole) -> dict[str, str]:
    """Return a whole environment for a child process: ours without the administrator's address."""
    hidden = {"DATABASE_URL"}
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**inherited, **variables(server, role)}


def web_user() -> str | None:
    """Return the system user under which the web process should run when we are root, else None."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(WEB_USER).pw_name
    except KeyError:
        return None
