"""What is asked about a person and decided by a second one: disputes, corrections, recoveries; and tries to match."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.registry.people.models.person import IdentifierKind, Person


class IdentityDispute(models.Model):
    """Two records claim one number: a dispute to be heard, never an error page (CO-13)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    digest = models.BinaryField()
    holder = models.ForeignKey(Person, models.PROTECT, related_name="disputes_as_holder")
    claimant = models.ForeignKey(Person, models.PROTECT, related_name="disputes_as_claimant")
    opened_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_dispute"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(holder=models.F("claimant")),
                name="identity_dispute_of_two",
                violation_error_message=_("Sengketa nomor memerlukan dua orang."),
            ),
            models.UniqueConstraint(
                fields=["holder", "claimant", "kind"],
                condition=models.Q(closed_at__isnull=True),
                name="identity_dispute_once",
                violation_error_message=_("Sengketa ini sudah dibuka."),
            ),
        ]


class Correction(models.Model):
    """A requested change of verified identity data: field, old, new, proof; decided by a second person (CO-09, K3)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    old = models.BinaryField()
    new = models.BinaryField()
    reason = models.CharField(max_length=300)
    proof = models.UUIDField(null=True)
    state = models.CharField(
        max_length=10, choices=[(name, name) for name in ("open", "approved", "refused")], default="open"
    )
    proposed_by = models.UUIDField()
    proposed_by_holder = models.UUIDField()
    proposed_by_unit = models.UUIDField(null=True)
    proposed_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    decided_by = models.UUIDField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "correction"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by_holder__isnull=True)
                | ~models.Q(decided_by_holder=models.F("proposed_by_holder")),
                name="correction_second_person",
                violation_error_message=_("Yang memutuskan perubahan harus orang lain dari yang mengusulkan."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at__isnull=True)
                | (~models.Q(state="open") & models.Q(decided_at__isnull=False)),
                name="correction_decided_has_time",
                violation_error_message=_("Perubahan yang diputuskan harus menyebut kapan."),
            ),
            models.UniqueConstraint(
                fields=["person", "field"],
                condition=models.Q(state="open"),
                name="correction_one_open_per_field",
                violation_error_message=_("Perubahan untuk isian ini sedang menunggu keputusan."),
            ),
        ]


class Recovery(models.Model):
    """The way back to one's account without the old phone: one officer asks, another approves (CO-12)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="recoveries")
    phone = models.BinaryField(null=True)
    document = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    state = models.CharField(
        max_length=10, choices=[(name, name) for name in ("open", "approved", "refused")], default="open"
    )
    asked_by = models.UUIDField()
    asked_by_holder = models.UUIDField()
    asked_by_unit = models.UUIDField(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = models.UUIDField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "recovery"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by_holder__isnull=True)
                | ~models.Q(decided_by_holder=models.F("asked_by_holder")),
                name="recovery_second_person",
                violation_error_message=_("Yang menyetujui pemulihan akun harus petugas lain."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at__isnull=True)
                | (~models.Q(state="open") & models.Q(decided_at__isnull=False)),
                name="recovery_decided_has_time",
                violation_error_message=_("Pemulihan yang diputuskan harus menyebut kapan."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state="open"),
                name="recovery_one_open",
                violation_error_message=_("Pemulihan akun orang ini sedang menunggu persetujuan."),
            ),
        ]


class MatchTry(models.Model):
    """One look for likely duplicates: who, under which keyed digest, what came out. Identifiers only, no values.

    Not behind the wall: the limits per subject must count the tries of everybody (promise F2).
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    account = models.UUIDField(null=True)
    subject = models.BinaryField()
    candidates = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "match_try"
        indexes = [
            models.Index(fields=["subject", "-at"], name="match_try_subject"),
            models.Index(fields=["account", "-at"], name="match_try_account"),
        ]
