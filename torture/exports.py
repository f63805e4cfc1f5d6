"""Mutated plain exports: read through a mapping as the program reads them, judged row by row by the independent parser."""

import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.domain.roster import RosterReading
from ilp_desktop.roster.mapped import read_table
from torture.cases import Case, Found
from torture.judging import the_date, the_flag, the_grade, the_list
from torture.mutations import bent
from torture.parser import DELIMITERS, Record, decoded, records

_FOOT = re.compile(
    r"\W*(?:grand|sub)?\s*(?:totals?|count|sum|average|avg|mean|records?|rows?|students?|number|report|printed|run|generated|"
    r"exported|created|prepared|as of|page|end of|confidential|notes?|source|legend|key|\*|---|===|___|\d+ \w+)",
    re.IGNORECASE,
)
_LANGUAGES = {"English": "en", "Spanish": "es", "Navajo": "nv", "SPA": "es", "eng": "en"}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Export:
    """An export in a system's manner, and how it is read."""

    text: str
    mapping: TableMapping

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns that are read."""
        return tuple(use.column for use in self.mapping.columns)


def _mapping(content: Content, **columns: str) -> TableMapping:
    return TableMapping("Invented", content, tuple(ColumnUse(name, column) for name, column in columns.items()))


EXPORTS: tuple[Export, ...] = (
    Export(
        "Student Number,Last Name,First Name,Middle Name,Grade,DOB,School,Home Language,Email,Phone,Active\n"
        "4001,Núñez,Zoë,,05,04/13/2016,Alder Elementary,Spanish,zoe@example.org,(435) 555-0101,Y\n"
        '4002,"Tsosie, Jr.",Ben,Kai,"09",2012-01-02,Birch Middle,Navajo,,435-555-0102,yes\n'
        '4003,O\'Neill,"Mary ""May""",,K,9/30/2021,Alder Elementary,English,,,1\n'
        "4004,de la Cruz,Ana Lucía,,6,20150201,Birch Middle,,ana@example.org,,N\n"
        "4005,Lund,Erik,J,12,12/31/2008,Cedar High,SPA,,,true\n"
        "4006,Begay,Shandiin,,Grade 7,2014-07-04,Birch Middle,eng,,555-0103,\n",
        _mapping(
            Content.STUDENTS,
            student_number="Student Number", last_name="Last Name", first_name="First Name", middle_name="Middle Name",
            grade="Grade", birth_date="DOB", school="School", language="Home Language", email="Email", phone="Phone",
            active="Active",
        ),
    ),
    Export(
        "studentNumber\tlastName\tfirstName\tgrade\tbirthdate\tschoolName\r\n"
        "4001\tNúñez\tZoë\t05\t2016-04-13\tAlder Elementary\r\n4002\tTsosie\tBen\t9\t2012-01-02\tBirch Middle\r\n"
        "4003\tO'Neill\tMary\tKG\t2021-09-30\tAlder Elementary\r\n4004\tde la Cruz\tAna Lucía\t6\t2015-02-01\t\r\n",
        _mapping(
            Content.STUDENTS,
            student_number="studentNumber", last_name="lastName", first_name="firstName", grade="grade",
            birth_date="birthdate", school="schoolName",
        ),
    ),
    Export(
        "Student ID,Course,Term,Score,Date\n4001,Reading 5,Q1,A-,10/30/2026\n4001,Math 5,Q1,92.5,10/30/2026\n"
        '4002,"Reading, Writing",Q1,B+,10/30/2026\n4002,Math 9,S1,"1,204",2026-10-30\n4003,Art,Q1,Proficient,\n4004,Music,,77,\n',
        _mapping(
            Content.GRADES,
            student_number="Student ID", course="Course", term="Term", score="Score", measured_on="Date",
        ),
    ),
)  # fmt: skip


def delimiter_of(text: str) -> str:
    """Return what parts the columns: of what stands equally often in most of the first lines, the most frequent."""
    lines = [line for line in re.split(r"\r\n|\r|\n", text.replace("\0", ""))[:40] if line.strip()]
    best, most = ",", 0
    for sign in DELIMITERS:
        counts = Counter(re.sub(r'"[^"]*"', "", line).count(sign) for line in lines)
        weight = max((count * lines_so for count, lines_so in counts.items()), default=0)
        if weight > most:
            best, most = sign, weight
    return best


def _heading(cell: str) -> str:
    return " ".join(cell.split()).casefold()


class Table:
    """An export as the independent parser has it: the mapped columns of each row by its number."""

    def __init__(self, raw: bytes, export: Export) -> None:
        text, self.faithful = decoded(raw)
        found = records(text, delimiter_of(text))
        wanted = {_heading(name) for name in export.headings}
        self.heading_row = next(
            (at for at, record in enumerate(found[:40], 1) if wanted <= {_heading(cell) for cell in record.cells}), 0
        )
        self.rows: dict[int, Record] = {}
        self._places: dict[str, int] = {}
        if not self.heading_row:
            return
        names = [_heading(cell) for cell in found[self.heading_row - 1].cells]
        self._places = {use.field: names.index(_heading(use.column)) for use in export.mapping.columns}
        again = [name for name in names if name]
        for row, record in enumerate(found[self.heading_row :], self.heading_row + 1):
            if any(self._cell(record, field) for field in self._places) and again != [
                _heading(cell) for cell in record.cells if cell.strip()
            ]:
                self.rows[row] = record

    def _cell(self, record: Record, field: str) -> str:
        at = self._places.get(field, -1)
        return record.cells[at].strip() if 0 <= at < len(record.cells) else ""

    def cell(self, row: int, field: str) -> str:
        """Return a mapped cell without blanks around it."""
        return self._cell(self.rows[row], field)

    def is_foot(self, row: int) -> bool:
        """Whether a row may stand under the table and be no part of it."""
        first = next((cell.strip() for cell in self.rows[row].cells if cell.strip()), "")
        return _FOOT.match(first) is not None


