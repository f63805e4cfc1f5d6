"""Whatever happens to a school, in whatever order: findings followed act by act are those made from nothing, under every set.

Each history is made from its number, so that one that fails comes again by it.
"""

import random
from datetime import date, timedelta
from uuid import UUID

import pytest
from services_policy_school import SETS, Ruled, calendar_row
from sqlalchemy import delete, insert, select, update

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import sort_key
from ilp_desktop.domain.policy.clauses import CARRIES, EVENTS, ROLES, STAFF_ROLES, Scope
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.store import staleness, uids
from ilp_desktop.store.tables import (
    answer,
    assignment,
    commitment,
    conference,
    consultation,
    evidence,
    finding,
    goal,
    guardian,
    guardian_grant,
    measure_point,
    participant,
    policy_adoption,
    program_spell,
    school_year,
    standing,
    step,
    student,
    student_guardian,
    tally,
    waiver,
    year_at_school,
)

FEW, MANY = 30, 2_000
PROGRAMS = ("ess", "egp", "alternative", "alternative_return", "kecsac", "diploma_24")
LEAD = UUID(int=1)
CHILDREN = 3
BEGINS = date(2026, 11, 24)


class History:
    """One history: students, and what happens to them."""

    def __init__(self, ruled: Ruled, number: int) -> None:
        self.ruled = ruled
        self.school = ruled.school
        self.chance = random.Random(number)
        self.told: list[str] = []
        self.mergers: list[int] = []
        ruled.on(BEGINS)
        with self.school.store.write() as connection:
            connection.execute(update(student).values(deleted_at=self.school.clock.now()))
            connection.execute(delete(school_year))
            connection.execute(delete(policy_adoption))
        ruled.adopt(self.chance.choice(SETS))
        self.students = [self._child() for _ in range(CHILDREN)]

    # People

    def _child(self) -> int:
        grade = self.chance.choice(GRADES)
        born = date(2026 - 5 - GRADES.index(grade), 1, 1) + timedelta(days=self.chance.randrange(700))
        name = f"N{self.chance.randrange(10**9)}"
        made = self._add(
            student,
            given_name=name,
            family_name="History",
            grade=grade,
            sort_key=sort_key("History", name),
            birth_date=self.chance.choice((born, None)),
            school_id=self.school.school_id,
        )
        for _ in range(self.chance.randrange(3)):
            self._adult(made)
        return made

    def _adult(self, student_id: int) -> None:
        made = self._add(guardian, given_name="A", family_name="History")
        self._add(student_guardian, student_id=student_id, guardian_id=made, relationship=self._one("mother", "agency"))

    def _add(self, table, **values) -> int:
        return self.school.add(table, **values)

    def _one(self, *of):
        return self.chance.choice(of)

    def _some(self, of) -> list:
        of = sorted(of)
        return self.chance.sample(of, self.chance.randrange(min(len(of), 4) + 1))

    @property
    def who(self) -> int:
        return self._one(*self.students)

    @property
    def day(self) -> date:
        return self.school.desk().today + timedelta(days=self.chance.randrange(-500, 90))

    def _change(self, statement) -> None:
        with self.school.store.write() as connection:
            connection.execute(statement)

    def _of(self, table, student_id):
        with self.school.store.read() as connection:
            found = list(
                connection.execute(
                    select(table.c.id).where(table.c.student_id == student_id).order_by(table.c.id)
                ).scalars()
            )
        return self._one(*found) if found else None

    def _adults_of(self, student_id) -> list[str]:
        with self.school.store.read() as connection:
            join = select(guardian.c.uid).join(student_guardian, student_guardian.c.guardian_id == guardian.c.id)
            mine = join.where(student_guardian.c.student_id == student_id).order_by(guardian.c.id)
            return [one.hex for one in connection.execute(mine).scalars()]

    # What happens

    def act(self) -> None:
        name = self._one(*(one for one in dir(self) if one.startswith("do_")))
        self.told.append(name)
        getattr(self, name)()

    def do_record(self, school_wide=False) -> None:
        who = self.who
        kind = self._one(*EVENTS)
        forms = {clause.rule.of.forms for clause in self.clauses() if hasattr(clause.rule, "of")}
        self._add(
            evidence,
            student_id=None if school_wide else who,
            kind=kind,
            form=self._one("", *sorted({one for each in forms for one in each})),
            happened_on=self.day,
            roles=self._some(ROLES),
            adults=self._some(self._adults_of(who)),
            marks=self._some(CARRIES[kind]),
            elsewhere=self._one("", "", "Cedar High School"),
            grouping=self._one("", "individual", "group"),
            stage=self._one("held", "held", "missed", "offered", "declined"),
            invited=self._one(1, 5, 6),
            recorded_by=LEAD,
            recorded_at=self.school.clock.now(),
        )

    do_record_again = do_record

    def do_record_for_the_school(self) -> None:
        self.do_record(school_wide=True)

    def do_take_evidence_back(self) -> None:
        found = self._of(evidence, self.who)
        self._change(update(evidence).where(evidence.c.id == found).values(deleted_at=self.school.clock.now()))

    def do_waive(self) -> None:
        clause = self._one(*self.clauses(), None)
        if clause is not None:
            self._add(
                waiver,
                student_id=self.who,
                clause_id=clause.clause_id,
                period=self._one("2026-27", "2027-28", "2026-27/q2"),
                by_role=self._one(*STAFF_ROLES),
                why="…",
                recorded_by=LEAD,
                recorded_at=self.school.clock.now(),
            )

    def do_take_a_waiver_back(self) -> None:
        found = self._of(waiver, self.who)
        self._change(update(waiver).where(waiver.c.id == found).values(deleted_at=self.school.clock.now()))

    def do_confer(self) -> None:
        who, day = self.who, self.day
        held = self._one(True, True, False)
        made = self._add(
            conference,
            student_id=who,
            held_on=day,
            state="signed" if held else self._one("scheduled", "missed"),
            concluded_at=self.school.clock.now() if held else None,
            plan_kind=self._one("ilp", "pccr"),
        )
        for party in self._some(("student", "family", "school")):
            self._add(participant, conference_id=made, party=party, attended=self._one(True, False, None))
        if self._one(True, False):
            one = self._add(goal, conference_id=made, text="A goal.", whose=self._one("student", "together"))
            self._add(step, goal_id=one, text=self._one("", "A step."))
            self._add(commitment, conference_id=made, party="family", text="Words.")
            self._add(answer, conference_id=made, field="celebrate.proud", text="Words.")
        self._add(consultation, conference_id=made, phase="done", counted=self._one(0, 179, 180, 420))

    do_confer_again = do_confer

    def do_take_a_conference_back(self) -> None:
        found = self._of(conference, self.who)
        self._change(update(conference).where(conference.c.id == found).values(deleted_at=self.school.clock.now()))

    def do_adult_comes(self) -> None:
        self._adult(self.who)

    def do_bar(self) -> None:
        r = student_guardian.c
        values = self._one({"barred": True}, {"barred": False}, {"may_attend": False}, {"ends_on": self.day})
        self._change(update(student_guardian).where(r.id == self._of(student_guardian, self.who)).values(**values))

    def do_grant(self) -> None:
        who = self.who
        found = self._of(student_guardian, who)
        if found is not None:
            with self.school.store.read() as connection:
                r = student_guardian.c
                adult = connection.execute(select(r.guardian_id).where(r.id == found)).scalar_one()
            self._add(
                guardian_grant,
                student_id=who,
                guardian_id=adult,
                allows="attend",
                given_by="office",
                begins_on=self.day,
                recorded_by=LEAD,
                recorded_at=self.school.clock.now(),
            )

    def do_program(self) -> None:
        who, program = self.who, self._one(*PROGRAMS)
        self._add(program_spell, student_id=who, program=program, begins_on=self.day, ends_on=self._one(None, self.day))

    def do_assign(self) -> None:
        values = {
            "uid": uids.new_uid(self.school.clock),
            "student_id": self.who,
            "staff_id": self._one(self.school.teacher_id, self.school.other_teacher_id),
            "begins_on": self._one(None, self.day),
            "ends_on": self._one(None, None, self.day),
            "duty": self._one("teacher", "counselor"),
        }
        self._change(insert(assignment).prefix_with("OR IGNORE").values(values))

    def do_measure(self) -> None:
        self._add(measure_point, student_id=self.who, measured_on=self.day)

    def do_roster(self) -> None:
        s = student.c
        values = self._one(
            {"grade": self._one(*GRADES)},
            {"birth_date": date(2008, 1, 1) + timedelta(days=self.chance.randrange(5000))},
            {"withdrawn_at": self.school.clock.now()},
            {"withdrawn_at": None},
            {"school_id": None},
        )
        self._change(update(student).where(s.id == self.who).values(**values))

    def do_roster_brings_a_student(self) -> None:
        self.students.append(self._child())

    def do_correct_a_year(self) -> None:
        y = year_at_school.c
        found = self._of(year_at_school, self.who)
        values = self._one({"grade": self._one(*GRADES)}, {"started_on": self.day}, {"is_new": True}, {"is_new": False})
        self._change(update(year_at_school).where(y.id == found).values(**values, version=2))

    def do_merge(self) -> None:
        if len(self.students) > 2:
            kept, gone = self.chance.sample(self.students, 2)
            try:
                self.mergers.append(Matching(self.school.desk()).merge("student", kept, gone).made_id)
            except OfficeError:
                return
            self.students.remove(gone)

    def do_part(self) -> None:
        if self.mergers:
            merger = self.mergers.pop()
            try:
                Matching(self.school.desk()).part(merger)
            except OfficeError:
                return
            with self.school.store.read() as connection:
                alive = select(student.c.id).where(student.c.deleted_at.is_(None)).order_by(student.c.id)
                self.students = list(connection.execute(alive).scalars())

    def do_adopt(self) -> None:
        self.ruled.adopt(self._one(*SETS), self.school.desk().today + timedelta(days=self._one(0, 0, 30, -200)))

    def do_calendar(self) -> None:
        starts = self._one(2025, 2026, 2027)
        row = calendar_row(starts, shift=self._one(0, 3, 7))
        self._change(delete(school_year).where(school_year.c.label == row["label"]))
        self._add(school_year, **row)

    def do_time_passes(self) -> None:
        self.school.clock.advance(86_400 * self._one(1, 7, 45, 150))

    # What is found

    def clauses(self):
        with self.school.store.read() as connection:
            return policy_in_force(connection, self.school.desk().today).clauses

    def run(self, acts: int) -> None:
        for _ in range(acts):
            self.act()
            if self._one(True, True, False):
                self.ruled.findings.catch_up()
        self.ruled.findings.catch_up()


