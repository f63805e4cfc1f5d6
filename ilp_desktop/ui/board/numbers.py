"""The part of the board with the numbers: a chooser, the table, and what is asked of the school itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.domain.board import By, ClauseLine, GroupLine, Need, Whose
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.board.counts import CountTable, clause_rows, group_rows
from ilp_desktop.ui.board.school_lines import SchoolLines
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, SegmentedControl

_BY = {"clause": None, "grade": By.GRADE, "staff": By.STAFF, "school": By.SCHOOL}


class NumbersView(QWidget):
    """Shows numbers, and tells whose students are wanted."""

    by_chosen = Signal(object)
    """A ``By``, or None for clauses."""
    behind_asked = Signal(object, str)

    def __init__(self, *, may_see_all: bool) -> None:
        super().__init__()
        named(self, "board_numbers")
        words = {"clause": _("Clause"), "grade": _("Grade"), "staff": _("Keeper of the plan"), "school": _("School")}
        self.chooser = named(SegmentedControl(words.items(), "clause", spoken=_("Count by")), "board_by")
        if not may_see_all:
            self.chooser.hide()  # never setVisible(True) before it is laid out: it would be a window of its own
        self.chooser.chosen.connect(self._choose)
        self.table = CountTable()
        self.table.behind_asked.connect(self.behind_asked)
        self.school = SchoolLines()
        card = named(Card(padding=SPACE.sm), "board_counts_card")
        card.body.addWidget(self.table, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        down.addWidget(self.chooser, 0, Qt.AlignmentFlag.AlignLeft)
        down.addWidget(card, 1)
        down.addWidget(self.school)

    def _choose(self, key: str) -> None:
        self.by_chosen.emit(_BY[key])

    def show_clauses(self, lines: tuple[ClauseLine, ...], school: tuple[Need, ...], whose: Whose) -> None:
        """Show the numbers by clause."""
        self.table.rows.show_rows(*clause_rows(lines, whose))
        self.school.show_lines(school, in_use())

    def show_groups(self, by: By, lines: tuple[GroupLine, ...]) -> None:
        """Show the numbers by grade, keeper or school."""
        self.table.rows.show_rows(*group_rows(by, lines))
        self.school.hide()

    def focus_first(self) -> None:
        """Put the keyboard into the table."""
        if not self.table.currentIndex().isValid() and self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(0, 1))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
