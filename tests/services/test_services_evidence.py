"""What is recorded by hand: kept, judged, set right, and read by those alone who may; the same for waivers, programs, years."""

import logging
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import Came, Entry, TakenBack
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.domain.policy.findings import Outcome, State
from ilp_desktop.places import FORMS
from ilp_desktop.services.evidence import Evidence
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.placements import Placements, YearSaid
from ilp_desktop.store.tables import assignment, audit, evidence, staff_member, student, student_guardian
from ilp_desktop.wording import sentence

TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def under(school):
    """Put a policy set in force, everybody judged; return the services of the lead."""

    def under(name, role=Role.LEAD, staff_id=None) -> Evidence:
        Packs(school.desk()).adopt(FORMS / name)
        Findings(school.desk()).catch_up()
        return Evidence(school.desk(role, staff_id))

    return under


def judged(school, student_id, clause_id):
    Findings(school.desk()).catch_up()
    lines = Evidence(school.desk()).of_student(student_id).lines
    return next(one for one in lines if one.clause.clause_id == clause_id)


def duty(school, clause_id):
    Findings(school.desk()).catch_up()
    return next(one for one in Evidence(school.desk()).of_school().lines if one.clause.clause_id == clause_id)


def refused(code, verb, *args, **more):
    with pytest.raises(OfficeError) as error:
        verb(*args, **more)
    assert error.value.code == code, error.value.code
    return error.value


def adult_of(service, student_id, name):
    return next(one for one in service.of_student(student_id).adults if name in one.name)


# A student's


def test_a_call_that_was_recorded_meets_what_asks_for_it_and_says_by_what(school, under):
    kept = under("policy-4020")
    rosa = adult_of(kept, school.camila_id, "Rosa").guardian_id
    entry = Entry("call", YESTERDAY, roles=frozenset({"student"}), adults=frozenset({rosa}), mode="phone",
                  staff_id=school.teacher_id, note="About reading.")  # fmt: skip
    kept.record(school.camila_id, entry)
    found = kept.of_student(school.camila_id)
    (line,) = found.recorded
    assert (line.people, line.mode, line.staff, line.note) == (
        ("Rosa Hernández",),
        "phone",
        "Iris Park",
        "About reading.",
    )
    assert line.event.roles == {"student", "parent", "school", "teacher"}
    assert found.may_change
    with school.store.read() as connection:
        acts = connection.execute(select(audit.c.act, audit.c.student_id, audit.c.params)).all()
    assert acts[-1].act == "evidence_recorded"
    assert acts[-1].student_id == school.camila_id
    assert "reading" not in str(acts[-1].params)


def test_yearly_evidence_of_student_parent_and_school_is_one_call(school, under):
    pupil = school.child("Nils", "Aas", "08")
    school.adult(pupil, "Eva", "Aas")
    kept = under("policy-4020")
    assert judged(school, pupil, "p4020-evidence").state is State.DUE
    eva = adult_of(kept, pupil, "Eva").guardian_id
    kept.record(
        pupil, Entry("call", TODAY, roles=frozenset({"student"}), adults=frozenset({eva}), staff_id=school.teacher_id)
    )
    met = judged(school, pupil, "p4020-evidence")
    assert met.state is State.MET
    assert [line.event.kind for line in met.by] == ["call"]


def test_nothing_is_recorded_for_a_day_to_come_or_from_before_the_student_was_here(school, under):
    kept = under("policy-4020")
    refused("evidence_day_to_come", kept.record, school.camila_id, Entry("call", TODAY + timedelta(days=1)))
    refused("evidence_before_school", kept.record, school.camila_id, Entry("call", date(2026, 6, 30)))
    kept.record(school.camila_id, Entry("call", date(2026, 6, 30), elsewhere="Birch Elementary"))
    assert kept.of_student(school.camila_id).recorded[0].event.elsewhere == "Birch Elementary"


