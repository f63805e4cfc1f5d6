"""What a table's columns are while a person decides, without a window."""

from dataclasses import replace

import pytest
from ui_mapping_looks import STUDENTS, look_of

from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableMapping
from ilp_desktop.roster.fields import FIELDS, NEEDED
from ilp_desktop.ui.rosters import flow, mapping
from ilp_desktop.ui.rosters.flow import Phase, State
from ilp_desktop.ui.rosters.mapping import Why
from ilp_desktop.ui.rosters.mapping_chooser import Option, found
from ilp_desktop.ui.rosters.mapping_fields import field_words, offered
from ilp_desktop.ui.rosters.mapping_rows import Tone
from ilp_desktop.ui.rosters.mapping_words import CONTENTS, column_row, file_words, options_of, standing_words


def draft(**more):
    return mapping.begin(look_of(**more))


def line(of, heading):
    return next(one for one in of.lines if one.heading == heading)


def row(of, heading):
    return column_row(of, line(of, heading))


def test_each_column_says_what_it_becomes_and_why():
    said = draft()
    assert [one.heading for one in said.lines] == [heading for heading, *_rest in STUDENTS]
    assert (row(said, "DOB").becomes, row(said, "DOB").why) == ("Birth date", "By its name")
    assert (row(said, "Home_Room").why, row(said, "Home_Room").tone) == ("Not sure", Tone.DOUBT)
    assert (row(said, "Bus").becomes, row(said, "Bus").why) == ("Leave out", "")
    assert row(said, "Guardian").becomes == "Guardian 1: Name"
    assert "for example 03/14/2015" in row(said, "DOB").spoken


def test_a_guess_by_what_stands_there_says_so():
    columns = (("A", ("03/14/2015",), "birth_date", 56, "cells"), ("B", ("x",), "first_name", 55, "name"))
    said = draft(columns=columns)
    assert (row(said, "A").why, row(said, "A").tone) == ("Looks like dates", Tone.DOUBT)
    assert line(said, "B").why is Why.UNSURE


def test_a_choice_takes_the_field_from_the_column_that_had_it():
    said = mapping.choose(draft(), "Bus", "grade")
    assert said.field_of("Bus") == "grade"
    assert said.field_of("Grade_Level") == ""
    assert (line(said, "Bus").why, line(said, "Grade_Level").why) == (Why.CHOSEN, Why.LEFT_OUT)
    assert [use.column for use in said.mapping.columns][-1] == "Bus", "the file's order is kept"


def test_a_field_that_may_stand_several_times_stays_where_it_was():
    columns = (
        ("Student_Number", ("1",), "student_number", 100, "name"),
        ("Q1", ("B+",), "score", 100, "name"),
        ("Q2", ("A",), "", 0, ""),
    )
    said = mapping.choose(draft(columns=columns, content=Content.GRADES), "Q2", "score")
    assert (said.field_of("Q1"), said.field_of("Q2")) == ("score", "score")


def test_what_is_needed_and_missing_is_said_in_one_sentence():
    said = mapping.choose(draft(), "LastFirst", "")
    assert not said.stands
    assert standing_words(said) == "Still needed: Name (Last, First) or First name and Last name."
    said = mapping.choose(mapping.choose(said, "Student_Number", ""), "Bus", "first_name")
    assert standing_words(said).startswith("Still needed: Student number or Own id in the sending system ·")
    assert draft().stands
    assert standing_words(draft()) == "6 columns come in, 2 are left out."


def test_a_table_needs_to_come_from_somewhere():
    said = mapping.set_source(draft(), "  ")
    assert not said.stands
    assert "the system it is from" in standing_words(said)
    assert mapping.finished(mapping.set_source(said, " Skyward ")).source == "Skyward"


def test_cells_that_do_not_read_as_the_field_are_warned_about_at_once():
    said = mapping.choose(draft(), "Bus", "birth_date")
    assert (row(said, "Bus").why, row(said, "Bus").tone) == ("These do not read as dates", Tone.WRONG)
    said = mapping.choose(said, "U_Field_17", "birth_date")
    assert row(said, "U_Field_17").tone is Tone.QUIET
    assert row(mapping.choose(said, "LastFirst", "phone"), "LastFirst").why == "These do not read as phone numbers"
    assert row(mapping.choose(said, "LastFirst", "grade"), "LastFirst").tone is Tone.WRONG
    assert row(mapping.choose(said, "LastFirst", "active"), "LastFirst").tone is Tone.WRONG


def born(*cells):
    return draft(columns=tuple((h, cells if h == "DOB" else s, *rest) for h, s, *rest in STUDENTS))


