"""Who is who across real imports: asked at the end of one, put together, and still one at the next."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from ilp_desktop.domain.matches import Verdict
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.store.tables import external_id, student, student_guardian

USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,email,phone,agentSourcedIds,grades"
TWINS = (("Ana", "Twin", "2016-05-05"), ("Eva", "Twin", "2016-05-05"))


def roster(folder: Path, name: str, students, guardians=(), grade="05") -> Path:
    """Write a OneRoster zip: students as (id, given, family, birth date, number, guardian ids), guardians alike."""
    lines = [USERS.split(",")]
    lines += [
        [key, "", "", "true", "sch", "student", key, "", given, family, number, "", "", ",".join(adults), grade]
        for key, given, family, _born, number, adults in students
    ]
    lines += [
        [key, "", "", "true", "sch", "parent", key, "", given, family, "", "", phone, "", ""]
        for key, given, family, phone in guardians
    ]
    files = {
        "manifest.csv": [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", "1.1"]]
        + [[f"file.{one}", "bulk"] for one in ("orgs", "users", "demographics")],
        "orgs.csv": [
            ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"],
            ["sch", "", "", "Alder Elementary", "school", "", ""],
        ],
        "users.csv": lines,
        "demographics.csv": [["sourcedId", "status", "dateLastModified", "birthDate"]]
        + [[key, "", "", born] for key, _given, _family, born, _number, _adults in students],
    }
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for file, rows in files.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            packed.writestr(file, text.getvalue())
    return path


@pytest.fixture
def bring_in(school, tmp_path):
    rosters = Rosters(school.desk())

    def bring_in(source, students, guardians=(), **more):
        preview = rosters.preview(roster(tmp_path, f"{source}", students, guardians, **more), source=source)
        rosters.apply(preview.run_id)
        return preview

    return bring_in


def of(preview, kind):
    count = preview.of(kind)
    return count.new, count.changed, count.gone


def test_two_systems_with_numbers_of_their_own_become_one_and_stay_one(school, bring_in):
    north = [("n1", "José", "Núñez", "2016-03-04", "1", ["ng"])]
    south = [("s1", "Jose", "Nunez", "2016-03-04", "900", ["sg"])]
    bring_in("north", north, [("ng", "Rosa", "Núñez", "801-555-0134")])
    bring_in("south", south, [("sg", "Rosa", "Nunez", "(801) 555 0134")])
    questions = Matching(school.desk())
    assert sorted(each.kind for each in questions.questions()) == ["guardian", "student"]
    while questions.count():
        questions.decide(questions.questions()[0].question_id, Verdict.SAME)
    with school.store.read() as connection:
        alive = (
            connection.execute(
                select(student.c.id).where(student.c.family_name != "Hernández", student.c.deleted_at.is_(None))
            )
            .scalars()
            .all()
        )
        adults = (
            connection.execute(
                select(student_guardian.c.guardian_id).where(
                    student_guardian.c.student_id.in_(alive), student_guardian.c.deleted_at.is_(None)
                )
            )
            .scalars()
            .all()
        )
    assert (len(alive), len(adults)) == (1, 1)
    # Both again, each with something new: the one student is changed twice, nobody is new, nobody is asked about.
    preview = bring_in("south", south, [("sg", "Rosa", "Nunez", "(801) 555 0134")], grade="06")
    assert of(preview, "student") == (0, 1, 0)
    preview = bring_in("north", north, [("ng", "Rosa", "Núñez", "801-555-0134")], grade="06")
    assert of(preview, "student") == (0, 1, 0)
    assert questions.count() == 0


def test_one_of_two_ids_that_leaves_the_file_withdraws_nobody(school, bring_in):
    twice = [("a", "Ana", "Lee", "2016-03-04", "", []), ("b", "Ana", "Lee", "2016-03-04", "", [])]
    bring_in("north", twice)
    questions = Matching(school.desk())
    (question,) = questions.questions()
    questions.decide(question.question_id, Verdict.SAME)
    preview = bring_in("north", twice[:1], grade="06")
    assert of(preview, "student") == (0, 1, 0), "the student is still named"
    preview = bring_in("north", [("c", "Bo", "Ray", "2016-03-04", "7", [])])
    assert of(preview, "student")[2] == 1, "the control: named by neither id, they are gone, once"


def test_a_new_name_under_the_same_id_and_a_return_ask_nothing(school, bring_in):
    bring_in("north", [("a", "Ana", "Lee", "2016-03-04", "1", [])])
    bring_in("north", [("a", "Ana", "Ray", "2016-03-04", "1", [])])
    bring_in("north", [("z", "Zoe", "Orr", "2015-03-04", "2", [])])
    bring_in("north", [("a", "Ana", "Ray", "2016-03-04", "1", []), ("z", "Zoe", "Orr", "2015-03-04", "2", [])])
    assert Matching(school.desk()).count() == 0
    with school.store.read() as connection:
        ids = connection.execute(select(external_id.c.row_id).where(external_id.c.kind == "student")).scalars().all()
    assert len(ids) == len(set(ids)) == 2


def test_twins_and_a_number_given_out_again(school, bring_in):
    bring_in("north", [(f"t{at}", *twin, str(at), []) for at, twin in enumerate(TWINS, start=50)])
    assert Matching(school.desk()).count() == 0
    bring_in("south", [("x", "Ben", "Other", "2019-01-01", "50", [])])
    (question,) = Matching(school.desk()).questions()
    assert question.reason == "number_reused"
    assert {question.left.name, question.right.name} == {"Ana Twin", "Ben Other"}
    assert question.right.since == school.desk().today
