"""Disposing of a file for good: a quiet button for the lead, and a form that asks for the schedule and the name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Card, LineField, Text


class DisposalCard(Card):
    """Nothing goes before both lines are filled in and the deed itself is clicked: Return alone does nothing."""

    wanted = Signal(str, str)
    """The schedule line, and the name as it was typed."""

    def __init__(self) -> None:
        super().__init__(spacing=SPACE.md)
        named(self, "disposal_card")
        self.begin = named(Button(_("Dispose of this file…"), "ghost", "trash-2"), "disposal_begin_button")
        self.about = Text(
            _(
                "Everything of this student is deleted for good: plans, conferences, notes, and adults and homes that are with nobody"
                " else. It cannot be taken back. The day and the schedule line stay, and the record keeps its lines without a name."
                " Backups made before still hold the file; one that is restored is freed of it again."
            ),
            "body",
            "text2",
            wrap=True,
        )
        self.schedule = named(
            LineField(_("The line of your school\u2019s retention schedule that says so")), "disposal_schedule"
        )
        self.name = named(LineField(_("The student\u2019s full name, to be sure")), "disposal_name")
        self.banner = named(Banner(), "disposal_banner")
        self.deed = named(Button(_("Delete for good"), "danger", "trash-2"), "disposal_deed_button")
        self.cancel = named(Button(_("Cancel"), "ghost"), "disposal_cancel_button")
        self._lay_out()
        self.begin.clicked.connect(self._open)
        self.cancel.clicked.connect(self.close_form)
        self.deed.clicked.connect(lambda: self.wanted.emit(self.schedule.text(), self.name.text()))
        for field in (self.schedule, self.name):
            field.typed.connect(self._look)
        self.close_form()

    def close_form(self) -> None:
        """Show the quiet button alone, with nothing typed."""
        for field in (self.schedule, self.name):
            field.set_text("")
        self._show_form(on=False)

    def set_busy(self, on: bool) -> None:
        """Do nothing twice."""
        self.deed.setEnabled(not on)

    def _open(self) -> None:
        self._show_form(on=True)
        self.schedule.setFocus()

    def _show_form(self, *, on: bool) -> None:
        for part in (self.about, self.schedule, self.name, self.deed, self.cancel):
            part.setVisible(on)
        self.banner.hide()
        self.begin.setVisible(not on)
        self._look("")

    def _look(self, _typed: str) -> None:
        self.deed.setEnabled(bool(self.schedule.text().strip() and self.name.text().strip()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(_("When the schedule\u2019s time is over"), "h2"), 1)
        head.addWidget(self.begin)
        self.body.addLayout(head)
        for part in (self.about, self.schedule, self.name, self.banner):
            self.body.addWidget(part)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.deed)
        self.body.addLayout(foot)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.close_form()
            self.begin.setFocus()
        else:
            super().keyPressEvent(event)
