"""What of a preview is looked at, and how its rows come, without a window's clicks."""

import pytest
from PySide6.QtCore import Qt
from ui_staged_rosters import MemoryRosters, changed_student, gone, new_student, preview_of

from ilp_desktop.domain.imports import Effect
from ilp_desktop.ui.rosters import preview_state as look
from ilp_desktop.ui.rosters.preview_state import Looking, View
from ilp_desktop.ui.rosters.staged_model import StagedModel, StagedRole
from ilp_desktop.ui.rosters.staged_pages import PAGE, StagedPages
from ilp_desktop.ui.rosters.staged_words import (
    FIELDS,
    KIND_OF_ONE,
    field_words,
    kinds_words,
    row_mark,
    row_spoken,
    waiting_words,
)
from ilp_desktop.wording.imports import KIND_NAMES

MANY = 100_000


def office_of(*, new=3, changed=2, gone_students=2):
    rows = [new_student(at) for at in range(1, new + 1)]
    rows += [changed_student(at, corrected=True) for at in range(new + 1, new + changed + 1)]
    rows += [gone(at) for at in range(new + changed + 1, new + changed + gone_students + 1)]
    rows.append(gone(90, "enrollment"))
    return MemoryRosters(rows)


def test_the_first_look_is_at_students_and_at_what_there_is_of_them():
    assert look.first_look(preview_of(office_of())) == Looking(View.NEW, "student")
    assert look.first_look(preview_of(office_of(new=0))) == Looking(View.CHANGED, "student")
    assert look.first_look(preview_of(office_of(new=0, changed=0))) == Looking(View.GONE, "student")
    only_others = MemoryRosters([gone(1, "enrollment")])
    assert look.first_look(preview_of(only_others)) == Looking(View.GONE, "")


def test_a_figure_lists_exactly_what_it_counts():
    before = look.typed(Looking(View.NEW, "student"), "beg")
    assert look.figure_chosen(before, View.GONE, "enrollment") == Looking(View.GONE, "enrollment")
    refused = look.figure_chosen(before, View.REFUSED, "guardian")
    assert (refused.view, refused.effect, refused.text) == (View.REFUSED, None, "")


def test_views_count_the_kind_chosen_and_all_kinds_together():
    preview = preview_of(office_of())
    assert [look.number_in(preview, view, "student") for view in View] == [3, 2, 2, 1, 250]
    assert look.number_in(preview, View.GONE) == 3


def test_how_many_wait_is_told_until_all_are_decided():
    preview = preview_of(office_of())
    looking = look.first_look(preview)
    assert waiting_words(preview, looking).startswith("2 students are no longer in the file and stay enrolled")
    looking = look.marked(looking, 1)
    assert look.waiting(preview, looking) == 1
    assert waiting_words(preview, looking).endswith("1 student will be marked as withdrawn.")
    assert waiting_words(preview, look.marked(looking, 1)) == "2 students will be marked as withdrawn."
    assert waiting_words(preview_of(office_of(gone_students=0)), looking) == ""


def test_a_row_says_what_was_decided_about_it():
    row = changed_student(4, corrected=True)
    assert row_mark(row) == ("Ours in part", "accent")
    assert row_mark(look.keeping(row, "", True))[0] == "Ours stays"
    assert row_mark(look.keeping(row, "given_name", False)) == ("", "")
    assert row_spoken(row) == ("Marisol Begay 4, Student · users.csv · row 5 · Grade, Given name, E-mail, Ours in part")


def test_every_kind_and_field_of_a_roster_has_a_name():
    from ilp_desktop.services import roster_rows

    for kind, fields in roster_rows.FIELDS.items():
        assert kind in KIND_NAMES, kind
        assert kind in KIND_OF_ONE, kind
        assert not set(fields) - set(FIELDS) - {"sort_key"}, kind
    assert kinds_words("new_thing") == "New thing"
    assert field_words("new_thing") == "New thing"