def test_somebody_barred_is_offered_nowhere_named_nowhere_and_never_taken(school, under, caplog):
    kept = under("davis")
    shown = kept.of_student(school.camila_id)
    assert [one.name for one in shown.adults] == ["Diego Ríos", "Rosa Hernández"]
    caplog.set_level(logging.DEBUG)
    error = refused(
        "evidence_adult", kept.record, school.camila_id,
        Entry("attempt", TODAY, adults=frozenset({school.barred_id}), note="Canary words"),
    )  # fmt: skip
    assert "Barredson" not in sentence(error) + repr(error.params) + caplog.text
    assert "Canary" not in sentence(error) + repr(error.params) + caplog.text
    diego = adult_of(kept, school.camila_id, "Diego").guardian_id
    kept.record(school.camila_id, Entry("call", TODAY, adults=frozenset({diego})))
    with school.store.write() as connection:
        link = student_guardian
        connection.execute(link.update().where(link.c.guardian_id == diego).values(barred=True))
    after = kept.of_student(school.camila_id)
    assert "Diego" not in repr(after)
    assert "Rosa" in repr(after)


def test_who_may_not_change_the_plan_records_nothing_and_the_desk_reads_nothing(school, under):
    kept = under("policy-4020")
    made = kept.record(school.camila_id, Entry("call", TODAY)).made_id
    for role, staff_id in ((Role.FRONT_DESK, school.teacher_id), (Role.TEACHER, school.other_teacher_id)):
        theirs = Evidence(school.desk(role, staff_id))
        refused("student_gone", theirs.of_student, school.camila_id)
        refused("student_gone", theirs.record, school.camila_id, Entry("call", TODAY))
        refused("evidence_gone", theirs.take_back, made, TakenBack.MISTAKE)
    auditor = Evidence(school.desk(Role.AUDITOR))
    assert not auditor.of_student(school.camila_id).may_change
    refused("student_gone", auditor.record, school.camila_id, Entry("call", TODAY))
    refused("not_allowed", Evidence(school.desk(Role.TEACHER)).of_school)


def test_what_a_template_says_only_some_may_read_a_teacher_neither_reads_nor_writes(school, under):
    kept = under("utah-floor")
    pupil = school.child("Nils", "Aas", "09")
    school.add(assignment, student_id=pupil, staff_id=school.teacher_id)
    Findings(school.desk()).catch_up()
    teacher, counselor = Evidence(school.desk(Role.TEACHER)), Evidence(school.desk(Role.COUNSELOR))
    asked = Entry("request", TODAY, "transfer_request", note="Court canary")
    refused("evidence_gone", teacher.record, pupil, asked)
    assert "transfer_request" not in {one.key for one in teacher.of_student(pupil).templates}
    counselor.record(pupil, asked)
    made = kept.of_student(pupil).recorded[0].evidence_id
    assert "Court canary" in repr(counselor.of_student(pupil))
    assert "Court canary" not in repr(teacher.of_student(pupil))
    refused("evidence_gone", teacher.take_back, made, TakenBack.MISTAKE)
    uid = kept.of_student(pupil).recorded[0].event.uid
    refused("evidence_gone", teacher.complete, pupil, uid, {"given"}, TODAY)
    counselor.take_back(made, TakenBack.MISTAKE)


def test_an_entry_is_corrected_and_taken_back_and_what_stood_there_is_kept(school, under):
    kept = under("kentucky")
    pupil = school.child("Nils", "Aas", "09")
    Findings(school.desk()).catch_up()
    made = kept.record(pupil, Entry("document", TODAY, "ilpa", texts={"0": "Quiet room"})).made_id
    first = kept.of_student(pupil).recorded[0]
    kept.complete(pupil, first.event.uid, {"external"}, TODAY)
    better = kept.correct(made, Entry("document", YESTERDAY, "ilpa", texts={"0": "A quiet room"})).made_id
    (line,) = kept.of_student(pupil).recorded
    assert (line.evidence_id, line.event.on, line.texts) == (better, YESTERDAY, {"0": "A quiet room"})
    assert line.event.marks == {"external"}, "what was added stays with what was corrected"
    assert line.added == ((TODAY, frozenset({"external"})),)
    kept.take_back(better, TakenBack.OTHER_STUDENT)
    assert kept.of_student(pupil).recorded == ()
    with school.store.read() as connection:
        rows = connection.execute(select(evidence.c.deleted_at, evidence.c.texts)).all()
        last = connection.execute(select(audit.c.params).order_by(audit.c.id.desc())).scalars().first()
    assert len(rows) == 3
    assert all(row.deleted_at is not None for row in rows)
    assert last["why"] == "other_student"
    refused("evidence_gone", kept.take_back, better, TakenBack.MISTAKE)


