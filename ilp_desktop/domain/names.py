"""How names are shown, sorted and found, in any script."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"},  # noqa: RUF001 - the Turkish letter itself
)
_NO_WORD = re.compile("[^a-z0-9]+")
_SILENT = str.maketrans("", "", "'’‘ʻʼʽ`´")  # noqa: RUF001 - the marks people type for one another


def folded(text: str) -> str:
    """Return a name as people type it in a hurry: lower case, no accents, no apostrophes, single blanks."""
    if text.isascii():
        # Most names; a district's hundred thousand are folded while a roster is applied.
        return " ".join(_NO_WORD.sub(" ", text.lower().translate(_SILENT)).split())
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    apart = "".join(letter if _belongs(letter) else " " for letter in letters.translate(_SILENT))
    return unicodedata.normalize("NFC", " ".join(apart.split()))


def _belongs(letter: str) -> bool:
    # Vowel signs of Devanagari and its kin are marks, not letters, and part of the word all the same.
    return letter.isalnum() or unicodedata.category(letter) in {"Mn", "Mc"}


def sort_key(family_name: str, given_name: str) -> str:
    """Return what the student list is ordered by: family name, then given name."""
    return f"{folded(family_name)}\x1f{folded(given_name)}"


def full_name(given_name: str, family_name: str, preferred_name: str = "") -> str:
    """Return a name as people say it, the preferred name in place of the given one."""
    given = preferred_name or given_name
    return f"{given} {family_name}" if given and family_name else given or family_name


def initials(name: str) -> str:
    """Return at most two letters for a name's badge."""
    words = name.split()
    if not words:
        return ""
    return (words[0][0] + words[-1][0] if len(words) > 1 else words[0][0]).upper()
