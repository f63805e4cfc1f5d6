"""Who is who: what is asked, what never is, and that putting together and parting lose nothing."""

from datetime import date

import pytest
from sqlalchemy import Integer, LargeBinary, insert, select, text, update
from sqlalchemy.dialects.sqlite import REAL

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.matches import Verdict
from ilp_desktop.services import matching, matching_rules, merging_rows
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.matching_siblings import siblings
from ilp_desktop.services.students import Students
from ilp_desktop.store import search, uids
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import (
    assignment,
    audit,
    conference,
    external_id,
    guardian,
    household,
    import_run,
    match_question,
    measure_point,
    metadata,
    staged_row,
    student,
    student_guardian,
    student_org,
)
from ilp_desktop.store.tables.columns import Uid

BORN = date(2015, 5, 6)


@pytest.fixture
def run_id(school):
    return school.add(import_run, staged_at=school.clock.now())


@pytest.fixture
def find(school, run_id):
    """Return a way to ask the rules about everybody, as an import that touched all of them."""

    def find(students=None, guardians=None) -> int:
        with school.store.write() as connection:
            students = connection.execute(select(student.c.id)).scalars().all() if students is None else students
            guardians = connection.execute(select(guardian.c.id)).scalars().all() if guardians is None else guardians
            return matching.find(connection, school.desk(), run_id, students, guardians)

    return find


def from_source(school, student_id, source="north", kind="student"):
    school.add(
        external_id, kind=kind, row_id=student_id, source=source, sourced_id=f"{source}-{student_id}", digest=b"1"
    )
    return student_id


def asked(school) -> set[tuple[str, int, int, str]]:
    with school.store.read() as connection:
        rows = connection.execute(select(match_question)).all()
    return {(row.kind, row.left_id, row.right_id, row.reason) for row in rows}


def dump(school) -> dict[str, list[tuple]]:
    """Return everything in the store but versions, the log, the facts and what the merger itself wrote."""
    left_out = {"audit", "audit_state", "event", "merger", "match_question"}
    found = {}
    with school.store.read() as connection:
        for name, table in metadata.tables.items():
            if name not in left_out:
                columns = ", ".join(column.name for column in table.columns if column.name != "version")
                found[name] = connection.execute(text(f"SELECT {columns} FROM {name} ORDER BY 1")).fetchall()
    return found


# What is asked


@pytest.mark.parametrize("many", [5000, 0], ids=["looked up one by one", "all sorted at once"])
def test_the_same_name_and_birth_date_from_two_sources_is_asked_once(school, find, monkeypatch, many):
    monkeypatch.setattr(matching_rules, "_MANY", many)
    nobody = school.child("José", "Núñez", student_number="3")
    from_source(school, nobody)
    here = from_source(school, school.child("José", "Núñez", birth_date=BORN, student_number="1"))
    came = from_source(school, school.child("Jose", "Nunez", birth_date=BORN, student_number="22"), "south")
    assert find(students=[came]) == 1
    assert asked(school) == {("student", here, came, "name_and_birth_date")}, (
        "one with no birth date is not asked about"
    )
    assert find() == 0, "asked once"
    questions = Matching(school.desk())
    questions.decide(questions.questions()[0].question_id, Verdict.DIFFERENT)
    assert find() == 0, "what was decided is not asked again"
    assert questions.count() == 0


def test_a_twin_is_not_asked_about(school, find):
    for name, number in (("Ana", "1"), ("Eva", "2")):
        from_source(school, school.child(name, "Twin", birth_date=BORN, student_number=number))
    assert find() == 0


def test_two_children_of_one_file_with_numbers_of_their_own_are_not_asked_about(school, find):
    one = from_source(school, school.child("Ana", "Twin", birth_date=BORN, student_number="1"))
    from_source(school, school.child("Ana", "Twin", birth_date=BORN, student_number="2"))
    assert find() == 0
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == one).values(student_number=""))
    assert find() == 1, "the control: without a number each, they may be one"


