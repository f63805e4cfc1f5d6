"""The laptop is lost: from the first screen of one computer to the open office on another, with a stick and the sheet."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from test_use_first_run_to_printed_plan import PASSPHRASE, PROUD, Story, _texts_of
from test_use_safekeeping import go_to_backups
from use_hands import Keys, Mouse, MouseTrap, all_shown, key, read_all, rows, shown, type_text, until, words

from ilp_desktop.store.drives import Drive

NEW_PASSPHRASE = "a pelican asked the mayor for soup"


class Drill(Story):
    """What a lead does before and after the laptop is lost."""

    def back_up(self, stick: Drive) -> None:
        """One click, once the stick is in."""
        go_to_backups(self.hand)
        assert "USB stick" in words("no_stick_text")
        self.place.drives.append(stick)
        until(lambda: "Back up to KINGSTON" in words("back_up_button"))
        self.hand.press("back_up_button")
        until(lambda: all_shown("copy_banner"))
        assert "The copy on KINGSTON was read back and is whole." in words("banner_text")
        assert any(stick.root.glob("* backups/*/manifest.json"))

    def lose_the_laptop(self, stick: Drive) -> str:
        """Delete the office and the profile, keep stick and paper; return the code on the paper."""
        self.place.end(self.program)
        code = " ".join(re.findall(r"\b[0-9A-Z]{5}\b", _texts_of(self.folder / "recovery.pdf"))[:8])
        for lost in self.folder.iterdir():
            (shutil.rmtree if lost.is_dir() else Path.unlink)(lost)
        self.place.drives.remove(stick)
        return code

    def come_to_a_new_laptop(self, stick: Drive, hand: Callable[[object], Mouse | Keys]) -> None:
        self.program = self.place.start()
        self.hand = hand(self.program.window)
        self.hand.press("backup_choice")
        assert words("restore_waiting_text") == "No stick is plugged in yet."
        self.place.drives.append(stick)
        self.hand.press("restore_stick_0_choice")
        assert len(rows("restore_backup_list")) == 1
        assert "Juniper Elementary" in rows("restore_backup_list")[0]
        assert "recovery sheet" in words("restore_backup_about")
        self.hand.press("restore_backup_button")

    def restore(self) -> None:
        self.hand.press("restore_button")
        until(lambda: words("restore_done_title") == "The office is back")
        self.hand.press("restore_open_button")
        until(lambda: self.program.office is not None)

    def look_whether_all_is_there(self) -> None:
        hand = self.hand
        assert self.program.window.windowTitle() == "ILP Desktop — Juniper Elementary"
        hand.choose("day_list", self.student)
        until(lambda: words("student_name") == self.student)
        until(lambda: shown("celebrate_proud_text").toPlainText() == PROUD)
        go_to_backups(self.hand)
        until(lambda: "This office was restored on" in words("restored_text"))
        until(lambda: all_shown("back_up_button"), "the stick, whose backup is the only one yet, was not noticed")
        hand.press("look_over_button")
        until(lambda: all_shown("look_over_lines"))
        said = read_all(shown("look_over_card"))
        assert "Everything that was looked at is as it should be." in said, said

    def lock_and_open(self, passphrase: str) -> None:
        self.hand.lock()
        self.hand.write("passphrase_field", passphrase)
        self.hand.press("open_button")
        until(lambda: all_shown("rail"))


def _work(drill: Drill, stick: Drive) -> str:
    drill.found_the_office()
    drill.bring_the_roster()
    drill.find_the_student()
    drill.arrange()
    drill.come_in()
    drill.hand.write("celebrate_proud_text", PROUD)
    drill.back_up(stick)
    return drill.lose_the_laptop(stick)


@pytest.mark.window
def test_a_lost_laptop_comes_back_with_the_stick_and_the_sheet_by_mouse(place, printed, stick):
    drill = Drill(place, Mouse(place.start().window), printed)
    code = _work(drill, stick)
    drill.come_to_a_new_laptop(stick, Mouse)
    hand = drill.hand
    first, second = code.split(" ", 1)
    hand.write("restore_code_field", first.lower() + " ")
    assert shown("code_marks").states == ("good", *["empty"] * 7)
    type_text(second[:4] + ("7" if second[4] != "7" else "6"))
    assert shown("code_marks").states == ("good", "wrong", *["empty"] * 6)
    key(Qt.Key.Key_Backspace)
    type_text(second[4:])
    assert shown("code_marks").states == ("good",) * 8
    hand.press("restore_key_button")
    until(lambda: "40 students" in words("restore_inside_text"))
    hand.write("passphrase_field", NEW_PASSPHRASE)
    hand.write("again_field", NEW_PASSPHRASE)
    drill.restore()
    drill.look_whether_all_is_there()
    drill.lock_and_open(NEW_PASSPHRASE)


@pytest.mark.window
def test_a_lost_laptop_comes_back_with_the_stick_and_the_passphrase_by_keyboard_alone(
    place, printed, stick, qapp: QApplication
):
    trap = MouseTrap()
    qapp.installEventFilter(trap)
    try:
        drill = Drill(place, Keys(place.start().window), printed)
        _work(drill, stick)
        drill.come_to_a_new_laptop(stick, Keys)
        drill.hand.reach("restore_way_segments")
        key(Qt.Key.Key_Right)
        drill.hand.write("restore_passphrase_field", "not the passphrase of that day")
        key(Qt.Key.Key_Return)
        until(lambda: "does not open" in read_all(shown("restore_passphrase_field")))
        type_text(PASSPHRASE)
        key(Qt.Key.Key_Return)
        until(lambda: "40 students" in words("restore_inside_text"))
        drill.restore()
        drill.look_whether_all_is_there()
        drill.lock_and_open(PASSPHRASE)
    finally:
        qapp.removeEventFilter(trap)
    assert trap.caught == []