def test_a_note_is_filed_in_the_other_system_on_a_later_day(school, under):
    pupil = school.child("Nils", "Aas", "09")
    kept = under("stride")
    kept.record(pupil, Entry("note", YESTERDAY, "welcome_note", staff_id=school.teacher_id, texts={"0": "Likes maps."}))
    before = judged(school, pupil, "str-placed")
    assert before.finding.outcome is Outcome.OPEN
    uid = before.tried[0].event.uid
    refused("evidence_before_event", kept.complete, pupil, uid, {"external"}, YESTERDAY - timedelta(days=1))
    refused("evidence_gone", kept.complete, pupil, "00" * 16, {"external"}, TODAY)
    kept.complete(pupil, uid, {"external"}, TODAY)
    after = judged(school, pupil, "str-placed")
    assert after.state is State.MET
    assert after.by[0].added == ((TODAY, frozenset({"external"})),)


def test_five_attempts_come_before_the_note_that_nobody_was_reached(school, under):
    pupil = school.child("Nils", "Aas", "09")
    kept = under("stride")
    note = Entry("note", TODAY, "welcome_no_contact", staff_id=school.teacher_id)
    for made in range(5):
        error = refused("evidence_attempts_first", kept.record, pupil, note)
        assert error.params == {"needed": 5, "made": made}
        assert "welcome_no_contact" not in {one.key for one in kept.of_student(pupil).templates}
        kept.record(
            pupil, Entry("attempt", TODAY, mode="phone", texts={"outcome": "no_answer"}, staff_id=school.teacher_id)
        )
    assert kept.of_student(pupil).attempts == 5
    assert "welcome_no_contact" in {one.key for one in kept.of_student(pupil).templates}
    kept.record(pupil, note)
    assert judged(school, pupil, "str-no-contact").state is State.MET
    assert judged(school, pupil, "str-attempts").finding.have == 5


def test_attempts_are_counted_for_each_guardian_and_never_for_one_who_is_barred(school, under):
    kept = under("policy-4020")
    rosa, diego = (adult_of(kept, school.camila_id, name).guardian_id for name in ("Rosa", "Diego"))
    for _ in range(3):
        kept.record(school.camila_id, Entry("attempt", TODAY, adults=frozenset({rosa})))
    assert judged(school, school.camila_id, "p4020-effort").finding.have == 1
    assert [one.attempts for one in kept.of_student(school.camila_id).adults] == [0, 3]
    for _ in range(3):
        kept.record(school.camila_id, Entry("attempt", TODAY, adults=frozenset({diego})))
    effort = judged(school, school.camila_id, "p4020-effort")
    assert effort.state is State.MET
    assert len(effort.tried) == 6
    assert judged(school, school.camila_id, "p4020-two").state is not State.MET, "held and effort are answered apart"


def test_attempts_at_a_parent_who_stood_twice_count_for_the_one_that_is_left(school, under):
    kept = under("policy-4020")
    rosa = adult_of(kept, school.camila_id, "Rosa").guardian_id
    twin = school.adult(school.camila_id, "Rosita", "Hernández")
    for who in (rosa, twin, twin):
        kept.record(school.camila_id, Entry("attempt", TODAY, adults=frozenset({who})))
    matching = Matching(school.desk())
    made = matching.merge("guardian", rosa, twin).made_id
    assert adult_of(kept, school.camila_id, "Rosa").attempts == 3
    assert judged(school, school.camila_id, "p4020-effort").finding.have == 1
    matching.part(made)
    assert adult_of(kept, school.camila_id, "Rosita").attempts == 2


