"""The numbers by clause, grade, keeper or school: a table whose numbers lead to the students behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ilp_desktop.domain.board import Behind, BoardFilter, By, ClauseLine, GroupLine, Show, Whose
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.words import students_words
from ilp_desktop.ui.day.words import grade_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.words import number_words
from ilp_desktop.ui.rows import Index, RowRole
from ilp_desktop.ui.states import TINTS
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.wording.board import COUNTED, COUNTED_BY, line_words, state_words

_ALWAYS = frozenset({State.MET, State.DUE, State.OVERDUE})
_SHOWS = (Show.NEEDED, Show.OVERDUE, Show.SOON, Show.NO_PLAN, Show.ALL_SET)
_ROW = 44
_NUMBER = 108
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell: a number, whom it leads to, and how that list is called; ``ink`` is the token of its color."""

    number: int
    behind: BoardFilter | Behind | None
    words: str
    ink: str = "text"


@dataclass(frozen=True, slots=True)
class CountRow:
    """A line of the table: its name, what is known of it besides, and its numbers."""

    name: str
    meta: str
    figures: tuple[Figure, ...]


def _ink(state: State) -> str:
    return {"accent": "accent_text", "none": "text2", "grey": "text2"}.get(TINTS[state], TINTS[state])


def clause_rows(lines: Sequence[ClauseLine], whose: Whose) -> tuple[tuple[str, ...], tuple[CountRow, ...]]:
    """Return headings and rows by clause. A state that nobody is in has no column, but the usual ones."""
    states = [state for state in COUNTED if state in _ALWAYS or any(line.count(state) for line in lines)]
    rows: list[CountRow] = []
    for line in lines:
        title = line_words(line.title, line.period)
        figures = tuple(
            Figure(
                line.count(state),
                Behind(whose, line.clause_id, line.period, state),
                _("{what}: {state}").format(what=title, state=state_words(state)),
                _ink(state),
            )
            for state in states
        )
        rows.append(CountRow(title, line.citation, figures))
    return (_("Requirement"), *(_capital(state_words(state)) for state in states)), tuple(rows)


def group_rows(by: By, lines: Sequence[GroupLine]) -> tuple[tuple[str, ...], tuple[CountRow, ...]]:
    """Return headings and rows by grade, keeper or school."""
    heads = (
        _("Students"),
        _("Something needed"),
        _("Overdue"),
        _("Due in two weeks"),
        _("No plan yet"),
        _("All set"),
    )
    inks = ("text", "amber", "blue", "text2", "accent_text")
    rows: list[CountRow] = []
    for line in lines:
        name = _name_of(by, line)
        figures = tuple(
            Figure(
                line.summary.of(show),
                BoardFilter(Whose.EVERYONE, show, by, line.key),
                _("{what}: {state}").format(what=name, state=head),
                ink,
            )
            for show, head, ink in zip(_SHOWS, heads[1:], inks, strict=True)
        )
        rows.append(CountRow(name, "", (Figure(line.summary.students, None, "", "text2"), *figures)))
    return (_(COUNTED_BY[by]), *heads), tuple(rows)


def _name_of(by: By, line: GroupLine) -> str:
    if by is By.GRADE:
        return grade_words(line.name) if line.name else _("No grade")
    return line.name or (_("Nobody is assigned") if by is By.STAFF else _("No school"))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class CountModel(QAbstractTableModel):
    """The numbers as they were last read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[CountRow, ...] = ()

    def show_rows(self, heads: tuple[str, ...], rows: tuple[CountRow, ...]) -> None:
        """Show these numbers; of the same lines and columns only what changed is painted anew."""
        same = heads == self._heads and [row.name for row in rows] == [row.name for row in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(heads) - 1))
            return
        self.beginResetModel()
        self._heads, self._rows = heads, rows
        self.endResetModel()

    def line(self, index: Index) -> CountRow | None:
        """Return the line of a cell."""
        return self._rows[index.row()] if index.isValid() else None

    def figure(self, index: Index) -> Figure | None:
        """Return a cell's number; None for the name of a line."""
        row = self.line(index)
        return row.figures[index.column() - 1] if row is not None and index.column() else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, figure = self.line(index), self.figure(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if figure is None else number_words(figure.number)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if figure is None:
                return ", ".join(part for part in (row.name, row.meta) if part)
            return f"{row.name}, {self._heads[index.column()]}: {students_words(figure.number)}"
        if role == Qt.ItemDataRole.ToolTipRole and figure is None:
            return "\n".join(part for part in (row.name, row.meta) if part)
        return row if role == RowRole.ROW else None


class CountDelegate(QStyledItemDelegate):
    """Paints a name with its citation, or a number."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, CountModel)
        row, figure = model.line(index), model.figure(index)
        place = QRectF(option.rect)  # type: ignore[attr-defined] # the stubs leave the fields of options out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        leads = figure is not None and figure.behind is not None and figure.number > 0
        box = place.adjusted(2, 2, -2, -2)
        if leads and state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent_soft"))
            painter.drawRoundedRect(box, theme.RADIUS.field, theme.RADIUS.field)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS.field, theme.RADIUS.field)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        inside = place.adjusted(SPACE.md, 0, -SPACE.md, 0)
        if figure is None and row is not None:
            self._name(painter, inside, row)
        elif figure is not None:
            painter.setFont(theme.font("strong" if leads else "body", tabular=True))
            painter.setPen(look.color(figure.ink if figure.number else "text3"))
            words = number_words(figure.number) if figure.number else "\u2013"
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def _name(self, painter: QPainter, place: QRectF, row: CountRow) -> None:
        look = theme.current()
        across = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("small"))
        meta = painter.fontMetrics().horizontalAdvance(row.meta) + SPACE.md if row.meta else 0
        meta = min(meta, int(place.width() * 0.4))
        painter.setPen(look.color("text3"))
        at = QRectF(place.right() - meta, place.top(), meta, place.height())
        cite = painter.fontMetrics().elidedText(row.meta, Qt.TextElideMode.ElideRight, int(meta))
        painter.drawText(at, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), cite)
        painter.setFont(theme.font("body"))
        painter.setPen(look.color("text"))
        room = place.adjusted(0, 0, -meta - SPACE.sm, 0)
        words = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, across, words)


class CountTable(QTableView):
    """The table. A click on a number, or Return, leads to the students behind it."""

    behind_asked = Signal(object, str)
    """Whom a number leads to, and how that list is called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "board_counts")
        self.rows = CountModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(CountDelegate(self))
        self.setAccessibleName(_("Numbers"))
        self.setAccessibleDescription(_("Return lists the students behind a number."))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scaled(_ROW))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFont(theme.font("small_strong"))
        head.setMinimumHeight(theme.scaled(40))
        self.clicked.connect(self._go)
        self.rows.modelReset.connect(self._fit)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        figure = self.rows.figure(index)
        if figure is not None and figure.behind is not None and figure.number:
            self.behind_asked.emit(figure.behind, figure.words)

    def _fit(self) -> None:
        head = self.horizontalHeader()
        for at in range(self.rows.columnCount()):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed if at else QHeaderView.ResizeMode.Stretch)
            if at:
                words = str(self.rows.headerData(at, Qt.Orientation.Horizontal))
                wide = head.fontMetrics().horizontalAdvance(words) + 2 * SPACE.md
                self.setColumnWidth(at, max(theme.scaled(_NUMBER) if self.rows.columnCount() < 7 else 0, wide))
