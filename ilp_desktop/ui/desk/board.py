"""The public board: who is called now and who comes next, by number or initials, readable across a room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.front_desk import BoardLine, PublicBoard
from ilp_desktop.language import LANGUAGES, N_, _, in_use, translation
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.words import time_words
from ilp_desktop.ui.hiding import CALMS_ITSELF
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.widgets import announce, name_changed

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_ANEW = 10_000
_NOW, _NEXT, _EMPTY = N_("Now"), N_("Next"), N_("Please check in at the front desk.")
_CALLED_MOST, _FOLLOWING_MOST = 4, 8
_HIGH = {1: 4.2, 2: 3.4, 3: 3.0, 4: 2.7}
"""Lines of the smallest type that a call is high, by how many there are."""
_LINES = 26
"""How many lines of the smallest type the window is high."""


class BoardWindow(QWidget):
    """A window for a second monitor. It knows no name of a student, so it can show none; F11 fills the screen."""

    lock_asked = Signal()
    closed = Signal()
    shown = Signal()
    """What is on the board was read."""

    def __init__(self, office: "Office", background: Background) -> None:
        super().__init__()
        named(self, "public_board")
        # Whoever hides a conference hides no numbers: nobody is named here, and families wait for theirs.
        self.setProperty(CALMS_ITSELF, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(_("ILP Desktop — Public board"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(480, 320))
        self._office, self._background = office, background
        self._board: PublicBoard | None = None
        self._school = office.name
        self._anew = QTimer(self)
        self._anew.setInterval(_ANEW)
        self._anew.timeout.connect(self.refresh)
        self._anew.start()
        background.changed.connect(self._hear)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._turn_full)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)
        self.refresh()

    def refresh(self) -> None:
        """Read the board again. What cannot be read now is read next time: families look on, and no error is theirs."""
        self._background.ask(self._office.front_desk.board, self, self._show, lambda _error: None)

    def words(self) -> str:
        """Return all that stands on the board, as a screen reader says it."""
        board = self._board
        if board is None:
            return ""
        if not board.called and not board.following:
            return _(_EMPTY)
        parts = [f"{_(_NOW)}: {self._spoken(line)}" for line in board.called[:_CALLED_MOST]]
        parts += [f"{_(_NEXT)}: {self._spoken(line)}" for line in board.following[:_FOLLOWING_MOST]]
        return ". ".join(parts)

    def _show(self, board: PublicBoard) -> None:
        before = self._board.called if self._board is not None else ()
        self._board = board
        name_changed(self, self.words())
        for line in board.called:
            if line not in before:
                announce(self, f"{_(_NOW)}: {self._spoken(line)}")
        self.update()
        self.shown.emit()

    def _spoken(self, line: BoardLine) -> str:
        when = time_words(line.starts_at) if line.starts_at else ""
        return ", ".join(part for part in (line.label, line.room, line.staff_name, when) if part)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.OFFICE):
            self.refresh()

    def _turn_full(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBackground(theme.current().color("canvas"))
        painter.eraseRect(self.rect())
        unit = min(self.height() / _LINES, self.width() / 40)
        place = QRectF(self.rect()).adjusted(1.6 * unit, 1.2 * unit, -1.6 * unit, -1.0 * unit)
        self._paint_head(painter, QRectF(place.left(), place.top(), place.width(), 2.4 * unit), unit)
        place.setTop(place.top() + 3.2 * unit)
        board = self._board
        if board is None or not (board.called or board.following):
            self._paint_empty(painter, place, unit)
            return
        place.setTop(self._paint_called(painter, place, unit, board.called[:_CALLED_MOST]))
        self._paint_following(painter, place, unit, board.following[:_FOLLOWING_MOST])

    def _paint_head(self, painter: QPainter, place: QRectF, unit: float) -> None:
        at = time_words(self._board.at) if self._board is not None else ""
        painter.setFont(_font(1.5 * unit, QFont.Weight.DemiBold, tabular=True))
        painter.setPen(theme.current().color("text2"))
        wide = painter.fontMetrics().horizontalAdvance(at)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), at)
        _write(painter, place.adjusted(0, 0, -wide - unit, 0), self._school, 1.5 * unit, "text2")

    def _paint_called(self, painter: QPainter, place: QRectF, unit: float, lines: tuple[BoardLine, ...]) -> float:
        top = place.top()
        if not lines:
            return top
        _write(painter, QRectF(place.left(), top, place.width(), 1.6 * unit), _both(_NOW), 1.1 * unit, "accent_text")
        top += 2.0 * unit
        high = _HIGH[len(lines)] * unit
        for line in lines:
            box = QRectF(place.left(), top, place.width(), high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.current().color("accent"))
            painter.drawRoundedRect(box, 0.7 * unit, 0.7 * unit)
            self._paint_line(painter, box.adjusted(unit, 0, -unit, 0), line, 0.58 * high, "on_accent")
            top += high + 0.5 * unit
        return top + 0.5 * unit

    def _paint_following(self, painter: QPainter, place: QRectF, unit: float, lines: tuple[BoardLine, ...]) -> None:
        if not lines:
            return
        top = place.top()
        _write(painter, QRectF(place.left(), top, place.width(), 1.6 * unit), _both(_NEXT), 1.1 * unit, "text2")
        top += 1.9 * unit
        # Rather fewer that can be read.
        high = max(1.9 * unit, min(2.6 * unit, (place.bottom() - top) / len(lines)))
        for line in lines:
            if top + high > place.bottom() + 1:
                break
            box = QRectF(place.left(), top, place.width(), high)
            painter.setPen(theme.current().color("border"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            self._paint_line(painter, box.adjusted(unit, 0, -unit, 0), line, 0.68 * high, "text")
            top += high

    def _paint_line(self, painter: QPainter, place: QRectF, line: BoardLine, size: float, ink: str) -> None:
        """Write the number, where to go and to whom, and the hour, each where the eye looks for it."""
        number, room, hour = 0.17 * place.width(), 0.27 * place.width(), 0.14 * place.width()
        left = place.left()
        _write(painter, QRectF(left, place.top(), number, place.height()), line.label, size, ink, heavy=True)
        left += number
        where, who = (line.room, line.staff_name) if line.room else (line.staff_name, "")
        wide = room if who else place.width() - number - hour
        _write(painter, QRectF(left, place.top(), wide - 0.5 * size, place.height()), where, 0.8 * size, ink)
        left += wide
        rest = QRectF(left, place.top(), place.right() - hour - left, place.height())
        _write(painter, rest, who, 0.8 * size, ink, light=True)
        at = time_words(line.starts_at) if line.starts_at else ""
        painter.setFont(_font(0.8 * size, QFont.Weight.Medium, tabular=True))
        painter.setPen(theme.current().color(ink))
        end = QRectF(place.right() - hour, place.top(), hour, place.height())
        painter.drawText(end, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), at)

    def _paint_empty(self, painter: QPainter, place: QRectF, unit: float) -> None:
        painter.setPen(theme.current().color("text"))
        high = place.height() / 2
        for number, language in enumerate(_languages()):
            words = translation(language).gettext(_EMPTY)
            painter.setFont(_font((2.0 if number == 0 else 1.5) * unit, QFont.Weight.DemiBold))
            painter.setPen(theme.current().color("text" if number == 0 else "text2"))
            box = QRectF(place.left(), place.top() + number * high * 0.62, place.width(), high)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box, int(flags), words)

    # The window

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._anew.stop()
        self._board = None
        super().closeEvent(event)
        self.closed.emit()


def _languages() -> tuple[str, ...]:
    """Return the languages of the board: the office's first."""
    return tuple(sorted(LANGUAGES, key=lambda one: one != in_use().split("-", maxsplit=1)[0]))


def _both(words: str) -> str:
    """Word a heading in every language there is: whoever waits reads one of them."""
    return "  ·  ".join(dict.fromkeys(translation(language).gettext(words) for language in _languages()))


def _font(pixels: float, weight: QFont.Weight, *, tabular: bool = False) -> QFont:
    made = QFont(theme.font("strong", tabular=tabular))
    made.setPixelSize(max(9, round(pixels)))
    made.setWeight(weight)
    return made


def _write(
    painter: QPainter, place: QRectF, words: str, size: float, ink: str, *, heavy: bool = False, light: bool = False
) -> None:
    weight = QFont.Weight.Bold if heavy else QFont.Weight.Normal if light else QFont.Weight.DemiBold
    painter.setFont(_font(size, weight))
    painter.setPen(theme.current().color(ink))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(place.width()))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
