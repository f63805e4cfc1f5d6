"""Which system a table comes from, by how it heads its columns; else by the name of its file."""

import re
from collections.abc import Iterable
from pathlib import Path

# What only this system writes counts two, what others write as well counts one; two make a system.
_STYLES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Infinite Campus",
     ("student.", "contacts.", "activeenrollment.", "individual.", "coursesection.", "grading.", "cal.", "testscore.", "test.", "sch.",
      "roster.", "staff.", "household.", "credit.", "courseinfo.", "attendance."),
     ("personid", "sectionid")),
    ("PowerSchool",
     ("student_number", "lastfirst", "grade_level", "home_phone", "enroll_status", "earnedcrhrs", "potentialcrhrs", "storecode", "store_code",
      "teachernumber", "course_number", "section_number", "students.", "[students]", "storedgrades.", "home_room", "mailing_street", "email_addr"),
     ("dcid", "schoolid", "dob", "first_name", "last_name")),
    ("Skyward",
     ("nalphakey", "student-id", "default entity", "stu last name", "stu first name", "other id", "name-id", "abs-total"),
     ("entity", "grad yr", "advisor", "birth-dte", "last-name", "first-name")),
    ("Aspire", ("legal last name", "cactus id", "legal first name"), ("ssid", "track")),
    ("Synergy", ("sis number", "student gu", "section gu", "organization name"), ("perm id", "staff name")),
    ("Aeries", ("stu.", "crs.", "mst.", "stf."), ("perm id", "stuid")),
    ("NWEA MAP Growth", ("testritscore", "termname", "measurementscale"), ("testpercentile", "studentid")),
)  # fmt: skip
_ENOUGH = 2
_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY_WORDS = frozenset({"export", "copy", "final", "new", "csv", "xlsx", "list", "download"})


def sender_of(headings: Iterable[str]) -> str:
    """Return the system whose headings these are, '' where they could be anybody's."""
    plain = [heading.strip().casefold() for heading in headings]
    best, most = "", 0
    for name, own, shared in _STYLES:
        weight = sum(_counts(heading, own, shared) for heading in plain)
        if weight > most:
            best, most = name, weight
    return best if most >= _ENOUGH else ""


def _counts(heading: str, own: tuple[str, ...], shared: tuple[str, ...]) -> int:
    if any(
        heading == each or heading.endswith(f" {each}") or (each.endswith((".", "]")) and heading.startswith(each))
        for each in own
    ):
        return 2
    return 1 if heading in shared else 0


def file_words(path: Path) -> str:
    """Return the words of a file's name, to call its sender by until somebody says better."""
    words = [word for word in _WORD.findall(path.stem.replace("_", " ")) if word.casefold() not in _EMPTY_WORDS]
    return " ".join(words).strip().capitalize() or "Table"
