"""Words for codes that only the desk shows."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.web.words import Words

SEXES: Words = {"f": _("Perempuan"), "m": _("Laki-laki")}
MARITAL: Words = {
    "single": _("Belum kawin"), "married": _("Kawin"), "divorced": _("Cerai hidup"), "widowed": _("Cerai mati"),
}  # fmt: skip
EDUCATION: Words = {
    "sd": _("SD atau sederajat"), "smp": _("SMP atau sederajat"), "sma": _("SMA atau sederajat"), "smk": _("SMK"),
    "diploma": _("Diploma"), "bachelor": _("Sarjana"),
}  # fmt: skip
RELATIONS: Words = {
    "spouse": _("Suami atau istri"), "parent": _("Orang tua"), "child": _("Anak"), "sibling": _("Saudara"),
    "guardian": _("Wali"), "other": _("Lainnya"),
}  # fmt: skip
DOCUMENTS: Words = {
    "ktp": _("KTP"), "family_card": _("Kartu keluarga"), "birth_certificate": _("Akta kelahiran"),
    "diploma": _("Ijazah"), "passport": _("Paspor"), "other": _("Dokumen lain"),
}  # fmt: skip
CONSENTS: Words = {
    "credit": _("Kredit (KUR PMI)"), "training": _("Tawaran pelatihan"), "media": _("Foto dan cerita di media"),
    "family_messages": _("Kabar kepada keluarga"),
}  # fmt: skip
LANGUAGES: Words = {"id": _("Bahasa Indonesia"), "en": _("Bahasa Inggris")}
SERVICE_GROUNDS: Words = {
    "home": _("Tempat tinggal sesuai KTP"), "residence": _("Tempat tinggal sekarang"),
    "agency_seat": _("Tempat kedudukan P3MI"), "choice": _("Orangnya memilih kantor ini"),
}  # fmt: skip
REFERRALS: Words = {
    "none": _("Tidak ada; datang sendiri"), "registered": _("Petugas P3MI yang terdaftar"),
    "other": _("Orang lain"), "not_asked": _("Belum ditanyakan"),
}  # fmt: skip
NIK_STATES: Words = {
    "none": _("Belum ada NIK"), "stated": _("NIK belum diperiksa"), "verified": _("NIK cocok"),
    "disputed": _("NIK sedang dipersoalkan"),
}  # fmt: skip
NIK_TONES = {"none": "mute", "stated": "mute", "verified": "ok", "disputed": "warn"}
IDENTIFIERS: Words = {
    "nik": "NIK", "passport": _("Paspor"), "ktkln": _("KTKLN (nomor lama)"), "sisko": _("ID SISKOTKLN (nomor lama)"),
}  # fmt: skip
CORRECTABLE: Words = {
    "name": _("Nama"), "birth_date": _("Tanggal lahir"), "sex": _("Jenis kelamin"), "nik": "NIK",
}  # fmt: skip
MATCHED: Words = {
    "name": _("nama"), "birth_date": _("tanggal lahir"), "sex": _("jenis kelamin"), "regency": _("kabupaten"),
    "nik": "NIK", "passport": _("paspor"), "phone": _("telepon"),
}  # fmt: skip
BANDS: Words = {
    "same": _("Hampir pasti orang yang sama"), "ask": _("Mungkin orang yang sama"),
    "different": _("Mungkin orang lain"),
}  # fmt: skip
BAND_TONES = {"same": "warn", "ask": "info", "different": "mute"}
PURPOSES: Words = {
    "compare_document": _("Membandingkan dengan dokumen asli"), "fill_form": _("Mengisi formulir resmi"),
    "answer_person": _("Orangnya menanyakan nomornya sendiri"), "partner_check": _("Memeriksa ke instansi lain"),
}  # fmt: skip
RARE = 8.0  # log2 weight from which agreement is rare: one in some hundred people


def weight_words(weights: dict[str, float]) -> list[tuple[str, str]]:
    """Return (tone, words) for each field that was compared: what agrees, what agrees and is rare, what differs."""
    said: list[tuple[str, str]] = []
    for field, weight in weights.items():
        label = str(MATCHED.get(field, field))
        if weight >= RARE:
            said.append(("warn", str(_("%(field)s sama, dan jarang sama")) % {"field": label}))
        elif weight > 0:
            said.append(("info", str(_("%(field)s sama")) % {"field": label}))
        elif weight < 0:
            said.append(("mute", str(_("%(field)s berbeda")) % {"field": label}))
    return said


def choices(words: Words, empty: str | Promise = "") -> list[tuple[str, object]]:
    """Return words as choices of a form, with a first empty one when it has a text."""
    listed: list[tuple[str, object]] = list(words.items())
    return [("", empty), *listed] if empty else listed
