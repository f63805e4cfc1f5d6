"""Two ways to use the window: with the mouse, and with the keyboard alone. Both find things as they are shown."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRegularExpression, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMenu, QRadioButton, QScrollArea, QWidget
from shiboken6 import isValid
from typing_extensions import override

CTRL, ALT, SHIFT, PLAIN = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
PATIENCE = 12.0


def until(ready: Callable[[], object], why: str = "") -> None:
    """Let the window work until something is so; a person would wait no longer either."""
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end, why or "nothing happened"
        QTest.qWait(5)


def all_shown(name: str) -> list[QWidget]:
    """Return what is on the screen under an object name (a regular expression)."""
    pattern = QRegularExpression(
        f"^(?:{name})$"
    )  # matched by Qt: asking every widget from here would hold the window up
    return [
        each
        for top in QApplication.topLevelWidgets()
        if isValid(top) and top.isVisible()
        for each in top.findChildren(QWidget, pattern)
        if isValid(each) and each.isVisible()
    ]


def shown(name: str) -> QWidget:
    """Wait for something to be on the screen."""
    until(lambda: all_shown(name), f"{name} is not on the screen")
    return all_shown(name)[0]


def words(name: str) -> str:
    """Return what is written there."""
    there = shown(name)
    return there.text() if hasattr(there, "text") else there.accessibleName()


def rows(name: str) -> list[str]:
    """Return what a list says, row by row."""
    view = shown(name)
    assert isinstance(view, QAbstractItemView)
    model = view.model()
    return [str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(model.rowCount())]


def read_all(parent: QWidget) -> str:
    """Return every word that is on the screen."""
    return "\n".join(each.text() for each in parent.findChildren(QLabel) if each.isVisible())


def _row(name: str, wanted: str) -> int:
    until(lambda: any(wanted in row for row in rows(name)), f"no row of {name} says {wanted}")
    return next(at for at, row in enumerate(rows(name)) if wanted in row)


def _menu_action(name: str) -> tuple[QMenu, QAction]:
    def found() -> tuple[QMenu, QAction] | None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu) or not menu.isVisible():
            return None
        return next(((menu, each) for each in menu.actions() if each.objectName() == name), None)

    until(found, f"no menu offers {name}")
    answer = found()
    assert answer is not None
    return answer


class Mouse:
    """Clicks what it sees, where it sees it: what is covered or disabled is not reached. Text is typed."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, name: str) -> None:
        QTest.qWait(1)
        until(lambda: shown(name).isEnabled(), f"{name} cannot be clicked")

        def click() -> bool:
            there = shown(name)  # anew each time: a screen may have made it anew meanwhile
            return self._click(there, there.rect().center())

        until(click, f"{name} is covered")

    def write(self, name: str, text: str) -> None:
        self.press(name)
        type_text(text)

    def choose(self, listing: str, wanted: str) -> None:
        view, at = self._row_at(listing, wanted)
        until(lambda: self._click(view.viewport(), at), f"{wanted} is covered")

    def menu_of_row(self, listing: str, wanted: str, action: str) -> None:
        view, at = self._row_at(listing, wanted)
        window, place = self._place(view.viewport(), at)
        QTest.mouseClick(window, Qt.MouseButton.RightButton, PLAIN, place)
        if QApplication.activePopupWidget() is None:
            view.customContextMenuRequested.emit(at)  # the platform sends it with a right click; offscreen has none
        self.menu(action)

    def menu(self, action: str) -> None:
        menu, there = _menu_action(action)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, PLAIN, menu.actionGeometry(there).center())

    def go(self, place: str, number: int) -> None:
        del number
        self.press(f"{place}_place")

    def onward(self) -> None:
        self.press("next_button")

    def lock(self) -> None:
        self.press("lock_action")

    def sign(self) -> None:
        pad = shown("signature_pad")
        for shift in (0.0, 0.2, 0.4):
            points = [QPoint(round((0.1 + shift + x) * pad.width()), round(y * pad.height())) for x, y in _STROKE]
            window, first = self._place(pad, points[0])
            QTest.mousePress(window, Qt.MouseButton.LeftButton, PLAIN, first)
            for point in points[1:]:
                QTest.mouseMove(window, self._place(pad, point)[1])
            QTest.mouseRelease(window, Qt.MouseButton.LeftButton, PLAIN, self._place(pad, points[-1])[1])
        self.press("sign_button")

    def _row_at(self, listing: str, wanted: str) -> tuple[QAbstractItemView, QPoint]:
        at, view = _row(listing, wanted), shown(listing)
        assert isinstance(view, QAbstractItemView)
        index = view.model().index(at, 0)
        view.scrollTo(index)
        return view, view.visualRect(index).center()

    def _scroll_to(self, there: QWidget) -> None:
        above = there.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.widget().isAncestorOf(there):
                above.ensureWidgetVisible(there)  # as the wheel would
            above = above.parentWidget()

    def _place(self, there: QWidget, at: QPoint) -> tuple[QWindow, QPoint]:
        top = there.window()
        return top.windowHandle(), there.mapTo(top, at)

    def _click(self, there: QWidget, at: QPoint) -> bool:
        """Click unless something else lies above, and tell which."""
        self._scroll_to(there)
        window, place = self._place(there, at)
        hit = there.window().childAt(place)
        if hit is not there and (hit is None or not there.isAncestorOf(hit)):
            return False
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, PLAIN, place)
        return True


