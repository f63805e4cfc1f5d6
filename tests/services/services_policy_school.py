"""What tests of policies do to a school: put sets in force, record facts, let time pass, and read how a clause stands."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import UUID

from ilp_desktop import packs
from ilp_desktop.domain.policy.findings import Finding, State, state_on
from ilp_desktop.places import FORMS
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import adopt_stack
from ilp_desktop.store.tables import evidence, guardian, program_spell, school_year, waiver, year_at_school

SETS = ("utah-floor", "policy-4020", "millard-model", "millard", "davis", "kentucky", "stride")
LEAD = UUID(int=1)


@cache
def stack(name):
    """Return the files of a shipped set with all that it stands on, the lowest first."""
    folder = FORMS / name
    files = packs.texts(folder)
    return (*packs.standing_on(files, packs.below(folder)), files)


def clauses_of(name):
    return packs.read_policy(packs.texts(FORMS / name), packs.below(FORMS / name)).clauses


class Ruled:
    """A school under a policy set, and what its findings say."""

    def __init__(self, school, name="", from_on=None):
        self.school = school
        self.findings = Findings(school.desk())
        if name:
            self.adopt(name, from_on)

    def adopt(self, name, from_on=None):
        desk = self.school.desk()
        with self.school.store.write() as connection:
            adopt_stack(connection, desk, stack(name), from_on or desk.today, "")

    def record(self, student_id, kind, on, **values):
        """Record a fact as a person of the office would, and return its uid as events know it."""
        values.setdefault("roles", [])
        values = {"recorded_by": LEAD, "recorded_at": self.school.clock.now()} | values
        row = self.school.add(evidence, student_id=student_id, kind=kind, happened_on=on, **values)
        with self.school.store.read() as connection:
            return connection.execute(evidence.select().where(evidence.c.id == row)).one().uid.hex

    def met(self, student_id, on, **values):
        """Record a conference that was held, alone, with everybody there unless said otherwise."""
        values = {"grouping": "individual", "roles": ["student", "parent", "school", "counselor", "teacher"]} | values
        return self.record(student_id, "conference", on, **values)

    def waive(self, student_id, clause_id, period, by, why="A reason."):
        values = {"by_role": by, "why": why, "recorded_by": LEAD, "recorded_at": self.school.clock.now()}
        self.school.add(waiver, student_id=student_id, clause_id=clause_id, period=period, **values)

    def year(self, student_id, starts, grade, enrolled=None, *, new=False, started=None):
        """Say in which grade somebody was in a school year."""
        on = enrolled or date(starts, 8, 19)
        self.school.add(
            year_at_school,
            student_id=student_id,
            label=f"{starts}-{(starts + 1) % 100:02}",
            grade=grade,
            enrolled_on=on,
            started_on=started or on,
            is_new=new,
        )

    def program(self, student_id, name, begins, ends=None):
        self.school.add(program_spell, student_id=student_id, program=name, begins_on=begins, ends_on=ends)

    def uid_of(self, guardian_id):
        with self.school.store.read() as connection:
            return connection.execute(guardian.select().where(guardian.c.id == guardian_id)).one().uid.hex

    def calendar(self, starts, **changed):
        """Write a school year of the office's own, as the shipped sets' usual one but for what is said."""
        self.school.add(school_year, **calendar_row(starts, **changed))

    def on(self, day):
        """Let time pass to noon of a day."""
        noon = datetime.combine(day, time(19), tzinfo=UTC)
        self.school.clock.advance((noon - self.school.clock.now()).total_seconds())

    def all(self, student_id) -> dict[str, list[tuple]]:
        self.findings.catch_up()
        found: dict[str, list[tuple]] = {}
        for clause, one in self.findings.of_student(student_id):
            found.setdefault(clause.clause_id, []).append((clause, one))
        return found

    def finding(self, student_id, clause_id, period="") -> Finding:
        found = [one for _c, one in self.all(student_id)[clause_id] if not period or one.period == period]
        assert len(found) == 1, found
        return found[0]

    def state(self, student_id, clause_id, period="", today=None) -> State:
        found = [each for each in self.all(student_id)[clause_id] if not period or each[1].period == period]
        assert len(found) == 1, found
        clause, one = found[0]
        return state_on(one, clause.strength, today or self.school.desk().today)


def calendar_row(starts, shift=0, **changed):
    """Return a row of ``school_year``: the usual one, its terms begun so many days later."""

    def day(year, month, number):
        return (date(year, month, number) + timedelta(days=shift)).isoformat()

    quarters = [
        [f"{starts}-08-19", day(starts, 10, 23)],
        [day(starts, 10, 24), day(starts + 1, 1, 15)],
        [day(starts + 1, 1, 16), day(starts + 1, 3, 19)],
        [day(starts + 1, 3, 20), f"{starts + 1}-05-28"],
    ]
    return {
        "label": f"{starts}-{(starts + 1) % 100:02}",
        "begins_on": date(starts, 7, 1),
        "first_day": date(starts, 8, 19),
        "last_day": date(starts + 1, 5, 28),
        "ends_on": date(starts + 1, 6, 30),
        "quarters": quarters,
        "semesters": [[quarters[0][0], quarters[1][1]], [quarters[2][0], quarters[3][1]]],
        "closed": [],
        "days": {"late_winter": day(starts + 1, 2, 1)},
    } | changed
