"""Group conferences on their own page, upon a real encrypted office: arranged, ticked by keyboard, ended for all."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from ui_day_office import PASSPHRASE, TODAY, Day, filled, morning, school_day

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.groups import GroupPlan, GroupState
from ilp_desktop.office import open_office
from ilp_desktop.places import FORMS
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.choices import Day as Choices
from ilp_desktop.ui.day.choices import Show
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.groups.screen import GroupsPage
from ilp_desktop.vault.cost import CHEAP

PLAN = GroupPlan("Sixth-graders", TODAY, "11:00", 40, "Library")


class Groups(Day):
    """The page of group conferences in a window, and the ways a person has with it."""

    dialogs: AnsweredDialogs
    group: int

    def row(self, name: str) -> int:
        listed = self.find(QWidget, "attendance_list")
        return next(at for at, row in enumerate(self.lines()) if row.startswith(name) and listed is not None)

    def lines(self) -> list[str]:
        model = self.wait_for("attendance_list").model()
        return [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]

    def key(self, name: str, *keys: Qt.Key) -> None:
        there = self.wait_for(name)
        there.setFocus()
        for each in keys:
            self.qtbot.keyClick(there, each)
        self.settle()

    def told(self, name: str) -> str:
        return self.wait_for(name).text()

    @property
    def group_sheet(self):
        return self.office.groups.sheet(self.group)

    def more(self, action: str) -> None:
        menu = self.screen.view.menu_of_more()
        next(each for each in menu.actions() if each.objectName() == action).trigger()
        menu.close()
        self.settle()


def students_of(office) -> dict[str, int]:
    return {row.name.split()[0]: row.student_id for row in office.students.search()}


@pytest.fixture
def page(tmp_path, qtbot, look):
    """The page in a window, with a group of four for eleven o'clock."""
    clock = morning()
    folder, ids = filled()
    copy = shutil.copytree(Path(folder.name) / "Alder.ilp", tmp_path / "Alder.ilp")
    office = open_office(copy, PASSPHRASE, clock=clock, lowest=CHEAP)
    background, dialogs = Background(), AnsweredDialogs()
    try:
        known = students_of(office)
        made = office.groups.make(PLAN, [known[name] for name in ("Amara", "Benjamin", "Camila", "Dao")]).made_id
        screen = GroupsPage(office, background, dialogs, clock, office._desk.zone)
        there = Groups(qtbot, office, clock, background, screen, ids)
        there.dialogs, there.group = dialogs, made
        screen.resize(1294, 720)
        screen.show()
        qtbot.waitExposed(screen)
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.open_group(made)
        there.settle()
        yield there
        screen.flush()
        there.settle()
        screen.close()
        screen.deleteLater()
        qtbot.wait(1)
    finally:
        background.close()
        office.close()


def test_there_is_a_line_for_each_student_and_each_parent_under_them(page):
    """R37."""
    assert [line.split(",")[0] for line in page.lines()] == [
        "Camila Hernández", "Rosa Hernández", "Dao Nguyen", "Linh Nguyen",
        "Amara Okafor", "Ngozi Okafor", "Benjamin Tsosie", "Will Tsosie",
    ]  # fmt: skip
    assert page.lines()[1] == "Rosa Hernández, Mother, of Camila Hernández, not here yet"
    assert (page.told("students_here"), page.told("students_of")) == ("0", "of 4 students invited")
    face = QAccessible.queryAccessibleInterface(page.find(QWidget, "attendance_list"))
    assert face.child(0).text(QAccessible.Text.Name) == page.lines()[0]


