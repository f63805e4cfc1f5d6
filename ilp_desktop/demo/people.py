"""The seeded demo district: the same seed, size and day give the same people, whoever asks.

A district is made campus by campus (one elementary and one secondary school, about 600 students), each from its own
random source, so that 100,000 students never stand in memory at once. Everything in it is invented and says so:
schools are called “Demo: …”, mail goes to example.org, telephone numbers are 555-01xx.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from ilp_desktop.demo.calendars import Calendar, calendar_of
from ilp_desktop.demo.cast import CAST
from ilp_desktop.demo.districts import Campus, Child, Family, History
from ilp_desktop.demo.families import Families
from ilp_desktop.demo.histories import history_of
from ilp_desktop.demo.names import PLACES
from ilp_desktop.demo.schools import Schools, expected_by_grade
from ilp_desktop.domain.roster import (
    MadeAgain,
    Roster,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterMode,
    RosterOrg,
    RosterPerson,
    RosterSession,
)

CAMPUS_SIZE = 600
SOURCE = "demo"
# The cast of the demo conference day, and room for others beside it.
_CAST_NEEDS = 100
_ROLES_1_1 = {"counselor": "administrator", "principal": "administrator"}


@dataclass(frozen=True, slots=True)
class DemoDistrict:
    """A district of ``size`` students on a day. Campuses are made each time they are asked for."""

    seed: int
    size: int
    today: date

    @property
    def calendar(self) -> Calendar:
        return calendar_of(self.today)

    @property
    def campus_count(self) -> int:
        return max(1, round(self.size / CAMPUS_SIZE))

    def campuses(self) -> Iterator[Campus]:
        """Make one campus after another."""
        return (self.campus(number) for number in range(self.campus_count))

    def campus(self, number: int) -> Campus:
        """Make one campus: its staff, families and classes."""
        random, schools, students = self._schools(number)
        town = Families(random, self.calendar, number, schools.prefix, _place(number))
        families = tuple(_families(town, schools, students))
        cast = len(CAST) if _has_cast(number, students) else 0
        for at, family in enumerate(families):
            for child in family.children:
                schools.place_child(child, first_class=at < cast)
        return Campus(
            number=number,
            orgs=schools.orgs(self._district.sourced_id),
            staff=tuple(schools.staff),
            families=families,
            courses=tuple(schools.courses),
            classes=tuple(schools.classes),
            enrollments=tuple(schools.enrollments),
            lead_teachers=schools.lead_teachers,
            sessions=self.sessions,
        )

    def _schools(self, number: int) -> tuple[Random, Schools, int]:
        """Make a campus's schools with nobody enrolled; return the random source as it stands then, too."""
        students = self.size * (number + 1) // self.campus_count - self.size * number // self.campus_count
        prefix = f"demo-{self.seed}-c{number:03d}"
        # Not for secrets: invented people who are the same each time.
        random = Random(f"{self.seed}:{number}")  # noqa: S311
        schools = Schools(random, self.calendar, number, prefix, _place(number), tuple(expected_by_grade(students)))
        schools.open()
        return random, schools, students

    def _all_schools(self) -> Iterator[Schools]:
        return (self._schools(number)[1] for number in range(self.campus_count))

    def history(self, child: Child) -> History:
        """Invent what is known of a student from before: results, last year's goals, strengths."""
        return history_of(child, self.today, self.seed)

    @property
    def sessions(self) -> tuple[RosterSession, ...]:
        """The school year of ``today`` with its terms, common to all schools."""
        return self.calendar.sessions("demo")

    def roster(self, version: str = "1.2") -> Roster:
        """Return what a student information system would export. Its parts are made as they are gone through.

        1.1 has no preferred names, and neither principals nor counselors: they are administrators there.
        """
        return Roster(
            version=version,
            source=SOURCE,
            mode=RosterMode.BULK,
            orgs=MadeAgain(self._orgs),
            sessions=self.sessions,
            courses=MadeAgain(self._courses),
            classes=MadeAgain(self._classes),
            people=MadeAgain(self._people if version == "1.2" else self._people_1_1),
            enrollments=MadeAgain(self._enrollments),
        )

    @property
    def _district(self) -> RosterOrg:
        return RosterOrg(f"demo-{self.seed}-district", f"Demo: {PLACES[0]} School District", "district", "100")

    def _orgs(self) -> Iterator[RosterOrg]:
        yield self._district
        for schools in self._all_schools():
            yield from schools.orgs(self._district.sourced_id)

    def _courses(self) -> Iterator[RosterCourse]:
        return (course for schools in self._all_schools() for course in schools.courses)

    def _classes(self) -> Iterator[RosterClass]:
        return (each for schools in self._all_schools() for each in schools.classes)

    def _enrollments(self) -> Iterator[RosterEnrollment]:
        return (enrollment for campus in self.campuses() for enrollment in campus.enrollments)

    def _people(self) -> Iterator[RosterPerson]:
        for campus in self.campuses():
            yield from (member.person for member in campus.staff)
            for family in campus.families:
                yield from (adult.person for adult in family.adults)
                yield from (child.person for child in family.children)

    def _people_1_1(self) -> Iterator[RosterPerson]:
        for person in self._people():
            role = person.roles[0]
            plain = replace(role, role=_ROLES_1_1.get(role.role, role.role), org_sourced_id="")
            yield replace(person, roles=(plain,), preferred_given_name="")


def generate(seed: int, size: int, today: date) -> DemoDistrict:
    """Return the demo district of a seed: ``size`` students from kindergarten to grade 12, on a day of school."""
    return DemoDistrict(seed, size, today)


def _place(number: int) -> str:
    """Return a town's name; a large district uses each name several times, numbered."""
    name, again = PLACES[number % len(PLACES)], number // len(PLACES)
    return f"{name} {again + 1}" if again else name


def _has_cast(campus: int, students: int) -> bool:
    return campus == 0 and students >= _CAST_NEEDS


def _families(families: Families, schools: Schools, students: int) -> Iterator[Family]:
    """Invent families until the campus is full, first the ones that the conference day is about."""
    made = 0
    if _has_cast(schools.campus, students):
        for sketch in CAST:
            made += len(sketch.children)
            yield families.family(sketch, schools.ids)
    while made < students:
        sketch = families.next_sketch(students - made)
        made += len(sketch.children)
        yield families.family(sketch, schools.ids)
