"""What the family view tells of each section: only what goes on the plan, in the family's language. No window."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

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
from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.groups import SharedPage
from ilp_desktop.domain.measures import Measure, Point
from ilp_desktop.domain.packs import ConsultationRule, Meeting
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.domain.worksheets import Ages
from ilp_desktop.packs import load
from ilp_desktop.places import FORMS
from ilp_desktop.ui.conference.agenda import agenda
from ilp_desktop.ui.conference.agenda_bar import agenda_words
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.family import asking, pages

SECRET = "The counselor will call about the bruise"


@pytest.fixture(scope="module")
def pack():
    return load(FORMS / "starter").of(Meeting("05", "ilp"))


@pytest.fixture
def sheet() -> ConferenceSheet:
    goal = Goal(
        7, "I will read every evening.", "student", "en", "open", (Step(3, "Choose a book", "Maya", date(2026, 11, 2)),)
    )
    return ConferenceSheet(
        conference_id=1,
        student_id=1,
        student_name="Maya Lopez",
        preferred_name="Maya",
        grade="01",
        school="Alder Elementary",
        on=date(2026, 10, 15),
        starts_at="08:40",
        minutes=20,
        mode="in_person",
        language="es",
        interpreter="es",
        state=ConferenceState.IN_CONFERENCE,
        section="celebrate",
        plan_kind=PlanKind.ILP,
        staff_name="Iris Park",
        participants=(
            Participant(1, Party.STUDENT, "Maya Lopez", "student", True, True),
            Participant(2, Party.FAMILY, "Rosa Lopez", "mother", True, True),
            Participant(3, Party.FAMILY, "Ana Lopez", "grandparent", False, True),
        ),
        answers=(Answer("celebrate.proud", "I can swim.", "en"), Answer("private.notes", SECRET, "en")),
        measures=(Measure("Reading", "words", "Check", (Point("Fall", 61.0), Point("Spring", 84.0)), 80.0),),
        last_goals=(Goal(5, "Raise my hand", "student", "en", "met", ()),),
        goals=(goal, Goal(8, "  ", "teacher", "en", "open", ())),
        commitments=(Commitment(1, Party.FAMILY, "Read on Sundays", "Rosa", "en"),),
        consultation=Consultation(),
    )


def told(page: pages.FamilyPage) -> str:
    return f"{page.heading} {page.below} {page.outcomes_title} {page.blocks}"


def test_each_section_tells_its_own_in_the_familys_language(sheet, pack):
    for key, heading, held in (
        ("celebrate", "Lo que llena de orgullo a Maya", "I can swim."),
        ("data", "Cómo va Maya", "Raise my hand"),
        ("goals", "Lo que Maya quiere lograr", "Maya · noviembre 2, 2026"),
        ("support", "Quién ayuda y cómo", "Read on Sundays (Rosa)"),
        ("sign", "Nuestras firmas", "Rosa Lopez"),
    ):
        page = pages.family_page(sheet, pack, key, "es")
        assert page.heading == heading
        assert held in told(page).replace("2 de noviembre de 2026", "noviembre 2, 2026"), (key, told(page))
        assert (page.step, page.steps) == ([section.key for section in pack.sections].index(key) + 1, 7)


def test_last_goals_come_with_what_became_of_them(sheet, pack):
    page = pages.family_page(sheet, pack, "data", "en")
    outcome = page.blocks[1]
    assert isinstance(outcome, pages.Outcome)
    assert (outcome.text, outcome.words) == ("Raise my hand", "Reached")
    assert page.outcomes_title == "Goals of last time"


def test_who_does_not_sign_is_not_asked_to(sheet, pack):
    page = pages.family_page(sheet, pack, "sign", "en")
    assert [block.name for block in page.blocks if isinstance(block, pages.Signer)] == ["Maya Lopez", "Rosa Lopez"]


def test_what_is_not_printed_is_on_no_page_whatever_the_policy_set_asks(sheet, pack):
    """A field for the staff alone is shown to nobody; of a kind that is not known here, no more than the question is."""
    first = pack.sections[0]
    for field in (replace(first.fields[0], printed=False), replace(first.fields[0], kind="secret_kind")):
        changed = replace(pack, sections=(replace(first, fields=(field,)), *pack.sections[1:]))
        page = pages.family_page(sheet, changed, "celebrate", "en")
        assert page.quiet != field.printed
        assert "I can swim." not in told(page)
    assert "I can swim." in told(pages.family_page(sheet, pack, "celebrate", "en")), "the control"
    assert not any(SECRET in told(pages.family_page(sheet, pack, section.key, "en")) for section in pack.sections)


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.PAUSED, Phase.INTERRUPTED])
def test_while_the_grown_ups_talk_every_section_is_the_childs_calm_page(sheet, pack, phase):
    talking = replace(sheet, consultation=Consultation(phase=phase))
    for section in pack.sections:
        page = pages.family_page(talking, pack, section.key, "en")
        assert page.heading == "A few minutes for the grown-ups."
        assert "Maya" not in told(page)


def test_before_a_conference_has_begun_nobody_is_named(sheet, pack):
    page = pages.family_page(sheet, pack, "", "es")
    assert (page.heading, page.quiet) == ("Le damos la bienvenida", True)


def test_at_the_end_there_are_thanks_and_what_comes_next(sheet, pack):
    page = pages.family_page(sheet, pack, "print", "en")
    assert (page.heading, page.below) == ("Thank you, Maya!", "Thank you for coming. Your copy comes with you.")
    told = replace(sheet, next_on=date(2027, 3, 3), next_at="14:50", next_call="Iris Park, 555-0142")
    below = pages.family_page(told, pack, "print", "en").below
    assert below.splitlines()[1:] == [
        "We meet again on March 3, 2027 at 2:50 PM.",
        "Questions? Call Iris Park, 555-0142.",
    ]
    untimed = pages.family_page(replace(told, next_at="", next_call=""), pack, "print", "en").below
    assert untimed.splitlines()[1:] == ["We meet again on March 3, 2027."]


def test_a_group_sees_what_is_for_everybody_and_no_plan():
    page = pages.together(SharedPage("Seventh grade", "Welcome to seventh grade.", "en"), "en")
    assert page.heading == "Seventh grade"
    assert [block.text for block in page.blocks if isinstance(block, pages.Said)] == ["Welcome to seventh grade."]
    assert pages.together(SharedPage("Seventh grade", " ", "en"), "en").quiet
    assert pages.together(None, "en").heading == "Welcome"


def test_what_is_kept_takes_the_place_of_what_was_read(sheet):
    kept = {
        "answer:celebrate.proud": Words("I can dive.", "es"),
        "answer:celebrate.strengths": Words("Kind", "en"),
        "goal:7": Words("I will write", "en"),
        "step:3": Words("Buy a notebook", "en"),
        "commitment:1": Words("Write letters", "en"),
    }
    after = pages.overlaid(sheet, kept)
    assert after.answer("celebrate.proud") == Answer("celebrate.proud", "I can dive.", "es")
    assert after.answer("celebrate.strengths").text == "Kind"
    assert (after.goals[0].text, after.goals[0].steps[0].text) == ("I will write", "Buy a notebook")
    assert after.goals[0].steps[0].who == "Maya"
    assert after.commitments[0].text == "Write letters"


def test_a_student_is_asked_what_is_the_students_alone(sheet, pack):
    """R41"""
    (one,) = asking.asked(pack, "celebrate", "es", "Maya")
    assert (one.path, one.question) == ("answer:celebrate.proud", "En palabras de Maya")
    (goals,) = asking.asked(pack, "goals", "en", "Maya")
    assert (goals.path, goals.question) == ("", "What Maya wants to reach")
    assert [asking.asked(pack, key, "en", "Maya") for key in ("data", "support", "sign", "")] == [()] * 4
    assert [goal.goal_id for goal in asking.own_goals(sheet)] == [7]


def test_six_and_sixteen_are_spoken_to_each_in_their_way(sheet):
    spoken = {asking.hello(asking.ages_in(replace(sheet, grade=grade)), "en") for grade in ("KG", "04", "11")}
    assert len(spoken) == 3
    assert asking.ages_in(sheet) is Ages.DRAWING


def test_the_student_is_asked_in_the_windows_language_or_the_familys():
    known = ("en", "es")
    assert asking.languages_for("es-MX", "en", known) == ("en", "es")
    assert asking.languages_for("vi", "en", known) == ("en",)
    assert asking.languages_for("en", "es", known) == ("es", "en")


def test_the_minutes_of_a_conference_are_shared_out_and_the_private_talk_has_its_own(pack):
    rule = ConsultationRule(180, 300, {})
    spans = agenda(pack.sections, rule, 20)
    assert [span.key for span in spans] == [section.key for section in pack.sections]
    assert (spans[0].begins, round(spans[-1].ends, 6)) == (0.0, 20.0)
    talk = next(span for span in spans if span.key == "private")
    assert talk.ends - talk.begins == pytest.approx(5.0)
    assert all(before.ends == after.begins for before, after in pairwise(spans))
    short = next(span for span in agenda(pack.sections, rule, 10) if span.key == "private")
    assert short.ends - short.begins == pytest.approx(4.0), "of ten minutes the talk does not take half"


def test_the_agenda_clock_says_where_the_minutes_are_and_blames_nobody():
    assert agenda_words(7.2, 20, 11.0) == "Minute 7 of 20 · about 4 minutes here"
    assert agenda_words(12.0, 20, 11.0) == "Minute 12 of 20 · time to go on"
    assert agenda_words(23.5, 20, 20.0) == "20 minutes are over · 3 minutes more"
