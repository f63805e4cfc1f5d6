"""What the cells of a plain table say: names in one cell, languages, numbers, dates in either order, yes and no."""

import re
from collections.abc import Callable
from datetime import date, datetime
from hashlib import blake2b
from typing import TypeVar

from ilp_desktop.domain.mappings import DateOrder
from ilp_desktop.domain.names import folded
from ilp_desktop.roster.values import read_date, read_flag, read_grades

_Key = TypeVar("_Key", str, tuple[str, str, str])
_Value = TypeVar("_Value")
_MOST_KEPT, _LONGEST_KEPT = 20_000, 80


class Memo(dict[_Key, _Value]):
    """Reads a text, or several, once, and remembers what it said: the same few words stand in a table thousands of times."""

    def __init__(self, read: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: _Key) -> _Value:
        value = self._read(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = value
        return value


_LANGUAGES: dict[str, str] = {
    "en": "english eng ingles", "es": "spanish spa espanol castellano", "pt": "portuguese por portugues", "fr": "french fra fre francais",
    "zh": "chinese zho chi mandarin", "yue": "cantonese", "vi": "vietnamese vie", "ar": "arabic ara", "ru": "russian rus",
    "ko": "korean kor", "ja": "japanese jpn", "tl": "tagalog tgl", "fil": "filipino pilipino", "so": "somali som", "sw": "swahili swa",
    "nv": "navajo nav dine", "to": "tongan ton", "sm": "samoan smo", "ht": "haitian creole haitian creole hat", "hmn": "hmong",
    "km": "khmer cambodian khm", "lo": "lao laotian", "th": "thai tha", "my": "burmese mya bur", "ksw": "karen sgaw karen s'gaw karen",
    "ne": "nepali nep", "hi": "hindi hin", "ur": "urdu urd", "pa": "punjabi panjabi pan", "bn": "bengali bangla ben", "gu": "gujarati guj",
    "ta": "tamil tam", "te": "telugu tel", "fa": "persian farsi fas per", "prs": "dari", "ps": "pashto pushto pus", "ku": "kurdish kur",
    "tr": "turkish tur", "de": "german deu ger", "it": "italian ita", "pl": "polish pol", "uk": "ukrainian ukr", "ro": "romanian ron rum",
    "bs": "bosnian bos", "sr": "serbian srp", "hr": "croatian hrv", "sq": "albanian sqi alb", "am": "amharic amh", "ti": "tigrinya tir",
    "om": "oromo orm", "rw": "kinyarwanda kin", "rn": "kirundi rundi run", "ln": "lingala lin", "mh": "marshallese mah", "chk": "chuukese",
    "haw": "hawaiian", "he": "hebrew heb", "el": "greek ell gre", "hu": "hungarian hun", "nl": "dutch nld dut", "sv": "swedish swe",
    "mam": "mam", "quc": "k'iche' kiche quiche", "kjb": "q'anjob'al kanjobal qanjobal", "ase": "american sign language asl sign language",
    "id": "indonesian ind", "ms": "malay msa", "mn": "mongolian mon", "uz": "uzbek uzb", "ute": "ute", "zh-Hant": "traditional chinese",
    "zh-Hans": "simplified chinese", "pt-BR": "brazilian portuguese",
}  # fmt: skip
_SEVERAL_WORDS = ("haitian creole", "sgaw karen", "s'gaw karen", "american sign language", "sign language",
                  "traditional chinese", "simplified chinese", "brazilian portuguese")  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?$")
_GRADES = frozenset({"IT", "PR", "PS", "PK", "TK", "KG", "UG", *(f"{number:02d}" for number in range(1, 14))})
_MORE_GRADES = {"-2": "PK", "-3": "PK", "p4": "PK", "p3": "PK", "p": "PK", "kinder": "KG", "k5": "KG", "ka": "KG", "kp": "KG",
                "freshman": "09", "sophomore": "10", "junior": "11", "senior": "12"}  # fmt: skip
_ORDER = ("PK", "KG", *(f"{number:02d}" for number in range(1, 14)))
_RANGE = re.compile(r"(pk|k|kg|\d{1,2})\s*(?:-|–|to|through)\s*(\d{1,2}|k|kg)$", re.IGNORECASE)  # noqa: RUF001 - a dash as people type it
_MORE_YES, _MORE_NO = (
    frozenset({"x", "si", "sí", "✓", "✔", "checked", "on", "active"}),
    frozenset({"off", "none", "inactive"}),
)
_DIGITS_DATE = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?$")
_MORE_DATES = ("%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y")
_PARTICLES = frozenset(
    ("de", "del", "la", "las", "los", "da", "das", "dos", "di", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el", "st.", "st")
)  # fmt: skip
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "miss", "sr.", "sra.", "coach"})
_NO_DIGITS = re.compile(r"\D+")
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\s*(%?)$")


