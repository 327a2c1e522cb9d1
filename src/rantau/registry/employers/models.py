"""Employers and partner agencies abroad, checked by the mission accredited there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.registry.places.models import Country


class Employer(models.Model):
    """Who will employ the worker: a legal entity or a household."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.CharField(max_length=160)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    city = models.CharField(max_length=80)
    kind = models.CharField(
        max_length=12, choices=[("individual", _("Perseorangan")), ("legal_entity", _("Berbadan hukum"))]
    )
    blocked_because = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "employer"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "name", "city"],
                name="employer_once",
                violation_error_message=_("Pemberi kerja ini sudah tercatat di kota itu."),
            ),
            models.CheckConstraint(
                condition=~models.Q(country="ID"),
                name="employer_is_abroad",
                violation_error_message=_("Pemberi kerja harus berada di luar negeri."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerAgency(models.Model):
    """A foreign agency (mitra usaha) that cooperates with an agency here."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    name = models.CharField(max_length=160)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    licence = models.CharField(max_length=80, blank=True)
    listed_until = models.DateField(null=True)

    class Meta:
        db_table = "partner_agency"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "name"],
                name="partner_agency_once",
                violation_error_message=_("Mitra usaha ini sudah tercatat."),
            )
        ]

    def __str__(self) -> str:
        return self.name
