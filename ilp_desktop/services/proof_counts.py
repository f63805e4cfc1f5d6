"""Counts what the facts of a school year show, student by student, into the values of a proof."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ilp_desktop.domain.conferences import plan_kind_of
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import Clause, Duty, Scope
from ilp_desktop.domain.policy.facts import Event, Stage, StudentFacts
from ilp_desktop.domain.policy.findings import Finding, State, state_on
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.domain.policy.proofs import Cell, ClauseProof, Dated, Group, Own, Rules, Shown, Told, told, worst
from ilp_desktop.domain.policy.sets import Policy

LOGGED = frozenset({"training", "procedure", "consultation", "report", "decision", "request"})
"""What of the school's own evidence is listed with its day (R13, R83, R84, R87)."""
_STANDING = frozenset({"procedure", "consultation"})
"""What counts until something takes its place, so that it is listed whichever year it is of."""
Found = list[Any]


@dataclass(frozen=True, slots=True)
class YearRules:
    """What a school year is judged by, and the day on which the proof is made."""

    policy: Policy
    calendar: SchoolCalendar
    year: SchoolYear
    today: date

    def of(self, *scopes: Scope) -> tuple[Clause, ...]:
        """Return the clauses that ask something of these."""
        return tuple(clause for clause in self.policy.clauses if clause.scope in scopes)

    @property
    def titles(self) -> dict[str, tuple[Told, ...]]:
        """What the policy sets call each letter, note and document."""
        return {template.key: told(template.title) for each in self.policy.sets for template in each.templates}


@dataclass(slots=True)
class Counts:
    """The sums so far. Students come one by one; nothing of them stays here but numbers."""

    ruling: YearRules
    groups: defaultdict[tuple[int, str], Counter[str]] = field(
        default_factory=lambda: defaultdict[tuple[int, str], Counter[str]](Counter)
    )
    cells: defaultdict[str, Counter[tuple[int, str, str]]] = field(
        default_factory=lambda: defaultdict[str, Counter[tuple[int, str, str]]](Counter)
    )

    def add(self, facts: StudentFacts, grade: str, school: int) -> list[Found]:
        """Count a student, and return what each clause found that applies: state, how many of how many, what it rests on."""
        ruling = self.ruling
        clauses = ruling.of(Scope.STUDENT)
        strengths = {clause.clause_id: clause.strength for clause in clauses}
        rests_on = {event.uid: [event.kind, event.on.isoformat()] for event in facts.events}
        states: defaultdict[str, list[State]] = defaultdict(list)
        found: list[Found] = []
        for one in judge(clauses, facts, ruling.calendar, ruling.year):
            state = state_on(one, strengths[one.clause_id], ruling.today)
            states[one.clause_id].append(state)
            if state is not State.NOT_APPLICABLE:
                found.append(_kept(one, state, rests_on))
        for clause_id, all_of_it in states.items():
            self.cells[clause_id][school, grade, worst(all_of_it).value] += 1
        self.groups[school, grade].update(_done(facts, grade, ruling.year))
        return found

    def by_group(self) -> tuple[Group, ...]:
        """Return the students of each grade of each school, by what was done for how many of them."""
        names = ("students", "met", "family", "talk", "copies", "plan", "held")
        return tuple(
            Group(school, grade, *(counts[name] for name in names))
            for (school, grade), counts in sorted(self.groups.items())
        )

    def by_clause(self, school: StudentFacts, office: str) -> tuple[ClauseProof, ...]:
        """Return each clause in the policy's order; what asks something of the school is held against its own facts."""
        ruling = self.ruling
        own = _of_school(ruling, school, office)
        return tuple(
            ClauseProof(
                clause_id=clause.clause_id,
                pack_id=clause.pack_id,
                citation=clause.citation,
                strength=clause.strength.value,
                scope=clause.scope.value,
                title=told(clause.title),
                summary=told(clause.summary),
                recorded=told(clause.rule.recorded) if isinstance(clause.rule, Duty) else (),
                confirmed=clause.confirmed,
                counts=tuple(Cell(*key, number) for key, number in sorted(self.cells[clause.clause_id].items())),
                own=own.get(clause.clause_id, ()),
            )
            for clause in ruling.policy.clauses
        )


def rules_of(policy: Policy, stack: Sequence[tuple[str, str, str]]) -> tuple[Rules, ...]:
    """Return the policy sets that were held against the facts, the lowest first, with their history (R88)."""
    digests = {pack_id: digest for pack_id, _version, digest in stack}
    return tuple(
        Rules(
            each.pack_id,
            each.version,
            digests.get(each.pack_id, ""),
            told(each.name),
            each.jurisdiction,
            tuple(Dated(on.isoformat(), told(what)) for on, what in each.history),
        )
        for each in policy.sets
    )


def log_of(ruling: YearRules, school: StudentFacts) -> tuple[Shown, ...]:
    """Return what the school recorded of itself in the year, oldest first: kinds, days and roles."""
    listed = (
        event
        for event in school.events
        if event.kind in LOGGED
        and event.on <= ruling.year.ends
        and (event.kind in _STANDING or ruling.year.holds(event.on))
    )
    titles = ruling.titles
    return tuple(_shown(event, titles) for event in sorted(listed, key=lambda one: (one.on, one.uid)))


def _kept(one: Finding, state: State, rests_on: dict[str, list[str]]) -> Found:
    due_on = one.due_on.isoformat() if one.due_on else ""
    by = [rests_on[uid] for uid in one.by if uid in rests_on]
    return [one.clause_id, one.period, state.value, one.have, one.need, due_on, by]


def _done(facts: StudentFacts, grade: str, year: SchoolYear) -> dict[str, int]:
    """Return what was done for one student in the year, as noughts and ones, and how many conferences were held."""
    held = [e for e in facts.events if e.kind == "conference" and e.stage is Stage.HELD and year.holds(e.on)]
    family = [e for e in held if "parent" in e.roles]
    return {
        "students": 1,
        "met": int(bool(held)),
        "family": int(bool(family)),
        "talk": int(any(e.talk is not None or "consultation" in e.marks for e in family)),
        "copies": int(any("given" in e.marks for e in held)),
        "plan": int(plan_kind_of(grade).value in facts.plans),
        "held": len(held),
    }


def _of_school(ruling: YearRules, school: StudentFacts, office: str) -> dict[str, tuple[Own, ...]]:
    clauses = ruling.of(Scope.SCHOOL, Scope.DISTRICT)
    strengths = {clause.clause_id: clause.strength for clause in clauses}
    titles = ruling.titles
    shown = {event.uid: _shown(event, titles) for event in school.events}
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in judge(clauses, school, ruling.calendar, ruling.year):
        found[one.clause_id].append(one)
    return {
        clause_id: (
            Own(
                office,
                worst(state_on(one, strengths[clause_id], ruling.today) for one in all_of_it).value,
                _once(shown[uid] for one in all_of_it for uid in one.by if uid in shown),
            ),
        )
        for clause_id, all_of_it in found.items()
    }


def _once(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(dict.fromkeys(shown))


def _shown(event: Event, titles: dict[str, tuple[Told, ...]]) -> Shown:
    return Shown(event.kind, titles.get(event.form, ()), event.on.isoformat(), tuple(sorted(event.roles)))
