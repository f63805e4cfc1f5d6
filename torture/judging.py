"""Judges what a roster reader made of files, row by row, by what the independent parser says stands in them.

A record must equal its row in every field; a row that became no record must be blank or stand in a remark; no row
becomes two records. A reference may have been dropped, and a date left out, only with a remark about that row.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ilp_desktop.domain.roster import PersonKind, RosterReading
from torture.parser import Sheet, sheet

Say = Callable[[str], None]
Told = Callable[[str, int], bool]
"""Whether a remark was made about a file's row; row 0 is the file as a whole."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHAPES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$"), (2, 0, 1)),
    (re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})$"), (0, 1, 2)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})$"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})$"), (2, 0, 1)),
)


def the_date(text: str) -> date | None:
    """Return the date of a cell in the shapes that nobody can read in two ways; None for every other."""
    day = re.split(r"[T ]\d{1,2}:\d\d", text, maxsplit=1)[0]
    for shape, (year, month, of_month) in _SHAPES:
        if found := shape.match(day):
            parts = [int(part) for part in found.groups()]
            try:
                return date(parts[year], parts[month], parts[of_month])
            except ValueError:
                return None
    return None


def the_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list without blanks and repeats."""
    kept: list[str] = []
    for part in text.split(","):
        if part.strip() and part.strip() not in kept:
            kept.append(part.strip())
    return tuple(kept)


_KINDERGARTEN = {"k": "KG", "kg": "KG", "kn": "KG", "kf": "KG", "kindergarten": "KG", "0": "KG", "00": "KG"}
_EARLY = {"pk": "PK", "prek": "PK", "prekindergarten": "PK", "preschool": "PK", "-1": "PK", "tk": "TK"}
_OTHER = {"transitionalkindergarten": "TK", "it": "IT", "pr": "PR", "ps": "PS", "ug": "UG", "ungraded": "UG"}


def the_grade(text: str) -> str:
    """Return a grade as OneRoster spells it; what is none stays."""
    short = "".join(text.lower().split())
    if named := {**_KINDERGARTEN, **_EARLY, **_OTHER}.get(short):
        return named
    number = re.match(r"(?:grade)?(\d+)(?:st|nd|rd|th)?(?:grade)?$", short)
    if number and len(number[1].lstrip("0")) <= 2 and 1 <= int(number[1]) <= 13:
        return f"{int(number[1]):02d}"
    return text


def the_grades(text: str) -> tuple[str, ...]:
    """Return the grades of a cell."""
    return tuple(dict.fromkeys(the_grade(part) for part in the_list(text)))


def the_flag(text: str) -> bool | None:
    """Return yes or no; None where the cell says neither."""
    short = text.lower()
    return (
        True if short in {"true", "1", "yes", "y", "t"} else False if short in {"false", "0", "no", "n", "f"} else None
    )


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record: its column and how the cell is compared."""

    name: str
    column: str
    how: str = "text"


def fields(**how: str) -> tuple[Field, ...]:
    """Say a record's fields: ``title="title"`` or ``kind="type:lower"``."""
    return tuple(Field(name, *spelled.split(":")) for name, spelled in how.items())


