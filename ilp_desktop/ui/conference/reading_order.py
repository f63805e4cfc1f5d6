"""The keyboard's way through a page: in the order in which it is read, whenever its parts were made."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QLineEdit, QScrollArea, QStackedWidget, QTextEdit, QWidget

ASIDE = "aside"
"""Property of a button at which the keyboard does not begin, though it stands first."""


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab should stop at inside a widget, by its layouts."""
    # A widget just laid out is shown by a later event: only what was hidden on purpose is left out.
    if widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        inside: QWidget | None = widget.widget()
        if inside is not None:
            yield from stops(inside)
    elif isinstance(widget, QStackedWidget):
        current: QWidget | None = widget.currentWidget()
        if current is not None:
            yield from stops(current)
    else:
        layout: QLayout | None = widget.layout()
        if layout is not None:
            yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget: QWidget | None = item.widget() if item is not None else None
        inner: QLayout | None = item.layout() if item is not None else None
        if widget is not None:
            yield from stops(widget)
        elif inner is not None:
            yield from _stops_of(inner)


def has_keyboard(part: QWidget) -> bool:
    """Tell whether the keyboard is somewhere inside a part."""
    holder = cast("QWidget | None", part.window().focusWidget())
    return holder is not None and (holder is part or part.isAncestorOf(holder))


def set_order(before: QWidget, page: QWidget, after: tuple[QWidget, ...]) -> None:
    """Let Tab go from what is above a page through the page to what is below it."""
    here = before
    for stop in (*stops(page), *after):
        QWidget.setTabOrder(here, stop)
        here = stop


def begin_of(page: QWidget) -> QWidget | None:
    """Return where the keyboard begins on a page: the first box to write in, else the first button."""
    found = [stop for stop in stops(page) if stop.isEnabled() and not stop.property(ASIDE)]
    boxes = (stop for stop in found if isinstance(stop, QLineEdit | QTextEdit) and not stop.isReadOnly())
    return next(boxes, None) or next((stop for stop in found if isinstance(stop, QAbstractButton)), None)
