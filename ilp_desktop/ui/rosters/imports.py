"""The imports that came in before, newest first."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import ImportLine, TakenBack
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.day.painting import RowDelegate
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.report_taking_back import TakingBack
from ilp_desktop.ui.rosters.report_words import (
    counts_words,
    import_spoken,
    origin_words,
    taken_back_words,
    undone_words,
    when_words,
)
from ilp_desktop.ui.rows import Index, RowRole, RowsModel
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, EmptyState, Line, Text, paint_chip
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_HEIGHT = 76


class ImportModel(RowsModel[ImportLine]):
    """The imports as they were last read."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone

    @override
    def key(self, row: ImportLine) -> int:
        return row.run_id

    @override
    def spoken(self, row: ImportLine) -> str:
        return import_spoken(row, self._zone)


class ImportDelegate(RowDelegate):
    """Paints when an import came in, which file, from where and by whom, and what it brought."""

    def __init__(self, zone: ZoneInfo, parent: QObject) -> None:
        super().__init__(parent)
        self._zone = zone

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(400, theme.scaled(_HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(RowRole.ROW)
        if not isinstance(line, ImportLine):
            return
        look = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined] # the stubs leave the fields of options out
        place = QRectF(option.rect).adjusted(0, 2, -6, -2)  # type: ignore[attr-defined]
        self._ground(painter, place, state)
        high = theme.scaled(20)
        left, top = place.left() + 16, place.center().y() - high - 2
        back = taken_back_words(line, self._zone)
        until = place.right() - 12
        if back:
            until = paint_chip(painter, until, top + high / 2, back, "grey").left() - 8
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(look.color("text3" if back else "text"))
        first = f"{when_words(line, self._zone)}   {line.file_name}"
        self._line(painter, QRectF(left, top, until - left, high), first)
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(look.color("text2"))
        second = " · ".join(part for part in (origin_words(line), counts_words(line)) if part)
        self._line(painter, QRectF(left, top + high + 4, place.right() - left - 12, high), second)
        painter.restore()


class ImportList(QListView):
    """The imports. Return opens a report."""

    opened = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ImportsView(QWidget):
    """The list, and what can be done with the import chosen in it."""

    report_asked = Signal(int)
    left = Signal()
    shown = Signal()
    """The imports stand on the screen."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs) -> None:
        super().__init__()
        self._office = office
        self._background = background
        self._taking_back = TakingBack(office, background, dialogs)
        self._model = ImportModel(office.zone, self)
        self.banner = named(Banner(), "imports_banner")
        self.list = named(ImportList(), "import_list")
        self.list.setModel(self._model)
        self.list.setItemDelegate(ImportDelegate(office.zone, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(_("Earlier imports"))
        self.report = named(Button(_("Open the report"), "primary", "file-text"), "report_open_button")
        self.take_back = named(Button(_("Take this import back…"), "", "undo-2"), "imports_back_button")
        self.leave = named(Button(_("Back"), "ghost", "arrow-left"), "imports_leave_button")
        self._why = named(Text("", "small", "text2", wrap=True), "imports_why")
        self._lay_out()
        self.leave.clicked.connect(self.left)
        self.report.clicked.connect(self._open)
        self.list.opened.connect(self._open)
        self.list.doubleClicked.connect(self._double_click)
        self.take_back.clicked.connect(self._ask_back)
        self.list.selectionModel().currentChanged.connect(self._moved)
        background.changed.connect(self._hear)

    def read(self) -> None:
        """Read the imports and show them."""
        self._background.ask(self._office.rosters.imports, self, self._show, self._fail)

    def _show(self, lines: tuple[ImportLine, ...]) -> None:
        at = max(0, self.list.currentIndex().row())
        self._model.show_rows(lines)
        self._pages.setCurrentIndex(0 if lines else 1)
        if lines:
            self.list.setCurrentIndex(self._model.index(min(at, len(lines) - 1)))
        self._show_deeds()
        self.shown.emit()

    def _line(self) -> ImportLine | None:
        return self._model.row(self.list.currentIndex())

    def _show_deeds(self) -> None:
        line = self._line()
        can = line is not None and line.can_take_back
        self.report.setEnabled(line is not None)
        self.take_back.setEnabled(can)
        why = line is not None and not can and line.taken_back_at is None
        self._why.setText(_("Imports are taken back from the last to the first.") if why else "")

    def _double_click(self, _index: QModelIndex) -> None:
        self._open()

    def _moved(self, _to: QModelIndex, _from: QModelIndex) -> None:
        self._show_deeds()

    def _open(self) -> None:
        line = self._line()
        if line is not None:
            self.report_asked.emit(line.run_id)

    def _ask_back(self) -> None:
        line = self._line()
        if line is not None and line.can_take_back:
            self._taking_back.ask(self, line, lambda: self.take_back.setEnabled(False), self._taken_back, self._fail)

    def _taken_back(self, result: TakenBack) -> None:
        self.banner.say(undone_words(result), tint="accent")
        self.list.setFocus()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.ROSTER) and self.isVisible():
            self.read()

    def _fail(self, error: OfficeError) -> None:
        self._show_deeds()
        self.banner.say(sentence(error))

    def _lay_out(self) -> None:
        card = named(Card(spacing=SPACE.md), "imports_card")
        card.body.addWidget(Text(_("Earlier imports"), "h2"))
        card.body.addWidget(self.banner)
        words = _("Each import is kept with its report. The last one can be taken back as a whole.")
        card.body.addWidget(Text(words, "body", "text2", wrap=True))
        empty = EmptyState("file-up", _("No roster came in yet"), _("What comes in is listed here, with its report."))
        self._pages = QStackedWidget()  # a stacked layout without a parent shows each page as a window
        self._pages.addWidget(self.list)
        self._pages.addWidget(empty)
        card.body.addWidget(self._pages, 1)
        card.body.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(0, SPACE.sm, 0, 0)
        foot.setSpacing(SPACE.md)
        foot.addWidget(self.leave)
        foot.addWidget(self._why, 1)
        foot.addWidget(self.take_back)
        foot.addWidget(self.report)
        card.body.addLayout(foot)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(card)
