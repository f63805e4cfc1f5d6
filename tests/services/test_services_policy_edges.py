"""The cases of policies that are easy to get wrong, on a real office: facts are recorded, a set is in force, findings follow."""

from datetime import date

import pytest
from services_policy_school import Ruled
from sqlalchemy import update

from ilp_desktop import packs
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.places import FORMS
from ilp_desktop.services.matching import Matching
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.tables import (
    assignment,
    conference,
    consultation,
    participant,
    standing,
    student,
    student_guardian,
)

FALL, LATER, WINTER, SPRING, SUMMER = (
    date(2026, 9, 24), date(2026, 11, 12), date(2027, 2, 11), date(2027, 4, 20), date(2027, 7, 1),
)  # fmt: skip


@pytest.fixture
def ruled(school):
    return Ruled(school)


def child(ruled, grade, given="Noor", **more):
    """Return a new student without adults."""
    return ruled.school.child(given, "Haddad", grade=grade, **more)


def group(ruled, student_id, on, **values):
    return ruled.met(student_id, on, grouping="group", **values)


# Counts and timing


def test_two_fall_conferences_meet_4020s_count_and_leave_the_second_ones_timing_advised_and_never_red(ruled):
    """R23: count and timing are separate clauses; what only should be is never overdue."""
    ruled.adopt("policy-4020")
    who = child(ruled, "03")
    ruled.met(who, FALL)
    assert ruled.state(who, "p4020-two") is State.DUE
    ruled.met(who, LATER)
    assert ruled.state(who, "p4020-two") is State.MET
    assert ruled.state(who, "p4020-first") is State.MET
    assert ruled.state(who, "p4020-second") is State.ADVISED
    assert ruled.state(who, "p4020-second", today=SUMMER) is State.NOT_DONE
    ruled.met(who, WINTER)
    assert ruled.state(who, "p4020-second") is State.MET


def test_davis_asks_no_season_of_its_two(ruled):
    """R23."""
    ruled.adopt("davis")
    who = child(ruled, "03")
    ruled.met(who, FALL)
    ruled.met(who, LATER)
    assert ruled.state(who, "dav-two") is State.MET
    assert ruled.state(child(ruled, "03", "Other"), "dav-two", today=SUMMER) is State.CLOSED


@pytest.mark.parametrize(
    ("name", "clause_id", "grade", "state"),
    [
        ("davis", "dav-individual-9", "09", State.CLOSED),
        ("davis", "dav-individual-11", "11", State.CLOSED),
        ("policy-4020", "p4020-individual-9-10", "09", State.DUE),
        ("policy-4020", "p4020-individual-11-12", "11", State.DUE),
    ],
)
def test_with_a_group_conference_only_davis_is_not_met_in_the_year_and_4020_is_still_open(
    ruled, name, clause_id, grade, state
):
    """R25, R26: Davis asks it of each grade, 4020 of the two years together."""
    ruled.adopt(name)
    who = child(ruled, grade)
    group(ruled, who, FALL)
    assert ruled.state(who, clause_id, today=SUMMER) is state
    if name == "policy-4020":
        assert ruled.state(who, clause_id.replace("individual", "group")) is State.MET


def test_an_individual_conference_stands_in_for_no_group_one_unless_the_school_chose_so(ruled):
    """R24, A5: none of the texts permits it."""
    ruled.adopt("policy-4020")
    who = child(ruled, "07")
    ruled.met(who, FALL)
    ruled.met(who, LATER)
    assert ruled.state(who, "p4020-individual-7-8") is State.MET
    assert ruled.state(who, "p4020-group-7-8") is State.DUE


def test_a_sixth_student_is_too_many_for_millards_small_group_and_for_no_other(ruled):
    """R29: the cap of five is Millard's alone."""
    ruled.adopt("millard")
    who = child(ruled, "08")
    group(ruled, who, FALL, invited=6)
    assert ruled.state(who, "mil-small-group") is State.NOT_APPLICABLE, "only allowed, so never asked for"
    assert ruled.state(who, "ut-group-7-8") is State.MET
    group(ruled, who, LATER, invited=5)
    assert ruled.state(who, "mil-small-group") is State.MET
    ruled.adopt("davis")
    other = child(ruled, "08", "Other")
    group(ruled, other, FALL, invited=30)
    assert ruled.state(other, "dav-group-7-8") is State.MET


