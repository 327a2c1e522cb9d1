"""Reads of the rulebook: the versions in force as one rulebook, one version as TOML, what is waiting for approval."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.db.models import QuerySet

from rantau.kernel.actors import once_in_scope
from rantau.kernel.refusals import refuse
from rantau.registry.packs import refusals as refusals
from rantau.registry.packs.models import PackVersion
from rantau.rulebook.compare import RowChange, diff
from rantau.rulebook.dump import dump_pack
from rantau.rulebook.loader import Rulebook, load_texts
from rantau.rulebook.pack import Pack

RULEBOOKS_KEPT = 4  # the one in force, and the ones a dry run or a test compares it with


def approved() -> QuerySet[PackVersion]:
    """Return the approved versions in order of their effective date."""
    return PackVersion.objects.filter(approved_at__isnull=False).order_by("effective_from", "version")


@dataclass(frozen=True, slots=True)
class InForce:
    """The rulebook in force and ``mark``, sixteen letters that differ as soon as another version is approved."""

    rulebook: Rulebook
    mark: str


@once_in_scope
def in_force() -> InForce:
    """Return all approved versions as one rulebook: one small query a scope, compiled once per process and versions.

    Raises:
        Refused: ``no_rulebook`` when nothing has been approved yet.
    """
    versions = tuple(approved().values_list("digest", flat=True))
    if not versions:
        refuse("no_rulebook")
    return _compiled(versions)


def rulebook() -> Rulebook:
    """Return the rulebook in force. Raises as ``in_force``."""
    return in_force().rulebook


@lru_cache(maxsize=RULEBOOKS_KEPT)
def _compiled(digests: tuple[str, ...]) -> InForce:
    rows = PackVersion.objects.filter(digest__in=digests, approved_at__isnull=False)
    return InForce(Rulebook([pack_of(row) for row in rows]), sha256("".join(digests).encode()).hexdigest()[:16])


def pack_of(row: PackVersion) -> Pack:
    """Return a stored version as a pack.

    Raises:
        PackError: the stored text no longer passes the loader (it did when it was imported).
    """
    return load_texts(row.files)


def rulebook_with(row: PackVersion) -> Rulebook:
    """Return the rulebook as it would be once this version is approved; it replaces one with the same first day."""
    others = approved().exclude(pk=row.pk).exclude(effective_from=row.effective_from)
    return Rulebook([*(pack_of(other) for other in others), pack_of(row)])


def find_version(version: str) -> PackVersion:
    """Return a version by its name.

    Raises:
        Refused: ``pack_unknown``.
    """
    return PackVersion.objects.filter(version=version).first() or refuse("pack_unknown", version=version)


def export(version: str) -> dict[str, str]:
    """Return a version as canonical TOML, file name → text; importing it gives an equal pack."""
    return dump_pack(pack_of(find_version(version)))


def waiting_for_approval() -> QuerySet[PackVersion]:
    """Return imported versions that nobody has approved yet, newest first."""
    return PackVersion.objects.filter(approved_at__isnull=True).order_by("-made_at", "version")


def changes_of(row: PackVersion) -> list[RowChange]:
    """Return what a version changes against the one in force before its first day; empty when there is none."""
    before = approved().filter(effective_from__lte=row.effective_from).exclude(pk=row.pk).last()
    return diff(pack_of(before), pack_of(row)) if before else []
