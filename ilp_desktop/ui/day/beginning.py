"""What a new office does first, where its conference day will stand: the policy, the students, the days."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import ScrollingCanvas, Text
from ilp_desktop.ui.widgets.choice_rows import ChoiceRow


class BeginningView(ScrollingCanvas):
    """Three ways on, in the order in which they are best gone; what was done already says so."""

    place_wanted = Signal(str)
    """The place of the office where that is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "beginning_view")
        self._policy = self._way(
            "policy",
            "scale",
            _("Choose your school\u2019s policy"),
            _("It says what each student needs, and by when. Until then the program\u2019s own plan form is used."),
        )
        self._students = self._way(
            "rosters",
            "file-up",
            _("Bring in your students"),
            _("A file from your student information system, or any table with their names."),
        )
        self._days = self._way(
            "arranging",
            "calendar-days",
            _("Arrange your conference days"),
            _("For the whole school or for a few families."),
        )
        self._lay_out()

    def show_done(self, *, policy: bool, students: bool) -> None:
        """Say what was done already."""
        self._policy.show_done(on=policy)
        self._students.show_done(on=students)
        self._days.setEnabled(students)

    def _way(self, place: str, icon: str, title: str, words: str) -> ChoiceRow:
        row = named(ChoiceRow(icon, title, words), f"begin_{place}_button")
        row.clicked.connect(lambda: self.place_wanted.emit(place))
        return row

    def _lay_out(self) -> None:
        held = QWidget()
        held.setMaximumWidth(theme.scaled(SIZE.form))
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addWidget(Text(_("Three steps to the first conference"), "h1", wrap=True))
        told = _("Your office is ready and locked with your keys. These come next, today or another day.")
        column.addWidget(Text(told, "body", "text2", wrap=True))
        column.addSpacing(SPACE.sm)
        for row in (self._policy, self._students, self._days):
            column.addWidget(row)
        down = QVBoxLayout()
        down.addStretch(2)
        down.addWidget(held)
        down.addStretch(3)
        across = QHBoxLayout(self.canvas)
        across.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        across.addStretch(1)
        across.addLayout(down, 100)
        across.addStretch(1)