def test_the_order_of_dates_is_asked_only_where_it_matters():
    assert born("11/02/2014", "03/04/2015").dates_matter, "each can be read in two ways"
    assert not mapping.choose(born("11/02/2014"), "DOB", "").dates_matter
    assert not born("2015-03-14").dates_matter
    assert not born("11/02/2014", "03/14/2015").dates_matter, "the second proves the first"
    assert not born("03/03/2015").dates_matter, "it is the same either way"
    assert born("14/03/2015").dates_matter, "it cannot be as suggested"


def test_days_before_months_are_read_when_said_so():
    columns = (("Born", ("14/03/2015", "25/12/2014"), "birth_date", 100, "name"),)
    said = draft(columns=columns)
    assert row(said, "Born").tone is Tone.WRONG
    assert said.dates_matter, "so that the person can say that the day comes first"
    assert row(mapping.set_date_order(said, DateOrder.DAY_FIRST), "Born").tone is Tone.QUIET


def test_a_value_can_be_the_same_in_every_row():
    said = mapping.set_constant(draft(), "school", " Alder Elementary ")
    assert said.mapping.columns[-1] == ColumnUse("school", constant="Alder Elementary")
    shown = column_row(said, said.lines[-1])
    assert (shown.column, shown.samples, shown.becomes) == ("The same in every row", ("Alder Elementary",), "School")
    moved = mapping.change_constant(said, "school", "homeroom_name")
    assert [use.field for use in moved.constants] == ["homeroom_name"]
    assert mapping.change_constant(said, "school", "").constants == ()


def test_another_look_keeps_what_was_said_of_the_file_as_a_whole():
    said = mapping.set_complete(mapping.set_source(mapping.choose(draft(), "Bus", "grade"), "Aspire"), True)
    again = mapping.afresh(said, look_of(source="?"))
    assert (again.mapping.source, again.mapping.complete) == ("Aspire", True)
    assert again.field_of("Bus") == ""


def test_a_shared_mapping_is_taken_for_the_columns_that_are_here():
    shared = TableMapping(
        "Skyward", Content.STUDENTS, (ColumnUse("grade", "BUS "), ColumnUse("email", "Mail")), heading_row=4
    )
    said = mapping.taken(draft(), shared)
    assert said.mapping.columns == (ColumnUse("grade", "Bus"),)
    assert (said.mapping.source, said.mapping.heading_row) == ("Skyward", 1)


@pytest.mark.parametrize("content", list(Content))
def test_every_content_is_asked_in_words_and_every_field_is_offered_once(content):
    assert CONTENTS[content]
    keys = [one.key for one in offered(content)]
    assert len(keys) == len(set(keys))
    assert set(keys) == {field.key for field in FIELDS if content in field.contents}
    words = [field_words(content, key) for key in keys]
    assert len(words) == len(set(words)), "no two fields of a table are called the same"
    assert {key for group in NEEDED[content] for each in group for key in each} <= set(keys)


def test_options_say_what_is_needed_and_what_is_taken():
    said = draft()
    options = {one.field: one for one in options_of(said, line(said, "Bus"))}
    assert options[""].words == "Leave out"
    assert options["grade"].note == "now “Grade_Level”"
    assert options["first_name"].note == "needed"
    assert next(one for one in options_of(said, line(said, "Grade_Level")) if one.field == "grade").note == ""


def test_a_few_letters_find_a_field_also_by_what_systems_call_it():
    options = options_of(draft(), None)
    assert next(one.field for one in found(options, "guardian 2 phone")) == "guardian2_phone"
    assert "birth_date" in [one.field for one in found(options, "dob")]
    assert found((Option("a", "Dirección"),), "direccion")
    assert found(options, "zzz") == ()


def test_the_size_of_a_file_is_said_plainly():
    assert file_words(look_of()) == "1,243 rows · 8 columns"
    assert file_words(replace(look_of(), rows=100_000, rows_bounded=True)) == "more than 100,000 rows · 8 columns"


def test_an_import_of_a_table_goes_by_its_columns():
    state = flow.looking(State(), "a.csv")
    assert flow.looking(state, "b.csv") is state
    assert flow.mapping(state, state.number - 1) is state
    mapped = flow.mapping(state, state.number)
    assert mapped.phase is Phase.MAPPING
    reading = flow.reading(mapped, "a.csv")
    assert reading.phase is Phase.READING
    assert flow.mapping(reading, state.number) is reading
    assert flow.stopped(state).stopped
    assert flow.stopped(mapped) is mapped