def test_millard_counts_what_was_offered_and_alone_says_nothing_of_the_state(ruled):
    """R23, R28, A16: a packs' floor is only there when it stands below."""
    ruled.adopt("millard-model")
    who = child(ruled, "09")
    ruled.met(who, FALL, stage="missed", roles=[])
    assert ruled.state(who, "mil-conference") is State.MET
    assert not [one for one in ruled.all(who) if one.startswith("ut-")]
    ruled.adopt("millard")
    assert ruled.state(who, "mil-conference") is State.MET
    assert ruled.state(who, "ut-individual-9-10") is State.DUE, "the state asks that it was held"


# Years


def test_who_repeats_grade_8_has_three_years_in_the_band_of_two(ruled):
    """R24, R117."""
    ruled.adopt("policy-4020", from_on=date(2024, 7, 1))
    who = child(ruled, "08", birth_date=date(2013, 3, 1))
    ruled.year(who, 2024, "07")
    ruled.year(who, 2025, "08")
    ruled.year(who, 2026, "08")
    ruled.met(who, date(2024, 10, 1))
    assert ruled.state(who, "p4020-individual-7-8") is State.MET
    one = ruled.finding(who, "p4020-group-7-8")
    assert (one.period, one.due_on, one.opens_on) == ("07-08@2024-25", date(2027, 5, 28), date(2024, 7, 1))
    group(ruled, who, date(2025, 10, 1))
    assert ruled.state(who, "p4020-group-7-8") is State.MET


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("utah-floor", {"ut-individual-9-10": date(2027, 5, 28), "ut-group-9-10": date(2027, 5, 28)}),
        ("policy-4020", {"p4020-individual-9-10": date(2027, 5, 28), "ut-individual-9-10": date(2027, 5, 28)}),
        ("millard-model", {"mil-conference": date(2027, 5, 28)}),
        ("davis", {"dav-group-10": date(2027, 5, 28), "dav-individual-9": None}),
        ("kentucky", {"ky-approved": date(2027, 5, 26)}),
        ("stride", {"str-graduation-new": date(2027, 1, 15), "str-welcome": date(2026, 10, 15)}),
    ],
)
def test_who_comes_in_grade_10_owes_what_is_left_of_it_under_each_set(ruled, name, asked):
    """R25, R50, R117: a transfer in the middle of a band."""
    ruled.adopt(name)
    who, today = child(ruled, "10"), ruled.school.desk().today
    ruled.year(who, 2026, "10", date(2026, 10, 1), new=True)
    for clause_id, due in asked.items():
        one = ruled.finding(who, clause_id)
        assert one.due_on == due, clause_id
        wanted = State.NOT_APPLICABLE if due is None else State.DUE if due >= today else State.OVERDUE
        assert ruled.state(who, clause_id) is wanted, clause_id


def test_what_another_school_held_in_the_band_counts_with_its_source(ruled):
    """R117, R118: met elsewhere."""
    ruled.adopt("utah-floor")
    who = child(ruled, "10")
    ruled.year(who, 2026, "10", date(2026, 10, 1), new=True)
    ruled.met(who, date(2025, 11, 3), elsewhere="Cedar High School")
    one = ruled.finding(who, "ut-individual-9-10")
    assert ruled.state(who, "ut-individual-9-10") is State.ELSEWHERE
    assert len(one.by) == 1
    assert ruled.state(who, "ut-group-9-10") is State.DUE


def test_who_comes_in_the_fourth_quarter_owes_stride_the_welcome_and_the_synopsis_and_no_quarter_note(ruled):
    """R104, R107, R110."""
    ruled.adopt("stride")
    ruled.on(date(2027, 4, 5))
    who = child(ruled, "07")
    ruled.year(who, 2026, "07", date(2027, 4, 5), new=True)
    assert ruled.state(who, "str-welcome") is State.DUE
    assert ruled.finding(who, "str-welcome").due_on == date(2027, 4, 19)
    assert ruled.state(who, "str-synopsis") is State.DUE
    for clause_id in ("str-note-1-first", "str-note-2", "str-note-2-first", "str-note-3", "str-note-3-first"):
        assert ruled.state(who, clause_id) is State.NOT_APPLICABLE, clause_id


@pytest.mark.parametrize(
    ("name", "asked", "not_asked"),
    [
        ("kentucky", ("ky-begun", "ky-approved"), ()),
        ("utah-floor", (), ("ut-plan-begun", "ut-individual-7-8")),
        ("policy-4020", ("p4020-ilp", "p4020-two"), ("p4020-pccr", "p4020-individual-7-8")),
        ("davis", ("dav-ilp", "dav-two"), ("dav-pccr",)),
    ],
)
def test_grade_6_begins_the_plan_in_kentucky_and_is_elementary_in_utah(ruled, name, asked, not_asked):
    """R1, R3, A1."""
    ruled.adopt(name)
    who = child(ruled, "06")
    for clause_id in asked:
        assert ruled.state(who, clause_id) in {State.DUE, State.OVERDUE}, clause_id
    for clause_id in not_asked:
        assert ruled.state(who, clause_id) is State.NOT_APPLICABLE, clause_id