_SDS_1: dict[str, tuple[Field, ...]] = {
    "school": fields(sourced_id="SIS ID", name="Name", identifier="School Number"),
    "section": fields(
        sourced_id="SIS ID", title="Section Name", school_sourced_id="School SIS ID:reference",
        course_sourced_id="Course SIS ID", code="Section Number", subjects="Course Subject:list", periods="Periods:list",
    ),
    "student": fields(
        sourced_id="SIS ID", given_name="First Name", family_name="Last Name", middle_name="Middle Name",
        identifier="Student Number", grades="Grade:grades", birth_date="Birthdate:date",
        org_sourced_ids="School SIS ID:references",
    ),
    "teacher": fields(
        sourced_id="SIS ID", given_name="First Name", family_name="Last Name", identifier="Teacher Number",
        org_sourced_ids="School SIS ID:references",
    ),
    "user": fields(given_name="First Name", family_name="Last Name", email="Email", phone="Phone"),
    "enrolled": fields(class_sourced_id="Section SIS ID", user_sourced_id="SIS ID"),
    "guardianrelationship": fields(student_sourced_id="SIS ID", relationship="Role:lower"),
}  # fmt: skip
_SDS_2: dict[str, tuple[Field, ...]] = {
    "orgs": fields(sourced_id="sourcedId", name="name", kind="type:lower", parent_sourced_id="parentSourcedId:reference"),
    "academicsessions": fields(
        sourced_id="sourcedId", title="title", kind="type", begins_on="startDate:date", ends_on="endDate:date"
    ),
    "courses": fields(
        sourced_id="sourcedId", title="title", code="code", org_sourced_id="orgSourcedId:reference",
        session_sourced_id="schoolYearSourcedId:reference", subjects="subject:list", grades="grade:grades",
    ),
    "classes": fields(
        sourced_id="sourcedId", title="title", code="code", course_sourced_id="courseSourcedId:reference",
        school_sourced_id="orgSourcedId:reference", term_sourced_ids="sessionSourcedIds:references",
    ),
    "users": fields(
        sourced_id="sourcedId", given_name="givenName", family_name="familyName", identifier="userNumber",
        phone="phone", sms="sms",
    ),
    "enrollments": fields(class_sourced_id="classSourcedId", user_sourced_id="userSourcedId", role="role:lower"),
    "relationships": fields(
        student_sourced_id="userSourcedId", guardian_sourced_id="relationshipUserSourcedId",
        relationship="relationshipRole:lower",
    ),
}  # fmt: skip
_SHAPES_OF: dict[str, tuple[Field, ...]] = {
    "orgs": fields(
        sourced_id="sourcedId", name="name", kind="type:lower", identifier="identifier",
        parent_sourced_id="parentSourcedId:reference",
    ),
    "academicsessions": fields(
        sourced_id="sourcedId", title="title", kind="type", begins_on="startDate:date", ends_on="endDate:date",
        parent_sourced_id="parentSourcedId:reference",
    ),
    "courses": fields(
        sourced_id="sourcedId", title="title", code="courseCode", grades="grades:grades",
        org_sourced_id="orgSourcedId:reference", session_sourced_id="schoolYearSourcedId:reference",
        subjects="subjects:list",
    ),
    "classes": fields(
        sourced_id="sourcedId", title="title", kind="classType:lower", course_sourced_id="courseSourcedId:reference",
        school_sourced_id="schoolSourcedId:reference", term_sourced_ids="termSourcedIds:references", code="classCode",
        grades="grades:grades", location="location", subjects="subjects:list", periods="periods:list",
    ),
    "users": fields(
        sourced_id="sourcedId", given_name="givenName", family_name="familyName", middle_name="middleName",
        identifier="identifier", email="email", phone="phone", sms="sms", grades="grades:grades",
        agent_sourced_ids="agentSourcedIds:references", enabled="enabledUser:enabled",
    ),
    "users 1.2": fields(
        preferred_given_name="preferredGivenName", preferred_middle_name="preferredMiddleName",
        preferred_family_name="preferredFamilyName", pronouns="pronouns",
    ),
    "users 1.1": fields(org_sourced_ids="orgSourcedIds:references"),
    "enrollments": fields(
        sourced_id="sourcedId", class_sourced_id="classSourcedId", user_sourced_id="userSourcedId", role="role:lower",
        school_sourced_id="schoolSourcedId:reference", primary="primary:flag", begins_on="beginDate:date",
        ends_on="endDate:date",
    ),
}  # fmt: skip


def _differs(value: object, cell: str, how: str) -> bool:
    """Whether a value is not what the cell says, dropped references and unreadable dates aside."""
    exact: dict[str, Callable[[str], object]] = {
        "text": str, "lower": str.lower, "grades": the_grades, "list": the_list,
        "flag": lambda text: the_flag(text) or False, "enabled": lambda text: the_flag(text) is not False,
        "reference": str, "references": the_list,
    }  # fmt: skip
    if how == "date":
        known = the_date(cell)
        # Shapes that can be read in two ways are left to the reader's own tests.
        return value != known if known is not None and known.year in range(1900, 2201) else bool(value and not cell)
    return value != exact[how](cell)


def _is_less(value: Any, cell: str, how: str) -> bool:
    """Whether a value is the cell with something left out."""
    if how in {"reference", "date"}:
        return not value
    if how == "references":
        named = iter(the_list(cell))
        return all(part in named for part in value)
    return False


class Judgement:
    """What is wrong with a reading, as sentences; empty where nothing is."""

    def __init__(self, files: Mapping[str, bytes], reading: RosterReading) -> None:
        self.wrong: list[str] = []
        self._reading = reading
        self._sheets: dict[str, Sheet | None] = {}
        self._files = {name.lower().removesuffix(".csv"): (name, raw) for name, raw in files.items()}
        self._told = {(remark.file, remark.row) for remark in reading.remarks}
        self._counted = sum(count.count for count in reading.counts) > len(reading.remarks)

    def sheet(self, key: str) -> Sheet | None:
        """Return a file as the independent parser has it; None where there is none or nothing in it."""
        if key not in self._sheets:
            named = self._files.get(key)
            self._sheets[key] = sheet(named[1]) if named else None
        return self._sheets[key]

    def told(self, key: str, row: int) -> bool:
        """Whether a remark was made about a row."""
        # Only so many remarks of one kind are kept: past that, nobody can tell.
        return self._counted or (self._files[key][0], row) in self._told

    def say(self, key: str, row: int, what: str) -> None:
        """Note what is wrong, without the cell's words."""
        self.wrong.append(f"{key} row {row}: {what}")

    def part(self, key: str, made: Iterable[Any], shape: tuple[Field, ...]) -> None:
        """Judge the records that one file became."""
        there = self.sheet(key)
        came: set[int] = set()
        for record in made:
            if there is None or record.row not in there.rows:
                self.say(key, record.row, "came from no row")
                continue
            if record.row in came:
                self.say(key, record.row, "came twice")
            came.add(record.row)
            for field in shape:
                self._field(key, there, record, field)
        for deleted in self._reading.roster.deletions:
            came.update({deleted.row} if deleted.row in (there.rows if there else {}) else ())
        self._rows_that_did_not_come(key, there, came)

    def _field(self, key: str, there: Sheet, record: Any, field: Field) -> None:
        value, cell = getattr(record, field.name), there.cell(record.row, field.column)
        if not _differs(value, cell, field.how):
            return
        if not (_is_less(value, cell, field.how) and self.told(key, record.row)):
            self.say(key, record.row, f"{field.name} is not what {field.column} says")

    def _rows_that_did_not_come(self, key: str, there: Sheet | None, came: set[int]) -> None:
        if there is None:
            return
        for row, record in there.rows.items():
            if row not in came and not self.told(key, row):
                self.say(key, row, "did not come in, and nothing was said")
            if row in came and record.open and not self.told(key, row):
                self.say(key, row, "was cut within a quotation, and came in")
        if came and not there.faithful and not self.told(key, 0):
            self.say(key, 0, "was read in a guessed encoding, and nothing was said")


