"""What the child and the family see, in the real program: the family view, the student's turn, the pad, the two keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextEdit, QWidget
from sqlalchemy import insert, select, update
from use_hands import (
    ALT,
    CTRL,
    PLAIN,
    SHIFT,
    Keys,
    Mouse,
    all_shown,
    key,
    read_all,
    rows,
    shown,
    type_text,
    until,
    words,
)
from widget_words import words_in

from ilp_desktop.demo import offices
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.store import uids
from ilp_desktop.store.tables import conference, conference_group
from ilp_desktop.store.tables.columns import metadata
from ilp_desktop.ui.dialogs import Question
from ilp_desktop.ui.family.holding import HOLD

pytestmark = pytest.mark.window
CAMILA = "Camila Hernández"
OTHERS = ("Amara", "Okafor", "Benjamin", "Tsosie", "Fiona", "McAllister", "Dao", "Nguyen")
TYPED = "I was brave at the dentist"


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    Keys(made.window).write("passphrase_field", offices.PASSPHRASE)
    Mouse(made.window).press("open_button")
    until(lambda: all_shown("day_list") and rows("day_list"))
    return made


def open_camila(program) -> Mouse:
    mouse = Mouse(program.window)
    mouse.choose("day_list", CAMILA)
    until(lambda: all_shown("student_name") and words("student_name") == CAMILA and sitting(program) is not None)
    until(lambda: all_shown("conference_stepper") and all_shown("next_button"))
    return mouse


def family_side(program):
    return next(one for one in program.window.shell.children() if type(one).__name__ == "FamilySide")


def sitting(program):
    return family_side(program)._sitting


def go_to(program, section: str) -> None:
    """Go to a section by its step."""
    at = next(n for n, one in enumerate(sitting(program).pack.sections) if one.key == section)
    stepper = shown("conference_stepper")
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=stepper.center_of(at).toPoint())
    until(lambda: all_shown(f"{section}_section"))


def back_in_front(program) -> None:
    program.window.activateWindow()
    until(program.window.isActiveWindow)


def open_view(program) -> QWidget:
    key(Qt.Key.Key_F, CTRL | SHIFT)
    window = family_window()
    back_in_front(program)
    return window


def family_window() -> QWidget:
    def found() -> list[QWidget]:
        return [
            one for one in QApplication.topLevelWidgets() if one.objectName() == "family_window" and one.isVisible()
        ]

    until(found, "the family's window is not there")
    return found()[0]


def hold(name: str, milliseconds: int) -> None:
    button = shown(name)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.qWait(milliseconds)
    if all_shown(name):
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


JUDGED = {"finding", "standing", "standing_tally", "tally", "stale_student"}
"""Made anew from the other tables whenever there is time: they tell nothing of their own."""


def everything(program) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that anything is written in."""
    until(lambda: program.background._under_way == 0)
    with program.office._desk.store.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in JUDGED
        }


def test_the_family_sees_its_own_section_in_its_language_and_what_is_typed(program):
    """R79: step by step with the runner, and never a name of another family."""
    mouse = open_camila(program)
    window = open_view(program)
    for section, heading in (
        ("data", "Cómo va Camila"),
        ("goals", "Lo que Camila quiere lograr"),
        ("support", "Quién ayuda y cómo"),
        ("sign", "Nuestras firmas"),
        ("celebrate", "Lo que llena de orgullo a Camila"),
    ):
        go_to(program, section)
        until(lambda heading=heading: heading in window.words(), heading)
        assert not any(name in window.words() for name in OTHERS)
    mouse.write("celebrate_proud_text", TYPED)
    until(lambda: TYPED in window.words(), "what is typed is not shown")
    assert window.windowTitle() == "ILP Desktop"


def test_the_private_talk_shows_the_child_one_calm_line(program):
    open_camila(program)
    window = open_view(program)
    go_to(program, "private")
    until(lambda: "Unos minutos para los adultos." in window.words())
    Mouse(program.window).press("consultation_start")
    until(lambda: sitting(program).sheet.consultation.phase is Phase.RUNNING)
    go_to(program, "data")  # the teacher looks at something meanwhile
    QTest.qWait(300)
    assert "Cómo va" not in window.words()
    assert "Unos minutos para los adultos." in window.words()


