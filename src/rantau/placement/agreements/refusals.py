"""What stands against a selection, an agreement or a contract, each with its rule and who can resolve it."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "quota_full",
        "Tempat untuk {group} pada SIP2MI {number} sudah habis. P3MI dapat menawarkan izin lain atau meminta kuota "
        "baru; kementerian yang menerbitkannya.",
        "No place for {group} is left under permit {number}. The agency can offer another permit or ask for new "
        "places; the ministry grants them.",
        "UU18-13-1-g",
        "agency",
    ),
    Refusal(
        "no_pocket_for_her",
        "SIP2MI {number} tidak menyediakan tempat untuk {group}.",
        "Permit {number} has no places for {group}.",
        "SIP2MI-MINISTER",
        "agency",
    ),
    Refusal(
        "referrer_not_asked",
        "Tanyakan dulu kepada calon siapa yang mengajaknya: tidak ada, perujuk tercatat, atau orang lain.",
        "First ask the candidate who brought her: nobody, a registered referrer, or somebody else.",
        "UU18-72",
        "office",
    ),
    Refusal(
        "other_agency",
        "Berkas ini diproses {agency}. Calon sendiri atau kantor yang dapat memindahkannya.",
        "This file is with {agency}. The candidate herself or the office can move it.",
        "SIP2MI-REQUIRED",
        "candidate",
    ),
    Refusal(
        "no_selection_open",
        "Belum ada usulan seleksi yang menunggu saksi pada berkas ini.",
        "No proposed selection on this file is waiting for a witness.",
        "SELECTION-WITNESSED",
        "agency",
    ),
    Refusal(
        "selected_for_another_permit",
        "Seleksi yang disaksikan petugas berlaku untuk izin lain. P3MI mengusulkan seleksi untuk izin ini lebih dulu.",
        "The witnessed selection is for another permit. The agency must propose a selection for this one first.",
        "SELECTION-WITNESSED",
        "agency",
    ),
    Refusal(
        "already_signed",
        "Berkas ini sudah punya perjanjian penempatan nomor {number}.",
        "This file already has placement agreement number {number}.",
        "UU18-13-1-g",
        "office",
    ),
    Refusal(
        "signed_in_old_system",
        "Perjanjian penempatannya sudah ditandatangani di sistem lama (berkas {number}) dan tetap berlaku. P3MI cukup "
        "menyebut SIP2MI-nya.",
        "The placement agreement was signed in the old system (file {number}) and still holds. The agency only has to "
        "name its permit.",
        "RANTAU-NOBODY-STARTS-OVER",
        "agency",
    ),
    Refusal(
        "other_work_signed",
        "Perjanjian dari sistem lama (berkas {number}) untuk negara atau pekerjaan lain daripada SIP2MI ini.",
        "The agreement from the old system (file {number}) is for another country or other work than this permit.",
        "UU18-13-1-g",
        "agency",
    ),
    Refusal(
        "no_agreement",
        "Berkas ini tidak punya perjanjian penempatan yang berlaku.",
        "This file has no placement agreement in force.",
        "UU18-13-1-g",
        "office",
    ),
    Refusal(
        "replacement_not_alike",
        "Pengganti memakai tempat yang sama: izin yang sama dan kelompok {group}.",
        "A replacement takes the same place: the same permit, for {group}.",
        "SIP2MI-MINISTER",
        "agency",
    ),
    Refusal(
        "no_job_order",
        "Berkas ini belum terhubung dengan job order, jadi isi kontrak belum dapat dibandingkan.",
        "This file is not tied to a job order yet, so the contract cannot be compared with it.",
        "UU18-15",
        "agency",
    ),
    Refusal(
        "contract_differs",
        "Kontrak berbeda dari job order pada: {fields}. Sebutkan alasannya atau samakan.",
        "The contract differs from the job order in: {fields}. Say why, or make them equal.",
        "UU18-15",
        "yourself",
        field="differs_because",
        status=422,
    ),
    Refusal(
        "no_contract",
        "Berkas ini belum punya perjanjian kerja. P3MI yang menyusunnya.",
        "This file has no employment contract yet. The agency drafts it.",
        "UU18-13-1-h",
        "agency",
    ),
    Refusal(
        "contract_changed",
        "Isi kontrak sudah berubah sejak Anda membukanya. Baca lagi yang terbaru.",
        "The contract has changed since you opened it. Read the newest one.",
        "UU18-15",
        "yourself",
    ),
    Refusal(
        "contract_not_endorsed",
        "Kontrak ini belum disahkan {mission}. Anda diminta membacanya sesudah itu.",
        "This contract has not been endorsed by {mission} yet. You will be asked to read it after that.",
        "UU18-15",
        "mission",
    ),
    Refusal(
        "mission_only",
        "Kontrak ini disahkan oleh {mission}.",
        "This contract is endorsed by {mission}.",
        "JO-VERIFIED",
        "mission",
        status=403,
    ),
)
