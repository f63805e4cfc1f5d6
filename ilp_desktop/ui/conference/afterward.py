"""Beside the heading of a conference's last step: what is missing, what happens next, and the next child of the family."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.circumstances import Lacking, NextChild
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.another_day import NextWindow
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.reading_order import ASIDE
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.lacks import lacks_words
from ilp_desktop.ui.day.words import date_words, grade_words, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Text

_LARGE = 125
"""Percent: in a type larger than this the buttons beside the heading are short."""


def _is_large() -> bool:
    return theme.text_percent() > _LARGE


def next_words(sheet: ConferenceSheet) -> str:
    """Say when the family comes again, or else whom it calls."""
    if sheet.next_on is None:
        return _("Call {whom}").format(whom=sheet.next_call) if sheet.next_call else ""
    day = date_words(sheet.next_on)
    return _("{date}, {time}").format(date=day, time=time_words(sheet.next_at)) if sheet.next_at else day


class AfterRow(QWidget):
    """It shows nothing of another child but who comes next, and only to whoever may hold that conference too."""

    def __init__(self, sitting: Sitting, heading: Text, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "after_row")
        self._sitting = sitting
        self._child: NextChild | None = None
        self._suggested = False
        self._missing = named(Text("", "small", "amber", elide=True), "missing_words")
        self.next = named(Button(_("What happens next"), "ghost", "calendar-days"), "next_change")
        self.child = named(Button(_("Next"), "", "arrow-right", trailing=True), "next_child_button")
        self.child.hide()
        for aside in (self.next, self.child):
            aside.setProperty(ASIDE, True)
        words = column(spacing=1)
        words.addWidget(heading)
        words.addWidget(self._missing)
        row = line(self, spacing=SPACE.sm)
        row.addLayout(words, 1)
        row.addWidget(self.next)
        row.addWidget(self.child)
        self.next.clicked.connect(self._ask_next)
        self.child.clicked.connect(self._go_to_child)
        sitting.sheet_read.connect(self._hear)
        self._show_next()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._suggested:
            self._suggested = True
            sitting = self._sitting
            sitting.do(lambda: sitting.office.continuing.suggest_next(sitting.conference_id))
        self._ask()

    def _hear(self) -> None:
        self._show_next()
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        office, conference = self._sitting.office, self._sitting.conference_id

        def read() -> tuple[tuple[Lacking, ...], NextChild | None]:
            return office.later.lacking(conference), office.continuing.next_child(conference)

        self._sitting.background.ask(read, self, lambda answer: self._show(*answer), self._sitting.failed.emit)

    def _show(self, lacks: tuple[Lacking, ...], child: NextChild | None) -> None:
        self._child = child
        words = lacks_words(lacks)
        said = _("Left for later: {what}").format(what=words[:1].lower() + words[1:]) if words else ""
        self._missing.setVisible(bool(said))
        self._missing.setText(said)
        self._missing.setToolTip(said)
        self.child.setVisible(child is not None)
        if child is not None:
            name, grade = child.student_name.split(" ")[0], grade_words(child.grade).lower()
            said = _("Next: {name} ({grade}), same family").format(name=name, grade=grade)
            told = _("{time}, {teacher}. Checked in with one step: {adults}").format(
                time=time_words(child.starts_at), teacher=child.staff_name, adults=", ".join(child.adults)
            )
            self.child.setText(_("Next: {section}").format(section=name) if _is_large() else said)
            self.child.setAccessibleName(said)
            self.child.setToolTip(f"{said}\n{told}")
            self.child.updateGeometry()

    def _show_next(self) -> None:
        said = next_words(self._sitting.sheet)
        # In a large type the heading needs the room: the button is its icon, and says the rest aloud and under the mouse.
        self.next.setText("" if _is_large() else said or _("What happens next"))
        spoken = _("What happens next: {what}").format(what=said) if said else _("Say what happens next")
        self.next.setAccessibleName(spoken)
        call = self._sitting.sheet.next_call
        self.next.setToolTip("\n".join(part for part in (spoken, call) if part))
        self.next.updateGeometry()

    def _ask_next(self) -> None:
        NextWindow(self._sitting, self.window()).open()

    def _go_to_child(self) -> None:
        """End this one where nothing stands in the way, check in whoever is here at the other, and open that."""
        sitting, child = self._sitting, self._child
        if child is None:
            return
        sitting.boxes.flush()
        continuing, here, there = sitting.office.continuing, sitting.conference_id, child.conference_id
        sitting.do(lambda: continuing.wind_up(here))
        sitting.do(lambda: continuing.bring_along(here, there), lambda _changes: sitting.conference_wanted.emit(there))
