"""What the facts of a student say to a clause: met, due, overdue, closed, advised, not asked, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from domain_policy_school import CALENDAR, TEMPLATE, YEAR
from hypothesis import given
from hypothesis import strategies as st

from ilp_desktop.domain.policy.calendars import SchoolCalendar, Unit
from ilp_desktop.domain.policy.clauses import (
    Applies,
    Clause,
    Count,
    Counted,
    Duty,
    Each,
    Effort,
    Every,
    Filter,
    Scope,
    Strength,
    Window,
)
from ilp_desktop.domain.policy.facts import Adult, Event, Stage, StudentFacts, Waiver, YearAtSchool
from ilp_desktop.domain.policy.findings import Finding, Outcome, State, state_on
from ilp_desktop.domain.policy.judging import judge

FALL, WINTER, SPRING = date(2026, 10, 1), date(2027, 2, 10), date(2027, 5, 20)
WORDS = {"en": "…"}
CONFERENCE = Filter(("conference",))


def clause(
    rule, window=None, *, grades=(), strength=Strength.SHALL, scope=Scope.STUDENT, waived_by=(), **applies
) -> Clause:
    return Clause(
        "c",
        "§1",
        WORDS,
        WORDS,
        strength,
        scope,
        rule,
        window or Window(Each.SCHOOL_YEAR),
        Applies(grades=grades, **applies),
        waived_by=waived_by,
    )


def at_school(grade="04", starts=2026, *, new=False, enrolled=None, programs=()) -> YearAtSchool:
    day = enrolled or date(starts, 8, 19)
    return YearAtSchool(f"{starts}-{(starts + 1) % 100:02}", grade, day, day, new, programs)


def met(on, uid=None, **values) -> Event:
    values.setdefault("grouping", "individual")
    values.setdefault("roles", frozenset({"student", "parent", "counselor"}))
    values.setdefault("adults", frozenset({"mother"}))
    return Event(uid or f"{on}", "conference", on, **values)


HERE = (at_school(),)


def facts(*events, years=HERE, adults=("mother",), **values) -> StudentFacts:
    return StudentFacts("s", tuple(years), tuple(events), tuple(Adult(uid) for uid in adults), **values)


def found(one: Clause, student: StudentFacts, year=YEAR, calendar=CALENDAR) -> Finding:
    findings = list(judge([one], student, calendar, year))
    assert len(findings) == 1, findings
    return findings[0]


def read(one: Clause, student: StudentFacts, today: date, **more) -> State:
    return state_on(found(one, student, **more), one.strength, today)


# Counting


def test_two_conferences_a_year_are_due_then_met_then_overdue_then_closed():
    two = clause(Count(CONFERENCE, at_least=2))
    once = facts(met(FALL))
    assert read(two, once, SPRING) is State.DUE
    assert read(two, once, date(2027, 6, 1)) is State.OVERDUE
    assert read(two, once, date(2027, 7, 1)) is State.CLOSED
    one = found(two, once)
    assert (one.have, one.need, one.reason, one.due_on) == (1, 2, "too_few", YEAR.last)
    assert read(two, facts(met(FALL), met(SPRING)), date(2027, 7, 1)) is State.MET


def test_a_conference_after_the_last_day_is_late_and_nothing_more_is_to_do():
    one = clause(Count(CONFERENCE))
    assert found(one, facts(met(date(2027, 6, 10)))).outcome is Outcome.LATE
    assert read(one, facts(met(date(2027, 6, 10))), date(2027, 6, 11)) is State.CLOSED


def test_two_in_fall_meet_the_count_and_leave_the_timing_advised():
    two = clause(Count(CONFERENCE, at_least=2))
    timed = clause(
        Count(CONFERENCE), Window(Each.SCHOOL_YEAR, part=("late_winter", "year_end")), strength=Strength.SHOULD
    )
    student = facts(met(FALL), met(date(2026, 11, 5)))
    assert read(two, student, SPRING) is State.MET
    assert read(timed, student, SPRING) is State.ADVISED
    assert read(timed, student, date(2027, 6, 20)) is State.NOT_DONE
    assert read(timed, facts(met(FALL), met(WINTER)), SPRING) is State.MET


def test_offered_counts_where_the_policy_says_so_and_held_where_it_does():
    missed = facts(met(FALL, stage=Stage.MISSED, roles=frozenset()))
    assert read(clause(Count(replace(CONFERENCE, counted=Counted.OFFERED))), missed, SPRING) is State.MET
    held = found(clause(Count(CONFERENCE)), missed)
    assert held.outcome is Outcome.OPEN
    assert held.tried == (f"{FALL}",), "what was tried is told"


def test_everybody_the_policy_names_must_have_been_there():
    rule = Count(replace(CONFERENCE, present=("parent", "counselor", "student")))
    assert read(clause(rule), facts(met(FALL, roles=frozenset({"student", "counselor"}))), SPRING) is State.DUE
    assert read(clause(rule), facts(met(FALL)), SPRING) is State.MET


@pytest.mark.parametrize(("cap", "state"), [(5, State.DUE), (0, State.MET)])
def test_a_sixth_student_breaks_a_small_group_only_where_there_is_a_cap(cap, state):
    group = Count(replace(CONFERENCE, groupings=("group",), most_invited=cap))
    assert read(clause(group), facts(met(FALL, grouping="group", invited=6)), SPRING) is state


def test_an_individual_conference_stands_in_for_a_group_one_only_where_allowed_and_only_beyond_the_first():
    group = Count(replace(CONFERENCE, groupings=("group",)))
    two = facts(met(FALL), met(SPRING))
    assert read(clause(group), two, SPRING) is State.DUE
    assert read(clause(replace(group, instead=True)), two, SPRING) is State.MET
    assert read(clause(replace(group, instead=True)), facts(met(FALL)), SPRING) is State.DUE


# R117, R118
def test_what_happened_at_another_school_is_met_elsewhere():
    assert read(clause(Count(CONFERENCE)), facts(met(FALL, elsewhere="Old School")), SPRING) is State.ELSEWHERE


# Bands, cohorts, programs


# R24, R117
def test_a_band_lasts_two_years_and_three_for_who_repeats_a_grade():
    calendar = SchoolCalendar(tuple(TEMPLATE.year(starts) for starts in range(2025, 2030)))
    band = clause(Count(CONFERENCE), Window(Each.BAND), grades=("07", "08"))
    first = facts(years=(at_school("07", 2025), at_school("08", 2026)))
    assert found(band, first, calendar=calendar).due_on == date(2027, 5, 28)
    again = facts(years=(at_school("07", 2025), at_school("08", 2026), at_school("08", 2027)))
    assert found(band, again, TEMPLATE.year(2027), calendar).due_on == date(2028, 5, 28)
    early = facts(met(date(2025, 10, 1)), years=again.years)
    assert read(band, early, date(2028, 3, 1), year=TEMPLATE.year(2027), calendar=calendar) is State.MET


def test_who_comes_in_grade_10_has_until_the_end_of_grade_10():
    band = clause(Count(CONFERENCE), Window(Each.BAND), grades=("09", "10"))
    assert found(band, facts(years=(at_school("10", new=True),))).due_on == date(2027, 5, 28)
    assert found(band, facts(years=(at_school("09", new=True),))).due_on == date(2028, 5, 28)
    assert found(band, facts(years=(at_school("09"),))).projected, "next year's calendar was guessed"


@pytest.mark.parametrize(
    ("applies", "why"),
    [
        ({"grades": ("07",)}, "other_grade"),
        ({"programs": ("ess",)}, "other_program"),
        ({"without_programs": ("alternative",)}, "other_program"),
        ({"students": "new"}, "only_new"),
        ({"enrolled_quarters": (2, 3)}, "other_quarter"),
        ({"cohorts_from": 2027}, "other_cohort"),
    ],
)
def test_who_a_clause_does_not_apply_to_is_told_why(applies, why):
    student = facts(years=(at_school("09", programs=(("alternative", FALL),)),), cohort=2026)
    one = found(clause(Count(CONFERENCE), **applies), student)
    assert (one.outcome, one.reason) == (Outcome.NOT_APPLICABLE, why)


def test_who_is_not_at_the_school_this_year_is_not_asked():
    assert found(clause(Count(CONFERENCE)), facts(years=())).reason == "not_enrolled"


# Time limits


def test_a_limit_runs_from_its_anchor_and_what_came_before_counts():
    call = clause(
        Count(Filter(("call",))),
        Window(Each.SCHOOL_YEAR, anchor="start_date", within=2, unit=Unit.WEEKS),
        students="new",
    )
    came = at_school(new=True, enrolled=FALL)
    assert found(call, facts(years=(came,))).due_on == FALL + timedelta(days=14)
    early = Event("e", "call", FALL - timedelta(days=3))
    late = Event("e", "call", FALL + timedelta(days=15))
    assert read(call, facts(early, years=(came,)), SPRING) is State.MET
    assert read(call, facts(late, years=(came,)), SPRING) is State.CLOSED
    assert read(call, facts(years=(came,)), FALL + timedelta(days=15)) is State.OVERDUE


def test_entry_to_grade_7_is_the_first_year_at_or_beyond_it():
    plan = clause(
        Count(Filter(("plan",))), Window(Each.ONCE, anchor="grade_entry", grade="07", within=30, unit=Unit.DAYS)
    )
    assert found(plan, facts(years=(at_school("06"),))).outcome is Outcome.NOT_APPLICABLE
    assert found(plan, facts(years=(at_school("09", new=True),))).due_on == date(2026, 9, 18)


def test_an_eighteenth_birthday_begins_a_limit_in_its_year_only():
    told = clause(Count(Filter(("notice",))), Window(Each.ONCE, anchor="birthday_18", within=10, unit=Unit.SCHOOL_DAYS))
    assert found(told, facts(born_on=date(2009, 2, 28))).due_on == date(2027, 3, 12)
    assert found(told, facts(born_on=date(2012, 2, 29))).outcome is Outcome.NOT_APPLICABLE
    leap = replace(YEAR)
    assert found(told, facts(born_on=date(2008, 2, 29)), leap).outcome is Outcome.NOT_APPLICABLE


def test_five_attempts_are_asked_for_only_until_somebody_answers():
    five = clause(
        Count(Filter(("attempt",)), at_least=5, unless=Filter(("call",))),
        Window(Each.SCHOOL_YEAR, anchor="start_date", within=2, unit=Unit.WEEKS),
    )
    tries = [Event(f"a{at}", "attempt", date(2026, 8, 20)) for at in range(4)]
    assert found(five, facts(*tries)).have == 4
    assert found(five, facts(*tries, Event("c", "call", date(2026, 8, 21)))).reason == "answered"
    assert found(five, facts(*tries, Event("c", "call", date(2026, 10, 21)))).outcome is Outcome.OPEN


# Each of several


def test_attempts_are_counted_for_each_guardian_and_never_asked_for_at_who_may_not_come():
    each = clause(Count(Filter(("attempt",)), at_least=2, each_of=("guardian",)))
    mothers = [Event(f"a{at}", "attempt", FALL, adults=frozenset({"mother"})) for at in range(2)]
    both = found(each, facts(*mothers, adults=("mother", "father")))
    assert (both.outcome, both.have, both.need) == (Outcome.OPEN, 1, 2)
    assert found(each, facts(*mothers)).outcome is Outcome.MET
    gone = replace(facts(*mothers), adults=(Adult("mother"), Adult("father", until=FALL)))
    assert found(each, gone).outcome is Outcome.MET
    assert found(each, facts(adults=())).reason == "nobody_to_ask"


def test_the_yearly_evidence_is_asked_of_student_parent_and_school_each():
    each = clause(Count(Filter(("conference", "signature")), each_of=("student", "parent", "school")))
    student = facts(met(FALL, roles=frozenset({"student", "school"})))
    assert found(each, student).have == 2
    signed = Event("s", "signature", WINTER, roles=frozenset({"parent"}))
    assert found(each, facts(*student.events, signed)).outcome is Outcome.MET


def test_a_family_that_never_came_fails_the_conference_and_meets_the_effort():
    missed = met(FALL, stage=Stage.MISSED, roles=frozenset(), adults=frozenset())
    tries = [Event(f"a{at}", "attempt", FALL, adults=frozenset({"mother"})) for at in range(5)]
    student = facts(missed, *tries)
    assert read(clause(Count(CONFERENCE)), student, date(2027, 7, 1)) is State.CLOSED
    assert read(clause(Effort(CONFERENCE, 5)), student, SPRING) is State.MET
    assert read(clause(Effort(CONFERENCE, 6)), student, SPRING) is State.DUE
    judged = facts(replace(missed, marks=frozenset({"effort"})))
    assert read(clause(Effort(CONFERENCE, 0)), judged, SPRING) is State.MET
    assert read(clause(Effort(CONFERENCE, 0)), facts(missed), SPRING) is State.DUE


# Every conference


def test_every_conference_must_have_what_the_policy_names():
    given = clause(Every(CONFERENCE, marks=("given",), grace=3))
    assert found(given, facts()).reason == "nothing_yet"
    lacking = facts(met(FALL, marks=frozenset({"given"})), met(WINTER))
    one = found(given, lacking)
    assert (one.outcome, one.due_on, one.have, one.need) == (Outcome.OPEN, WINTER + timedelta(days=3), 1, 2)
    assert read(given, lacking, WINTER + timedelta(days=4)) is State.OVERDUE
    whole = facts(*(replace(event, marks=frozenset({"given"})) for event in lacking.events))
    assert read(given, whole, SPRING) is State.MET


@pytest.mark.parametrize(
    ("values", "outcome", "reason"),
    [
        ({"talk": 179}, Outcome.OPEN, "every_lacks"),
        ({"talk": 180}, Outcome.MET, "every_has"),
        ({"talk": 301}, Outcome.MET, "every_has_longer"),
        ({"talk_declined": True}, Outcome.MET, "every_has"),
        ({}, Outcome.OPEN, "every_lacks"),
        ({"roles": frozenset({"student"})}, Outcome.NOT_APPLICABLE, "no_parent_came"),
    ],
)
def test_the_private_talk_counts_when_offered_is_not_asked_without_a_parent_and_may_be_longer(values, outcome, reason):
    one = found(clause(Every(CONFERENCE, talk=(180, 300))), facts(met(FALL, **values)))
    assert (one.outcome, one.reason) == (outcome, reason)


# Waived, optional, duties, schools


def test_a_waiver_holds_only_from_whom_the_policy_names():
    waiver = Waiver("c", YEAR.label, "administrator", "moved abroad for the year")
    student = facts(waivers=(waiver,))
    assert found(clause(Count(CONFERENCE), waived_by=("administrator",)), student).outcome is Outcome.WAIVED
    assert found(clause(Count(CONFERENCE)), student).outcome is Outcome.OPEN
    assert found(clause(Count(CONFERENCE), waived_by=("counselor",)), student).outcome is Outcome.OPEN


def test_what_only_may_be_is_never_asked_for():
    may = clause(Count(CONFERENCE), strength=Strength.MAY)
    assert found(may, facts()).reason == "optional"
    assert found(may, facts(met(FALL))).outcome is Outcome.MET


def test_a_duty_is_met_by_a_recorded_decision_about_it_and_a_school_has_findings_of_its_own():
    duty = clause(Duty(WORDS), scope=Scope.SCHOOL)
    school = StudentFacts("school", events=(Event("d", "decision", FALL, form="c"),))
    assert found(duty, school).outcome is Outcome.MET
    assert (
        found(duty, StudentFacts("school", events=(Event("d", "decision", FALL, form="other"),))).outcome
        is Outcome.OPEN
    )


# Whatever happened

_days = st.dates(date(2025, 7, 1), date(2028, 6, 30))
_events = st.builds(
    Event,
    uid=st.uuids().map(str),
    kind=st.sampled_from(("conference", "attempt", "call", "plan", "note")),
    on=_days,
    grouping=st.sampled_from(("", "individual", "group")),
    stage=st.sampled_from(Stage),
    roles=st.frozensets(st.sampled_from(("student", "parent", "counselor"))),
    adults=st.frozensets(st.sampled_from(("mother", "father"))),
    invited=st.integers(1, 8),
    marks=st.frozensets(st.sampled_from(("given", "filed", "goals"))),
    talk=st.none() | st.integers(0, 600),
    elsewhere=st.sampled_from(("", "Old School")),
)
_filters = st.builds(
    Filter,
    events=st.sampled_from((("conference",), ("conference", "call"), ("attempt",), ("plan",))),
    groupings=st.sampled_from(((), ("group",), ("individual",))),
    counted=st.sampled_from(Counted),
    present=st.sampled_from(((), ("parent",), ("parent", "student"))),
    most_invited=st.sampled_from((0, 5)),
    marks=st.sampled_from(((), ("goals",))),
)
_rules = st.one_of(
    st.builds(
        Count,
        of=_filters,
        at_least=st.integers(1, 3),
        each_of=st.sampled_from(((), ("guardian",), ("parent", "student"))),
    ),
    st.builds(Every, of=_filters, marks=st.just(("given",)), grace=st.integers(0, 9)),
    st.builds(Effort, of=_filters, attempts=st.integers(0, 3)),
)
_windows = st.sampled_from(
    (
        Window(Each.SCHOOL_YEAR),
        Window(Each.QUARTER),
        Window(Each.QUARTER, quarters=(2, 3)),
        Window(Each.BAND),
        Window(Each.SCHOOL_YEAR, part=("late_winter", "year_end")),
        Window(Each.SCHOOL_YEAR, anchor="start_date", within=10, unit=Unit.SCHOOL_DAYS),
        Window(Each.ONCE, anchor="grade_entry", grade="09", within=1, unit=Unit.SEMESTERS),
    )
)
_years = st.sampled_from(("08", "09", "10", "")).map(lambda grade: (at_school(grade),) if grade else ())


@given(_rules, _windows, st.lists(_events, max_size=8), _years, st.randoms(use_true_random=False))
def test_no_clause_is_without_a_state_and_the_order_of_events_says_nothing(rule, window, events, years, order):
    one = clause(rule, window, grades=("09", "10") if window.each is Each.BAND else ())
    student = facts(*events, years=years, adults=("mother", "father"))
    findings = list(judge([one], student, CALENDAR, YEAR))
    assert findings
    order.shuffle(events)
    assert list(judge([one], replace(student, events=tuple(events)), CALENDAR, YEAR)) == findings
    for each in findings:
        states = [state_on(each, Strength.SHALL, YEAR.begins + timedelta(days=day)) for day in range(0, 800, 7)]
        rank = {State.DUE: 0, State.OVERDUE: 1, State.CLOSED: 2}
        ranks = [rank.get(state, 0) for state in states]
        assert ranks == sorted(ranks), "time only ever moves on"
        advised = {state_on(each, Strength.SHOULD, YEAR.begins + timedelta(days=day)) for day in range(0, 800, 7)}
        assert not advised & {State.OVERDUE, State.CLOSED}, "what is only advised is never red"


@given(st.builds(Count, of=_filters, at_least=st.integers(1, 3)), st.lists(_events, max_size=6), _events)
def test_one_event_more_never_takes_away_what_was_met(rule, events, more):
    one = clause(rule)
    before = found(one, facts(*events)).outcome
    after = found(one, facts(*events, more)).outcome
    assert before is not Outcome.MET or after in {Outcome.MET, Outcome.ELSEWHERE}
