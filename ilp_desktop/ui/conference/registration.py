"""The year's registration beside the plan, in words, and why it may differ (R61)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ilp_desktop.domain.courses import RegistrationBeside
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text, toast


class RegistrationCard(Card):
    """What agrees and what does not; kept as evidence with one press, a difference with its reason."""

    closed = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(padding=SPACE.md, spacing=SPACE.xs, parent=parent)
        named(self, "registration_card")
        self._sitting = sitting
        self._told = named(Text("", "body", wrap=True), "registration_text")
        self.body.addWidget(self._told)
        row = line(spacing=SPACE.sm)
        self._reason = named(QLineEdit(self), "registration_reason")
        self._reason.setFont(theme.font("body"))
        self._reason.setPlaceholderText(_("Why it differs, if it is to stay so"))
        self._reason.setAccessibleName(_("Why it differs, if it is to stay so"))
        row.addWidget(self._reason, 1)
        self._keep = named(Button(_("Keep this comparison"), "", "check"), "registration_keep")
        self._keep.clicked.connect(self._note)
        row.addWidget(self._keep)
        close = named(Button("", "ghost", "x", spoken=_("Close the comparison")), "registration_close")
        close.setFixedWidth(theme.scaled(40))
        close.clicked.connect(self._close)
        row.addWidget(close)
        self.body.addLayout(row)
        self.hide()

    def open(self) -> None:
        """Compare anew and show it."""
        conference, verbs = self._sitting.conference_id, self._sitting.office.courses
        self._sitting.background.ask(
            lambda: verbs.beside_registration(conference), self, self._show, self._sitting.failed.emit
        )

    def _show(self, found: RegistrationBeside) -> None:
        self._told.setText(beside_words(found))
        self._reason.setVisible(not found.consistent)
        self._reason.clear()
        self.show()
        (self._keep if found.consistent else self._reason).setFocus()

    def _note(self) -> None:
        conference, verbs, reason = self._sitting.conference_id, self._sitting.office.courses, self._reason.text()

        def tell(_changes: object) -> None:
            toast(self, _("The comparison was kept among the requirements."))
            self._close()

        self._sitting.do(lambda: verbs.note_registration(conference, reason), tell)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def beside_words(found: RegistrationBeside) -> str:
    """Word a comparison: differences first, each by its names."""
    lines = [
        words.format(titles=", ".join(titles))
        for words, titles in (
            (_("Planned and not registered: {titles}."), found.only_planned),
            (_("Registered and not in the plan: {titles}."), found.only_registered),
            (_("In both: {titles}."), found.both),
        )
        if titles
    ]
    if found.consistent:
        lines.insert(0, _("Registration and plan agree."))
    return " ".join(lines)
