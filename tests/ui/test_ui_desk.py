"""The front desk's window and the public board: by keys and by mouse, live, and with nothing in them that the desk may not see."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from ui_household_office import SECRETS, TODAY, everything_in, families, hands_on

from ilp_desktop import language
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.store.tables import conference, participant
from ilp_desktop.ui.desk.board import BoardWindow
from ilp_desktop.ui.desk.early import EarlyEndPage
from ilp_desktop.ui.desk.state import Deed, Desk, Show, deeds_of, finding, read, showing
from ilp_desktop.ui.desk.window import DeskWindow

pytestmark = pytest.mark.usefixtures("look")
LIST = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def school(tmp_path):
    """Half past eight; Camila and Ana come to Omar, at twenty to and at nine. Dao has nobody and no time."""
    with families(tmp_path) as made:
        arrange, omar = made.office.conferences.arrange, made.ids["Omar"]
        made.ids["camila_held"] = arrange(made.ids["Camila"], TODAY, "08:40", staff_id=omar).made_id
        made.ids["ana_held"] = arrange(made.ids["Ana"], TODAY, "09:00", staff_id=omar).made_id
        made.write = made.office._desk.store.write
        yield made


@pytest.fixture
def at_desk(school):
    """The office as whoever unlocked it sits at the front desk."""
    return school.office.as_seen_by(replace(school.office.viewer, role=Role.FRONT_DESK))


@pytest.fixture
def desk(qtbot, school, at_desk, background):
    with hands_on(qtbot, DeskWindow(at_desk, background), background) as hands:
        hands.qtbot.waitUntil(lambda: len(rows(hands)) == 2, timeout=12_000)
        yield hands
    background.close()


def rows(hands, name="desk_list"):
    model = hands.widget.findChild(type(hands.widget.list), name).model()
    return [str(model.index(at, 0).data(LIST)) for at in range(model.rowCount())]


def wait_for_row(hands, words):
    hands.qtbot.waitUntil(lambda: any(words in row for row in rows(hands)), timeout=12_000)


def press(hands, code, letter=""):
    there = hands.widget.focusWidget() or hands.widget
    if not letter:
        QTest.keyClick(there, code)
    for each in letter:
        QTest.keyClicks(hands.widget.focusWidget(), each)
    hands.settle()


def state_of(school, name="camila_held"):
    with school.office._desk.store.read() as connection:
        return connection.execute(select(conference).where(conference.c.id == school.ids[name])).one()


# By keys alone


def test_a_letter_finds_a_family_and_two_keys_check_it_in_and_say_its_number(desk, school):
    desk.widget.focus_first()
    press(desk, None, "he")
    assert len(rows(desk)) == 1
    assert "Camila Hernández" in rows(desk)[0]
    press(desk, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.sees("check_in_student"), timeout=12_000)
    desk.qtbot.waitUntil(
        lambda: (desk.widget.focusWidget() or desk.widget).objectName().startswith("expected_"), timeout=12_000
    )
    press(desk, Qt.Key.Key_Space)
    press(desk, Qt.Key.Key_Return)
    wait_for_row(desk, "No. 1")
    assert state_of(school).state == ConferenceState.CHECKED_IN.value
    desk.qtbot.waitUntil(lambda: desk.sees("toast_text"), timeout=12_000)
    assert "Camila Hernández is checked in. Their number: 1" in desk.said()
    assert desk.widget.list.hasFocus()
    with school.office._desk.store.read() as connection:
        came = connection.execute(select(participant.c.name).where(participant.c.attended.is_(True))).scalars().all()
    assert came == ["Rosa Hernández"]


def test_late_missed_back_and_call_are_one_key_each(desk, school):
    desk.widget.focus_first()
    press(desk, Qt.Key.Key_F4)
    desk.qtbot.waitUntil(lambda: desk.sees("late_10"), timeout=12_000)
    assert desk.find("late_10").hasFocus(), "what most people say"
    press(desk, Qt.Key.Key_Space)
    wait_for_row(desk, "Late, expected 8:50")
    assert desk.widget.list.hasFocus()
    press(desk, Qt.Key.Key_F6)
    wait_for_row(desk, "Missed")
    press(desk, Qt.Key.Key_F7)
    desk.qtbot.waitUntil(lambda: "Expected" in rows(desk)[0], timeout=12_000)
    assert state_of(school).expected_at == ""
    press(desk, Qt.Key.Key_F5)
    assert state_of(school).called_at is None, "who is not here is not called"
    school.office.conferences.check_in(school.ids["camila_held"])
    desk.widget.refresh()
    wait_for_row(desk, "Arrived")
    press(desk, Qt.Key.Key_F5)
    wait_for_row(desk, "Called")
    press(desk, Qt.Key.Key_F5)
    wait_for_row(desk, "Arrived")


def test_escape_leaves_one_thing_after_the_other(desk):
    desk.widget.focus_first()
    press(desk, Qt.Key.Key_F4)
    desk.qtbot.waitUntil(lambda: desk.sees("late_10"), timeout=12_000)
    press(desk, Qt.Key.Key_Escape)
    assert not desk.sees("late_10")
    assert desk.sees("check_in_card")
    press(desk, Qt.Key.Key_Escape)
    assert not desk.sees("check_in_card")
    assert desk.sees("staff_panel")


def test_f11_fills_the_screen_and_escape_leaves_it(desk):
    press(desk, Qt.Key.Key_F11)
    assert desk.widget.isFullScreen()
    desk.widget.focus_first()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.widget.isFullScreen()


# By mouse


def test_columns_show_who_is_where_and_who_waits_past_their_time(desk, school):
    school.office.conferences.check_in(school.ids["camila_held"])
    school.clock.advance(60 * 15)  # a quarter to nine: Camila's hour is five minutes past
    desk.widget.refresh()
    desk.click("waiting_segment")
    wait_for_row(desk, "Waiting 5 min")
    assert len(rows(desk)) == 1
    assert "Waiting  1" in desk.find("waiting_segment").text()
    desk.click("expected_segment")
    assert ["Ana Lee" in row for row in rows(desk)] == [True]
    desk.click("done_segment")
    assert desk.find("desk_nothing").words.text() == "No conference is over yet."


def test_somebody_else_gets_a_neutral_line_and_the_counselor_a_silent_note(desk, school):
    click_row(desk, "Camila")
    desk.click("somebody_else_button")
    desk.qtbot.waitUntil(lambda: desk.sees("somebody_else_words"), timeout=12_000)
    assert desk.find("somebody_else_words").text() == "“Please have a seat; I'll get someone from the office.”"
    wait_for_row(desk, "Someone from the office is on the way")
    assert next(row for row in school.office.conferences.day(TODAY).rows if "Camila" in row.student_name).office_called
    desk.click("office_came_button")
    desk.qtbot.waitUntil(lambda: "on the way" not in rows(desk)[0], timeout=12_000)


def test_who_has_a_guardians_permission_is_on_the_list_and_is_checked_in(desk, school):
    permissions, held = school.office.permissions, school.ids["camila_held"]
    rosa = permissions.permitters(held).adults[0][0]
    guest = permissions.permit(held, "Lucia Vega", rosa, "phone").made_id
    click_row(desk, "Camila")
    desk.click(f"expected_{guest}")
    desk.click("check_in_button")
    wait_for_row(desk, "No. 1")
    with school.office._desk.store.read() as connection:
        came = connection.execute(select(participant.c.name).where(participant.c.attended.is_(True))).scalars().all()
    assert came == ["Lucia Vega"]


def test_a_family_without_a_time_is_seated_and_another_waits_for_a_time(desk, school):
    office = school.office
    office.participants.assign([school.ids["Dao"]], school.ids["Omar"], "teacher")
    office.conferences.mark_missed(school.ids["camila_held"])
    desk.click("walk_in_button")
    desk.write("walk_in_find", "dao")
    desk.qtbot.waitUntil(lambda: desk.sees("walk_in_list"), timeout=12_000)
    desk.settle()
    press(desk, Qt.Key.Key_Return)
    give = f"give_{school.ids['Omar']}"
    desk.qtbot.waitUntil(lambda: desk.sees(give), timeout=12_000)
    assert desk.find(give).text() == "Give 8:40"
    desk.click(give)
    wait_for_row(desk, "8:40, Dao Nguyen, No. 1 · Omar Lund · walk-in, Arrived")
    desk.click("walk_in_button")
    desk.write("walk_in_find", "camila")
    desk.qtbot.waitUntil(lambda: desk.sees("walk_in_list"), timeout=12_000)
    desk.settle()
    press(desk, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.sees(give), timeout=12_000)
    assert desk.find(give).text() == "Put on the waiting list", "Omar is taken until twenty past nine"
    desk.click(give)
    wait_for_row(desk, "no time yet, Camila Hernández")
    office.conferences.mark_missed(school.ids["ana_held"])
    desk.widget.refresh()
    desk.settle()
    click_row(desk, "no time yet")
    desk.click("seat_button")
    wait_for_row(desk, "9:00, Camila Hernández")


def test_what_remains_of_somebodys_day_is_moved_in_one_step_and_taken_back(desk, school):
    office, omar = school.office, school.ids["Omar"]
    office.conferences.check_in(school.ids["camila_held"])
    office.conferences.begin(school.ids["camila_held"])
    school.clock.advance(60 * 42)  # twelve past nine: the first has run over, Ana's hour is past
    desk.widget.refresh()
    desk.qtbot.waitUntil(lambda: desk.find(f"running_{omar}").text() == "12 minutes behind · 1 to come", timeout=12_000)
    desk.click(f"move_{omar}")
    assert desk.find("shift_minutes_choice").currentText() == "15 minutes later", "what they are behind"
    desk.click("shift_button")
    wait_for_row(desk, "9:15, Ana Lee")
    assert "planned for 9:00" in " ".join(rows(desk))
    desk.qtbot.waitUntil(lambda: desk.sees("toast_action"), timeout=12_000)
    desk.click("toast_action")
    wait_for_row(desk, "9:00, Ana Lee")


def test_the_desk_hears_at_once_what_is_done_elsewhere(desk, school, background):
    background.do(lambda: school.office.conferences.begin(school.ids["ana_held"]))
    wait_for_row(desk, "Ana Lee, Omar Lund, In conference")


def test_what_the_office_refuses_is_said_in_the_desks_own_window(desk, school):
    click_row(desk, "Ana")
    school.office.conferences.begin(school.ids["ana_held"])
    desk.click("missed_button")
    desk.qtbot.waitUntil(lambda: desk.sees("desk_banner"), timeout=12_000)
    assert "has already begun" in desk.said()


def click_row(hands, words):
    at = next(at for at, row in enumerate(rows(hands)) if words in row)
    view = hands.widget.list
    place = view.visualRect(view.model().index(at, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.settle()


# What is not in it


def test_the_desk_holds_no_reason_no_plan_word_and_no_telephone_and_the_board_no_name(
    qtbot, school, at_desk, background
):
    held = school.ids["camila_held"]
    school.office.conferences.begin(held)
    school.office.conferences.leave_field(held, "answer:celebrate.proud", "Canaryword of a plan", "en")
    school.office.conferences.check_in(school.ids["ana_held"])
    at_desk.front_desk.call(school.ids["ana_held"])
    board = BoardWindow(at_desk, background)
    with hands_on(qtbot, DeskWindow(at_desk, background), background) as hands, hands_on(qtbot, board, background):
        hands.qtbot.waitUntil(lambda: len(rows(hands)) == 2, timeout=12_000)
        told = ""
        for name in ("Camila", "Ana"):
            click_row(hands, name)
            told += everything_in(hands.widget)
            hands.qtbot.waitUntil(lambda name=name: name in hands.find("check_in_student").text(), timeout=12_000)
        hands.click("walk_in_button")
        for letters in ("zacharias", "camila"):
            hands.write("walk_in_find", letters)
            hands.settle()
            told += everything_in(hands.widget).replace(letters, "")
        assert "Rosa Hernández" in told, "the scan reads what is there"
        words = (*SECRETS, "Canaryword", "555-", "Canary")
        assert [word for word in words if word in told] == []
        public = everything_in(board) + board.words() + repr(board._board)
        assert "Now: 1, Omar Lund, 9:00" in public
        names = ("Ana", "Lee", "Camila", "Hern", "Rosa", "June", "grade", "Grade", "12", "late", "issed")
        assert [word for word in (*words, *names) if word in public.replace("Omar Lund", "")] == []
    background.close()


def test_titles_name_the_window_and_nobody(desk, at_desk, background, qtbot):
    assert desk.widget.windowTitle() == "ILP Desktop — Front desk"
    click_row(desk, "Camila")
    assert "Camila" not in desk.widget.windowTitle()


# The board


@contextmanager
def shown_board(qtbot, at_desk, background):
    with hands_on(qtbot, BoardWindow(at_desk, background), background) as hands:
        yield hands.widget
    background.close()


def test_the_board_asks_to_check_in_while_nobody_waits_and_says_so_in_both_languages(qtbot, at_desk, background):
    with shown_board(qtbot, at_desk, background) as board:
        assert board.words() == "Please check in at the front desk."
        language.use("es")
        assert board.words() == "Por favor, anúnciese en la recepción."


def test_the_board_follows_what_is_called_and_is_painted_in_light_and_dark(qtbot, qapp, school, at_desk, background):
    from ilp_desktop.ui import theme

    with shown_board(qtbot, at_desk, background) as board:
        empty = board.grab().toImage()
        school.office.conferences.check_in(school.ids["camila_held"])
        background.do(lambda: at_desk.front_desk.call(school.ids["camila_held"]))
        qtbot.waitUntil(lambda: "Now: 1" in board.accessibleName(), timeout=12_000)
        light = board.grab().toImage()
        assert light != empty
        theme.apply(qapp, "dark", reduce_motion=True)
        assert board.grab().toImage() != light
        QTest.keyClick(board, Qt.Key.Key_F11)
        assert board.isFullScreen()
        QTest.keyClick(board, Qt.Key.Key_Escape)
        assert not board.isFullScreen()


# A day that ends early


def test_a_day_ends_early_in_one_step_and_each_home_is_told(qtbot, school, background):
    office = school.office
    page = EarlyEndPage(office, background, school.clock, office.zone)
    with hands_on(qtbot, page, background) as hands:
        hands.write("early_time", "8:45")
        hands.click("early_look")
        hands.qtbot.waitUntil(lambda: page._model.rowCount() == 2, timeout=12_000)
        assert hands.find("early_move").text() == "Move 2 conferences"
        assert "555-0101" not in everything_in(page), "whom to call is read once they are moved"
        hands.click("early_move")
        hands.qtbot.waitUntil(lambda: "3 homes are still to be told" in hands.said(), timeout=12_000)
        assert [row.student_name for row in office.conferences.day(TODAY).rows] == []
        choose_line(hands, page, "Camila")
        assert "555-0101 · Spanish" in hands.said()
        assert "Barredson" not in everything_in(page)
        rosa = page._early.lines[0].homes[0]
        hands.click(f"message_{rosa.key}")
        hands.qtbot.waitUntil(lambda: "2 homes are still to be told" in hands.said(), timeout=12_000)
        assert not hands.sees("early_undo"), "somebody was told"
        (line,) = [one for one in office.evidence.of_student(school.ids["Camila"]).recorded if one.mode == "phone"]
        assert line.people == ("Rosa Hernández",)
    background.close()


def test_an_early_end_is_taken_back_while_nobody_was_told(qtbot, school, background):
    office = school.office
    page = EarlyEndPage(office, background, school.clock, office.zone)
    with hands_on(qtbot, page, background) as hands:
        hands.write("early_time", "half past")
        hands.click("early_look")
        assert "Write when the day ends" in hands.said()
        hands.write("early_time", "8:45")
        press(hands, Qt.Key.Key_Return)
        hands.qtbot.waitUntil(lambda: page._model.rowCount() == 2, timeout=12_000)
        hands.click("early_move")
        hands.click("early_undo")
        hands.qtbot.waitUntil(lambda: page._model.rowCount() == 0, timeout=12_000)
        assert [row.starts_at for row in office.conferences.day(TODAY).rows] == ["08:40", "09:00"]
    background.close()


def choose_line(hands, page, words):
    model = page._model
    at = next(at for at in range(model.rowCount()) if words in str(model.index(at, 0).data(LIST)))
    place = page.list.visualRect(model.index(at, 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.settle()


# The state, with no window


def test_a_family_is_found_by_the_beginning_of_each_word_or_by_its_number(school, at_desk):
    school.office.conferences.check_in(school.ids["ana_held"])
    day = read(Desk(), at_desk.front_desk.day())

    def found(letters):
        return [row.student_name for row in finding(day, letters).rows]

    assert found("hern cam") == ["Camila Hernández"]
    assert found("HERNA") == ["Camila Hernández"]
    assert found("1") == ["Ana Lee"]
    assert found("milla") == []
    assert found(" ") == ["Camila Hernández", "Ana Lee"]
    assert showing(finding(day, "ana"), Show.EXPECTED).letters == ""


def test_nothing_is_offered_for_a_conference_that_has_begun(school, at_desk):
    rows = {row.student_name: row for row in at_desk.front_desk.day(date(2026, 10, 15)).rows}
    ana = rows["Ana Lee"]
    assert Deed.ARRIVED in deeds_of(ana)
    for state in (ConferenceState.IN_CONFERENCE, ConferenceState.SIGNED):
        assert deeds_of(replace(ana, state=state)) == ()


def test_on_a_day_without_conferences_nobody_is_checked_in_on_another(desk, school):
    school.clock.advance(86_400)
    desk.widget.refresh()
    desk.qtbot.waitUntil(lambda: not desk.widget._desk.day.is_today, timeout=12_000)
    click_row(desk, "Camila")
    assert "Nobody has a time today" in desk.said()
    desk.widget.focus_first()
    press(desk, Qt.Key.Key_F6)
    assert state_of(school).state == ConferenceState.SCHEDULED.value


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.LEAD, {"preparation", "entry", "groups", "desk", "board", "early_end"}),
        (Role.CAREER_STAFF, {"preparation", "entry", "groups", "desk", "board"}),
        (Role.FRONT_DESK, {"desk", "board"}),
        (Role.AUDITOR, {"preparation", "entry", "groups"}),
    ],
)
def test_the_days_menu_offers_each_role_what_it_may_do(qtbot, school, background, role, offered):
    from ilp_desktop.app.desk_windows import may_open
    from ilp_desktop.app.ways import places
    from ilp_desktop.ui.day.screen import DayScreen

    office = school.seen_by(role)
    screen = DayScreen(office, background, school.clock, office.zone)
    with hands_on(qtbot, screen, background):
        actions = {action.objectName().removesuffix("_action") for action in screen.side.papers_menu().actions()}
    assert actions == offered
    behind_ctrl_k = {place.what for place in places(checks_in=may_open(office))}
    assert ("front_desk" in behind_ctrl_k) is ("desk" in offered)
    background.close()
