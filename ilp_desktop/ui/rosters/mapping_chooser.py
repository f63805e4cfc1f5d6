"""Choosing what a column becomes: a list that opens under its box, in groups, found by a few letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ilp_desktop.domain.names import folded
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import RADIUS, SPACE
from ilp_desktop.ui.widgets import SearchField

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
_WIDE, _MOST_HIGH = 360, 420
_LINE, _HEADING = 36, 30


@dataclass(frozen=True, slots=True)
class Option:
    """What a column can become. ``field`` '' leaves it out; ``note`` says what else is to be known (it is needed)."""

    field: str
    words: str
    group: str = ""
    note: str = ""
    also: str = ""
    """Other words that it is found by, such as what systems call it."""


@dataclass(frozen=True, slots=True)
class _Heading:
    words: str


def found(options: Iterable[Option], letters: str) -> tuple[Option, ...]:
    """Return the options that hold every word typed; those whose own words hold them all come first."""
    wanted = folded(letters).split()
    own: list[Option] = []
    others: list[Option] = []
    for option in options:
        if all(word in folded(f"{option.words} {option.group}") for word in wanted):
            own.append(option)
        elif wanted and all(word in folded(f"{option.words} {option.group} {option.also}") for word in wanted):
            others.append(option)
    return tuple(own + others)


class _Role(IntEnum):
    LINE = Qt.ItemDataRole.UserRole


class _Lines(QAbstractListModel):
    """The options under the headings of their groups; a heading cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Option | _Heading] = []

    def show_options(self, options: tuple[Option, ...]) -> None:
        self.beginResetModel()
        self._lines = []
        group = ""
        for option in options:
            if option.group and option.group != group:
                self._lines.append(_Heading(option.group))
            group = option.group
            self._lines.append(option)
        self.endResetModel()

    def line(self, at: int) -> Option | _Heading:
        return self._lines[at]

    def at(self, field: str) -> int:
        """Return where a field stands; the first that can be chosen where it is not offered; -1 for none."""
        places = [at for at, line in enumerate(self._lines) if isinstance(line, Option)]
        return next((at for at in places if getattr(self._lines[at], "field", None) == field), min(places, default=-1))

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        heading = index.isValid() and isinstance(self._lines[index.row()], _Heading)
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                said = [line.words, line.group, line.note] if isinstance(line, Option) else [line.words]
                return ", ".join(part for part in said if part)
            case _Role.LINE:
                return line
            case _other:
                return None


class _LineDelegate(QStyledItemDelegate):
    """Paints a group's heading in small letters, an option with its note at the right."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(_Role.LINE), _Heading)
        return QSize(200, theme.scaled(_HEADING if heading else _LINE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_Role.LINE)
        look = theme.current()
        place = QRectF(option.rect).adjusted(0, 1, 0, -1)  # type: ignore[attr-defined] # the stubs leave the fields out
        inside = place.adjusted(SPACE.md, 0, -SPACE.md, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, _Heading):
            painter.setFont(theme.font("label"))
            painter.setPen(look.color("text3"))
            painter.drawText(inside.adjusted(0, 0, 0, -4), int(Qt.AlignmentFlag.AlignBottom), line.words.upper())
        elif isinstance(line, Option):
            state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.color("accent_soft"))
                painter.drawRoundedRect(place, RADIUS.field, RADIUS.field)
            painter.setFont(theme.font("small"))
            painter.setPen(look.color("text2"))
            painter.drawText(inside, middle | int(Qt.AlignmentFlag.AlignRight), line.note)
            room = inside.width() - painter.fontMetrics().horizontalAdvance(line.note) - SPACE.sm
            painter.setFont(theme.font("body"))
            painter.setPen(look.color("text" if line.field else "text2"))
            shown = painter.fontMetrics().elidedText(line.words, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(inside, middle, shown)
        painter.restore()


_TO_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class FieldChooser(QFrame):
    """Opens under a box. Letters look, arrows move, Return or a click chooses, Escape leaves it as it was."""

    chosen = Signal(str)
    """The field that a person chose, '' to leave the column out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        named(self, "field_chooser")
        self.setProperty("card", "true")
        self._options: tuple[Option, ...] = ()
        self._field = ""
        self._mouse_at = QPoint()
        self.search = named(SearchField(_("Find"), _("Find what the column is")), "field_search")
        self._lines = _Lines(self)
        self.list = named(QListView(), "field_options")
        self.list.setModel(self._lines)
        self.list.setItemDelegate(_LineDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What the column can become"))
        self.list.entered.connect(self._under_mouse)
        self.list.clicked.connect(self._take)
        self.search.textChanged.connect(self._look)
        self.search.installEventFilter(self)
        self.setFocusProxy(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.sm, SPACE.sm)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)

    def open_at(self, box: QRect, column: str, options: tuple[Option, ...], field: str, letters: str = "") -> None:
        """Open under ``box`` (on the screen) with what ``column`` can become; ``field`` is what it is now."""
        self._options, self._field = options, field
        self._mouse_at = QCursor.pos()
        self.list.setAccessibleName(_("What “{column}” becomes").format(column=column))
        self.search.setText(letters)
        self._look(letters)
        wide = max(theme.scaled(_WIDE), box.width())
        self.resize(wide, theme.scaled(_MOST_HIGH))
        self.move(_beside(box, self.size()))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._show_current()

    def _look(self, letters: str) -> None:
        self._lines.show_options(found(self._options, letters))
        at = self._lines.at(self._field if not letters.strip() else "\0")
        self.list.setCurrentIndex(self._lines.index(at))
        self._show_current()

    def _show_current(self) -> None:
        self.list.scrollTo(self.list.currentIndex(), QListView.ScrollHint.PositionAtCenter)

    def _under_mouse(self, index: QModelIndex) -> None:
        # A list that opens under a resting mouse is not moved by it.
        if QCursor.pos() != self._mouse_at and isinstance(self._lines.line(index.row()), Option):
            self.list.setCurrentIndex(index)

    def _take(self, index: QModelIndex) -> None:
        line = self._lines.line(index.row()) if index.isValid() else None
        if isinstance(line, Option):
            self.hide()
            self.chosen.emit(line.field)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # it closes the list, and nothing behind it; the field would be emptied
                return True
            if event.type() == QEvent.Type.KeyPress and self._pressed(event):
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what comes to the list as a whole, where a platform sends keys to a popup and not to its field."""
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """Do what a key is for here, and tell whether it was for anything."""
        code = Qt.Key(event.key())
        if code == Qt.Key.Key_Escape:
            self.hide()
        elif code in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take(self.list.currentIndex())
        elif code in _TO_LIST:
            self._move(code)
        else:
            return False
        return True

    def _move(self, code: Qt.Key) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}[code]
        places = [at for at in range(self._lines.rowCount()) if isinstance(self._lines.line(at), Option)]
        if places:
            here = self.list.currentIndex().row()
            now = places.index(here) if here in places else 0
            at = places[max(0, min(len(places) - 1, now + step))]
            self.list.setCurrentIndex(self._lines.index(at))


def _beside(box: QRect, size: QSize) -> QPoint:
    """Return where a list opens: under its box, or above where there is no room below."""
    screen = QGuiApplication.screenAt(box.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    below = box.bottom() + 4
    top = below if below + size.height() <= room.bottom() else max(room.top(), box.top() - 4 - size.height())
    left = min(box.left(), room.right() - size.width())
    return QPoint(max(room.left(), left), top)
