"""Every clause of every shipped set can be met in the program: by its own records, or by the form that the clause gets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ilp_desktop import packs
from ilp_desktop.domain.policy.calendars import SchoolCalendar
from ilp_desktop.domain.policy.clauses import EVENTS, MARKS, ROLES, Count, Counted, Effort, Every, Scope
from ilp_desktop.domain.policy.facts import Adult, Event, StudentFacts, YearAtSchool
from ilp_desktop.domain.policy.findings import Outcome
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.domain.policy.recording import attempts_before, group_cap, lacking, offers, programs_of
from ilp_desktop.places import FORMS
from ilp_desktop.wording import evidence as words

OWN_MARKS = frozenset(
    {
        "strengths", "improvement", "data", "goals", "goals_joint", "goals_student", "steps", "support", "given", "filed",
        "statement", "signed_student", "signed_parent", "signed_educator",
    }
)  # fmt: skip
"""What ``services/policy_meetings.py`` sets of a conference held in the program, besides what fields of a set show."""
OWN_ROLES = frozenset({"student", "parent", "school", "counselor", "teacher", "administrator", "career_staff"})
SETS = sorted(each.name for each in FORMS.iterdir() if (each / "clauses.toml").is_file())
STARTS = 2026


def policy_of(name):
    files = packs.texts(FORMS / name)
    return packs.read_policy(files, packs.below(FORMS / name))


CLAUSES = [(policy_of(name), clause) for name in SETS for clause in policy_of(name).sets[-1].clauses]


def days(calendar):
    """One day of each of many weeks: whatever the window, some lie in it."""
    first = calendar.years[0].first
    return [first + timedelta(days=day) for day in range(0, 290, 3)]


def recorded(offer, on, number):
    """What the form for an offer writes down when everything that it offers is filled in: it adds nothing of its own."""
    marks = frozenset(offer.marks)
    if offer.only_elsewhere or not offer.makes:
        marks |= OWN_MARKS  # of a plan or a conference of the program itself, to which marks are added
    return Event(
        uid=f"{offer.kind}{number}",
        kind=offer.kind,
        on=on,
        form=next(iter(offer.forms), ""),
        grouping=next(iter(offer.groupings), "individual" if offer.kind == "conference" else ""),
        # Who came to a conference is always asked; of a plan, the program knows it.
        roles=frozenset(offer.roles)
        | (OWN_ROLES if offer.only_elsewhere else {"parent"} if offer.kind == "conference" else frozenset()),
        adults=frozenset({"mother"}),
        invited=min(offer.most_invited or 1, 5),
        marks=marks,
    )


@pytest.mark.parametrize(("policy", "clause"), CLAUSES, ids=[clause.clause_id for _policy, clause in CLAUSES])
def test_every_clause_can_be_met_by_the_programs_own_records_or_by_its_form(policy, clause):
    made = offers(clause)
    assert made
    year = policy.calendar.year(STARTS)
    calendar = SchoolCalendar((year,))
    grade = next(iter(clause.applies.grades), "09")
    quarter = year.quarters[(clause.applies.enrolled_quarters or (1,))[0] - 1].first
    programs = tuple((one, quarter) for one in (*clause.applies.programs, clause.window.program) if one)
    facts = StudentFacts(
        uid="1",
        years=(YearAtSchool(year.label, grade, quarter, quarter, clause.applies.students != "returning", programs),)
        if clause.scope is Scope.STUDENT
        else (),
        events=tuple(
            recorded(offer, on, number) for offer in made for number, on in enumerate(days(calendar)) if on >= quarter
        )
        + tuple(recorded(offer, year.begins, "early") for offer in made),
        adults=(Adult("mother"),),
        born_on=date(2010, 1, 1),
        cohort=clause.applies.cohorts_from or STARTS,
    )
    found = list(judge([clause], facts, calendar, year))
    assert {one.outcome for one in found} <= {Outcome.MET, Outcome.LATE, Outcome.NOT_APPLICABLE}
    assert any(one.outcome is Outcome.MET for one in found), found
    without = replace(facts, events=())
    assert all(one.outcome is not Outcome.MET for one in judge([clause], without, calendar, year))


@pytest.mark.parametrize(("policy", "clause"), CLAUSES, ids=[clause.clause_id for _policy, clause in CLAUSES])
def test_the_form_of_a_clause_offers_what_its_rule_asks_and_nothing_else(policy, clause):
    rule = clause.rule
    for offer in offers(clause):
        assert offer.kind in EVENTS
        if isinstance(rule, (Count, Every)):
            filters = [rule.of, *([rule.unless] if isinstance(rule, Count) and rule.unless else [])]
            asked = [one for one in filters if offer.kind in one.events and offer.forms == one.forms]
            has = {mark for one in asked for mark in one.marks} | set(getattr(rule, "marks", ()))
            spread = {"signed_parent", "signed_student"} if "signed_family" in has else set()
            talk = {"consultation"} if getattr(rule, "talk", None) else set()
            assert set(offer.marks) == (has - {"signed_family"}) | spread | talk
        elif isinstance(rule, Effort) and rule.attempts:
            assert (offer.kind, offer.marks) == ("attempt", ())


def test_marks_are_added_to_what_is_there_and_lacks_them():
    clause = policy_of("kentucky").clause("ky-ilpa-entered")
    document = Event("a", "document", date(2026, 10, 1), form="ilpa")
    assert lacking(clause, document) == ("external",)
    assert lacking(clause, replace(document, marks=frozenset({"external"}))) == ()
    assert lacking(clause, replace(document, form="egp_intent")) == ()
    talk = policy_of("davis").clause("dav-talk")
    conference = Event("b", "conference", date(2026, 10, 1), grouping="individual")
    assert lacking(talk, conference) == ("consultation",)
    assert lacking(talk, replace(conference, talk=200)) == ()
    assert lacking(talk, replace(conference, talk_declined=True)) == ()


def test_a_template_for_nobody_reached_waits_for_as_many_attempts_as_the_set_counts():
    stride = policy_of("stride")
    assert attempts_before(stride, "welcome_no_contact") == 5
    assert attempts_before(stride, "welcome_note") == 0
    assert attempts_before(policy_of("davis"), "conference_letter") == 0


def test_how_many_may_be_invited_to_a_group_is_the_sets_own():
    assert group_cap(policy_of("millard")) == 5
    assert group_cap(policy_of("davis")) >= 28
    assert group_cap(policy_of("kentucky")) == 0


def test_programs_are_those_that_the_policy_speaks_of():
    assert programs_of(policy_of("kentucky"))[:1] == ("egp",)
    assert {"alternative", "alternative_return", "ess", "kecsac"} <= set(programs_of(policy_of("kentucky")))
    assert programs_of(policy_of("policy-4020")) == ()


def test_every_word_that_a_form_can_ask_has_words_for_people():
    assert set(words.MARKS) == set(MARKS)
    assert set(words.EVENTS) == set(EVENTS)
    assert set(words.ROLES) == set(ROLES)
    assert all(words.program_words(one) for name in SETS for one in programs_of(policy_of(name)))
    assert words.program_words("my_own-one") == "My own one"


def test_a_clause_that_counts_offers_has_a_form_too():
    assert any(
        isinstance(clause.rule, Count) and clause.rule.of.counted is Counted.OFFERED for _policy, clause in CLAUSES
    )
