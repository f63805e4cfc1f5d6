"""What the words of a policy set mean where a set needs more than counting: choices in lists, once, bands, diplomas."""

import pytest

from ilp_desktop import packs
from ilp_desktop.domain.errors import OfficeError

PACK = """
format = 2
id = "mine"
version = "1"
name = { en = "Mine" }
languages = ["en"]
"""
CALENDAR = """
first = "08-19"
last = "05-28"
quarters = [{ from = "08-19", to = "01-15" }, { from = "01-16", to = "05-28" }]
semesters = [{ from = "08-19", to = "01-15" }, { from = "01-16", to = "05-28" }]
"""
CLAUSE = """
[[clauses]]
id = "one"
citation = "1"
strength = "shall"
title = {{ en = "One" }}
summary = {{ en = "One." }}
{rest}
"""
CHOICE = """
[[choices]]
id = "who"
question = { en = "Who?" }
options = { parent = { en = "The parent" }, family = { en = "The family" } }
default = "parent"
[[choices]]
id = "first"
question = { en = "Which cohort?" }
lowest = 2020
highest = 2030
default = 2026
"""
SET = """
[[sets]]
id = "{key}"
name = {{ en = "{key}" }}
citation = "1"
cohorts_from = {first}
total = 1
unit = {{ en = "credits" }}
subjects = [{{ key = "all", name = {{ en = "All" }}, credits = 1 }}]
{more}
"""


def policy(chosen=None, **files):
    texts = {"pack.toml": PACK, "calendar.toml": CALENDAR, "choices.toml": CHOICE}
    texts |= {f"{name}.toml": text for name, text in files.items()}
    return packs.read_policy(texts, lambda _pack_id: None, chosen)


def surprises(rest, examples):
    texts = {
        "pack.toml": PACK,
        "calendar.toml": CALENDAR,
        "choices.toml": CHOICE,
        "clauses.toml": CLAUSE.format(rest=rest),
        "examples.toml": examples,
    }
    return packs.check_pack(texts, lambda _pack_id: None).surprises


def test_a_choice_can_stand_for_one_word_of_a_list():
    clauses = CLAUSE.format(rest='count = { events = ["conference"], present = ["student", { choice = "who" }] }')
    assert policy(clauses=clauses).clauses[0].rule.of.present == ("student", "parent")
    assert policy({"mine.who": "family"}, clauses=clauses).clauses[0].rule.of.present == ("student", "family")
    with pytest.raises(OfficeError) as caught:
        policy(clauses=clauses.replace('"who"', '"whom"'))
    assert caught.value.params["nearest"] == "who"


def test_what_is_asked_once_is_answered_by_what_an_earlier_year_left_on_file():
    example = """
[[examples]]
name = "On file since an earlier year"
today = 2027-10-01
years = [{ starts = 2026, grade = "09" }, { starts = 2027, grade = "10" }]
events = [{ kind = "plan", on = 2026-10-01, roles = ["student"] }]
expected = { one = "%s" }
"""
    anchored = (
        'window = { each = "%s", anchor = "year_start", within = 9, unit = "weeks" }\ncount = { events = ["plan"] }'
    )
    assert not surprises(anchored % "once", example % "met")
    assert not surprises(anchored % "school_year", example % "due")
    assert not surprises('window = { each = "once" }\ncount = { events = ["plan"] }', example % "met")
    assert not surprises('count = { events = ["plan"] }', example % "due")


def test_who_comes_in_the_middle_of_a_band_brings_the_conference_of_the_grade_before():
    example = """
[[examples]]
name = "Grade 9 elsewhere, grade 10 here"
today = 2027-10-01
years = [{ starts = 2027, grade = "10", new = true }]
events = [{ kind = "conference", on = 2026-10-01, elsewhere = "Another school" }]
expected = { one = "elsewhere" }
"""
    rule = 'applies = { grades = ["%s"] }\nwindow = { each = "band" }\ncount = { events = ["conference"] }'
    assert not surprises(rule % "09-10", example)
    assert surprises(rule % "10-11", example)


