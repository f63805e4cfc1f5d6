"""A visit to the whole program: its window, an office of the demo school behind it, and the steps that lead to each screen."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRegularExpression, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from ilp_desktop.app.doors import Door
from ilp_desktop.app.program import Program, application
from ilp_desktop.clock import Clock, SetClock
from ilp_desktop.demo import offices
from ilp_desktop.office import Office, open_office
from ilp_desktop.ui import theme
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.vault.cost import FLOOR, Cost

if TYPE_CHECKING:
    from ilp_desktop.ui.parts import PartsPage
    from ilp_desktop.ui.students.screen import StudentsPage

DAY = date(2026, 10, 15)
"""A Thursday in October, on which the demo school holds its conferences."""
WINDOW = (1366, 768)
_PATIENCE = 30.0
_TURN = 10


class Visit:
    """Somebody at the window. Everything is found by its name; each step waits until what it wants is there."""

    def __init__(self, program: Program, dialogs: AnsweredDialogs, demo: Path, scratch: Path) -> None:
        """``demo`` is the demo school's office, ``scratch`` a folder for what is thrown away afterward."""
        self.program, self.dialogs, self.demo, self.scratch = program, dialogs, demo, scratch

    @property
    def office(self) -> Office:
        """The office that is open."""
        assert self.program.office is not None
        return self.program.office

    def front(self, name: str = "") -> QWidget:
        """Return the window of that name, the program's by default."""
        if not name:
            return self.program.window
        shown = [each for each in QApplication.topLevelWidgets() if each.objectName() == name and each.isVisible()]
        assert shown, f"{name} is not open"
        return shown[0]

    def all_named(self, name: str) -> list[QWidget]:
        """Return what is on the screen under a name (a regular expression), in any window."""
        pattern = QRegularExpression(f"^(?:{name})$")  # matched by Qt: there are thousands of widgets
        return [
            each
            for top in QApplication.topLevelWidgets()
            if isValid(top) and top.isVisible()
            for each in top.findChildren(QWidget, pattern)
            if isValid(each) and each.isVisible()
        ]

    def until(self, ready: Callable[[], object], why: str) -> None:
        """Let the window work until something is so."""
        end = monotonic() + _PATIENCE
        while not ready():
            assert monotonic() < end, why
            QTest.qWait(_TURN)

    def shown(self, name: str) -> QWidget:
        """Wait for something to be on the screen and return it."""
        self.until(lambda: self.all_named(name), f"{name} is not on the screen")
        return self.all_named(name)[0]

    def settle(self) -> None:
        """Wait until nothing that was asked for is under way, twice: an answer may ask again."""
        for _again in range(2):
            QTest.qWait(3 * _TURN)
            self.until(lambda: not self.program.background.is_busy, "the program does not come to rest")

    def press(self, name: str) -> None:
        """Click a button once it can be clicked."""

        def pressable() -> bool:
            return any(isinstance(each, QAbstractButton) and each.isEnabled() for each in self.all_named(name))

        self.until(pressable, f"{name} cannot be clicked")
        QTest.mouseClick(self.all_named(name)[0], Qt.MouseButton.LeftButton)

    def choose(self, listing: str, words: str = "") -> None:
        """Open the row of a list that says ``words``, the first one by default."""
        self.until(lambda: self.row_at(listing, words) is not None, f"no row of {listing} says {words}")
        view, at = cast("QAbstractItemView", self.shown(listing)), self.row_at(listing, words)
        assert at is not None
        index = view.model().index(at, 0)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())

    def row_at(self, listing: str, words: str) -> int | None:
        """Return which row of a list says something."""
        view = self.shown(listing)
        assert isinstance(view, QAbstractItemView), listing
        model = view.model()
        said = (str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(model.rowCount()))
        return next((at for at, row in enumerate(said) if words in row), None)

    def menu(self, action: str) -> None:
        """Choose in the menu that is open."""

        def there() -> tuple[QMenu, QAction] | None:
            menu = QApplication.activePopupWidget()
            found = menu.actions() if isinstance(menu, QMenu) else []
            return next(((menu, each) for each in found if each.objectName() == action), None)  # type: ignore[return-value]

        self.until(there, f"no menu offers {action}")
        found = there()
        assert found is not None
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton, pos=found[0].actionGeometry(found[1]).center())


Step = Callable[[Visit], object]
"""One step on the way to a screen."""


# Steps, to be put together in the table of screens.


def place(key: str, part: str = "") -> Step:
    """Go to a place of the open office, and to a part of it."""

    def go(visit: Visit) -> None:
        shell = visit.program.window.shell
        assert shell is not None
        page = shell.go(key)
        if part:
            cast("PartsPage", page).go(part)

    return go


def press(name: str) -> Step:
    """Click a button."""
    return lambda visit: visit.press(name)


def wait(name: str) -> Step:
    """Wait for something to be on the screen."""
    return lambda visit: visit.shown(name)


