"""What a column's heading says, whatever system wrote it: words in lower case, abbreviations written out.

``Student_Number``, ``student.studentNumber``, ``STUDENT-NBR`` and ``Stu #`` all say "student number".
"""

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[#%]")
_MARKS_OF_POSSESSION = re.compile("['\u2019]s?\\b")
_WRITTEN_OUT: dict[str, str] = {
    "fn": "first name", "fname": "first name", "firstname": "first name", "first": "first name", "given": "first name",
    "ln": "last name", "lname": "last name", "lastname": "last name", "surname": "last name", "last": "last name",
    "mn": "middle name", "mname": "middle name", "middle": "middle name", "mi": "middle name",
    "middlename": "middle name", "nickname": "preferred name", "nick": "preferred", "goes": "preferred",
    "dte": "date", "dob": "birth date", "birthdate": "birth date", "bdate": "birth date", "birthday": "birth date",
    "stu": "student", "stud": "student", "stdnt": "student", "pupil": "student", "learner": "student",
    "num": "number", "nbr": "number", "nr": "number", "#": "number", "id": "id", "ids": "id",
    "grd": "grade", "gr": "grade", "lvl": "level", "gradelevel": "grade level", "yr": "year",
    "tchr": "teacher", "tch": "teacher", "instructor": "teacher", "counsellor": "counselor", "cnslr": "counselor",
    "coun": "counselor", "hr": "homeroom", "hrm": "homeroom", "hmrm": "homeroom", "advisory": "homeroom",
    "ph": "phone", "tel": "phone", "telephone": "phone", "phonenumber": "phone", "cellular": "cell", "mobile": "cell",
    "addr": "address", "zipcode": "zip", "postal": "zip", "lang": "language", "lng": "language",
    "gdn": "guardian", "grdn": "guardian", "guard": "guardian", "par": "parent", "pg": "guardian", "sch": "school",
    "rel": "relationship", "relation": "relationship", "crs": "course", "sect": "section", "sec": "section",
    "pct": "percent", "%": "percent", "percentage": "percent", "cr": "credit", "crhr": "credit", "crd": "credit",
    "dept": "department", "desc": "description", "descr": "description", "emp": "employee", "cred": "credit",
    "abs": "absent", "absence": "absent", "att": "attendance", "attend": "attendance", "tardie": "tardy",
    "email": "email", "mail": "mail", "elem": "elementary", "sem": "semester", "qtr": "quarter", "req": "required",
    "pref": "preferred", "min": "minimum", "enroll": "enrollment", "enrolled": "enrollment",
    "hours": "hour", "interp": "interpreter", "translator": "interpreter", "hm": "home", "pctl": "percentile",
    "custodial": "custody", "prim": "primary", "bldg": "school", "building": "school", "campus": "school",
}  # fmt: skip
_SILENT = frozenset({"the", "of", "s", "and", "or", "field"})


@lru_cache(maxsize=16384)
def plain_heading(heading: str) -> str:
    """Return a heading's words in lower case, abbreviations written out, plural and possessive endings dropped."""
    text = unicodedata.normalize("NFKD", _MARKS_OF_POSSESSION.sub("", heading))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = (
        text.replace("E-mail", "email").replace("e-mail", "email").replace("E-Mail", "email").replace("eMail", "email")
    )
    if not any(letter.islower() for letter in text):
        text = text.lower()
    words: list[str] = []
    found: list[str] = _WORDS.findall(text)
    if found and found[-1].lower() == "no":
        found[-1] = "number"
    for word in found:
        lower = word.lower()
        single = lower[:-1] if len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us")) else lower
        for part in _WRITTEN_OUT.get(lower, _WRITTEN_OUT.get(single, single)).split():
            # 'First Name' says its second word once, though 'First' alone is written out.
            if part not in _SILENT and not (words and words[-1] == part):
                words.append(part)
    return " ".join(words)
