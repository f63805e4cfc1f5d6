"""Who came to a conference and how: the ways people come, who interprets, who stands in, and what that counts for."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.circumstances import StaffToAdd
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import Outcome
from ilp_desktop.places import FORMS
from ilp_desktop.services.circumstances import Circumstances
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.services.preparation import Preparation
from ilp_desktop.store.tables import audit, evidence, staff_member

DAY = date(2026, 11, 24)


@pytest.fixture
def circumstances(under_way) -> Circumstances:
    return Circumstances(under_way.desk)


def one(held, name):
    return next(each for each in held.sheet.participants if name in each.name)


# R37
def test_a_father_by_phone_took_part_and_the_mother_came_in_person(under_way, circumstances):
    circumstances.set_came_by(under_way.person("Diego"), "phone")
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    diego, rosa = one(under_way, "Diego"), one(under_way, "Rosa")
    assert (diego.attended, diego.came_by) == (True, "phone")
    assert (rosa.attended, rosa.came_by) == (True, "")
    assert under_way.sheet.mode == "in_person"


def test_a_conference_by_phone_is_said_on_the_plan_and_who_came_as_it_was_held_needs_no_word(under_way, circumstances):
    circumstances.set_mode(under_way.id, "phone")
    circumstances.set_came_by(under_way.person("Rosa"), "phone")
    assert one(under_way, "Rosa").came_by == ""
    assert under_way.signing.prepare(under_way.id).content.conference.mode == "phone"


# R36
def test_who_interpreted_is_kept_with_language_kind_and_way_and_stands_on_the_plan(under_way, circumstances, school):
    circumstances.say_interpreter(under_way.id, "es", "Ana Sol", kind="professional", mode="phone")
    sheet = under_way.sheet
    assert (sheet.interpreter, sheet.interpreter_name) == ("es", "Ana Sol")
    assert (sheet.interpreter_kind, sheet.interpreter_mode) == ("professional", "phone")
    ana = one(under_way, "Ana")
    assert (ana.role, ana.may_sign, ana.attended, ana.came_by) == ("interpreter", False, True, "phone")
    content = under_way.signing.prepare(under_way.id).content
    assert content.conference.interpreter == "Ana Sol"
    assert ("Ana Sol", "interpreter") in {(each.name, each.role) for each in content.participants}
    circumstances.say_interpreter(under_way.id, "", "")
    assert under_way.sheet.interpreter_kind == ""
    assert not [each for each in under_way.sheet.participants if each.role == "interpreter"]


# R36
@pytest.mark.parametrize(
    ("needs", "language", "given"),
    [
        ("interpreter", "es", True),
        ("interpreter", "", True),
        ("interpreter", "so", False),
        ("interpreter hour", "es", False),
    ],
)
def test_an_interpreter_asked_for_is_shown_to_have_been_given_by_the_conference(
    under_way, circumstances, school, needs, language, given
):
    Packs(school.desk()).adopt(FORMS / "davis")
    texts = {"needs": needs} | ({"language": language} if language else {})
    asked = {"kind": "request", "form": "accommodation_request", "happened_on": DAY, "texts": texts}
    school.add(
        evidence,
        student_id=school.camila_id,
        recorded_by=UUID(int=1),
        recorded_at=school.clock.now(),
        roles=[],
        **asked,
    )
    circumstances.say_interpreter(under_way.id, "es", "Ana Sol", kind="professional")
    findings = Findings(school.desk())
    findings.catch_up()
    assert accommodation(findings, school) is Outcome.OPEN, "the conference was not held yet"
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    findings.catch_up()
    assert accommodation(findings, school) is (Outcome.MET if given else Outcome.OPEN)


def accommodation(findings, school):
    lines = findings.of_student(school.camila_id)
    return next(one.outcome for clause, one in lines if clause.clause_id == "dav-accommodation")


def test_an_aunt_or_a_teacher_who_interprets_is_listed_once(under_way, circumstances):
    circumstances.say_interpreter(under_way.id, "es", "Rosa Hernández", kind="family_adult", mode="in_person")
    assert [each.role for each in under_way.sheet.participants if each.name == "Rosa Hernández"] == ["mother"]


def test_who_interprets_is_not_the_school_taking_part(under_way, circumstances, school):
    circumstances.say_interpreter(under_way.id, "es", "Ana Sol", kind="professional")
    under_way.conferences.set_attended(under_way.person("Iris"), False)
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    with school.store.read() as connection:
        (facts,) = facts_of(connection, school.desk().zone, [school.camila_id])
    (met,) = [event for event in facts.events if event.kind == "conference"]
    assert met.roles == {"parent"}


def test_the_interpreter_named_beforehand_is_the_one_in_the_conference(hold, school):
    held = hold()
    Preparation(school.desk()).name_interpreter(held.id, "Ana Sol")
    assert held.sheet.interpreter_name == "Ana Sol"


# R16
def test_career_staff_whose_student_it_is_join_a_conference_under_way_and_sign(under_way, circumstances, school):
    career = school.add(staff_member, given_name="Noor", family_name="Haddad", role="career_staff")
    Participants(school.desk()).assign([school.camila_id], career, "career_staff")
    teacher = Circumstances(school.desk(Role.TEACHER))
    made = teacher.bring_in(under_way.id, career).made_id
    noor = one(under_way, "Noor")
    assert (noor.participant_id, noor.party, noor.may_sign, noor.attended) == (made, Party.SCHOOL, True, True)
    under_way.sign("Noor")
    with pytest.raises(OfficeError, match="joins_signed"):
        teacher.take_out(made)
    under_way.signing.take_back(made)
    teacher.take_out(made)
    assert "Noor Haddad" not in {each.name for each in under_way.sheet.participants}
    with school.store.read() as connection:
        acts = list(connection.execute(select(audit.c.act)).scalars())
    assert ("staff_joined" in acts, "staff_left_out" in acts) == (True, True)


# R82
def test_a_teacher_lets_nobody_in_whose_student_it_is_not_and_a_counselor_does(under_way, circumstances, school):
    with pytest.raises(OfficeError, match="staff_not_theirs"):
        Circumstances(school.desk(Role.TEACHER)).bring_in(under_way.id, school.other_teacher_id)
    Circumstances(school.desk(Role.COUNSELOR)).bring_in(under_way.id, school.other_teacher_id)
    with pytest.raises(OfficeError, match="joins_already"):
        circumstances.bring_in(under_way.id, school.other_teacher_id)


def test_a_substitute_is_offered_first_and_takes_the_teachers_place_that_day(under_way, circumstances, school):
    Participants(school.desk()).stand_in(school.teacher_id, school.other_teacher_id, DAY)
    first = circumstances.staff_to_add(under_way.id)[0]
    assert first == StaffToAdd(school.other_teacher_id, "Omar Lund", "teacher", school.teacher_id, "Iris Park")
    substitute = Circumstances(school.desk(Role.TEACHER, school.other_teacher_id))
    made = substitute.bring_in(under_way.id, school.other_teacher_id, school.teacher_id).made_id
    omar, iris = one(under_way, "Omar"), one(under_way, "Iris")
    assert (omar.stands_in_for, omar.attended, iris.attended) == ("Iris Park", True, False)
    waiting = {line.participant.name for line in under_way.signing.prepare(under_way.id).signers if line.expected}
    assert "Omar Lund" in waiting
    assert "Iris Park" not in waiting
    circumstances.take_out(made)
    assert one(under_way, "Iris").attended is None


def test_what_was_held_stays_as_it_was(under_way, circumstances, school):
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    for verb in (
        lambda: circumstances.set_mode(under_way.id, "video"),
        lambda: circumstances.say_interpreter(under_way.id, "es", "Ana Sol"),
        lambda: circumstances.bring_in(under_way.id, school.other_teacher_id),
    ):
        with pytest.raises(OfficeError, match="conference_over"):
            verb()


# R37
@pytest.mark.parametrize(
    ("who", "missed"),
    [(("Marta", "Kim"), ()), (("Kim",), ("ut-involvement",)), (("Marta",), ("p4020-individual-7-8",))],
)
def test_what_a_conference_counts_for_is_what_its_findings_then_say(hold, school, who, missed):
    Packs(school.desk()).adopt(FORMS / "policy-4020")
    kim = school.child("Kim", "Soto", "08", birth_date=date(2013, 3, 4))
    school.adult(kim, "Marta", "Soto")
    held = hold(kim)
    for name in (*who, "Iris"):
        held.conferences.set_attended(held.person(name), True)
    told = Circumstances(held.desk).counts_for(held.id)
    held.talk()
    held.conferences.conclude(held.id)
    findings = Findings(school.desk())
    findings.catch_up()
    counted = {clause.clause_id for clause, one in findings.of_student(kim) if one.by}
    waiting = {rule.clause_id for rule in told.needs_others}
    assert told.counts, "some of it counts whoever came"
    assert {rule.clause_id for rule in told.counts} <= counted
    assert waiting & {"ut-involvement", "p4020-individual-7-8"} == set(missed)
