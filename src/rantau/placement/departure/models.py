"""The gate, the departure and the arrival report."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.dossiers.models import Dossier
from rantau.registry.offices.models import Unit
from rantau.registry.places.models import Airport


class GateCheck(models.Model):
    """One check at a gate with its reasons: green, amber or red; and what became of it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="gate_checks")
    gate = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    result = models.CharField(max_length=6, choices=[(name, name) for name in ("green", "amber", "red")])
    reasons = models.JSONField()
    outcome = models.CharField(
        max_length=10,
        default="checked",
        choices=[(name, name) for name in ("checked", "departed", "postponed", "held")],
    )
    statement = models.BinaryField(null=True)
    flight = models.CharField(max_length=10, blank=True)
    airport = models.ForeignKey(Airport, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(default=clock.now)
    checked_by = models.UUIDField()
    checked_by_holder = models.UUIDField()
    review_by = models.DateField(null=True)

    class Meta:
        db_table = "gate_check"
        indexes = [models.Index(fields=["gate", "-checked_at"], name="gate_check_gate")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="held") | models.Q(review_by__isnull=False),
                name="gate_check_held_is_reviewed",
                violation_error_message=_(
                    "Orang yang ditahan keberangkatannya harus mendapat pemeriksaan ulang hari itu."
                ),
            )
        ]
