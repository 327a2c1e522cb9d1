"""Units: everything a person can be posted to, as a tree of service, with dated names."""

from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import ids
from rantau.registry.places.models import Country, Province, Regency


class UnitKind(models.TextChoices):
    """Kinds of unit; the tree says who supervises a service, not who belongs to whose civil service."""

    MINISTRY = "ministry", _("Kementerian")
    DIRECTORATE = "directorate", _("Direktorat")
    BP3MI = "bp3mi", "BP3MI"
    P4MI = "p4mi", "P4MI"
    DISNAKER_PROVINCE = "disnaker_province", _("Disnaker provinsi")
    DISNAKER = "disnaker", _("Disnaker kabupaten/kota")
    LTSA = "ltsa", "LTSA"
    MPP = "mpp", _("Mal Pelayanan Publik")
    MISSION = "mission", _("Perwakilan RI")
    CLINIC = "clinic", _("Sarana kesehatan")
    TRAINING_BODY = "training_body", _("Lembaga pelatihan")
    SCHOOL = "school", _("Bursa Kerja Khusus")
    VILLAGE = "village", _("Desa/kelurahan")
    GATE = "gate", _("Konter bandara/pelabuhan")
    AGENCY = "agency", "P3MI"
    BRANCH = "branch", _("Cabang P3MI")


# The unit that stands for every government office: what is granted to it, any office may see (no wrong door).
OFFICES = UUID("00000000-0000-7000-8000-000000000001")
GOVERNMENT = frozenset(
    {
        UnitKind.MINISTRY, UnitKind.DIRECTORATE, UnitKind.BP3MI, UnitKind.P4MI, UnitKind.DISNAKER_PROVINCE,
        UnitKind.DISNAKER, UnitKind.LTSA, UnitKind.MPP, UnitKind.MISSION, UnitKind.GATE,
    }
)  # fmt: skip


class Unit(models.Model):
    """An office, agency, clinic, school or village to which people are posted and which grants of sight name."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=160)
    province = models.ForeignKey(Province, models.PROTECT, null=True, blank=True)
    regency = models.ForeignKey(Regency, models.PROTECT, null=True, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, default="ID")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "unit"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["kind", "regency"], name="unit_kind_regency")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="unit_not_its_own_parent",
                violation_error_message=_("Sebuah unit tidak dapat membawahi dirinya sendiri."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=UnitKind.values),
                name="unit_kind_known",
                violation_error_message=_("Jenis unit tidak dikenal."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """A name a unit bore from a day to a day: UPT → BP3MI, BP2MI → KP2MI. Search finds the old ones too."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=160)
    during = DateRangeField()

    class Meta:
        db_table = "unit_name"
        ordering = ["during", "id"]
        constraints = [
            ExclusionConstraint(
                name="unit_name_one_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("Satu unit hanya memakai satu nama pada satu waktu."),
            )
        ]

    def __str__(self) -> str:
        return self.name
