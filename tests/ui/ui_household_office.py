"""An office with two households, somebody barred, an agency, a student near 18: what tests of adults and staff stand on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from ui_day_office import add, morning, new_office

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.names import sort_key
from ilp_desktop.domain.relations import Terms
from ilp_desktop.office import Office
from ilp_desktop.store import search
from ilp_desktop.store.tables import assignment, guardian, household, org, staff_member, student, student_guardian
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.rows import RowRole

TODAY = date(2026, 10, 15)
REASON, PAPER = "Canaryreason inside", "Canaryorder 26-114"
SECRETS = ("12 Canary Lane", "555-0199", "Household B", "canary@b.example", "Zacharias", "Barredson", REASON, PAPER)
"""What nobody of household A, and nobody at the desk, may come to see."""


@dataclass
class Families:
    """Camila with two homes and somebody barred; Ana, who turns 18; Dao, who has nobody."""

    office: Office
    clock: SetClock
    ids: dict[str, int]

    def seen_by(self, role: Role, name: str = "Omar") -> Office:
        return self.office.as_seen_by(Viewer(UUID(int=7), role, name, self.ids[name]))

    def relation(self, name: str, student_name: str = "Camila"):
        lines = self.office.guardians.of_student(self.ids[student_name])
        return next(line for line in lines if name in line.name)


def child(office: Office, clock: SetClock, given: str, family: str, **more) -> int:
    values = {"grade": "05", "student_number": f"no-{given}", "sort_key": sort_key(family, given), **more}
    return add(office, clock, student, given_name=given, family_name=family, **values)


def adult(office, clock, student_id, given, family, relationship="mother", home=None, **more) -> int:
    made = add(office, clock, guardian, given_name=given, family_name=family, **more)
    link = {"student_id": student_id, "guardian_id": made, "relationship": relationship, "household_id": home}
    add(office, clock, student_guardian, **link)
    return made


@contextmanager
def families(folder: Path) -> Iterator[Families]:
    clock = morning()
    office = new_office(folder, clock)
    try:
        school = add(office, clock, org, name="Alder Elementary", type="school")
        ids = {"school": school}
        for given, family, role in (
            ("Omar", "Lund", "teacher"),
            ("Ruth", "Spare", "teacher"),
            ("Dana", "Cole", "career_staff"),
        ):
            ids[given] = add(office, clock, staff_member, given_name=given, family_name=family, role=role)
        home_a = add(office, clock, household, label="Household A", address="7 First Street")
        home_b = add(office, clock, household, label=SECRETS[2], address=SECRETS[0])
        camila = ids["Camila"] = child(office, clock, "Camila", "Hernández", school_id=school)
        adult(office, clock, camila, "Rosa", "Hernández", "mother", home_a, phone="555-0101", language="es")
        adult(office, clock, camila, "Diego", "Ríos", "father", home_b, phone=SECRETS[1], email=SECRETS[3])
        adult(office, clock, camila, "Zacharias", "Barredson", "father", home_b, phone="555-0666")
        ana = ids["Ana"] = child(office, clock, "Ana", "Lee", grade="12", birth_date=date(2009, 3, 3), school_id=school)
        adult(office, clock, ana, "June", "Lee")
        ids["Dao"] = child(office, clock, "Dao", "Nguyen", grade="06", school_id=school)
        for student_id in (camila, ana):
            add(office, clock, assignment, student_id=student_id, staff_id=ids["Omar"], begins_on=date(2026, 9, 1))
        with office._desk.store.write() as connection:
            search.refresh(connection, [camila, ana, ids["Dao"]])
        made = Families(office, clock, ids)
        office.guardians.bar(made.relation("Zacharias").relation_id, REASON, PAPER)
        yield made
    finally:
        office.close()


@dataclass
class Hands:
    """A widget in a window, and a person's ways with it. Nothing hidden or disabled is reached."""

    qtbot: object
    widget: QWidget
    background: Background

    def settle(self) -> None:
        for _ in range(4):
            self.qtbot.waitUntil(lambda: self.background._under_way == 0, timeout=12_000)
            QTest.qWait(5)

    def sees(self, name: str) -> bool:
        return any(one.isVisible() for one in self.widget.window().findChildren(QWidget, name))

    def find(self, name: str) -> QWidget:
        def there() -> list[QWidget]:
            found = self.widget.window().findChildren(QWidget, name)
            return [one for one in found if isValid(one) and one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(there()), timeout=12_000)
        return there()[-1]

    def click(self, name: str) -> None:
        there = self.find(name)
        self.qtbot.waitUntil(there.isEnabled, timeout=12_000)
        self._scroll_to(there)
        at = QPoint(14, there.height() // 2) if there.width() > 200 else there.rect().center()
        QTest.mouseClick(there, Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def write(self, name: str, text: str) -> None:
        box = self.find(name)
        line = box if isinstance(box, QLineEdit) else box.findChild(QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)

    def pick(self, name: str, words: str) -> None:
        """Choose from a list by its words."""
        box = self.find(name)
        assert isinstance(box, QComboBox)
        at = next(at for at in range(box.count()) if words in box.itemText(at))
        box.setFocus()
        box.setCurrentIndex(at)
        self.settle()

    def menu(self, action: str) -> None:
        menu = self._menu()
        there = next(each for each in menu.actions() if each.objectName() == action)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(there).center())
        self.settle()

    def menu_by_keys(self, action: str) -> None:
        menu = self._menu()
        there = next(each for each in menu.actions() if each.objectName() == action)
        for _ in range(len(menu.actions()) + 1):
            if menu.activeAction() is there:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.settle()

    def offered(self) -> list[str]:
        menu = self._menu()
        names = [each.objectName() for each in menu.actions()]
        menu.close()
        return names

    def key(self, code: Qt.Key) -> None:
        QTest.keyClick(self.widget.window().focusWidget() or self.widget, code)
        self.settle()

    def tab_to(self, name: str) -> None:
        """Go on by Tab until the keyboard is there."""
        there = self.find(name)
        for _ in range(120):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is there or there.isAncestorOf(focused)):
                return
            QTest.keyClick(focused or self.widget, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def offered_words(self) -> list[str]:
        menu = self._menu()
        words = [each.text() for each in menu.actions()]
        menu.close()
        return words

    def said(self) -> str:
        """Every word that is shown."""
        shown = [one for one in self.widget.findChildren(QWidget) if one.isVisible()]
        words = [one.text() for one in shown if isinstance(one, QLabel | QAbstractButton)]
        return " | ".join([*words, *(one.accessibleName() for one in shown)])

    def _menu(self) -> QMenu:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=12_000)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def _scroll_to(self, there: QWidget) -> None:
        above = there.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.widget().isAncestorOf(there):
                above.ensureWidgetVisible(there)
            above = above.parentWidget()


