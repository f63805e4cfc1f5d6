"""Programs, plans and the school's own duties, on a real office: what the policies of Kentucky, Stride and Davis ask beyond conferences."""

from datetime import date

import pytest
from services_policy_school import Ruled, clauses_of
from sqlalchemy import select, update

from ilp_desktop.domain.policy.clauses import Scope
from ilp_desktop.domain.policy.findings import Finding, Outcome, State, state_on
from ilp_desktop.store.tables import finding, program_spell, standing

DAY, LATER = date(2026, 10, 1), date(2026, 11, 20)


@pytest.fixture
def ruled(school):
    return Ruled(school)


def child(ruled, grade, given="Noor"):
    return ruled.school.child(given, "Haddad", grade=grade)


def schools_own(ruled, clause_id) -> State:
    """Return how a clause of the school itself reads today."""
    ruled.findings.catch_up()
    school = ruled.school
    with school.store.read() as connection:
        f = finding.c
        row = connection.execute(select(finding).where(f.student_id == 0, f.clause_id == clause_id)).one()
    every = (one for name in ("davis", "kentucky", "stride", "millard") for one in clauses_of(name))
    clause = next(one for one in every if one.clause_id == clause_id)
    assert clause.scope is not Scope.STUDENT
    one = Finding(
        row.clause_id, row.period, Outcome(row.outcome), row.reason, due_on=row.due_on, closes_on=row.closes_on
    )
    return state_on(one, clause.strength, school.desk().today)


def test_who_has_no_plan_is_known_and_the_plan_settles_it(ruled):
    """R13, R49: every student has a PCCR, and who has none is one question."""
    ruled.adopt("policy-4020")
    who = child(ruled, "09")

    def without_plan() -> set[int]:
        ruled.findings.catch_up()
        with ruled.school.store.read() as connection:
            return set(connection.execute(select(standing.c.student_id).where(standing.c.no_plan == "pccr")).scalars())

    assert who in without_plan()
    assert ruled.state(who, "p4020-every-student") is State.DUE
    ruled.record(who, "plan", DAY, form="pccr", roles=["student", "parent", "school", "counselor"])
    assert who not in without_plan()
    assert ruled.state(who, "p4020-every-student") is State.MET
    assert ruled.school.camila_id not in without_plan(), "grade 5 is owed another plan"


def test_a_change_of_classes_that_breaks_the_plan_is_due_until_it_agrees_or_has_its_reason(ruled):
    """R61."""
    ruled.adopt("davis")
    who = child(ruled, "10")
    ruled.record(who, "registration_check", DAY, marks=["consistent"])
    assert ruled.state(who, "dav-compared") is State.MET
    assert ruled.state(who, "dav-consistent") is State.MET
    ruled.record(who, "registration_check", LATER)
    one = ruled.finding(who, "dav-consistent")
    assert (one.outcome, one.have, one.need, one.due_on) == (Outcome.OPEN, 1, 2, date(2026, 11, 30))
    assert ruled.state(who, "dav-consistent") is State.DUE


def test_a_plan_or_a_review_of_this_year_updates_it_and_one_of_last_year_does_not(ruled):
    """R59."""
    ruled.adopt("davis", from_on=date(2025, 7, 1))
    who = child(ruled, "10")
    ruled.record(who, "plan", date(2025, 10, 1), form="pccr", roles=["student", "parent", "school"])
    assert ruled.state(who, "dav-updated") is State.DUE
    ruled.record(who, "review", DAY, roles=["student", "school"])
    assert ruled.state(who, "dav-updated") is State.MET


def test_yearly_evidence_is_of_the_student_the_school_and_the_family_each(ruled):
    """R38, A7."""
    ruled.adopt("davis")
    who = child(ruled, "10")
    ruled.met(who, DAY, roles=["student", "counselor", "school"])
    one = ruled.finding(who, "dav-evidence")
    assert (one.have, one.need, one.reason) == (2, 3, "not_each")
    ruled.record(who, "call", LATER, roles=["parent"])
    assert ruled.state(who, "dav-evidence") is State.MET


