"""Reads what a sign-up tool exports: one row a slot, with day, time, teacher and whoever took it.

No two tools call their columns the same, and none says what its file is: the headings are compared with what such tools
write. What a cell means for the office is found elsewhere.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.slots import Slot
from ilp_desktop.domain.times import time_said
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.remarks import Remarks
from ilp_desktop.roster.sheets import open_book
from ilp_desktop.roster.values import read_date

MOST_ROWS = 20_000
_NAMES: Mapping[str, tuple[str, ...]] = {
    "on": ("date", "day", "slot date", "appointment date", "conference date", "start date", "meeting date", "event date",
           "start date time", "start date time mm dd yyyy", "date time", "fecha"),
    "at": ("time", "start", "start time", "slot time", "appointment time", "conference time", "from", "begins", "begin",
           "meeting time", "slot", "hora", "time slot"),
    "teacher": ("teacher", "teacher name", "staff", "staff name", "staff member", "educator", "instructor", "with", "host",
                "docente", "maestro", "calendar"),
    "number": ("student number", "student id", "studentid", "student no", "id number", "local id", "student", "number"),
    "student": ("student name", "student", "child", "child name", "childs name", "students name", "name of student",
                "estudiante", "item comment"),
    "given": ("student first name", "child first name", "students first name"),
    "family": ("student last name", "child last name", "students last name"),
    "parent": ("parent", "parent name", "guardian", "guardian name", "name", "signed up by", "attendee", "full name",
               "padre", "parent guardian", "parent guardian name"),
}  # fmt: skip
"""What the tools call each column, the surest word first."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which heading is which; '' where there is none."""

    on: str
    at: str
    teacher: str
    number: str
    student: str
    given: str
    family: str
    parent: str


def read_slots(path: Path) -> tuple[Slot, ...]:
    """Return the slots of a file.

    Raises OfficeError ``slots_no_columns`` where no column holds days, times or students, and what ``open_book`` raises.
    """
    with open_book(path, Remarks()) as book:
        sheet = book.sheet()
        found = _columns(sheet.headings, path.name)
        asked = tuple(heading for heading in dict.fromkeys(_wanted(found)) if heading)
        slots: list[Slot] = []
        for row, cells, _raw in sheet.rows(asked):
            slots.append(_slot(row, dict(zip(asked, cells, strict=False)), found))
            if len(slots) == MOST_ROWS:
                break
        return tuple(slots)


def _columns(headings: Sequence[str], file: str) -> _Columns:
    plain = {plain_heading(heading): heading for heading in reversed(headings)}
    taken: dict[str, str] = {}
    for key, names in _NAMES.items():
        taken[key] = next((plain[plain_heading(name)] for name in names if plain_heading(name) in plain), "")
    # A bare 'Student' holds numbers or names; which, each cell says for itself.
    if taken["on"] and not taken["at"]:
        taken["at"] = taken["on"]
    whose = taken["number"] or taken["student"] or taken["family"] or taken["parent"]
    if not taken["on"] or not whose:
        raise OfficeError("slots_no_columns", file=file)
    return _Columns(**taken)


def _wanted(found: _Columns) -> tuple[str, ...]:
    return (found.on, found.at, found.teacher, found.number, found.student, found.given, found.family, found.parent)


def _slot(row: int, cells: Mapping[str, str], found: _Columns) -> Slot:
    def cell(heading: str) -> str:
        return cells.get(heading, "") if heading else ""

    number = cell(found.number)
    named = cell(found.student) or f"{cell(found.given)} {cell(found.family)}".strip()
    on, rest = _day(cell(found.on))
    at = time_said(cell(found.at) if found.at != found.on else rest)
    is_number = any(letter.isdigit() for letter in number)
    return Slot(
        row=row,
        on=on,
        starts_at=at,
        teacher=cell(found.teacher),
        number=number if is_number else "",
        student=named if named != number or not is_number else "",
        parent=cell(found.parent),
    )


def _day(text: str) -> tuple[date | None, str]:
    """Return the day that a cell begins with, and what is left of it: often the time."""
    whole = read_date(text)
    if whole is not None:
        return whole, re.split(r"[ T]", text, maxsplit=1)[1] if re.search(r"[ T]\d", text) else ""
    words = text.replace("T", " ").split()
    for many in range(len(words) - 1, 0, -1):
        on = read_date(" ".join(words[:many]).rstrip(","))
        if on is not None:
            return on, " ".join(words[many:])
    return None, ""
