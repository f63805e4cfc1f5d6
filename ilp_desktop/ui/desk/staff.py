"""How the staff run: who is behind, by how much, and moving what remains of their day in one step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.front_desk import StaffRunning
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.desk.words import LATE_BY, running_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, ScrollingCanvas, Text

_STEP = 5
_LATE = 10
"""Minutes behind from which a line is marked."""


class _Line(QWidget):
    """One of the staff."""

    def __init__(self, one: StaffRunning, panel: "StaffPanel") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.md)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(one.name, "strong", elide=True))
        ink = "amber" if one.behind >= _LATE else "text2"
        words.addWidget(named(Text(running_words(one), "small", ink, elide=True), f"running_{one.staff_id}"))
        row.addLayout(words, 1)
        self.move_button = named(Button(_("Move"), "ghost", "clock"), f"move_{one.staff_id}")
        self.move_button.setAccessibleName(_("Move what remains of {name}'s day").format(name=one.name))
        self.move_button.clicked.connect(lambda: panel.ask(one))
        row.addWidget(self.move_button)
        if not one.remaining:
            self.move_button.hide()


class StaffPanel(ScrollingCanvas):
    """What stands beside the list while no family is chosen."""

    shift_wanted = Signal(object, int)
    """One of the staff, and minutes."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "staff_panel")
        self._staff: tuple[StaffRunning, ...] | None = None
        self._form: DeedForm | None = None
        self._card = Card(spacing=SPACE.lg, parent=self.canvas)
        self._card.body.addWidget(Text(_("How the day runs"), "h2"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE.md)
        self._nothing = named(
            Text(_("Nobody holds conferences today. Whoever is behind shows up here."), "body", "text2", wrap=True),
            "staff_nothing",
        )
        self._card.body.addWidget(self._nothing)
        self._card.body.addLayout(self._lines)
        column = QVBoxLayout(self.canvas)
        column.setContentsMargins(SPACE.sm, SPACE.sm, SPACE.lg, SPACE.lg)
        column.addWidget(self._card)
        column.addStretch(1)

    def show_staff(self, staff: tuple[StaffRunning, ...]) -> None:
        """Show how the staff run; under somebody's hands nothing moves."""
        if staff == self._staff or self._form is not None:
            return
        self._staff = staff
        self._clear()
        self._nothing.setVisible(not staff)
        for one in staff:
            self._lines.addWidget(_Line(one, self))

    def ask(self, one: StaffRunning) -> None:
        """Ask by how much to move what remains of somebody's day; what they are behind is chosen."""
        self.leave()
        title = ngettext(
            "Move {count} conference of {name}", "Move {count} conferences of {name}", one.remaining
        ).format(count=one.remaining, name=one.name)
        words = _("The hours that were planned are kept. Families that are not here yet are not told by this.")
        form = DeedForm("shift", title, _("Move them"), words)
        behind = -(-one.behind // _STEP) * _STEP
        offered = sorted({*LATE_BY, behind} - {0})
        minutes = [(each, _("{minutes} minutes later").format(minutes=each)) for each in offered]
        form.put(form.choice("minutes", _("By how much"), minutes, behind or LATE_BY[1]))
        form.left.connect(self.leave)
        form.wanted.connect(lambda: self._shift(form, one))
        self._form = form
        self._card.body.insertWidget(1, form)
        form.show()
        form.begin()

    def leave(self) -> bool:
        """Leave the question, and tell whether it was asked."""
        form, self._form = self._form, None
        if form is None:
            return False
        form.hide()
        form.deleteLater()
        return True

    def _shift(self, form: DeedForm, one: StaffRunning) -> None:
        minutes = form.chosen_of("minutes")
        assert isinstance(minutes, int)
        self.leave()
        self._staff = None
        self.shift_wanted.emit(one, minutes)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
