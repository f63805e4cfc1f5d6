"""People and keys in the real window: let in, given another role or passphrase, let go, and new keys for the office."""

import keyring.backends.fail
import pytest
from keyrings import Drawer, in_use
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, type_text, until, words

from ilp_desktop.demo import offices
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.window
DORAS = "nobody waters the ferns on a Thursday"
NEW = "nine brown otters cross the cold canal"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch):
    monkeypatch.setattr("ilp_desktop.office.offices.costs.calibrate", lambda clock: CHEAP)


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    unlock(made, offices.PASSPHRASE)
    return made


def unlock(program, passphrase: str) -> None:
    hand = Keys(program.window)
    hand.write("passphrase_field", passphrase)
    hand.press("open_button")
    until(lambda: program.window.shell is not None and all_shown("day_list|day_empty|day_screen"))


def people(program) -> Mouse:
    hand = Mouse(program.window)
    hand.press("office_place")
    hand.press("people_segment")
    until(lambda: rows("people_list"))
    return hand


def confirmed(hand: Mouse) -> None:
    """The lead is asked once who they are."""
    hand.write("own_passphrase_field", offices.PASSPHRASE)
    hand.press("confirm_button")


def choose_role(role: Role) -> None:
    box = shown("role_box")
    assert isinstance(box, QComboBox)
    box.setFocus()
    until(box.hasFocus)
    key(Qt.Key.Key_Home)
    for _step in range(list(Role).index(role)):
        key(Qt.Key.Key_Down)
    assert box.currentData() is role


def let_in(hand: Mouse, name: str, role: Role, passphrase: str) -> None:
    hand.press("add_open_button")
    if not all_shown("add_form"):
        shown("confirm_form|add_form")
    if all_shown("confirm_form"):
        confirmed(hand)
    shown("add_form")
    hand.write("person_field", name)
    choose_role(role)
    hand.write("passphrase_field", passphrase)
    hand.write("again_field", passphrase)
    hand.press("add_button")
    until(lambda: any(row.startswith(name) for row in rows("people_list")))


def test_a_person_let_in_through_the_window_opens_it_and_sees_only_what_is_theirs(program):
    hand = people(program)
    let_in(hand, "Dora Finch", Role.FRONT_DESK, DORAS)
    assert "Dora Finch" in words("banner_text")
    assert words("person_name") == "Dora Finch"
    assert words("person_sees") == "Sees names and the day's schedule; checks families in."
    hand.lock()
    shown("unlock_card")
    unlock(program, DORAS)
    assert (program.office.viewer.name, program.office.viewer.role) == ("Dora Finch", Role.FRONT_DESK)
    hand = people(program)
    until(lambda: words("person_name"))
    assert not all_shown("add_open_button|role_open_button|passphrase_open_button|remove_open_button|keys_open_button")
    assert any("Dora Finch, You, Front desk" in row for row in rows("people_list"))
    hand.press("preferences_place")
    shown("common_card_note")
    assert not shown("idle_lock_minutes_segments").isEnabled()
    assert shown("color_scheme_segments").isEnabled()
    assert not all_shown("recovery_card")
    student = program.office.students.search("", limit=1)[0].student_id
    with pytest.raises(OfficeError, match="student_gone"):
        program.office.students.open_file(student)


def test_a_person_changes_their_own_passphrase_in_settings_without_the_lead(place, program):
    let_in(people(program), "Dora Finch", Role.FRONT_DESK, DORAS)
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    unlock(program, DORAS)
    hand = Mouse(program.window)
    hand.press("preferences_place")
    shown("preferences_page")
    Keys(program.window).press("passphrase_begin_button")
    keys = Keys(program.window)
    keys.write("old_field", DORAS)
    keys.write("passphrase_field", NEW)
    keys.write("again_field", NEW)
    keys.press("passphrase_change_button")
    until(lambda: any("The passphrase is changed" in one.text() for one in all_shown("banner_text")))
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    keys.write("passphrase_field", DORAS)
    keys.press("open_button")
    until(lambda: "does not open" in shown("passphrase_field").below.text())
    key(Qt.Key.Key_A, CTRL)
    type_text(NEW)
    keys.press("open_button")
    until(lambda: program.window.shell is not None)
    assert program.office.viewer.name == "Dora Finch"