def test_what_a_family_needs_is_asked_for_and_given(ruled):
    """R36."""
    ruled.adopt("davis")
    who = child(ruled, "03")
    assert ruled.state(who, "dav-accommodation") is State.NOT_APPLICABLE, "nobody asked"
    ruled.record(who, "request", LATER, form="accommodation_request", roles=["parent"])
    assert ruled.state(who, "dav-accommodation") is State.DUE
    ruled.record(who, "request", DAY, form="accommodation_request", roles=["parent"], marks=["accommodation"])
    assert ruled.finding(who, "dav-accommodation").have == 1


def test_another_conference_that_a_parent_asked_for_is_noted_with_what_came_of_it(ruled):
    """R27, R33."""
    ruled.adopt("millard-model")
    who = child(ruled, "05")
    assert ruled.state(who, "mil-asked-for") is State.NOT_APPLICABLE
    ruled.record(who, "request", DAY, form="conference_request", roles=["parent"], marks=["decided"])
    assert ruled.state(who, "mil-asked-for") is State.MET


def test_an_addendum_is_owed_on_entry_and_on_return_and_is_not_the_plan(ruled):
    """R95, R96, R97, R98, R99."""
    ruled.adopt("kentucky")
    who, other = child(ruled, "08"), child(ruled, "08", "Other")
    assert ruled.state(who, "ky-ilpa-entry") is State.NOT_APPLICABLE
    ruled.program(who, "alternative", date(2026, 11, 16))
    assert ruled.finding(who, "ky-ilpa-entry").due_on == date(2026, 11, 26)
    ruled.record(who, "plan", LATER, form="ilp", roles=["student", "parent", "school"])
    assert ruled.state(who, "ky-ilpa-entry") is State.DUE, "the plan is another object"
    holds = ["academic_needs", "behavioral_needs", "reentry", "review_plan", "parents_invited"]
    ruled.record(who, "document", LATER, form="ilpa", marks=holds)
    assert ruled.state(who, "ky-ilpa-entry") is State.MET
    for clause_id in ("ky-ilpa-learning", "ky-ilpa-behavior", "ky-ilpa-way-back", "ky-ilpa-reviews", "ky-ilpa-parents"):
        assert ruled.state(who, clause_id) is State.MET, clause_id
    assert ruled.state(who, "ky-ilpa-entered") is State.DUE, "Infinite Campus does not have it yet"
    ruled.program(other, "alternative", date(2026, 11, 16))
    ruled.program(other, "kecsac", date(2026, 11, 16))
    ruled.record(other, "document", LATER, form="ilpa", marks=holds)
    assert ruled.state(other, "ky-ilpa-entered") is State.NOT_APPLICABLE, "other standards"
    with ruled.school.store.write() as connection:
        p = program_spell.c
        connection.execute(update(program_spell).where(p.student_id == who).values(ends_on=date(2026, 11, 22)))
    ruled.program(who, "alternative_return", date(2026, 11, 23))
    assert ruled.finding(who, "ky-ilpa-return").due_on == date(2026, 12, 3)


def test_early_graduation_is_planned_and_watched(ruled):
    """R93."""
    ruled.adopt("kentucky")
    who = child(ruled, "11")
    assert ruled.state(who, "ky-egp-watched") is State.NOT_APPLICABLE
    ruled.program(who, "egp", date(2026, 8, 19))
    for day in (DAY, LATER):
        assert ruled.state(who, "ky-egp-watched") is State.DUE
        ruled.record(who, "review", day, form="egp_review", roles=["counselor", "school"])
    assert ruled.state(who, "ky-egp-watched") is State.MET


def test_records_that_another_school_asks_for_go_out_in_time(ruled):
    """R100."""
    ruled.adopt("kentucky")
    who = child(ruled, "08")
    ruled.record(who, "request", LATER, form="records_request")
    one = ruled.finding(who, "ky-records")
    assert (one.outcome, one.due_on) == (Outcome.OPEN, date(2026, 11, 30))
    assert ruled.state(who, "ky-records", today=date(2026, 12, 1)) is State.OVERDUE