def test_a_student_who_returns_with_a_new_number_is_asked_about(school, find, run_id):
    old = from_source(
        school, school.child("Ana", "Back", birth_date=BORN, student_number="1", withdrawn_at=school.clock.now())
    )
    new = from_source(school, school.child("Ana", "Back", birth_date=BORN, student_number="9"))
    assert find() == 1
    left = from_source(school, school.child("Eva", "Gone", birth_date=BORN, student_number="3"))
    school.add(
        staged_row, run_id=run_id, kind="student", sourced_id="x", effect="gone", row_id=left, payload={}, uid=None
    )
    came = from_source(school, school.child("Eva", "Gone", birth_date=BORN, student_number="4"))
    assert find() == 1
    assert {pair[1:3] for pair in asked(school)} == {(old, new), (left, came)}


def test_a_preferred_name_counts_as_a_name(school, find):
    legal = school.child("Guillermo", "Sosa", birth_date=BORN, student_number="1", preferred_name="Memo")
    called = school.child("Memo", "Sosa", birth_date=BORN, student_number="2")
    other = school.child("Ramón", "Sosa", birth_date=BORN, student_number="3", preferred_name="memo")
    assert find(students=[called]) == 2
    assert {pair[1:3] for pair in asked(school)} == {(legal, called), (called, other)}
    assert find() == 1, "the two who are called alike"


def test_a_number_used_again_is_asked_about(school, find):
    old = school.child("Ana", "First", birth_date=BORN, student_number="700")
    new = school.child("Ben", "Second", birth_date=date(2017, 1, 2), student_number="700")
    assert find(students=[new]) == 1
    assert asked(school) == {("student", old, new, "number_reused")}


def test_a_changed_name_under_the_same_id_asks_nothing(school, find):
    child = from_source(school, school.child("Ana", "Before", birth_date=BORN, student_number="5"))
    with school.store.write() as connection:
        connection.execute(
            update(student).where(student.c.id == child).values(family_name="After", sort_key="after\x1fana")
        )
    assert find(students=[child]) == 0


def test_guardians_are_asked_about_where_name_and_telephone_agree(school, find):
    one, two = school.child("Ana", "Lee"), school.child("Bo", "Lee")
    first = school.adult(one, "May", "Lee", phone="(801) 555-0101")
    second = school.adult(two, "MAY", "Lée", phone="801.555.0101")
    assert find() == 1
    assert asked(school) == {("guardian", first, second, "name_and_phone")}


def test_two_guardians_of_one_name_in_different_homes_are_not_asked_about(school, find):
    a, b = school.add(household, address="1 Elm Street"), school.add(household, address="9 Oak Avenue")
    school.adult(school.child("Ana", "Lee"), "May", "Lee", "mother", a, phone="8015550101")
    school.adult(school.child("Bo", "Lee"), "May", "Lee", "mother", b, phone="8015550202")
    assert find() == 0


def test_a_telephone_that_a_whole_school_shares_says_nothing(school, find):
    for at in range(matching_common() + 1):
        school.adult(school.child(f"Child{at}", "Lee", student_number=str(at)), "May", "Lee", phone="8015550000")
    assert find() == 0


def matching_common() -> int:
    from ilp_desktop.services.matching_rules import COMMON

    return COMMON


def test_homes_are_asked_about_where_adults_of_different_children_share_an_address(school, find):
    a, b = school.add(household, address="1 Elm Street, Provo"), school.add(household, address="1 ELM STREET Provo")
    one, two = school.child("Ana", "Lee"), school.child("Bo", "Ray")
    school.adult(one, "May", "Lee", "mother", a)
    school.adult(two, "Sam", "Ray", "father", b)
    assert find() == 1
    assert asked(school) == {("household", a, b, "address")}
    questions = Matching(school.desk())
    questions.decide(questions.questions()[0].question_id, Verdict.SAME)
    with school.store.read() as connection:
        assert siblings(connection, school.desk(), one) == ("Bo Ray",)
        assert siblings(connection, school.desk(Role.TEACHER, school.other_teacher_id), one) == ("Bo Ray",)


