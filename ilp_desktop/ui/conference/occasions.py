"""What a conversation is, where the policy set knows more than conferences: an addendum, a welcome call (R95, R102)."""

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.packs import CONFERENCE
from ilp_desktop.language import _
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import SegmentedControl, Text


class OccasionChoice(QWidget):
    """One of the set's occasions for this student, or a conference as such. Hidden where there is nothing to choose."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting = sitting
        known = sitting.pack.occasions_of(sitting.sheet.meeting)
        offered = [(CONFERENCE, _("Conference")), *((each.key, sitting.worded(each.title)) for each in known)]
        row = line(self, spacing=SPACE.md)
        row.addWidget(Text(_("This is a"), "body", "text2"))
        chosen = sitting.sheet.occasion if any(each.key == sitting.sheet.occasion for each in known) else CONFERENCE
        self._choice = SegmentedControl(offered, chosen, spoken=_("What this conversation is"))
        named(self._choice, "occasion_choice")
        self._choice.chosen.connect(self._say)
        row.addWidget(self._choice, 1)
        # Once it has begun, its steps are what they are.
        self.setVisible(False)
        if known and not sitting.sheet.state.begun:
            self.setVisible(True)

    def _say(self, key: str) -> None:
        sitting = self._sitting
        conference, occasion = sitting.conference_id, "" if key == CONFERENCE else key
        verbs = sitting.office.conferences
        sitting.do(lambda: verbs.set_occasion(conference, occasion), lambda _changes: sitting.steps_changed.emit())
