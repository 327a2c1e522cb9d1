"""Names put together from tokens by sex and position (data/person_names), and their other spellings on papers."""

from functools import lru_cache
from random import Random

from rantau.cli.demo.drawing import Weighted, below
from rantau.data import rows

SINGLE_NAMES = 0.12
"""Share of persons with one name only: about one in eight (stack.md §9)."""
_LENGTHS = Weighted.of([(2, 52.0), (3, 39.0), (4, 9.0)])
_CLEAR_SEX = 0.9
"""A token counts for a sex when nine of ten bearers have it: the source's labels are wrong for some."""
_POSITIONS = ("first", "middle", "last", "only")


@lru_cache(maxsize=2)
def _tokens(sex: str) -> dict[str, Weighted[str]]:
    column = "male" if sex == "m" else "female"
    found: dict[str, list[tuple[str, float]]] = {position: [] for position in _POSITIONS}
    for row in rows("person_names/name_tokens_by_position.csv.gz"):
        count, total = int(row[column]), int(row["total"])
        unisex_end = row["position"] in {"middle", "last"} and count >= total / 4
        if len(row["token"]) > 2 and row["token"][-1].isalpha() and (count >= _CLEAR_SEX * total or unisex_end):
            found[row["position"]].append((_capital(row["token"]), float(count)))
    return {position: Weighted.of(pairs) for position, pairs in found.items()}


def _capital(token: str) -> str:
    """``al-ghifari`` → ``Al-Ghifari``, ``rifa'i`` → ``Rifa'i``."""
    return "-".join(part.capitalize() for part in token.split("-"))


def draw_name(source: Random, sex: str) -> str:
    """Draw a full name for sex ``f`` or ``m``: one to four tokens, none twice."""
    tokens = _tokens(sex)
    if source.random() < SINGLE_NAMES:
        return tokens["only"].draw(source)
    length = _LENGTHS.draw(source)
    parts = [tokens["first"].draw(source)]
    for position in ["middle"] * (length - 2) + ["last"]:
        token = tokens[position].draw(source)
        while token in parts:
            token = tokens[position].draw(source)
        parts.append(token)
    return " ".join(parts)


def spell_otherwise(source: Random, name: str) -> str:
    """Return the name as another office might have written it; the same text when no variant exists.

    Every variant has the same matching form (``people.names.normalise_name``), which a test checks.
    """
    variants = sorted(set(_variants(name)) - {name})
    return variants[below(source, len(variants))] if variants else name


def _variants(name: str) -> list[str]:
    words = name.split()
    found = [_join(words, index, other) for index, word in enumerate(words) for other in _other_spellings(word)]
    # "St." at the end of a name is read as the engineer's degree.
    return [other for other in found if not other.endswith(" St.")]


def _join(words: list[str], index: int, word: str) -> str:
    return " ".join([*words[:index], word, *words[index + 1 :]])


_WHOLE = {
    "Muhammad": ("Moh.", "Muh.", "Moch.", "Mohammad", "Muhamad"),
    "Mohammad": ("Moh.", "Muhammad"),
    "Siti": ("St.", "Sitti"),
}
_VOWELS = frozenset("aiueo")


def _other_spellings(word: str) -> list[str]:
    lower = word.lower()
    found = list(_WHOLE.get(word, ()))
    for index, sign in enumerate(lower):
        before, after = lower[index - 1 : index], lower[index + 1 : index + 2]
        other = _old_sound(sign, before, after)
        if other:
            found.append(_capital(lower[:index] + other + lower[index + 1 :]))
            break
    if len(lower) > 3 and lower.endswith("i") and lower[-2] not in _VOWELS | {"y", "j", "d", "t"}:
        found.append(f"{word[:-1]}y")
    return found


def _old_sound(sign: str, before: str, after: str) -> str | None:
    """The spelling before 1972 of one letter between its neighbours, where it reads back without doubt."""
    if sign == "u" and before not in {"o", "u"} and after not in {"e", "u"}:
        return "oe"
    if sign == "j" and before not in {"d", "t", "j"} and after != "j":
        return "dj"
    if sign == "c" and before not in {"t", "c"} and after in _VOWELS:
        return "tj"
    if sign == "y" and before in _VOWELS and after in _VOWELS:
        return "j"
    return None
