"""Tables of the room: regions of Indonesia (dated), countries, occupations, airports, old names of things.

All of it is public reference data: no row security, changed by ``load_reference`` only.
"""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class Searchable(models.Model):
    """A row people find by typing the beginnings of its words; ``load_reference`` fills the column."""

    search = SearchVectorField(null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [GinIndex(fields=["search"], name="%(class)s_search")]


class Region(Searchable):
    """A region with its Kemendagri code (text: the dots and leading zeros carry meaning).

    ``valid_from`` empty: since before the list was kept. ``valid_to``: the last day in force; a code that ended stays,
    because old papers carry it.
    """

    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta(Searchable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("Masa berlaku tidak bisa berakhir sebelum dimulai."),
            )
        ]

    def is_in_force(self, day: "date") -> bool:
        """Whether the region exists on a legal date."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Province(Region):
    """A province: code "36", name "Banten"."""

    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=80)

    class Meta(Region.Meta):
        db_table = "province"
        ordering = ["name", "code"]
        constraints = [
            *Region.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex="^[1-9][0-9]$"),
                name="province_code_form",
                violation_error_message=_("Kode provinsi terdiri dari dua angka, misalnya 36."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(valid_to__isnull=True),
                name="province_name_once",
                violation_error_message=_("Sudah ada provinsi dengan nama ini."),
            ),
        ]


class Regency(Region):
    """A regency or city, named with its kind: "Kabupaten Serang", "Kota Tangerang"."""

    code = models.CharField(primary_key=True, max_length=5)
    province = models.ForeignKey(Province, models.PROTECT, related_name="regencies")
    name = models.CharField(max_length=80)

    class Meta(Region.Meta):
        db_table = "regency"
        ordering = ["name", "code"]
        constraints = [
            *Region.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{2}\.[0-9]{2}$") & Q(province=Left("code", 2)),
                name="regency_code_form",
                violation_error_message=_("Kode kabupaten atau kota diawali kode provinsinya, misalnya 36.04."),
            ),
            models.CheckConstraint(
                condition=Q(name__startswith="Kabupaten ") | Q(name__startswith="Kota "),
                name="regency_name_says_kind",
                violation_error_message=_("Nama diawali Kabupaten atau Kota."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(valid_to__isnull=True),
                name="regency_name_once",
                violation_error_message=_("Sudah ada kabupaten atau kota dengan nama ini."),
            ),
        ]


class District(Region):
    """A district (kecamatan): code "36.04.01"."""

    code = models.CharField(primary_key=True, max_length=8)
    regency = models.ForeignKey(Regency, models.PROTECT, related_name="districts")
    name = models.CharField(max_length=80)

    class Meta(Region.Meta):
        db_table = "district"
        ordering = ["name", "code"]
        constraints = [
            *Region.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9.]{5}\.[0-9]{2}$") & Q(regency=Left("code", 5)),
                name="district_code_form",
                violation_error_message=_("Kode kecamatan diawali kode kabupaten atau kotanya, misalnya 36.04.01."),
            ),
        ]


class Village(Region):
    """A village (desa) or urban village (kelurahan): code "36.04.01.2001"."""

    code = models.CharField(primary_key=True, max_length=13)
    district = models.ForeignKey(District, models.PROTECT, related_name="villages")
    kind = models.CharField(max_length=10, choices=[("desa", "desa"), ("kelurahan", "kelurahan")])
    name = models.CharField(max_length=80)

    class Meta(Region.Meta):
        db_table = "village"
        ordering = ["name", "code"]
        constraints = [
            *Region.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9.]{8}\.[0-9]{4}$") & Q(district=Left("code", 8)),
                name="village_code_form",
                violation_error_message=_("Kode desa diawali kode kecamatannya, misalnya 36.04.01.2001."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["kelurahan", "desa"]),
                name="village_kind_known",
                violation_error_message=_("Pilih kelurahan atau desa."),
            ),
        ]

    @property
    def full_name(self) -> str:
        """The name with its kind: "Desa Cikande"."""
        return f"{self.kind.capitalize()} {self.name}"


class Country(Searchable):
    """A country or destination. Taiwan and Hong Kong are rows of their own, with a representation of their own.

    ``short_*`` is the name in lists and forms; ``time_zone`` the IANA zone in which the mission's days are counted.
    """

    code = models.CharField(primary_key=True, max_length=2)
    iso3 = models.CharField(max_length=3, blank=True)
    name_id = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    short_id = models.CharField(max_length=80, blank=True)
    short_en = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list)
    time_zone = models.CharField(max_length=40, default="UTC")

    class Meta(Searchable.Meta):
        db_table = "country"
        ordering = ["name_id", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[A-Z]{2}$", iso3__regex="^([A-Z]{3})?$"),
                name="country_code_form",
                violation_error_message=_("Kode negara terdiri dari dua dan tiga huruf besar."),
            ),
            models.CheckConstraint(
                condition=~Q(code="TW") | Q(name_id="Taiwan", name_en="Taiwan"),
                name="country_taiwan_apart",
                violation_error_message=_("Taiwan adalah tujuan tersendiri dan ditulis Taiwan."),
            ),
            models.UniqueConstraint(
                fields=["iso3"],
                condition=~Q(iso3=""),
                name="country_iso3_once",
                violation_error_message=_("Kode negara ini sudah dipakai."),
            ),
            models.UniqueConstraint(
                fields=["name_id"], name="country_name_once", violation_error_message=_("Nama negara ini sudah ada.")
            ),
        ]

    def label(self, language: str) -> str:
        """The name for lists and forms in a language; Indonesian unless ``en``."""
        return (self.short_en or self.name_en) if language.startswith("en") else (self.short_id or self.name_id)


class Occupation(Searchable):
    """An occupation group by ISCO-08 code, which works as a KBJI 2014 code to four digits (data/classifications).

    ``title_id`` is empty where no Indonesian title may be shipped; ``aliases`` are words people type (PLRT, caregiver).
    """

    code = models.CharField(primary_key=True, max_length=6)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    title_id = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160)
    aliases = models.JSONField(default=list)

    class Meta(Searchable.Meta):
        db_table = "occupation"
        ordering = ["title_id", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[0-9]{1,6}$") & (Q(parent__isnull=True) | Q(code__startswith=F("parent"))),
                name="occupation_code_form",
                violation_error_message=_("Kode jabatan berupa angka dan diawali kode kelompoknya."),
            ),
            models.CheckConstraint(
                condition=~Q(title_en=""),
                name="occupation_has_title",
                violation_error_message=_("Jabatan harus punya nama."),
            ),
        ]

    def label(self, language: str) -> str:
        """The title in a language; English where no Indonesian one is known."""
        return self.title_en if language.startswith("en") else self.title_id or self.title_en


class Airport(Searchable):
    """An airport by IATA code, with the zone in which its clocks run."""

    code = models.CharField(primary_key=True, max_length=3)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    time_zone = models.CharField(max_length=40)

    class Meta(Searchable.Meta):
        db_table = "airport"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex="^[A-Z]{3}$"),
                name="airport_code_form",
                violation_error_message=_("Kode bandara terdiri dari tiga huruf besar, misalnya CGK."),
            )
        ]


class OldName(models.Model):
    """Another name of a thing that was renamed, and the name we use: KTKLN → E-PMI (CO-24)."""

    old = models.CharField(primary_key=True, max_length=40)
    new = models.CharField(max_length=40)

    class Meta:
        db_table = "old_name"
        ordering = ["old"]
        constraints = [
            models.UniqueConstraint(
                Lower("old"), name="old_name_once", violation_error_message=_("Nama lama ini sudah tercatat.")
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="old_name_differs",
                violation_error_message=_("Nama lama dan nama baru harus berbeda."),
            ),
        ]
