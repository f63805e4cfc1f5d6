"""Looks whether each clause of a pack can ever be met: a rule that no event can meet is refused before anybody is judged by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import CARRIES, Clause, Count, Duty, Effort, Every, Filter, Scope
from ilp_desktop.domain.policy.facts import StudentFacts, YearAtSchool
from ilp_desktop.domain.policy.sets import CalendarTemplate, Policy, RuleSet
from ilp_desktop.domain.policy.windows import Place, periods
from ilp_desktop.domain.students import GRADES
from ilp_desktop.packs.lines import Lines
from ilp_desktop.packs.tables import nearest

_FILE = "clauses.toml"
_CALENDAR = "calendar.toml"
_STARTS = 2026
"""Any school year: what is looked at are days of the year, and how many."""
_ASSIGNED = frozenset({"school", "counselor", "teacher", "career_staff", "administrator"})
"""Who an assignment can be of."""
_FIRST_OF_COHORT = GRADES.index("09")
_TERM_DAYS = ("year_start", "year_end")


def check_possible(files: Mapping[str, str], rules: RuleSet, below: Sequence[RuleSet]) -> None:
    """Refuse a set of which a clause can never be met, on its own calendar or that of the highest set below it.

    Raises:
        OfficeError: ``pack_never``, ``pack_no_such_mark``, ``pack_too_many``, ``pack_never_asked``,
            ``pack_unknown_value``, ``pack_wrong_type``, ``pack_wrong_order``, ``pack_missing_file``, with file, line and key.

    """
    if not rules.clauses:
        return
    policy = Policy((*below, rules))
    if policy.calendar is None:
        raise OfficeError("pack_missing_file", file=_CALENDAR, folder=rules.pack_id)
    lines = Lines(files[_FILE])
    for number, clause in enumerate(rules.clauses, 1):
        _Looked(lines, f"clauses[{number}]", clause, policy.calendar).check()


@dataclass(frozen=True, slots=True)
class _Looked:
    """One clause that is looked at, with where it stands and the school year that it is tried on."""

    lines: Lines
    where: str
    clause: Clause
    template: CalendarTemplate

    def check(self) -> None:
        self._check_days()
        self._check_quarters()
        self._check_applies()
        rule = self.clause.rule
        if not isinstance(rule, Duty):
            self._check_marks(rule)
            self._check_people(rule)
        most = self._most_days()
        if isinstance(rule, Count) and rule.at_least > most:
            raise self._wrong("pack_too_many", "count.at_least", value=rule.at_least, most=most)

    def _wrong(self, code: str, key: str, **params: str | int) -> OfficeError:
        path = f"{self.where}.{key}"
        return OfficeError(code, file=_FILE, line=self.lines.of(path), key=path, **params)

    @property
    def _year(self) -> SchoolYear:
        return self.template.year(_STARTS)

    def _check_days(self) -> None:
        part, year = self.clause.window.part, self._year
        if part is None:
            return
        named = [f"{kind}_{at + 1}" for kind, terms in self._terms() for at in range(len(terms))]
        known = {*_TERM_DAYS, *named, *year.days}
        for key, day in zip(("from", "to"), part, strict=True):
            if day not in known:
                raise self._wrong("pack_unknown_value", f"window.{key}", value=day, nearest=nearest(day, known))
        if year.day(part[1]) < year.day(part[0]):
            raise self._wrong("pack_wrong_order", "window.to")

    def _terms(self) -> tuple[tuple[str, tuple[object, ...]], ...]:
        return (("quarter", self._year.quarters), ("semester", self._year.semesters))

    def _check_quarters(self) -> None:
        last = len(self._year.quarters)
        asked = (
            ("window.quarters", self.clause.window.quarters),
            ("applies.enrolled_quarters", self.clause.applies.enrolled_quarters),
        )
        for key, quarters in asked:
            if any(one > last for one in quarters):
                raise self._wrong("pack_wrong_type", key, wanted=f"1 … {last}")

    def _check_applies(self) -> None:
        applies, window = self.clause.applies, self.clause.window
        programs = set(applies.programs)
        if programs and programs <= set(applies.without_programs):
            raise self._wrong("pack_never_asked", "applies.without_programs", other="programs")
        if window.program and programs and window.program not in programs:
            found = nearest(window.program, programs)
            raise self._wrong("pack_unknown_value", "window.program", value=window.program, nearest=found)
        if window.program and window.program in applies.without_programs:
            raise self._wrong("pack_never_asked", "applies.without_programs", other="window.program")
        grades = applies.grades
        young = bool(grades) and GRADES.index(grades[-1]) < _FIRST_OF_COHORT
        if young and (applies.cohorts_from or applies.cohorts_to):
            key = "applies.cohorts_from" if applies.cohorts_from else "applies.cohorts_to"
            raise self._wrong("pack_never_asked", key, other="grades")

    def _check_marks(self, rule: Count | Every | Effort) -> None:
        said = [(rule.of, "marks", rule.of.marks)]
        if isinstance(rule, Every):
            said.append((rule.of, "has", rule.marks))
        if isinstance(rule, Count) and rule.unless is not None:
            said.append((rule.unless, "unless.marks", rule.unless.marks))
        for of, key, marks in said:
            for mark in marks:
                self._check_mark(of, f"{_name_of(rule)}.{key}", mark, every=key == "has")

    def _check_mark(self, of: Filter, key: str, mark: str, *, every: bool) -> None:
        """Refuse a mark that none of the events, or (of what every event must have) not all of them, can carry."""
        cannot = [event for event in of.events if mark not in CARRIES[event]]
        if not cannot or (not every and len(cannot) < len(of.events)):
            return
        known = CARRIES[cannot[0]]
        if not known:
            raise self._wrong("pack_never", key)
        raise self._wrong("pack_no_such_mark", key, value=mark, event=cannot[0], nearest=nearest(mark, known))

    def _check_people(self, rule: Count | Every | Effort) -> None:
        name, of = _name_of(rule), rule.of
        if of.events == ("assignment",):
            for role in of.present:
                if role not in _ASSIGNED:
                    found = nearest(role, _ASSIGNED)
                    raise self._wrong("pack_unknown_value", f"{name}.present", value=role, nearest=found)
        # A group of one is no group: fewer would be invited than are to be there.
        if of.groupings == ("group",) and of.most_invited == 1:
            raise self._wrong("pack_wrong_type", f"{name}.most_invited", wanted="2 … 500")
        if isinstance(rule, Effort) and self.clause.scope is not Scope.STUDENT:
            raise self._wrong("pack_never", "scope")
        guardians = isinstance(rule, Count) and "guardian" in rule.each_of
        alone = isinstance(rule, Count) and rule.each_of == ("guardian",)
        if guardians and (not alone or self.clause.scope is not Scope.STUDENT):
            raise self._wrong("pack_never", f"{name}.each_of")

    def _most_days(self) -> int:
        """Return on how many days, at the most, something can happen that counts. Raises where nobody is ever asked."""
        found = [
            (one.due_on - max(one.opens_on, _EARLIEST)).days + 1
            for place in self._places()
            for one in periods(self.clause, place)
        ]
        if not found:
            key = "window.grade" if self.clause.window.grade else "window"
            raise self._wrong("pack_never_asked", key, other="applies")
        return max(found)

    def _places(self) -> Iterable[Place]:
        """Yield a student of each grade that the clause speaks of, or the school."""
        calendar = SchoolCalendar((self._year,))
        if self.clause.scope is not Scope.STUDENT:
            yield Place(calendar, self._year, StudentFacts("school"), None, {})
            return
        applies, window = self.clause.applies, self.clause.window
        names = (*applies.programs, *((window.program,) if window.program else ()))
        first = self._year.first
        of_age = date(first.year - 18, first.month, 1) + timedelta(days=45)
        for grade in applies.grades or GRADES:
            at = YearAtSchool(
                self._year.label, grade, first, first, new=True, programs=tuple((one, first) for one in names)
            )
            yield Place(calendar, self._year, StudentFacts("student", (at,), born_on=of_age), at, {})


_EARLIEST = date(1990, 1, 1)


def _name_of(rule: Count | Every | Effort) -> str:
    return type(rule).__name__.lower()
