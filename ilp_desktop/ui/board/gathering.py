"""From the board to a day: a schedule of exactly the students who were chosen, or of all that the list shows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ilp_desktop.domain.board import Behind, BoardFilter
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.board.rows import BoardList
from ilp_desktop.ui.names import named
from ilp_desktop.ui.widgets import Button

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office


class Gathering(QObject):
    """A button above the list. ``listed`` says which list it is, None where no students are shown."""

    day_asked = Signal(object)
    """The students, as a tuple, for whom a day is to be arranged."""

    def __init__(
        self,
        office: "Office",
        background: Background,
        rows: BoardList,
        listed: Callable[[], BoardFilter | Behind | None],
        say: Callable[[OfficeError], None],
    ) -> None:
        super().__init__(rows)
        self._office, self._background, self._rows = office, background, rows
        self._listed, self._say = listed, say
        self._may = office.viewer.role in ARRANGERS
        self.button = named(Button(_("Arrange a day for all\u2026"), "", "calendar-days"), "board_day_button")
        self.button.clicked.connect(self._ask)
        rows.selectionModel().selectionChanged.connect(self.refresh)

    def refresh(self, *_changed: object) -> None:
        """Say for whom: several who are chosen, otherwise all of the list."""
        count = len(self._rows.chosen())
        if count > 1:
            words = ngettext(
                "Arrange a day for {count} student\u2026", "Arrange a day for {count} students\u2026", count
            ).format(count=count)
        else:
            words = _("Arrange a day for all\u2026")
        self.button.setText(words)
        tip = _(
            "A schedule of exactly these students. Choose some with Ctrl or Shift; otherwise it is all of this list."
        )
        self.button.setToolTip(tip)
        if self.button.parent() is not None:  # before it is laid out it would be a window of its own
            self.button.setVisible(self._may and self._listed() is not None)
        self.button.setEnabled(self._rows.rows.rowCount() > 0)

    def _ask(self) -> None:
        listed, chosen = self._listed(), self._rows.chosen()
        if len(chosen) > 1:
            self.day_asked.emit(chosen)
        elif listed is not None:
            self._background.ask(lambda: self._office.board.who(listed), self._rows, self.day_asked.emit, self._say)