def test_a_home_that_nobody_wrote_down_is_made_when_it_is_confirmed_and_goes_again(school, find):
    one, two = school.child("Ana", "Lee"), school.child("Bo", "Ray")
    school.adult(one, "May", "Lee", phone="8015550101")
    school.adult(two, "Sam", "Ray", phone="8015550101")
    assert find() == 1
    before = dump(school)
    questions = Matching(school.desk())
    question = questions.questions()[0]
    assert {question.left.name, question.right.name} == {"May Lee", "Sam Ray"}
    merger_id = questions.decide(question.question_id, Verdict.SAME).made_id
    with school.store.read() as connection:
        assert siblings(connection, school.desk(), two) == ("Ana Lee",)
    assert questions.mergers()[0].gone_name
    questions.part(merger_id)
    with school.store.read() as connection:
        assert siblings(connection, school.desk(), two) == ()
    after = dump(school)
    made = after["household"].pop()
    assert made.deleted_at is not None
    assert after == before
    assert questions.count() == 1


def test_a_stepfamily_with_two_homes_is_never_made_one(school, find):
    """Ana lives with her mother and with her father; her mother's new husband has a son of his own."""
    mothers, fathers = school.add(household, address="1 Elm Street"), school.add(household, address="9 Oak Avenue")
    ana, son = school.child("Ana", "Lee"), school.child("Max", "Ray")
    mother = school.adult(ana, "May", "Lee", "mother", mothers, phone="8015550101")
    school.adult(ana, "Tom", "Lee", "father", fathers, phone="8015550202")
    school.add(student_guardian, student_id=son, guardian_id=mother, household_id=mothers, relationship="stepmother")
    school.adult(son, "Sam", "Ray", "father", mothers, phone="8015550101")
    assert find() == 0
    with school.store.read() as connection:
        assert siblings(connection, school.desk(), ana) == ("Max Ray",)


def test_an_adult_with_two_homes_or_one_to_keep_away_from_brings_no_homes_together(school, find):
    a, b, c = (school.add(household, address=each) for each in ("1 Elm", "2 Elm", "3 Elm"))
    one, two, three = (school.child(each, "Lee") for each in ("Ana", "Bo", "Cy"))
    torn = school.adult(one, "May", "Lee", "mother", a, phone="8015550101")
    school.add(student_guardian, student_id=two, guardian_id=torn, household_id=b)
    school.adult(three, "Sam", "Ray", "father", c, phone="8015550101")
    four, five = school.child("Di", "Orr"), school.child("Ed", "Orr")
    school.adult(four, "Al", "Orr", phone="8015550303", link={"barred": True})
    school.adult(five, "Jo", "Orr", phone="8015550303")
    assert find() == 0


def test_looking_takes_the_same_few_statements_whatever_the_number(school, run_id):
    def statements(ids) -> int:
        with counted(school.store) as count, school.store.write() as connection:
            matching.find(connection, school.desk(), run_id, ids, [])
        return count.statements

    few = [school.child("Ana", "Lee", birth_date=BORN, student_number="") for _at in range(2)]
    more = [school.child("Bea", "Lee", birth_date=BORN, student_number="") for _at in range(40)]
    assert statements(more) == statements(few)


# Who may


def test_only_who_may_decide_is_asked_and_only_about_their_own(school, find):
    one = from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="1"))
    two = from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="2"), "south")
    find()
    question_id = Matching(school.desk()).questions()[0].question_id
    for role in Role:
        questions = Matching(school.desk(role, school.other_teacher_id))
        assert questions.count() == (1 if role is Role.LEAD else 0), role
        if role is not Role.LEAD:
            with pytest.raises(OfficeError, match="match_gone" if role is Role.COUNSELOR else "not_allowed"):
                questions.decide(question_id, Verdict.SAME)
    counselor = Matching(school.desk(Role.COUNSELOR, school.other_teacher_id))
    school.add(assignment, student_id=one, staff_id=school.other_teacher_id, duty="counselor")
    assert counselor.count() == 0, "both sides must be theirs"
    school.add(assignment, student_id=two, staff_id=school.other_teacher_id, duty="counselor")
    assert counselor.count() == 1
    counselor.decide(question_id, Verdict.SAME)
    assert len(counselor.mergers()) == 1


