"""How tables are read is remembered by their headings, and shared as a file."""

import pytest

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.services.mappings import Mappings

PEOPLE = TableMapping(
    "Skyward",
    Content.STUDENTS,
    (ColumnUse("student_number", "Other ID"), ColumnUse("last_name", "Last"), ColumnUse("first_name", "First")),
)
WIDE = TableMapping("Skyward", Content.STUDENTS, (*PEOPLE.columns, ColumnUse("grade", "Gr")))


@pytest.fixture
def mappings(school):
    return Mappings(school.desk())


def test_a_table_with_the_same_headings_is_known_and_another_is_not(mappings):
    headings = frozenset({"Other ID", "Last", "First", "Gr"})
    assert mappings.remembered(headings) is None
    mappings.remember(PEOPLE, headings)
    assert mappings.remembered(headings) == PEOPLE
    assert mappings.remembered(frozenset({"Other ID", "Last", "First", "Gr", "Homeroom"})) == PEOPLE
    assert mappings.remembered(frozenset({"Other ID", "Last"})) is None


def test_the_mapping_that_reads_most_of_a_table_is_taken(mappings):
    mappings.remember(PEOPLE, frozenset({"Other ID", "Last", "First"}))
    mappings.remember(WIDE, frozenset({"Other ID", "Last", "First", "Gr"}))
    assert mappings.remembered(frozenset({"Other ID", "Last", "First", "Gr", "Room"})) == WIDE
    assert mappings.remembered(frozenset({"Other ID", "Last", "First"})) == PEOPLE


def test_another_choice_for_the_same_headings_takes_the_place_of_the_first(mappings):
    headings = frozenset({"Other ID", "Last", "First", "Gr"})
    mappings.remember(PEOPLE, headings)
    mappings.remember(WIDE, headings)
    assert mappings.all() == (WIDE,)


def test_a_mapping_is_shared_as_a_file_and_forgotten(mappings):
    mappings.remember(WIDE, frozenset({"Other ID", "Last", "First", "Gr"}))
    assert mappings.taken(mappings.exported("Skyward")) == WIDE
    mappings.forget("Skyward")
    assert mappings.all() == ()
    with pytest.raises(OfficeError, match="mapping_gone"):
        mappings.exported("Skyward")
