"""Every finding explains itself in one sentence, with its citation, in each language."""

import re
from datetime import date
from pathlib import Path

import pytest
from domain_policy_school import CALENDAR, YEAR
from test_domain_policy_judging import CONFERENCE, FALL, clause, facts, met

from ilp_desktop.domain.policy import judging
from ilp_desktop.domain.policy.clauses import Count, Strength
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.wording.findings import REASONS, STATES, explained

SPRING = date(2027, 5, 20)


def said(one, student, today, **how) -> str:
    return explained(next(iter(judge([one], student, CALENDAR, YEAR))), one, today, **how)


def test_every_reason_that_judging_gives_has_words_and_no_others_do():
    source = Path(judging.__file__).read_text("utf-8")
    given = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', source)) & set(REASONS)
    assert given == set(REASONS)
    assert set(STATES) == set(State)


@pytest.mark.parametrize(
    ("strength", "today", "words"),
    [
        (Strength.SHALL, SPRING, "…: due. 1 of 2 so far. Due by 2027-05-28. (§1)"),
        (Strength.SHALL, date(2027, 6, 1), "…: overdue. 1 of 2 so far. It was due by 2027-05-28. (§1)"),
        (Strength.SHOULD, date(2027, 6, 1), "…: advised, not done. 1 of 2 so far. It was advised by 2027-05-28. (§1)"),
    ],
)
def test_a_finding_says_what_it_has_what_it_needs_by_when_and_where_it_is_written(strength, today, words):
    one = clause(Count(CONFERENCE, at_least=2), strength=strength)
    assert said(one, facts(met(FALL)), today, language="en") == words


def test_it_speaks_spanish_and_writes_the_day_as_the_school_does():
    one = clause(Count(CONFERENCE, at_least=2))
    words = said(one, facts(met(FALL)), SPRING, language="es", day_words="28 de mayo")
    assert "28 de mayo" in words
    assert "so far" not in words