def test_a_counselor_decides_about_adults_only_where_every_child_is_theirs(school, find):
    one, two = school.child("Ana", "Lee"), school.child("Bo", "Lee")
    school.adult(one, "May", "Lee", phone="8015550101")
    school.adult(two, "May", "Lee", phone="8015550101")
    find()
    counselor = Matching(school.desk(Role.COUNSELOR, school.other_teacher_id))
    school.add(assignment, student_id=one, staff_id=school.other_teacher_id, duty="counselor")
    assert counselor.count() == 0
    school.add(assignment, student_id=two, staff_id=school.other_teacher_id, duty="counselor")
    assert counselor.count() == 1


def test_both_sides_say_the_same_things_in_the_same_order(school, find):
    from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="1"))
    from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="2", grade="06"), "south")
    find()
    question = Matching(school.desk()).questions()[0]
    left, right = dict(question.left.lines), dict(question.right.lines)
    assert [each[0] for each in question.left.lines] == [each[0] for each in question.right.lines]
    assert (left["number"], right["number"], left["birth_date"], right["grade"]) == ("1", "2", "2015-05-06", "06")
    assert (question.left.source, question.right.source) == ("north", "south")
    assert left["school"] == "Alder Elementary"


# Putting together and parting


@pytest.fixture
def pair(school):
    """A student who is there twice, each record with rows of its own and some that both have."""
    kept = from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="1", email="ana@x.example"))
    gone = from_source(
        school,
        school.child(
            "Ana",
            "Lee",
            birth_date=BORN,
            student_number="22",
            home_language="es",
            provenance={"grade": "office"},
            grade="06",
        ),
        "south",
    )
    mother = school.adult(kept, "May", "Lee", "parent", phone="8015550101")
    school.add(student_guardian, student_id=gone, guardian_id=mother, relationship="mother", barred=True, may_see=False)
    school.adult(gone, "Tom", "Lee", "father")
    for child in (kept, gone):
        school.add(student_org, student_id=child, org_id=school.school_id)
        school.add(measure_point, student_id=child, measured_on=BORN)
    school.add(
        assignment, student_id=kept, staff_id=school.teacher_id, begins_on=date(2026, 8, 1), ends_on=date(2026, 9, 1)
    )
    school.add(assignment, student_id=gone, staff_id=school.teacher_id, begins_on=date(2026, 9, 2))
    school.add(conference, student_id=gone, held_on=BORN, staff_id=school.teacher_id)
    with school.store.write() as connection:
        search.refresh(connection, [kept, gone])
    return kept, gone


def rows(school, table, **where):
    with school.store.read() as connection:
        statement = select(table).where(*(table.c[key] == value for key, value in where.items()))
        return connection.execute(statement.order_by(table.c.id)).all()


def test_all_that_was_the_other_is_the_kept_one_afterward(school, pair):
    kept, gone = pair
    Matching(school.desk()).merge("student", kept, gone)
    assert len(rows(school, conference, student_id=kept)) == 1
    assert len(rows(school, measure_point, student_id=kept)) == 2
    assert {row.source for row in rows(school, external_id, kind="student", row_id=kept)} == {"north", "south"}
    (mother, father) = rows(school, student_guardian, student_id=kept)
    assert (mother.relationship, mother.barred, mother.may_see) == ("mother", True, False), "forbidden stays forbidden"
    assert father.relationship == "father"
    (duty,) = rows(school, assignment, student_id=kept)
    assert (duty.begins_on, duty.ends_on) == (date(2026, 9, 2), None), "the assignment that lasts"
    (child,) = rows(school, student, id=kept)
    assert (child.student_number, child.email, child.home_language, child.grade) == ("1", "ana@x.example", "es", "06")
    assert child.provenance == {"grade": "office"}, "what the office corrected stays corrected"
    assert rows(school, student, id=gone)[0].deleted_at is not None
    students = Students(school.desk())
    assert [row.student_id for row in students.search("ana lee")] == [kept]
    assert [row.student_id for row in students.search("tom lee")] == [kept]
    (line,) = rows(school, audit, act="records_merged")
    assert line.student_id == kept