# Group conferences


def class_of(school, number, grade):
    return [school.child(f"N{at}", "Class", grade, birth_date=date(2012, 1, 1)) for at in range(number)]


def test_six_are_too_many_for_millard_and_none_of_them_is_recorded(school, under):
    pupils = class_of(school, 6, "08")
    kept = under("millard")
    came = [Came(one) for one in pupils]
    entry = Entry("conference", TODAY, staff_id=school.teacher_id)
    error = refused("evidence_group_too_many", kept.record_group, came, entry)
    assert error.params == {"most": 5, "invited": 6}
    assert kept.of_student(pupils[0]).recorded == ()
    kept.record_group(came[:5], entry)
    assert judged(school, pupils[0], "mil-small-group").state is State.MET


def test_a_class_of_28_has_its_group_conference_under_davis_with_a_line_for_each(school, under):
    pupils = class_of(school, 28, "10")
    mother = school.adult(pupils[0], "Eva", "Class")
    kept = under("davis")
    came = [
        Came(pupils[0], adults=frozenset({mother})),
        *(Came(one) for one in pupils[1:27]),
        Came(pupils[27], student=False),
    ]
    kept.record_group(came, Entry("conference", TODAY, staff_id=school.teacher_id))
    first, second, absent = (kept.of_student(pupils[at]).recorded[0] for at in (0, 1, 27))
    assert (first.people, first.event.invited, first.event.grouping) == (("Eva Class",), 28, "group")
    assert first.event.roles == {"student", "parent", "school", "teacher"}
    assert second.event.roles == {"student", "school", "teacher"}
    assert absent.event.stage is Stage.MISSED
    assert judged(school, pupils[1], "dav-group-10").state is State.MET
    kept.correct(second.evidence_id, Entry("conference", YESTERDAY, roles=frozenset({"student"})))
    corrected = kept.of_student(pupils[1]).recorded[0].event
    assert (corrected.invited, corrected.grouping, corrected.on) == (28, "group", YESTERDAY)
    missed = judged(school, pupils[27], "dav-group-10")
    assert missed.state is State.DUE
    assert len(missed.tried) == 1
    assert judged(school, pupils[0], "ut-group-9-10").state is not State.MET, "the state asks for a counselor"


def test_a_group_is_all_or_nothing_where_one_of_them_is_not_ones_own(school, under):
    pupils = class_of(school, 2, "08")
    under("davis")
    school.add(assignment, student_id=pupils[0], staff_id=school.teacher_id)
    teacher = Evidence(school.desk(Role.TEACHER))
    refused("student_gone", teacher.record_group, [Came(one) for one in pupils], Entry("conference", TODAY))
    refused("evidence_nobody", teacher.record_group, [], Entry("conference", TODAY))
    refused("evidence_group_alone", teacher.record, pupils[0], Entry("conference", TODAY, grouping="group"))
    assert teacher.of_student(pupils[0]).recorded == ()


def test_who_came_in_grade_10_brings_the_conference_of_another_school(school, under):
    pupil = school.child("Nils", "Aas", "10")
    school.adult(pupil, "Eva", "Aas")
    kept = under("utah-floor")
    clause = "ut-individual-9-10"
    assert judged(school, pupil, clause).state is State.DUE
    held = frozenset({"student", "parent", "school", "counselor"})
    kept.record(pupil, Entry("conference", date(2026, 2, 3), roles=held, elsewhere="Birch High"))
    met = judged(school, pupil, clause)
    assert met.state is State.ELSEWHERE
    assert met.by[0].event.elsewhere == "Birch High"
    refused("evidence_plan_here", kept.record, pupil, Entry("plan", TODAY, "pccr"))
    kept.record(pupil, Entry("plan", date(2026, 2, 3), "pccr", roles=held, elsewhere="Birch High"))
    assert judged(school, pupil, "ut-plan-begun").state is State.ELSEWHERE


# Waivers


