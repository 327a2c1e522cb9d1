"""Rulebook versions in force: immutable text with hash, author, second person and effective date."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids


class PackVersion(models.Model):
    """One version of the rulebook as it was imported. What it says never changes; only its approval is added once."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    version = models.CharField(max_length=40, unique=True)
    effective_from = models.DateField()
    files = models.JSONField()
    digest = models.CharField(max_length=64)
    author = models.UUIDField(null=True)
    author_holder = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    approver = models.UUIDField(null=True)
    approver_holder = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "pack_version"
        ordering = ["effective_from", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=models.Q(approved_at__isnull=False),
                name="pack_version_one_per_day",
                violation_error_message=_("Pada satu tanggal hanya satu versi aturan yang mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=models.Q(approver_holder__isnull=True) | ~models.Q(approver_holder=models.F("author_holder")),
                name="pack_version_second_person",
                violation_error_message=_("Yang menyetujui aturan harus orang lain dari yang menulisnya."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="text_is_fixed",
                operation=pgtrigger.UpdateOf("version", "effective_from", "files", "digest", "author_holder"),
            ),
        ]