def test_a_new_school_year_asks_anew_with_the_next_grade_and_the_one_before_is_closed(ruled):
    """R5, R117: rollover and promotion."""
    ruled.adopt("policy-4020")
    who = child(ruled, "06")
    ruled.met(who, FALL)
    assert ruled.state(who, "p4020-two") is State.DUE
    ruled.on(date(2027, 9, 1))
    with ruled.school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == who).values(grade="07"))
    assert ruled.state(who, "p4020-two") is State.NOT_APPLICABLE
    band = ruled.finding(who, "p4020-individual-7-8")
    assert (band.period, band.have) == ("07-08@2027-28", 0)
    assert ruled.finding(who, "p4020-pccr").due_on is not None


def test_a_set_that_changes_in_the_middle_of_the_year_asks_its_own_of_what_has_happened_already(ruled):
    """R88: facts stay; what they count for is the set's in force."""
    ruled.adopt("policy-4020")
    who = child(ruled, "09")
    group(ruled, who, FALL)
    assert ruled.state(who, "p4020-group-9-10") is State.MET
    ruled.adopt("davis", from_on=date(2027, 1, 4))
    assert ruled.state(who, "p4020-group-9-10") is State.MET, "not yet"
    ruled.on(date(2027, 1, 4))
    assert "p4020-group-9-10" not in ruled.all(who)
    assert ruled.state(who, "dav-individual-9") is State.DUE
    assert ruled.state(who, "dav-group-10") is State.NOT_APPLICABLE


def test_dates_come_from_the_schools_own_calendar_and_one_that_has_run_out_is_guessed_and_said_so(ruled):
    """R115."""
    ruled.adopt("stride")
    ruled.calendar(2026, last_day=date(2027, 6, 11), ends_on=date(2027, 6, 30))
    who = child(ruled, "07")
    assert ruled.finding(who, "str-ilp").due_on == date(2027, 6, 11)
    assert not ruled.finding(who, "str-ilp").projected
    ruled.on(date(2027, 9, 15))
    one = ruled.finding(who, "str-ilp")
    assert (one.due_on, one.projected) == (date(2028, 6, 11), True)
    ruled.calendar(2027, last_day=date(2028, 6, 2))
    assert (ruled.finding(who, "str-ilp").due_on, ruled.finding(who, "str-ilp").projected) == (date(2028, 6, 2), False)


# Who


def test_at_a_barred_parent_no_effort_is_ever_asked(ruled):
    """R35: two households, one of them barred."""
    ruled.adopt("davis")
    school = ruled.school
    who = child(ruled, "03")
    mother = school.adult(who, "Amal", "Haddad", "mother")
    father = school.adult(who, "Sami", "Haddad", "father")
    ruled.met(who, FALL, adults=[ruled.uid_of(mother)])
    one = ruled.finding(who, "dav-effort")
    assert (one.have, one.need) == (1, 2)
    with school.store.write() as connection:
        r = student_guardian.c
        connection.execute(update(student_guardian).where(r.guardian_id == father).values(barred=True))
    one = ruled.finding(who, "dav-effort")
    assert (one.have, one.need) == (1, 1)
    assert ruled.state(who, "dav-effort") is State.MET
    assert ruled.state(school.camila_id, "dav-effort") is State.DUE
    assert ruled.finding(school.camila_id, "dav-effort").need == 2, "of her three adults one is barred"


def test_a_family_that_never_came_fails_the_conference_and_meets_the_effort(ruled):
    """R23, R35: held and effort are separate clauses."""
    ruled.adopt("davis")
    who = child(ruled, "03")
    mother = ruled.uid_of(ruled.school.adult(who, "Amal", "Haddad", "mother"))
    ruled.met(who, FALL, stage="missed", roles=[], adults=[mother], marks=["effort"])
    assert ruled.state(who, "dav-effort") is State.MET
    assert ruled.state(who, "dav-two", today=SUMMER) is State.CLOSED


