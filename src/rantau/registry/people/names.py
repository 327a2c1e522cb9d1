"""The form of a name used for matching only, never shown and never stored as the name: one spelling for one sound.

Old Indonesian spelling (oe, dj, tj, j for y), doubled letters, Moh./Muh./Moch. and St. differ between the papers of one
person; titles and bin/binti come and go. Over-matching is safe: matching proposes, a person decides (design.md §5.7).
"""

import re
import unicodedata


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DEGREES = _listed("""
    SPD SPDI SPDK SKOM SKEP SKEB SKM SAG SSOS SSOSI SIP SSI SHUM SPSI SFARM SGZ SHI SEI SP SPT SPI ST STR STP STH SH SE
    MA MM MH MT MSI MPD MPDI MKES MKOM MAG MHUM MSC MBA MKEP MKEB PHD AMD AMDKEB AMDKEP SST SSTP NERS NS LC BA BSC DRS
""")
"""Written after a comma or with dots: S.Pd., A.Md.Keb., S.E."""
_BARE_DEGREES = _listed("SPD SPDI SKOM SKEP SKM SAG SSOS SPSI MPD MKES MKOM AMD AMDKEB")
"""No name is spelled so: a degree even without comma and dots."""
_TITLES = _listed("H HY HAYI HAYAH DR DRS DRA DRG IR PROF KH KYAI KIAI USTAD USTADZ USTAZ ALM ALMH NY TN SDR SDRI")
"""In folded spelling (Hj. → HY, Haji → HAYI)."""
_LINEAGE = _listed("BIN BINTI BINTE BTE BT")
_MUHAMMAD = _listed("""
    MUHAMAD MUHAMMAD MOHAMAD MOHAMED MUHAMED MOCHAMAD MUCHAMAD MOKHAMAD MUKHAMAD MUHAMAT MOHAMAT MOH MUH MOCH MUCH MOHD
    MUHD MHD MOKH MUKH
""")
_SITI = _listed("SITI ST STI")


def normalise_name(text: str) -> str:
    """Return the matching form of a name: capitals A–Z and digits, words apart by one space.

    Idempotent. A name made of titles only stays as it is; a text without Latin letters or digits becomes empty.
    """
    words = [_fold(word) for word in _words(text)]
    kept = _without_titles([word for word in words if word not in _LINEAGE])
    return " ".join(map(_same_name, kept or words))


def _words(text: str) -> list[str]:
    """Latin words in capitals; degrees after a comma or written with dots are left out."""
    plain = unicodedata.normalize("NFKD", text).upper()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found: list[str] = []
    for position, part in enumerate(re.split("[,;]", plain)):
        for raw in part.split():
            letters = re.sub("[^A-Z0-9]", "", raw)
            dotted = "." in raw.rstrip(".")
            if found and letters in _DEGREES and (position or dotted):
                continue
            found += [piece for dot in raw.split(".") if (piece := re.sub("[^A-Z0-9]", "", dot))]
    return found


def _fold(word: str) -> str:
    word = _single(word)
    for old, new in (("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("J", "Y")):
        word = word.replace(old, new)
    if len(word) > 2 and word.endswith("Y"):
        word = f"{word[:-1]}I"
    return _single(word)


def _single(word: str) -> str:
    return re.sub(r"([A-Z])\1+", r"\1", word)


def _without_titles(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in _TITLES:
        start += 1
    while end > start and _is_degree(words[end - 1], alone=end - start == 1):
        end -= 1
    return words[start:end]


def _is_degree(word: str, *, alone: bool) -> bool:
    """``ST`` at the end is the engineer's degree, elsewhere it is short for Siti."""
    return word in _BARE_DEGREES or (word == "ST" and not alone)


def _same_name(word: str) -> str:
    if word in _MUHAMMAD:
        return "MUHAMMAD"
    return "SITI" if word in _SITI else word
