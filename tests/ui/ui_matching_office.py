"""An office in which some people may be others: what tests of the queue stand on, and its pictures."""

from datetime import date

from sqlalchemy import insert

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.names import sort_key
from ilp_desktop.office import Office
from ilp_desktop.services import matching
from ilp_desktop.store import search, uids
from ilp_desktop.store.tables import (
    conference,
    external_id,
    guardian,
    household,
    import_change,
    import_run,
    org,
    student,
    student_guardian,
)


class Filling:
    """Adds rows as an import would have."""

    def __init__(self, office: Office, clock: SetClock, connection) -> None:
        self._office, self._clock, self._connection = office, clock, connection
        self.students: list[int] = []
        self.guardians: list[int] = []

    def add(self, table, **values) -> int:
        if "uid" in table.c:
            values.setdefault("uid", uids.new_uid(self._clock))
        return self._connection.execute(insert(table).values(**values)).inserted_primary_key[0]

    def child(self, given, family, source, **more) -> int:
        values = {"grade": "05", "birth_date": date(2016, 3, 4), **more}
        made = self.add(student, given_name=given, family_name=family, sort_key=sort_key(family, given), **values)
        self.add(external_id, kind="student", row_id=made, source=source, sourced_id=f"s{made}", digest=b"1")
        self.students.append(made)
        return made

    def adult(self, child, given, family, relationship="mother", home=None, **more) -> int:
        made = self.add(guardian, given_name=given, family_name=family, **more)
        self.add(student_guardian, student_id=child, guardian_id=made, relationship=relationship, household_id=home)
        self.guardians.append(made)
        return made


def look_alikes(office: Office, clock: SetClock) -> None:
    """Fill an office with one question of each kind, and two of students."""
    desk = office._desk
    with desk.store.write() as connection:
        fill = Filling(office, clock, connection)
        run = fill.add(import_run, source="Skyward export", staged_at=clock.now(), applied_at=clock.now())
        school = fill.add(org, name="Alder Elementary", type="school")
        pines = fill.add(household, label="", address="418 Pine Avenue, Provo, UT 84601")
        again = fill.add(household, label="", address="418 PINE AVENUE Provo UT 84601")
        first = fill.child("José", "Núñez", "PowerSchool", student_number="104417", grade="04", school_id=school)
        fill.adult(first, "Rosa", "Núñez", home=pines, phone="(801) 555-0134", email="rosa@example.org", language="es")
        came = fill.child(
            "Jose",
            "Nunez",
            "Skyward export",
            student_number="88120",
            grade="05",
            school_id=school,
            email="jn@example.org",
        )
        fill.adult(came, "Rosa", "Nunez", home=again, phone="801.555.0134", language="es")
        fill.add(import_change, run_id=run, kind="student", effect="new", row_id=came, through_id=came)
        fill.add(conference, student_id=first, held_on=date(2026, 10, 8), state="signed")
        fill.child(
            "Olivia",
            "Tsosie",
            "PowerSchool",
            student_number="99001",
            grade="06",
            school_id=school,
            birth_date=date(2015, 1, 9),
        )
        fill.child(
            "Ben",
            "Whitehorse",
            "Skyward export",
            student_number="99001",
            grade="KG",
            school_id=school,
            birth_date=date(2021, 5, 2),
        )
        olivia = fill.students[2]
        ben = fill.students[3]
        fill.adult(olivia, "Verna", "Tsosie", phone="801-555-0177")
        fill.adult(ben, "Alvin", "Whitehorse", "father", phone="(801) 555-0177")
        search.refresh(connection, fill.students)
        matching.find(connection, desk, run, fill.students, fill.guardians)
