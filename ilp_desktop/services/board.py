"""The board: what is still needed, by whom and by when, how much of it, and what falls due (R13, R114, R118)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.board import (
    SOON,
    Behind,
    BoardFace,
    BoardFilter,
    BoardPage,
    BoardRow,
    By,
    ClauseLine,
    Counts,
    Cursor,
    Days,
    DueLine,
    GroupLine,
    Listing,
    Need,
    Show,
    Summary,
    Whose,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.policy.clauses import Clause, Strength
from ilp_desktop.domain.policy.findings import Finding, Outcome, State, state_on
from ilp_desktop.domain.policy.next_steps import step_of
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.domain.sheets import Sheet, SheetForm
from ilp_desktop.domain.students import GRADES
from ilp_desktop.language import in_use
from ilp_desktop.services import board_statements as statements
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.findings import Findings, finding_of
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.students import row_of
from ilp_desktop.store import audits
from ilp_desktop.store.tables import org, staff_member
from ilp_desktop.wording.board import clauses_sheet, due_sheet, groups_sheet, students_sheet

PAGE = 60
"""Students that a list shows at once."""
_AT_ONCE = 2_000
"""Students that an export reads at a time."""
_UNMET = frozenset({Outcome.OPEN, Outcome.LATE})
_ORDER = (State.OVERDUE, State.DUE, State.ADVISED, State.NOT_DONE, State.CLOSED)
"""What is not met, the most urgent first."""
_WAITS = frozenset({State.DUE, State.OVERDUE, State.ADVISED})
"""States in which something is still to be done."""
_NAMES_OF_STAFF = select(staff_member.c.id, staff_member.c.given_name, staff_member.c.family_name)
_NAMES_OF_SCHOOLS = select(org.c.id, org.c.name)


class Board:
    """The board as one person may see it: their own students, or everybody's where they may read every plan (R79).

    Every verb raises OfficeError ``not_allowed`` for who may not ask it. What it hands out is of findings as they were judged
    last: whoever shows it has them judged in the background.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def sees_everyone(self) -> bool:
        """Whether this person may read every plan of the office."""
        return decide(self._desk.viewer, Relation.SAME_OFFICE, Sharing.PLAN, Purpose.READ)

    # Students

    def opened(self, wanted: BoardFilter, limit: int = PAGE) -> BoardFace:
        """Return the numbers and the first page of a list in one reading; it writes a line in the record, once at each desk."""
        with self._desk.store.read() as connection:
            reading = self._reading(connection, wanted.whose, Purpose.READ)
            face = BoardFace(bool(reading.policy.clauses), reading.summary(), reading.page(wanted, None, limit))
        note_opening(self._desk, "board_read")
        return face

    def mine(self, show: Show = Show.NEEDED, after: Cursor | None = None, limit: int = PAGE) -> BoardPage:
        """Return those whom this person looks after today, or for whom they stand in."""
        return self.students(BoardFilter(Whose.MINE, show), after, limit)

    def everyone(self, show: Show = Show.NEEDED, after: Cursor | None = None, limit: int = PAGE) -> BoardPage:
        """Return the students of the whole office."""
        return self.students(BoardFilter(Whose.EVERYONE, show), after, limit)

    def students(self, wanted: BoardFilter | Behind, after: Cursor | None = None, limit: int = PAGE) -> BoardPage:
        """Return a page of a list, of one grade, keeper or school where that is said, or those behind a clause's number.

        ``after`` is where the page before ended. What it costs is what a page costs, however many students there are.
        """
        with self._desk.store.read() as connection:
            page = self._reading(connection, wanted.whose, Purpose.READ).page(wanted, after, limit)
        note_opening(self._desk, "board_read")
        return page

    def who(self, wanted: BoardFilter | Behind) -> tuple[int, ...]:
        """Return all the students that a list shows, so that something can be done for all of them.

        Raises as ``students``.
        """
        with self._desk.store.read() as connection:
            rows = self._reading(connection, wanted.whose, Purpose.READ).all_rows(wanted)
        note_opening(self._desk, "board_read")
        return tuple(row.student_id for row in rows)

    def needs(self, student_id: int) -> tuple[Need, ...]:
        """Return what is still asked of a student and what was not met in time, the most urgent first.

        It writes a line in the record. Raises OfficeError ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        found = Findings(desk).of_student(student_id)
        note_opening(desk, "needs_read", student_id)
        lines = [_need(clause, one, desk.today) for clause, one in found if one.outcome in _UNMET]
        return tuple(
            sorted(
                (line for line in lines if line.state in _ORDER),
                key=lambda line: (_ORDER.index(line.state), line.finding.due_on or date.max, line.clause.clause_id),
            )
        )

    # Numbers

    def summary(self, whose: Whose = Whose.MINE) -> Summary:
        """Return how many students stand how."""
        with self._desk.store.read() as connection:
            return self._reading(connection, whose, Purpose.READ).summary()

    def by_clause(self, whose: Whose = Whose.MINE) -> tuple[ClauseLine, ...]:
        """Return each clause and period with how many students are in which state today, in the policy's order."""
        with self._desk.store.read() as connection:
            return self._reading(connection, whose, Purpose.READ).by_clause()

    def by_group(self, by: By) -> tuple[GroupLine, ...]:
        """Return the numbers of every grade, of every keeper of plans (R9), or of every school."""
        with self._desk.store.read() as connection:
            return self._reading(connection, Whose.EVERYONE, Purpose.READ).by_group(by)

    def of_school(self) -> tuple[Need, ...]:
        """Return what is asked of the school and the district themselves, in the policy's order."""
        with self._desk.store.read() as connection:
            return self._reading(connection, Whose.EVERYONE, Purpose.READ).of_school()

    def due(self, whose: Whose, first: date, last: date) -> tuple[DueLine, ...]:
        """Return what falls due from one day to another, both included, by day."""
        with self._desk.store.read() as connection:
            return self._reading(connection, whose, Purpose.READ).due(first, last)

    # Leaving the program

    def export(self, listing: Listing, form: SheetForm) -> bytes:
        """Return any list of the board as a table to save, whole, as CSV or XLSX; it writes a line in the record.

        Call it on a worker: a list of a whole district takes seconds.
        """
        from ilp_desktop.documents.sheets import written  # noqa: PLC0415 - few are ever saved

        desk = self._desk
        with desk.store.read() as connection:
            sheet = self._sheet(self._reading(connection, listing.whose, Purpose.EXPORT), listing)
        content = written(sheet, form)
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "board_exported", at=desk.clock.now(), lines=len(sheet.rows))
        return content

    def _sheet(self, reading: "_Reading", listing: Listing) -> Sheet:
        match listing:
            case BoardFilter() | Behind():
                return students_sheet(reading.all_rows(listing))
            case Counts(by=None):
                return clauses_sheet(reading.by_clause())
            case Counts(by=by):
                return groups_sheet(by or By.GRADE, reading.by_group(by or By.GRADE))
            case Days(first=first, last=last):
                return due_sheet(reading.due(first, last))

    def _reading(self, connection: Connection, whose: Whose, purpose: Purpose) -> "_Reading":
        desk = self._desk
        relation = Relation.PARTICIPANT if whose is Whose.MINE else Relation.SAME_OFFICE
        if not decide(desk.viewer, relation, Sharing.PLAN, purpose):
            raise OfficeError("not_allowed")
        policy = policy_in_force(connection, desk.today)
        gate = desk.sees(Sharing.PLAN, purpose)
        return _Reading(connection, desk, gate, policy, mine=whose is Whose.MINE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One look at the board: under the policy in force, for one viewer, on one day."""

    connection: Connection
    desk: Desk
    gate: ColumnElement[bool]
    policy: Policy
    mine: bool
    clauses: dict[str, Clause] = field(init=False, default_factory=dict[str, Clause])

    def __post_init__(self) -> None:
        self.clauses.update((clause.clause_id, clause) for clause in self.policy.clauses)

    def values(self, **more: object) -> dict[str, object]:
        today = self.desk.today
        return self.desk.as_viewer(soon=today + SOON, **more)

    # Students

    def page(self, wanted: BoardFilter | Behind, after: Cursor | None, limit: int) -> BoardPage:
        """Walk along the parts of a list, from the one where the page before ended."""
        parts, values = self._parts(wanted)
        begins = int(str(after[0])) if after else 0
        found: list[tuple[int, Found]] = []
        for number, part in enumerate(parts[begins:], begins):
            values["most"] = limit + 1 - len(found)
            statement = part.first
            if after and number == begins:
                statement = part.further
                values |= {f"last_{name}": value for name, value in zip(part.keys, after[1:], strict=True)}
            found += [(number, row) for row in self.connection.execute(statement, values)]
            if len(found) > limit:
                number, last = found[limit - 1]  # noqa: PLW2901 - the part in which the page ends
                ends = (number, *(getattr(last, name) for name in parts[number].keys))
                return BoardPage(self._rows(wanted, found[:limit]), ends)
        return BoardPage(self._rows(wanted, found), None)

    def all_rows(self, wanted: BoardFilter | Behind) -> tuple[BoardRow, ...]:
        page = self.page(wanted, None, _AT_ONCE)
        rows = list(page.rows)
        while page.after is not None:
            page = self.page(wanted, page.after, _AT_ONCE)
            rows += page.rows
        return tuple(rows)

    def _parts(self, wanted: BoardFilter | Behind) -> tuple[tuple[statements.Part, ...], dict[str, object]]:
        if isinstance(wanted, BoardFilter):
            parts = statements.listed(self.gate, wanted.show, wanted.by, mine=self.mine)
            return parts, self.values(key=wanted.key)
        clause = self.clauses.get(wanted.clause_id)
        advised = clause is not None and clause.strength is not Strength.SHALL
        parts = statements.behind(self.gate, wanted.state, advised=advised, mine=self.mine)
        return parts, self.values(clause_id=wanted.clause_id, period=wanted.period, day=wanted.day)

    def _rows(self, wanted: BoardFilter | Behind, found: Iterable[tuple[int, Found]]) -> tuple[BoardRow, ...]:
        return tuple(self._row(wanted, row) for _part, row in found)

    def _row(self, wanted: BoardFilter | Behind, row: Found) -> BoardRow:
        one = row_of(row)
        clause = self.clauses.get(row.clause_id)
        if isinstance(wanted, Behind):
            state = _state(row, clause, self.desk.today)
            more = max(0, row.needed - (state in {State.DUE, State.OVERDUE}))
        else:
            past = row.due_on is not None and row.due_on < self.desk.today
            state = (State.OVERDUE if past else State.DUE) if row.needed else None
            more = max(0, row.needed - 1)
        return BoardRow(
            student_id=one.student_id,
            name=one.name,
            grade=one.grade,
            school=one.school,
            clause_id=row.clause_id,
            title=worded(clause.title, in_use()) if clause else "",
            period=row.period,
            due_on=row.due_on,
            state=state,
            step=step_of(clause) if clause and state in _WAITS else None,
            more=more,
            no_plan=row.no_plan,
        )

    # Numbers

    def summary(self) -> Summary:
        row = self.connection.execute(statements.summed(self.gate, None, mine=self.mine), self.values()).one()
        return _summary(row)

    def by_group(self, by: By) -> tuple[GroupLine, ...]:
        found = self.connection.execute(statements.summed(self.gate, by, mine=False), self.values()).all()
        if by is By.GRADE:
            lines = [GroupLine(row.key, row.key, _summary(row)) for row in found]
            return tuple(sorted(lines, key=lambda line: _grade_order(line.name)))
        if by is By.STAFF:
            rows = self.connection.execute(_NAMES_OF_STAFF)
            names = {row.id: full_name(row.given_name, row.family_name) for row in rows}
        else:
            names = {row.id: row.name for row in self.connection.execute(_NAMES_OF_SCHOOLS)}
        lines = [GroupLine(int(row.key), names.get(int(row.key), ""), _summary(row)) for row in found]
        return tuple(sorted(lines, key=lambda line: (line.name == "", line.name.casefold(), int(line.key))))

    def by_clause(self) -> tuple[ClauseLine, ...]:
        rows = self.connection.execute(
            statements.counted(self.gate, mine=self.mine, falling_due=False), self.values()
        ).all()
        counts: dict[tuple[str, str], dict[State, int]] = {}
        for row in rows:
            clause = self.clauses.get(row.clause_id)
            if clause is not None:
                states = counts.setdefault((row.clause_id, row.period), {})
                state = _state(row, clause, self.desk.today)
                states[state] = states.get(state, 0) + row.students
        order = {clause_id: at for at, clause_id in enumerate(self.clauses)}
        return tuple(
            ClauseLine(
                clause_id=clause_id,
                title=worded(self.clauses[clause_id].title, in_use()),
                citation=self.clauses[clause_id].citation,
                period=period,
                advised=self.clauses[clause_id].strength is not Strength.SHALL,
                counts=tuple((state, states[state]) for state in State if state in states),
            )
            for (clause_id, period), states in sorted(counts.items(), key=lambda one: (order[one[0][0]], one[0][1]))
        )

    def of_school(self) -> tuple[Need, ...]:
        found: dict[str, list[Finding]] = {}
        for row in self.connection.execute(statements.OF_SCHOOL):
            found.setdefault(row.clause_id, []).append(finding_of(row))
        return tuple(
            _need(clause, one, self.desk.today)
            for clause_id, clause in self.clauses.items()
            for one in found.get(clause_id, ())
            if one.outcome is not Outcome.NOT_APPLICABLE
        )

    def due(self, first: date, last: date) -> tuple[DueLine, ...]:
        statement = statements.counted(self.gate, mine=self.mine, falling_due=True)
        sums: dict[tuple[date, str, str], int] = {}
        for row in self.connection.execute(statement, self.values(first=first, last=last)):
            if row.clause_id in self.clauses:
                key = (row.due_on, row.clause_id, row.period)
                sums[key] = sums.get(key, 0) + row.students
        order = {clause_id: at for at, clause_id in enumerate(self.clauses)}
        return tuple(
            DueLine(
                day=day,
                clause_id=clause_id,
                title=worded(self.clauses[clause_id].title, in_use()),
                period=period,
                advised=self.clauses[clause_id].strength is not Strength.SHALL,
                step=step_of(self.clauses[clause_id]),
                students=students,
            )
            for (day, clause_id, period), students in sorted(
                sums.items(), key=lambda one: (one[0][0], order[one[0][1]], one[0][2])
            )
        )


def _need(clause: Clause, one: Finding, today: date) -> Need:
    state = state_on(one, clause.strength, today)
    return Need(clause, one, state, step_of(clause) if state in _WAITS else None)


def _state(row: Found, clause: Clause | None, today: date) -> State:
    """Return how a finding reads today; of it, only the dates and the outcome are needed."""
    one = Finding(row.clause_id, row.period, Outcome(row.outcome), "", due_on=row.due_on, closes_on=row.closes_on)
    return state_on(one, clause.strength if clause else Strength.SHALL, today)


def _summary(row: Found) -> Summary:
    return Summary(row.students, row.needed, row.overdue, row.soon, row.no_plan)


def _grade_order(grade: str) -> tuple[int, str]:
    return (GRADES.index(grade) if grade in GRADES else len(GRADES), grade)