def test_after_five_attempts_the_welcome_note_without_contact_is_right_and_with_four_it_is_not(ruled):
    """R19, R105, R106."""
    ruled.adopt("stride")
    who = child(ruled, "07")
    ruled.year(who, 2026, "07", date(2026, 11, 16), new=True)
    for day in (16, 17, 18, 19):
        ruled.record(who, "attempt", date(2026, 11, day), roles=["student"])
    assert ruled.state(who, "str-attempts") is State.ADVISED
    lacking = ruled.record(who, "note", date(2026, 11, 20), form="welcome_no_contact", roles=["teacher"])
    assert ruled.state(who, "str-no-contact") in {State.DUE, State.OVERDUE}
    ruled.record(who, "attempt", date(2026, 11, 20), roles=["learning_coach"])
    assert ruled.state(who, "str-attempts") is State.MET, "student and learning coach are counted together"
    assert lacking in ruled.finding(who, "str-no-contact").tried
    other = child(ruled, "07", "Other")
    ruled.year(other, 2026, "07", date(2026, 11, 16), new=True)
    ruled.record(other, "note", date(2026, 11, 20), form="welcome_no_contact", roles=["teacher"], marks=["effort"])
    assert ruled.state(other, "str-no-contact") is State.MET
    assert ruled.state(other, "str-welcome") is State.MET


def test_on_the_eighteenth_birthday_the_student_stands_for_the_family_and_nobody_else_is_asked(ruled):
    """R58, A10: rights pass in the middle of the year."""
    ruled.adopt("davis")
    who = child(ruled, "12", birth_date=date(2009, 1, 15))
    ruled.school.adult(who, "Amal", "Haddad", "mother")
    ruled.record(who, "signature", date(2027, 1, 14), roles=["student"], marks=["signed_student"])
    assert ruled.state(who, "dav-signed") is State.DUE, "a day before, the student's own is none"
    ruled.record(who, "signature", date(2027, 1, 15), roles=["student"], marks=["signed_student"])
    assert ruled.state(who, "dav-signed") is State.MET
    ruled.met(who, date(2027, 2, 1), roles=["student", "counselor", "school"])
    assert ruled.state(who, "ut-individual-11-12") is State.MET
    assert ruled.state(who, "dav-pccr-effort") is State.NOT_APPLICABLE, "the mother may not come any more"


@pytest.mark.parametrize(
    ("choice", "method", "state"),
    [
        ("agree", "drawn", State.MET),
        ("attended_only", "drawn", State.MET),
        ("disagree", "drawn", State.MET),
        ("sign_later", "drawn", State.DUE),
        ("agree", "chose_not_to_sign", State.DUE),
    ],
)
@pytest.mark.parametrize("signer", ["Rosa", "Cami"])
def test_any_mark_of_a_parent_is_a_signature_and_later_or_the_students_own_is_none(
    ruled, under_way, choice, method, state, signer
):
    """R58."""
    ruled.adopt("davis")
    with ruled.school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == ruled.school.camila_id).values(grade="09"))
        connection.execute(update(conference).values(plan_kind=PlanKind.PCCR.value))
    ruled.findings.catch_up()
    under_way.talk()
    if choice == "sign_later":
        under_way.signing.prepare(under_way.id)  # and nobody signs
    else:
        under_way.sign(signer, choice, method=method, words="Otherwise." if choice == "disagree" else "")
    wanted = state if signer == "Rosa" else State.DUE
    assert ruled.state(ruled.school.camila_id, "dav-signed") is wanted


# The private talk


@pytest.mark.parametrize(
    ("seconds", "reason", "parent", "state", "why"),
    [
        (179, "", True, State.OVERDUE, "every_lacks"),
        (180, "", True, State.MET, "every_has"),
        (300, "", True, State.MET, "every_has"),
        (420, "", True, State.MET, "every_has_longer"),
        (0, "parent_declined", True, State.MET, "every_has"),
        (0, "", False, State.NOT_APPLICABLE, "no_parent_came"),
    ],
)
def test_the_private_talk_of_davis(ruled, seconds, reason, parent, state, why):
    """R44, A9: 2:59 is too short, over five is noted, declined counts as offered, and without a parent it is not asked."""
    ruled.adopt("davis")
    school, who = ruled.school, ruled.school.camila_id
    made = school.add(
        conference, student_id=who, held_on=FALL, state="finalized", concluded_at=school.clock.now(), plan_kind="ilp"
    )
    school.add(consultation, conference_id=made, phase="done", counted=seconds, reason=reason)
    school.add(participant, conference_id=made, party="student", attended=True)
    if parent:
        school.add(participant, conference_id=made, party="family", attended=True)
    assert ruled.state(who, "dav-talk") is state
    assert ruled.finding(who, "dav-talk").reason == why


