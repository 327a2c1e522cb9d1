"""What may be done about a person at the desk, in the order of a day."""

from django.utils.translation import gettext_lazy as _

from rantau.registry.people import actions as people
from rantau.web.desk.acts import Act
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
    "ubah": Act(
        people.AskCorrection, _("Ajukan perubahan data"),
        _("Untuk data yang sudah diverifikasi. Petugas lain yang memutuskan; sampai itu data lama tetap berlaku."),
        _("Ajukan perubahan"), _("Usulan perubahan sudah diajukan. Petugas "
          "lain yang memutuskan."), forms.CorrectionForm,
    ),
    "pulihkan": Act(
        people.AskRecovery, _("Minta pemulihan akun"),
        _("Petugas kedua yang menyetujui dan menyerahkan kata sandi sementara. Akunnya belum berubah sekarang."),
        _("Minta pemulihan"), _("Pemulihan akun sudah diminta. Petugas kedua yang menyetujui."), forms.RecoveryForm,
    ),
}  # fmt: skip