def test_an_adult_of_an_example_may_attend_on_some_days_only():
    example = """
[[examples]]
name = "Eighteen"
today = 2027-10-01
adults = [{ name = "mother", until = 2027-09-15 }]
years = [{ starts = 2027, grade = "12" }]
expected = { one = "%s" }
"""
    rule = 'count = { events = ["conference"], each_of = ["guardian"] }'
    assert not surprises(rule, example % "not_applicable")
    assert not surprises(rule, example.replace("2027-09-15", "2029-09-15") % "due")


def test_a_diploma_ends_with_the_cohort_before_the_next_one_which_the_school_may_choose():
    sets = SET.format(key="old", first=2020, more="") + SET.format(key="new", first='{ choice = "first" }', more="")
    assert policy(graduation=sets).graduation(2025).set_id == "old"
    assert policy(graduation=sets).graduation(2026).set_id == "new"
    assert policy({"mine.first": "2025"}, graduation=sets).graduation(2025).set_id == "new"
    assert policy(graduation=sets).graduation(2019) is None


def test_a_diploma_of_a_program_is_for_its_students_alone_and_overlaps_with_no_other():
    smaller = SET.format(key="smaller", first=2020, more='program = "short"')
    held = policy(graduation=SET.format(key="whole", first=2020, more="") + smaller)
    assert held.graduation(2026).set_id == "whole"
    assert held.graduation(2026, {"short"}).set_id == "smaller"
    assert policy(graduation=smaller).graduation(2026) is None
    with pytest.raises(OfficeError) as caught:
        policy(graduation=smaller.replace("2020", "2020\ncohorts_to = 2030") + smaller.replace('"smaller"', '"other"'))
    assert caught.value.code == "pack_overlap"


@pytest.mark.parametrize(
    ("day", "role", "mark", "state"),
    [
        ("2026-10-01", "parent", "signed_parent", "met"),
        ("2026-10-01", "student", "signed_student", "due"),
        ("2026-10-02", "student", "signed_student", "met"),
        ("2026-10-02", "teacher", "signed_educator", "due"),
    ],
)
def test_a_parent_stands_for_the_family_and_from_the_eighteenth_birthday_the_student(day, role, mark, state):
    example = f"""
[[examples]]
name = "Born on October 2"
today = 2027-01-10
born_on = 2008-10-02
years = [{{ starts = 2026, grade = "12" }}]
events = [{{ kind = "plan", on = {day}, roles = ["{role}"], marks = ["{mark}"] }}]
expected = {{ one = "{state}" }}
"""
    assert not surprises('count = { events = ["plan"], present = ["family"] }', example)
    assert not surprises('count = { events = ["plan"], marks = ["signed_family"] }', example)


def test_an_option_that_means_nothing_where_it_stands_is_found_before_anybody_chooses_it():
    texts = {
        "pack.toml": PACK,
        "calendar.toml": CALENDAR,
        "choices.toml": CHOICE.replace('family = { en = "The family" }', 'famly = { en = "The family" }'),
        "clauses.toml": CLAUSE.format(rest='count = { events = ["conference"], present = [{ choice = "who" }] }'),
    }
    with pytest.raises(OfficeError) as caught:
        packs.check_pack(texts, lambda _pack_id: None)
    assert (caught.value.code, caught.value.params["value"]) == ("pack_unknown_value", "famly")
    assert caught.value.params["nearest"] == "family"


def test_a_word_that_is_chosen_a_second_time_counts_once():
    example = """
[[examples]]
name = "One call"
today = 2027-01-10
years = [{ starts = 2026, grade = "05" }]
events = [{ kind = "call", on = 2026-10-01 }]
expected = { one = "due" }
"""
    assert not surprises('count = { events = ["call", "call"], at_least = 2 }', example)
    assert not surprises('count = { events = ["call"], at_least = 2 }', example)
