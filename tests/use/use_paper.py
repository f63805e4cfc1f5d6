"""Hands that type a paper in, and count the keys: letters, and the keys that choose and move on."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from use_hands import CTRL, Keys, all_shown, key, rows, shown, type_text, until, words

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program, application
from ilp_desktop.demo import offices
from ilp_desktop.ui.paper.choices import KeyChoice
from ilp_desktop.vault.cost import CHEAP

PROUD = "I read to my little brother"
STRENGTH = "Patient with others"
IMPROVE = "Showing each step"
GOAL = "I will read 20 minutes a day"
STEP, SECOND = "Pick a book on Friday", "Read after dinner"
FAMILY, SCHOOL = "Ask about the book", "Library pass"


class Typist:
    """Somebody with a stack of paper and a keyboard."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.letters = self.moves = 0

    def open_page(self) -> None:
        """Go there from anywhere."""
        key(Qt.Key.Key_K, CTRL)
        shown("palette")
        type_text("Enter from paper")
        until(lambda: all_shown("palette_list") and shown("palette_list").model().rowCount() >= 1)
        QTest.qWait(150)
        key(Qt.Key.Key_Return)
        until(lambda: all_shown("paper_list") and shown("paper_list").model().rowCount() > 0)
        hand = Keys(self.program.window)
        hand.press("paper_who")  # the lead's own stack is the group conference's
        hand.menu("pick_1_action")
        until(lambda: rows("paper_list") and "Grade 10" not in rows("paper_list")[0])

    def open_first(self) -> None:
        Keys(self.program.window).reach("paper_list")
        key(Qt.Key.Key_Home)
        self.press(Qt.Key.Key_Return)
        self.wait_for_form()

    def wait_for_form(self, before: str = "") -> None:
        until(lambda: all_shown("paper_form") and words("paper_name") != before and self._on_a_line())

    def _on_a_line(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and shown("paper_form").isAncestorOf(focused)

    @property
    def at(self) -> str:
        """The name of the line that has the keyboard."""
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused.objectName()

    def press(self, code: Qt.Key) -> None:
        self.moves += 1
        key(code)

    def write(self, text: str) -> None:
        self.letters += len(text)
        type_text(text)
        self.press(Qt.Key.Key_Return)

    def choose(self, prefix: str, keys: str) -> None:
        """Answer the lines of a kind, one key each; the last key goes on for those that are left."""
        at = 0
        while self.at.startswith(prefix):
            self.press(Qt.Key(ord(keys[min(at, len(keys) - 1)].upper())))
            at += 1

    def student(self, *, stop_at: str = "") -> None:
        """Type one student's paper in, to the button that puts it away."""
        self.choose("paper_here_", "y")
        self.choose("paper_outcome_", "12")
        self.write(PROUD)
        self.write(STRENGTH)
        self.write(IMPROVE)
        if stop_at == "goals":
            return
        self.write(GOAL)
        self.write(STEP)
        self.write(SECOND)
        self.press(Qt.Key.Key_Return)  # no third step
        self.press(Qt.Key.Key_Return)  # no second goal
        self.press(Qt.Key.Key_Return)  # nothing of the student's own
        self.write(FAMILY)
        self.press(Qt.Key.Key_Return)
        self.write(SCHOOL)
        self.press(Qt.Key.Key_Return)
        assert self.at == "paper_talk", self.at
        self.write("4")
        self.choose("paper_sign_", "1")
        assert self.at == "paper_next", self.at

    def put_away(self) -> None:
        before = words("paper_name")
        self.press(Qt.Key.Key_Return)
        self.wait_for_form(before)

    def answered(self, prefix: str) -> list[str]:
        form = shown("paper_form")
        return [each.code() for each in form.findChildren(KeyChoice) if each.objectName().startswith(prefix)]


def unlock(program: Program) -> None:
    """Open the demo school."""
    hand = Keys(program.window)
    hand.write("passphrase_field", offices.PASSPHRASE)
    hand.press("open_button")
    until(lambda: all_shown("day_list") and isinstance(shown("day_list"), QListView))


def main(office: Path) -> None:
    """Type in half a paper, say so, and wait to be killed."""
    from use_killed import MovedClock

    app = application()
    clock = MovedClock()
    door = Door(clock, places=office.parent, settings=office.parent / "settings", cost=CHEAP)
    program = Program(office=office, door=door, clock=clock)
    program.window.resize(1366, 768)
    program.show()
    program.window.activateWindow()
    until(program.window.isActiveWindow)
    unlock(program)
    typist = Typist(program)
    typist.open_page()
    typist.open_first()
    typist.student(stop_at="goals")
    type_text(GOAL)  # the line is not left
    print(words("paper_name"), flush=True)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
