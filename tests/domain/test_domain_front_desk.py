"""Where a family stands at a moment, how late the staff run, and what is free."""

from dataclasses import replace

import pytest

from ilp_desktop.domain.conferences import ConferenceState, DayRow
from ilp_desktop.domain.front_desk import Hours, Standing, Stretch, behind, free_times, later, standing_of, time_of

ROW = DayRow(1, 1, "09:00", 20, "Dao Nguyen", "06", "Iris Park", "in_person", "", ConferenceState.SCHEDULED, mine=True)
NINE = 9 * 60


def row(state=ConferenceState.SCHEDULED, at="09:00", **more):
    return replace(ROW, state=state, starts_at=at, **more)


@pytest.mark.parametrize(
    ("state", "at", "standing"),
    [
        (ConferenceState.SCHEDULED, "09:30", Standing.EXPECTED),
        (ConferenceState.RUNNING_LATE, "09:30", Standing.EXPECTED),
        (ConferenceState.CHECKED_IN, "09:00", Standing.ARRIVED),
        (ConferenceState.CHECKED_IN, "09:01", Standing.WAITING),
        (ConferenceState.IN_CONFERENCE, "09:30", Standing.IN_CONFERENCE),
        (ConferenceState.TO_SIGN, "09:30", Standing.DONE),
        (ConferenceState.SIGNED, "09:30", Standing.DONE),
        (ConferenceState.MISSED, "09:30", Standing.MISSED),
    ],
)
def test_a_family_stands_in_one_column_at_a_time(state, at, standing):
    assert standing_of(row(state), at) is standing


def test_who_waits_for_a_free_time_waits_from_the_first_minute():
    assert standing_of(row(ConferenceState.CHECKED_IN, stands_by=True), "08:00") is Standing.WAITING


IN, HERE = ConferenceState.IN_CONFERENCE, ConferenceState.CHECKED_IN


@pytest.mark.parametrize(
    ("why", "rows", "now", "minutes"),
    [
        ("begun on time, the next at twenty past", [(row(IN), NINE, NINE), (row(at="09:20"), -1, -1)], NINE + 5, 0),
        ("begun ten minutes late", [(row(IN), NINE + 10, NINE), (row(at="09:20"), -1, -1)], NINE + 15, 10),
        ("runs over its time", [(row(IN), NINE, NINE), (row(at="09:20"), -1, -1)], NINE + 35, 15),
        ("nobody comes after it", [(row(IN), NINE, NINE)], NINE + 55, 0),
        ("a family is here and waits", [(row(HERE), -1, NINE - 10)], NINE + 12, 12),
        ("the family came late itself", [(row(HERE), -1, NINE + 10)], NINE + 12, 2),
        ("the family is not here", [(row(), -1, -1)], NINE + 12, 0),
        ("one was not there at its turn", [(row(at="08:20"), -1, -1), (row(IN), NINE, NINE)], NINE + 5, 0),
        ("it is before its time", [(row(HERE), -1, NINE - 20)], NINE - 5, 0),
    ],
)
def test_the_desk_sees_by_how_much_somebody_runs_late(why, rows, now, minutes):
    assert behind(rows, now) == minutes, why


def test_free_times_lie_between_what_is_taken_and_within_the_hours():
    hours = Hours((Stretch(480, 560), Stretch(600, 640)), (Stretch(500, 520),))
    assert [time_of(at) for at in free_times(hours, 20)] == ["08:00", "08:40", "09:00", "10:00", "10:20"]
    assert [time_of(at) for at in free_times(hours, 20, since=523)] == ["08:45", "10:00", "10:20"]
    assert [time_of(at) for at in free_times(hours, 20, until=620)] == ["08:00", "08:40", "09:00", "10:00"]
    assert free_times(Hours(()), 20) == ()


def test_a_time_later_than_the_day_is_none():
    assert later("09:50", 15) == "10:05"
    assert later("23:50", 15) == ""
    assert later("00:05", -10) == ""
