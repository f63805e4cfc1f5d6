"""What a passphrase must be: long, and not what a stranger would try first. Nothing about capitals or symbols.

After NIST SP 800-63B: length, a small blocklist, paste allowed, no composition rules, no expiry.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from ilp_desktop.domain.errors import OfficeError

SHORTEST = 15
WORDS = 5
LONGEST = 1000
"""Characters. A pasted file is a slip, not a passphrase."""

_UNGUESSED = 8
"""Characters that must be left when everything guessable is taken out."""

_WALK = 4
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
)
_WALKS = frozenset(
    piece[start : start + _WALK]
    for row in _ROWS
    for piece in (row, row[::-1])
    for start in range(len(piece) - _WALK + 1)
)
_COMMON = (
    "basketball",
    "contraseña",
    "counseling",
    "elementary",
    "opensesame",
    "passphrase",
    "counselor",
    "education",
    "principal",
    "baseball",
    "changeme",
    "district",
    "football",
    "iloveyou",
    "learning",
    "p@ssw0rd",
    "p@ssword",
    "passw0rd",
    "password",
    "passwort",
    "princess",
    "starwars",
    "sunshine",
    "superman",
    "trustno1",
    "battery",
    "college",
    "correct",
    "desktop",
    "escuela",
    "letmein",
    "student",
    "teacher",
    "welcome",
    "career",
    "dragon",
    "middle",
    "monkey",
    "office",
    "school",
    "secret",
    "staple",
    "admin",
    "horse",
    "login",
    "high",
    "plan",
)


class Strength(Enum):
    """How good a passphrase is; ``wording.vault.STRENGTHS`` says it."""

    TOO_WEAK = "too_weak"
    ENOUGH = "enough"
    STRONG = "strong"


def normalized(text: str) -> str:
    """Return what is derived from: NFKC, so that keyboards and systems agree, and one blank between words.

    Blanks before and after do not count, so that a pasted line ending locks nobody out.
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


def octets(text: str) -> bytes:
    """Return a passphrase as the bytes that keys are derived from."""
    # Half a surrogate pair cannot be set (see ``problems``), but it can be typed against an office: it is just wrong.
    return normalized(text).encode(errors="surrogatepass")


def problems(text: str, school: str = "") -> tuple[str, ...]:
    """Return the codes of what is wrong with a new passphrase, or nothing: ``wording.vault`` says each."""
    passphrase = normalized(text)
    if any(unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in passphrase):
        return ("passphrase_characters",)
    if len(passphrase) > LONGEST:
        return ("passphrase_long",)
    if missing(text).characters:
        return ("passphrase_short",)
    left, guessed = _unguessed(passphrase, school)
    if len(left) >= _UNGUESSED:
        return ()
    return guessed or ("passphrase_short",)


def require_good(text: str, school: str) -> None:
    """Raise OfficeError with the first problem of a new passphrase, if it has one."""
    for code in problems(text, school):
        raise OfficeError(code)


def strength(text: str, school: str = "") -> Strength:
    """Say how good a passphrase is, by what is left of it when the guessable is taken out."""
    if problems(text, school):
        return Strength.TOO_WEAK
    left, _guessed = _unguessed(normalized(text), school)
    return Strength.STRONG if len(left) >= SHORTEST + _WALK else Strength.ENOUGH


@dataclass(frozen=True, slots=True)
class Missing:
    """What a new passphrase still lacks: so many characters, or so many different words. Nothing: both are 0."""

    characters: int
    words: int


def missing(text: str) -> Missing:
    """Return what is missing in length alone: either of the two is enough."""
    passphrase = normalized(text)
    characters, words = SHORTEST - len(passphrase), WORDS - len(set(passphrase.casefold().split()))
    return Missing(characters, words) if characters > 0 and words > 0 else Missing(0, 0)


def _unguessed(passphrase: str, school: str) -> tuple[str, tuple[str, ...]]:
    """Take out repetitions, the school's name, common words and walks along the keyboard, and say which there were."""
    left = re.sub(r"[\s\-_.,]", "", passphrase.casefold())
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("passphrase_repeats", _once),
        ("passphrase_school", partial(_without, words=_words_of(school))),
        ("passphrase_common", partial(_without, words=_COMMON)),
        ("passphrase_walk", _without_walks),
    )
    guessed: list[str] = []
    for code, step in steps:
        shorter = step(left)
        if shorter != left:
            guessed.append(code)
        left = shorter
    return left, tuple(guessed)


def _once(text: str) -> str:
    """Return each character that is held down once, and a piece that comes again and again once."""
    single = re.sub(r"(.)\1{2,}", r"\1", text)
    for period in range(1, len(single) // 2 + 1):
        if all(single[place] == single[place - period] for place in range(period, len(single))):
            return single[:period]
    return single


def _words_of(school: str) -> tuple[str, ...]:
    words = re.findall(r"\w{3,}", normalized(school).casefold())
    return tuple(sorted(words, key=len, reverse=True))


def _without(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _without_walks(text: str) -> str:
    kept = [True] * len(text)
    for start in range(len(text) - _WALK + 1):
        if text[start : start + _WALK] in _WALKS:
            kept[start : start + _WALK] = [False] * _WALK
    return "".join(character for character, stays in zip(text, kept, strict=True) if stays)
