"""Cost statements, payments and what was charged to the wrong person. Amounts are whole rupiah."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.kernel.models import Upload
from rantau.placement.dossiers.models import Dossier

PAYERS = ("candidate", "agency", "employer", "government")


class CostStatement(models.Model):
    """What everything costs and who pays, in plain words, as the rulebook said on that day; acknowledged by her."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="cost_statements")
    pack_version = models.CharField(max_length=40)
    lines = models.JSONField()
    total_candidate = models.BigIntegerField()
    issued_at = models.DateTimeField(default=clock.now)
    issued_by_holder = models.UUIDField(null=True)
    confirmation = models.CharField(
        max_length=12,
        blank=True,
        choices=[(name, name) for name in ("on_screen", "signed_paper", "thumbprint")],
    )
    acknowledged_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cost_statement"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(superseded_at__isnull=True),
                name="cost_statement_one_live",
                violation_error_message=_("Berkas ini sudah punya rincian biaya yang berlaku."),
            ),
            models.CheckConstraint(
                condition=models.Q(total_candidate__gte=0),
                name="cost_statement_not_negative",
                violation_error_message=_("Biaya tidak bisa kurang dari nol."),
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True) | ~models.Q(confirmation=""),
                name="cost_statement_says_how_confirmed",
                violation_error_message=_("Persetujuan atas rincian biaya harus menyebut caranya."),
            ),
        ]


class Payment(models.Model):
    """Somebody paid something. ``overcharge`` is the part that was not the payer's to bear."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="payments")
    component = models.CharField(max_length=40)
    payer = models.CharField(max_length=12, choices=[(name, name) for name in PAYERS])
    payee = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    overcharge = models.BigIntegerField(default=0)
    paid_on = models.DateField()
    receipt = models.ForeignKey(Upload, models.PROTECT, null=True)
    stated_by = models.UUIDField()
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    refund_asked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payment"
        ordering = ["paid_on", "id"]
        indexes = [models.Index(fields=["dossier", "paid_on"], name="payment_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0),
                name="payment_positive",
                violation_error_message=_("Jumlah yang dibayar harus lebih dari nol."),
            ),
            models.CheckConstraint(
                condition=models.Q(overcharge__gte=0) & models.Q(overcharge__lte=models.F("amount")),
                name="payment_overcharge_within_amount",
                violation_error_message=_("Kelebihan tidak bisa melebihi jumlah yang dibayar."),
            ),
            models.CheckConstraint(
                condition=models.Q(refund_asked_at__isnull=True) | models.Q(overcharge__gt=0),
                name="payment_refund_of_overcharge",
                violation_error_message=_("Yang dapat diminta kembali hanya uang yang tidak semestinya dibayar."),
            ),
        ]
