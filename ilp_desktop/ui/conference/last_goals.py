"""Before new goals: those of the last conference, and what came of each."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.conferences import Goal
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Card, SegmentedControl, Text

_OUTCOMES = {
    "open": N_("Still open"),
    "met": N_("Reached"),
    "partly": N_("Partly"),
    "carried_on": N_("Goes on"),
    "dropped": N_("Let go"),
}


class LastGoals(Card):
    """One line a goal, its outcome chosen at once. Hidden where there was no conference before."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(padding=SPACE.lg, spacing=SPACE.md, parent=parent)
        named(self, "last_goals_card")
        self._sitting = sitting
        self._choices: dict[int, SegmentedControl] = {}
        self.body.addWidget(Text(_("Goals of last time, and how they went").upper(), "label", "text3"))
        self._lines = column(spacing=SPACE.sm)
        self.body.addLayout(self._lines)
        self.hide()

    def show_goals(self, goals: tuple[Goal, ...]) -> None:
        """Show what came of each."""
        said = tuple(goal for goal in goals if goal.text.strip())
        for goal in said:
            if goal.goal_id not in self._choices:
                self._add(goal)
            self._choices[goal.goal_id].choose(goal.status)
        self.setVisible(bool(said))

    def _add(self, goal: Goal) -> None:
        made = SegmentedControl(
            [(key, _(words)) for key, words in _OUTCOMES.items()],
            goal.status,
            spoken=_("What came of: {goal}").format(goal=goal.text),
        )
        named(made, f"outcome_{goal.goal_id}")
        made.chosen.connect(partial(self._say, goal.goal_id))
        self._choices[goal.goal_id] = made
        row = line(spacing=SPACE.lg)
        row.addWidget(Text(goal.text, "body", wrap=True), 1)
        row.addWidget(made)
        self._lines.addLayout(row)

    def _say(self, goal_id: int, status: str) -> None:
        self._sitting.do(lambda: self._sitting.office.conferences.set_goal_status(goal_id, status))
