"""Every page of the window: named for those who hear it, readable for those who see it, silent about students outside."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from use_hands import Keys, Mouse, all_shown, rows, shown, until

from ilp_desktop.demo import offices
from ilp_desktop.demo.people import generate
from ilp_desktop.places import FORMS
from ilp_desktop.roster.export import write_roster
from ilp_desktop.ui import theme
from ilp_desktop.ui.widgets import Button, Ring

pytestmark = pytest.mark.window
SMALL_LAPTOP = QSize(1366, 768)
EXPORTS = Path(__file__).parents[1] / "golden" / "exports"


def _unnamed(window: QWidget) -> Iterator[str]:
    """Whatever takes the keyboard and cannot be spoken of."""
    for each in window.findChildren(QWidget):
        if (
            not each.isVisible()
            or each.focusPolicy() == Qt.FocusPolicy.NoFocus
            or isinstance(each, QScrollArea)
            or each.focusProxy()
        ):
            continue
        if not (each.accessibleName() or (isinstance(each, QAbstractButton | QLabel) and each.text())):
            yield f"{type(each).__name__} {each.objectName()} in {each.parentWidget().objectName()}"


def _clipped(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need, where nothing says that they were cut on purpose."""
    for each in window.findChildren(QWidget):
        if not each.isVisible() or (each.visibleRegion().isEmpty() and _scrolls(each)):
            continue
        if isinstance(each, QLabel) and each.text() and not getattr(each, "_elide", False):
            if each.wordWrap():
                needed = each.heightForWidth(each.width())
                if needed > each.height() + 1:
                    yield f"{each.objectName() or 'label'}: {each.text()[:60]!r} needs {needed} high, has {each.height()}"
            elif each.sizeHint().width() > each.width() + 1:
                yield f"{each.objectName() or 'label'}: {each.text()[:60]!r} needs {each.sizeHint().width()}, has {each.width()}"
        elif isinstance(each, Button) and each.text() and each._content_width() > each.width():
            yield f"{each.objectName()}: {each.text()!r} needs {each._content_width()}, has {each.width()}"


def _scrolls(each: QWidget) -> bool:
    above = each.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


def _overflows(window: QWidget) -> Iterator[str]:
    """Buttons and boxes that stick out of the window or of what holds them, where nothing scrolls to them."""
    frame = window.rect()
    for each in window.findChildren(QWidget):
        if not each.isVisible() or not isinstance(
            each, QAbstractButton | QLineEdit | QTextEdit | QComboBox | QAbstractSpinBox | QAbstractItemView
        ):
            continue
        place = each.rect().translated(each.mapTo(window, each.rect().topLeft()))
        if not _scrolls(each) and not frame.contains(place):
            yield f"{each.objectName()} at {place.x()},{place.y()} {place.width()}x{place.height()} leaves the window"


def _overlaid(window: QWidget) -> Iterator[str]:
    """A button that lies over the timer's ring."""
    buttons = [each for each in window.findChildren(Button) if each.isVisible()]
    for ring in window.findChildren(Ring):
        frame = ring.rect().translated(ring.mapTo(window, ring.rect().topLeft()))
        for each in buttons if ring.isVisible() else ():
            if frame.intersects(each.rect().translated(each.mapTo(window, each.rect().topLeft()))):
                yield f"{each.objectName()} lies over {ring.objectName()}"


class Walk:
    """Looks at each page and keeps what is wrong with it."""

    def __init__(self, program, names: tuple[str, ...]) -> None:
        self.program, self.names = program, names
        self.seen: list[str] = []
        self.wrong: list[str] = []

    def look(self, page: str) -> None:
        QTest.qWait(60)
        window = self.program.window
        self.seen.append(page)
        for find in (_unnamed, _clipped, _overflows, _overlaid):
            self.wrong += [f"{page}: {find.__name__[1:]}: {one}" for one in dict.fromkeys(find(window))]
        for name in self.names:
            if name in window.windowTitle():
                self.wrong.append(f"{page}: the title says {name}")
        if window.size() != SMALL_LAPTOP:
            self.wrong.append(f"{page}: the window grew to {window.width()}x{window.height()}")
            window.resize(SMALL_LAPTOP)


def _settle(program) -> None:
    # Not `drain`: while it drains, what a page asks for is let go, and the page stays empty.
    for _round in range(3):
        QTest.qWait(20)
        until(lambda: program.background._under_way == 0)


def _open(program) -> None:
    hand = Keys(program.window)
    hand.write("passphrase_field", offices.PASSPHRASE)
    hand.press("open_button")
    until(lambda: all_shown("day_list") and rows("day_list"))


