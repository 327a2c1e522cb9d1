"""Why a version of the rulebook cannot come in or into force."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "no_rulebook",
        "Belum ada aturan yang disetujui. Pejabat hukum harus memuat dan orang kedua menyetujuinya.",
        "No rulebook has been approved yet. A legal officer must import one and a second person approve it.",
        "RANTAU-PACK",
        "ministry",
        status=503,
    ),
    Refusal(
        "pack_refused",
        "Aturan ini belum dapat diterima: berkas {file}, baris {row}: {reason}. Aturan yang berlaku tidak berubah.",
        "This pack cannot be accepted: file {file}, row {row}: {reason}. The rules in force have not changed.",
        "RANTAU-PACK",
        "yourself",
        status=422,
    ),
    Refusal(
        "pack_version_exists",
        "Versi {version} sudah ada dan isinya berbeda. Beri nama versi yang baru.",
        "Version {version} exists already with other content. Give it a new version name.",
        "RANTAU-PACK",
        "yourself",
    ),
    Refusal(
        "pack_unknown",
        "Versi aturan {version} tidak ada.",
        "There is no rulebook version {version}.",
        "RANTAU-PACK",
        "yourself",
        status=404,
    ),
    Refusal(
        "pack_already_approved",
        "Versi aturan ini sudah disetujui.",
        "This rulebook version is approved already.",
        "RANTAU-PACK",
        "yourself",
    ),
    Refusal(
        "pack_own_approval",
        "Anda sendiri yang memuat versi ini; yang menyetujui harus orang lain.",
        "You imported this version yourself; somebody else must approve it.",
        "RANTAU-TWO-PERSONS",
        "ministry",
        status=403,
    ),
    Refusal(
        "pack_looks_back",
        "Aturan tidak dapat mulai berlaku sebelum tanggal persetujuannya: {day} sudah lewat.",
        "A rulebook cannot take effect before the day of its approval: {day} is past.",
        "UU12-2011-87",
        "yourself",
    ),
)
