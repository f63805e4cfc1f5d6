"""No number of fewer than ten students is in a public report, and none can be computed from what is."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop.domain.policy.proofs import MEASURES, Group, Proof, public_numbers
from ilp_desktop.domain.policy.suppression import EVERY_GRADE, EVERY_SCHOOL, LEAST, unsaid, with_sums


def computable(table, hidden) -> set:
    """Return the hidden numbers that somebody who solves all the sums for what is unknown finds exactly."""
    unknown = sorted(hidden)
    rows = []
    for line in lines(table):
        known = sum((1 if key == line[-1] else -1) * table[key] for key in line if key not in hidden)
        rows.append(
            [Fraction(0 if key not in line else -1 if key == line[-1] else 1) for key in unknown] + [Fraction(known)]
        )
    pivots = eliminated(rows, len(unknown))
    return {unknown[at] for at, row in pivots.items() if sum(value != 0 for value in row[:-1]) == 1}


def eliminated(rows, width):
    pivots, top = {}, 0
    for column in range(width):
        found = next((n for n in range(top, len(rows)) if rows[n][column]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for n in range(len(rows)):
            if n != top and rows[n][column]:
                times = rows[n][column]
                rows[n] = [value - times * other for value, other in zip(rows[n], rows[top], strict=True)]
        pivots[column] = top
        top += 1
    return {column: rows[at] for column, at in pivots.items()}


def lines(table):
    schools = {school for school, _grade in table}
    grades = {grade for _school, grade in table}
    for school in schools:
        parts = [key for key in table if key[0] == school and key[1] != EVERY_GRADE]
        yield [*parts, (school, EVERY_GRADE)]
    for grade in grades:
        parts = [key for key in table if key[1] == grade and key[0] != EVERY_SCHOOL]
        yield [*parts, (EVERY_SCHOOL, grade)]


def small(number):
    return 0 < number < LEAST


@st.composite
def groups(draw):
    found = []
    for school in range(1, draw(st.integers(1, 3)) + 1):
        for grade in draw(st.lists(st.sampled_from(["00", "01", "02", "07", "08"]), min_size=1, unique=True)):
            students = draw(st.one_of(st.integers(1, 30), st.integers(10, 90)))
            met = draw(st.integers(0, students))
            family = draw(st.integers(0, met))
            talk, copies = draw(st.integers(0, family)), draw(st.integers(0, met))
            found.append(Group(school, grade, students, met, family, talk, copies, draw(st.integers(0, students)), met))
    return tuple(found)


def proof_of(some):
    return Proof("", 1, "", "", "2026-27", "2026-11-24", "all", (), (), some, (), ())


@settings(max_examples=250, deadline=None)
@given(groups())
def test_whoever_does_the_sums_learns_no_number_of_fewer_than_ten_students(some):
    said = public_numbers(proof_of(some))
    for measure, among in MEASURES.items():
        table = with_sums({(g.school, g.grade): getattr(g, measure) for g in some})
        hidden = {key for key, number in said[measure].items() if number is None}
        assert not any(small(said[measure][key]) for key in table if key not in hidden)
        assert all(said[measure][key] == table[key] for key in table if key not in hidden)
        assert computable(table, hidden) == set()
        for line in lines(table):
            unknown = [key for key in line if key in hidden]
            if unknown and line[-1] not in hidden:
                assert not small(sum(table[key] for key in unknown))
        if among:
            both = [key for key in table if key not in hidden]
            assert all(said[among][key] is not None for key in both)
            assert not any(small(said[among][key] - table[key]) for key in both)


def test_with_only_the_small_numbers_left_out_one_can_be_computed():
    """The control: the smallest number is the sum less the rest."""
    table = with_sums({(1, "00"): 4, (1, "01"): 30, (1, "02"): 40})
    few = {key for key, number in table.items() if small(number)}
    assert computable(table, few)
    assert computable(table, unsaid(table)) == set()


def test_numbers_that_tell_of_nobody_are_all_shown():
    table = with_sums({(1, "00"): 40, (1, "01"): 30})
    assert unsaid(table, table) == frozenset()


def test_a_school_with_one_small_grade_still_says_how_many_there_are_in_all():
    table = with_sums({(1, "00"): 4, (1, "01"): 30, (1, "02"): 40})
    hidden = unsaid(table)
    assert (EVERY_SCHOOL, EVERY_GRADE) not in hidden
    assert (1, "01") in hidden
    assert (1, "02") not in hidden


def test_the_report_of_one_school_cannot_be_taken_from_that_of_all():
    table = with_sums({(1, "00"): 40, (1, "01"): 30, (2, "00"): 25, (2, "01"): 6})
    hidden = unsaid(table)
    assert (2, "01") in hidden
    assert {(1, "01"), (EVERY_SCHOOL, "01")} & hidden
