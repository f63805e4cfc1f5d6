"""What falls due, week by week: each line leads to its students."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QStyle, QStyleOptionViewItem

from ilp_desktop.domain.board import Behind, DueLine, Whose
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.board.state import WEEKS, Looking, week_of
from ilp_desktop.ui.board.words import ICONS, step_words, students_words
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.day.words import date_words, day_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import Index, RowRole, RowsModel, RowsView
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, EmptyState, Text, paint_chip
from ilp_desktop.wording.board import line_words

_LINE, _HEADING = 44, 42
_STEP = 190
_DAY = 210
_COUNT = 110


@dataclass(frozen=True, slots=True)
class WeekHeading:
    """The week of the lines below it, by its Monday."""

    monday: date


Shown = DueLine | WeekHeading


def by_week(lines: tuple[DueLine, ...]) -> tuple[Shown, ...]:
    """Return lines, which come by day, under the headings of their weeks."""
    shown: list[Shown] = []
    last: date | None = None
    for line in lines:
        monday = week_of(line.day)
        if monday != last:
            shown.append(WeekHeading(monday))
            last = monday
        shown.append(line)
    return tuple(shown)


def week_words(monday: date, today: date) -> str:
    """Word a week by its first and last day."""
    if monday == week_of(today):
        return _("This week")
    if monday == week_of(today) + timedelta(days=7):
        return _("Next week")
    return _("Week of {date}").format(date=date_words(monday))


class DueModel(RowsModel[Shown]):
    """What falls due, as it was last read."""

    today: date

    @override
    def key(self, row: Shown) -> Hashable:
        return row.monday if isinstance(row, WeekHeading) else (row.day, row.clause_id, row.period)

    @override
    def spoken(self, row: Shown) -> str:
        if isinstance(row, WeekHeading):
            return week_words(row.monday, self.today)
        what = line_words(row.title, row.period)
        return ", ".join((day_words(row.day), what, students_words(row.students), step_words(row.step)))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if isinstance(self.row(index), WeekHeading) else super().flags(index)


class DueDelegate(RowDelegate):
    """Paints a week, or a day with what is due and of how many."""

    def __init__(self, model: DueModel) -> None:
        super().__init__(model)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(RowRole.ROW), WeekHeading)
        return QSize(300, theme.scaled(_HEADING if heading else _LINE))

    @override
    def _draw(self, painter: QPainter, place: QRectF, row: Hashable, state: QStyle.StateFlag) -> None:
        if isinstance(row, WeekHeading):
            self._heading(painter, place, week_words(row.monday, self._model.today))
        elif isinstance(row, DueLine):
            self._ground(painter, place, state)
            self._due(painter, place.adjusted(12, 0, -12, 0), row)

    def _due(self, painter: QPainter, place: QRectF, row: DueLine) -> None:
        look = theme.current()
        step, count, day = theme.scaled(_STEP), theme.scaled(_COUNT), theme.scaled(_DAY)
        high = place.height()
        painter.setFont(theme.font("body"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(place.left(), place.top(), day, high), day_words(row.day))
        left, right = place.left() + day + SPACE.md, place.right() - step - count - 2 * SPACE.md
        if row.advised:
            right = paint_chip(painter, right, place.center().y(), _("advised"), "grey").left() - SPACE.sm
        painter.setFont(theme.font("body"))
        painter.setPen(look.color("text"))
        self._line(painter, QRectF(left, place.top(), right - left, high), line_words(row.title, row.period))
        at = place.right() - step - count - SPACE.md
        painter.setFont(theme.font("strong", tabular=True))
        self._line(painter, QRectF(at, place.top(), count, high), students_words(row.students))
        mark = theme.pixmap(ICONS[row.step], "text2", 16, painter.device().devicePixelRatioF())
        at = place.right() - step
        painter.drawPixmap(round(at), round(place.center().y() - 8), mark)
        painter.setFont(theme.font("small"))
        painter.setPen(look.color("text2"))
        self._line(painter, QRectF(at + 24, place.top(), step - 24, high), step_words(row.step))


class DueList(RowsView):
    """The lines. Return or a click leads to the students."""

    chosen = Signal(object)
    """A ``DueLine``."""

    def __init__(self) -> None:
        rows = DueModel()
        super().__init__(DueDelegate(rows))
        named(self, "board_due_list")
        rows.setParent(self)
        self.rows = rows
        self.setModel(self.rows)
        self.setUniformItemSizes(False)  # a week's heading is higher than its days
        self.setAccessibleName(_("What falls due"))
        self.setAccessibleDescription(_("Return lists the students."))
        self.opened.connect(self._go)

    def _go(self, index: QModelIndex) -> None:
        row = self.rows.row(index)
        if isinstance(row, DueLine):
            self.chosen.emit(row)


class DueView(Card):
    """Some weeks of what falls due, with a way to earlier and later ones."""

    moved = Signal(int)
    """So many weeks on."""
    behind_asked = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(padding=SPACE.lg)
        named(self, "board_due")
        self._whose = Whose.MINE
        self.list = DueList()
        self.span = named(Text("", "strong", tabular=True), "board_due_span")
        earlier = named(Button("", "ghost", "chevron-left", spoken=_("Earlier weeks")), "board_earlier_button")
        later = named(Button("", "ghost", "chevron-right", spoken=_("Later weeks")), "board_later_button")
        earlier.clicked.connect(lambda: self.moved.emit(-WEEKS))
        later.clicked.connect(lambda: self.moved.emit(WEEKS))
        self.list.chosen.connect(self._go)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(
            named(
                EmptyState(
                    "circle-check",
                    _("Nothing falls due in these weeks"),
                    _("The arrows above show earlier and later weeks."),
                ),
                "board_due_empty",
            )
        )
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        for part in (earlier, self.span, later):
            head.addWidget(part)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._pages, 1)

    def show_lines(self, lines: tuple[DueLine, ...], looking: Looking, today: date) -> None:
        """Show what falls due in the weeks that are looked at."""
        self._whose = looking.whose
        self.list.rows.today = today
        self.span.setText(
            _("{first} to {last}").format(first=date_words(looking.first_week), last=date_words(looking.last_day))
        )
        self.list.rows.show_rows(by_week(lines))
        self._pages.setCurrentIndex(0 if lines else 1)

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        if self.list.rows.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(1))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, line: DueLine) -> None:
        what = line_words(line.title, line.period)
        words = _("{what}: due {date}").format(what=what, date=date_words(line.day))
        self.behind_asked.emit(Behind(self._whose, line.clause_id, line.period, day=line.day), words)
