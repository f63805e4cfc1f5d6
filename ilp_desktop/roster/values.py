"""Turns what a roster's cell says into a value: dates, grades, lists, yes and no, roles."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from ilp_desktop.domain.roster import PersonKind

# ISO first. A date with slashes is month first: these files are American.
_DATE_SHAPES = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%m-%d-%Y",
    "%m.%d.%Y",
    "%d-%b-%Y",
    "%b %d, %Y",
    "%m/%d/%y",
)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_EARLIEST, _LATEST = 1900, 2200

_GRADE_NAMES: Mapping[str, str] = {
    "k": "KG", "kg": "KG", "kn": "KG", "kf": "KG", "kindergarten": "KG", "0": "KG", "00": "KG",
    "pk": "PK", "prek": "PK", "prekindergarten": "PK", "preschool": "PK", "-1": "PK",
    "tk": "TK", "transitionalkindergarten": "TK", "it": "IT", "pr": "PR", "ps": "PS", "ug": "UG", "ungraded": "UG",
}  # fmt: skip
_GRADE_NUMBER = re.compile(r"(?:grade)?0*(\d{1,2})(?:st|nd|rd|th)?(?:grade)?$")
_LAST_GRADE = 13

_GUARDIANS = frozenset({"guardian", "parent", "relative"})
_STAFF = frozenset(
    {
        "administrator", "aide", "counselor", "districtadministrator", "principal", "proctor", "siteadministrator",
        "systemadministrator", "teacher", "faculty", "staff", "professor", "chair", "researcher", "adjunct", "affiliate",
        "occupationaltherapist", "physicaltherapist", "speechtherapist", "visiontherapist", "paraprofessional",
        "specialservices", "advisor", "nurse", "officestaff", "lecturer", "itadmin", "teacherassistant", "assistant",
        "instructor", "substitute", "coach",
    }
)  # fmt: skip
_STUDENTS = frozenset({"student", "learner"})
# Longer than any date, role or list of grades. What is longer is read each time: what is remembered stays small.
_REMEMBERED = 80
_FALL = 8
_FLAGS: Mapping[str, bool] = {
    "true": True, "1": True, "yes": True, "y": True, "t": True,
    "false": False, "0": False, "no": False, "n": False, "f": False,
}  # fmt: skip


def read_date(text: str) -> date | None:
    """Return the school date that a cell says, in any of several shapes; None where it says none."""
    return _date(text) if len(text) <= _REMEMBERED else None


@lru_cache(maxsize=65536)
def _date(text: str) -> date | None:
    day = _TIME_OF_DAY.sub("", text.strip())
    if _ISO_DATE.fullmatch(day):
        # What nearly every sender writes, in a tenth of the time.
        try:
            found = date.fromisoformat(day)
        except ValueError:
            return None
        return found if _EARLIEST <= found.year <= _LATEST else None
    for shape in _DATE_SHAPES:
        try:
            found = datetime.strptime(day, shape).date()  # noqa: DTZ007 - a school's local date has no zone
        except ValueError:
            continue
        if _EARLIEST <= found.year <= _LATEST:
            return found
    return None


def read_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list in one cell, without blanks around them and without repeats."""
    if "," not in text:
        return (text,) if text else ()
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def read_grades(text: str) -> tuple[str, ...]:
    """Return grades as OneRoster spells them (KG, 01 … 13); what is no known grade stays as it was written."""
    return _grades(text) if len(text) <= _REMEMBERED else _grades.__wrapped__(text)


@lru_cache(maxsize=1024)
def _grades(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_grade(part) for part in read_list(text)))


def _grade(text: str) -> str:
    short = "".join(text.lower().split())
    if named := _GRADE_NAMES.get(short):
        return named
    number = _GRADE_NUMBER.match(short)
    if number and 1 <= int(number[1]) <= _LAST_GRADE:
        return f"{int(number[1]):02d}"
    return text


def school_year_of(ends_on: date) -> int:
    """Return the calendar year in which the school year ends that a term of it ends in: a fall term's is the next."""
    return ends_on.year + (ends_on.month >= _FALL)


def read_flag(text: str) -> bool | None:
    """Return yes or no, None where the cell says neither."""
    return _FLAGS.get(text.lower())


def role_kind(role: str) -> PersonKind | None:
    """Return what a role makes of a person, None for a role unknown to us.

    A district's own roles ('ext:schoolCounselor') count as what they end with.
    """
    return _role_kind(role) if len(role) <= _REMEMBERED else None


@lru_cache(maxsize=1024)
def _role_kind(role: str) -> PersonKind | None:
    plain = role.lower().removeprefix("ext:").replace(" ", "").replace("_", "").replace("-", "")
    for kind, roles in ((PersonKind.STUDENT, _STUDENTS), (PersonKind.GUARDIAN, _GUARDIANS), (PersonKind.STAFF, _STAFF)):
        if plain in roles or (role.lower().startswith("ext:") and plain.endswith(tuple(roles))):
            return kind
    return None
