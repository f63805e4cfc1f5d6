"""How clauses, their windows and what a comparison found are said."""

from collections.abc import Mapping
from datetime import date

from ilp_desktop.domain.packs import Wording, worded
from ilp_desktop.domain.policy.adoptions import Adoption, Ruling
from ilp_desktop.domain.policy.calendars import SchoolYear, Unit
from ilp_desktop.domain.policy.clauses import Applies, Clause, Each, Scope, Strength, Window
from ilp_desktop.domain.policy.comparing import ClauseChange, Comparison
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.students import GRADES
from ilp_desktop.language import N_, _, in_use, ngettext
from ilp_desktop.ui.day.words import date_words, grade_words, language_within
from ilp_desktop.wording.findings import STATES

STRENGTHS: Mapping[Strength, tuple[str, str]] = {
    Strength.SHALL: (N_("Required"), "accent"),
    Strength.SHOULD: (N_("Advised"), "blue"),
    Strength.MAY: (N_("Allowed"), "grey"),
}
"""A strength's word and the kind of its chip."""
_PLACES: Mapping[str, str] = {"US-UT": N_("Utah"), "US-KY": N_("Kentucky"), "US": N_("United States")}
_ANCHORS: Mapping[str, str] = {
    "enrollment": N_("enrollment"),
    "start_date": N_("the student's first day"),
    "year_start": N_("the first day of school"),
    "grade_entry": N_("entry to {grade}"),
    "program_entry": N_("entry to the program {program}"),
    "birthday_18": N_("the eighteenth birthday"),
}
_DAYS: Mapping[str, str] = {
    "year_start": N_("the first day of school"),
    "year_end": N_("the last day of school"),
    "late_winter": N_("late winter"),
    "early_graduation": N_("the day for early graduation"),
}


def said(wording: Wording) -> str:
    """Return a policy set's text in the language in use; {name} stands for a student."""
    return worded(wording, in_use(), _("the student"))


def place_words(jurisdiction: str) -> str:
    """Name a jurisdiction; one that is not known by its code."""
    return _(_PLACES[jurisdiction]) if jurisdiction in _PLACES else jurisdiction


def strength_words(clause: Clause) -> tuple[str, str]:
    """Return a clause's strength and the kind of its chip."""
    words, kind = STRENGTHS[clause.strength]
    return _(words), kind


def scope_words(clause: Clause) -> str:
    """Say who a clause is for."""
    if clause.scope is Scope.SCHOOL:
        return _("The school")
    if clause.scope is Scope.DISTRICT:
        return _("The district")
    return _applies_words(clause.applies)


def _applies_words(applies: Applies) -> str:
    parts = [_grades_words(applies.grades) if applies.grades else _("Every grade")]
    if applies.students:
        parts.append(_("new students") if applies.students == "new" else _("returning students"))
    if applies.programs:
        parts.append(_("in {programs}").format(programs=_names(applies.programs)))
    if applies.without_programs:
        parts.append(_("not in {programs}").format(programs=_names(applies.without_programs)))
    if applies.enrolled_quarters:
        quarters = ", ".join(str(each) for each in applies.enrolled_quarters)
        parts.append(_("who start in quarter {quarters}").format(quarters=quarters))
    if applies.cohorts_from or applies.cohorts_to:
        years = f"{applies.cohorts_from or '…'}-{applies.cohorts_to or '…'}"
        parts.append(_("who entered grade 9 in {years}").format(years=years))
    return ", ".join(parts)


def _grades_words(grades: tuple[str, ...]) -> str:
    """Word grades that follow each other as one stretch."""
    runs: list[list[str]] = []
    for grade in grades:
        if runs and GRADES.index(grade) == GRADES.index(runs[-1][-1]) + 1:
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(map(_run_words, runs))


def _run_words(run: list[str]) -> str:
    if len(run) == 1:
        return grade_words(run[0])
    first, last = run[0], run[-1]
    if first.isdecimal() and last.isdecimal():
        return _("Grades {first} to {last}").format(first=int(first), last=int(last))
    if last.isdecimal():
        return _("{first} to grade {last}").format(first=grade_words(first), last=int(last))
    return _("{first} to {last}").format(first=grade_words(first), last=grade_words(last))


def _names(keys: tuple[str, ...]) -> str:
    return ", ".join(key.replace("_", " ") for key in keys)


def window_words(clause: Clause) -> str:
    """Say when a clause asks."""
    window = clause.window
    if window.anchor:
        return _limit_words(window)
    if window.part is not None:
        first, last = (day_name(name) for name in window.part)
        return _("each school year, from {first} to {last}").format(first=first, last=last)
    if window.quarters:
        quarters = ", ".join(str(each) for each in window.quarters)
        return _("each school year, in quarter {quarters}").format(quarters=quarters)
    return {
        Each.SCHOOL_YEAR: _("each school year"),
        Each.BAND: _("once in these grades together"),
        Each.QUARTER: _("each quarter"),
        Each.ONCE: _("once, and it stays on file"),
    }[window.each]


