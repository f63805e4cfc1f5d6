"""What a conversation is, where the policy set knows more than conferences: an addendum, a welcome call (R95, R102)."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QWidget

from ilp_desktop.domain.packs import CONFERENCE
from ilp_desktop.language import _
from ilp_desktop.ui.conference.long_choice import LongChoice
from ilp_desktop.ui.conference.parts import column
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Text


class OccasionChoice(QWidget):
    """One of the set's occasions for this student, or a conference as such. Hidden where there is nothing to choose."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting = sitting
        known = sitting.pack.occasions_of(sitting.sheet.meeting)
        offered = [(CONFERENCE, _("Conference")), *((each.key, sitting.worded(each.title)) for each in known)]
        down = column(self, spacing=SPACE.xs)
        down.addWidget(Text(_("What kind of conversation is this?"), "strong"))
        chosen = sitting.sheet.occasion if any(each.key == sitting.sheet.occasion for each in known) else CONFERENCE
        self._group = QButtonGroup(self)
        for key, words in offered:
            one = LongChoice(words)
            named(one.radio, f"occasion_{key}")
            one.radio.setChecked(key == chosen)
            one.radio.clicked.connect(partial(self._say, key))
            self._group.addButton(one.radio)
            down.addWidget(one)
        # Once it has begun, its steps are what they are.
        self.setVisible(False)
        if known and not sitting.sheet.state.begun:
            self.setVisible(True)

    def _say(self, key: str, _on: bool = False) -> None:
        sitting = self._sitting
        conference, occasion = sitting.conference_id, "" if key == CONFERENCE else key
        verbs = sitting.office.conferences
        sitting.do(lambda: verbs.set_occasion(conference, occasion), lambda _changes: sitting.steps_changed.emit())
