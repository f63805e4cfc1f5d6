"""The demo district: believable, marked as invented, the same each time."""

import itertools
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from ilp_desktop.demo.people import CAMPUS_SIZE, generate
from ilp_desktop.domain.roster import PersonKind

_DAY = date(2026, 10, 8)


@pytest.fixture(scope="module")
def district():
    return generate(seed=4020, size=600, today=_DAY)


@pytest.fixture(scope="module")
def campus(district):
    return district.campus(0)


def _children(campus):
    return [child for family in campus.families for child in family.children]


def test_the_same_seed_gives_the_same_people_and_another_seed_others(district, campus):
    again = generate(seed=4020, size=600, today=_DAY)
    assert again.campus(0) == campus
    assert [again.history(child) for child in _children(campus)] == [district.history(c) for c in _children(campus)]
    assert generate(seed=4021, size=600, today=_DAY).campus(0) != campus


def test_ids_and_names_do_not_depend_on_the_day(campus):
    later = generate(seed=4020, size=600, today=_DAY + timedelta(days=90)).campus(0)
    assert later == campus
    next_year = generate(seed=4020, size=600, today=_DAY.replace(year=2027)).campus(0)
    assert [(c.person.sourced_id, c.person.given_name) for c in _children(next_year)] == [
        (c.person.sourced_id, c.person.given_name) for c in _children(campus)
    ]


@pytest.mark.parametrize("size", [1, 30, 600, 2000])
def test_there_are_as_many_students_as_asked_for(size):
    people = list(generate(seed=1, size=size, today=_DAY).roster().people)
    assert sum(person.is_a(PersonKind.STUDENT) for person in people) == size
    assert len({person.sourced_id for person in people}) == len(people)


def test_everything_says_that_it_is_invented(district, campus):
    assert all(org.name.startswith("Demo: ") for org in district.roster().orgs)
    everyone = list(district.roster().people)
    assert all(person.email == "" or person.email.endswith("@example.org") for person in everyone)
    assert all(re.fullmatch(r"[!-~]+@example\.org", person.email) for person in everyone if person.email)
    phones = [person.phone for person in everyone if person.phone]
    phones += [home.phone for family in campus.families for home in family.households]
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone) for phone in phones)


def test_the_families_of_the_conference_day_are_there(campus):
    names = {(child.person.given_name, child.person.family_name): child for child in _children(campus)}
    camila = names["Camila", "Hernández"]
    assert (camila.grade, camila.home_language) == (5, "es")
    family = next(each for each in campus.families if camila in each.children)
    assert [(adult.person.given_name, adult.needs_interpreter) for adult in family.adults] == [("Rosa", True)]
    staff = {member.person.sourced_id: member.person.family_name for member in campus.staff}
    for given, family_name, teacher in (
        ("Amara", "Okafor", "Reyes"), ("Dao", "Nguyen", "Reyes"), ("Isaac", "Begay", "Lund"), ("Camila", "Hernández", "Park"),
    ):  # fmt: skip
        assert staff[campus.lead_teachers[names[given, family_name].person.sourced_id]] == teacher


def test_every_grade_has_its_share_and_every_student_a_class_and_a_lead(campus):
    children = _children(campus)
    grades = Counter(child.grade for child in children)
    assert set(grades) == set(range(13))
    assert max(grades.values()) - min(grades.values()) <= 4
    in_class = Counter(each.class_sourced_id for each in campus.enrollments if each.role == "student")
    assert set(in_class) == {each.sourced_id for each in campus.classes}
    assert 15 <= min(in_class.values()) <= max(in_class.values()) <= 30
    assert set(campus.lead_teachers) == {child.person.sourced_id for child in children}
    taught = {each.class_sourced_id for each in campus.enrollments if each.role == "teacher" and each.primary}
    assert taught == {each.sourced_id for each in campus.classes}


def test_families_are_of_many_kinds(campus):
    children = _children(campus)
    assert sum(len(family.households) > 1 for family in campus.families) >= 20
    assert sum(len(family.children) > 1 for family in campus.families) >= 80
    links = [link for family in campus.families for link in family.guardianships]
    assert {"mother", "father", "stepfather", "grandmother", "aunt", "foster parent"} <= {x.relationship for x in links}
    assert any(link.barred for link in links)
    assert not any(link.may_see or link.may_sign or link.may_attend for link in links if link.barred)
    languages = {adult.language for family in campus.families for adult in family.adults if adult.needs_interpreter}
    assert {"es", "vi", "so", "nv", "to"} <= languages
    assert len({child.person.preferred_given_name for child in children}) > 10
    adults = [child for child in children if child.person.birth_date <= date(_DAY.year - 18, _DAY.month, _DAY.day)]
    assert adults
    assert all(child.grade == 12 for child in adults)


def test_every_child_has_somebody_who_may_sign(campus):
    for family in campus.families:
        homes = {home.household_id for home in family.households}
        for child in family.children:
            links = [link for link in family.guardianships if link.student_id == child.person.sourced_id]
            assert any(link.may_sign for link in links)
            assert {link.household_id for link in links} <= homes
            assert [link.guardian_id for link in links] == list(child.person.agent_sourced_ids)


def test_brothers_and_sisters_are_born_on_one_day_or_most_of_a_year_apart(campus):
    for family in campus.families:
        born = sorted(child.person.birth_date for child in family.children)
        gaps = [(later - earlier).days for earlier, later in itertools.pairwise(born)]
        assert all(gap == 0 or gap > 280 for gap in gaps), family.children


def test_history_reaches_two_years_back_and_never_past_today(district, campus):
    for child in _children(campus):
        history = district.history(child)
        assert all(point.measured_on <= _DAY for point in history.points)
        years = {point.measured_on.year + (point.measured_on.month >= 7) for point in history.points}
        assert years == {2027 - back for back in range(min(child.grade, 2) + 1)}
        assert len(history.goals) == (2 if child.grade else 0)
        assert all(goal.school_year == 2026 for goal in history.goals)
        assert len(history.strengths) == 2
        dates = [point.measured_on for point in history.points]
        assert dates == sorted(dates)


def test_a_large_district_is_made_a_campus_at_a_time():
    district = generate(seed=1, size=100_000, today=_DAY)
    assert district.campus_count == round(100_000 / CAMPUS_SIZE)
    last = district.campus(district.campus_count - 1)
    assert 550 < len(_children(last)) < 650
    numbers = [child.person.identifier for child in _children(last)]
    assert len(set(numbers)) == len(numbers)
