"""The conference of each plan: which steps it has, courses beside what a diploma asks, and what the policies find in it."""

import subprocess
from datetime import date

import pytest
from services_policy_school import Ruled

from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.courses import CourseState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.services.closing import Closing
from ilp_desktop.services.courses import Courses
from ilp_desktop.services.from_paper import FromPaper
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.plan_contents import prepared
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.worksheets import Worksheets
from ilp_desktop.store.tables import assignment, course, enrollment, planned_course, program_spell, school_class


@pytest.fixture
def ruled(school):
    return Ruled(school)


@pytest.fixture
def held(ruled, hold):
    """Return a way to arrange and begin a conference of a student in a grade, under a policy set."""

    def arranged(pack: str, grade: str, *, programs=(), begin=True, **more):
        ruled.adopt(pack)
        school = ruled.school
        child = school.child("Noor", "Haddad", grade=grade, birth_date=date(2011, 5, 5), **more)
        school.adult(child, "Samira", "Haddad", "mother")
        school.add(assignment, student_id=child, staff_id=school.teacher_id)
        for program in programs:
            school.add(program_spell, student_id=child, program=program, begins_on=date(2026, 11, 20))
        one = hold(child, begin=begin)
        one.courses, one.packs, one.student_id = Courses(one.desk), Packs(one.desk), child
        return one

    return arranged


def steps(one) -> list[str]:
    return [section.key for section in one.packs.of_conference(one.id).sections]


def content(one):
    with one.desk.store.read() as connection:
        return prepared(connection, one.desk, one.id).revision.content


def everybody_came(one) -> None:
    for person in one.sheet.participants:
        one.conferences.set_attended(person.participant_id, True)


@pytest.mark.parametrize(
    ("pack", "grade", "there", "not_there"),
    [
        ("davis", "05", {"private", "goals"}, {"future", "courses", "graduation", "skills"}),
        ("davis", "09", {"future", "courses", "graduation", "skills", "goals"}, {"private"}),
        ("policy-4020", "11", {"courses", "graduation", "skills"}, {"needs"}),
        ("millard", "07", {"future", "courses", "skills"}, {"needs"}),
        ("kentucky", "06", {"future", "courses"}, {"graduation", "needs"}),
        ("stride", "03", {"celebrate", "goals"}, {"courses", "needs"}),
        ("starter", "12", {"courses", "graduation"}, {"needs"}),
    ],
)
def test_each_plan_has_the_steps_that_its_policy_set_asks_of_that_grade(held, pack, grade, there, not_there):
    """R15, R44, R47, R48: driven by the policy set alone."""
    found = set(steps(held(pack, grade)))
    assert there <= found
    assert not not_there & found


def test_davis_ends_a_conference_from_grade_7_on_without_a_private_talk_and_none_before(held):
    """R44: the private talk is of the elementary conference."""
    older = held("davis", "08")
    older.conferences.conclude(older.id)
    assert older.sheet.state.value == "to_sign"
    younger = held("davis", "05")
    with pytest.raises(OfficeError, match="consultation_missing"):
        younger.conferences.conclude(younger.id)


def test_the_steps_of_a_conference_that_has_begun_stay_when_the_program_ends(held, ruled):
    one = held("kentucky", "10", programs=["alternative"], begin=False)
    one.conferences.set_occasion(one.id, "ilpa")
    assert steps(one)[0] == "needs"
    one.conferences.begin(one.id)
    with ruled.school.store.write() as connection:
        connection.execute(program_spell.update().values(deleted_at=one.desk.clock.now()))
    assert steps(one)[0] == "needs"
    with pytest.raises(OfficeError, match="conference_begun"):
        one.conferences.set_occasion(one.id, "")


def test_a_course_is_typed_in_one_line_and_its_subject_guessed_from_its_words(held):
    """R51, R53."""
    one = held("davis", "09")
    for line in ("English 9", "Health 0.5", "Secondary Math I", "Dibujo, 0.5", "Something odd, 1"):
        one.courses.add(one.id, "09", line)
    assert [(each.title, each.credits, each.subject) for each in one.sheet.courses] == [
        ("English 9", 100, "language_arts"),
        ("Health", 50, "health"),
        ("Secondary Math I", 100, "mathematics"),
        ("Dibujo", 50, ""),
        ("Something odd", 100, ""),
    ]
    with pytest.raises(OfficeError, match="course_untitled"):
        one.courses.add(one.id, "09", "   ")
    one.courses.change(one.id, one.sheet.courses[3].course_id, subject="arts")
    one.courses.add(one.id, "10", "dibujo 0.25")
    assert one.sheet.courses[-1].subject == "arts", "as the course of the same name"