def kept(school) -> dict[str, list[tuple]]:
    """Return all that is derived: findings, where each student stands, and how many there are of each finding."""
    with school.store.read() as connection:
        asked = (select(finding), select(standing), select(tally).where(tally.c.students != 0))
        tables = (finding, standing, tally)
        return {
            table.name: list(map(tuple, connection.execute(one.order_by(*table.primary_key.columns))))
            for table, one in zip(tables, asked, strict=True)
        }


def from_nothing(ruled) -> dict[str, list[tuple]]:
    """Forget all that is derived, judge everybody anew, and return what is found then."""
    with ruled.school.store.write() as connection:
        connection.execute(delete(finding))
        connection.execute(delete(standing))
        staleness.everybody(connection)
    ruled.findings.catch_up()
    return kept(ruled.school)


def without_a_state(ruled) -> set[tuple[int, str]]:
    """Return each enrolled student and clause of which nothing is found."""
    school = ruled.school
    with school.store.read() as connection:
        s = student.c
        enrolled = connection.execute(select(s.id).where(s.deleted_at.is_(None), s.withdrawn_at.is_(None))).scalars()
        clauses = policy_in_force(connection, school.desk().today).clauses
        wanted = {
            (who, clause.clause_id) for who in enrolled for clause in clauses if clause.scope is Scope.STUDENT
        } | {(0, clause.clause_id) for clause in clauses if clause.scope is not Scope.STUDENT}
        return wanted - {tuple(row) for row in connection.execute(select(finding.c.student_id, finding.c.clause_id))}


