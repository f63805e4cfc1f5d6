"""The page that checks a plan."""

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.checking import checks
from ilp_desktop.ui.checking.checks import Check, Phase
from ilp_desktop.ui.checking.views import AskView, verdict_view
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, ScrollingCanvas, Text, Working, announce
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.documents.verify import Verdict
    from ilp_desktop.office import Office

_MOST_BYTES = 64 * 1024 * 1024
"""No plan comes near this: what is longer is not read to its end."""


class CheckingPage(ScrollingCanvas):
    """One page of the open office. A dropped PDF comes to ``check``."""

    settled = Signal()
    """The verdict is on the screen, or why there is none."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "checking_page")
        self._office = office
        self._background = background
        self._dialogs = dialogs
        self._zone = zone
        self._check = Check()
        self._verdict: QWidget | None = None
        self.ask = AskView()
        self.working = Working()
        self.another = named(Button(_("Check another"), "", "file-text"), "check_another_button")
        self._lay_out()
        self.ask.wanted.connect(self._choose)
        self.another.clicked.connect(self._choose)
        self._show(self._check)

    @property
    def state(self) -> Check:
        """Where the check stands."""
        return self._check

    def check(self, path: Path) -> None:
        """Check a file; it is only read."""
        check = checks.beginning(self._check, path.name)
        number = check.number
        self._show(check)
        self._background.ask(
            lambda: self._office.plans.verify(_content(path)),
            self,
            lambda verdict: self._show(checks.judged(self._check, number, verdict)),
            lambda error: self._show(checks.failed(self._check, number, error)),
        )

    def focus_first(self) -> None:
        """Put the keyboard on the way to choose a file."""
        (self.another if self._check.phase is Phase.JUDGED else self.ask.button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def forget(self) -> None:
        """Take the verdict away, with the student's name in it."""
        self._show(checks.again(self._check))

    def _choose(self) -> None:
        self._dialogs.open_file(_("Check a plan"), _("Plans (*.pdf);;All files (*)"), self.check)

    def _show(self, check: Check) -> None:
        self._check = check
        judged = check.phase is Phase.JUDGED
        self.ask.setVisible(check.phase in {Phase.NOTHING, Phase.FAILED})
        self.ask.show_problem(sentence(check.error) if check.error is not None else "")
        self.another.setVisible(judged)
        if check.phase is Phase.UNDER_WAY:
            self.working.begin(_("Checking {name}…").format(name=check.name))
        else:
            self.working.end()
        self._show_verdict(check.verdict)
        if judged or check.phase is Phase.FAILED:
            (self.another if judged else self.ask.button).setFocus(Qt.FocusReason.OtherFocusReason)
            self.settled.emit()

    def _show_verdict(self, verdict: "Verdict | None") -> None:
        if self._verdict is not None:
            self._column.removeWidget(self._verdict)
            self._verdict.hide()
            self._verdict.deleteLater()
            self._verdict = None
        if verdict is not None:
            self._verdict = verdict_view(self._check.name, verdict, self._zone)
            self._column.insertWidget(self._column.count() - 1, self._verdict)
            self._verdict.show()
            self.verticalScrollBar().setValue(0)
            announce(self._verdict, self._verdict.accessibleName())

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(SPACE.xs)
        titles.addWidget(Text(_("Check a plan"), "h1"))
        titles.addWidget(Text(_("Is this PDF the plan that was finalized?"), "body", "text2"))
        head = QHBoxLayout()
        head.addLayout(titles, 1)
        head.addWidget(self.another, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self.canvas)
        self._column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        self._column.setSpacing(SPACE.lg)
        self._column.addLayout(head)
        self._column.addWidget(self.working)
        self._column.addWidget(self.ask)
        self._column.addStretch(1)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise OfficeError("file_not_read", file=path.name) from error
