"""Rows of a plain table to results (R7): report-card grades, assessments, attendance, credits.

A label is what a result is called beside others of its kind: the course, the test, the count. Several score columns
make several results of a row, each with its heading in its label, or as the term where a course is the label.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ilp_desktop.domain.roster import RosterRecord, RosterResult
from ilp_desktop.roster.fields import field_of
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.mapped_plan import Plan
from ilp_desktop.roster.mapped_values import read_number
from ilp_desktop.roster.mapped_who import student_rows

Number = Callable[[int, list[str]], tuple[float, str] | None]


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says as a result: a number, or the words in its place."""

    value: float | None
    words: str = ""
    unit: str = ""


def read_score(text: str) -> Said:
    """Return the number that a cell is, or its words where it is none (B+, Proficient)."""
    number = read_number(text)
    return Said(number[0], "", number[1]) if number else Said(None, text)


class Results:
    """Makes the results of a table, each with an id that is the same when the table comes again."""

    def __init__(self, plan: Plan, category: str) -> None:
        self._category = category
        self._terms, self._term = plan.text("term"), plan.at("term")
        self._day = plan.days("measured_on")
        self._seen: set[str] = set()
        self._again: dict[str, int] = {}

    def term(self, cells: list[str], heading: str = "") -> str:
        """Return the term that a row says, with the heading of a column that stands for one."""
        said = self._terms[cells[self._term]]
        return f"{said} {heading}" if said and heading else said or heading

    def day(self, row: int, cells: list[str]) -> date | None:
        """Return the day that a row says."""
        return self._day(row, cells)

    def result(
        self, row: int, student: str, label: str, said: Said, when: tuple[str, date | None], *,
        unit: str = "", benchmark: float | None = None, category: str = "",
    ) -> RosterResult:  # fmt: skip
        """Return one result; a second one of the same name, term and day is kept beside the first."""
        kind, (term, day) = category or self._category, when
        sourced_id = f"{kind}:{student}:{label}:{term}:{day or ''}"
        if sourced_id in self._seen:
            count = self._again[sourced_id] = self._again.get(sourced_id, 1) + 1
            sourced_id = f"{sourced_id}#{count}"
        self._seen.add(sourced_id)
        own = said.unit or unit if said.value is not None else ""
        return RosterResult(sourced_id, student, kind, label, said.value, said.words, own, term, day, benchmark, row)


def grades(plan: Plan) -> Iterator[RosterRecord]:
    """Yield a result for every mark; a percentage beside the only mark is the value of the same result."""
    results = Results(plan, "grade")
    course, code, subject, percent = (plan.at(key) for key in ("course", "course_code", "subject", "percent"))
    scores = [(at, heading, "gpa" in plain_heading(heading)) for at, heading in plan.all_at("score")]
    read, read_percent = plan.read("score", read_score), plan.read("percent", read_score)
    several = sum(not gpa for _at, _heading, gpa in scores) > 1
    credit = _credits(plan, results)
    percent_heading = plan.heading("percent")
    for row, cells, student in student_rows(plan):
        named = cells[course] or cells[subject] or cells[code]
        day = results.day(row, cells)
        share = read_percent[cells[percent]] if cells[percent] else None
        if share and share.value is None:
            plan.remarks.warn(plan.file, row, "number_unreadable", column=percent_heading)
            share = None
        for at, heading, gpa in scores:
            if not cells[at]:
                continue
            said = read[cells[at]]
            if share and not several and not gpa:
                said, share = Said(share.value, said.words or cells[at], "%"), None
            label = heading if gpa or not named else named
            term = results.term(cells, heading if several and named and not gpa else "")
            yield results.result(row, student, label, said, (term, day))
        if share and named:
            yield results.result(row, student, named, share, (results.term(cells), day), unit="%")
        yield from credit(row, cells, student, named)


