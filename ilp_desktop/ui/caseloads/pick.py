"""Students to choose several of: by group, by a few letters, by click or by Space."""

from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from ilp_desktop.domain.names import folded
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.caseloads.words import count_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.students.rows import StudentDelegate, StudentModel
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, SearchField, Text

_HEIGHT = 260


class StudentsPick(QWidget):
    """A list of which any number is chosen; what letters hide stays chosen."""

    chosen = Signal()
    """What is chosen is not what it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[StudentRow, ...] = ()
        self._ids: frozenset[int] = frozenset()
        self._showing = False
        self._model = StudentModel(self)
        self._find = named(SearchField(_("Find among these"), _("Find among these students")), "pick_find_field")
        self._all = named(Button(_("All"), "ghost"), "pick_all_button")
        self._none = named(Button(_("None"), "ghost"), "pick_none_button")
        self.count = named(Text("", "small", "text2"), "pick_count")
        self.list = named(QListView(), "pick_list")
        self.list.setAccessibleName(_("Students to choose from"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(StudentDelegate(self.list))
        self.list.setSelectionMode(QListView.SelectionMode.MultiSelection)
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a whole school is laid out as it is scrolled to
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setFixedHeight(theme.scaled(_HEIGHT))
        self.list.selectionModel().selectionChanged.connect(self._take)
        self._find.textChanged.connect(self._show)
        self._all.clicked.connect(lambda: self._choose(self._ids | {row.student_id for row in self._shown()}))
        self._none.clicked.connect(lambda: self._choose(frozenset()))
        self._lay_out()

    @property
    def ids(self) -> frozenset[int]:
        """The students chosen."""
        return self._ids

    def show_rows(self, rows: tuple[StudentRow, ...], *, all_chosen: bool) -> None:
        """Show other students, all of them chosen or none."""
        self._rows = rows
        self._ids = frozenset(row.student_id for row in rows) if all_chosen else frozenset()
        self._find.clear()
        self._show()
        self.chosen.emit()

    def choose(self, student_id: int) -> None:
        """Choose somebody beside those who are chosen; who is not among these stays unchosen."""
        self._choose(self._ids | ({student_id} & {row.student_id for row in self._rows}))

    def _shown(self) -> tuple[StudentRow, ...]:
        wanted = folded(self._find.text()).split()
        return tuple(row for row in self._rows if all(word in folded(row.name) for word in wanted))

    def _show(self) -> None:
        self._showing = True
        shown = self._shown()
        self._model.show_rows(shown)
        chosen = QItemSelection()
        # In runs: one by one, a school's two thousand would hold the window up.
        for on, run in groupby(range(len(shown)), lambda at: shown[at].student_id in self._ids):
            places = list(run)
            if on:
                chosen.select(self._model.index(places[0]), self._model.index(places[-1]))
        self.list.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._showing = False
        self._say_count()

    def _choose(self, ids: frozenset[int]) -> None:
        self._ids = ids
        self._show()
        self.chosen.emit()

    def _take(self) -> None:
        if self._showing:
            return
        shown = {row.student_id for row in self._shown()}
        selected = (self._model.row(index) for index in self.list.selectedIndexes())
        self._ids = (self._ids - shown) | {row.student_id for row in selected if row is not None}
        self._say_count()
        self.chosen.emit()

    def _say_count(self) -> None:
        words = _("{count} of {total} chosen").format(count=len(self._ids), total=len(self._rows))
        self.count.setText(words if self._rows else count_words(0))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self._find.setFocus(event.reason())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE.sm)
        top.addWidget(self._find, 1)
        top.addWidget(self._all)
        top.addWidget(self._none)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.sm)
        down.addLayout(top)
        down.addWidget(self.list)
        down.addWidget(self.count, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