def test_parting_puts_every_row_back(school, pair):
    kept, gone = pair
    before = dump(school)
    questions = Matching(school.desk())
    merger_id = questions.merge("student", kept, gone).made_id
    assert dump(school) != before, "the control: something was put together"
    questions.part(merger_id)
    assert dump(school) == before
    assert questions.mergers() == ()
    assert {row.student_id for row in Students(school.desk()).search("ana lee")} == {kept, gone}
    with pytest.raises(OfficeError, match="merger_gone"):
        questions.part(merger_id)


def test_what_was_done_since_stays_with_the_kept_one(school, pair):
    kept, gone = pair
    before = dump(school)
    questions = Matching(school.desk())
    merger_id = questions.merge("student", kept, gone).made_id
    made = school.add(conference, student_id=kept, held_on=date(2026, 11, 24))
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == kept).values(home_language="vi"))
        connection.execute(
            update(external_id).where(external_id.c.row_id == kept, external_id.c.source == "south").values(digest=b"2")
        )
    questions.part(merger_id)
    after = dump(school)
    assert [row.id for row in rows(school, conference, student_id=kept)] == [made]
    assert rows(school, student, id=kept)[0].home_language == "vi"
    (link,) = rows(school, external_id, row_id=gone, kind="student")
    assert link.digest is None, "the next import looks at it again"
    for name in set(before) - {"conference", "student", "external_id"}:
        assert after[name] == before[name], name
    assert [row for row in after["student"] if row.id != kept] == [row for row in before["student"] if row.id != kept]


def test_what_a_roster_says_later_of_a_relation_that_both_had_counts(school, pair):
    kept, gone = pair
    (mother, *_rest) = rows(school, student_guardian, student_id=kept)
    (twice,) = rows(school, student_guardian, student_id=gone, guardian_id=mother.guardian_id)
    link = school.add(external_id, kind="relation", row_id=twice.id, source="south", sourced_id="s|g", digest=b"1")
    before = dump(school)
    questions = Matching(school.desk())
    merger_id = questions.merge("student", kept, gone).made_id
    assert rows(school, external_id, id=link)[0].row_id == mother.id
    questions.part(merger_id)
    assert dump(school) == before


def test_a_row_that_waits_to_come_in_goes_with_its_student_and_a_new_one_stays(school, pair, run_id):
    kept, gone = pair
    waiting = {
        effect: school.add(
            staged_row,
            run_id=run_id,
            kind="student",
            sourced_id=effect,
            effect=effect,
            row_id=gone,
            payload={},
            uid=None,
        )
        for effect in ("changed", "new")
    }
    Matching(school.desk()).merge("student", kept, gone)
    assert rows(school, staged_row, id=waiting["changed"])[0].row_id == kept
    assert rows(school, staged_row, id=waiting["new"])[0].row_id == gone, "a place in the file, no student"


def test_a_student_who_came_back_as_another_is_at_school_again(school):
    kept = school.child("Ana", "Lee", grade="03", birth_date=BORN, student_number="1", withdrawn_at=school.clock.now())
    gone = school.child("Ana", "Lee-Ray", grade="05", birth_date=BORN, student_number="9")
    Matching(school.desk()).merge("student", kept, gone)
    (child,) = rows(school, student, id=kept)
    assert child.withdrawn_at is None
    assert (child.grade, child.family_name, child.student_number) == ("05", "Lee-Ray", "9")
    assert child.sort_key == "lee ray\x1fana"


def test_two_guardians_who_were_one_are_invited_once(school, hold):
    child = school.child("Ana", "Lee")
    first = school.adult(child, "May", "Lee", "mother", phone="8015550101")
    second = school.adult(child, "May", "Lee", "mother", email="may@x.example", needs_interpreter=True, language="es")
    held = hold(child)
    from ilp_desktop.services.conferences import Conferences

    later = Conferences(school.desk()).arrange(child, date(2026, 12, 1), "09:00").made_id
    before = dump(school)
    questions = Matching(school.desk())
    merger_id = questions.merge("guardian", first, second).made_id
    adults = Students(school.desk()).open_file(child).guardians
    assert [(a.guardian_id, a.phone, a.email, a.language, a.needs_interpreter) for a in adults] == [
        (first, "8015550101", "may@x.example", "es", True)
    ]
    names = [person.name for person in Conferences(school.desk()).open(later).participants]
    assert names.count("May Lee") == 1
    assert [person.name for person in held.sheet.participants].count("May Lee") == 2, "what has begun stays"
    questions.part(merger_id)
    assert dump(school) == before