def look_at_first_run(place, walk_of: Callable[..., Walk]) -> Walk:
    program = place.start()
    walk, hand = walk_of(program, ()), Mouse(program.window)
    walk.look("welcome")
    hand.press("new_choice")
    walk.look("create")
    hand.press("create_button")
    walk.look("create, something missing")
    hand.write("office_field", "Juniper Elementary")
    hand.write("person_field", "Robin Castle")
    hand.write("passphrase_field", "too short")
    walk.look("create, a weak passphrase")
    shown("passphrase_field").set_text("")
    hand.write("passphrase_field", "eleven quiet magpies over the flats")
    hand.write("again_field", "eleven quiet magpies over the flats")
    hand.press("create_button")
    shown("paper_button")
    walk.look("recovery sheet")
    hand.press("paper_button")
    walk.look("recovery sheet typed back")
    return walk


def look_at_office(place, demo, walk_of: Callable[..., Walk]) -> Walk:
    program = place.start(demo)
    walk, hand = walk_of(program, ("Camila", "Amara", "Hernández")), Mouse(program.window)
    until(lambda: "Demo" in shown("unlock_title").text())
    walk.look("unlock")
    hand.press("recover_button")
    walk.look("recovery")
    hand.press("recovery_back_button")
    _open(program)
    walk.look("day")
    _conference(walk, hand, program)
    _places(walk, hand, place)
    return walk


def _conference(walk: Walk, hand: Mouse, program) -> None:
    hand.menu_of_row("day_list", "Fiona", "check_in_action")
    shown(r"expected_\d+")
    walk.look("who is here")
    hand.press("somebody_else_button")
    shown("somebody_else_words")
    walk.look("somebody else is here")
    hand.press("check_in_back")
    hand.choose("day_list", "Fiona")
    shown("arrival_view")
    shown("door_call")
    walk.look("arrival")
    hand.press("door_met_button")
    _settle(program)
    hand.choose("day_list", "Camila")
    for section in ("celebrate", "data", "goals", "support", "private", "sign"):
        shown(f"{section}_section")
        _settle(program)
        walk.look(section)
        if section == "sign":
            hand.press(r"turn_\d+")
            walk.look("sign, a turn")
            hand.press("choice_disagree")
            walk.look("sign, a turn that disagrees")
            hand.press("cancel_sign_button")
        hand.onward()
    shown("print_section")
    _settle(program)
    walk.look("print")
    hand.choose("day_list", "Amara")
    shown("conference_screen")
    _settle(program)
    walk.look("a finalized conference")


def _after(walk: Walk, hand: Mouse) -> None:
    """What comes after the conference."""
    hand.go("day", 1)
    hand.press("after_button")
    until(lambda: rows("queue_list"))
    _settle(walk.program)
    walk.look("print station")
    hand.choose("queue_list", rows("queue_list")[0])
    shown("chosen_card")
    walk.look("print station, a copy")
    hand.press("closing_segment")
    until(lambda: rows("closing_list"))
    _settle(walk.program)
    walk.look("closing list")


def _groups(walk: Walk, hand: Mouse) -> None:
    """A group conference: its list, its questions, its attendance, what the room sees."""
    program = walk.program
    hand.go("day", 1)
    hand.press("day_papers")
    hand.menu("groups_action")
    until(lambda: rows("groups_list"))
    walk.look("group conferences")
    hand.press("new_group")
    until(lambda: rows("pick_list"))
    _settle(program)
    walk.look("a new group conference")
    hand.press("new_group_cancel")
    hand.choose("groups_list", rows("groups_list")[0].split(",")[0])
    until(lambda: rows("attendance_list"))
    _settle(program)
    walk.look("a group's attendance")
    hand.press("shared_segment")
    _settle(program)
    walk.look("what the room sees")
    for deed in ("move", "invite"):
        hand.press("group_more")
        hand.menu(f"{deed}_action")
        shown("move_group_form|invite_form")
        _settle(program)
        walk.look(f"a group: {deed}")
        hand.press("move_group_cancel|invite_cancel")


def _policy(walk: Walk, hand: Mouse) -> None:
    program = walk.program
    hand.go("policy", 5)
    until(lambda: rows("clause_list"))
    walk.look("rules in force")
    hand.press("policy_choices_button")
    until(lambda: shown("choices_button").isEnabled())
    walk.look("choices")
    hand.press("choices_back")
    hand.press("policy_names_button")
    shown("names_button")
    walk.look("names")
    hand.press("names_back")
    hand.press("policy_another_button")
    shown("offers_folder_button")
    walk.look("policies on offer")
    hand.press("offer_policy-4020")
    until(lambda: rows("compare_list"))
    _settle(program)
    walk.look("another policy side by side")
    hand.press("compare_back")
    hand.press("offers_back")
    hand.press("calendar_segment")
    shown("semester_2_last")
    _settle(program)
    walk.look("the school calendar")


