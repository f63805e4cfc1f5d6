"""The foot of a conference: what is saved, and the way back and on."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import _
from ilp_desktop.ui.conference.boxes import Boxes
from ilp_desktop.ui.conference.flow import Flow
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, SavedNote


def way_words(state: Flow, sitting: Sitting) -> str:
    """Say where the way on leads."""
    if state.ends_talk:
        return _("Invite {name} back in").format(name=sitting.name)
    if state.following is not None:
        return _("Next: {section}").format(section=sitting.worded(state.following.title))
    return _("Back to the day") if sitting.pack.has("signatures") else _("Done: keep it")


class Foot(QWidget):
    """Holds the note of what is saved and the two buttons; who shows it decides what they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = named(SavedNote(), "saved_note")
        self.back = named(Button(_("Back"), "ghost", "arrow-left"), "back_button")
        self.next = named(Button(_("Next"), "primary", "arrow-right", trailing=True), "next_button")
        self._hour: Callable[[], str] | None = None
        row = line(self, spacing=SPACE.md)
        row.addWidget(self.saved)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.next)

    def follow(self, boxes: Boxes, hour: Callable[[], str]) -> None:
        """Tell what becomes of everything that is typed; ``hour`` words the time of day."""
        # Methods, no lambda: a connection that holds the conference would outlive a lock.
        self._hour = hour
        boxes.saving.connect(self.saved.show_saving)
        boxes.saved.connect(self._tell_saved)
        boxes.failed.connect(self._tell_unsaved)

    def _tell_saved(self) -> None:
        if self._hour is not None:
            self.saved.show_saved(self._hour())

    def _tell_unsaved(self, _error: OfficeError) -> None:
        self.saved.show_problem(_("Not saved yet"))

    def show_way(self, words: str, *, back: bool, on: bool, leads: bool) -> None:
        """Say what comes next; ``leads``: it is the primary action, and no part of the page holds that."""
        self.back.setVisible(back)
        self.next.setVisible(on)
        self.next.set_kind("primary" if leads else "")
        self.next.setText(words)
        self.next.updateGeometry()