def test_any_of_many_rows_is_one_question_away():
    rosters = MemoryRosters([new_student(at * 3) for at in range(1, 5_001)])
    pages = StagedPages()
    assert pages.question(12) is None, "where it begins is not known yet"
    pages.know(rosters.places(7))
    for page in (0, 5_000 // PAGE - 1, 12, 0):
        question = pages.question(page)
        pages.take(question, rosters.rows(7, after=question.after, limit=PAGE))
        assert pages.row(page * PAGE).staged_id == (page * PAGE + 1) * 3
    assert pages.row(4_999).staged_id == 15_000
    assert pages.has(99), "what lies behind the last row is never asked for"


def test_only_a_few_pages_are_at_hand():
    rosters = MemoryRosters([new_student(at) for at in range(1, 5_001)])
    pages = StagedPages()
    pages.know(rosters.places(7))
    for page in range(50):
        question = pages.question(page)
        pages.take(question, rosters.rows(7, after=question.after, limit=PAGE))
    assert sum(pages.row(page * PAGE) is not None for page in range(50)) <= 24


@pytest.fixture
def model(qapp):
    return StagedModel()


def answer(model: StagedModel, rosters: MemoryRosters, questions: list, most: int = 100) -> None:
    for _turn in range(most):
        if not questions:
            return
        question = questions.pop(0)
        model.take(question, rosters.rows(7, after=question.after, limit=question.limit))
        if not question.page:
            model.know(model._number, rosters.places(7))
    raise AssertionError("the model goes on asking")


def test_a_hundred_thousand_rows_cost_the_list_one_page(qtbot, model):
    questions = []
    model.asked.connect(questions.append)
    rosters = MemoryRosters([new_student(at) for at in range(1, MANY + 1)])
    model.begin(with_kind=True)
    answer(model, rosters, questions)
    assert model.rowCount() == MANY
    assert rosters.asked == [(0, PAGE)]
    last = model.index(MANY - 1)
    assert last.data(StagedRole.ROW) is None
    assert last.data(Qt.ItemDataRole.AccessibleTextRole) == "Reading…"
    answer(model, rosters, questions)
    assert last.data(StagedRole.ROW).name == f"Student {MANY:05d}"


def test_an_answer_to_what_is_no_longer_asked_is_let_go(model):
    questions = []
    model.asked.connect(questions.append)
    rosters = office_of()
    model.begin(with_kind=True)
    late = questions.pop()
    model.begin(with_kind=False)
    model.take(late, rosters.rows(7))
    assert model.rowCount() == 0
    answer(model, rosters, questions)
    assert model.rowCount() == 8


def test_what_is_looked_at_now_is_read_before_what_was_scrolled_past(model):
    questions = []
    model.asked.connect(questions.append)
    rosters = MemoryRosters([new_student(at) for at in range(1, 2_001)])
    model.begin(with_kind=True)
    answer(model, rosters, questions)
    for at in (500, 900, 1_999):
        model.index(at).data(StagedRole.ROW)
    assert len(questions) == 1, "one question is under way at a time"
    answer(model, rosters, questions)
    assert model.index(1_999).data(StagedRole.ROW) is not None


def test_a_decision_is_seen_at_once_and_all_of_them_after_reading_again(model):
    questions = []
    model.asked.connect(questions.append)
    rosters = office_of()
    model.begin(with_kind=True)
    answer(model, rosters, questions)
    row = model.index(3).data(StagedRole.ROW)
    assert row.effect is Effect.CHANGED
    model.change(look.keeping(row, "", True))
    assert row_mark(model.index(3).data(StagedRole.ROW))[0] == "Ours stays"
    rosters.keep_all(7, False)
    model.read_again()
    assert model.index(3).data(StagedRole.ROW) is None
    answer(model, rosters, questions)
    assert row_mark(model.index(3).data(StagedRole.ROW)) == ("", "")