def test_a_removed_person_is_out_and_the_office_has_new_keys(program):
    hand = people(program)
    let_in(hand, "Dora Finch", Role.TEACHER, DORAS)
    before = program.office._keys.database
    hand.choose("people_list", "Dora Finch")
    hand.press("remove_open_button")
    assert "Remove Dora Finch?" in words("remove_title")
    hand.press("remove_button")
    until(lambda: "new keys" in words("banner_text") and not all_shown("remove_form"))
    until(lambda: not any("Dora" in row for row in rows("people_list")))
    assert program.office._keys.database != before
    hand.lock()
    shown("unlock_card")
    hand.write("passphrase_field", DORAS)
    hand.press("open_button")
    until(lambda: "does not open" in shown("passphrase_field").below.text())
    key(Qt.Key.Key_A, CTRL)
    type_text(offices.PASSPHRASE)
    hand.press("open_button")
    until(lambda: rows("day_list"))


def test_a_role_and_a_passphrase_are_given_and_new_keys_made(program):
    hand = people(program)
    let_in(hand, "Dora Finch", Role.TEACHER, DORAS)
    hand.choose("people_list", "Dora Finch")
    hand.press("role_open_button")
    choose_role(Role.COUNSELOR)
    assert "confidential" in words("role_sentence")
    hand.press("change_role_button")
    until(lambda: any("Dora Finch, Counselor" in row for row in rows("people_list")))
    hand.press("passphrase_open_button")
    hand.write("passphrase_field", NEW)
    hand.write("again_field", NEW)
    hand.press("give_passphrase_button")
    until(lambda: not all_shown("give_passphrase_form"))
    before = program.office._keys.database
    hand.press("keys_open_button")
    hand.press("rotate_button")
    until(lambda: "new keys" in words("banner_text"))
    assert program.office._keys.database != before
    hand.lock()
    shown("unlock_card")
    unlock(program, NEW)
    assert program.office.viewer.role is Role.COUNSELOR


def test_whoever_sits_down_at_an_open_window_lets_nobody_in(program):
    hand = people(program)
    hand.press("add_open_button")
    hand.write("own_passphrase_field", "not the lead's at all, no")
    hand.press("confirm_button")
    until(lambda: "does not open" in shown("own_passphrase_field").below.text())
    assert not all_shown("add_form")
    key(Qt.Key.Key_Escape)
    until(lambda: not all_shown("confirm_form"))
    let_in(hand, "Dora Finch", Role.TEACHER, DORAS)
    hand.press("keys_open_button")
    shown("rotate_form")  # asked once, not for each deed
    hand.press("rotate_cancel")
    hand.press("day_place")
    people(program).press("keys_open_button")
    shown("confirm_form")  # and again for who comes back to the page


def test_the_last_lead_is_told_before_anything_is_tried(program):
    hand = people(program)
    you = next(row for row in rows("people_list") if ", You," in row)
    hand.choose("people_list", you.split(",")[0])
    assert "Nobody else leads" in shown("person_notice").words.text()
    assert not all_shown("role_open_button|remove_open_button|passphrase_open_button")


def test_new_keys_that_were_cut_off_are_told_and_go_on(program, monkeypatch):
    hand = people(program)
    with monkeypatch.context() as patch:

        def full(*_arguments):
            raise OfficeError("header_not_written")

        patch.setattr("ilp_desktop.office.rotating.rotations.end", full)
        hand.press("keys_open_button")
        confirmed(hand)
        hand.press("rotate_button")
        until(lambda: "last step is still to do" in words("banner_text"))
    assert program.office.people.is_unfinished
    until(lambda: all_shown("banner_action"))
    hand.press("banner_action")
    until(lambda: "has new keys" in words("banner_text"))
    assert not program.office.people.is_unfinished


def test_what_is_missing_of_a_passphrase_is_said_as_it_is_typed_and_pasting_is_welcome(program):
    hand = people(program)
    hand.press("add_open_button")
    confirmed(hand)
    hand.press("passphrase_field")
    type_text("twelve signs")
    assert words("strength_text") == "3 more characters, or 3 more words"
    type_text(" on")
    assert words("strength_text") == "Good: hard to guess"
    field = shown("passphrase_field")
    field.editor.clear()
    QApplication.clipboard().setText("correct horse battery staple")
    key(Qt.Key.Key_V, CTRL)
    assert field.text() == "correct horse battery staple"
    until(lambda: "tried first" in words("strength_text"))
    field.show_action.trigger()
    assert shown("again_field").editor.echoMode() is QLineEdit.EchoMode.Normal
    hand.press("add_button")
    assert all_shown("add_form")


