"""What is wrong with a window for those who read it, hear it, or go through it by keyboard."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from ilp_desktop.ui import theme
from ilp_desktop.ui.shell import RailButton
from ilp_desktop.ui.veil import Veil
from ilp_desktop.ui.widgets import Button, Ring
from ilp_desktop.ui.widgets.chips import Chip
from ilp_desktop.ui.widgets.stepper import Stepper

_MOST_TABS = 400
_PARTS = 4
"""A field of a date is gone through by Tab: month, day and year, then on."""
_BOX_EDGE = 44
"""What a combo box takes beside its words: its padding and its arrow."""


def visible(window: QWidget) -> Iterator[QWidget]:
    """Yield what is on the screen, without asking what stands on pages that are not shown."""
    for each in window.children():
        if isinstance(each, QWidget) and each.isVisible() and not each.isWindow():
            yield each
            yield from visible(each)


def said_by(each: QWidget) -> str:
    """Return what a screen reader says of a widget."""
    return each.accessibleName() or (each.text() if isinstance(each, QAbstractButton | QLabel) else "")


def called(each: QWidget) -> str:
    """Return how a test names a widget."""
    above = each.parentWidget()
    return f"{type(each).__name__} {each.objectName()}" + (
        "" if each.objectName() or not above else f" in {above.objectName()}"
    )


def unnamed(window: QWidget) -> Iterator[str]:
    """Whatever takes the keyboard and cannot be spoken of."""
    for each in visible(window):
        if each.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(each, QScrollArea) or each.focusProxy():
            continue
        if not said_by(each):
            yield f"{type(each).__name__} {each.objectName()} in {each.parentWidget().objectName()}"


def clipped(window: QWidget) -> Iterator[str]:
    """Words that have less room than they need: wrapped words too low, others cut without a tip that says them all."""
    window.grab()  # whoever cuts words while painting them says so in a tip
    for each in visible(window):
        if each.visibleRegion().isEmpty() and scrolls(each):
            continue
        if isinstance(each, QLabel) and each.text() and each.wordWrap():
            needed = each.heightForWidth(each.width())
            if needed > each.height() + 1:
                yield f"{each.objectName() or 'label'}: {each.text()[:60]!r} needs {needed} high, has {each.height()}"
        elif (words := _line_of(each)) and not each.toolTip():
            needed = _width_of(each, words)
            if needed > each.width() + 1:
                yield f"{called(each)}: {words[:60]!r} needs {needed}, has {each.width()}"
        if isinstance(each, Stepper):
            room = each.width() / len(each._steps)
            metrics = QFontMetrics(theme.font("strong"))
            yield from (f"a step: {step!r}" for step in each._steps if metrics.horizontalAdvance(step) > room)


def _line_of(each: QWidget) -> str:
    """Return what stands in one line there, empty where nothing does."""
    if isinstance(each, Chip):
        return each._words
    if isinstance(each, QComboBox):
        return each.currentText()
    if isinstance(each, QLabel | Button | QCheckBox | QRadioButton | RailButton):
        return each.text()
    return ""


def _width_of(each: QWidget, words: str) -> int:
    if isinstance(each, Button):
        return each._content_width()
    if isinstance(each, QComboBox):
        return QFontMetrics(each.font()).horizontalAdvance(words) + _BOX_EDGE
    if isinstance(each, QLabel):
        edges = each.contentsMargins()
        return QFontMetrics(each.font()).horizontalAdvance(words) + edges.left() + edges.right()
    return each.sizeHint().width()


def scrolls(each: QWidget) -> bool:
    """Tell whether something that scrolls holds a widget."""
    above = each.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


def overflows(window: QWidget) -> Iterator[str]:
    """Buttons and boxes that stick out of the window or of what holds them, where nothing scrolls to them."""
    frame = window.rect()
    for each in visible(window):
        if not isinstance(
            each, QAbstractButton | QLineEdit | QTextEdit | QComboBox | QAbstractSpinBox | QAbstractItemView
        ):
            continue
        place = each.rect().translated(each.mapTo(window, each.rect().topLeft()))
        if not scrolls(each) and not frame.contains(place):
            yield f"{each.objectName()} at {place.x()},{place.y()} {place.width()}x{place.height()} leaves the window"


def overlaid(window: QWidget) -> Iterator[str]:
    """A button that lies over the timer's ring."""
    for ring in (each for each in window.findChildren(Ring) if each.isVisible()):
        frame = ring.rect().translated(ring.mapTo(window, ring.rect().topLeft()))
        for each in (one for one in visible(window) if isinstance(one, Button)):
            if frame.intersects(each.rect().translated(each.mapTo(window, each.rect().topLeft()))):
                yield f"{each.objectName()} lies over {ring.objectName()}"


def unreached(window: QWidget) -> Iterator[str]:
    """What Tab never comes to, or never leaves."""
    window.setUpdatesEnabled(False)  # nobody looks on
    yield from _went_past(window)
    window.setUpdatesEnabled(True)


def _went_past(window: QWidget) -> Iterator[str]:
    # What lies under a veil is out of reach on purpose: it must not be come to either.
    veil = next((each for each in window.findChildren(Veil) if each.isVisible()), None)
    wanted = {each for each in visible(window) if _takes_tab(each) and (veil is None or veil.isAncestorOf(each))}
    if not wanted:
        return
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    focused = QApplication.focusWidget()
    if focused is None or focused.window() is not window:
        next(iter(wanted)).setFocus(Qt.FocusReason.TabFocusReason)
    met: list[QWidget] = []
    for _press in range(_MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is None or focused.window() is not window:
            yield f"Tab leads out of the window after {called(met[-1]) if met else 'nothing'}"
            return
        if focused in met:
            break
        met.append(focused)
        for _part in range(_PARTS):
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            QCoreApplication.processEvents()
            if QApplication.focusWidget() is not focused:
                break
        else:
            if len(wanted) > 1:
                yield f"{called(focused)} keeps Tab"
                return
    there = set(met)
    if veil is not None:
        yield from sorted(f"{called(each)} is reached under a veil" for each in there if not veil.isAncestorOf(each))
    yield from sorted(
        f"{called(each)} is not reached" for each in wanted - there if each.isVisible() and _takes_tab(each)
    )


def beyond(window: QWidget) -> Iterator[str]:
    """Yield what is wider than the place that shows it, where nobody can scroll sideways."""
    for area in visible(window):
        if not isinstance(area, QScrollArea) or area.widget() is None:
            continue
        held, shown = area.widget().width(), area.viewport().width()
        if area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff and held > shown + 1:
            yield f"{called(area)} holds {held}, shows {shown}"


def _takes_tab(each: QWidget) -> bool:
    return (
        each.isVisible()
        and each.isEnabled()
        and bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and each.focusProxy() is None
        and not isinstance(each, QScrollArea)
    )
