"""Whose yes it takes, and what a yes is good for."""

from dataclasses import replace
from datetime import date

import pytest

from ilp_desktop.domain.confidential import (
    Consent,
    ConsentAges,
    ConsentSheet,
    Needed,
    Recipient,
    Record,
    missing_from,
    named_people,
    needed_for,
    words_of,
)

TODAY = date(2026, 11, 24)
CHILD, ADULT, TURNS_18 = date(2016, 3, 4), date(2008, 3, 4), date(2008, 11, 24)
NOTE = Record("note", title="Talk", text="She said it twice. Nobody else knows.")
STAFF, STUDENT, PARENT = Needed("staff"), Needed("student"), Needed("parent")


def sheet(*parties, **more) -> ConsentSheet:
    consents = tuple(Consent(party, "N", "p1", "in_person", "2026-11-20", "Iris Park") for party in parties)
    return ConsentSheet("s", Recipient("plan"), more.get("passage", ""), NOTE.digest, consents)


@pytest.mark.parametrize(
    ("ages", "born", "needed"),
    [
        (ConsentAges(), CHILD, (STAFF, STUDENT, PARENT)),
        (ConsentAges(), ADULT, (STAFF, STUDENT)),
        (ConsentAges(), TURNS_18, (STAFF, STUDENT)),
        (ConsentAges(), date(2008, 11, 25), (STAFF, STUDENT, PARENT)),
        (ConsentAges(), None, (STAFF, STUDENT, PARENT)),
        (ConsentAges(student_from=14), CHILD, (STAFF, PARENT)),
        (ConsentAges(student_from=14), None, (STAFF, PARENT)),
        (ConsentAges(parent_until=99), ADULT, (STAFF, STUDENT, PARENT)),
        (ConsentAges(student_from=None, parent_until=None), CHILD, (STAFF,)),
    ],
)
def test_whose_yes_it_takes_follows_the_age_and_what_was_chosen(ages, born, needed):
    assert needed_for(NOTE, ages, born, TODAY) == needed


def test_everybody_else_whom_it_names_is_asked_too():
    about = replace(NOTE, about="Dana  Reyes, Lee; Dana Reyes")
    assert named_people(about.about) == ("Dana Reyes", "Lee")
    assert needed_for(about, ConsentAges(), ADULT, TODAY)[2:] == (Needed("other", "Dana Reyes"), Needed("other", "Lee"))


def test_each_yes_that_lacks_is_named():
    needed = (STAFF, STUDENT, PARENT)
    assert missing_from(sheet(), needed, ["p1"], TODAY) == needed
    assert missing_from(sheet("staff", "parent"), needed, ["p1"], TODAY) == (STUDENT,)
    assert missing_from(sheet("staff", "student", "parent"), needed, ["p1"], TODAY) == ()


def test_a_yes_that_was_withdrawn_is_of_a_day_to_come_or_of_who_may_no_longer_sign_does_not_count():
    whole = sheet("staff", "student", "parent")
    taken_back = replace(whole, consents=(*whole.consents[:2], replace(whole.consents[2], withdrawn_on="2026-11-23")))
    ahead = replace(whole, consents=(*whole.consents[:2], replace(whole.consents[2], given_on="2026-11-25")))
    needed = (STAFF, STUDENT, PARENT)
    assert missing_from(taken_back, needed, ["p1"], TODAY) == (PARENT,)
    assert missing_from(ahead, needed, ["p1"], TODAY) == (PARENT,)
    assert missing_from(whole, needed, ["p2"], TODAY) == (PARENT,)


def test_a_yes_is_to_the_words_as_they_stood():
    changed = replace(NOTE, text=f"{NOTE.text} And more.")
    assert words_of(NOTE, sheet()) == NOTE.text
    assert words_of(changed, sheet()) is None
    assert words_of(changed, sheet(passage="She said it twice.")) == "She said it twice."
    assert words_of(replace(NOTE, text="She said it once."), sheet(passage="She said it twice.")) is None
