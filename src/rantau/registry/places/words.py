"""How a text becomes words to search by: the same cut when rows are loaded and when people type."""

import re
import unicodedata

_SYNONYMS = {"ds": "desa", "kodya": "kota", "kotamadya": "kota", "prop": "provinsi"}


def search_words(text: str) -> list[str]:
    """Cut a text into lower-case Latin words and numbers; accents go, every other sign separates.

    "Tiro/Truseb" is two words; "ds" becomes "desa".
    """
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [_SYNONYMS.get(word, word) for word in re.findall("[a-z0-9]+", plain)]
