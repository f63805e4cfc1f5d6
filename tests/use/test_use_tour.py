"""The guided tour of the demo school: offered once, walked with keys, in under five minutes, never in the way."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, until

from ilp_desktop.app.guiding import Guiding
from ilp_desktop.demo import offices
from ilp_desktop.ui.guide.guide import Guide

pytestmark = pytest.mark.window
WORDS_A_MINUTE = 200
SECONDS_TO_TRY = 20
KEYS = ("day", "check_in", "sections", "talk", "sign", "copy", "closing", "board", "record", "end")


def place_of(name: str) -> QRect:
    there = shown(name)
    return QRect(there.mapTo(there.window(), there.rect().topLeft()), there.size())


def come_in(place, demo) -> Keys:
    """Open the demo school as somebody does who is here for the first time."""
    program = place.start()
    assert program.door.demo_folder == demo
    Keys(program.window).press("demo_choice")
    until(lambda: rows("day_list"))
    return Keys(program.window)


def has_keys(name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.objectName() == name


def onward(title_before: str) -> str:
    """Press Next once it has the keyboard, and return the next stop's title."""
    until(lambda: has_keys("guide_next_button"), "the keyboard does not come to Next")
    key(Qt.Key.Key_Space)
    until(lambda: shown("guide_title").text() != title_before)
    return shown("guide_title").text()


def test_the_tour_is_walked_by_pressing_next_and_covers_nothing_that_it_speaks_of(place, demo):
    come_in(place, demo)
    title, numbers = onward(shown("guide_title").text()), []
    for stop in range(len(KEYS)):
        until(lambda: has_keys("guide_next_button"))
        numbers.append(shown("guide_number").text())
        QTest.qWait(200)
        shown("guide_frame")
        card, frame = place_of("guide_card"), place_of("guide_frame")
        both = card.intersected(frame)
        assert both.width() * both.height() < 0.05 * frame.width() * frame.height(), KEYS[stop]
        assert place.programs[0].window.rect().contains(card)
        if stop < len(KEYS) - 1:
            title = onward(title)
    assert numbers == [f"{at} of 10" for at in range(1, 11)]
    key(Qt.Key.Key_Space)
    until(lambda: not all_shown("guide_card") and not all_shown("guide_frame"))


def test_it_goes_on_by_itself_when_somebody_does_what_it_speaks_of(place, demo):
    come_in(place, demo)
    first = onward(shown("guide_title").text())
    guide = place.programs[0].window.shell.findChild(Guide)
    until(lambda: guide.is_settled, "the page is still opening")
    Mouse(place.programs[0].window).menu_of_row("day_list", "Elias", "check_in_action")
    until(lambda: shown("guide_title").text() == "A family arrives", first)
    assert not has_keys("guide_next_button"), "it takes the keyboard from nobody"


def test_escape_ends_it_and_the_page_is_used_as_before(place, demo):
    keys = come_in(place, demo)
    onward(shown("guide_title").text())
    key(Qt.Key.Key_Escape)
    until(lambda: not all_shown("guide_card"))
    keys.choose("day_list", "Amara")
    shown("conference_screen")


def test_tab_leads_out_of_the_card_and_f6_back_into_it(place, demo):
    keys = come_in(place, demo)
    until(lambda: has_keys("guide_next_button"))
    keys.reach("find_field")
    key(Qt.Key.Key_F6)
    assert has_keys("guide_next_button")
    key(Qt.Key.Key_F6)
    assert has_keys("find_field")


def test_it_is_offered_once_and_shown_again_when_asked_for(place, demo):
    keys = come_in(place, demo)
    keys.press("guide_end_button")
    until(lambda: not all_shown("guide_card"))
    program = place.programs[0]
    until(lambda: program.office.preferences.current().tour_offered)
    keys.lock()
    keys.press("other_button")
    keys.press("demo_choice")
    until(lambda: rows("day_list"))
    QTest.qWait(300)
    assert not all_shown("guide_card")
    Mouse(program.window).go("preferences", 0)
    Mouse(program.window).press("tour_begin_button")
    assert shown("guide_number").text() == "1 of 10"
    key(Qt.Key.Key_Escape)
    until(lambda: not all_shown("guide_card"))
    key(Qt.Key.Key_K, CTRL)
    keys.write("palette_field", "guided")
    key(Qt.Key.Key_Return)
    assert shown("guide_number").text() == "1 of 10"


def test_it_takes_less_than_five_minutes(place, demo):
    program = place.start(demo)
    Keys(program.window).write("passphrase_field", offices.PASSPHRASE)
    Keys(program.window).press("open_button")
    until(lambda: rows("day_list"))
    assert not all_shown("guide_card"), "whoever types the passphrase was here before"
    stops = Guiding(program.office, program.background, program.window.shell)._stops()
    assert tuple(stop.key for stop in stops) == KEYS
    words = sum(len(f"{stop.title} {stop.words} {stop.attempt}".split()) for stop in stops)
    tried = sum(bool(stop.attempt) for stop in stops)
    assert words / WORDS_A_MINUTE * 60 + tried * SECONDS_TO_TRY < 5 * 60
