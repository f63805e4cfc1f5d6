"""A school year that cannot be is refused with what to mend; the next year falls on the same weekdays."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop import packs
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendar_checks import in_order, named_days, next_year, refuse_gaps, refuse_wrong
from ilp_desktop.domain.policy.calendars import SchoolYear, Stretch
from ilp_desktop.places import FORMS
from ilp_desktop.wording import sentence

DAY = timedelta(days=1)


def year(**more) -> SchoolYear:
    texts = packs.texts(FORMS / "davis")
    template = packs.read_policy(texts, packs.below(FORMS / "davis")).calendar
    assert template is not None
    return replace(template.year(2026), **more)


def stretch(*days) -> Stretch:
    return Stretch(*(date.fromisoformat(day) for day in days))


QUARTERS = year().quarters
CLOSED = year().closed


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"first": date(2026, 6, 30)}, "calendar_outside"),
        ({"last": date(2027, 7, 1)}, "calendar_outside"),
        ({"last": date(2026, 9, 1)}, "calendar_length"),
        ({"quarters": ()}, "calendar_quarters_missing"),
        ({"quarters": (stretch("2026-10-23", "2026-08-19"), *QUARTERS[1:])}, "calendar_quarter_backward"),
        ({"quarters": (*QUARTERS[:3], stretch("2027-03-20", "2027-05-29"))}, "calendar_quarter_outside"),
        ({"quarters": (QUARTERS[0], stretch("2026-10-23", "2027-01-15"))}, "calendar_quarters_overlap"),
        ({"semesters": (stretch("2026-08-19", "2027-01-15"), stretch("2027-01-15", "2027-05-28"))}, "calendar_semesters_overlap"),
        ({"closed": (stretch("2026-11-27", "2026-11-25"),)}, "calendar_break_backward"),
        ({"closed": (stretch("2026-08-17", "2026-08-20"),)}, "calendar_break_outside"),
        ({"closed": (stretch("2026-11-25", "2026-11-27"), stretch("2026-11-27", "2026-11-30"))}, "calendar_breaks_overlap"),
        ({"days": {"late_winter": date(2026, 2, 1)}}, "calendar_day_outside"),
    ],
)  # fmt: skip
def test_a_year_that_cannot_be_is_refused_with_a_sentence_that_says_what_to_mend(wrong, code):
    refuse_wrong(year())
    with pytest.raises(OfficeError) as refused:
        refuse_wrong(in_order(year(**wrong)))
    assert refused.value.code == code
    for language in ("en", "es"):
        assert sentence(refused.value, language)


def test_years_follow_each_other_without_a_gap():
    this = year()
    after = next_year(this)
    refuse_gaps((after, this))
    with pytest.raises(OfficeError, match="calendar_gap"):
        refuse_gaps((this, next_year(after)))
    with pytest.raises(OfficeError, match="calendar_years_overlap"):
        refuse_gaps((this, replace(after, begins=this.ends)))


@settings(deadline=None)
@given(st.integers(0, 40))
def test_the_next_year_falls_on_the_same_weekdays_and_is_in_order(years):
    one = year(closed=CLOSED, days={"late_winter": date(2027, 2, 1)})
    for _year in range(years % 4):
        one = next_year(one)
    after = next_year(one)
    refuse_wrong(after)
    refuse_gaps((one, after))
    assert (after.begins, after.ends) == (one.ends + DAY, date(one.ends.year + 1, 6, 30))
    assert after.label == f"{one.begins.year + 1}-{(one.begins.year + 2) % 100:02}"
    for was, will in zip(
        (*one.quarters, *one.semesters, *one.closed), (*after.quarters, *after.semesters, *after.closed), strict=True
    ):
        assert (was.first.weekday(), was.last.weekday()) == (will.first.weekday(), will.last.weekday())
    assert after.days["late_winter"].weekday() == one.days["late_winter"].weekday()


@settings(deadline=None)
@given(st.permutations(range(len(CLOSED))))
def test_breaks_stand_by_day_in_whatever_order_they_were_added(order):
    one = in_order(year(closed=tuple(CLOSED[at] for at in order)))
    refuse_wrong(one)
    assert all(before.last < after.first for before, after in pairwise(one.closed))


def test_the_days_that_clauses_speak_of_are_collected_with_the_clauses():
    texts = packs.texts(FORMS / "policy-4020")
    policy = packs.read_policy(texts, packs.below(FORMS / "policy-4020"))
    found = {day.name: day for day in named_days(policy.clauses, year(days={"picnic": date(2027, 5, 1)}))}
    assert set(found) == {"late_winter", "picnic"}
    assert found["late_winter"].on is None
    assert found["late_winter"].clauses
    assert not found["picnic"].clauses
