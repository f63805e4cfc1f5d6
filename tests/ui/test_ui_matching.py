"""The quiet queue on a real office: asked, compared, decided, taken back, by mouse and by keyboard alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_matching_office import look_alikes
from ui_roster_office import new_office, school_clock

from ilp_desktop import language
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.matches import Likeness, MatchQuestion
from ilp_desktop.ui.matching import flow
from ilp_desktop.ui.matching.flow import Show
from ilp_desktop.ui.matching.screen import MatchingPage
from ilp_desktop.ui.matching.words import ALIKE, ALONE, DIFFERS, SAME, compared
from ilp_desktop.ui.shell import Shell
from ilp_desktop.ui.students.screen import StudentsPage
from ilp_desktop.ui.widgets import Text

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def clock():
    return school_clock()


@pytest.fixture
def office(tmp_path, clock):
    with new_office(tmp_path, clock) as made:
        look_alikes(made, clock)
        yield made


@pytest.fixture
def show(qtbot, office, background):
    def show(office=office):
        page = MatchingPage(office, background)
        qtbot.addWidget(page)
        page.resize(1294, 768)
        page.show()
        qtbot.waitUntil(lambda: page.state.read)
        return page

    yield show
    background.close()


def spoken(page) -> list[str]:
    model = page.side.list.model()
    return [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def press(qtbot, page, key):
    qtbot.keyClick(page.focusWidget(), key)


def test_the_questions_stand_in_a_list_and_the_first_is_compared(show):
    page = show()
    assert spoken(page) == [
        "Student: José Núñez and Jose Nunez, Same name and birth date",
        "Student: Olivia Tsosie and Ben Whitehorse, Same student number, different people?",
        "Guardian: Rosa Núñez and Rosa Nunez, Same name and telephone",
        "Household: Verna Tsosie and Alvin Whitehorse, Same telephone",
    ]
    card = page.question
    assert card.title.text() == "Is this one student?"
    verdicts = {row.label: row.verdict for row in card.comparison.rows}
    assert (verdicts["Name"], verdicts["Student number"], verdicts["Birth date"]) == (ALIKE, DIFFERS, SAME)
    assert verdicts["E-mail"] == ALONE
    said = [text.text() for text in card.comparison.findChildren(Text)]
    assert "differs" in said, "not by color alone"
    assert "Student number differs: 104417 and 88120." in card.comparison.accessibleName()
    assert page.side.list.hasFocus()


def test_the_same_person_is_put_together_and_put_apart_again(qtbot, show, office):
    page = show()
    first = page.state.chosen
    page.question.same_button.click()
    qtbot.waitUntil(lambda: len(page.state.questions) == 3)
    assert page.state.chosen != first
    assert [row.name for row in office.students.search("nunez")] == ["José Núñez"]
    assert page.banner.action.text() == "Put apart again"
    assert page.side.list.hasFocus()
    page.banner.action.click()
    qtbot.waitUntil(lambda: len(page.state.questions) == 4)
    assert page.state.chosen == first
    assert len(office.students.search("nunez")) == 2


def test_two_different_people_are_not_asked_about_again_unless_wished(qtbot, show, office):
    page = show()
    page.question.different_button.click()
    qtbot.waitUntil(lambda: len(page.state.questions) == 3)
    assert len(office.students.search("nunez")) == 2
    assert page.banner.action.text() == "Ask again"
    page.banner.action.click()
    qtbot.waitUntil(lambda: len(page.state.questions) == 4)


def test_a_question_can_wait(show):
    page = show()
    first, second, *_rest = page.state.ids
    page.question.later_button.click()
    assert page.state.chosen == second
    assert page.state.ids[-1] == first
    assert page.side.list.hasFocus()


def test_what_was_put_together_is_listed_and_parted(qtbot, show, office):
    page = show()
    page.question.same_button.click()
    qtbot.waitUntil(lambda: len(page.state.mergers) == 1)
    page.side._choose_list(Show.TOGETHER.value)
    assert page.merger.title.text() == "José Núñez and Jose Nunez"
    assert spoken(page) == ["Student: José Núñez and Jose Nunez, Student · put together Oct 15, 2026"]
    page.merger.part_button.click()
    qtbot.waitUntil(lambda: not page.state.mergers)
    assert len(office.students.search("nunez")) == 2
    assert page.state.count == 4, "the question is back"


def test_all_of_it_goes_by_keyboard(qtbot, show, office):
    page = show()
    qtbot.waitUntil(page.side.list.hasFocus)
    press(qtbot, page, Qt.Key.Key_Down)
    assert page.question.reason.text() == "Same student number, different people?"
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.focusWidget() is page.question.same_button
    press(qtbot, page, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.question.different_button
    press(qtbot, page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.state.questions) == 3)
    assert page.side.list.hasFocus()
    press(qtbot, page, Qt.Key.Key_Tab)
    reached = {page.focusWidget().objectName()}
    for _ in range(8):
        press(qtbot, page, Qt.Key.Key_Tab)
        reached.add(page.focusWidget().objectName())
    assert {
        "comparison",
        "match_same_button",
        "match_different_button",
        "match_later_button",
        "banner_action",
    } <= reached


def test_a_household_is_confirmed_and_the_children_are_siblings(qtbot, show, office):
    page = show()
    page._choose(page.state.ids[-1])
    assert page.question.same_button.text() == "Same household"
    page.question.same_button.click()
    qtbot.waitUntil(lambda: len(page.state.questions) == 3)
    (ben,) = office.students.search("ben whitehorse")
    assert office.students.open_file(ben.student_id).siblings == ("Olivia Tsosie",)


def test_an_empty_queue_says_so_and_goes_on(qtbot, show, office):
    page = show()
    while page.state.questions:
        before = len(page.state.questions)
        page.question.different_button.click()
        qtbot.waitUntil(lambda before=before: len(page.state.questions) < before)
    assert page._nothing.isVisible()
    with qtbot.waitSignal(page.students_asked):
        page._nothing.action.click()


def test_what_cannot_be_done_is_said_and_the_list_is_read_again(qtbot, show, office, monkeypatch):
    page = show()

    def refuse(*_):
        raise OfficeError("match_being_signed")

    monkeypatch.setattr(office.matching, "decide", refuse)
    page.question.same_button.click()
    qtbot.waitUntil(lambda: "Finalize the plan first" in page.banner.words.text())
    qtbot.waitUntil(page.question.same_button.isEnabled)
    assert page.state.count == 4


@pytest.mark.parametrize(("role", "shown"), [(Role.LEAD, True), (Role.TEACHER, False), (Role.FRONT_DESK, False)])
def test_the_notice_stands_under_the_students_only_for_who_decides(qtbot, office, background, clock, role, shown):
    seen = office.as_seen_by(replace(office.viewer, role=role))
    page = StudentsPage(seen, background, clock, office.zone)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.answered):
        pass
    if shown:
        qtbot.waitUntil(page.side.questions.isVisible)
        assert page.side.questions.text() == "4 questions about who is who"
        with qtbot.waitSignal(page.matching_asked):
            page.side.questions.click()
    else:
        qtbot.wait(100)
        assert not page.side.questions.isVisible()
    background.close()


def test_siblings_are_named_in_the_file(qtbot, office, background, clock):
    questions = office.matching
    (household,) = (each for each in questions.questions() if each.kind == "household")
    from ilp_desktop.domain.matches import Verdict

    questions.decide(household.question_id, Verdict.SAME)
    page = StudentsPage(office, background, clock, office.zone)
    qtbot.addWidget(page)
    page.show()
    (olivia,) = office.students.search("olivia")
    with qtbot.waitSignal(page.file_shown):
        page.open_student(olivia.student_id)
    assert page.findChild(Text, "siblings_text").text() == "Siblings here: Ben Whitehorse"
    qtbot.waitUntil(lambda: page.file._coming._pieces is None)
    background.close()


def test_the_page_lights_the_students_in_the_rail(qtbot, show):
    shell = Shell()
    qtbot.addWidget(shell)
    shell.add_page("students", "users-round", "Students", Text)
    shell.add_quiet_page("matching", "students", show)
    shell.go("matching")
    assert shell.current() == "matching"
    assert shell.findChild(object, "students_place").isChecked()
    assert shell.findChild(object, "matching_place") is None


def test_it_speaks_spanish(show):
    language.use("es")
    page = show()
    assert page.question.title.text() == "¿Es un mismo estudiante?"
    assert page.question.same_button.text() == "La misma persona"
    assert page.question.different_button.text() == "Dos personas distintas"


# The flow, without a window


def question(number: int) -> MatchQuestion:
    side = Likeness(1, "A", (("number", "1"),), "", None, has_plan=False)
    return MatchQuestion(number, "student", "number", side, side, school_clock().now())


def test_a_question_put_off_stays_at_the_end_when_the_list_is_read_again():
    state = flow.answered(flow.State(), tuple(question(at) for at in (1, 2, 3)), (), 3)
    state = flow.put_off(state)
    assert (state.ids, state.chosen) == ((2, 3, 1), 2)
    state = flow.answered(state, tuple(question(at) for at in (1, 3)), (), 2)
    assert (state.ids, state.chosen) == ((3, 1), 3), "the next at the place of the one that went"
    state = flow.put_off(flow.put_off(state))
    assert state.ids == (3, 1)


def test_the_only_question_put_off_is_still_there():
    state = flow.put_off(flow.answered(flow.State(), (question(1),), (), 1))
    assert state.chosen == 1


def test_a_number_in_another_spelling_is_alike():
    left = Likeness(1, "May Lee", (("phone", "(801) 555-0101"),), "", None, has_plan=False)
    right = Likeness(2, "MAY LEE", (("phone", "+1 801.555.0101"),), "", None, has_plan=False)
    asked = MatchQuestion(1, "guardian", "name_and_phone", left, right, school_clock().now())
    assert [row.verdict for row in compared(asked)] == [ALIKE, ALIKE]