def test_between_conferences_and_on_every_other_page_the_family_view_names_nobody(program):
    mouse = open_camila(program)
    window = open_view(program)
    go_to(program, "celebrate")
    until(lambda: "Camila" in window.words())
    key(Qt.Key.Key_3, CTRL)
    until(lambda: "Volvemos en un momento." in window.words())
    assert "Camila" not in window.words()
    key(Qt.Key.Key_1, CTRL)
    until(lambda: "Camila" in window.words())
    mouse.choose("day_list", "Fiona McAllister")
    until(lambda: "Welcome" in window.words(), window.words())
    assert "Fiona" not in window.words(), "who is here is still being asked"
    until(lambda: "Camila" not in words_in(window.findChildren(QWidget)), "something of the family before is left")
    window.close()
    until(lambda: family_side(program)._view.window is None)
    Mouse(program.window).press("family_view_button")
    assert "Welcome" in family_window().words(), "closed by hand, it opens again"


def test_in_a_group_conference_nothing_of_one_student_is_on_the_familys_screen(program, clock):
    desk = program.office._desk
    day = program.office.conferences.day()
    camila = next(row for row in day.rows if row.student_name == CAMILA)
    with desk.store.write() as connection:
        values = {
            "uid": uids.new_uid(clock),
            "name": "Reading group",
            "shared": "Read every day.",
            "held_on": day.on,
            "starts_at": "08:40",
        }
        group = connection.execute(insert(conference_group).values(**values)).inserted_primary_key[0]
        theirs = update(conference).where(conference.c.id == camila.conference_id)
        connection.execute(theirs.values(group_id=group))
    open_camila(program)
    window = open_view(program)
    for section in ("celebrate", "goals", "data"):
        go_to(program, section)
        QTest.qWait(150)
        assert "Camila" not in window.words()
    until(lambda: "Read every day." in window.words(), "what is for everybody is not there")