def _board(walk: Walk, hand: Mouse) -> None:
    program = walk.program
    program.background.do(lambda: program.office.packs.adopt(FORMS / "starter"))
    hand.go("board", 2)
    shown("board_empty")
    walk.look("a board without rules")
    program.background.do(lambda: program.office.packs.adopt(FORMS / "davis"))
    hand.press("everyone_segment")
    until(lambda: all_shown("board_list") and len(rows("board_list")) > 20)
    hand.choose("board_list", rows("board_list")[0].split(",")[0])
    until(lambda: all_shown("need_text"))
    _settle(program)
    walk.look("the board: everyone")
    hand.press("clause_segment")
    shown("board_counts")
    _settle(program)
    walk.look("the board: numbers")
    hand.press("due_segment")
    shown("board_due")
    _settle(program)
    walk.look("the board: what falls due")


def _places(walk: Walk, hand: Mouse, place) -> None:
    program = walk.program
    _after(walk, hand)
    _groups(walk, hand)
    _board(walk, hand)
    hand.go("students", 3)
    until(lambda: rows("student_list"))
    walk.look("students")
    hand.write("student_find_field", "Hernandez Camila")
    until(lambda: len(rows("student_list")) < 5)
    hand.choose("student_list", "Camila")
    shown("file_name")
    _settle(program)
    walk.look("a student's file")
    hand.press("arrange_open_button")
    walk.look("arranging")
    hand.press("arrange_cancel")
    hand.press("record_segment")
    shown("disclosures_card")
    _settle(program)
    walk.look("a student's record")
    hand.press("entry_new_button")
    hand.press("given_segment")
    walk.look("a request is written down")
    hand.press("entry_cancel_button")
    _adults(walk, hand)
    _staff(walk, hand)
    _policy(walk, hand)
    roster = place.folder / "roster.zip"
    write_roster(generate(5, 40, place.clock.now().date()).roster(), roster)
    hand.go("rosters", 4)
    walk.look("roster")
    place.dialogs.answer(EXPORTS / "06_skyward_students.csv")
    hand.press("roster_zip_button")
    shown("mapping_view")
    _settle(program)
    walk.look("what the columns are")
    hand.press("mapping_back_button")
    place.dialogs.answer(roster)
    hand.press("roster_zip_button")
    shown("apply_button")
    walk.look("roster preview")
    hand.press("apply_button")
    shown("outcome_students_button")
    walk.look("roster applied")
    hand.press("office_place")
    hand.press("record_segment")
    shown("record_list")
    _settle(program)
    walk.look("the record")
    hand.go("checking", 6)
    walk.look("checking")
    place.dialogs.answer(roster)
    hand.press("check_choose_button")
    shown("verdict_view")
    walk.look("a verdict")
    hand.go("preferences", 5)
    _settle(program)
    walk.look("settings")


def _adults(walk: Walk, hand: Mouse) -> None:
    hand.press("adults_segment")
    shown("adults_body")
    _settle(walk.program)
    walk.look("adults and staff")
    for deed in ("correct", "change", "grant", "end", "bar"):
        hand.press(r"adult_\d+_button")
        hand.menu(f"{deed}_action")
        shown(f"{deed}_form")
        walk.look(f"an adult: {deed}")
        hand.press(f"{deed}_cancel")
    for deed in ("add", "outside", "assign"):
        hand.press(f"{deed}_open_button")
        shown(f"{deed}_form")
        walk.look(f"adults and staff: {deed}")
        hand.press(f"{deed}_cancel")


def _staff(walk: Walk, hand: Mouse) -> None:
    hand.press("office_place")
    hand.press("staff_segment")
    until(lambda: rows("staff_list"))
    _settle(walk.program)
    walk.look("staff and students")
    hand.choose("staff_list", rows("staff_list")[0])
    shown("assign_alone_form|alone_empty")
    walk.look("students without anybody")
    hand.choose("staff_list", next(row for row in rows("staff_list")[1:] if " 0 " not in row).split(",")[0])
    shown("hand_over_open_button")
    walk.look("a caseload")
    for deed in ("assign_to", "hand_over", "away", "leave"):
        hand.press(f"{deed}_open_button")
        shown(f"{deed}_form")
        _settle(walk.program)
        walk.look(f"a caseload: {deed}")
        hand.press(f"{deed}_cancel")


@pytest.fixture(params=[100, 150], ids=["100%", "150%"])
def percent(request, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> int:
    """The text size, wherever an office says otherwise."""
    wanted, apply = request.param, theme.apply
    apply(qapp, "light", wanted, reduce_motion=True)
    monkeypatch.setattr(
        "ilp_desktop.app.program.theme.apply",
        lambda app, scheme="light", _percent=100, **more: apply(app, "light", wanted, reduce_motion=True),
    )
    return wanted


def test_the_first_pages_are_named_and_readable(place, percent):
    walk = look_at_first_run(place, Walk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) == 6


def test_every_page_of_an_office_is_named_and_readable(place, demo, percent):
    walk = look_at_office(place, demo, Walk)
    assert "\n".join(walk.wrong) == ""
    assert len(walk.seen) >= 22