def assessments(plan: Plan) -> Iterator[RosterRecord]:
    """Yield a result for every score; the level in words and the benchmark belong to the first of a row."""
    results = Results(plan, "assessment")
    test, subject, level = (plan.at(key) for key in ("test", "subject", "level"))
    tests, subjects, levels = plan.text("test"), plan.text("subject"), plan.text("level")
    scores = [(at, heading, _unit(heading)) for at, heading in plan.all_at("score")]
    read = plan.read("score", read_score)
    percentile, benchmark = _number(plan, "percentile"), _number(plan, "benchmark")
    for row, cells, student in student_rows(plan):
        base, about = tests[cells[test]], subjects[cells[subject]]
        if about.casefold() not in base.casefold():
            base = f"{base} {about}".strip()
        term, day = results.term(cells), results.day(row, cells)
        words, goal = levels[cells[level]], benchmark(row, cells)
        label = base
        for at, heading, unit in scores:
            if not cells[at]:
                continue
            said = read[cells[at]]
            label = base if base and len(scores) == 1 else f"{base} {heading}".strip()
            if words and said.value is not None:
                said, words = Said(said.value, words, said.unit), ""
            yield results.result(row, student, label, said, (term, day), unit=unit, benchmark=goal[0] if goal else None)
            goal = None
        if words:
            yield results.result(row, student, base or plan.heading("level"), Said(None, words), (term, day))
        if rank := percentile(row, cells):
            name = f"{label} percentile" if label else plan.heading("percentile")
            yield results.result(row, student, name, Said(rank[0]), (term, day), unit="percentile")


_COUNTS = (
    ("absent", "days"), ("excused", "days"), ("unexcused", "days"), ("tardy", ""), ("present", "days"),
    ("enrolled_days", "days"), ("attendance_rate", "%"),
)  # fmt: skip


def attendance(plan: Plan) -> Iterator[RosterRecord]:
    """Yield a result for every count of a row, called as the catalog calls it."""
    results = Results(plan, "attendance")
    counts: list[tuple[str, str, Number]] = []
    for key, unit in _COUNTS:
        field = field_of(plan.content, key)
        if field and plan.has(key):
            counts.append((field.label, unit, _number(plan, key)))
    counts += [(heading, "", plan.numbers(at, heading, "count")) for at, heading in plan.all_at("count")]
    for row, cells, student in student_rows(plan):
        term, day = results.term(cells), results.day(row, cells)
        for label, unit, take in counts:
            found = take(row, cells)
            if found is None:
                continue
            # A workbook keeps 95 % as 0.95.
            value = found[0] * 100 if unit == "%" and not found[1] and found[0] <= 1 else found[0]
            yield results.result(row, student, label, Said(round(value, 6)), (term, day), unit=unit)


def credits_of(plan: Plan) -> Iterator[RosterRecord]:
    """Yield credits earned, with what is required as the benchmark, and credits attempted."""
    results = Results(plan, "credits")
    area, course, code = (plan.at(key) for key in ("area", "course", "course_code"))
    areas = plan.text("area")
    take = _credits(plan, results)
    for row, cells, student in student_rows(plan):
        named = " ".join(part for part in (areas[cells[area]], cells[course] or cells[code]) if part)
        yield from take(row, cells, student, named)


def _credits(plan: Plan, results: Results) -> Callable[[int, list[str], str, str], Iterator[RosterRecord]]:
    if not plan.has("credits_earned", "credits_attempted", "credits_needed"):
        return lambda _row, _cells, _student, _named: iter(())
    earned, attempted, needed = (
        _number(plan, key) for key in ("credits_earned", "credits_attempted", "credits_needed")
    )

    def take(row: int, cells: list[str], student: str, named: str) -> Iterator[RosterRecord]:
        term, day, goal = results.term(cells), results.day(row, cells), needed(row, cells)
        if found := earned(row, cells):
            yield results.result(
                row, student, named or "Credits earned", Said(found[0]), (term, day), unit="credits",
                benchmark=goal[0] if goal else None, category="credits",
            )  # fmt: skip
        if found := attempted(row, cells):
            label = f"{named} (attempted)" if named else "Credits attempted"
            yield results.result(row, student, label, Said(found[0]), (term, day), unit="credits", category="credits")

    return take


def _number(plan: Plan, key: str) -> Number:
    return plan.numbers(plan.at(key), plan.heading(key), key)


def _unit(heading: str) -> str:
    words = plain_heading(heading).split()
    return "RIT" if "rit" in words else "L" if "lexile" in words else "%" if "percent" in words else ""
