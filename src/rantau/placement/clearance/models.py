"""The clearance card (E-PMI, E-KPMI): issued by another person than who verified, checked online, revocable."""

import base64

from django.db import models
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock, ids
from rantau.placement.dossiers.models import Dossier


class Card(models.Model):
    """One card. ``index`` is random (80 bits) and all that a public check needs; the code carries no name.

    ``digest`` is what a status list keeps beside the index (docs/card-format.md). ``checked_by_…`` is the other
    natural person of another unit along the file (design §5, two persons; promise K1).
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="cards")
    index = models.BinaryField(max_length=10, unique=True)
    code = models.TextField()
    digest = models.BinaryField(max_length=8)
    key_id = models.CharField(max_length=16)
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(
        max_length=10, default="valid", choices=[(name, name) for name in ("valid", "suspended", "revoked")]
    )
    state_reason = models.CharField(max_length=300, blank=True)
    state_at = models.DateTimeField(default=clock.now)
    state_by_holder = models.UUIDField(null=True)
    issued_at = models.DateTimeField(default=clock.now)
    issued_by = models.UUIDField()
    issued_by_holder = models.UUIDField()
    issued_by_unit = models.UUIDField()
    checked_by_holder = models.UUIDField()
    checked_by_unit = models.UUIDField()

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
            models.CheckConstraint(
                condition=~models.Q(issued_by_holder=models.F("checked_by_holder"))
                & ~models.Q(issued_by_unit=models.F("checked_by_unit")),
                name="card_two_persons_two_units",
                violation_error_message=_("Kartu harus diterbitkan orang lain dari unit lain daripada yang memeriksa."),
            ),
        ]

    @property
    def reference(self) -> str:
        """The index as people read it: 16 characters of base 32."""
        return base64.b32encode(bytes(self.index)).decode()
