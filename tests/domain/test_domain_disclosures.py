"""What must be said before a request or a disclosure can be kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ilp_desktop.domain.disclosures import LONGEST, Entry, Ground, Outcome, checked
from ilp_desktop.domain.errors import OfficeError

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
ASKED = Entry(" Hospital ", "treatment", "allergies", TODAY - DAY)
GIVEN = replace(ASKED, outcome=Outcome.GIVEN, ground=Ground.COURT)


def test_a_request_is_kept_without_blanks_and_without_an_answer():
    kept = checked(replace(ASKED, ground=Ground.COURT, answered_on=TODAY), TODAY)
    assert (kept.party, kept.ground, kept.answered_on) == ("Hospital", Ground.NOT_YET, None)


def test_what_was_answered_was_answered_today_where_nobody_says_when():
    assert checked(GIVEN, TODAY).answered_on == TODAY


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(ASKED, party="  "), "disclosure_incomplete"),
        (replace(ASKED, interest=""), "disclosure_incomplete"),
        (replace(ASKED, what=""), "disclosure_incomplete"),
        (replace(ASKED, note="x" * (LONGEST + 1)), "disclosure_too_long"),
        (replace(GIVEN, ground=Ground.NOT_YET), "disclosure_ground_missing"),
        (replace(GIVEN, ground=Ground.EMERGENCY), "disclosure_threat_missing"),
        (replace(ASKED, asked_on=TODAY + DAY), "disclosure_dates"),
        (replace(GIVEN, answered_on=TODAY + DAY), "disclosure_dates"),
        (replace(GIVEN, answered_on=TODAY - 2 * DAY), "disclosure_dates"),
    ],
)
def test_what_is_missing_is_said(entry, code):
    with pytest.raises(OfficeError, match=code):
        checked(entry, TODAY)


def test_an_emergency_that_came_to_nothing_needs_no_danger():
    assert checked(replace(GIVEN, ground=Ground.EMERGENCY, outcome=Outcome.REFUSED), TODAY).threat == ""
