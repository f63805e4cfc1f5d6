"""The quiet word from the front desk, above a conference that has not begun: somebody waits who is not expected."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.relations import BarLine, DoorNotice
from ilp_desktop.language import _
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, IconMark, Text, Tinted


class DoorCall(Tinted):
    """Names nobody by itself: the family may look on. Who must see the office first is told on request, to who may know."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__("amber", spacing=SPACE.sm, parent=parent)
        named(self, "door_call")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sitting = sitting
        self._notice: DoorNotice | None = None
        viewer = sitting.office.viewer
        self._may = decide(viewer, Relation.PARTICIPANT, Sharing.DIRECTORY, Purpose.CHECK_IN)
        head = QHBoxLayout()
        head.setSpacing(SPACE.sm)
        head.addWidget(IconMark("info", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        words = _("Somebody who is not expected waits at the front desk.")
        head.addWidget(named(Text(words, "body", wrap=True), "door_words"), 1)
        self.body.addLayout(head)
        self._who = named(Text("", "small", "text2", wrap=True), "door_who")
        self._who.hide()
        self.body.addWidget(self._who)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.sm)
        self.ask = named(Button(_("Who must see the office first"), "ghost", "eye"), "door_ask_button")
        self.met = named(Button(_("I have met them"), ""), "door_met_button")
        foot.addStretch(1)
        foot.addWidget(self.ask)
        foot.addWidget(self.met)
        self.body.addLayout(foot)
        self.ask.clicked.connect(self._turn)
        self.met.clicked.connect(self._meet)
        sitting.background.changed.connect(self._hear)
        self.hide()
        self._read()

    def _read(self) -> None:
        sitting = self._sitting
        if self._may:
            sitting.background.ask(
                lambda: sitting.office.guardians.at_check_in(sitting.conference_id),
                self,
                self._show,
                lambda _error: self.hide(),
            )

    def _show(self, notice: DoorNotice) -> None:
        self._notice = notice
        self.setVisible(notice.office_called)
        self.ask.setVisible(bool(notice.barred))
        if not notice.office_called:
            self._cover()

    def _turn(self) -> None:
        if self._notice is None or self._who.isVisible():
            self._cover()
            return
        lines = [self._line(name, bar) for name, bar in self._notice.barred]
        self._who.setText("\n".join(lines))
        self._who.show()
        self.ask.setText(_("Cover it again"))
        self.ask.set_icon("eye-off")

    def _cover(self) -> None:
        self._who.hide()
        self._who.setText("")
        self.ask.setText(_("Who must see the office first"))
        self.ask.set_icon("eye")

    def _line(self, name: str, bar: BarLine | None) -> str:
        if bar is None:
            return name
        since: date = bar.recorded_at.astimezone(self._sitting.zone).date()
        return " · ".join(part for part in (name, bar.reason, bar.paper, date_words(since)) if part)

    def _meet(self) -> None:
        conferences, conference_id = self._sitting.office.conferences, self._sitting.conference_id
        self._sitting.do(lambda: conferences.call_office(conference_id, wanted=False))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.STUDENT):
            self._read()
