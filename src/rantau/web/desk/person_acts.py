"""What may be done about a person at the desk, in the order of a day."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from rantau.kernel.actors import Actor
from rantau.registry.people import actions as people
from rantau.registry.people.selectors import PersonPage
from rantau.web.desk.acts import Act, offered
from rantau.web.desk.forms import person as forms

PERSON_ACTS: dict[str, Act] = {
    "setuju": Act(
        people.ConfirmRegistration, _("Ringkasan sudah ditandatangani"),
        _("Orangnya sudah membaca ringkasan yang dicetak dan menandatanganinya. Simpan kertasnya di berkas kantor."),
        _("Catat sudah ditandatangani"), _("Ringkasan tercatat sudah disetujui orangnya."), fixed={"how": "signed"},
    ),
    "verifikasi": Act(
        people.VerifyIdentity, _("Verifikasi identitas"),
        _("Nama, tanggal lahir, jenis kelamin, dan NIK tidak dapat diubah lagi tanpa usulan dan petugas kedua."),
        _("Nyatakan cocok"), _("Identitas sudah diverifikasi."), forms.VerifyForm,
    ),
    "perbaiki": Act(
        people.AmendIdentity, _("Perbaiki data"),
        _("Yang dikosongkan tetap seperti sekarang. Nama, tanggal lahir, atau "
          "jenis kelamin yang berubah harus disetujui ulang."),
        _("Simpan perbaikan"), _("Data sudah diperbaiki."), forms.AmendForm,
    ),
    "nik": Act(
        people.SetNik, _("Isi NIK"),
        _("Nomor dan berkasnya tetap sama. Bila NIK tercatat pada orang "
          "lain, keduanya didengar; tidak ada yang ditolak."),
        _("Simpan NIK"), _("NIK sudah dicatat."), forms.NikForm,
    ),
    "nama": Act(
        people.NoteDocumentName, _("Catat nama di dokumen"),
        _("Dokumen boleh berbeda tulisannya. Namanya sendiri tidak berubah."),
        _("Catat nama"), _("Nama di dokumen sudah dicatat."), forms.NameForm,
    ),
    "kontak": Act(
        people.AddContact, _("Tambah kontak"), _("Kabar tentang berkasnya dikirim ke sini."),
        _("Simpan kontak"), _("Kontak sudah dicatat."), forms.ContactForm,
    ),
    "akhiri-kontak": Act(
        people.EndContact, _("Akhiri kontak"), _("Tidak ada lagi kabar yang dikirim ke sana."),
        _("Akhiri kontak ini"), _("Kontak sudah diakhiri."), forms.EndContactForm,
    ),
    "keluarga": Act(
        people.AddKin, _("Tambah keluarga"), _("Dihubungi hanya bila perlu. Nama dan teleponnya disimpan tertutup."),
        _("Simpan keluarga"), _("Keluarga sudah dicatat."), forms.KinForm,
    ),
    "akhiri-keluarga": Act(
        people.EndKin, _("Akhiri keluarga"), _("Orang ini tidak dihubungi lagi."),
        _("Akhiri"), _("Keluarga sudah diakhiri."), forms.EndKinForm,
    ),
    "izinkan": Act(
        people.GiveConsent, _("Beri persetujuan"), _("Hanya bila ia mengatakannya sendiri. Boleh ditarik kapan saja."),
        _("Catat persetujuan"), _("Persetujuan sudah dicatat."), forms.GiveConsentForm,
    ),
    "tarik": Act(
        people.WithdrawConsent, _("Tarik persetujuan"),
        _("Bacakan dulu apa yang berhenti. Penempatan dan pelindungan berdasar undang-undang dan tetap jalan."),
        _("Catat penarikan"), _("Penarikan sudah dicatat."), forms.WithdrawConsentForm,
    ),
    **{
        f"ubah-{slug}": Act(
            people.AskCorrection, title,
            _("Data ini sudah diverifikasi. Petugas lain yang memutuskan; sampai itu data lama tetap berlaku."),
            _("Ajukan perubahan"), _("Usulan perubahan sudah diajukan. Petugas lain yang memutuskan."),
            form, fixed={"field": field},
        )
        for slug, field, title, form in (
            ("nama", "name", _("Ajukan perubahan nama"), forms.NameCorrection),
            ("lahir", "birth_date", _("Ajukan perubahan tanggal lahir"), forms.BirthCorrection),
            ("kelamin", "sex", _("Ajukan perubahan jenis kelamin"), forms.SexCorrection),
            ("nik", "nik", _("Ajukan perubahan NIK"), forms.NikCorrection),
        )
    },
    "pulihkan": Act(
        people.AskRecovery, _("Minta pemulihan akun"),
        _("Petugas kedua yang menyetujui dan menyerahkan kata sandi sementara. Akunnya belum berubah sekarang."),
        _("Minta pemulihan"), _("Pemulihan akun sudah diminta. Petugas kedua yang menyetujui."), forms.RecoveryForm,
    ),
}  # fmt: skip
FITS: Mapping[str, Callable[[PersonPage], bool]] = {
    "setuju": lambda about: about.person.confirmed_at is None,
    "verifikasi": lambda about: not about.verified and about.person.confirmed_at is not None,
    "perbaiki": lambda about: not about.verified,
    "nik": lambda about: about.nik_state == "none" and not about.verified,
    "akhiri-kontak": lambda about: bool(about.contacts),
    "akhiri-keluarga": lambda about: bool(about.kin),
    "tarik": lambda about: any(row.ground == "consent" and row.withdrawn_at is None for row in about.consents),
    **{f"ubah-{slug}": lambda about: about.verified for slug in ("nama", "lahir", "kelamin", "nik")},
}


def fitting(about: PersonPage, actor: Actor) -> list[tuple[str, Act]]:
    """Return the acts this actor has a role for and that make sense for the person as her record stands."""
    return [(slug, act) for slug, act in offered(PERSON_ACTS, actor) if slug not in FITS or FITS[slug](about)]