@pytest.mark.parametrize(
    ("new", "clause_id", "due"),
    [(False, "str-graduation-returning", date(2026, 10, 21)), (True, "str-graduation-new", date(2027, 1, 15))],
)
def test_a_graduation_plan_is_due_after_nine_weeks_and_of_a_new_student_within_the_semester(ruled, new, clause_id, due):
    """R111, A15."""
    ruled.adopt("stride")
    who = child(ruled, "09")
    ruled.year(who, 2026, "09", date(2026, 8, 19), new=new)
    assert ruled.finding(who, clause_id).due_on == due
    ruled.record(who, "document", DAY, form="graduation_plan", marks=["graduation", "external"])
    assert ruled.state(who, clause_id) is State.MET
    assert ruled.state(who, "str-graduation-placed") is State.MET


def test_a_call_is_asked_within_two_weeks_and_better_within_three_days(ruled):
    """R102, R103, A13."""
    ruled.adopt("stride")
    who = child(ruled, "07")
    ruled.year(who, 2026, "07", date(2026, 11, 16), new=True)
    ruled.record(who, "call", date(2026, 11, 23), form="welcome_call", roles=["student", "teacher"])
    assert ruled.state(who, "str-call") is State.MET
    assert ruled.state(who, "str-call-early") is State.NOT_DONE, "late only for what is advised"


def test_a_note_a_quarter_says_what_is_done_with_data_behind_it(ruled):
    """R107, R108, R109, R113, A14."""
    ruled.adopt("stride")
    who = child(ruled, "07")
    ruled.year(who, 2026, "07")
    period = "2026-27/q2"
    assert ruled.state(who, "str-note-2", period) is State.DUE
    ruled.record(who, "note", LATER, form="quarter_2", roles=["teacher"], marks=["action"])
    assert ruled.state(who, "str-note-2", period) is State.MET
    assert ruled.state(who, "str-actions-2", period) is State.MET
    assert ruled.finding(who, "str-note-told").outcome is Outcome.OPEN, "who was told is not said"
    assert ruled.finding(who, "str-note-data").outcome is Outcome.OPEN
    assert ruled.state(who, "str-note-1-first") is not State.OVERDUE, "in the quarter of enrollment a note is optional"


@pytest.mark.parametrize(
    ("name", "clause_id", "kind", "values"),
    [
        ("davis", "dav-counselors-teach", "training", {"form": "counselor_training", "roles": ["counselor"]}),
        ("davis", "dav-training", "training", {"form": "educator_training"}),
        ("millard", "mil-training", "training", {"form": "in_service"}),
        ("davis", "dav-report-school", "report", {"form": "annual_report"}),
        ("davis", "dav-proof", "report", {"form": "evidence"}),
        ("kentucky", "ky-rubric", "report", {"form": "rubric"}),
        ("kentucky", "ky-state-data", "report", {"form": "state_table"}),
        ("kentucky", "ky-way", "decision", {"form": "ky-way"}),
        ("stride", "str-communication", "approval", {"form": "communication_plan"}),
    ],
)
def test_what_is_asked_of_the_school_itself_has_findings_of_its_own(ruled, name, clause_id, kind, values):
    """R83, R84, R85, R86, R89, R90, R91, R101."""
    ruled.adopt(name)
    assert schools_own(ruled, clause_id) in {State.DUE, State.ADVISED}
    ruled.record(None, kind, DAY, **values)
    assert schools_own(ruled, clause_id) is State.MET


def test_school_parents_and_community_are_each_consulted_and_heard(ruled):
    """R85, R87."""
    ruled.adopt("millard")
    for clause_id, kind, roles in (
        ("mil-policy", "consultation", ("school", "parent", "community")),
        ("mil-heard", "response", ("teacher", "parent", "community")),
    ):
        for role in roles:
            assert schools_own(ruled, clause_id) is State.DUE
            ruled.record(None, kind, DAY, roles=[role])
        assert schools_own(ruled, clause_id) is State.MET
