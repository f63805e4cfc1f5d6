"""What a new office's day shows its lead, in the real window upon a real office."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from ui_day_office import add, morning, new_office

from ilp_desktop.places import FORMS
from ilp_desktop.store.tables import student
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.screen import DayScreen
from ilp_desktop.ui.focus import focus_on


@pytest.fixture
def new(tmp_path, qtbot, look):
    clock = morning()
    office = new_office(tmp_path, clock)
    background = Background()
    page = DayScreen(office, background, clock, office.zone)
    qtbot.addWidget(page)
    page.resize(1286, 768)
    page.show()
    page.clock, page.office, page.background = clock, office, background
    yield page
    background.close()
    office.close()


def find(page, name):
    return next((one for one in page.findChildren(QWidget, name) if one.isVisible()), None)


def wait_for(qtbot, page, name):
    qtbot.waitUntil(lambda: find(page, name) is not None, timeout=12_000)
    return find(page, name)


def test_a_new_office_says_what_comes_next_and_leads_there(qtbot, new):
    asked = []
    new.place_wanted.connect(asked.append)
    for place in ("policy", "rosters"):
        qtbot.mouseClick(wait_for(qtbot, new, f"begin_{place}_button"), Qt.MouseButton.LeftButton)
    assert asked == ["policy", "rosters"]
    assert not find(new, "begin_arranging_button").isEnabled(), "there is nobody yet to arrange a day for"


def test_what_was_done_says_so_and_the_page_is_gone_once_all_is_there(qtbot, new):
    wait_for(qtbot, new, "begin_policy_button")
    add(
        new.office,
        new.clock,
        student,
        given_name="Ada",
        family_name="Lee",
        grade="05",
        student_number="1",
        sort_key="lee",
    )
    new.refresh()
    qtbot.waitUntil(lambda: find(new, "begin_arranging_button").isEnabled(), timeout=12_000)
    assert "Done" in find(new, "begin_rosters_button").accessibleDescription()
    assert "Done" not in find(new, "begin_policy_button").accessibleDescription()
    new.background.do(lambda: new.office.packs.adopt(FORMS / "davis"))
    qtbot.waitUntil(lambda: find(new, "beginning_view") is None, timeout=12_000)


def test_the_keyboard_comes_to_each_of_the_steps(qtbot, new):
    wait_for(qtbot, new, "begin_policy_button")
    new.window().activateWindow()
    qtbot.waitUntil(new.window().isActiveWindow, timeout=12_000)
    focus_on(new)
    met = set()
    for _press in range(40):
        focused = new.window().focusWidget()
        met.add(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {"begin_policy_button", "begin_rosters_button"} <= met
