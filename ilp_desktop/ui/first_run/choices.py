"""The first page: which way in."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets.buttons import Button
from ilp_desktop.ui.widgets.choice_rows import ChoiceRow
from ilp_desktop.ui.widgets.notices import Banner
from ilp_desktop.ui.widgets.texts import Text
from ilp_desktop.ui.widgets.working import Working


class WelcomePage(QWidget):
    """Four ways in: a new office, one that exists, one from a backup, the demo school."""

    new_wanted = Signal()
    existing_wanted = Signal()
    backup_wanted = Signal()
    demo_wanted = Signal()
    back = Signal()

    def __init__(self, *, has_back: bool = False, parent: QWidget | None = None) -> None:
        """``has_back``: there is an office on this computer whose door one came from."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.md)
        column.addWidget(named(Text(_("Welcome"), "h1"), "welcome_title"))
        told = _("An office holds the students, conferences and plans of one school. How would you like to begin?")
        column.addWidget(Text(told, "body", "text2", wrap=True))
        column.addSpacing(SPACE.sm)
        self.rows = [self._way(*each) for each in self._ways()]
        for row in self.rows:
            column.addWidget(row)
        column.addSpacing(SPACE.xs)
        self.banner = Banner()
        self.working = Working()
        column.addWidget(self.banner)
        column.addWidget(self.working)
        self.back_button = named(Button(_("Back"), "ghost", "arrow-left"), "welcome_back_button")
        self.back_button.clicked.connect(self.back)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        if not has_back:
            self.back_button.hide()

    def focus_first(self) -> None:
        """Put the keyboard on the first way in."""
        self.rows[0].setFocus()

    def _ways(self) -> tuple[tuple[str, str, str, str, SignalInstance], ...]:
        """Return each way's name, icon, title, words and signal."""
        return (
            (
                "new_choice",
                "school",
                _("Create a new office"),
                _("Takes about three minutes. A printer helps."),
                self.new_wanted,
            ),
            (
                "existing_choice",
                "folder-open",
                _("Open an office"),
                _("One that is on this computer."),
                self.existing_wanted,
            ),
            (
                "backup_choice",
                "rotate-ccw",
                _("Start from a backup"),
                _("The laptop is lost or new: with a stick, and the recovery sheet or a passphrase."),
                self.backup_wanted,
            ),
            (
                "demo_choice",
                "circle-play",
                _("Try the demo school"),
                _("About 600 invented students and a conference day under way. Nothing in it is real."),
                self.demo_wanted,
            ),
        )

    def _way(self, name: str, icon: str, title: str, words: str, wanted: SignalInstance) -> ChoiceRow:
        row = named(ChoiceRow(icon, title, words), name)
        row.clicked.connect(wanted)
        return row
