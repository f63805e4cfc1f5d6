"""Reads the clauses of a pack: a closed vocabulary, every word of which is checked, also against the other words."""

import re
from collections.abc import Mapping

from ilp_desktop.domain.policy.calendars import Unit
from ilp_desktop.domain.policy.clauses import (
    ANCHORS,
    EVENTS,
    MARKS,
    ROLES,
    SCHOOL_EVENTS,
    STAFF_ROLES,
    Applies,
    Clause,
    Count,
    Counted,
    Duty,
    Each,
    Effort,
    Every,
    Filter,
    Rule,
    Scope,
    Strength,
    Window,
)
from ilp_desktop.domain.policy.sets import Template
from ilp_desktop.domain.students import GRADES
from ilp_desktop.packs.tables import Table, nearest, opened, repeated

RULES = ("count", "every", "effort", "duty")
_CLAUSE = (
    "id", "citation", "title", "summary", "strength", "scope", "requirements", "confirmed", "waived_by", "applies",
    "window", *RULES,
)  # fmt: skip
_FILTER = ("events", "forms", "grouping", "counted", "present", "most_invited", "marks")
_COUNT = (*_FILTER, "at_least", "each_of", "instead", "unless")
_EVERY = (*_FILTER, "has", "grace", "talk")
_EFFORT = (*_FILTER, "attempts")
_WINDOW = ("each", "from", "to", "quarters", "anchor", "grade", "program", "within", "unit")
_APPLIES = (
    "grades", "programs", "without_programs", "students", "enrolled_quarters", "cohorts_from", "cohorts_to",
)  # fmt: skip
_REQUIREMENT = re.compile(r"R(?:[1-9][0-9]?|1[01][0-9])")
_GROUPINGS = ("individual", "group")


def read_clauses(
    files: Mapping[str, str],
    languages: tuple[str, ...],
    chosen: Mapping[str, str],
    pack_id: str,
    templates: tuple[Template, ...],
) -> tuple[Clause, ...]:
    """Return the clauses of clauses.toml. Raises OfficeError ``pack_…`` with file, line and key."""
    top = opened("clauses.toml", files, ("clauses",), chosen)
    reader = _Reader(languages, pack_id, templates)
    tables = top.tables("clauses", _CLAUSE)
    found = tuple(reader.clause(table) for table in tables)
    if (twice := repeated(clause.clause_id for clause in found)) is not None:
        raise tables[twice[0] - 1].mistake("pack_key_twice", "id")
    return found


class _Reader:
    def __init__(self, languages: tuple[str, ...], pack_id: str, templates: tuple[Template, ...]) -> None:
        self._languages = languages
        self._pack_id = pack_id
        self._forms: dict[str, list[str]] = {}
        for template in templates:
            self._forms.setdefault(template.event, []).append(template.key)

    def clause(self, table: Table) -> Clause:
        requirements = table.texts("requirements") if table.has("requirements") else ()
        if any(not _REQUIREMENT.fullmatch(each) for each in requirements):
            raise table.mistake("pack_wrong_type", "requirements", wanted='["R1", … "R119"]')
        scope = Scope(table.choice("scope", [each.value for each in Scope])) if table.has("scope") else Scope.STUDENT
        applies = _applies(table)
        return Clause(
            clause_id=table.name("id"),
            citation=table.text("citation"),
            title=table.wording("title", self._languages),
            summary=table.wording("summary", self._languages),
            strength=Strength(table.choice("strength", [each.value for each in Strength])),
            scope=scope,
            rule=self._rule(table, scope),
            window=_window(table, applies, scope),
            applies=applies,
            waived_by=table.choices("waived_by", STAFF_ROLES),
            requirements=requirements,
            confirmed=table.flag("confirmed") if table.has("confirmed") else True,
            pack_id=self._pack_id,
        )

    def _rule(self, table: Table, scope: Scope) -> Rule:
        said = [rule for rule in RULES if table.has(rule)]
        if len(said) != 1:
            raise table.mistake("pack_one_rule", said[1] if said else "count", words=", ".join(RULES))
        if said == ["duty"]:
            return Duty(table.wording("duty", self._languages))
        if said == ["every"]:
            return self._every(table.table("every", _EVERY), scope)
        if said == ["effort"]:
            inner = table.table("effort", _EFFORT)
            return Effort(self._filter(inner, scope), inner.number("attempts", 0, 50) if inner.has("attempts") else 0)
        return self._count(table.table("count", _COUNT), scope)

    def _count(self, table: Table, scope: Scope) -> Count:
        unless = self._filter(table.table("unless", _FILTER), scope) if table.has("unless") else None
        return Count(
            of=self._filter(table, scope),
            at_least=table.number("at_least", 1, 200) if table.has("at_least") else 1,
            each_of=table.choices("each_of", (*ROLES, "guardian")),
            instead=table.flag("instead") if table.has("instead") else False,
            unless=unless,
        )

    def _every(self, table: Table, scope: Scope) -> Every:
        talk = table.numbers("talk", 0, 3600)
        if talk and (len(talk) != 2 or talk[0] > talk[1]):
            raise table.mistake("pack_wrong_type", "talk", wanted="[180, 300]")
        marks = table.choices("has", MARKS)
        if not talk and not marks:
            raise table.mistake("pack_missing_key", "has")
        return Every(
            of=self._filter(table, scope),
            marks=marks,
            grace=table.number("grace", 0, 365) if table.has("grace") else 0,
            talk=(talk[0], talk[1]) if talk else None,
        )

    def _filter(self, table: Table, scope: Scope) -> Filter:
        events = table.choices("events", EVENTS if scope is Scope.STUDENT else SCHOOL_EVENTS)
        if not events:
            raise table.mistake("pack_missing_key", "events")
        groupings = table.choices("grouping", _GROUPINGS)
        invited = table.number("most_invited", 1, 500) if table.has("most_invited") else 0
        for key, said in (("grouping", groupings), ("most_invited", invited), ("talk", table.has("talk"))):
            if said and "conference" not in events:
                raise table.mistake("pack_never", key)
        counted = table.choice("counted", [each.value for each in Counted]) if table.has("counted") else "held"
        return Filter(
            events=events,
            forms=self._forms_of(table, events),
            groupings=groupings,
            counted=Counted(counted),
            present=table.choices("present", ROLES),
            most_invited=invited,
            marks=table.choices("marks", MARKS),
        )

    def _forms_of(self, table: Table, events: tuple[str, ...]) -> tuple[str, ...]:
        known = [key for event in events for key in self._forms.get(event, [])]
        if table.has("forms") and not known:
            raise table.mistake("pack_never", "forms")
        return table.choices("forms", known) if known else ()


