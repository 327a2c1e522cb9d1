"""Licensed agencies (P3MI), their branches, licence, deposit and what stands against them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.registry.offices.models import Unit


class Agency(models.Model):
    """An agency is a unit with a licence history. A branch is a unit below it and has no licence of its own."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="agency")
    director = models.CharField(max_length=120, blank=True)
    deposit = models.BigIntegerField(default=0)

    class Meta:
        db_table = "agency"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deposit__gte=0),
                name="agency_deposit_not_negative",
                violation_error_message=_("Deposito tidak bisa kurang dari nol."),
            )
        ]


class Licence(models.Model):
    """A licence (SIP3MI) from a day to a day. The number is free text and never parsed."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="licences")
    number = models.CharField(max_length=80)
    during = DateRangeField()

    class Meta:
        db_table = "licence"
        constraints = [
            ExclusionConstraint(
                name="licence_one_at_a_time",
                expressions=[("agency", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("Satu perusahaan hanya punya satu izin pada satu waktu."),
            )
        ]


class Suspension(models.Model):
    """A suspension always has a document: number, ground, from, to and scope (CO-21). Candidates may finish.

    ``countries`` is the scope: the destinations it closes to the agency; empty means all its business.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="suspensions")
    document = models.CharField(max_length=80)
    ground = models.CharField(max_length=300)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    during = DateRangeField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "suspension"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(document="") & ~models.Q(ground=""),
                name="suspension_has_document",
                violation_error_message=_("Skorsing harus menyebut nomor surat dan alasannya."),
            )
        ]


class Referrer(models.Model):
    """Somebody who brings candidates to an agency, by name and task: a broker is never invisible."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrers")
    name = models.CharField(max_length=120)
    task_letter = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "referrer"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=models.Q(ended_on__isnull=True),
                name="referrer_once",
                violation_error_message=_("Perujuk ini sudah tercatat."),
            )
        ]
