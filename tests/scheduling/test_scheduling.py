"""A conference day that holds: nobody in two places, interpreters for who needs one, siblings one after another."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scheduling_days import EVENING, an_evening

from bench.schedules import a_whole_school
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedules import Bound, Clash, Day, Hours, Laid, Meeting, apart, blocked
from ilp_desktop.domain.watching import Watch
from ilp_desktop.scheduling.filling import fill
from ilp_desktop.scheduling.solving import solve


def meeting(key, *staff, people=(), **more):
    return Meeting(key, staff, frozenset(people or {f"child {key}"}), more.pop("minutes", 15), **more)


def day(*meetings, staff=2, hours=None, step=15, **more):
    return Day(tuple(meetings), hours or an_evening(staff), step, **more)


@st.composite
def days(draw):
    """Small days in which not everything fits: two hours, three staff, four people, one interpreter, two rooms."""
    starts = [Hours(0, 60), Hours(30, 90), Hours(0, 90)]
    meetings = [
        Meeting(
            key,
            tuple(draw(st.sets(st.integers(0, 2), min_size=1, max_size=2))),
            frozenset(draw(st.sets(st.sampled_from("abcd"), max_size=2))),
            draw(st.sampled_from([30, 60])),
            tuple(draw(st.lists(st.sampled_from(starts), max_size=1))),
            draw(st.sampled_from(["", "x"])),
            draw(st.sampled_from(["", "", "es"])),
            draw(st.sampled_from([None, None, None, 0, 30])),
        )
        for key in range(draw(st.integers(1, 5)))
    ]
    hours = {one: (draw(st.sampled_from(starts)),) for one in range(3)}
    return Day(tuple(meetings), hours, 30, {"es": 1}, draw(st.sampled_from([0, 2])))


def best_by_counting(one: Day) -> int:
    """How many meetings can have a place, by trying every day there is."""
    choices = [
        [(each.key, start) for start in one.starts(each)] + ([] if each.fixed is not None else [None])
        for each in one.meetings
    ]
    fixed = {each.key for each in one.meetings if each.fixed is not None}
    most = 0
    for picked in product(*choices):
        placing = dict(each for each in picked if each is not None)
        if len(placing) > most and all(clash.meeting in fixed for clash in Laid(one, placing).clashes()):
            most = len(placing)
    return most


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_the_day_found_holds_and_there_is_none_that_places_more(one):
    found = solve(one, seconds=20)
    fixed = {each.key: each.fixed for each in one.meetings if each.fixed is not None}
    assert fixed.items() <= dict(found.placing).items(), "what a person fixed stays"
    assert all(clash.meeting in fixed for clash in Laid(one, found.placing).clashes())
    assert found.is_best
    assert len(found.placing) == best_by_counting(one) == found.at_most
    kept_off = sorted(key for each in found.blocked for key in each.meetings)
    assert kept_off == sorted(each.key for each in one.meetings if each.key not in found.placing)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(days())
def test_a_day_filled_in_order_holds_and_the_one_found_is_no_worse(one):
    fixed = {each.key for each in one.meetings if each.fixed is not None}
    placing = fill(one)
    assert all(clash.meeting in fixed for clash in Laid(one, placing).clashes())
    found = solve(one, placing, seconds=20)
    assert (-len(found.placing), found.waits) <= (-len(placing), apart(one, placing))


def test_what_clashes_is_told_with_whose_time_it_is_and_which_meeting_is_there():
    one = day(
        meeting(1, 0, people={"Ana"}),
        meeting(2, 0),
        meeting(3, 1, people={"Ana"}),
        meeting(4, 1, within=(Hours(960, 990),)),
    )
    laid = Laid(one, {1: 960, 2: 965, 3: 970})
    assert laid.clashes_at(2, 965) == (Clash(2, Bound.STAFF, "0", 1),)
    assert laid.clashes_at(3, 970) == (Clash(3, Bound.PERSON, "Ana", 1),)
    assert laid.clashes_at(3, 975) == ()
    assert laid.clashes_at(4, 1000) == (Clash(4, Bound.FAMILY_HOURS),)
    assert laid.clashes_at(4, 900) == (Clash(4, Bound.STAFF_HOURS, "1"), Clash(4, Bound.FAMILY_HOURS))
    assert {clash.meeting for clash in laid.clashes()} == {1, 2, 3}
    laid.lift(1)
    assert laid.clashes() == ()


def test_nobody_meets_in_the_break_and_no_meeting_reaches_into_it():
    starts = day(meeting(1, 0, minutes=30)).starts(meeting(1, 0, minutes=30))
    assert 18 * 60 - 30 in starts
    assert not any(18 * 60 - 30 < start < 18 * 60 + 15 for start in starts)
    assert max(starts) + 30 <= EVENING.ends


def test_siblings_come_one_after_another():
    children = [meeting(key, key % 4, people={"Mei", f"child {key}"}, together="Chen") for key in range(3)]
    others = [meeting(10 + key, key % 4) for key in range(50)]
    found = solve(day(*others, *children, staff=4), seconds=20)
    assert found.waits == 0
    assert len(found.placing) == 53


def test_one_interpreter_is_in_one_place_at_a_time_and_the_language_is_named_when_there_are_too_few():
    families = [meeting(key, key, language="so") for key in range(20)]
    found = solve(day(*families, staff=20, interpreters={"so": 1}), seconds=20)
    assert found.is_best
    assert len(found.placing) == found.at_most == 15, "four hours less the break hold fifteen"
    (why,) = found.blocked
    assert (why.bound, why.whose, len(why.meetings)) == (Bound.INTERPRETER, "so", 5)


def test_a_teacher_with_more_families_than_times_is_named():
    found = solve(day(*(meeting(key, 0) for key in range(18)), meeting(50, 1)), seconds=20)
    (why,) = found.blocked
    assert (why.bound, why.whose, len(why.meetings)) == (Bound.STAFF, "0", 3)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (day(meeting(1, 7)), Bound.STAFF_HOURS),
        (day(meeting(1, 0, minutes=600)), Bound.STAFF_HOURS),
        (day(meeting(1, 0, within=(Hours(0, 60),))), Bound.FAMILY_HOURS),
        (
            day(meeting(1, 0), meeting(2, 1, fixed=None), rooms=1, hours=dict.fromkeys((0, 1), (Hours(0, 15),))),
            Bound.ROOM,
        ),
    ],
)
def test_who_has_no_time_at_all_is_told_whose_hours_are_to_blame(one, why):
    found = solve(one, seconds=5)
    assert [each.bound for each in found.blocked] == [why]


def test_what_a_person_fixed_stays_though_it_clashes_and_the_others_go_around_it():
    one = day(meeting(1, 0, fixed=960), meeting(2, 0, fixed=960), *(meeting(key, 0) for key in range(3, 17)))
    found = solve(one, seconds=20)
    assert (found.placing[1], found.placing[2]) == (960, 960)
    assert len(found.placing) == 16
    assert {clash.meeting for clash in Laid(one, found.placing).clashes()} == {1, 2}


def test_the_evening_of_a_whole_school_is_found_with_everybody_in_it():
    one = a_whole_school()
    assert len({each.together or each.key for each in one.meetings}) > 900
    found = solve(one, seconds=60)
    assert Laid(one, found.placing).clashes() == ()
    assert len(found.placing) == len(one.meetings)
    assert found.waits <= apart(one, fill(one))
    assert found.blocked == ()


def test_an_evening_with_too_few_interpreters_places_all_the_others_and_says_what_is_short():
    one = a_whole_school(interpreters=2)
    first = fill(one)
    found = solve(one, seconds=3)
    assert Laid(one, found.placing).clashes() == ()
    assert len(first) <= len(found.placing) <= found.at_most < len(one.meetings)
    assert found.blocked[0].bound is Bound.INTERPRETER


def test_stopped_it_gives_nothing_and_says_so():
    heard = []

    def tell(step, done, total):
        heard.append((step, total))

    with pytest.raises(OfficeError) as stopped:
        solve(a_whole_school(interpreters=2), seconds=60, watch=Watch(tell, lambda: len(heard) > 2))
    assert stopped.value.code == "stopped"
    assert heard[0] == ("placed", len(a_whole_school().meetings))


def test_a_change_by_hand_is_told_with_who_is_in_the_way_and_undone_by_the_next():
    one = a_whole_school()
    placing = fill(one)
    laid = Laid(one, placing)
    first, second = _two_of_a_teacher(one, placing)
    assert [clash.other for clash in laid.clashes_at(first, placing[second]) if clash.bound is Bound.STAFF] == [second]
    laid.lift(second)
    assert not any(clash.bound is Bound.STAFF for clash in laid.clashes_at(first, placing[second]))
    kept_off = {key for one_of in blocked(one, laid.placing) for key in one_of.meetings}
    assert second not in kept_off, "its own place is free: nothing keeps it off"


def _two_of_a_teacher(one, placing):
    mine = [each.key for each in one.meetings if each.staff == (0,) and each.key in placing]
    return mine[0], mine[1]