@pytest.mark.parametrize(("name", "grade"), [("davis", "09"), ("policy-4020", "03"), ("kentucky", "06")])
def test_nobody_else_is_asked_for_a_private_talk(ruled, name, grade):
    """R44: it binds Davis, kindergarten to grade 6."""
    ruled.adopt(name)
    who = child(ruled, grade)
    ruled.met(who, FALL)
    talks = [
        (clause, one) for found in ruled.all(who).values() for clause, one in found if "R44" in clause.requirements
    ]
    assert all(one.outcome.value == "not_applicable" for _clause, one in talks)
    assert bool(talks) == (name == "davis")


# Waived


def test_a_waiver_helps_only_where_the_set_names_who_may_and_none_does_for_a_conference(ruled):
    """R56, R118."""
    ruled.adopt("davis")
    who = child(ruled, "09")
    ruled.record(who, "plan", FALL, form="pccr", roles=["student", "parent", "school"])
    ruled.waive(who, "dav-workplace", "2026-27", "counselor")
    ruled.waive(who, "dav-individual-9", "2026-27", "counselor")
    assert ruled.state(who, "dav-workplace") is State.WAIVED
    assert ruled.state(who, "dav-individual-9") is State.DUE


# A set that cannot be read


def test_a_set_that_is_refused_leaves_the_one_in_force_as_it_is(ruled, tmp_path):
    """R88: what was adopted before goes on."""
    ruled.adopt("davis")
    who = child(ruled, "03")
    before = sorted(ruled.all(who))
    mine = tmp_path / "mine"
    mine.mkdir()
    for name, text in packs.texts(FORMS / "davis").items():
        (mine / name).write_text(text.replace("at_least = 2", "at_leest = 2"), "utf-8")
    with pytest.raises(OfficeError) as caught:
        Packs(ruled.school.desk()).adopt(mine)
    assert (caught.value.code, caught.value.params["nearest"]) == ("pack_unknown_key", "at_least")
    assert sorted(ruled.all(who)) == before
    assert Packs(ruled.school.desk()).in_force().pack_id == "davis"


# Records put together


def test_what_goes_back_to_a_student_who_is_parted_again_counts_no_more_for_the_other(ruled):
    """R117: of both, what is found is made anew."""
    ruled.adopt("davis")
    one, other = child(ruled, "03"), child(ruled, "03", "Nour")
    ruled.met(other, FALL)
    matching = Matching(ruled.school.desk())
    merger = matching.merge("student", one, other).made_id
    assert ruled.finding(one, "dav-two").have == 1
    matching.part(merger)
    assert ruled.finding(one, "dav-two").have == 0
    assert ruled.finding(other, "dav-two").have == 1


def test_what_was_tried_with_a_parent_who_stood_here_twice_counts_for_the_one_who_stays(ruled):
    """R35: an attempt names an adult, and that adult may be put together with another later."""
    ruled.adopt("davis")
    who = child(ruled, "03")
    one = ruled.school.adult(who, "Amal", "Haddad", "mother")
    other = ruled.school.adult(who, "Amal", "Hadad", "mother")
    ruled.met(who, FALL, adults=[ruled.uid_of(other)])
    assert ruled.finding(who, "dav-effort").have == 1
    matching = Matching(ruled.school.desk())
    merger = matching.merge("guardian", one, other).made_id
    assert (ruled.finding(who, "dav-effort").have, ruled.finding(who, "dav-effort").need) == (1, 1)
    matching.part(merger)
    assert (ruled.finding(who, "dav-effort").have, ruled.finding(who, "dav-effort").need) == (1, 2)


def test_whose_student_somebody_is_changes_on_the_board_on_the_very_day(ruled):
    """R9: an assignment written down ahead begins, and one that ends is over, with no fact but the day."""
    ruled.adopt("davis")
    school, who = ruled.school, child(ruled, "03")
    first, last = date(2026, 12, 1), date(2026, 12, 9)
    school.add(assignment, student_id=who, staff_id=school.other_teacher_id, begins_on=first, ends_on=last)

    def keeper():
        ruled.findings.catch_up()
        with school.store.read() as connection:
            return connection.execute(standing.select().where(standing.c.student_id == who)).one().staff_id

    assert keeper() == 0
    for day, expected in ((first, school.other_teacher_id), (last, school.other_teacher_id), (date(2026, 12, 10), 0)):
        ruled.on(day)
        assert keeper() == expected, day
