"""A school of a few grades under a policy, with what its staff recorded: what a yearly proof is made of."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import insert

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.names import sort_key
from ilp_desktop.office import Office
from ilp_desktop.places import FORMS
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.proofs import Proofs
from ilp_desktop.store import uids
from ilp_desktop.store.tables import evidence, org, student

CANARIES = ("Zyxwana", "Qwertman", "nr-777", "TYPEDWORD")
"""A student's name and number, and words that somebody typed: nowhere but in the office and in the annex."""


@dataclass
class Proving:
    """A school of the services' tests with pupils, and the proofs as one person of the office may make them."""

    school: object

    def proofs(self, role=Role.LEAD):
        return Proofs(self.school.desk(role), None, b"")

    def pupils(self, grade, count, school_id=None, *, met=0, family=0, copies=0, plan=0, seed=1):
        """Add students of a grade; so many of them met, with so many families, copies and plans."""
        rng = random.Random(seed)
        school_id = school_id or self.school.school_id
        rows = [
            {
                "uid": uids.new_uid(self.school.clock),
                "given_name": CANARIES[0],
                "family_name": f"{CANARIES[1]}{grade}{n}",
                "grade": grade,
                "sort_key": sort_key(CANARIES[1], f"{grade}{n}"),
                "student_number": f"{CANARIES[2]}-{school_id}-{grade}-{n}",
                "school_id": school_id,
            }
            for n in range(count)
        ]
        with self.school.store.write() as connection:
            ids = list(connection.execute(insert(student).returning(student.c.id), rows).scalars())
            facts = []
            for n, student_id in enumerate(ids):
                day = date(2026, 9, 8) + timedelta(days=rng.randrange(60))
                if n < met:
                    roles = ["student", "teacher", "school", "counselor", *(["parent"] if n < family else [])]
                    marks = ["strengths", "data", "goals", *(["given", "filed"] if n < copies else [])]
                    marks += ["consultation"] if n < family else []
                    facts.append(
                        self.fact("conference", student_id, day, roles=roles, marks=marks, grouping="individual")
                    )
                if n < plan:
                    form = "ilp" if grade < "07" else "pccr"
                    roles = ["student", "parent", "teacher", "school"]
                    facts.append(self.fact("plan", student_id, day, roles=roles, form=form, marks=["goals", "steps"]))
            if facts:
                connection.execute(insert(evidence), facts)
        return ids

    def fact(self, kind, student_id, day, **more):
        now = self.school.clock.now()
        values = {"form": "", "roles": [], "marks": [], "grouping": "", "note": CANARIES[3], "texts": {}} | more
        return {
            "uid": uids.new_uid(self.school.clock),
            "student_id": student_id,
            "kind": kind,
            "happened_on": day,
            "recorded_by": UUID(int=1),
            "recorded_at": now,
            **values,
        }

    def note(self, kind, day, **more):
        """Write down something of the school's own, and return its uid as hex."""
        row = self.fact(kind, None, day, **more)
        with self.school.store.write() as connection:
            connection.execute(insert(evidence).values(**row))
        return row["uid"].hex

    def another_school(self, name):
        return self.school.add(org, name=name, type="school")


def proving(school, pack="davis"):
    """Put a policy in force, and record what a year brings."""
    Packs(school.desk()).adopt(FORMS / pack)
    return Proving(school)


@dataclass
class OpenSchool:
    """An open office as the services' tests know a school."""

    office: Office
    clock: SetClock
    school_id: int = 0

    @property
    def store(self):
        return self.office._desk.store

    def desk(self, role=Role.LEAD):
        return replace(self.office._desk, viewer=replace(self.office.viewer, role=role))

    def add(self, table, **values):
        with self.store.write() as connection:
            values = {"uid": uids.new_uid(self.clock)} | values
            return connection.execute(insert(table).values(**values)).inserted_primary_key[0]


def proving_office(office, clock, pack="davis"):
    """A year of two grades in an open office: 14 of 16 children met, and 40 of 52 in grade 7."""
    school = OpenSchool(office, clock)
    school.school_id = school.add(org, name="Alder Elementary", type="school")
    here = proving(school, pack)
    here.pupils("02", 16, met=14, family=12, copies=10, plan=12)
    here.pupils("07", 52, met=40, family=30, copies=40, plan=40, seed=2)
    here.note("training", date(2026, 8, 20), form="educator_training", roles=["teacher", "counselor"])
    here.said = here.note("response", date(2026, 10, 1), roles=["parent"], note="We felt welcome.")
    here.named = here.note("response", date(2026, 10, 2), roles=["teacher"], note="Thanks to Iris for her patience.")
    office.findings.catch_up()
    return here