@pytest.mark.timeout(3600)
def test_findings_followed_through_any_history_are_those_made_from_nothing_and_no_clause_is_without_a_state(
    school, rounds
):
    """R114, R117, R118: rosters, evidence, waivers, mergers, other sets, another calendar and time, in every order."""
    ruled = Ruled(school, "davis")
    seen: set[str] = set()
    for number in range(rounds(FEW, MANY)):
        history = History(ruled, number)
        history.run(history.chance.randrange(4, 14))
        seen |= set(history.told)
        where = (number, history.told)
        assert without_a_state(ruled) == set(), where
        followed = kept(school)
        assert followed["finding"], where
        assert from_nothing(ruled) == followed, where
    assert seen >= {name for name in dir(History) if name.startswith("do_")}, "every kind of act was tried"


def test_the_control_a_fact_that_nobody_is_told_of_leaves_findings_behind(school):
    """Without the triggers the comparison fails: it can."""
    ruled = Ruled(school, "davis")
    history = History(ruled, 1)
    ruled.findings.catch_up()
    with school.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER evidence_insert_is_a_fact")
    for who in history.students:
        ruled.met(who, date(2026, 10, 1))
        ruled.record(who, "review", date(2026, 10, 1), roles=["student", "school", "parent"])
    ruled.findings.catch_up()
    followed = kept(school)
    assert from_nothing(ruled) != followed
