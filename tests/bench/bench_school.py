"""A school of any size in a real encrypted store, filled by plain inserts: the same families, only more of them."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, update

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.names import sort_key
from ilp_desktop.places import FORMS
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs, adopt_starter
from ilp_desktop.store import search, uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import (
    answer,
    assignment,
    conference,
    enrollment,
    goal,
    guardian,
    measure_point,
    office,
    org,
    school_class,
    staff_member,
    step,
    student,
    student_guardian,
)

OFFICE = UUID("018f2d3e-0000-7000-8000-000000000001")
TODAY = date(2026, 11, 24)
GIVEN = ("Ana", "Mateo", "Maria", "Gabriel", "Søren", "Mei", "Tomás", "Zoë", "Olivia", "Begay")
FAMILY = ("García", "Martin", "Nguyễn", "Moreno", "Smith", "Begay", "Øster", "Maddox", "Tsosie", "Green")
ON_THE_DAY = 40
A_CLASS = 25
LEAD, TEACHER = 1, 2


class School:
    """One school: ``students`` children, each with a parent, two classes, four results and last year's conference."""

    def __init__(self, folder: Path, clock: SetClock, students: int, *, ruled: bool = False) -> None:
        self.students = students
        self.clock = clock
        self.store = Store.create(folder / f"office-{students}.db", bytes(32), clock, audit_key=bytes(32))
        self._fill()
        adopt_starter(self.store, clock)
        if ruled:
            self._rule()
        self.today: list[int] = []
        conferences = Conferences(self.desk())
        for number in range(ON_THE_DAY):
            made = conferences.arrange(self.pupil(number), TODAY, f"{8 + number // 3:02d}:{number % 3 * 20:02d}")
            self.today.append(made.made_id)
        conferences.begin(self.today[0])
        goal_id = conferences.add_goal(self.today[0]).made_id
        conferences.add_step(goal_id)
        conferences.open(self.today[0])

    def _rule(self) -> None:
        """Put Policy 4020 in force and judge everybody: grades of all kinds, some enrolled late, some met this fall."""
        everybody = student.c.id.is_not(None)
        grade = func.substr("KG010203040506070809101112", 1 + 2 * (student.c.id % 13), 2)
        met = [one for one in range(1, self.students + 1) if one % 3 == 0]
        with self.store.write() as connection:
            connection.execute(update(student).where(everybody).values(grade=grade, school_id=1))
            connection.execute(
                insert(conference),
                [
                    {"uid": uids.new_uid(self.clock), "student_id": one, "staff_id": LEAD + one % 20, "state": "signed"}
                    | {"held_on": TODAY - timedelta(30 + one % 60), "concluded_at": self.clock.now()}
                    for one in met
                ],
            )
        Packs(self.desk()).adopt(FORMS / "policy-4020")
        Findings(self.desk()).catch_up()

    def pupil(self, number: int) -> int:
        """Return a student's id, spread over the whole school."""
        return 1 + number * (self.students // ON_THE_DAY)

    def desk(self, role: Role = Role.LEAD, staff_id: int = LEAD) -> Desk:
        viewer = Viewer(UUID(int=staff_id), role, "Iris Park", staff_id)
        return Desk(self.store, viewer, self.clock, ZoneInfo("America/Denver"), OFFICE, "Alder Elementary")

    def _fill(self) -> None:
        children = range(1, self.students + 1)
        classes = range(1, self.students // A_CLASS + 1)
        names = list(product(GIVEN, FAMILY))
        rows = {
            office: [{"id": 1, "uid": OFFICE, "name": "Alder Elementary", "made_at": self.clock.now()}],
            org: [{"id": 1, "name": "Alder Elementary", "type": "school"}],
            staff_member: [{"id": one, "given_name": "Iris", "family_name": f"P{one}"} for one in range(1, 22)],
            student: [self._student(one, *names[one % len(names)]) for one in children],
            guardian: [{"id": one, "given_name": "Rosa", "family_name": names[one % 100][1]} for one in children],
            student_guardian: [
                {"student_id": one, "guardian_id": one, "relationship": "mother"} for one in children
            ],
            assignment: [{"student_id": one, "staff_id": LEAD + one % 20, "duty": "teacher"} for one in children],
            school_class: [{"id": one, "title": f"Class {one}", "class_type": "homeroom"} for one in classes],
            enrollment: [
                *({"class_id": 1 + one % len(classes), "student_id": one, "staff_id": None} for one in children),
                *({"class_id": one, "student_id": None, "staff_id": TEACHER} for one in classes),
            ],
            measure_point: [
                {"student_id": one, "label": "Reading", "unit": "points", "measured_on": TODAY - timedelta(90 * term)}
                | {"value": 190.0 + term}
                for one in children
                for term in range(4)
            ],
            conference: [
                {"id": one, "student_id": one, "staff_id": LEAD + one % 20, "state": "signed"}
                | {"held_on": TODAY - timedelta(350 + one % 20), "school_year": 2026, "grade": "04"}
                for one in children
            ],
            answer: [{"conference_id": one, "field": "celebrate.strengths", "text": "Asks why."} for one in children],
            goal: [{"id": one, "conference_id": one, "text": "Read every day", "status": "met"} for one in children],
            step: [{"goal_id": one, "text": "Choose a book"} for one in children],
        }  # fmt: skip
        with self.store.write() as connection:
            for table, values in rows.items():
                own = [{"uid": uids.new_uid(self.clock)} if "uid" in table.c else {} for _value in values]
                connection.execute(insert(table), [uid | value for uid, value in zip(own, values, strict=True)])
            search.refresh(connection, children)

    def _student(self, number: int, given: str, family: str) -> dict[str, object]:
        return {
            "id": number,
            "given_name": given,
            "family_name": family,
            "sort_key": sort_key(family, given),
            "student_number": f"{4_000_000 + number}",
            "grade": "05",
            "school_id": 1,
        }
