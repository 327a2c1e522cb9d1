"""Placement agreements (PP) and employment contracts (PK)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.models import Evidence
from rantau.placement.demand.models import Permit, PermitClaim
from rantau.placement.dossiers.models import Dossier


class PlacementAgreement(models.Model):
    """Signed before an officer (Pengantar Kerja); takes one quota place in the same transaction (CO-10).

    With ``carried_from`` it was signed in an old system and that proof speaks for it: ``signed_at`` is the old day,
    ``number`` is ours, and the officer is who found that the permit is the right one. It takes its place once.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="agreements")
    permit = models.ForeignKey(Permit, models.PROTECT, related_name="+")
    claim = models.OneToOneField(PermitClaim, models.PROTECT, related_name="agreement")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    carried_from = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    signed_at = models.DateTimeField(default=clock.now)
    officer = models.UUIDField()
    officer_holder = models.UUIDField()
    officer_unit = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ending_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "placement_agreement"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(ended_at__isnull=True),
                name="placement_agreement_one_live",
                violation_error_message=_("Berkas ini sudah punya perjanjian penempatan yang berlaku."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="placement_agreement_replaced_once",
                violation_error_message=_("Tempat dari perjanjian yang diakhiri itu sudah dipakai penggantinya."),
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                name="placement_agreement_carried_once",
                violation_error_message=_("Perjanjian dari sistem lama itu sudah memakai satu tempat kuota."),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | ~models.Q(ending_reason=""),
                name="placement_agreement_end_has_reason",
                violation_error_message=_("Perjanjian yang diakhiri harus menyebut alasannya."),
            ),
        ]


class EmploymentContract(models.Model):
    """The contract's fields (UU 18/2017 Ps 15) with a fingerprint; endorsed by the mission, acknowledged by her."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="contracts")
    fields = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    differs_because = models.CharField(max_length=300, blank=True)
    drafted_at = models.DateTimeField(default=clock.now)
    drafted_by_holder = models.UUIDField(null=True)
    endorsed_at = models.DateTimeField(null=True)
    endorsed_by_holder = models.UUIDField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_in = models.CharField(max_length=2, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "employment_contract"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(superseded_at__isnull=True),
                name="employment_contract_one_live",
                violation_error_message=_("Berkas ini sudah punya perjanjian kerja yang berlaku."),
            ),
            models.CheckConstraint(
                condition=models.Q(endorsed_by_holder__isnull=True)
                | ~models.Q(endorsed_by_holder=models.F("drafted_by_holder")),
                name="employment_contract_second_person",
                violation_error_message=_("Yang mengesahkan kontrak harus orang lain dari yang menyusunnya."),
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True)
                | (models.Q(endorsed_at__isnull=False) & ~models.Q(acknowledged_in="")),
                name="employment_contract_endorsed_before_read",
                violation_error_message=_("Kontrak dibaca dan disetujui sesudah disahkan perwakilan."),
            ),
        ]
