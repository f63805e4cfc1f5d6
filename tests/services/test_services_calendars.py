"""The school's own calendar: begun from the policy's usual year, checked, compared, kept; what falls due follows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from services_kept import changed_between, kept, told_of
from sqlalchemy import select, update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.calendar_checks import next_year
from ilp_desktop.domain.policy.calendars import Stretch
from ilp_desktop.places import FORMS
from ilp_desktop.services.calendars import Calendars
from ilp_desktop.services.findings import Findings
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.tables import school_year, year_at_school

WEEK = timedelta(weeks=1)


@pytest.fixture
def calendars(school):
    for at, grade in enumerate(("02", "07", "10")):
        school.adult(school.child(f"Child{at}", "Of", grade), f"Adult{at}", "Of")
    Packs(school.desk()).adopt(FORMS / "davis")
    Findings(school.desk()).catch_up()
    return Calendars(school.desk())


def later(year, by=WEEK):
    """The same year with school beginning later, the first term with it."""
    first = year.first + by
    return replace(
        year,
        first=first,
        quarters=(Stretch(first, year.quarters[0].last), *year.quarters[1:]),
        semesters=(Stretch(first, year.semesters[0].last), *year.semesters[1:]),
    )


def test_a_school_begins_with_its_policys_usual_year(calendars):
    state = calendars.state()
    assert (state.is_own, state.may_change) == (False, True)
    assert [year.label for year in state.years] == ["2026-27"]
    assert state.years == (state.current,)
    assert len(state.current.quarters) == 4


# R115
def test_a_later_first_day_moves_what_is_due_exactly_as_it_was_told_before(school, calendars):
    year = later(calendars.state().current)
    told, before = calendars.compare(year), kept(school)
    assert kept(school) == before
    assert told.due_moves
    with school.store.read() as connection:
        assert connection.execute(select(school_year)).first() is None
    assert calendars.save(year).touches(Kind.POLICY)
    Findings(school.desk()).catch_up()
    assert told_of(told) == changed_between(before, kept(school))
    with school.store.read() as connection:
        starts = set(connection.execute(select(year_at_school.c.started_on)).scalars())
    assert starts == {year.first}


def test_a_start_that_a_person_wrote_down_stays_where_it_is(school, calendars):
    wrote = date(2026, 8, 19)
    with school.store.write() as connection:
        connection.execute(
            update(year_at_school)
            .where(year_at_school.c.student_id == school.camila_id)
            .values(started_on=wrote, version=2)
        )
    calendars.save(later(calendars.state().current))
    with school.store.read() as connection:
        days = {row.student_id: row.started_on for row in connection.execute(select(year_at_school))}
    assert days.pop(school.camila_id) == wrote
    assert set(days.values()) == {wrote + WEEK}


def test_the_first_year_kept_takes_the_usual_years_before_it_and_the_next_is_made_in_one_step(calendars):
    calendars.save(calendars.state().current)
    assert [year.label for year in calendars.state().years] == ["2025-26", "2026-27"]
    made = calendars.next_year()
    assert (made.label, made.first) == ("2027-28", date(2027, 8, 18))
    calendars.save(made)
    state = calendars.state()
    assert [year.label for year in state.years] == ["2025-26", "2026-27", "2027-28"]
    assert (state.is_own, state.current.label) == (True, "2026-27")
    with pytest.raises(OfficeError, match="calendar_gap"):
        calendars.save(next_year(next_year(state.years[-1])))


def test_breaks_are_kept_by_day_and_come_back_as_they_were_saved(calendars):
    year = calendars.state().current
    added = Stretch(date(2026, 10, 12), date(2026, 10, 16))
    calendars.save(replace(year, closed=(*year.closed, added)))
    now = calendars.state().current
    assert added in now.closed
    assert list(now.closed) == sorted(now.closed, key=lambda each: each.first)
    assert not now.projected
    calendars.save(replace(now, closed=tuple(each for each in now.closed if each != added)))
    assert calendars.state().current.closed == year.closed


def test_a_year_that_cannot_be_changes_nothing(school, calendars):
    year, before = calendars.state().current, kept(school)
    wrong = replace(year, closed=(Stretch(date(2026, 7, 4), date(2026, 7, 5)),))
    for verb in (calendars.save, calendars.compare):
        with pytest.raises(OfficeError, match="calendar_break_outside"):
            verb(wrong)
    Findings(school.desk()).catch_up()
    assert kept(school) == before
    assert not calendars.state().is_own


def test_all_of_the_staff_read_the_calendar_and_the_lead_and_the_principal_change_it(school, calendars):
    for role in Role:
        theirs = Calendars(school.desk(role))
        may = role in {Role.LEAD, Role.PRINCIPAL}
        assert theirs.state().may_change is may
        if may:
            theirs.save(theirs.state().current)
        else:
            for verb in (theirs.next_year, lambda here=theirs: here.save(here.state().current)):
                with pytest.raises(OfficeError, match="calendar_not_yours"):
                    verb()


def test_without_a_policy_there_is_no_year_to_begin_with(school):
    calendars = Calendars(school.desk())
    assert calendars.state().years == ()
    with pytest.raises(OfficeError, match="calendar_none"):
        calendars.next_year()
