"""Why a sign-in, a posting or a token cannot be made."""

from rantau.kernel.refusals import Refusal, catalogue

catalogue(
    Refusal(
        "password_weak",
        "Kata sandi ini terlalu pendek atau terlalu umum. Pakai paling sedikit 10 huruf atau angka.",
        "This password is too short or too common. Use at least 10 letters or digits.",
        "BSSN4-2021-28",
        "yourself",
        field="password",
        status=422,
    ),
    Refusal(
        "password_wrong",
        "Kata sandi yang lama tidak cocok.",
        "The old password does not match.",
        "BSSN4-2021-28",
        "yourself",
        field="old",
        status=422,
    ),
    Refusal(
        "username_taken",
        "Nama masuk ini sudah dipakai. Pilih yang lain.",
        "This sign-in name is taken. Choose another.",
        "RANTAU-CONSTRAINT",
        "yourself",
        field="username",
        status=409,
    ),
    Refusal(
        "role_does_not_fit",
        "Peran itu tidak ada di unit seperti ini.",
        "There is no such role in a unit of this kind.",
        "PP59-2021-7",
        "ministry",
        field="role",
        status=422,
    ),
    Refusal(
        "role_given_by_ministry",
        "Peran ini hanya diberikan kementerian.",
        "Only the ministry gives this role.",
        "PP59-2021-7",
        "ministry",
        field="role",
        status=403,
    ),
    Refusal(
        "not_oneself",
        "Penugasan diri sendiri diatur oleh orang lain.",
        "Your own posting is arranged by somebody else.",
        "RANTAU-TWO-PERSONS",
        "office",
        status=403,
    ),
)
