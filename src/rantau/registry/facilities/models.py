"""Clinics and training bodies: units with an appointment from a day to a day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import ids
from rantau.registry.offices.models import Unit


class Appointment(models.Model):
    """A facility is appointed (clinic) or accredited (training body) for a time; only then do its proofs count."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    number = models.CharField(max_length=80)
    during = DateRangeField()

    class Meta:
        db_table = "appointment"
        constraints = [
            ExclusionConstraint(
                name="appointment_one_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("Satu sarana hanya punya satu penunjukan pada satu waktu."),
            )
        ]