class _Judgement:
    def __init__(self, raw: bytes, export: Export, reading: RosterReading) -> None:
        self.wrong: list[str] = []
        self.table = Table(raw, export)
        self.told = {remark.row for remark in reading.remarks}
        self.came: Counter[int] = Counter()

    def say(self, row: int, what: str) -> None:
        self.wrong.append(f"row {row}: {what}")

    def same(self, row: int, name: str, value: object, expected: object) -> None:
        """A value is what the cell says, or left out with a remark about the row."""
        if value != expected and not (not value and row in self.told):
            self.say(row, f"{name} is not what the cell says")

    def known(self, row: int) -> bool:
        if row not in self.table.rows:
            self.say(row, "came from no row")
            return False
        self.came[row] += 1
        return True

    def rest(self) -> None:
        """Judge the rows that became nothing."""
        for row, record in self.table.rows.items():
            if not self.came[row] and row not in self.told and not self.table.is_foot(row):
                self.say(row, "did not come in, and nothing was said")
            if self.came[row] and record.open and row not in self.told:
                self.say(row, "was cut within a quotation, and came in")
        if self.came and not self.table.faithful and 0 not in self.told:
            self.say(0, "was read in a guessed encoding, and nothing was said")


def _person(judge: _Judgement, person: Any) -> None:
    row, cell = person.row, judge.table.cell
    judge.same(row, "the id", person.sourced_id, cell(row, "student_number"))
    judge.same(row, "the number", person.identifier, cell(row, "student_number"))
    for name, field in (
        ("given_name", "first_name"), ("family_name", "last_name"), ("middle_name", "middle_name"), ("email", "email"),
        ("phone", "phone"),
    ):  # fmt: skip
        judge.same(row, name, getattr(person, name), cell(row, field))
    judge.same(row, "the school", "".join(person.org_sourced_ids), cell(row, "school"))
    grades = tuple(dict.fromkeys(the_grade(part) for part in the_list(cell(row, "grade"))))
    # Ranges and words for grades are left to the reader's own tests.
    if all(grade in _GRADES for grade in grades) or not person.grades:
        judge.same(row, "the grade", person.grades, grades)
    day = the_date(cell(row, "birth_date"))
    if day is not None or not person.birth_date:
        judge.same(row, "the birth date", person.birth_date, day if day and 1900 <= day.year <= 2200 else None)
    spoken = cell(row, "language")
    if spoken in _LANGUAGES or not spoken:
        judge.same(row, "the language", person.language, _LANGUAGES.get(spoken, ""))
    active = the_flag(cell(row, "active"))
    if active is not None:
        judge.same(row, "active", person.enabled, active)


_GRADES = frozenset({"PK", "TK", "KG", *(f"{number:02d}" for number in range(1, 14))})


def _result(judge: _Judgement, result: Any) -> None:
    row, cell = result.row, judge.table.cell
    judge.same(row, "the student", result.student_sourced_id, cell(row, "student_number"))
    judge.same(row, "the label", result.label, cell(row, "course") or "Score")
    judge.same(row, "the term", result.term, cell(row, "term"))
    score = cell(row, "score")
    number = _NUMBER.match(score.removesuffix("%").strip())
    if number and any(sign.isdigit() for sign in score) and score.isascii():
        judge.same(row, "the value", result.value, float(score.removesuffix("%").replace(",", "")))
    elif result.value is None:
        judge.same(row, "the words", result.said, score)
    day = the_date(cell(row, "measured_on"))
    if day is not None:
        judge.same(row, "the day", result.measured_on, day if 1900 <= day.year <= 2200 else None)


def judged(raw: bytes, export: Export, reading: RosterReading) -> list[str]:
    """Return what is wrong with what an export became."""
    judge = _Judgement(raw, export, reading)
    for person in reading.roster.people:
        if judge.known(person.row):
            _person(judge, person)
    for result in reading.roster.results:
        if judge.known(result.row):
            _result(judge, result)
    if export.mapping.content is Content.GRADES:
        # A row without a mark has nothing to bring.
        judge.told |= {row for row in judge.table.rows if not judge.table.cell(row, "score")}
    judge.wrong += [f"row {row}: came twice" for row, times in judge.came.items() if times > 1]
    judge.rest()
    return judge.wrong


def bytes_of(number: int) -> tuple[bytes, Export]:
    """Return the bent export of a case."""
    chance = random.Random(f"export {number}")
    export = chance.choice(EXPORTS)
    raw = export.text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16")))
    if chance.random() < 0.2:
        title = f"Report of {chance.randrange(9)} students{chance.choice(('', ',,,'))}\n"
        raw = (title + export.text).encode() + chance.choice((b"", b"Total: 6\n", b"\n6 students\n"))
    heading, end, rows = raw.partition(b"\n")
    return (heading + end + bent(rows, chance) if chance.random() < 0.7 else bent(raw, chance)), export


def case_of(read: Callable[[Path, TableMapping], RosterReading]) -> Case:
    """Return the trial of one case by a reader: the program's, or a careless one as the control."""

    def case(number: int) -> Found:
        return _tried(number, read)

    return case


def _tried(number: int, read: Callable[[Path, TableMapping], RosterReading]) -> Found:
    raw, export = bytes_of(number)
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(raw)
        file.flush()
        started = time.process_time()
        try:
            reading = read(Path(file.name), export.mapping)
        except OfficeError as refused:
            return Found(refused.code, (), time.process_time() - started)
    seconds = time.process_time() - started
    return Found("", tuple(judged(raw, export, reading)), seconds)


case = case_of(read_table)
