"""The clearance card (E-PMI, E-KPMI): issued by another person than who verified, checked online, revocable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.dossiers.models import Dossier


class Card(models.Model):
    """One card. ``index`` is random and the only thing a public check needs; the code carries no name."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="cards")
    index = models.BigIntegerField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    code = models.TextField()
    digest = models.BinaryField()
    key_id = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(
        max_length=10, default="valid", choices=[(name, name) for name in ("valid", "suspended", "revoked")]
    )
    state_reason = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.UUIDField()
    issued_by_holder = models.UUIDField()
    issued_by_unit = models.UUIDField()

    class Meta:
        db_table = "card"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(state__in=["valid", "suspended"]),
                name="card_one_live",
                violation_error_message=_("Berkas ini sudah punya kartu yang berlaku."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="card_ends_after_start",
                violation_error_message=_("Kartu tidak bisa berakhir sebelum mulai berlaku."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="valid") | ~models.Q(state_reason=""),
                name="card_stopped_with_reason",
                violation_error_message=_("Kartu yang dihentikan harus menyebut alasannya."),
            ),
        ]
