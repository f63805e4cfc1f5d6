"""A school with a conference day before it: three staff, a front desk, thirty families of every kind, and the policy it follows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert
from use_hands import until

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import sort_key
from ilp_desktop.office import Office, found, open_office
from ilp_desktop.places import FORMS
from ilp_desktop.store import uids
from ilp_desktop.store.tables import (
    assignment,
    enrollment,
    guardian,
    household,
    measure_point,
    org,
    school_class,
    staff_member,
    student,
    student_guardian,
)
from ilp_desktop.vault.cost import CHEAP

MORNING = datetime(2026, 10, 15, 14, 0, tzinfo=UTC)
"""Eight o'clock on a Thursday in Utah."""
TODAY = date(2026, 10, 15)
SLOT = 15


@dataclass(frozen=True)
class Member:
    """One of the staff, with the passphrase that they type."""

    given: str
    family: str
    role: Role
    passphrase: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


LEAD = Member("Iris", "Park", Role.LEAD, "seven gray herons wade the ditch")
COUNSELOR = Member("Omar", "Lund", Role.COUNSELOR, "four blue kites above the mesa")
TEACHER = Member("Tess", "Moreno", Role.TEACHER, "nine warm stones along the wall")
DESK = Member("Ines", "Kay", Role.FRONT_DESK, "two loud geese behind the barn")
STAFF = (LEAD, COUNSELOR, TEACHER)


@dataclass(frozen=True)
class Adult:
    """A grown-up of a family. ``home`` numbers the homes of one student."""

    given: str
    relationship: str = "mother"
    language: str = "en"
    home: int = 1
    barred: bool = False
    interpreted: bool = False


@dataclass(frozen=True)
class Child:
    """A student of the day. ``story`` is what is special about the conference."""

    given: str
    family: str
    grade: str
    adults: tuple[Adult, ...]
    story: str = ""
    born: date = date(2016, 3, 4)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


_ROSA = Adult("Rosa", language="es")
_ORDINARY = (
    ("Amara", "Okafor"), ("Benjamin", "Tsosie"), ("Camila", "Hernandez"), ("Dao", "Pham"), ("Elias", "Begay"),
    ("Fiona", "Adair"), ("Gabriel", "Sorensen"), ("Hana", "Ito"), ("Isaac", "Lowell"), ("Jada", "Price"),
    ("Kai", "Mahoe"), ("Leila", "Haddad"), ("Mateo", "Cruz"), ("Nora", "Quinn"), ("Oscar", "Vega"),
    ("Priya", "Raman"), ("Quentin", "Shaw"), ("Rosalind", "Teller"), ("Samir", "Aziz"), ("Talia", "Benally"),
    ("Uma", "Larsen"), ("Victor", "Sandoval"), ("Wren", "Abbott"), ("Ximena", "Rios"), ("Yusuf", "Demir"),
    ("Zoe", "Carver"), ("Anders", "Holm"), ("Bella", "Romano"), ("Caleb", "Stone"), ("Delia", "Marsh"),
)  # fmt: skip
_STORIES: dict[int, tuple[str, tuple[Adult, ...]]] = {
    2: ("spanish", (_ROSA,)),
    3: ("interpreter", (Adult("Linh", language="vi", interpreted=True),)),
    4: ("missed", (Adult("Ann"),)),
    6: ("late", (Adult("Lars", "father"),)),
    8: ("two homes", (Adult("Grace"), Adult("Peter", "father", "es", home=2))),
    12: ("barred", (Adult("Elena", language="es"), Adult("Rufus", "father", home=2, barred=True))),
    15: ("cut", (Adult("Asha"),)),
    18: ("missed", (Adult("Noor"),)),
    21: ("of age", ()),
    23: ("later", (Adult("Lucia", language="es"),)),
    25: ("chose not", (Adult("June"),)),
    27: ("phone", (Adult("Carlo", "father"),)),
}


def children() -> tuple[Child, ...]:
    """Return the thirty of the day, ten for each of the staff, in the order of their slots."""
    made: list[Child] = []
    for at, (given, family) in enumerate(_ORDINARY):
        story, adults = _STORIES.get(at, ("", (Adult("Mary"),)))
        grade = "12" if story == "of age" else f"{4 + at % 6:02}"
        born = date(2008, 5, 6) if story == "of age" else date(2016, 3, 4)
        made.append(Child(given, family, grade, adults, story, born))
    return tuple(made)


def small_group() -> tuple[Child, ...]:
    """Return six of grade 5 whom the counselor would like to see together; the policy allows five."""
    return tuple(Child(given, "Together", "05", (Adult("Mona"),)) for given in ("Ada", "Bo", "Cy", "Dee", "Eli", "Fay"))