@contextmanager
def hands_on(qtbot, widget: QWidget, background: Background, size: QSize = QSize(1294, 768)) -> Iterator[Hands]:  # noqa: B008
    widget.resize(size)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    hands = Hands(qtbot, widget, background)
    hands.settle()
    yield hands
    hands.settle()
    widget.close()
    widget.deleteLater()
    QTest.qWait(1)


def everything_in(*tops: QWidget) -> str:
    """Every word that a widget holds, shown or not: texts, tips, names for screen readers, and the rows of its lists."""
    found: list[str] = []
    for top in tops:
        for one in [top, *top.findChildren(QWidget)]:
            found += [
                one.toolTip(),
                one.accessibleName(),
                one.accessibleDescription(),
                one.windowTitle(),
                one.whatsThis(),
                one.statusTip(),
            ]
            if isinstance(one, QLabel | QAbstractButton | QLineEdit):
                found.append(one.text())
            if isinstance(one, QLineEdit):
                found.append(one.placeholderText())
            if isinstance(one, QTextEdit | QPlainTextEdit):
                found.append(one.toPlainText())
            if isinstance(one, QComboBox):
                found += [one.itemText(at) for at in range(one.count())]
            if isinstance(one, QMenu):
                found += [action.text() for action in one.actions()]
            if isinstance(one, QAbstractItemView):
                found += _rows(one)
    return "\n".join(found)


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, RowRole.ROW)
    return [repr(model.index(at, 0).data(role)) for at in range(model.rowCount()) for role in roles]


def terms(relationship: str = "aunt") -> Terms:
    return Terms(relationship)
