"""The list at the left of the queue: what is to decide, or what was put together."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.matching.flow import Show, State
from ilp_desktop.ui.matching.rows import QueueDelegate, QueueLine, QueueModel
from ilp_desktop.ui.matching.words import (
    ICONS,
    KINDS,
    count_words,
    line_title,
    merger_meta,
    merger_title,
    reason_words,
)
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import SegmentedControl, Text, announce

_WIDEST = 460


class QueueList(QListView):
    """The lines. Moving through them shows each; Return goes on to its buttons."""

    moved = Signal(QModelIndex)
    entered_line = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(QueueDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    @override
    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override] # persistent ones never come
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.entered_line.emit()
            return
        super().keyPressEvent(event)


class QueueSide(QFrame):
    """It shows a ``State`` and tells what was chosen."""

    line_chosen = Signal(int)
    show_chosen = Signal(object)
    entered = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "side")
        self._zone = zone
        self._fit_text()
        self._model = QueueModel(self)
        self.lists = named(
            SegmentedControl(
                [(Show.OPEN.value, _("To decide")), (Show.TOGETHER.value, _("Put together"))], spoken=_("Lists")
            ),
            "match_lists",
        )
        self._found = named(Text("", "small", "text2", tabular=True), "match_count_text")
        self.list = named(QueueList(), "match_list")
        self.list.setModel(self._model)
        self._lay_out()
        self.lists.chosen.connect(self._choose_list)
        self.list.moved.connect(self._move)
        self.list.entered_line.connect(self.entered)

    def show_state(self, state: State) -> None:
        """Show the list, and which line of it is looked at."""
        self.lists.choose(state.show.value)
        self.lists.set_words(Show.OPEN.value, f"{_('To decide')}  {state.count}")
        self.lists.set_words(Show.TOGETHER.value, f"{_('Put together')}  {len(state.mergers)}")
        words = count_words(state.count, len(state.questions)) if state.show is Show.OPEN else ""
        if words != self._found.text():
            self._found.setText(words)
            announce(self._found, words)
        self._found.setVisible(bool(words))
        self.list.setAccessibleName(_("Questions") if state.show is Show.OPEN else _("Put together"))
        # While the lines are exchanged nobody moved: only a person chooses.
        self.list.blockSignals(True)
        self._model.show_rows(self._lines(state))
        place = self._model.place(state.chosen)
        if place != self.list.currentIndex():
            self.list.setCurrentIndex(place)
        self.list.blockSignals(False)
        self.list.viewport().update()

    def _lines(self, state: State) -> tuple[QueueLine, ...]:
        if state.show is Show.OPEN:
            return tuple(
                QueueLine(each.question_id, ICONS[each.kind], _(KINDS[each.kind]), line_title(each), reason_words(each))
                for each in state.questions
            )
        return tuple(
            QueueLine(
                each.merger_id, ICONS[each.kind], _(KINDS[each.kind]), merger_title(each), merger_meta(each, self._zone)
            )
            for each in state.mergers
        )

    def _move(self, index: QModelIndex) -> None:
        line = self._model.row(index)
        if line is not None:
            self.line_chosen.emit(line.id)

    def _choose_list(self, key: str) -> None:
        self.show_chosen.emit(Show(key))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)

    def _fit_text(self) -> None:
        self.setFixedWidth(min(theme.scaled(SIZE.sidebar), _WIDEST))

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        top.setSpacing(SPACE.md)
        top.addWidget(Text(_("Who is who"), "h1"))
        top.addWidget(self.lists)
        top.addWidget(self._found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.xl, 0, SPACE.md)
        column.setSpacing(SPACE.md)
        column.addLayout(top)
        column.addWidget(self.list, 1)