def _limit_words(window: Window) -> str:
    grade = grade_words(window.grade) if window.grade else ""
    anchor = _(_ANCHORS[window.anchor]).format(grade=grade, program=window.program.replace("_", " "))
    count = window.within
    within = {
        Unit.DAYS: ngettext("within {count} day of {anchor}", "within {count} days of {anchor}", count),
        Unit.SCHOOL_DAYS: ngettext(
            "within {count} school day of {anchor}", "within {count} school days of {anchor}", count
        ),
        Unit.WEEKS: ngettext("within {count} week of {anchor}", "within {count} weeks of {anchor}", count),
        Unit.QUARTERS: ngettext("within {count} quarter of {anchor}", "within {count} quarters of {anchor}", count),
        Unit.SEMESTERS: ngettext("within {count} semester of {anchor}", "within {count} semesters of {anchor}", count),
    }[window.unit]
    return within.format(count=count, anchor=anchor)


def day_name(name: str) -> str:
    """Name a day that policies speak of."""
    kind, _cut, number = name.rpartition("_")
    if kind == "quarter" and number.isdigit():
        return _("quarter {number}").format(number=number)
    if kind == "semester" and number.isdigit():
        return _("semester {number}").format(number=number)
    return _(_DAYS[name]) if name in _DAYS else name.replace("_", " ")


def standing_words(ruling: Ruling) -> str:
    """Say what a set stands on, nearest first."""
    return ", ".join(said(each.name) for each in reversed(ruling.policy.sets[:-1]))


def since_words(since: date | None) -> str:
    """Say from when something is in force."""
    return _("in force since {day}").format(day=date_words(since)) if since else _("in force from the beginning")


def adoption_words(line: Adoption) -> tuple[str, str]:
    """Return one line of the history: what from when, and who decided why."""
    words = _("{name}, version {version}").format(name=said(line.name), version=line.version)
    if line.has_own:
        words = _("{set}, with the school's own names or choices").format(set=words)
    from_on = _("From {day}").format(day=date_words(line.from_on)) if line.from_on else _("From the beginning")
    decided = date_words(line.decided_at.date())
    who = (
        _("decided by {name} on {day}").format(name=line.decided_by, day=decided)
        if line.decided_by
        else _("decided on {day}").format(day=decided)
    )
    more = [who, line.why, _("replaced by a later decision") if line.is_replaced else ""]
    return f"{from_on}: {words}", " · ".join(part for part in more if part)


def changed_words(comparison: Comparison) -> str:
    """Say of how many students something would be found otherwise."""
    judged = comparison.judged
    words = ngettext(
        "Of {count} student, {changed} would have another requirement status, and something would be due on another day for {moved}.",
        "Of {count} students, {changed} would have another requirement status, and something would be due on another day for {moved}.",
        judged,
    )
    return words.format(count=judged, changed=len(comparison.students), moved=len(comparison.due_moves))


def moved_words(comparison: Comparison) -> str:
    """Say for how many students another calendar moves what is due."""
    judged, moved = comparison.judged, len(comparison.due_moves)
    if not comparison.students:
        return ngettext(
            "Nothing is due on another day for the {count} student here.",
            "Nothing is due on another day for any of the {count} students.",
            judged,
        ).format(count=judged)
    words = ngettext(
        "Of {count} student, something would be due on another day for {moved}; {changed} would have another requirement status.",
        "Of {count} students, something would be due on another day for {moved}; {changed} would have another requirement status.",
        judged,
    )
    return words.format(count=judged, moved=moved, changed=len(comparison.students))


def change_chip(change: ClauseChange) -> tuple[str, str]:
    """Return how a clause changes, and the kind of its chip; nothing where only what it finds does."""
    if change.before is None:
        return _("New rule"), "accent"
    if change.after is None:
        return _("Goes"), "amber"
    return (_("Reads otherwise"), "blue") if change.before != change.after else ("", "")


def states_words(change: ClauseChange) -> str:
    """Say how many findings of each state there are before and after."""
    parts = [
        _("{state}: {before} → {after}").format(state=_(STATES[state]), before=before, after=after)
        for state in State
        if (before := change.states_before.get(state, 0)) != (after := change.states_after.get(state, 0))
    ]
    return " · ".join(parts)


def count_words(change: ClauseChange) -> str:
    """Say for how many students a clause finds something else."""
    if change.of_school:
        return _("The school's own status changes")
    count = len(change.students)
    if not count:
        return _("No student's status changes today")
    return ngettext("{count} student", "{count} students", count).format(count=count)


def year_spoken(year: SchoolYear) -> str:
    """Say a school year in words, for who does not see its strip."""
    parts = [_("School from {first} to {last}").format(first=date_words(year.first), last=date_words(year.last))]
    for number, one in enumerate(year.quarters, 1):
        parts.append(
            _("quarter {number}: {first} to {last}").format(
                number=number, first=date_words(one.first), last=date_words(one.last)
            )
        )
    closed = _("no school {first} to {last}")
    parts += [closed.format(first=date_words(one.first), last=date_words(one.last)) for one in year.closed]
    return "; ".join(parts)


def in_language(question: str, language: str) -> str:
    """Return a question with the language its answer is in."""
    return _("{question} ({language})").format(question=question, language=language_within(language))