def _applies(clause: Table) -> Applies:
    if not clause.has("applies"):
        return Applies()
    table = clause.table("applies", _APPLIES)
    first = table.number("cohorts_from", 1990, 2100) if table.has("cohorts_from") else 0
    last = table.number("cohorts_to", 1990, 2100) if table.has("cohorts_to") else 0
    if first and last and last < first:
        raise table.mistake("pack_wrong_order", "cohorts_to")
    return Applies(
        grades=grades_of(table),
        programs=table.texts("programs") if table.has("programs") else (),
        without_programs=table.texts("without_programs") if table.has("without_programs") else (),
        students=table.choice("students", ("new", "returning")) if table.has("students") else "",
        enrolled_quarters=table.numbers("enrolled_quarters", 1, 6),
        cohorts_from=first,
        cohorts_to=last,
    )


def grades_of(table: Table) -> tuple[str, ...]:
    """Return grades, in order. A range stands for all in it: ``"KG-06"``."""
    if not table.has("grades"):
        return ()
    found: set[str] = set()
    for each in table.texts("grades"):
        first, _, last = each.partition("-")
        ends = (first, last or first)
        for grade in ends:
            if grade not in GRADES:
                raise table.mistake("pack_unknown_value", "grades", value=each, nearest=nearest(grade, GRADES))
        if GRADES.index(ends[1]) < GRADES.index(ends[0]):
            raise table.mistake("pack_wrong_order", "grades")
        found.update(GRADES[GRADES.index(ends[0]) : GRADES.index(ends[1]) + 1])
    return tuple(grade for grade in GRADES if grade in found)


def _window(clause: Table, applies: Applies, scope: Scope) -> Window:
    if not clause.has("window"):
        return Window(Each.SCHOOL_YEAR)
    table = clause.table("window", _WINDOW)
    anchored = table.has("anchor")
    each = table.choice("each", [each.value for each in Each]) if table.has("each") else Each.SCHOOL_YEAR.value
    part = (table.name("from"), table.name("to")) if table.has("from") or table.has("to") else None
    _check_window(table, Each(each), part)
    if Each(each) is Each.BAND and (not applies.grades or not _together(applies.grades)):
        raise table.mistake("pack_band_grades", "each")
    if scope is not Scope.STUDENT and (anchored or Each(each) is Each.BAND):
        raise table.mistake("pack_never", "anchor" if anchored else "each")
    return Window(
        each=Each(each),
        part=part,
        quarters=table.numbers("quarters", 1, 6),
        anchor=table.choice("anchor", ANCHORS) if anchored else "",
        grade=table.choice("grade", GRADES) if _owed(table, "grade", "grade_entry") else "",
        program=table.text("program") if _owed(table, "program", "program_entry") else "",
        within=table.number("within", 0, 1000) if anchored else 0,
        unit=Unit(table.choice("unit", [each.value for each in Unit])) if anchored else Unit.DAYS,
    )


def _check_window(table: Table, each: Each, part: tuple[str, str] | None) -> None:
    """Refuse words of a window that rule each other out, or that say a time twice."""
    anchored = table.has("anchor")
    if part and (anchored or each is not Each.SCHOOL_YEAR):
        raise table.mistake("pack_never", "from")
    if table.has("quarters") and (anchored or each is not Each.QUARTER):
        raise table.mistake("pack_never", "quarters")
    if anchored and each not in {Each.SCHOOL_YEAR, Each.ONCE}:
        raise table.mistake("pack_never", "anchor")
    if (twice := repeated(str(one) for one in table.numbers("quarters", 1, 6))) is not None:
        raise table.mistake("pack_overlap", "quarters", other=twice[1])


def _owed(table: Table, key: str, anchor: str) -> bool:
    """Tell whether a key is to be there: it belongs to one anchor, and means nothing without it."""
    wanted = table.has("anchor") and table.text("anchor") == anchor
    if table.has(key) and not wanted:
        raise table.mistake("pack_never", key)
    return wanted


def _together(grades: tuple[str, ...]) -> bool:
    places = [GRADES.index(grade) for grade in grades]
    return places == list(range(places[0], places[0] + len(places)))