def test_a_child_writes_its_own_fields_and_reaches_nothing_else(program):
    """R41: the words are the student's."""
    open_camila(program)
    go_to(program, "celebrate")
    key(Qt.Key.Key_S, CTRL | SHIFT)
    turn = shown("student_turn")
    assert turn.size() == program.window.size()
    until(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().objectName() == "own_text")
    key(Qt.Key.Key_A, CTRL)
    type_text(TYPED)
    for code, modifiers in (
        (Qt.Key.Key_K, CTRL),
        (Qt.Key.Key_3, CTRL),
        (Qt.Key.Key_L, CTRL),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_F, CTRL | SHIFT),
        (Qt.Key.Key_Escape, PLAIN),
    ):
        key(code, modifiers)
    QTest.qWait(50)
    assert all_shown("palette|family_window|passphrase_field") == []
    assert program.window.shell.current() == "day"
    assert all_shown("celebrate_section"), "Alt+Right went on behind the child's page"
    for _ in range(12):
        key(Qt.Key.Key_Tab)
        assert turn.isAncestorOf(QApplication.focusWidget())
    asked = sitting(program)
    until(lambda: asked.boxes.settled)
    sheet = program.office.conferences.open(asked.conference_id)
    assert sheet.answer("celebrate.proud").text == TYPED
    assert sheet.answer("celebrate.strengths").text != TYPED
    hold("turn_back_button", HOLD // 4)
    assert all_shown("student_turn"), "a short press led back"
    hold("turn_back_button", HOLD + 300)
    until(lambda: all_shown("student_turn") == [])
    assert all_shown("celebrate_section")
    assert words("student_name") == CAMILA
    assert shown("celebrate_proud_text").toPlainText() == TYPED


def test_a_child_sets_a_goal_by_keyboard_alone_and_the_way_back_is_a_key_held(program):
    open_camila(program)
    go_to(program, "goals")
    before = {goal.goal_id for goal in sitting(program).sheet.goals}
    key(Qt.Key.Key_S, CTRL | SHIFT)
    keys = Keys(program.window)
    keys.reach("own_add_goal_button")
    key(Qt.Key.Key_Space)
    until(lambda: len(sitting(program).sheet.goals) == len(before) + 1)
    made = next(goal for goal in sitting(program).sheet.goals if goal.goal_id not in before)
    until(lambda: QApplication.focusWidget().objectName() == f"own_goal_{made.goal_id}_text")
    type_text("I will read to my brother")
    keys.reach(f"own_goal_{made.goal_id}_add_step")
    key(Qt.Key.Key_Space)
    until(lambda: QApplication.focusWidget().objectName().startswith("own_step_"))
    type_text("Choose a book")
    keys.reach("turn_back_button")
    window = QGuiApplication.focusWindow()
    QTest.keyPress(window, Qt.Key.Key_Space)
    until(lambda: all_shown("student_turn") == [])
    QTest.keyRelease(window, Qt.Key.Key_Space)
    until(lambda: sitting(program).boxes.settled)
    kept = next(
        goal
        for goal in program.office.conferences.open(sitting(program).conference_id).goals
        if goal.goal_id == made.goal_id
    )
    assert (kept.text, kept.whose, kept.steps[0].text) == ("I will read to my brother", "student", "Choose a book")


def test_a_student_may_be_asked_in_the_familys_language_and_what_is_begun_there_is_in_it(program):
    """R41"""
    open_camila(program)
    conference = sitting(program).conference_id
    program.office.conferences.leave_field(conference, "answer:celebrate.proud", "", "en")
    sitting(program).refresh()
    until(lambda: sitting(program).sheet.answer("celebrate.proud").text == "")
    go_to(program, "celebrate")
    key(Qt.Key.Key_S, CTRL | SHIFT)
    Mouse(program.window).press("es_segment")
    until(lambda: words("turn_words") == "Es el turno de Camila")
    Mouse(program.window).write("own_text", "Ya leo sola")
    hold("turn_back_button", HOLD + 300)
    until(lambda: all_shown("student_turn") == [] and sitting(program).boxes.settled)
    kept = program.office.conferences.open(conference).answer("celebrate.proud")
    assert (kept.text, kept.language) == ("Ya leo sola", "es")
    assert shown("celebrate_proud_language").text() == "Spanish", "the runner says so too"


def test_where_nothing_is_the_students_the_screen_stays_the_staffs(program):
    open_camila(program)
    go_to(program, "data")
    key(Qt.Key.Key_S, CTRL | SHIFT)
    until(lambda: "student's alone" in read_all(program.window))
    assert all_shown("student_turn") == []


def _stroke(pad: QWidget, points: list[QPoint]) -> None:
    target, place = pad, points
    proxy = pad.window().graphicsProxyWidget()
    if proxy is not None:  # turned: through the view, where the hand is
        view = proxy.scene().views()[0]
        place = [view.mapFromScene(proxy.mapToScene(pad.mapTo(pad.window(), point))) for point in points]
        target = view.viewport()
    QTest.mousePress(target, Qt.MouseButton.LeftButton, PLAIN, place[0])
    for point in place[1:]:
        QTest.mouseMove(target, point)
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, PLAIN, place[-1])


def _inside(window: QWidget, name: str) -> QWidget:
    """Return what stands in the signing window, upright or turned."""
    content = window._turnable._content

    def found() -> list[QWidget]:
        return [one for one in content.findChildren(QWidget) if one.objectName() == name and one.isVisible()]

    until(found, f"{name} is not in the signing window")
    return found()[0]