def test_graduation_is_held_beside_the_plan_for_district_and_state_and_says_what_is_missing(held):
    """R48, R55: every requirement of state and district, each with what is earned and planned."""
    one = held("davis", "12")
    for line, state in (
        ("English 9", CourseState.PASSED),
        ("English 10", CourseState.PLANNED),
        ("PE 9", CourseState.NOT_PASSED),
    ):
        made = one.courses.add(one.id, "10", line).made_id
        one.courses.change(one.id, made, state=state)
    district, state = one.sheet.diplomas
    assert (district.asked, state.asked) == (2700, 2400)
    assert (district.confirmed, state.confirmed) == (True, False)
    english = next(each for each in district.subjects if each.key == "language_arts")
    assert (english.asked, english.earned, english.planned, english.missing) == (400, 100, 100, 200)
    gym = next(each for each in district.subjects if each.key == "physical_education")
    assert gym.missing == gym.asked, "what was not passed counts for nothing"
    assert district.missing == 2700 - 200
    assert district.competencies


def test_courses_that_change_are_approved_no_longer(held):
    """R57: who approved the order of courses, and when."""
    one = held("davis", "09")
    with pytest.raises(OfficeError, match="courses_none"):
        one.courses.approve(one.id)
    first, second = (one.courses.add(one.id, "09", line).made_id for line in ("English 9", "Art"))
    one.courses.approve(one.id)
    assert {(each.approved_by, each.approved_on) for each in one.sheet.courses} == {("Iris Park", one.desk.today)}
    said = content(one).courses
    assert (said.approved_by, said.approved_on) == ("Iris Park", one.desk.today.isoformat())
    one.courses.change(one.id, first, amount=50)
    one.write(f"course:{second}", "Ceramics")
    assert [each.approved_by for each in one.sheet.courses] == ["", ""]
    assert content(one).courses.approved_by == ""


def test_what_is_typed_into_a_course_is_durable_before_it_is_left(held):
    one = held("davis", "09")
    made = one.courses.add(one.id, "09", "Eng").made_id
    one.conferences.save_draft(one.id, f"course:{made}", "English 9", "en")
    assert one.sheet.courses[0].title == "English 9"
    other = one.school.child("Other", "Child", grade="09")
    theirs = one.school.add(planned_course, student_id=other, grade="09", title="Theirs")
    with pytest.raises(OfficeError, match="field_gone"):
        one.write(f"course:{theirs}", "Mine now")
    with pytest.raises(OfficeError, match="field_gone"):
        one.courses.remove(one.id, theirs)


def test_a_course_taken_out_can_be_put_back(held):
    one = held("davis", "09")
    made = one.courses.add(one.id, "09", "English 9").made_id
    one.courses.remove(one.id, made)
    assert one.sheet.courses == ()
    one.courses.restore(one.id, made)
    assert [each.title for each in one.sheet.courses] == ["English 9"]


def test_courses_are_offered_from_the_roster_by_name(held):
    one = held("davis", "09")
    one.school.add(course, title="AP Biology")
    assert "AP Biology" in one.courses.titles(one.id)


def whole_conference(one) -> None:
    """Say everything that a conference on college and career is asked for."""
    everybody_came(one)
    there = steps(one)
    goal = one.conferences.add_goal(one.id).made_id
    one.write(f"goal:{goal}", "I will learn to draw blood.")
    for field, text in (
        ("answer:celebrate.proud", "I finished my robot."),
        ("answer:future.study", "Weber State, nursing."),
        ("answer:future.work", "Nurse, medic."),
        ("answer:skills.competencies#together", "yes"),
        ("answer:skills.placement#not_appropriate", "Too young for a job, says the law."),
        ("answer:graduation.asked#seen", "yes"),
        ("answer:celebrate.careers", "Nurse."),
        ("answer:future.prepared", "I asked my aunt, who is a nurse."),
        ("answer:future.paying", "A grant, and work in summer."),
    ):
        if one.packs.of_conference(one.id).field(field.partition(":")[2]) is not None:
            one.write(field, text)
    for party in Party:
        line = one.conferences.add_commitment(one.id, party).made_id
        one.write(f"commitment:{line}", "One thing.")
    one.courses.add(one.id, "09", "English 9")
    one.courses.approve(one.id)
    if "private" in there:
        one.consultations.not_held(one.id, "parent_declined")
    one.conferences.conclude(one.id)