def class_of_28() -> tuple[Child, ...]:
    """Return a class of grade 10 of the counselor's."""
    return tuple(Child(f"Tenth{at:02}", "Grader", "10", (Adult("Mona"),), born=date(2011, 3, 4)) for at in range(28))


def slot(at: int) -> str:
    """Return when the conference of a child begins, local 'HH:MM': one after another, from half past eight."""
    begins = 8 * 60 + 30 + at * SLOT
    return f"{begins // 60:02}:{begins % 60:02}"


def opened(folder: Path, clock: SetClock) -> Office:
    """Open the office for its lead, as soon as the program that was locked has let go of it."""
    held: list[Office] = []

    def is_free() -> bool:
        try:
            held.append(open_office(folder, LEAD.passphrase, clock=clock, lowest=CHEAP))
        except OfficeError as error:
            assert error.code == "office_in_use", error.code
        return bool(held)

    until(is_free, "the program does not let go of the office")
    return held[0]


def follow(folder: Path, policy: str, clock: SetClock) -> None:
    """Let the office follow another policy from today on."""
    with opened(folder, clock) as office:
        adopting = office.adopting
        adopting.adopt(adopting.look_at(FORMS / policy), clock.today(office.zone))


class School:
    """Makes the office, with everybody of the day in it."""

    def __init__(self, folder: Path, clock: SetClock, language: str = "en") -> None:
        self.folder = folder
        self._clock = clock
        with found(
            folder,
            office_name="Alder School",
            person_name=LEAD.name,
            passphrase=LEAD.passphrase,
            clock=clock,
            cost=CHEAP,
        ) as founding:
            office = founding.confirm(founding.recovery_code)
        with office:
            for member in (COUNSELOR, TEACHER, DESK):
                office.people.add(member.name, member.role, member.passphrase, cost=CHEAP)
            self._fill(office)
        for member in STAFF:
            with open_office(folder, member.passphrase, clock=clock, lowest=CHEAP) as office:
                office.preferences.change(language=language)

    def _fill(self, office: Office) -> None:
        school = self._add(office, org, name="Alder School", type="school")
        for at, child in enumerate(children()):
            holder = self._staff_id(office, STAFF[at // 10])
            student_id = self.enroll(office, school, child)
            self._add(office, assignment, student_id=student_id, staff_id=holder)
            mode = "phone" if child.story == "phone" else "in_person"
            office.conferences.arrange(student_id, TODAY, slot(at), SLOT, mode=mode, staff_id=holder)
        for member, title, those in (
            (COUNSELOR, "Reading circle", small_group()),
            (COUNSELOR, "English 10", class_of_28()),
        ):
            holder = self._staff_id(office, member)
            taught = self._add(office, school_class, title=title, org_id=school)
            for child in those:
                student_id = self.enroll(office, school, child)
                self._add(office, assignment, student_id=student_id, staff_id=holder)
                self._add(office, enrollment, class_id=taught, student_id=student_id, role="student")
        adopting = office.adopting
        adopting.adopt(adopting.look_at(FORMS / "millard"), TODAY)

    def enroll(self, office: Office, school: int, child: Child) -> int:
        """Add a student with the adults and homes that there are, and return the row's number."""
        student_id = self._add(
            office,
            student,
            given_name=child.given,
            family_name=child.family,
            grade=child.grade,
            student_number=f"7{child.given}",
            school_id=school,
            sort_key=sort_key(child.family, child.given),
            birth_date=child.born,
        )
        homes: dict[int, int] = {}
        for adult in child.adults:
            home = homes.setdefault(adult.home, 0) or self._add(
                office, household, label=f"{child.family} {adult.home}", address=f"{adult.home} {child.family} Lane"
            )
            homes[adult.home] = home
            adult_id = self._add(
                office,
                guardian,
                given_name=adult.given,
                family_name=child.family,
                language=adult.language,
                needs_interpreter=adult.interpreted,
            )
            self._add(
                office,
                student_guardian,
                student_id=student_id,
                guardian_id=adult_id,
                household_id=home,
                relationship=adult.relationship,
                barred=adult.barred,
            )
        self._add(
            office,
            measure_point,
            student_id=student_id,
            label="Reading fluency",
            unit="words a minute",
            source="Classroom check",
            measured_on=date(2026, 10, 1),
            term="Fall 2026",
            value=84.0,
            benchmark=80.0,
        )
        return student_id

    def _staff_id(self, office: Office, member: Member) -> int:
        s = staff_member.c
        with office._desk.store.read() as connection:
            return (
                connection.execute(
                    s.id.table.select().where(s.given_name == member.given, s.family_name == member.family)
                )
                .one()
                .id
            )

    def _add(self, office: Office, table, **values) -> int:
        if "uid" in table.c:
            values.setdefault("uid", uids.new_uid(self._clock))
        with office._desk.store.write() as connection:
            return connection.execute(insert(table).values(**values)).inserted_primary_key[0]