def test_lines_are_ticked_by_arrows_space_and_the_first_letters_of_any_name(page):
    page.key("attendance_list", Qt.Key.Key_Home, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert [line.endswith(("here", "Checked in")) and "not here" not in line for line in page.lines()[:3]] == [
        True, True, False
    ]  # fmt: skip
    page.key("attendance_list", Qt.Key.Key_T, Qt.Key.Key_S, Qt.Key.Key_O, Qt.Key.Key_Space)
    assert page.told("students_here") == "2"
    here = {one.name for member in page.group_sheet.members for one in member.people if one.here}
    assert here == {"Camila Hernández", "Rosa Hernández", "Benjamin Tsosie"}
    page.key("attendance_list", Qt.Key.Key_Space)
    assert page.told("students_here") == "1"


def test_begun_and_ended_once_for_all_it_says_what_comes_next_of_those_it_missed(page):
    page.key("attendance_list", Qt.Key.Key_Home, Qt.Key.Key_Space)
    page.click("group_begin")
    assert page.group_sheet.line.state is GroupState.IN_CONFERENCE
    assert "In conference" in page.lines()[0]
    page.key("attendance_list", Qt.Key.Key_A, Qt.Key.Key_M, Qt.Key.Key_Space)
    assert {member.state for member in page.group_sheet.members} == {
        ConferenceState.IN_CONFERENCE,
        ConferenceState.SCHEDULED,
    }
    page.dialogs.answer(True)
    page.click("group_end")
    assert page.dialogs.asked == ["End the group conference?"]
    states = {member.name.split()[0]: member.state for member in page.group_sheet.members}
    assert states == {
        "Camila": ConferenceState.TO_SIGN, "Amara": ConferenceState.TO_SIGN,
        "Dao": ConferenceState.MISSED, "Benjamin": ConferenceState.MISSED,
    }  # fmt: skip
    assert page.told("absent_title") == "We missed 2 families. What comes next?"
    dao = students_of(page.office)["Dao"]
    with page.qtbot.waitSignal(page.screen.another_asked) as asked:
        page.click(f"another_{dao}")
    assert asked.args == [dao]


def test_what_the_room_sees_is_kept_as_it_is_typed_and_shown_large_without_a_name_of_anybody(page):
    page.click("shared_segment")
    assert not page.sees("attendance_list")
    page.type("shared_text", "Four years, one plan.")
    page.qtbot.waitUntil(lambda: page.office.groups.shared(page.group).text == "Four years, one plan.", timeout=12_000)
    page.click("present_button")
    shown = page.wait_for("cover")
    assert shown.findChild(QWidget, "presented_text").text() == "Four years, one plan."
    said = " ".join(each.text() for each in shown.findChildren(QWidget) if hasattr(each, "text"))
    assert not any(name in said for name in ("Amara", "Camila", "Rosa", "Dao", "Benjamin"))
    page.qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not page.sees("cover")


def test_return_on_any_line_of_a_family_opens_the_students_own_plan(page):
    conference = page.group_sheet.members[1].conference_id
    with page.qtbot.waitSignal(page.screen.conference_asked) as asked:
        page.key("attendance_list", Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 3, Qt.Key.Key_Return)
    assert asked.args == [page.group, conference]


def test_a_sixth_is_refused_under_millard_in_the_form_with_the_number_and_the_policy(page):
    """R29."""
    page.office.packs.adopt(FORMS / "millard-model")
    page.screen.show_list()
    page.settle()
    page.click("new_group")
    form = page.wait_for("new_group_form")
    form.which.box.setCurrentIndex(form.which.box.count() - 1)
    page.settle()
    page.click("pick_all_button")
    assert page.told("new_group_count") == "7 of at most 5 students invited"
    page.click("new_group_button")
    said = page.wait_for("banner_text").text()
    assert "at most 5 students" in said
    assert "7 would be invited" in said
    assert len(page.office.groups.all()) == 1
    page.click("pick_none_button")
    listed = page.wait_for("pick_list")
    for at in range(5):
        page.qtbot.mouseClick(
            listed.viewport(), Qt.MouseButton.LeftButton, pos=listed.visualRect(listed.model().index(at)).center()
        )
    page.type("new_group_name_field", "")
    form.findChild(QWidget, "new_group_name_field").editor.setText("Small group")
    page.click("new_group_button")
    assert ("Small group", 5) in [(line.name, line.students) for line in page.office.groups.all()]
    assert page.told("group_name") == "Small group"


def test_clashes_are_told_in_the_form_before_anything_is_arranged(page):
    page.screen.show_list()
    page.settle()
    page.click("new_group")
    form = page.wait_for("new_group_form")
    form.which.box.setCurrentIndex(form.which.box.count() - 1)
    page.settle()
    page.click("pick_all_button")
    # At nine Dao's own conference is; its teacher is who would hold the group.
    page.qtbot.waitUntil(lambda: page.sees("new_group_clashes"), timeout=12_000)
    told = page.find(QWidget, "new_group_clashes").words.text()
    assert "Dao Nguyen has another conference at 9:00." in told
    assert "Whoever holds it meets Dao Nguyen at 9:00." in told
    form.findChild(QWidget, "new_group_begins_field").editor.setText("2 pm")
    form.changed.emit()
    page.qtbot.waitUntil(lambda: not page.sees("new_group_clashes"), timeout=12_000)


def test_it_is_moved_more_are_invited_one_is_taken_out_and_it_is_called_off(page):
    page.more("move_action")
    form = page.wait_for("move_group_form")
    form.findChild(QWidget, "move_group_begins_field").editor.setText("1:30")
    page.click("move_group_button")
    assert page.group_sheet.line.starts_at == "13:30"
    page.more("invite_action")
    form = page.wait_for("invite_form")
    form.which.box.setCurrentIndex(form.which.box.findText("Grade 5"))
    page.settle()
    page.click("pick_all_button")
    page.click("invite_button")
    assert {member.name.split()[0] for member in page.group_sheet.members} == {
        "Amara", "Benjamin", "Camila", "Dao", "Elias"
    }  # fmt: skip
    page.key("attendance_list", Qt.Key.Key_Home)
    page.more("out_action")
    assert "Camila" not in {member.name.split()[0] for member in page.group_sheet.members}
    page.click("toast_action")
    page.qtbot.waitUntil(lambda: len(page.group_sheet.members) == 5, timeout=12_000)
    page.dialogs.answer(True)
    page.more("off_action")
    assert page.office.groups.all() == ()
    assert page.sees("groups_empty")


def test_the_day_has_one_line_for_the_group_and_the_desk_one_for_each_family(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        known = students_of(day.office)
        made = day.office.groups.make(PLAN, [known["Amara"], known["Dao"]]).made_id
        day.screen.refresh()
        day.settle()
        model = day.find(QWidget, "day_list").model()
        said = [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
        assert said[-1] == "11:00, Sixth-graders, 2 students · Iris Park, Scheduled"
        assert day.find(QWidget, "mine_segment").text() == "Mine  6"
        listed = day.find(QWidget, "day_list")
        listed.scrollTo(model.index(model.rowCount() - 1))
        place = listed.visualRect(model.index(model.rowCount() - 1)).center()
        with qtbot.waitSignal(day.screen.group_asked) as asked:
            qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert asked.args == [made]
        everyone = day.office.conferences.day(TODAY)
        assert len(Choices(everyone, Show.EVERYONE).rows) == len(everyone.rows) - 1
        assert len(Choices(everyone, Show.EVERYONE, spread=True).rows) == len(everyone.rows), "each family at the desk"
