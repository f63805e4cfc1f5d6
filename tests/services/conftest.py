"""A small school in a real encrypted store: two households, someone barred, a student of 18, names in many scripts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.names import sort_key
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import adopt_starter
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.signing import Signing
from ilp_desktop.store import uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import (
    assignment,
    guardian,
    household,
    measure_point,
    office,
    org,
    staff_member,
    student,
    student_guardian,
)
from ilp_desktop.vault.certificates import make_school_certificate

OFFICE = UUID("018f2d3e-0000-7000-8000-000000000001")
ZONE = ZoneInfo("America/Denver")
CANARY = ("12 Canary Lane", "555-0199", "Household B", "canary@b.example")
"""What no paper made for the other household may show."""


@dataclass
class School:
    store: Store
    clock: SetClock

    def add(self, table, **values) -> int:
        if "uid" in table.c:
            values.setdefault("uid", uids.new_uid(self.clock))
        with self.store.write() as connection:
            return connection.execute(insert(table).values(**values)).inserted_primary_key[0]

    def child(self, given, family, grade="05", **more) -> int:
        values = {"student_number": f"n{given}", "school_id": self.school_id, **more}
        return self.add(
            student, given_name=given, family_name=family, grade=grade, sort_key=sort_key(family, given), **values
        )

    def adult(self, student_id, given, family, relationship="mother", household_id=None, link=None, **more) -> int:
        adult_id = self.add(guardian, given_name=given, family_name=family, **more)
        self.add(
            student_guardian,
            student_id=student_id,
            guardian_id=adult_id,
            relationship=relationship,
            household_id=household_id,
            **(link or {}),
        )
        return adult_id

    def desk(self, role=Role.LEAD, staff_id=None, name="Iris Park") -> Desk:
        staff_id = self.teacher_id if staff_id is None else staff_id
        viewer = Viewer(UUID(int=staff_id), role, name, staff_id)
        return Desk(self.store, viewer, self.clock, ZONE, OFFICE, "Alder Elementary")


@pytest.fixture
def school(store: Store, clock: SetClock) -> School:
    school = School(store, clock)
    school.add(office, id=1, uid=OFFICE, name="Alder Elementary", made_at=clock.now())
    adopt_starter(store, clock)
    school.school_id = school.add(org, name="Alder Elementary", type="school")
    school.teacher_id = school.add(staff_member, given_name="Iris", family_name="Park", role="teacher")
    school.other_teacher_id = school.add(staff_member, given_name="Omar", family_name="Lund", role="teacher")
    a = school.add(household, label="Household A", address="7 First Street")
    b = school.add(household, label=CANARY[2], address=CANARY[0])
    camila = school.camila_id = school.child(
        "Camila", "Hernández", preferred_name="Cami", birth_date=date(2016, 3, 4), home_language="es"
    )
    school.adult(camila, "Rosa", "Hernández", "mother", a, language="es", needs_interpreter=True, phone="555-0101")
    school.adult(camila, "Diego", "Ríos", "father", b, phone=CANARY[1], email=CANARY[3])
    school.barred_id = school.adult(camila, "Zacharias", "Barredson", "father", b, link={"barred": True})
    school.add(assignment, student_id=camila, staff_id=school.teacher_id)
    for term, value, on in (("Fall 2025", 61.0, date(2025, 10, 1)), ("Fall 2026", 84.0, date(2026, 10, 1))):
        school.add(
            measure_point,
            student_id=camila,
            label="Reading fluency",
            unit="words a minute",
            source="Classroom check",
            measured_on=on,
            term=term,
            value=value,
            benchmark=80.0,
        )
    return school


@pytest.fixture
def conferences(school) -> Conferences:
    return Conferences(school.desk())


@dataclass
class Conference:
    """One conference under way, and the services of the person who holds it, all at one desk."""

    conferences: Conferences
    consultations: Consultations
    signing: Signing
    school: School
    desk: Desk
    id: int

    @property
    def sheet(self):
        return self.conferences.open(self.id)

    def person(self, name):
        return next(p.participant_id for p in self.sheet.participants if name in p.name)

    def write(self, field, text, language="en"):
        self.conferences.leave_field(self.id, field, text, language)

    def talk(self, seconds=200):
        self.consultations.start(self.id)
        for _ in range(seconds // 20):
            self.school.clock.advance(20)
            self.consultations.seen(self.id)
        return self.consultations.finish(self.id)

    def sign(self, name, choice="agree", words="", method="drawn", language="en"):
        sheet = self.signing.prepare(self.id)
        strokes = SIGNATURE if method == "drawn" else ()
        return self.signing.sign(
            self.id, self.person(name), sheet.sha256, choice, words, method, strokes, language, aspect=4.0
        )


SIGNATURE = (tuple((x / 20, 0.3 + 0.4 * (x % 3) / 3, x * 12.0, 0.5) for x in range(2, 19)),)


@pytest.fixture
def hold(school):
    """Return a way to arrange and begin a conference."""

    def hold(student_id=None, desk=None, on=date(2026, 11, 24), *, begin=True) -> Conference:
        desk = desk or school.desk()
        conferences = Conferences(desk)
        made = conferences.arrange(student_id or school.camila_id, on, "08:40").made_id
        if begin:
            conferences.begin(made)
        return Conference(conferences, Consultations(desk), Signing(desk), school, desk, made)

    return hold


@pytest.fixture
def under_way(hold) -> Conference:
    """Camila's conference with something in every section, the talk not yet held."""
    held = hold()
    held.write("answer:celebrate.proud", "I read to my brother now.", "en")
    held.write("answer:data.improve", "Fractions, on Tuesdays.", "en")
    goal = held.conferences.add_goal(held.id).made_id
    held.write(f"goal:{goal}", "I will read twenty minutes every day.", "en")
    step = held.conferences.add_step(goal).made_id
    held.write(f"step:{step}", "Choose three books.", "en")
    held.write(f"step_who:{step}", "Cami", "en")
    held.conferences.set_step_due(step, date(2026, 12, 4))
    from ilp_desktop.domain.conferences import Party

    line = held.conferences.add_commitment(held.id, Party.FAMILY).made_id
    held.write(f"commitment:{line}", "Leemos juntos antes de dormir.", "es")
    return held


@pytest.fixture(scope="module")
def school_keys():
    return make_school_certificate("Alder Elementary", datetime(2026, 8, 1, tzinfo=UTC))


@pytest.fixture
def plans(under_way, school_keys) -> Plans:
    return Plans(under_way.desk, *school_keys)


@pytest.fixture
def signed(under_way):
    under_way.talk()
    under_way.conferences.set_attended(under_way.person("Diego"), False)
    for name, language in (("Cami", "es"), ("Rosa", "es"), ("Iris", "en")):
        under_way.sign(name, language=language)
    return under_way