def test_three_records_of_one_student_become_one_and_part_in_order(school, find):
    a, b, c = (
        from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number=str(at)), f"source{at}")
        for at in range(3)
    )
    assert find() == 3
    before = dump(school)
    questions = Matching(school.desk())
    by_pair = {(q.left.row_id, q.right.row_id): q.question_id for q in questions.questions()}
    # The last two first: what they are asked about besides is then one question, about the one they became.
    first = questions.decide(by_pair[b, c], Verdict.SAME).made_id
    (left,) = questions.questions()
    assert (left.left.row_id, left.right.row_id) == (a, b)
    second = questions.decide(left.question_id, Verdict.SAME).made_id
    assert questions.count() == 0
    assert {row.source for row in rows(school, external_id, row_id=a)} == {"source0", "source1", "source2"}
    with pytest.raises(OfficeError, match="merger_covered"):
        questions.part(first)
    questions.part(second)
    questions.part(first)
    assert dump(school) == before
    assert questions.count() == 3
    assert find() == 0


def test_what_rests_on_the_same_rows_is_parted_last_first(school):
    """A student and then the mother, both there twice: parted in order, each is as it was."""
    a, b, c = (school.child("Ana", "Lee", student_number=str(at)) for at in range(3))
    mothers = [
        school.adult(child, "May", "Lee", "mother", link={"barred": barred})
        for child, barred in ((a, False), (b, True), (c, True))
    ]
    before = dump(school)
    questions = Matching(school.desk())
    done = [
        questions.merge("student", a, b).made_id,
        questions.merge("guardian", mothers[0], mothers[1]).made_id,
        questions.merge("student", a, c).made_id,
        questions.merge("guardian", mothers[0], mothers[2]).made_id,
    ]
    adults = Students(school.desk()).open_file(a).guardians
    assert [(adult.guardian_id, adult.barred) for adult in adults] == [(mothers[0], True)]
    for merger_id in done[:3]:
        with pytest.raises(OfficeError, match="merger_covered"):
            questions.part(merger_id)
    for merger_id in reversed(done):
        questions.part(merger_id)
    assert dump(school) == before


def test_two_homes_made_one_are_two_again(school):
    a, b = school.add(household, address="1 Elm Street"), school.add(household, label="Lee", address="1 Elm St.")
    school.adult(school.child("Ana", "Lee"), "May", "Lee", "mother", a)
    child = school.child("Bo", "Ray")
    school.adult(child, "Sam", "Ray", "father", b)
    before = dump(school)
    questions = Matching(school.desk())
    merger_id = questions.merge("household", a, b).made_id
    (link,) = rows(school, student_guardian, student_id=child)
    assert link.household_id == a
    assert rows(school, household, id=a)[0].label == "Lee", "what only the other knew is kept"
    questions.part(merger_id)
    assert dump(school) == before


def test_a_decision_can_be_taken_back(school, find):
    from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="1"))
    from_source(school, school.child("Ana", "Lee", birth_date=BORN, student_number="2"), "south")
    find()
    before = dump(school)
    questions = Matching(school.desk())
    question_id = questions.questions()[0].question_id
    for verdict in (Verdict.SAME, Verdict.DIFFERENT):
        questions.decide(question_id, verdict)
        assert questions.count() == 0
        questions.decide_again(question_id)
        assert questions.count() == 1
        assert questions.mergers() == ()
        assert dump(school) == before