def _language_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, names in _LANGUAGES.items():
        rest = names
        for several in _SEVERAL_WORDS:
            if several in rest:
                found[folded(several)] = tag
                rest = rest.replace(several, " ")
        found.update({folded(name): tag for name in (tag, *rest.split())})
    return found


_BY_NAME = _language_names()


def read_language(text: str) -> str | None:
    """Return a language as a BCP-47 tag; None where the cell names none that is known."""
    plain = folded(text)
    if found := _BY_NAME.get(plain):
        return found
    # 'Spanish; Castilian', 'es - Spanish', 'Spanish (Mexico)': the first word decides, then any.
    named = [_BY_NAME[word] for word in plain.split() if len(word) > 2 and word in _BY_NAME]
    if named:
        return named[0]
    tag = text.strip()
    return tag if "-" in tag and _TAG.match(tag) and tag.split("-", maxsplit=1)[0] in _BY_NAME else None


def read_grade_levels(text: str) -> tuple[str, ...] | None:
    """Return grades as OneRoster spells them; None where one of them is not known."""
    if found := _RANGE.match(text.strip()):
        ends = [read_grade_levels(end) for end in found.groups()]
        first, last = (_ORDER.index(end[0]) if end and end[0] in _ORDER else -1 for end in ends)
        return tuple(_ORDER[first : last + 1]) if 0 <= first <= last else None
    grades = tuple(_MORE_GRADES.get(grade.strip().lower(), grade) for grade in read_grades(text))
    return grades if all(grade in _GRADES for grade in grades) else None


def read_yes(text: str) -> bool | None:
    """Return yes or no, None where the cell says neither."""
    short = text.strip().lower()
    said = read_flag(short)
    return said if said is not None else True if short in _MORE_YES else False if short in _MORE_NO else None


def read_day(text: str, order: DateOrder) -> date | None:
    """Return the date that a cell says, digits in the order given; None where it says none in that order."""
    found = _DIGITS_DATE.match(text.strip())
    if found is None:
        return read_date(text) or _read_words(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
    if len(found[4]) == 2:
        year += 2000 if year < 69 else 1900
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def _read_words(text: str) -> date | None:
    for shape in _MORE_DATES:
        try:
            return datetime.strptime(text.strip()[:40], shape).date()  # noqa: DTZ007 - a school's local date has no zone
        except ValueError:
            continue
    return None


def read_number(text: str) -> tuple[float, str] | None:
    """Return a number and its unit ('%' or ''), None where the cell is no number."""
    found = _NUMBER.match(text.strip())
    if found is None or not found[1].strip("+-"):
        return None
    return float(found[1].replace(",", "")), found[2]


def read_name(text: str) -> tuple[str, str]:
    """Return given and family name of 'Last, First Middle' or 'First Middle Last'; an empty part where there is none."""
    before, comma, after = text.partition(",")
    if comma and after.strip().lower() not in _SUFFIXES:
        return " ".join(after.split()), " ".join(before.split())
    words = text.replace(",", " ").split()
    while len(words) > 2 and words[0].lower() in _TITLES:
        words.pop(0)
    at = max(len(words) - 1, 0)
    if at > 1 and words[at].lower() in _SUFFIXES:
        at -= 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def is_name(text: str) -> bool:
    """Whether a cell can be a person's name: two words or more, no digits."""
    given, family = read_name(text)
    return bool(given and family) and not any(letter.isdigit() for letter in text)


_folded = Memo(folded)


def name_key(given: str, family: str, beside: str = "") -> str:
    """Return a stable id for a person whom the sender gives none: a digest of folded name and what tells them apart."""
    plain = f"{_folded[given]}\x1f{_folded[family]}\x1f{beside.lower()}"
    return "name:" + blake2b(plain.encode(), digest_size=10).hexdigest()


def phone_digits(text: str) -> str:
    """Return the last ten digits of a phone number, which is how often the same number is written differently."""
    return _NO_DIGITS.sub("", text)[-10:]
