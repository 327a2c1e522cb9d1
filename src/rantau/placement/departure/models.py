"""The gate, the departure and the arrival report."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.models import Unit
from rantau.registry.places.models import Airport


class GateCheck(models.Model):
    """One check at a gate with its reasons: green, amber or red; and what became of it.

    ``statement`` and ``handover`` are sealed under the person's data key. ``decided_…`` is who recorded the outcome,
    ``reviewed_…`` the other officer who looked at a departure held back, on the same day.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="gate_checks")
    gate = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    result = models.CharField(max_length=6, choices=[(name, name) for name in ("green", "amber", "red")])
    reasons = models.JSONField()
    outcome = models.CharField(
        max_length=10,
        default="checked",
        choices=[(name, name) for name in ("checked", "departed", "postponed", "held", "released")],
    )
    outcome_reason = models.CharField(max_length=300, blank=True)
    statement = models.BinaryField(null=True)
    handover = models.BinaryField(null=True)
    flight = models.CharField(max_length=10, blank=True)
    airport = models.ForeignKey(Airport, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(default=clock.now)
    checked_by = models.UUIDField()
    checked_by_holder = models.UUIDField()
    decided_at = models.DateTimeField(null=True)
    decided_by_holder = models.UUIDField(null=True)
    review_by = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by_holder = models.UUIDField(null=True)
    upheld = models.BooleanField(null=True)

    class Meta:
        db_table = "gate_check"
        indexes = [
            models.Index(fields=["gate", "-checked_at"], name="gate_check_gate"),
            models.Index(
                fields=["gate", "review_by"],
                name="gate_check_to_review",
                condition=models.Q(outcome="held", reviewed_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="held") | models.Q(review_by__isnull=False),
                name="gate_check_held_is_reviewed",
                violation_error_message=_(
                    "Orang yang ditahan keberangkatannya harus mendapat pemeriksaan ulang hari itu."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by_holder__isnull=True)
                | ~models.Q(reviewed_by_holder=models.F("decided_by_holder")),
                name="gate_check_second_person",
                violation_error_message=_("Pemeriksaan ulang harus oleh petugas lain."),
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="departed") | (~models.Q(result="red") & ~models.Q(flight="")),
                name="gate_check_departed_not_red",
                violation_error_message=_("Keberangkatan dengan hasil merah tidak dapat dicatat."),
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="departed") | models.Q(result="green") | ~models.Q(outcome_reason=""),
                name="gate_check_amber_with_reason",
                violation_error_message=_("Keberangkatan dengan catatan kuning harus menyebut alasannya."),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(outcome="departed"),
                name="gate_check_departed_once",
                violation_error_message=_("Keberangkatan berkas ini sudah dicatat."),
            ),
        ]