def ready(name: str) -> Step:
    """Wait until something can be used: its page is all there then."""
    return lambda visit: visit.until(lambda: visit.shown(name).isEnabled(), f"{name} cannot be used")


def row(listing: str, words: str = "") -> Step:
    """Open a row of a list."""
    return lambda visit: visit.choose(listing, words)


def rows(listing: str) -> Step:
    """Wait until a list has rows."""
    return lambda visit: visit.until(lambda: visit.row_at(listing, "") is not None, f"{listing} stays empty")


def write(name: str, words: str) -> Step:
    """Type into a field, in place of what stands there."""

    def typed(visit: Visit) -> None:
        field = visit.shown(name)
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        assert line is not None, name
        line.setFocus()
        line.selectAll()
        if words:
            QTest.keyClicks(line, words)
        else:
            QTest.keyClick(line, Qt.Key.Key_Delete)

    return typed


def menu(action: str) -> Step:
    """Choose in the menu that is open."""
    return lambda visit: visit.menu(action)


def row_menu(listing: str, words: str, action: str) -> Step:
    """Choose in the menu of a row."""

    def chosen(visit: Visit) -> None:
        visit.until(lambda: visit.row_at(listing, words) is not None, f"no row of {listing} says {words}")
        view, at = cast("QAbstractItemView", visit.shown(listing)), visit.row_at(listing, words)
        assert at is not None
        index = view.model().index(at, 0)
        view.scrollTo(index)
        where: QPoint = view.visualRect(index).center()
        view.customContextMenuRequested.emit(where)
        visit.menu(action)

    return chosen


def key(code: Qt.Key, *, ctrl: bool = False) -> Step:
    """Press a key."""
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    return lambda visit: QTest.keyClick(QApplication.focusWidget() or visit.program.window, code, held)


def file_of(name: str, part: str = "years") -> Step:
    """Open the file of the student whom this finds, and a part of it."""

    def opened(visit: Visit) -> None:
        found = visit.office.finding.find(name)
        shell = visit.program.window.shell
        assert shell is not None
        page = cast("StudentsPage", shell.go("students"))
        page.open_student(found.students[0].student_id, "" if part == "years" else part)
        visit.shown("file_name")

    return opened


def conference_of(name: str, section: int = 0) -> Step:
    """Open today's conference of a student; ``section`` counts its steps from one, 0 shows it as it opens."""

    def opened(visit: Visit) -> None:
        place("day")(visit)
        visit.choose("day_list", name)
        visit.shown("conference_screen")
        visit.settle()
        if section:
            stepper = visit.shown("conference_stepper")
            stepper.step_chosen.emit(section - 1)  # type: ignore[attr-defined] # a Stepper

    return opened


def answer(*answers: Callable[[Visit], object]) -> Step:
    """Give the next dialogs' answers ahead."""
    return lambda visit: visit.dialogs.answer(*(each(visit) for each in answers))


def opened(window: str) -> Step:
    """Wait until a window stands over the program's or beside it."""

    def is_open() -> bool:
        return any(each.objectName() == window and each.isVisible() for each in QApplication.topLevelWidgets())

    return lambda visit: visit.until(is_open, f"{window} does not open")


def close(window: str) -> Step:
    """Close a window that was opened over the program's or beside it."""
    return lambda visit: visit.front(window).close()


def prefer(demo: Path, settings: Path, clock: Clock, *, language: str, scheme: str, percent: int, cost: Cost) -> None:
    """Let the program speak a language, from its first window on, and an office have this look.

    ``settings`` is the folder in which the program remembers things.
    """
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "recent.json").write_text(json.dumps({"language": language}), encoding="utf-8")
    with open_office(demo, offices.PASSPHRASE, clock=clock, lowest=cost) as office:
        office.preferences.change(language=language, color_scheme=scheme, text_percent=percent, reduce_motion=True)
    theme.apply(application(), scheme, percent, reduce_motion=True)


@contextmanager
def visiting(
    demo: Path, scratch: Path, *, language: str = "en", scheme: str = "light", percent: int = 100
) -> Generator[Visit]:
    """Open the program with nothing before it, in a language, a scheme and a text size.

    ``demo`` is a copy of the demo school that may be changed; ``scratch`` holds the program's own folders.
    """
    clock = SetClock(datetime.combine(DAY, time(8, 50), ZoneInfo(offices.ZONE)))
    dialogs = AnsweredDialogs()
    prefer(demo, scratch / "settings", clock, language=language, scheme=scheme, percent=percent, cost=FLOOR)
    door = Door(clock, places=demo.parent, settings=scratch / "settings", cost=FLOOR)
    program = Program(door=door, clock=clock, dialogs=lambda _window: dialogs)
    program.window.resize(*WINDOW)
    program.show()
    try:
        yield Visit(program, dialogs, demo, scratch)
    finally:
        program.window.close()
