"""The copy that is chosen: what is known of it, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ilp_desktop.domain.printing import PrintJob
from ilp_desktop.language import _
from ilp_desktop.ui.names import named
from ilp_desktop.ui.printing.choices import offered
from ilp_desktop.ui.printing.words import DEEDS, for_words, job_told
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text

_RECORDS = frozenset({"given_to_family", "mailed", "filed_in_folder"})


class ChosenCard(Card):
    """Offers for one copy; hidden while none is chosen."""

    wanted = Signal(str, object)
    """A deed's key, and the PrintJob."""

    def __init__(self, *, may_record: bool) -> None:
        super().__init__(spacing=SPACE.sm)
        named(self, "chosen_card")
        self._job: PrintJob | None = None
        self._may_record = may_record
        self.title = named(Text("", "h2", wrap=True), "chosen_name")
        self._whose = Text("", "body", "text2", wrap=True)
        self._told = named(Text("", "small", "text2", wrap=True), "chosen_told")
        self._deeds = QVBoxLayout()
        self._deeds.setSpacing(SPACE.sm)
        self._buttons: dict[str, Button] = {}
        for widget in (self.title, self._whose, self._told):
            self.body.addWidget(widget)
        self.body.addSpacing(SPACE.xs)
        for key, (words, icon) in DEEDS.items():
            button = named(Button(_(words), "", icon), f"{key}_button")
            button.clicked.connect(lambda _on=False, key=key: self._want(key))
            self._buttons[key] = button
            self._deeds.addWidget(button)
        self.body.addLayout(self._deeds)
        self.hide()

    def show_job(self, job: PrintJob | None) -> None:
        """Show another copy, or the same as it is now."""
        self._job = job
        if job is None:
            self.hide()
            return
        self.title.setText(job.student_name)
        self._whose.setText(for_words(job))
        told = job_told(job)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        there = [key for key in offered(job) if self._may_record or key not in _RECORDS]
        for key, button in self._buttons.items():
            button.setVisible(key in there)
        page = job.pages_out + 1
        going_on, _icon = DEEDS["go_on"]
        self._buttons["go_on"].setText(_(going_on).format(page=page))
        self.show()

    def _want(self, key: str) -> None:
        if self._job is not None:
            self.wanted.emit(key, self._job)