def test_a_conference_held_in_the_runner_answers_what_the_policy_asks_of_it(held, ruled):
    """R47, R48, R55, R57 of Policy 4020."""
    one = held("policy-4020", "09")
    whole_conference(one)
    for clause in ("p4020-graduation", "p4020-workplace"):
        assert ruled.state(one.student_id, clause) is State.MET, clause


def finalized(one, keys) -> None:
    for name in ("Noor", "Samira", "Iris"):
        one.sign(name)
    Plans(one.desk, *keys).finalize(one.id, "en")


@pytest.mark.parametrize(
    ("pack", "grade", "clauses"),
    [
        ("davis", "09", ("dav-requirements", "dav-workplace", "dav-sequence", "dav-options")),
        ("millard", "09", ("mil-skills", "mil-strategy", "mil-options", "mil-student-prepares", "mil-supplemented")),
        ("kentucky", "06", ("ky-careers", "ky-courses", "ky-after-school", "ky-paying")),
    ],
)
def test_the_plan_of_a_conference_held_in_the_runner_answers_what_the_policy_asks_of_a_plan(
    held, ruled, school_keys, pack, grade, clauses
):
    """R15, R52, R53, R54, R55, R56, R57, R71 of Davis and Millard, R90 of Kentucky."""
    one = held(pack, grade)
    whole_conference(one)
    for clause in clauses:
        assert ruled.state(one.student_id, clause) is not State.MET, "no plan yet"
    finalized(one, school_keys)
    for clause in clauses:
        assert ruled.state(one.student_id, clause) is State.MET, clause


def test_nothing_that_was_left_empty_counts(held, ruled):
    one = held("policy-4020", "09")
    everybody_came(one)
    one.consultations.not_held(one.id, "parent_declined")
    one.conferences.conclude(one.id)
    assert ruled.state(one.student_id, "p4020-graduation") is not State.MET


def test_the_courses_of_a_plan_that_was_signed_stay_as_they_were_signed(held):
    """R5: the files of earlier years stay; the course plan goes on and stands in the next one."""
    one = held("davis", "09")
    whole_conference(one)
    one.sign("Noor")
    before = one.signing.prepare(one.id).sha256
    one.courses.add(one.id, "10", "English 10")
    assert one.signing.prepare(one.id).sha256 == before
    assert len(one.sheet.courses) == 2


def test_a_checklist_holds_what_was_reached_or_why_it_is_not_for_this_student(held):
    """R47, R56: with an explicit choice and its reason."""
    one = held("davis", "09")
    one.write("answer:skills.competencies#solves", "yes")
    one.write("answer:skills.placement#not_appropriate", "Starts a job in summer.")
    skills = next(each for each in content(one).sections if each.key == "skills")
    assert [(each.reached, each.not_appropriate) for each in skills.checks] == [
        (("Finds a way when something is hard",), ""),
        ((), "Starts a job in summer."),
    ]
    with pytest.raises(OfficeError, match="field_gone"):
        one.write("answer:skills.competencies#invented", "yes")


def test_a_plan_that_speaks_of_an_occupation_becomes_one_for_college_and_career_and_stays_one(held):
    """R2: with its history; the conferences before keep their kind."""
    one = held("millard", "06")
    assert "future" not in steps(one)
    one.conferences.become_pccr(one.id)
    assert "future" in steps(one)
    one.consultations.not_held(one.id, "parent_declined")
    one.conferences.conclude(one.id)
    with pytest.raises(OfficeError, match="conference_over"):
        one.conferences.become_pccr(one.id)
    following = one.conferences.arrange(one.student_id, date(2027, 3, 1), "08:00").made_id
    assert one.conferences.open(following).plan_kind.value == "pccr"


def test_an_addendum_of_an_alternative_program_is_held_in_the_runner_and_is_no_conference(held, ruled):
    """R95, R96, R97: its own object, with needs, the way back, and reviews through the year."""
    one = held("kentucky", "10", programs=["alternative"], begin=False)
    assert ruled.state(one.student_id, "ky-ilpa-entry") is not State.MET
    one.conferences.set_occasion(one.id, "ilpa")
    one.conferences.begin(one.id)
    everybody_came(one)
    for key in ("academic", "behavioral", "reentry", "reviews"):
        one.write(f"answer:needs.{key}", f"What was said of {key}.")
    one.conferences.conclude(one.id)
    for clause in ("ky-ilpa-entry", "ky-ilpa-learning", "ky-ilpa-behavior", "ky-ilpa-way-back", "ky-ilpa-reviews"):
        assert ruled.state(one.student_id, clause) is State.MET, clause
    said = content(one)
    assert said.kind.label == "Addendum for an alternative program"
    assert [each.key for each in said.sections] == ["needs"]


