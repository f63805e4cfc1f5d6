"""What an adult may do for a student: the day before, on the day, and after."""

from datetime import date, timedelta

import pytest

from ilp_desktop.domain.guardianship import (
    BY_GRANT_ONLY,
    KEPT_AT_18,
    GivenBy,
    Grant,
    Guardianship,
    Right,
    eighteenth_birthday,
    is_adult,
    rights_on,
)

ALL, NONE = frozenset(Right), frozenset[Right]()
DAY = timedelta(days=1)
BEGIN, END = date(2026, 9, 1), date(2027, 3, 1)
BORN = date(2016, 3, 4)
BIRTHDAY = date(2034, 3, 4)


def rights(on: date, birth_date: date | None = BORN, **values) -> frozenset[Right]:
    return rights_on(Guardianship(values.pop("relationship", "mother"), **values), birth_date, on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(BEGIN - DAY, NONE), (BEGIN, ALL), (BEGIN + DAY, ALL), (END - DAY, ALL), (END, NONE), (END + DAY, NONE)],
)
def test_a_dated_relation_holds_from_its_first_day_and_no_longer_on_the_day_it_ends(on, expected):
    assert rights(on, begins_on=BEGIN, ends_on=END) == expected


def test_a_relation_without_dates_holds_always():
    assert rights(date(2000, 1, 1)) == rights(date(2033, 12, 31)) == ALL


def test_what_was_taken_stays_taken_and_the_rest_is_kept():
    assert rights(BEGIN, may=ALL - {Right.SIGN}) == ALL - {Right.SIGN}


@pytest.mark.parametrize("granted", [(), (Grant(Right.SEE, GivenBy.OFFICE, BEGIN),)])
def test_somebody_barred_may_nothing_whatever_else_is_written(granted):
    for birth_date in (BORN, date(2000, 1, 1)):
        assert rights(BEGIN, birth_date, barred=True, grants=granted) == NONE


@pytest.mark.parametrize(
    ("born", "first_day"),
    [
        (date(2008, 11, 24), date(2026, 11, 24)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 2, 28), date(2026, 2, 28)),
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_rights_pass_to_the_student_on_the_eighteenth_birthday_and_not_a_day_before(born, first_day):
    assert eighteenth_birthday(born) == first_day
    assert not is_adult(born, first_day - DAY)
    assert is_adult(born, first_day)
    assert rights(first_day - DAY, born) == ALL
    assert rights(first_day, born) == rights(first_day + DAY, born) == KEPT_AT_18 == NONE


def test_without_a_date_of_birth_nobody_is_taken_for_18():
    assert not is_adult(None, date(2100, 1, 1))
    assert rights(date(2100, 1, 1), None) == ALL


@pytest.mark.parametrize("given_by", GivenBy)
def test_at_18_an_adult_keeps_what_was_granted_for_it(given_by):
    grants = (
        Grant(Right.ATTEND, given_by, BIRTHDAY),
        Grant(Right.SEE, given_by, BIRTHDAY + 10 * DAY, BIRTHDAY + 20 * DAY),
    )
    at = {days: rights(BIRTHDAY + days * DAY, grants=grants) for days in (-1, 0, 9, 10, 19, 20)}
    attend, both = frozenset({Right.ATTEND}), frozenset({Right.ATTEND, Right.SEE})
    assert at == {-1: ALL, 0: attend, 9: attend, 10: both, 19: both, 20: attend}


def test_what_was_granted_for_a_child_ends_with_childhood():
    grants = (Grant(Right.SIGN, GivenBy.OFFICE, BIRTHDAY - DAY),)
    assert rights(BIRTHDAY - DAY, relationship="caseworker", grants=grants) == {Right.SIGN}
    assert rights(BIRTHDAY, relationship="caseworker", grants=grants) == NONE


def test_the_students_grant_outweighs_what_was_taken_from_a_parent_before():
    grants = (Grant(Right.SEE, GivenBy.STUDENT, BIRTHDAY),)
    assert rights(BIRTHDAY, may=NONE, grants=grants) == {Right.SEE}
    assert rights(BIRTHDAY, may=NONE, grants=grants, ends_on=BIRTHDAY) == NONE, "whose relation is over has nothing"


@pytest.mark.parametrize("relationship", [*sorted(BY_GRANT_ONLY), "Foster Parent", " case-worker"])
def test_an_agency_or_foster_contact_has_only_what_the_office_granted_with_dates(relationship):
    assert rights(BEGIN, relationship=relationship) == NONE
    grants = tuple(Grant(right, GivenBy.OFFICE, BEGIN, END) for right in (Right.SEE, Right.ATTEND))
    at = {on: rights(on, relationship=relationship, grants=grants) for on in (BEGIN - DAY, BEGIN, END - DAY, END)}
    given = frozenset({Right.SEE, Right.ATTEND})
    assert at == {BEGIN - DAY: NONE, BEGIN: given, END - DAY: given, END: NONE}
    taken = rights(BEGIN, relationship=relationship, grants=grants, may=ALL - {Right.SEE})
    assert taken == {Right.ATTEND}, "what was taken is not given back by a grant for a child"


def test_a_child_grants_nothing():
    grants = (Grant(Right.SEE, GivenBy.STUDENT, BEGIN),)
    assert rights(BEGIN, relationship="agency", grants=grants) == NONE
