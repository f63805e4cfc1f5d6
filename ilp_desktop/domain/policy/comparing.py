"""Two policies, or two calendars, held side by side: what would be found otherwise, for whom, before anybody decides."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ilp_desktop.domain.policy.clauses import Clause, Strength
from ilp_desktop.domain.policy.findings import Finding, Outcome, State, state_on


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that comes, goes, reads otherwise, or finds something else for somebody.

    States count students' findings as they read on the day of the comparison; what is not applicable is not among them.
    """

    before: Clause | None
    after: Clause | None
    students: tuple[int, ...]
    """For whom it finds something else; a clause of the school is nobody's."""
    states_before: Mapping[State, int]
    states_after: Mapping[State, int]
    of_school: bool = False
    """The school's own finding reads otherwise."""

    @property
    def clause(self) -> Clause:
        """The clause as it will be or, where it goes, as it was."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would be found otherwise, of how many students that were looked at. Nothing of it is written."""

    judged: int
    students: tuple[int, ...]
    """For whom any clause finds something else."""
    due_moves: tuple[int, ...]
    """For whom something that is still asked for would be due on another day."""
    clauses: tuple[ClauseChange, ...]


Read = tuple[str, Outcome, str, int, int, date | None, date | None]


def as_read(finding: Finding) -> Read:
    """Return what makes two findings of one clause read alike."""
    return (
        finding.period,
        finding.outcome,
        finding.reason,
        finding.have,
        finding.need,
        finding.due_on,
        finding.closes_on,
    )


def differing(
    before: Iterable[Clause], after: Iterable[Clause], *, same_days: bool
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """Return the clauses of each side that can find something else: by the same days, those that are not in both."""
    one, other = tuple(before), tuple(after)
    if not same_days:
        return one, other
    return tuple(each for each in one if each not in other), tuple(each for each in other if each not in one)


@dataclass(slots=True)
class _Tally:
    students: list[int] = field(default_factory=list[int])
    before: Counter[State] = field(default_factory=Counter[State])
    after: Counter[State] = field(default_factory=Counter[State])
    of_school: bool = False


class SideBySide:
    """Takes in the findings of one student after another."""

    def __init__(self, before: Iterable[Clause], after: Iterable[Clause], today: date) -> None:
        self._before = {clause.clause_id: clause for clause in before}
        self._after = {clause.clause_id: clause for clause in after}
        self._today = today
        self._tallies: dict[str, _Tally] = {}
        self._students: list[int] = []
        self._due_moves: list[int] = []
        self._judged = 0

    def add(self, student_id: int, before: Iterable[Finding], after: Iterable[Finding]) -> None:
        """Take in one student; 0 is the school itself."""
        one, other = _asked(before), _asked(after)
        changed = moves = False
        for clause_id in {**one, **other}:
            was, will = one.get(clause_id, ()), other.get(clause_id, ())
            tally = self._tallies.setdefault(clause_id, _Tally())
            differs = {as_read(each) for each in was} != {as_read(each) for each in will}
            if not student_id:
                tally.of_school = differs
                continue
            tally.before.update(self._states(was, self._before.get(clause_id)))
            tally.after.update(self._states(will, self._after.get(clause_id)))
            if differs:
                tally.students.append(student_id)
                changed, moves = True, moves or _open_days(was) != _open_days(will)
        if student_id:
            self._judged += 1
            if changed:
                self._students.append(student_id)
            if moves:
                self._due_moves.append(student_id)

    def done(self) -> Comparison:
        """Return what was found, the clauses in the order of the new side, those that go after them."""
        ids = {**self._after, **self._before}
        lines = (self._line(clause_id) for clause_id in ids)
        return Comparison(
            self._judged,
            tuple(self._students),
            tuple(self._due_moves),
            tuple(line for line in lines if line is not None),
        )

    def _line(self, clause_id: str) -> ClauseChange | None:
        before, after = self._before.get(clause_id), self._after.get(clause_id)
        tally = self._tallies.get(clause_id, _Tally())
        if before == after and not tally.students and not tally.of_school:
            return None
        return ClauseChange(
            before, after, tuple(tally.students), dict(tally.before), dict(tally.after), tally.of_school
        )

    def _states(self, findings: Iterable[Finding], clause: Clause | None) -> Iterable[State]:
        strength = clause.strength if clause is not None else Strength.SHALL
        return (state_on(each, strength, self._today) for each in findings)


def _asked(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for each in findings:
        if each.outcome is not Outcome.NOT_APPLICABLE:
            found[each.clause_id] = (*found.get(each.clause_id, ()), each)
    return found


def _open_days(findings: Iterable[Finding]) -> set[date | None]:
    return {each.due_on for each in findings if each.outcome is Outcome.OPEN}
