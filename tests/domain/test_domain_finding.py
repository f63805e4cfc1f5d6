"""What fits what is typed into the one box, and what stands first."""

from datetime import UTC, datetime, timedelta

import pytest

from ilp_desktop.domain.finding import Use, by_use, fits, name_of, student_of
from ilp_desktop.domain.students import StudentRow

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "words", "found"),
    [
        ("", "Import a roster", True),
        ("imp", "Import a roster", True),
        ("imp ro", "Import a roster", True),
        ("ro imp", "Import a roster", True),
        ("ROSTER", "Import a roster", True),
        ("configuracion", "Configuración", True),
        ("port", "Import a roster", False),
        ("roster roster", "Import a roster", False),
        ("imp ro x", "Import a roster", False),
        ("a b c d e f g h i", "a b c", False),
    ],
)
def test_each_word_typed_begins_a_word_of_its_own(typed, words, found):
    assert fits(typed, words) is found


def test_a_use_of_two_weeks_ago_counts_half():
    assert Use(4, NOW).weight(NOW) == 4
    assert Use(4, NOW - timedelta(days=14)).weight(NOW) == pytest.approx(2)
    assert Use(4, NOW + timedelta(hours=1)).weight(NOW) == 4, "a clock that was put back makes nothing grow"


def test_a_student_is_known_by_number_and_a_place_is_none():
    assert student_of(name_of(17)) == 17
    assert student_of("day") is None
    assert student_of("student:x") is None


def test_who_is_opened_most_stands_first_and_the_others_keep_their_order():
    rows = tuple(StudentRow(number, f"S{number}", "", "05", "", "", False) for number in (1, 2, 3, 4))
    assert [row.student_id for row in by_use(rows, {name_of(3): 2.0, name_of(4): 5.0})] == [4, 3, 1, 2]
