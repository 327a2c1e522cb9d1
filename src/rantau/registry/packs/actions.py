"""Bringing a version of the rulebook in, and into force: two persons, and never a text that the loader refuses."""

from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import Field, field_validator

from rantau.kernel.actions import Answer, Command, Reach, Tx, action, run
from rantau.kernel.actors import Actor, Kind, Role
from rantau.kernel.refusals import refuse
from rantau.registry.packs.models import PackVersion
from rantau.registry.packs.selectors import find_version, rulebook_with
from rantau.rulebook.dump import dump_pack
from rantau.rulebook.errors import PackError
from rantau.rulebook.loader import INDONESIA, MAX_FILE, load_texts
from rantau.rulebook.pack import Pack

# Shipped texts are nobody's own words: they come in under two named holders, so that the rule of two persons holds.
SHIPPED_BY = UUID("00000000-0000-7000-8000-0000000000a1")
SHIPPED_CHECKED_BY = UUID("00000000-0000-7000-8000-0000000000a2")
MOST_FILES = 100  # one per scheme beside the shared ones
LAW = ("UU12-2011-87",)


class ImportPack(Command):
    """A version of the rulebook as TOML: file name → text."""

    files: dict[str, str] = Field(min_length=1, max_length=MOST_FILES)

    model_config = {**Command.model_config, "str_max_length": MAX_FILE}

    @field_validator("files", mode="after")
    @classmethod
    def short_names(cls, files: dict[str, str]) -> dict[str, str]:
        """Refuse names that are no file names."""
        if any(len(name) > 80 for name in files):
            raise ValueError("file name")
        return files


@action(
    roles={Role.LEGAL_OFFICER},
    reach=Reach.ANY,
    machines={Kind.IMPORT},
    law=LAW,
    title=("Muat versi aturan", "Import a rulebook version"),
)
def import_pack(tx: Tx, command: ImportPack) -> Answer:
    """Keep a version that the loader accepts and that goes together with those in force; it binds nobody yet.

    The same text again is the same version. Refuses pack_refused (file, row, reason) and pack_version_exists.
    """
    pack = _read(command.files)
    known = PackVersion.objects.filter(version=pack.version).first()
    if known is not None and known.digest != pack.hash:
        refuse("pack_version_exists", version=pack.version)
    row = known or PackVersion(
        version=pack.version,
        effective_from=pack.head.effective_from,
        files=dump_pack(pack),
        digest=pack.hash,
        author=tx.actor.account_id,
        author_holder=tx.actor.holder_id,
        made_at=tx.now,
    )
    if known is None:
        _try_together(row)
        row.save(force_insert=True)
    tx.subject(row.pk)
    return {"version": row.version, "digest": row.digest, "effective_from": row.effective_from.isoformat()}


def _read(files: dict[str, str]) -> Pack:
    try:
        return load_texts(files)
    except PackError as error:
        refuse("pack_refused", file=error.file, row=error.row, reason=error.reason)


def _try_together(row: PackVersion) -> None:
    try:
        rulebook_with(row)
    except PackError as error:
        refuse("pack_refused", file=error.file, row=error.row, reason=error.reason)


class ApprovePack(Command):
    """A second person puts a version into force from its effective date."""

    version: str = Field(min_length=1, max_length=40)


@action(
    roles={Role.LEGAL_OFFICER},
    reach=Reach.ANY,
    machines={Kind.IMPORT},
    law=LAW,
    title=("Setujui versi aturan", "Approve a rulebook version"),
)
def approve_pack(tx: Tx, command: ApprovePack) -> Answer:
    """Approve a version somebody else imported. Every open dossier is due for assessment from then on.

    Refuses pack_unknown, pack_already_approved, pack_own_approval and pack_looks_back.
    """
    row = PackVersion.objects.select_for_update().get(pk=find_version(command.version).pk)
    if row.approved_at is not None:
        refuse("pack_already_approved")
    if is_own(row, tx.actor):
        refuse("pack_own_approval")
    if row.effective_from < tx.today and tx.actor.kind is not Kind.IMPORT:
        refuse("pack_looks_back", day=row.effective_from.isoformat())
    row.approver, row.approver_holder, row.approved_at = tx.actor.account_id, tx.actor.holder_id, tx.now
    row.save(update_fields=["approver", "approver_holder", "approved_at"])
    tx.subject(row.pk)
    return {"version": row.version, "effective_from": row.effective_from.isoformat()}


def is_own(row: PackVersion, actor: Actor) -> bool:
    """Return whether the actor is the natural person who imported the version, under whichever account."""
    return row.author_holder == actor.holder_id


def seed_shipped_packs(folder: Path = INDONESIA) -> list[str]:
    """Import and approve the versions shipped with Rantau that are not there yet; returns their names. Repeatable."""
    made = []
    for pack_folder in sorted(folder.glob("pack-*")):
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted(pack_folder.glob("*.toml"))}
        answer = run(ImportPack(files=files), _shipper(SHIPPED_BY))
        version: Any = answer["version"]
        if not PackVersion.objects.filter(version=version, approved_at__isnull=False).exists():
            run(ApprovePack(version=version), _shipper(SHIPPED_CHECKED_BY))
            made.append(str(version))
    return made


def _shipper(holder: UUID) -> Actor:
    return Actor(Kind.IMPORT, holder_id=holder)
