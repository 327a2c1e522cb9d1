"""Commands that set up, run and look after an installation."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import click

from rantau.cli.environment import become, child_environment, web_user
from rantau.config import paths
from rantau.config import server as pg
from rantau.config.server import DatabaseRole, Server

STOP_AFTER = 10


@click.command()
def setup() -> None:
    """Prepare server, roles, tables, reference data, rulebook and static files. Safe to repeat."""
    server = pg.get_server()
    pg.ensure_roles(server)
    made = pg.ensure_database(server)
    click.echo(f"Database {'made' if made else 'found'} ({'embedded' if server.embedded else 'your'} server).")
    become(DatabaseRole.OWNER)
    from rantau.cli.preparation import prepare

    for line in prepare():
        click.echo(line)


def _start(server: Server, role: DatabaseRole, command: Sequence[str]) -> subprocess.Popen[bytes]:
    user = _lesser_user() if role is DatabaseRole.APP else None
    return subprocess.Popen(command, env=child_environment(server, role), user=user)


def _lesser_user() -> str | None:
    """Return the system user for the web process when we are root and that user can read program and interpreter."""
    needed = (paths.ROOT, paths.VAR, Path(sys.executable).resolve().parent, Path(sys.base_prefix))
    return web_user() if all(_reachable_for_others(folder) for folder in needed) else None


def _reachable_for_others(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o005 == 0o005 for part in (folder, *folder.parents))


def _let_web_write(*folders: Path) -> None:
    """Give the folders for files and outgoing messages to the system user of the web process."""
    user = _lesser_user()
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if user:
            shutil.chown(folder, user)


def _web_command(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws",
        "--log-level", "warning", "rantau.config.wsgi:application",
    ]  # fmt: skip


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--no-jobrunner", is_flag=True, help="Run the web process only.")
def serve(host: str, port: int, workers: int, no_jobrunner: bool) -> None:
    """Run the web process and the jobrunner until interrupted."""
    server = pg.get_server()
    _let_web_write(paths.FILES, paths.OUTGOING, paths.CARD_KEYS)
    children = [_start(server, DatabaseRole.APP, _web_command(host, port, workers))]
    if not no_jobrunner:
        children.append(_start(server, DatabaseRole.APP, [sys.executable, "-m", "rantau.cli", "jobrunner"]))
        children.append(_start(server, DatabaseRole.SEALER, [sys.executable, "-m", "rantau.cli", "sealer"]))
    click.echo(f"Rantau: http://{host}:{port}  (Ctrl+C to stop)")
    _wait(children)
    if server.embedded:
        pg.stop_embedded()


def _wait(children: list[subprocess.Popen[bytes]]) -> None:
    """Wait for the web process; stop all children when it ends or when we are asked to stop."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        for child in children:
            child.terminate()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    children[0].wait()
    for child in children[1:]:
        child.terminate()
    for child in children:
        try:
            child.wait(STOP_AFTER)
        except subprocess.TimeoutExpired:
            child.kill()


@click.command()
def jobrunner() -> None:
    """Run what time sets off and deliver the outbox, as the application's role."""
    become(DatabaseRole.APP)
    from django.core.management import call_command

    from rantau.cli.outgoing import connect

    connect()
    call_command("procrastinate", "worker", "--concurrency", "2")


@click.command()
def doctor() -> None:
    """Look whether everything an installation needs is there, and say in words what is not."""
    from rantau.cli.checkup import findings

    bad = 0
    for fine, sentence in findings():
        bad += not fine
        click.echo(f"{'ok ' if fine else 'BAD'} {sentence}")
    sys.exit(1 if bad else 0)


@click.command()
def stop() -> None:
    """Stop the embedded server."""
    pg.stop_embedded()


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--as-role", default="owner", type=click.Choice([role.name.lower() for role in DatabaseRole]))
def manage(arguments: tuple[str, ...], as_role: str) -> None:
    """Run one of Django's own commands, for developers and operators."""
    become(DatabaseRole[as_role.upper()])
    from django.core.management import execute_from_command_line

    execute_from_command_line(["rantau manage", *arguments])
