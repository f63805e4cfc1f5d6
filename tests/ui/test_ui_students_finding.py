"""What was typed and what was found, without a window."""

from ilp_desktop.domain.students import StudentRow
from ilp_desktop.ui.students import finding
from ilp_desktop.ui.students.finding import Finding


def row(number: int) -> StudentRow:
    return StudentRow(number, f"Child {number}", f"Child {number}", "05", str(number), "Alder", False)


def test_an_older_answer_never_replaces_a_newer_one():
    state = finding.asking(finding.asking(Finding(), "a"), "al")
    state = finding.answered(state, 2, (row(2),), 1)
    state = finding.answered(state, 1, (row(1), row(2)), 2)
    assert state.rows == (row(2),)
    assert state.settled


def test_rows_stay_on_the_screen_until_the_next_answer():
    state = finding.answered(finding.asking(Finding(), ""), 1, (row(1),), 1)
    state = finding.asking(state, "z")
    assert state.rows == (row(1),)
    assert not state.settled
    assert state.nothing == ""


def test_an_empty_office_and_letters_that_find_nobody_are_told_apart():
    assert Finding().nothing == "", "nothing was asked yet"
    assert finding.answered(finding.asking(Finding(), ""), 1, (), 0).nothing == "empty"
    assert finding.answered(finding.asking(Finding(), "zz"), 1, (), 0).nothing == "unfound"
