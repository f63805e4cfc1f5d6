"""Goals: each a sentence in somebody's own words, with the steps that lead there in order."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import Goal
from ilp_desktop.domain.packs import FieldTemplate, SectionTemplate
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.last_goals import LastGoals
from ilp_desktop.ui.conference.parts import Part, column, line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.steps import StepRow
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxText, LanguageButton, languages_of
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, EmptyState, ScrollingCanvas, SegmentedControl, Text, toast

WHOSE = {"student": N_("Student"), "parent": N_("Family"), "teacher": N_("Teacher"), "together": N_("Together")}

_AT_ONCE = 1
"""Cards, and steps in a card, that are built in one turn: a long list appears line by line and nothing stalls."""


class GoalCard(Card):
    """One goal. It is built once; later sheets only add, remove and move its steps."""

    def __init__(self, sitting: Sitting, goal: Goal, number: int) -> None:
        super().__init__(padding=SPACE.lg + 4, spacing=SPACE.sm)
        named(self, f"goal_{goal.goal_id}_card")
        self._sitting = sitting
        self.goal = goal
        self._rows: dict[int, StepRow] = {}
        self._title = Text("", "label", "text3")
        self._whose = SegmentedControl(
            [(key, _(words)) for key, words in WHOSE.items()], goal.whose, spoken=_("Whose words this goal is in")
        )
        named(self._whose, f"goal_{goal.goal_id}_whose")
        self._remove = Button("", "ghost", "trash-2", spoken=_("Remove this goal"))
        named(self._remove, f"goal_{goal.goal_id}_remove")
        stored = Words(goal.text, goal.language)
        path = f"goal:{goal.goal_id}"
        self.box = BoxText(sitting, path, stored, spoken=_("The goal, as a sentence"), lines=(2, 4))
        named(self.box, f"goal_{goal.goal_id}_text")
        self._language = LanguageButton(languages_of(sitting), _("this goal"))
        self._steps: QVBoxLayout = column(spacing=SPACE.sm)
        self._add = named(Button(_("Add a step"), "ghost", "plus"), f"goal_{goal.goal_id}_add_step")
        self._lay_out()
        self._connect()
        self.show_goal(goal, number)

    def _lay_out(self) -> None:
        head = line(spacing=SPACE.sm)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._language)
        head.addWidget(Text(_("In the words of"), "small", "text2"))
        head.addWidget(self._whose)
        head.addWidget(self._remove)
        self.body.addLayout(head)
        self.body.addWidget(self.box)
        self.body.addLayout(self._steps)
        foot = line()
        foot.addWidget(self._add)
        foot.addStretch()
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._whose.chosen.connect(self._choose_whose)
        self._add.clicked.connect(self._add_step)
        self._remove.clicked.connect(self._take_out)
        self._language.language_chosen.connect(self._choose_language)

    def show_goal(self, goal: Goal, number: int) -> None:
        """Show a goal as it now stands."""
        self.goal = goal
        self._title.setText(_("Goal {number}").format(number=number).upper())
        self._whose.choose(goal.whose)
        self._language.show_language(goal.language)
        there = {step.step_id for step in goal.steps}
        for step_id in tuple(self._rows.keys() - there):
            row = self._rows.pop(step_id)
            self._steps.removeWidget(row)
            row.close_down(forget=True)
        made = 0
        for at, step in enumerate(goal.steps):
            row = self._rows.get(step.step_id)
            if row is None and made == _AT_ONCE:
                QTimer.singleShot(0, self, lambda: self.show_goal(self.goal, number))
                return
            if row is None:
                made += 1
                row = self._rows[step.step_id] = StepRow(self._sitting, step, goal.language)
            if self._steps.indexOf(row) != at:
                self._steps.insertWidget(at, row)
            row.show_step(step, at + 1, len(goal.steps))

    def close_down(self, *, forget: bool) -> None:
        """Leave the boxes, or forget them where the goal was removed."""
        if forget:
            self._sitting.boxes.forget(f"goal:{self.goal.goal_id}")
        else:
            self.box.let_go()
        for row in self._rows.values():
            row.close_down(forget=forget)

    def _choose_whose(self, whose: str) -> None:
        goal_id = self.goal.goal_id
        self._sitting.do(lambda: self._sitting.office.conferences.set_goal_whose(goal_id, whose))

    def _choose_language(self, language: str) -> None:
        self._language.show_language(language)
        self.box.set_language(language)

    def _add_step(self) -> None:
        goal_id = self.goal.goal_id
        self._sitting.do(lambda: self._sitting.office.conferences.add_step(goal_id), self._focus_step)

    def _focus_step(self, changes: Changes) -> None:
        made = changes.made_id

        def focus() -> None:
            self._sitting.sheet_read.disconnect(focus)
            row = self._rows.get(made or 0)
            if row is not None:
                row.box.setFocus(Qt.FocusReason.OtherFocusReason)

        self._sitting.sheet_read.connect(focus)

    def _take_out(self) -> None:
        goal_id = self.goal.goal_id
        verbs = self._sitting.office.conferences
        self.box.let_go()

        def offer(_changes: Changes) -> None:
            def restore() -> None:
                self._sitting.do(lambda: verbs.restore_goal(goal_id))

            toast(self, _("The goal was removed."), action=_("Put it back"), then=restore)

        self._sitting.do(lambda: verbs.remove_goal(goal_id), offer)


class GoalsPart(Part):
    """The goals of a conference."""

    def __init__(self, sitting: Sitting, section: SectionTemplate, field: FieldTemplate, parent: QWidget) -> None:
        super().__init__(sitting, section, field, parent)
        self._cards: dict[int, GoalCard] = {}
        scroll = ScrollingCanvas(self)
        column(self).addWidget(scroll)
        self._inside: QVBoxLayout = column(scroll.canvas, spacing=SPACE.lg)
        self._inside.setContentsMargins(*(MARGIN,) * 4)
        self._scroll = scroll
        self._last = LastGoals(sitting, scroll.canvas)
        self._inside.addWidget(self._last)
        self._empty = EmptyState(
            "target", sitting.worded(field.prompt), sitting.worded(field.hint), _("Write the first goal")
        )
        named(self._empty.action, "first_goal_button")
        self._add = named(Button(_("Add a goal"), "", "plus"), "add_goal_button")
        self._inside.addWidget(self._empty, 1)
        foot = QWidget(scroll.canvas)
        row = line(foot)
        row.addWidget(self._add)
        row.addStretch()
        self._foot = foot
        self._inside.addWidget(foot)
        self._inside.addStretch()
        self._add.clicked.connect(self._add_goal)
        self._empty.acted.connect(self._add_goal)
        self.show_sheet()

    @override
    def show_sheet(self) -> None:
        goals = self.sitting.sheet.goals
        self._last.show_goals(self.sitting.sheet.last_goals)
        there = {goal.goal_id for goal in goals}
        for goal_id in tuple(self._cards.keys() - there):
            card = self._cards.pop(goal_id)
            self._inside.removeWidget(card)
            card.close_down(forget=True)
            card.hide()
            card.deleteLater()
        self._empty.setVisible(not goals)
        self._foot.setVisible(bool(goals))
        made = 0
        for at, goal in enumerate(goals):
            card = self._cards.get(goal.goal_id)
            if card is None and made == _AT_ONCE:
                QTimer.singleShot(0, self, self.show_sheet)
                return
            if card is None:
                made += 1
                card = self._cards[goal.goal_id] = GoalCard(self.sitting, goal, at + 1)
                self._inside.insertWidget(at + 1, card)
            else:
                card.show_goal(goal, at + 1)

    @override
    def leave(self) -> None:
        for card in self._cards.values():
            card.close_down(forget=False)

    def _add_goal(self) -> None:
        whose = self.field.writer
        conference = self.sitting.conference_id
        self.sitting.do(lambda: self.sitting.office.conferences.add_goal(conference, whose), self._focus_goal)

    def _focus_goal(self, changes: Changes) -> None:
        made = changes.made_id

        def focus() -> None:
            self.sitting.sheet_read.disconnect(focus)
            card = self._cards.get(made or 0)
            if card is not None:
                card.box.setFocus(Qt.FocusReason.OtherFocusReason)
                self._scroll.ensureWidgetVisible(card)

        self.sitting.sheet_read.connect(focus)


MARGIN = 8
"""Room for the shadows of cards inside a scrolling area."""
