"""The box itself, over the page one is at: type, choose, go."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from ilp_desktop.domain.finding import Found
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.palette import lines
from ilp_desktop.ui.palette.lines import Box, Line, Place
from ilp_desktop.ui.palette.rows import ROW_HEIGHT, LineDelegate, LineModel, spoken
from ilp_desktop.ui.theme import RADIUS, SIZE, SPACE
from ilp_desktop.ui.widgets import SearchField, Text, announce

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOP = 88
_STEPS: "Mapping[int, int]" = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PaletteBox(QWidget):
    """Lies over its host until something is chosen, Escape is pressed or the ground beside it is clicked."""

    chosen = Signal(object)
    """The Line to go to."""
    closed = Signal()

    def __init__(
        self, host: QWidget, find: Callable[[str], Found], places: Sequence[Place], background: Background
    ) -> None:
        super().__init__(host)
        named(self, "palette")
        self.setAccessibleName(_("Find a student, a place or something to do"))
        self._find, self._places, self._background = find, tuple(places), background
        self._host = host
        self._before: QWidget | None = host.window().focusWidget()
        self._box = Box()
        self._entered = False
        self._panel = named(QFrame(self), "palette_panel")
        self.field = named(SearchField(_("A student, a place, something to do"), _("Find")), "palette_field")
        self._model = LineModel(self)
        self.list = named(QListView(), "palette_list")
        self._nothing = named(Text(_("Nothing found. Try fewer letters."), "body", "text2"), "palette_nothing")
        self._lay_out()
        self.field.textChanged.connect(self._ask)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._clicked)
        self.list.entered.connect(self._pointed)
        host.installEventFilter(self)
        self._ask("")

    def open(self) -> None:
        """Show the box and put the keyboard into it."""
        self.resize(self._host.size())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_box(self) -> None:
        """Take the box away; the keyboard goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def _ask(self, typed: str) -> None:
        self._entered = False
        self._box = lines.asking(self._box, typed)
        number = self._box.asked
        self._background.ask(lambda: self._find(typed), self, lambda found: self._show(number, found))

    def _show(self, number: int, found: Found) -> None:
        self._take(lines.answered(self._box, number, found, self._places))
        count = len(self._box.lines)
        if self._box.settled:
            told = ngettext("{count} found", "{count} found", count).format(count=count)
            announce(self.field, told if not self._box.lines else f"{told}. {spoken(self._box.lines[0])}")
            if self._entered:
                self._go()

    def _take(self, box: Box) -> None:
        self._box = box
        self._model.show_rows(box.lines)
        if box.lines:
            self.list.setCurrentIndex(self._model.index(box.at))
        self.list.setVisible(bool(box.lines))
        self._nothing.setVisible(box.settled and not box.lines)
        self._fit()

    def _move(self, by: int) -> None:
        self._take(lines.moved(self._box, by))
        if self._box.chosen is not None:
            announce(self.field, spoken(self._box.chosen))

    def _pointed(self, index: QModelIndex) -> None:
        self._take(lines.pointed(self._box, index.row()))

    def _clicked(self, index: QModelIndex) -> None:
        self._pointed(index)
        self._go()

    def _go(self) -> None:
        """Go to the line chosen; where its answer is still under way, as soon as it is there."""
        line: Line | None = self._box.chosen
        self._entered = not self._box.settled
        if line is not None:
            self.close_box()
            self.chosen.emit(line)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.resize(self._host.size())
            self._fit()
        if watched is self.field and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        ours = key in _STEPS or key in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
        if not ours:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the field's own Escape would take it
        elif event.type() == QEvent.Type.KeyPress:
            if key == Qt.Key.Key_Escape:
                self.close_box()
            elif key in _STEPS:
                self._move(_STEPS[key])
            elif key != Qt.Key.Key_Tab:  # nothing behind the box is reached by Tab
                self._go()
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_box()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0, 70 if theme.current().name == "light" else 130))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.current().color("border"))
        painter.setBrush(theme.current().color("surface"))
        box = QRectF(self._panel.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS.card, RADIUS.card)

    def _fit(self) -> None:
        wide = min(theme.scaled(SIZE.form) + SPACE.xxxl, self.width() - 2 * SPACE.xl)
        rows = len(self._box.lines) * theme.scaled(ROW_HEIGHT)
        self.list.setFixedHeight(min(rows, self.height() - 2 * _TOP - SIZE.control))
        self._panel.adjustSize()
        self._panel.setGeometry((self.width() - wide) // 2, _TOP, wide, self._panel.sizeHint().height())
        self.update()

    def _lay_out(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self._nothing.setContentsMargins(SPACE.lg, SPACE.sm, SPACE.lg, SPACE.sm)
        self._nothing.hide()
        down = QVBoxLayout(self._panel)
        down.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.sm, SPACE.sm)
        down.setSpacing(SPACE.sm)
        for part in (self.field, self.list, self._nothing):
            down.addWidget(part)
