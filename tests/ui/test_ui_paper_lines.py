"""The lines of a paper, without a window: their order, what is filled in already, and days as people write them."""

from dataclasses import replace
from datetime import date

import pytest

from ilp_desktop.domain.conferences import (
    Answer,
    Commitment,
    ConferenceSheet,
    ConferenceState,
    Goal,
    Participant,
    Party,
    Step,
)
from ilp_desktop.domain.consultations import Consultation
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.packs import read, texts
from ilp_desktop.services.packs import STARTER
from ilp_desktop.ui.paper.lines import LineKind, lines_of, place_of_due, to_prepare

ON = date(2026, 10, 15)
SHEET = ConferenceSheet(
    conference_id=7,
    student_id=1,
    student_name="Cami Hernández",
    preferred_name="Cami",
    grade="05",
    school="Alder",
    on=ON,
    starts_at="17:20",
    minutes=10,
    mode="in_person",
    language="es",
    interpreter="",
    state=ConferenceState.SCHEDULED,
    section="",
    plan_kind=PlanKind.ILP,
    staff_name="Iris Park",
    participants=(
        Participant(1, Party.STUDENT, "Cami", "student", may_sign=True, attended=None),
        Participant(2, Party.FAMILY, "Rosa", "mother", may_sign=True, attended=True),
        Participant(3, Party.SCHOOL, "Ana Sol", "interpreter", may_sign=False, attended=False),
    ),
    answers=(Answer("celebrate.proud", "I read.", "en"),),
    measures=(),
    last_goals=(Goal(9, "Read every day", "student", "en", "open", ()),),
    goals=(),
    commitments=(),
    consultation=Consultation(),
)


@pytest.fixture(scope="module")
def pack():
    return read(texts(STARTER)).of(SHEET.meeting)


def test_lines_come_in_the_order_of_the_paper(pack):
    kinds = [line.kind for line in lines_of(SHEET, pack, {}, "en")]
    assert list(dict.fromkeys(kinds)) == [
        LineKind.HERE,
        LineKind.OUTCOME,
        LineKind.TEXT,
        LineKind.GOAL,
        LineKind.STEP,
        LineKind.PROMISE,
        LineKind.TALK,
        LineKind.SIGN,
    ]


def test_what_is_known_already_stands_there(pack):
    sheet = replace(
        SHEET,
        goals=(Goal(4, "Read", "student", "en", "open", (Step(5, "Choose", "Cami", date(2026, 12, 4)),)),),
        commitments=(Commitment(6, Party.FAMILY, "Ask", "", "en"),),
        consultation=Consultation().noted_on_paper(240),
    )
    lines = lines_of(sheet, pack, {2: "agree"}, "en")
    filled = {line.path or (line.kind.value, line.key) for line in lines if line.filled}
    assert filled == {
        ("here", 2),
        ("here", 3),
        "answer:celebrate.proud",
        "paper_goal:1",
        "paper_step:1.1",
        "paper_commitment:family.1",
        ("talk", 0),
        "words:2",
    }
    assert next(line.chosen for line in lines if line.kind is LineKind.TALK) == "4"


def test_more_goals_and_steps_than_the_paper_has_are_shown_too(pack):
    steps = tuple(Step(n, f"Step {n}", "", None) for n in range(1, 6))
    goals = tuple(Goal(n, f"Goal {n}", "student", "en", "open", steps) for n in range(1, 4))
    lines = lines_of(replace(SHEET, goals=goals), pack, {}, "en")
    assert sum(line.kind is LineKind.GOAL for line in lines) == 3
    assert sum(line.kind is LineKind.STEP for line in lines) == 15


def test_who_does_not_sign_has_no_line_to_sign_and_what_staff_prepare_is_not_the_students_own(pack):
    assert [line.key for line in lines_of(SHEET, pack, {}, "en") if line.kind is LineKind.SIGN] == [1, 2]
    assert [line.path for line in to_prepare(SHEET, pack, "en") if line.path] == ["answer:celebrate.strengths"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12/4", date(2026, 12, 4)),
        ("12-4", date(2026, 12, 4)),
        ("3/1", date(2027, 3, 1)),
        ("10/15", ON),
        ("3/1/27", date(2027, 3, 1)),
        ("2/29", None),
        ("13/4", None),
        ("soon", None),
        ("", None),
        ("4", None),
    ],
)
def test_a_day_without_a_year_is_the_next_one(written, day):
    assert place_of_due(written, ON) == day