def test_what_the_policy_lets_somebody_waive_is_waived_by_whom_and_why_and_nothing_else(school, under):
    pupil = school.child("Nils", "Aas", "09")
    kept = under("policy-4020")
    kept.record(pupil, Entry("conference", TODAY, roles=frozenset({"student"}), staff_id=school.teacher_id))
    line = judged(school, pupil, "p4020-workplace")
    assert line.finding.outcome is Outcome.OPEN
    period = line.finding.period
    refused("waiver_not_offered", kept.waive, pupil, "p4020-workplace", period, "parent", "why")
    refused("waiver_not_offered", kept.waive, pupil, "p4020-workplace", "1999-00", "counselor", "why")
    refused("waiver_reason_missing", kept.waive, pupil, "p4020-workplace", period, "counselor", "  ")
    other = judged(school, pupil, "p4020-individual-9-10").finding.period
    refused("waiver_not_offered", kept.waive, pupil, "p4020-individual-9-10", other, "counselor", "why")
    made = kept.waive(pupil, "p4020-workplace", period, "counselor", "Not appropriate yet.").made_id
    waived = judged(school, pupil, "p4020-workplace")
    assert waived.state is State.WAIVED
    assert (waived.waiver.by_role, waived.waiver.why) == ("counselor", "Not appropriate yet.")
    refused("waiver_gone", Evidence(school.desk(Role.TEACHER, school.other_teacher_id)).take_back_waiver, made)
    kept.take_back_waiver(made)
    assert judged(school, pupil, "p4020-workplace").state is not State.WAIVED


# Programs and years


def test_who_enters_an_alternative_program_owes_its_addendum_and_who_leaves_it_as_said(school, under):
    pupil = school.child("Nils", "Aas", "09")
    kept, placements = under("kentucky"), Placements(school.desk())
    assert judged(school, pupil, "ky-ilpa-entry").state is State.NOT_APPLICABLE
    refused("program_unknown", placements.enter_program, pupil, "chess", TODAY)
    made = placements.enter_program(pupil, "alternative", YESTERDAY).made_id
    refused("program_already", placements.enter_program, pupil, "alternative", TODAY)
    assert judged(school, pupil, "ky-ilpa-entry").state is State.DUE
    kept.record(pupil, Entry("document", TODAY, "ilpa"))
    assert judged(school, pupil, "ky-ilpa-entry").state is State.MET
    refused("dates_reversed", placements.leave_program, made, YESTERDAY - timedelta(days=1))
    placements.leave_program(made, TODAY)
    assert kept.of_student(pupil).spells[0].ends_on == TODAY
    placements.take_back_program(made)
    assert kept.of_student(pupil).spells == ()
    assert judged(school, pupil, "ky-ilpa-entry").state is State.NOT_APPLICABLE


def test_who_repeats_grade_8_has_a_year_more_and_the_roster_does_not_take_it_back(school, under):
    pupil = school.child("Nils", "Aas", "08")
    kept, placements = under("policy-4020"), Placements(school.desk())
    year = kept.of_student(pupil).years[0]
    first = judged(school, pupil, "p4020-individual-7-8").finding
    for starts, grade in ((2024, "07"), (2025, "08")):
        said = YearSaid(grade, date(starts, 8, 19), date(starts, 8, 19), new=starts == 2024)
        placements.add_year(pupil, starts, said)
    refused("year_known", placements.add_year, pupil, 2025, said)
    said = YearSaid("08", year.enrolled_on, year.started_on, new=False)
    placements.correct_year(year.year_id, said, year.version)
    refused("changed_elsewhere", placements.correct_year, year.year_id, said, year.version)
    again = judged(school, pupil, "p4020-individual-7-8").finding
    assert again.period == "07-08@2024-25" != first.period
    assert again.due_on == first.due_on, "the third year of the band is this one"
    # A roster that says otherwise is not believed over a person.
    with school.store.write() as connection:
        connection.execute(student.update().where(student.c.id == pupil).values(grade="09"))
    Findings(school.desk()).catch_up()
    assert kept.of_student(pupil).years[0].grade == "08"