@pytest.mark.parametrize("turned", [False, True])
def test_a_signature_in_the_window_that_faces_the_family_is_the_one_of_the_runner(program, turned):
    open_camila(program)
    conference = sitting(program).conference_id
    go_to(program, "sign")
    key(Qt.Key.Key_P, CTRL | SHIFT)
    until(lambda: family_side(program)._signing is not None and family_side(program)._signing.isVisible())
    window = family_side(program)._signing
    signers = program.office.signing.prepare(conference).signers
    rosa = next(one.participant for one in signers if one.participant.name.startswith("Rosa"))
    if turned:
        _inside(window, "signing_turn_button").click()
    _inside(window, f"facing_turn_{rosa.participant_id}").click()
    _inside(window, "choice_attended_only").click()
    pad = _inside(window, "signature_pad")
    until(lambda: pad.width() > 300)
    _stroke(pad, [QPoint(40, 60), QPoint(41, 60)])
    _inside(window, "sign_button").click()
    assert "descuido" in _inside(window, "sign_problem").text(), "two dots are refused in the signer's language"
    assert (
        next(one.mark for one in program.office.signing.prepare(conference).signers if one.participant == rosa) is None
    )
    _inside(window, "clear_button").click()
    _stroke(pad, [QPoint(40 + 9 * n, 30 + (n * 37) % 60) for n in range(20)])
    _inside(window, "sign_button").click()

    def mark():
        signers = program.office.signing.prepare(conference).signers
        return next(one.mark for one in signers if one.participant.participant_id == rosa.participant_id)

    until(mark)
    made = mark()
    assert (made.choice, made.method, made.language) == ("attended_only", "drawn", "es")
    assert made.revision_sha256 == program.office.signing.prepare(conference).sha256
    xs = [x for stroke in made.strokes for x, *_more in stroke]
    assert xs == sorted(xs), "the strokes run as the signer's hand did, whichever way the window stands"
    until(lambda: all_shown(f"take_back_{rosa.participant_id}"), "the runner shows the mark too")


def test_the_agenda_clock_is_off_until_a_person_turns_it_on_and_never_before_the_family(program):
    open_camila(program)
    go_to(program, "celebrate")
    assert all_shown("agenda_bar") == []
    program.window.shell.go("preferences")
    shown("agenda_clock_box").click()
    until(lambda: program.office.settings.agenda_clock)
    program.window.shell.go("day")
    assert " · " in words("agenda_words")
    Mouse(program.window).press("family_view_button")
    window = family_window()
    back_in_front(program)
    go_to(program, "goals")
    assert " · " in words("agenda_words")
    assert "Minut" not in window.words()
    key(Qt.Key.Key_S, CTRL | SHIFT)  # the keyboard is in the section
    turn = shown("student_turn")
    assert turn.findChildren(QWidget, "agenda_bar") == []
    assert turn.geometry() == program.window.rect(), "the child's page lies over all of it"


def test_everything_that_a_family_can_use_has_a_name_and_is_reached_by_keyboard(program):
    open_camila(program)
    go_to(program, "sign")
    key(Qt.Key.Key_P, CTRL | SHIFT)
    until(lambda: family_side(program)._signing is not None and family_side(program)._signing.isActiveWindow())
    window = family_side(program)._signing
    signers = program.office.signing.prepare(sitting(program).conference_id).signers
    rosa = next(one.participant for one in signers if one.participant.name.startswith("Rosa"))
    keys = Keys(window)
    keys.reach(f"facing_turn_{rosa.participant_id}")
    key(Qt.Key.Key_Space)
    until(lambda: QApplication.focusWidget().objectName() == "choice_agree")
    for name in ("signature_pad", "clear_button", "cancel_sign_button"):
        keys.reach(name)
    for widget in window.findChildren(QWidget):
        usable = isinstance(widget, QAbstractButton | QTextEdit) and widget.isVisible()
        if usable and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), (type(widget), widget.objectName())
    key(Qt.Key.Key_Space)
    until(lambda: QApplication.focusWidget().objectName().startswith("facing_turn_"))
    keys.reach("signing_close_button")
    key(Qt.Key.Key_Space)
    until(lambda: family_side(program)._signing is None)


