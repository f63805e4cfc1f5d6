"""What is typed in a conference: durable at once, kept when a box is left, never lost, never overwritten."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from sqlalchemy import select
from typing_extensions import override
from ui_day_office import school_day

from ilp_desktop.domain.measures import Measure, Point
from ilp_desktop.store.tables import answer, draft
from ilp_desktop.ui.conference.boxes import Boxes
from ilp_desktop.ui.conference.measures import MeasureBox
from ilp_desktop.ui.hiding import Hiding

PROUD = "celebrate_proud_text"


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        day.begin("Camila")
        yield day


def on_disk(day, table):
    with day.office._desk.store.read() as connection:
        return {row.field: row.text for row in connection.execute(select(table.c.field, table.c.text))}


def test_a_keystroke_is_on_the_disk_within_a_second_though_nobody_left_the_box(day):
    day.type(PROUD, "I read")
    day.qtbot.waitUntil(lambda: on_disk(day, draft) == {"answer:celebrate.proud": "I read"}, timeout=1000)
    assert on_disk(day, answer) == {}


def test_somebody_who_never_stops_typing_is_saved_all_the_same(day):
    day.wait_for(PROUD).setFocus()
    for _ in range(12):
        day.qtbot.keyClicks(day.find(QWidget, PROUD), "x")
        day.qtbot.wait(60)
    assert "answer:celebrate.proud" in on_disk(day, draft)


def test_leaving_the_box_makes_one_change_and_takes_the_draft_away(day):
    day.type(PROUD, "I read to my brother")
    day.find(QWidget, "celebrate_strengths_text").setFocus()
    day.settle()
    assert on_disk(day, answer) == {"celebrate.proud": "I read to my brother"}
    assert on_disk(day, draft) == {}
    assert day.find(QWidget, "saved_note").words.text() == "Saved 8:30 AM"


def test_switching_the_section_keeps_what_was_typed(day):
    day.type(PROUD, "half a sent")
    day.go_to(1)
    assert on_disk(day, answer) == {"celebrate.proud": "half a sent"}
    day.go_to(0)
    assert day.find(QWidget, PROUD).toPlainText() == "half a sent"


def test_switching_the_conference_keeps_what_was_typed_with_its_own_student(day):
    day.type(PROUD, "Camila's words")
    day.open("Amara")
    assert day.sheet("Camila").answer("celebrate.proud").text == "Camila's words"
    assert day.sheet("Amara").answer("celebrate.proud") is None
    day.open("Camila")
    assert day.find(QWidget, PROUD).toPlainText() == "Camila's words"


def test_a_flush_before_the_lock_keeps_what_was_typed(day):
    day.type(PROUD, "before the lock")
    day.screen.flush()
    day.settle()
    assert on_disk(day, answer) == {"celebrate.proud": "before the lock"}


def test_an_answer_from_elsewhere_reaches_an_idle_box_but_not_one_that_is_typed_in(day):
    verbs, conference = day.office.conferences, day.ids["Camila"]
    day.background.do(lambda: verbs.leave_field(conference, "answer:celebrate.proud", "from elsewhere", "en"))
    day.settle()
    assert day.find(QWidget, PROUD).toPlainText() == "from elsewhere"
    day.type(PROUD, "mine ")
    day.background.do(lambda: verbs.add_goal(conference))
    day.settle()
    assert "mine" in day.find(QWidget, PROUD).toPlainText()


def test_what_could_not_be_written_is_said_and_tried_again(day, monkeypatch):
    from ilp_desktop.domain.errors import OfficeError

    monkeypatch.setattr("ilp_desktop.ui.conference.boxes.RETRY_MILLISECONDS", 50)
    boxes: Boxes = day.screen.conference._sitting.boxes
    boxes._again.setInterval(50)
    save, refusals = boxes._draft, []

    def refusing(field, text, language):
        if not refusals:
            refusals.append(field)
            raise OfficeError("store_disk_full")
        return save(field, text, language)

    boxes._draft = refusing
    day.type(PROUD, "kept in the end")
    day.qtbot.waitUntil(lambda: bool(refusals), timeout=2000)
    day.qtbot.waitUntil(lambda: on_disk(day, draft).get("answer:celebrate.proud") == "kept in the end", timeout=3000)
    assert "disk" in day.find(QWidget, "banner_text").text().lower()


def test_a_text_says_in_which_language_it_is(day):
    day.type(PROUD, "Leo cada noche")
    button = day.find(QWidget, "celebrate_proud_language")
    assert button.accessibleName() == "Language of In Camila's words: English"
    menu = button.menu_of_languages()
    next(each for each in menu.actions() if each.objectName() == "es_action").trigger()
    menu.close()
    day.settle()
    found = day.sheet("Camila").answer("celebrate.proud")
    assert (found.text, found.language) == ("Leo cada noche", "es")
    assert button.text() == "Spanish"


def test_a_family_that_speaks_english_is_not_asked_for_a_language(day):
    day.begin("Amara")
    assert not day.sees("celebrate_proud_language")


def test_goals_have_sentences_steps_whose_words_and_dates(day):
    day.go_to(2)
    day.click("first_goal_button")
    goal = day.sheet("Camila").goals[0].goal_id
    text = day.wait_for(f"goal_{goal}_text")
    assert text.hasFocus()
    day.qtbot.keyClicks(text, "I will read every evening.")
    day.click(f"goal_{goal}_add_step")
    day.click(f"goal_{goal}_add_step")
    first, second = (step.step_id for step in day.sheet("Camila").goals[0].steps)
    day.type(f"step_{first}_text", "Choose books")
    day.type(f"step_{first}_who", "Cami")
    day.type(f"step_{second}_text", "Set a timer")
    day.click("together_segment")
    day.click(f"step_{second}_up")
    day.find(QWidget, f"step_{second}_due").choose(day.clock.today(day.screen.conference._zone))
    day.screen.flush()
    day.settle()
    kept = day.sheet("Camila").goals[0]
    assert (kept.text, kept.whose) == ("I will read every evening.", "together")
    assert [(step.text, step.who) for step in kept.steps] == [("Set a timer", ""), ("Choose books", "Cami")]
    assert day.find(QWidget, f"step_{second}_due").accessibleName() == "Due Oct 15, 2026"
    assert day.find(QWidget, f"step_{second}_text").accessibleName() == "Step 1 of 2"


def test_a_removed_goal_can_be_put_back_with_its_words(day):
    day.go_to(2)
    day.click("first_goal_button")
    goal = day.sheet("Camila").goals[0].goal_id
    day.type(f"goal_{goal}_text", "Keep me")
    day.click(f"goal_{goal}_remove")
    assert not day.sees(f"goal_{goal}_card")
    assert day.find(QWidget, "toast_text").text() == "The goal was removed."
    day.click("toast_action")
    assert day.wait_for(f"goal_{goal}_text").toPlainText() == "Keep me"


def test_each_party_says_what_it_will_do(day):
    day.go_to(3)
    for party in ("student", "family", "school"):
        day.click(f"add_{party}_commitment")
        made = max(each.commitment_id for each in day.sheet("Camila").commitments)
        day.type(f"commitment_{made}_text", f"{party} helps")
        day.type(f"commitment_{made}_who", "Rosa")
    day.click(f"commitment_{made}_remove")
    day.screen.flush()
    day.settle()
    kept = [(each.party.value, each.text, each.who) for each in day.sheet("Camila").commitments]
    assert kept == [("student", "student helps", "Rosa"), ("family", "family helps", "Rosa")]
    assert not day.sees(f"commitment_{made}_box")


def test_the_data_has_a_chart_its_source_and_last_years_goals(day):
    day.go_to(1)
    chart = day.wait_for("measure_chart")
    assert "6" in chart.accessibleName() and "Fall 2026" in chart.accessibleName()
    words = {
        label.text() for label in day.find(QWidget, "data_section").findChildren(QWidget) if hasattr(label, "text")
    }
    assert "Math check · Fall 2025 to Fall 2026 · measured Oct 1, 2026" in words
    assert "I will read every evening." in words
    assert not day.sees("measure_old")


@pytest.mark.parametrize(("measured", "old"), [(date(2026, 4, 18), False), (date(2026, 4, 17), True)])
def test_data_older_than_half_a_year_say_so(qtbot, measured: date, old: bool):
    """R7: each number with its source and its day, and a flag in words when it is not recent any more."""
    box = MeasureBox(Measure("Reading", "", "Report card", (Point("Spring", 4.0, measured),), None), date(2026, 10, 15))
    qtbot.addWidget(box)
    flag = box.findChild(QWidget, "measure_old")
    assert (flag is not None) is old
    assert ("Older than half a year" in box.accessibleName()) is old
    assert (
        box.findChild(QWidget, "measure_source").text() == f"Report card · Spring · measured Apr {measured.day}, 2026"
    )


def test_sections_are_gone_through_by_keyboard(day):
    box = day.wait_for(PROUD)
    box.setFocus()
    day.qtbot.keyClick(box, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    day.settle()
    assert day.sees("data_section")
    day.qtbot.keyClick(day.find(QWidget, "next_button"), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    day.settle()
    assert day.sees("goals_section")
    day.qtbot.keyClick(day.find(QWidget, "next_button"), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    day.settle()
    assert day.sees("data_section")
    assert day.find(QWidget, "next_button").text() == "Next: Goals"


def test_everything_that_can_be_used_has_a_name_for_a_screen_reader(day):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTextEdit

    for step in range(7):
        day.go_to(step)
        for kind in (QAbstractButton, QLineEdit, QTextEdit):
            for widget in day.screen.findChildren(kind):
                if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    face = QAccessible.queryAccessibleInterface(widget)
                    assert face.text(QAccessible.Text.Name), (step, widget.objectName(), type(widget))


def test_hide_covers_the_window_with_nothing_about_anybody_on_it(day):
    hiding = Hiding(day.screen, day.screen)
    day.screen.conference.hide_wanted.connect(hiding.hide)
    day.type(PROUD, "secret")
    day.click("hide_button")
    cover = day.find(QWidget, "cover")
    assert cover.size() == day.screen.size()
    assert on_disk(day, answer) == {"celebrate.proud": "secret"}
    day.click("uncover_button")
    assert not day.sees("cover")


def test_no_part_of_the_screen_ever_flashes_as_a_window_of_its_own(day, qapp):
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        def __init__(self):
            super().__init__()
            self.windows = []

        @override
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.windows.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    day.begin("Amara")
    for step in range(7):
        day.go_to(step)
    day.go_to(2)
    day.click("first_goal_button")
    qapp.removeEventFilter(watch)
    assert watch.windows == []
