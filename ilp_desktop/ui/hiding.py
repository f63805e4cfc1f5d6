"""Two keys that cover everything at once: one hides, one pauses when something must be reported."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from ilp_desktop.language import _
from ilp_desktop.ui.conference.cover import Cover
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import Toast

CALMS_ITSELF = "calms_itself"
"""Property of a window that shows a calm page of its own while everything is covered: what faces a family or a room."""
_NONE, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_HIDE = frozenset({(Qt.Key.Key_F9, _NONE), (Qt.Key.Key_H, _CTRL)})
_PAUSE = frozenset({(Qt.Key.Key_F8, _NONE), (Qt.Key.Key_H, _CTRL | _SHIFT)})


class Hiding(QObject):
    """Covers every window of the program, dialogs and papers too, from one key or button to the next.

    Nothing is written down anywhere of either: the second key is for what may be a matter of a child's safety.
    """

    hidden = Signal(bool)
    """Everything is covered, or shown again."""
    paused = Signal()
    """What is being timed must stop: it is not known for how long."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._covers: list[Cover] = []
        self._before: QWidget | None = None
        self._words = ("", "", "", "")
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    @property
    def is_hidden(self) -> bool:
        """Whether everything is covered."""
        return bool(self._covers)

    def hide(self) -> None:
        """Cover everything; what is being timed goes on."""
        words = (_("Back in a moment."), _("Everything written so far is kept."), _("Show the window again"))
        self._cover("eye-off", *words)

    def pause(self) -> None:
        """Cover everything, with what to do when something must be reported; what is being timed stops."""
        below = _("Follow your school's reporting procedure. Don't write it here.")
        self._cover("pause", _("A short pause."), below, _("Go on"))
        self.paused.emit()

    def show_again(self) -> None:
        """Take the covers away; the keyboard goes back to where it was."""
        covers, self._covers = self._covers, []
        for cover in covers:
            if isValid(cover):
                cover.uncover()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.activateWindow()
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        if covers:
            self.hidden.emit(False)

    def _cover(self, icon: str, words: str, below: str, action: str) -> None:
        self._words = (icon, words, below, action)
        if self._covers:
            return
        self._before = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        for toast in self._window.findChildren(Toast):
            toast.close_now()
        self._lay(self._window)
        self._cover_others()
        self.hidden.emit(True)

    def _cover_others(self) -> None:
        covered = [cover.parent() for cover in self._covers if isValid(cover)]
        for other in _windows():
            if other not in covered:
                self._lay(other)

    def _lay(self, window: QWidget) -> None:
        icon, words, below, action = self._words
        if window is not self._window:
            # What stands in another window may be seen by somebody else: what to do is for the one at the keyboard.
            icon, words, below = "eye-off", _("Back in a moment."), ""
        cover = Cover(window, icon, words, below, action)
        self._covers.append(cover)
        cover.uncovered.connect(self.show_again)

    def _watch(self, window: QWindow | None) -> None:
        # The window, not the application: its keys are few, and Python would run at each event of the program.
        if window is not None:
            window.installEventFilter(self)
            if self._covers:
                self._cover_others()  # something opened that was asked for before

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        pressed = (Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        if pressed not in _HIDE and pressed not in _PAUSE:
            return False
        if event.isAutoRepeat():
            return True
        if self._covers:
            self.show_again()
        elif pressed in _HIDE:
            self.hide()
        else:
            self.pause()
        return True


def _windows() -> Iterator[QWidget]:
    """Return every window of the program that shows something of the office."""
    for window in QApplication.topLevelWidgets():
        is_fleeting = window.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
        if window.isVisible() and not is_fleeting and not window.property(CALMS_ITSELF):
            yield window