def judged(files: Mapping[str, bytes], reading: RosterReading) -> list[str]:
    """Return what is wrong with what a roster's files became."""
    judge = Judgement(files, reading)
    roster = reading.roster
    if roster.shape == "sds":
        (_sds_first if roster.version == "1" else _sds_second)(judge, reading)
        return judge.wrong
    judge.part("orgs", roster.orgs, _SHAPES_OF["orgs"])
    judge.part("academicsessions", roster.sessions, _SHAPES_OF["academicsessions"])
    judge.part("courses", roster.courses, _SHAPES_OF["courses"])
    judge.part("classes", roster.classes, _SHAPES_OF["classes"])
    people = tuple(roster.people)
    judge.part("users", people, (*_SHAPES_OF["users"], *_SHAPES_OF[f"users {roster.version}"]))
    judge.part("enrollments", roster.enrollments, _SHAPES_OF["enrollments"])
    _roles(judge, people, roster.version)
    _births(judge, people)
    return judge.wrong


def _sds_first(judge: Judgement, reading: RosterReading) -> None:
    roster, people = reading.roster, tuple(reading.roster.people)
    judge.part("school", roster.orgs, _SDS_1["school"])
    judge.part("section", roster.classes, _SDS_1["section"])
    for key, kind in (
        ("student", PersonKind.STUDENT),
        ("teacher", PersonKind.STAFF),
        ("user", PersonKind.GUARDIAN),
    ):
        judge.part(key, [person for person in people if person.kind is kind], _SDS_1[key])
    for key, role in (("studentenrollment", "student"), ("teacherroster", "teacher")):
        judge.part(key, [one for one in roster.enrollments if one.role == role], _SDS_1["enrolled"])
    judge.part("guardianrelationship", roster.relations, _SDS_1["guardianrelationship"])


def _sds_second(judge: Judgement, reading: RosterReading) -> None:
    roster = reading.roster
    parts: dict[str, Iterable[Any]] = {
        "orgs": roster.orgs,
        "academicsessions": roster.sessions,
        "courses": roster.courses,
        "classes": roster.classes,
        "users": roster.people,
        "enrollments": roster.enrollments,
        "relationships": roster.relations,
    }
    for key, made in parts.items():
        judge.part(key, made, _SDS_2[key])
    _births(judge, roster.people)


def _roles(judge: Judgement, people: Iterable[Any], version: str) -> None:
    if version == "1.1":
        there = judge.sheet("users")
        for person in people:
            said = there.cell(person.row, "role").lower() if there and person.row in there.rows else ""
            if [role.role for role in person.roles] != [said]:
                judge.say("users", person.row, "the role is not what the cell says")
        return
    there = judge.sheet("roles")
    if there is None:
        return
    for person in people:
        rows = [row for row in there.rows if there.cell(row, "userSourcedId") == person.sourced_id]
        sure = sorted(there.cell(row, "role").lower() for row in rows if not judge.told("roles", row))
        all_of_them = sorted(there.cell(row, "role").lower() for row in rows)
        got = sorted(role.role for role in person.roles)
        if any(role not in got for role in sure) or any(got.count(role) > all_of_them.count(role) for role in got):
            judge.say("users", person.row, "the roles are not those of roles.csv")


def _births(judge: Judgement, people: Iterable[Any]) -> None:
    there = judge.sheet("demographics")
    for person in people:
        if person.birth_date is None or there is None:
            if person.birth_date is not None:
                judge.say("users", person.row, "a birth date came from nowhere")
            continue
        own = [
            there.cell(row, "birthDate")
            for row in there.rows
            if person.sourced_id in {there.cell(row, "sourcedId"), there.cell(row, "userSourcedId")}
        ]
        if not any(the_date(text) in {None, person.birth_date} for text in own):
            judge.say("users", person.row, "the birth date is not what demographics.csv says")