def test_days_of_a_school_year_that_do_not_fit_are_not_kept(school, under):
    under("policy-4020")
    placements = Placements(school.desk())
    year = Evidence(school.desk()).of_student(school.camila_id).years[0]
    for said, code in (
        (YearSaid("05", date(2026, 9, 1), date(2026, 8, 1), new=False), "year_days_wrong"),
        (YearSaid("05", date(2025, 9, 1), date(2026, 9, 1), new=False), "year_days_wrong"),
        (YearSaid("13", date(2026, 9, 1), date(2026, 9, 1), new=False), "year_grade_unknown"),
    ):
        refused(code, placements.correct_year, year.year_id, said, year.version)
    other = Placements(school.desk(Role.TEACHER, school.other_teacher_id))
    refused("placement_gone", other.correct_year, year.year_id, said, year.version)
    refused("student_gone", other.enter_program, school.camila_id, "egp", TODAY)


def test_at_18_the_student_stands_for_the_family_and_parents_are_asked_no_more(school, under):
    pupil = school.child("Nils", "Aas", "12", birth_date=date(2008, 11, 20))
    school.adult(pupil, "Eva", "Aas")
    kept = under("policy-4020")
    assert kept.of_student(pupil).adults == ()
    kept.record(pupil, Entry("call", TODAY, roles=frozenset({"student"}), staff_id=school.teacher_id))
    assert judged(school, pupil, "p4020-evidence").state is State.MET


# The school's own


def test_a_training_is_logged_with_who_taught_and_meets_the_duty(school, under):
    counselor = school.add(staff_member, given_name="Cora", family_name="Lane", role="counselor")
    kept = under("davis", Role.COUNSELOR)
    kept.record_for_school(Entry("training", TODAY, "counselor_training", staff_id=school.teacher_id))
    assert duty(school, "dav-counselors-teach").state is State.DUE
    kept.record_for_school(
        Entry("training", TODAY, "counselor_training", staff_id=counselor, note="Asked by Birch; 14 teachers")
    )
    met = duty(school, "dav-counselors-teach")
    assert met.state is State.MET
    assert met.by[0].staff == "Cora Lane"


def test_a_request_for_training_is_answered_later(school, under):
    kept = under("davis")
    kept.record_for_school(Entry("request", YESTERDAY, "training_request"))
    asked = duty(school, "dav-training-asked")
    assert asked.finding.outcome is Outcome.OPEN
    kept.complete_for_school(asked.tried[0].event.uid, {"given"}, TODAY)
    assert duty(school, "dav-training-asked").state is State.MET


def test_councils_consulted_and_a_duty_done_count(school, under):
    kept = under("utah-floor")
    heard = frozenset({"parent", "community", "school"})
    kept.record_for_school(Entry("consultation", TODAY, roles=heard, note="Council of November"))
    assert duty(school, "ut-consultation").state is State.MET
    kept.record_for_school(Entry("decision", TODAY, "ut-self-evaluation"))
    done = duty(school, "ut-self-evaluation")
    assert done.state is State.MET
    made = done.by[0].evidence_id
    kept.correct(made, Entry("decision", YESTERDAY, "ut-self-evaluation"))
    kept.take_back(duty(school, "ut-self-evaluation").by[0].evidence_id, TakenBack.NOT_SO)
    assert duty(school, "ut-self-evaluation").state is State.DUE
    refused("evidence_form_gone", kept.record_for_school, Entry("decision", TODAY, "ut-other-meetings"))
    for role in (Role.TEACHER, Role.CAREER_STAFF, Role.FRONT_DESK, Role.AUDITOR):
        refused("not_allowed", Evidence(school.desk(role)).record_for_school, Entry("procedure", TODAY))


def test_a_form_of_no_policy_in_force_is_not_kept(school, under):
    kept = under("policy-4020")
    refused("evidence_form_gone", kept.record, school.camila_id, Entry("note", TODAY, "welcome_note"))
    refused("staff_gone", kept.record, school.camila_id, Entry("call", TODAY, staff_id=9999))