def test_one_key_covers_every_page_and_dialog_and_one_brings_them_back(program):
    open_camila(program)
    window = open_view(program)
    go_to(program, "celebrate")
    until(lambda: "Camila" in window.words())
    key(Qt.Key.Key_F9)
    cover = shown("cover")
    assert cover.size() == program.window.size()
    assert "Camila" not in window.words()
    assert window.findChildren(QWidget, "cover") == []
    key(Qt.Key.Key_K, CTRL)
    key(Qt.Key.Key_3, CTRL)
    key(Qt.Key.Key_F9)
    until(lambda: all_shown("cover") == [])
    assert program.window.shell.current() == "day", "what was pressed under the cover did nothing"
    until(lambda: "Camila" in window.words())
    key(Qt.Key.Key_3, CTRL)
    until(lambda: program.window.shell.current() == "students")
    asked = Question(program.window, f"About {CAMILA}", "A question", "Yes")
    asked.open()
    asked.activateWindow()
    until(asked.isActiveWindow)
    key(Qt.Key.Key_H, CTRL)
    assert {one.window() for one in all_shown("cover")} == {asked, program.window}
    key(Qt.Key.Key_H, CTRL)
    until(lambda: all_shown("cover") == [])
    asked.reject()


def test_what_opens_under_the_cover_is_covered_and_an_open_menu_is_closed(program):
    open_camila(program)
    go_to(program, "celebrate")
    Mouse(program.window).press("more_button")
    until(QApplication.activePopupWidget)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_F9)
    shown("cover")
    assert QApplication.activePopupWidget() is None
    late = Question(program.window, f"About {CAMILA}", "Answered only now", "Yes")
    late.open()
    late.activateWindow()
    until(lambda: {one.window() for one in all_shown("cover")} == {late, program.window})
    QTest.keyClick(late.windowHandle(), Qt.Key.Key_F9)
    until(lambda: all_shown("cover") == [])
    late.reject()


def test_a_pause_for_what_must_be_reported_leaves_no_trace_at_all(program):
    open_camila(program)
    window = open_view(program)
    go_to(program, "celebrate")
    until(lambda: "Camila" in window.words())
    before = everything(program)
    key(Qt.Key.Key_F8)
    until(lambda: "Follow your school's reporting procedure" in words("cover_below"))
    assert "reporting" not in window.words()
    key(Qt.Key.Key_H, CTRL | SHIFT)
    until(lambda: all_shown("cover") == [])
    assert everything(program) == before
    assert [table for table, held in before.items() if held], "there was something to compare"


def test_a_timer_that_runs_is_paused_as_by_anybody_who_is_interrupted(program, clock):
    mouse = open_camila(program)
    go_to(program, "private")
    mouse.press("consultation_start")
    until(lambda: all_shown("consultation_pause"))
    before = everything(program)
    key(Qt.Key.Key_F8)
    until(lambda: sitting(program).sheet.consultation.phase is Phase.PAUSED)
    reported = everything(program)
    assert {table for table in before if before[table] != reported[table]} == {"consultation"}
    key(Qt.Key.Key_F8)
    until(lambda: all_shown("cover") == [])
    mouse.press("consultation_go_on")
    until(lambda: all_shown("consultation_pause"))
    mouse.press("consultation_pause")
    until(lambda: all_shown("consultation_go_on"))
    assert everything(program) == reported, "a pause by its own button leaves exactly the same"


def test_nothing_of_a_student_stands_in_any_window_once_it_is_locked(program):
    open_camila(program)
    go_to(program, "sign")
    open_view(program)
    key(Qt.Key.Key_P, CTRL | SHIFT)
    until(lambda: family_side(program)._signing is not None and family_side(program)._signing.isVisible())
    back_in_front(program)
    go_to(program, "celebrate")
    key(Qt.Key.Key_S, CTRL | SHIFT)
    shown("student_turn")
    key(Qt.Key.Key_A, CTRL)
    type_text(TYPED)
    key(Qt.Key.Key_F9)
    shown("cover")
    program.lock()
    until(lambda: all_shown("passphrase_field"))
    assert all_shown("cover|student_turn") == []

    def left() -> list[str]:
        QTest.qWait(20)
        everywhere = [one for top in QApplication.topLevelWidgets() for one in (top, *top.findChildren(QWidget))]
        held = words_in(everywhere)
        return [word for word in ("Camila", "Hernández", TYPED, *OTHERS) if word in held]

    until(lambda: left() == [], "something of a student is left")
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [program.window]