def test_everything_is_reached_with_the_keyboard_alone(program):
    keys = Keys(program.window)
    key(Qt.Key.Key_K, CTRL)
    shown("palette")
    type_text("colleague")
    until(lambda: rows("palette_list") == ["People and keys"])
    key(Qt.Key.Key_Return)
    until(lambda: all_shown("people_list") and rows("people_list"))
    keys.press("add_open_button")
    keys.write("own_passphrase_field", offices.PASSPHRASE)
    key(Qt.Key.Key_Return)
    keys.write("person_field", "Dora Finch")
    keys.write("passphrase_field", DORAS)
    key(Qt.Key.Key_Return)
    type_text(DORAS)
    key(Qt.Key.Key_Return)
    until(lambda: any("Dora Finch" in row for row in rows("people_list")))
    keys.choose("people_list", "Dora Finch")
    keys.press("remove_open_button")
    key(Qt.Key.Key_Return)  # the keyboard stands on the way out
    until(lambda: not all_shown("remove_form") or shown("remove_cancel").hasFocus())
    key(Qt.Key.Key_Escape)
    until(lambda: not all_shown("remove_form"))
    assert any("Dora Finch" in row for row in rows("people_list"))


def test_no_passphrase_stays_in_a_line_that_nobody_looks_at(program):
    hand = people(program)
    hand.press("add_open_button")
    confirmed(hand)
    hand.write("passphrase_field", DORAS)
    hand.press("day_place")
    until(lambda: not all_shown("add_form"))
    assert all(DORAS not in line.text() for line in program.window.findChildren(QLineEdit))


# This computer's login


@pytest.fixture
def drawer():
    with in_use(Drawer()) as made:
        yield made


def turn_login_on(program) -> None:
    hand = Keys(program.window)
    Mouse(program.window).press("preferences_place")
    hand.press("login_begin_button")
    hand.write("login_passphrase_field", offices.PASSPHRASE)
    hand.press("login_on_button")
    until(lambda: all_shown("login_off_button"))


def test_this_computers_login_opens_the_office_at_the_next_start_and_never_after_a_lock(place, program, demo, drawer):
    turn_login_on(program)
    assert len(drawer.kept) == 1
    place.end(program)
    program = place.start(demo)
    hand = Mouse(program.window)
    hand.press("login_button")
    until(lambda: rows("day_list"))
    hand.lock()
    shown("unlock_card")
    assert not all_shown("login_button")
    unlock(program, offices.PASSPHRASE)
    hand.press("preferences_place")
    Keys(program.window).press("login_off_button")
    until(lambda: all_shown("login_begin_button"))
    assert drawer.kept == {}
    place.end(program)
    program = place.start(demo)
    until(lambda: "Demo" in words("unlock_title") or "school" in words("unlock_title").lower())
    program.background.drain(lambda: None)
    assert not all_shown("login_button")


def test_as_soon_as_a_second_person_uses_the_login_it_opens_nothing_more(place, program, drawer):
    let_in(people(program), "Dora Finch", Role.TEACHER, DORAS)
    turn_login_on(program)
    key(Qt.Key.Key_L, CTRL)
    shown("unlock_card")
    unlock(program, DORAS)
    until(lambda: drawer.kept == {})
    Mouse(program.window).press("preferences_place")
    until(lambda: any("Several people" in one.text() for one in all_shown("banner_text")))
    assert not all_shown("login_begin_button|login_off_button")


def test_without_a_keyring_it_is_said_in_words(program):
    with in_use(keyring.backends.fail.Keyring()):
        hand = Keys(program.window)
        Mouse(program.window).press("preferences_place")
        hand.press("login_begin_button")
        hand.write("login_passphrase_field", offices.PASSPHRASE)
        hand.press("login_on_button")
        until(lambda: any("no keyring" in one.text() for one in all_shown("banner_text")))


# Somebody among the staff


def test_somebody_among_the_staff_is_let_in_without_typing_their_name(program):
    hand = people(program)
    hand.press("add_open_button")
    confirmed(hand)
    box = shown("staff_box")
    assert isinstance(box, QComboBox)
    name, line = box.itemText(1), box.itemData(1)
    box.setFocus()
    until(box.hasFocus)
    key(Qt.Key.Key_Down)
    until(lambda: not all_shown("person_field"))
    assert shown("role_box").currentData().value == line.role
    hand.write("passphrase_field", DORAS)
    hand.write("again_field", DORAS)
    hand.press("add_button")
    until(lambda: any(row.startswith(name) for row in rows("people_list")))
    assert program.office.people.everyone()[rows("people_list").index(words_of(name))].staff_id == line.staff_id
    hand.press("add_open_button")
    offered = shown("staff_box")
    assert name not in [offered.itemText(at) for at in range(offered.count())]


def words_of(name: str) -> str:
    return next(row for row in rows("people_list") if row.startswith(name))