def test_a_welcome_call_is_kept_by_phone_without_marks_or_a_private_talk(held, ruled):
    """R102, R103: a guide, not a checklist; nothing in it has to be filled in."""
    one = held("stride", "04", begin=False)
    ruled.year(one.student_id, 2026, "04", enrolled=date(2026, 11, 20), new=True)
    one.conferences.set_occasion(one.id, "welcome_call")
    assert (steps(one), one.sheet.mode) == (["needs"], "phone")
    one.conferences.begin(one.id)
    everybody_came(one)
    one.conferences.conclude(one.id)
    assert one.sheet.state.value == "signed"
    assert ruled.state(one.student_id, "str-call") is State.MET


def test_a_synopsis_says_what_helped_what_went_well_and_what_goes_on(held, ruled):
    """R110."""
    one = held("stride", "04", begin=False)
    with pytest.raises(OfficeError, match="occasion_unknown"):
        one.conferences.set_occasion(one.id, "ilpa")
    one.conferences.set_occasion(one.id, "synopsis")
    one.conferences.begin(one.id)
    for key in ("helped", "went_well", "goes_on"):
        one.write(f"answer:needs.{key}", key)
    one.conferences.conclude(one.id)
    assert ruled.state(one.student_id, "str-synopsis-holds") is State.MET


def test_a_call_that_was_kept_waits_for_no_signature_and_no_paper(held):
    """R102: on the closing list of the day."""
    one = held("stride", "04", begin=False)
    one.conferences.set_occasion(one.id, "welcome_call")
    one.conferences.begin(one.id)
    assert [line.conference_id for line in Closing(one.desk).of_day(one.sheet.on).lines] == [one.id]
    one.conferences.conclude(one.id)
    assert Closing(one.desk).of_day(one.sheet.on).lines == ()


def test_the_worksheet_of_an_older_student_has_courses_graduation_and_skills_on_paper(held, tmp_path):
    """R47, R48: a room without a laptop asks the same."""
    one = held("davis", "10")
    one.courses.add(one.id, "10", "English 10")
    one.write("answer:skills.competencies#together", "yes")
    path = tmp_path / "worksheet.pdf"
    path.write_bytes(Worksheets(one.desk).worksheet(one.id))
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    for words in ("English 10", "Davis diploma", "We went through this together", "Works well with others", "because:"):
        assert words in text, words
    assert "private" not in text.lower()


def test_skills_and_graduation_are_typed_in_from_paper(held, school_keys):
    one = held("davis", "10", begin=False)
    paper = FromPaper(one.desk, Plans(one.desk, *school_keys))
    paper.leave_field(one.id, "answer:skills.competencies#together", "yes", "en")
    paper.leave_field(one.id, "answer:graduation.asked#seen", "yes", "en")
    assert one.sheet.answer("skills.competencies#together").text == "yes"
    paper.finish(one.id)
    assert one.sheet.state.value == "to_sign", "no private talk is asked for in grade 10"


def test_registration_is_held_beside_the_plan_of_this_grade_and_a_difference_needs_its_reason(held, ruled):
    """R61: in words, and with a reason where it is to stay so."""
    one = held("davis", "10")
    for line in ("English 10", "Biology"):
        one.courses.add(one.id, "10", line)
    one.courses.add(one.id, "11", "English 11")
    for title in ("English 10, semester 1", "English 10, semester 2", "Guitar"):
        taught = one.school.add(school_class, title=title)
        one.school.add(enrollment, class_id=taught, student_id=one.student_id, role="student")
    found = one.courses.beside_registration(one.id)
    assert (found.both, found.only_planned, found.only_registered) == (("English 10",), ("Biology",), ("Guitar",))
    one.courses.note_registration(one.id)
    assert ruled.state(one.student_id, "dav-compared") is State.MET
    assert ruled.state(one.student_id, "dav-consistent") is State.DUE
    one.courses.remove(one.id, one.sheet.courses[1].course_id)
    one.courses.add(one.id, "10", "guitar")
    assert one.courses.beside_registration(one.id).consistent


def test_a_difference_that_has_its_reason_is_consistent(held, ruled):
    """R61."""
    one = held("davis", "10")
    one.courses.add(one.id, "10", "Biology")
    one.courses.note_registration(one.id, "Full; she takes it in summer.")
    assert ruled.state(one.student_id, "dav-consistent") is State.MET