def test_a_finalized_plan_goes_with_the_student_byte_for_byte(school, under_way):
    from ilp_desktop.services.conferences import Conferences  # noqa: F401
    from ilp_desktop.store.tables import plan_revision

    other = from_source(school, school.child("Camila", "Hernández", birth_date=date(2016, 3, 4), student_number="9"))
    under_way.talk()
    under_way.sign("Rosa")
    with pytest.raises(OfficeError, match="match_being_signed"):
        Matching(school.desk()).merge("student", other, school.camila_id)
    with school.store.write() as connection:
        connection.execute(text("UPDATE conference SET state = 'signed'"))
    before = rows(school, plan_revision)
    Matching(school.desk()).merge("student", other, school.camila_id)
    after = rows(school, plan_revision)
    assert [row.student_id for row in after] == [other]
    assert [(row.sha256, row.content) for row in after] == [(row.sha256, row.content) for row in before]
    assert Students(school.desk()).open_file(other).divisions[0].conferences[0].conference_id == under_way.id


# Nothing that points at a record is forgotten


def _some_row(school, table, made: dict[str, int], **values) -> int:
    """Make a row of any table, with whatever it must point at."""
    for column in table.columns:
        if column.name in values or column.nullable or column.server_default is not None or column.primary_key:
            continue
        keys = list(column.foreign_keys)
        if keys:
            target = keys[0].column.table
            if target.name not in made:
                made[target.name] = _some_row(school, target, made)
            values[column.name] = made[target.name]
        elif isinstance(column.type, (Integer, REAL)):
            values[column.name] = 1
        elif isinstance(column.type, LargeBinary):
            values[column.name] = uids.new_uid(school.clock).bytes
        elif isinstance(column.type, Uid):
            values[column.name] = uids.new_uid(school.clock)
        elif column.name.endswith(("_at", "at")):
            values[column.name] = school.clock.now()
        elif column.name.endswith("_on") or column.name == "school_date":
            values[column.name] = BORN
        else:
            values[column.name] = "x"
    with school.store.write() as connection:
        return connection.execute(insert(table).values(**values)).inserted_primary_key[0]


@pytest.mark.parametrize("kind", list(merging_rows.RECORDS))
def test_every_table_that_points_at_a_record_is_followed(school, kind):
    """Read from the tables' foreign keys: one that is added later fails here, or is followed."""
    target = merging_rows.RECORDS[kind]
    kept, gone = (_some_row(school, target, {}) for _ in range(2))
    pointing = [
        (table, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is target
    ]
    assert pointing
    made = {}
    for table, column in pointing:
        if table.name not in merging_rows.STAYS:
            made[table.name, column] = _some_row(school, table, {}, **{column: gone})
    Matching(school.desk()).merge(kind, kept, gone)
    for (name, column), row_id in made.items():
        (row,) = rows(school, metadata.tables[name], id=row_id)
        assert getattr(row, column) == kept, f"{name}.{column} was forgotten"
    assert {name for name, _column in made} | merging_rows.STAYS >= {table.name for table, _ in pointing}


def test_a_table_of_tomorrow_is_followed(school, monkeypatch):
    from sqlalchemy import Table

    from ilp_desktop.store.tables.columns import key, refers

    table = Table("of_tomorrow", metadata, key(), refers("student_id", "student"), sqlite_strict=True)
    merging_rows.pointing_at.cache_clear()
    try:
        with school.store.write() as connection:
            table.create(connection)
        one, two = school.child("Ana", "Lee"), school.child("Ana", "Lee")
        row_id = school.add(table, student_id=two)
        Matching(school.desk()).merge("student", one, two)
        assert rows(school, table, id=row_id)[0].student_id == one
    finally:
        metadata.remove(table)
        merging_rows.pointing_at.cache_clear()
        merging_rows.raw.cache_clear()


def test_what_a_decision_did_is_durable_all_or_nothing(school, pair, monkeypatch):
    kept, gone = pair
    before = dump(school)
    monkeypatch.setattr(search, "refresh", lambda *_: (_ for _ in ()).throw(OfficeError("store_io")))
    with pytest.raises(OfficeError, match="store_io"):
        Matching(school.desk()).merge("student", kept, gone)
    assert dump(school) == before