_STROKE = [(at / 60, 0.5 + 0.25 * (1 if at % 4 < 2 else -1)) for at in range(12)]


def type_text(text: str) -> None:
    """Type into whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    assert text.isascii(), "the test keyboard has no other letters"
    for letter in text:
        QTest.keyClicks(focused, letter)
        QCoreApplication.processEvents()


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key in the window that has the keyboard, or in the menu that is open."""
    there = QApplication.activePopupWidget() or QGuiApplication.focusWindow()
    assert there is not None, "no window has the keyboard"
    QTest.keyClick(there, code, modifiers)
    QCoreApplication.processEvents()  # the next key is a turn of its own, as a person's is


class Keys:
    """The keyboard alone: Tab goes everywhere, Space presses, arrows choose, shortcuts go on."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def reach(self, name: str) -> QWidget:
        """Go on by Tab until the keyboard is there."""
        until(lambda: shown(name).isEnabled(), f"{name} cannot be reached")
        there = shown(name)
        passed: list[str] = []
        for _ in range(250):
            focused = QApplication.focusWidget()
            there = there if isValid(there) else shown(name)  # a screen may make it anew meanwhile
            if focused is not None and (focused is there or there.isAncestorOf(focused)):
                return focused
            if isinstance(focused, QRadioButton) and focused.group() is not None and there in focused.group().buttons():
                return self._through_group(focused, there)
            passed.append(focused.objectName() or type(focused).__name__ if focused else "nothing")
            key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}; it goes through {list(dict.fromkeys(passed))}")

    def press(self, name: str) -> None:
        self.reach(name)
        key(Qt.Key.Key_Space)

    def write(self, name: str, text: str) -> None:
        self.reach(name)
        type_text(text)

    def choose(self, listing: str, wanted: str) -> None:
        self._come_to_row(listing, wanted)
        key(Qt.Key.Key_Return)

    def menu_of_row(self, listing: str, wanted: str, action: str) -> None:
        self._come_to_row(listing, wanted)
        key(Qt.Key.Key_F10, SHIFT)
        self.menu(action)

    def menu(self, action: str) -> None:
        menu, there = _menu_action(action)
        for _ in range(len(menu.actions()) + 1):
            if menu.activeAction() is there:
                break
            key(Qt.Key.Key_Down)
        assert menu.activeAction() is there
        key(Qt.Key.Key_Return)

    def go(self, place: str, number: int) -> None:
        del place
        key(Qt.Key(Qt.Key.Key_0 + number), CTRL)

    def onward(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not shown("conference_screen").isAncestorOf(focused):
            self.reach("conference_stepper")
        key(Qt.Key.Key_PageDown, CTRL)

    def lock(self) -> None:
        key(Qt.Key.Key_L, CTRL)

    def sign(self) -> None:
        """Without a pen: on paper."""
        self.press("other_ways_button")
        self.menu("paper_action")

    def _come_to_row(self, listing: str, wanted: str) -> None:
        view = shown(listing)
        assert isinstance(view, QAbstractItemView)
        self.reach(listing)
        key(Qt.Key.Key_Home)

        def there() -> bool:
            """Look where the row is now, as a person does: the list may be read anew while the arrows are pressed."""
            at, now = _row(listing, wanted), view.currentIndex().row()
            if at != now:
                key(Qt.Key.Key_Down if at > now else Qt.Key.Key_Up)
            return at == now

        until(there, f"the arrows do not come to {wanted}")

    def _through_group(self, focused: QRadioButton, there: QWidget) -> QWidget:
        for _ in range(len(focused.group().buttons())):
            if QApplication.focusWidget() is there:
                return there
            key(Qt.Key.Key_Down)
        raise AssertionError(f"the arrows never come to {there.objectName()}")


_MOUSE = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
    }
)


_ITS_OWN = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Dialog})


_MEANT = {"main_window", "family_window", "signing_window", "desk_window", "public_board"}
"""The windows that are meant to be."""


class FlashTrap(QObject):
    """Notes every window that is shown: only our own, its dialogs and menus may be."""

    def __init__(self) -> None:
        super().__init__()
        self.caught: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shows = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        # What a scene embeds is a window in name alone.
        if (
            shows
            and watched.graphicsProxyWidget() is None
            and watched.windowType() not in _ITS_OWN
            and watched.objectName() not in _MEANT
        ):
            self.caught.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


class MouseTrap(QObject):
    """Counts what a mouse, a pen or a finger would do."""

    def __init__(self) -> None:
        super().__init__()
        self.caught: list[QEvent.Type] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOUSE:
            self.caught.append(event.type())
        return False
