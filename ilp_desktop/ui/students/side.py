"""The side list of students: type a few letters, go down with the arrow keys, open with Return."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rows import RowsView
from ilp_desktop.ui.students.finding import Finding
from ilp_desktop.ui.students.rows import StudentDelegate, StudentModel
from ilp_desktop.ui.students.words import WITHDRAWN, found_words, notice_words
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Button, EmptyState, SearchField, SegmentedControl, Text, announce

_WIDEST = 460
_LIST_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class StudentSide(QFrame):
    """It shows a ``Finding`` and tells what was typed and who was chosen."""

    letters_typed = Signal(str)
    entered = Signal()
    """Return was pressed in the field."""
    student_chosen = Signal(int)
    withdrawn_chosen = Signal(bool)
    """Those who were withdrawn should be listed, or those enrolled."""
    import_wanted = Signal()
    """There is no student yet: a roster would bring them."""
    matching_wanted = Signal()
    """Questions about who is who are open, and the person goes to them."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "side")
        self._fit_text()
        self._most = most
        self._model = StudentModel(self)
        self.field = named(
            SearchField(_("Name, guardian or number   Ctrl+K"), _("Find a student")), "student_find_field"
        )
        self.list = named(RowsView(StudentDelegate()), "student_list")
        self.list.setModel(self._model)
        self.list.setAccessibleName(_("Students found"))
        self.enrolled = _standing()
        self.enrolled.hide()  # until somebody was withdrawn
        self.questions = named(
            Button("", "ghost", "users", spoken=_("Questions about who is who")), "who_is_who_button"
        )
        self.questions.hide()  # until there is one
        self.questions.clicked.connect(self.matching_wanted)
        self._found = named(Text("", "small", "text2", tabular=True), "student_count_text")
        self._unfound = _nobody_found()
        self._empty = named(
            EmptyState(
                "users-round",
                _("No students yet"),
                _("Bring in the school's roster (OneRoster, as a zip file or a folder), and they stand here."),
                _("Bring in a roster"),
            ),
            "student_empty",
        )
        self._empty.acted.connect(self.import_wanted)
        self._lay_out()
        self.enrolled.chosen.connect(self._choose)
        self.field.textChanged.connect(self.letters_typed)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)
        self.list.opened.connect(self._open)

    def show_finding(self, finding: Finding) -> None:
        """Show what was found so far."""
        if self._model.show_rows(finding.rows):
            place = self._model.place(finding.opened)
            self.list.setCurrentIndex(place if place.isValid() else self._model.index(0))
            self.list.scrollTo(self.list.currentIndex())
        if finding.settled:
            words = found_words(len(finding.rows), finding.total, finding.letters, self._most)
            if words != self._found.text():
                self._found.setText(words)
                announce(self._found, words)
        self.enrolled.choose("withdrawn" if finding.withdrawn else "enrolled")
        self.enrolled.set_words("withdrawn", f"{_(WITHDRAWN)}  {finding.left}")
        self.enrolled.setVisible(finding.left > 0)
        at = {"": 0, "unfound": 1, "empty": 2}[finding.nothing]
        self._found.setVisible(at == 0)
        self._pages.setCurrentIndex(at)

    def show_questions(self, count: int) -> None:
        """Say quietly how many questions about who is who are open."""
        self.questions.setText(notice_words(count) if count else "")
        self.questions.setVisible(count > 0)

    def select(self, student_id: int) -> None:
        """Select a student who was opened from elsewhere."""
        place = self._model.place(student_id)
        if place.isValid():
            self.list.setCurrentIndex(place)
            self.list.scrollTo(place)

    def open_current(self) -> None:
        """Open the student chosen in the list, if there is one."""
        self._open(self.list.currentIndex())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the list while the keyboard stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()
        super().changeEvent(event)

    def _fit_text(self) -> None:
        # At 150 % the names still fit, and the file keeps its room.
        self.setFixedWidth(min(theme.scaled(SIZE.sidebar), _WIDEST))

    def _choose(self, key: str) -> None:
        self.withdrawn_chosen.emit(key == "withdrawn")

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.student_chosen.emit(row.student_id)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        top.setSpacing(SPACE.md)
        top.addWidget(Text(_("Students"), "h1"))
        top.addWidget(self.field)
        top.addWidget(self.enrolled)
        top.addWidget(self._found)
        self._pages = QStackedWidget()  # a stacked layout without a parent shows each page as a window
        for page in (self.list, self._unfound, self._empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.xl, 0, SPACE.md)
        column.setSpacing(SPACE.md)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.md, 0, SPACE.md, 0)
        foot.addWidget(self.questions)
        column.addLayout(foot)


def _standing() -> SegmentedControl:
    offered = [("enrolled", _("Enrolled")), ("withdrawn", _(WITHDRAWN))]
    return named(SegmentedControl(offered, spoken=_("Students listed")), "enrolled_segments")


def _nobody_found() -> EmptyState:
    words = _("Try fewer letters, a guardian's name or the student number. Accents and order do not matter.")
    return named(EmptyState("search", _("Nobody found"), words), "student_unfound")
