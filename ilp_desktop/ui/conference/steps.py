"""One step of a goal: its number, what is done, who does it, and by when."""

from datetime import date

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu, QWidget, QWidgetAction

from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.conferences import Step
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.conference.sitting import Sitting
from ilp_desktop.ui.conference.writing import Words
from ilp_desktop.ui.conference.written import BoxLine
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Text


class DueButton(Button):
    """By when a step is done. It opens a calendar; no date is an answer too."""

    def __init__(self, sitting: Sitting, step_id: int) -> None:
        super().__init__(_("By when?"), "ghost", "calendar-days")
        self._sitting = sitting
        self._step_id = step_id
        self._due: date | None = None
        named(self, f"step_{step_id}_due")
        self.setFixedWidth(theme.scaled(148))
        self.clicked.connect(self._offer)

    def show_due(self, due: date | None) -> None:
        """Show a school date, or that there is none."""
        self._due = due
        self.setText(date_words(due) if due else _("By when?"))
        self.setAccessibleName(_("Due {date}").format(date=date_words(due)) if due else _("Due date, none yet"))
        self.updateGeometry()

    def choose(self, due: date | None) -> None:
        """Take a date."""
        self.show_due(due)
        step_id = self._step_id
        self._sitting.do(lambda: self._sitting.office.conferences.set_step_due(step_id, due))

    def menu_of_dates(self) -> QMenu:
        """Return the menu with the calendar."""
        menu = named(QMenu(self), "due_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = named(QCalendarWidget(menu), "due_calendar")
        calendar.setGridVisible(False)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMinimumSize(QSize(320, 240))
        start = self._due or self._sitting.sheet.on
        calendar.setSelectedDate(QDate(start.year, start.month, start.day))
        calendar.setMinimumDate(
            QDate(self._sitting.sheet.on.year, self._sitting.sheet.on.month, self._sitting.sheet.on.day)
        )

        def take(chosen: QDate) -> None:
            menu.close()
            self.choose(date(chosen.year(), chosen.month(), chosen.day()))

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        named(menu.addAction(_("No date")), "no_date_action").triggered.connect(lambda: self.choose(None))
        return menu

    def _offer(self) -> None:
        self.menu_of_dates().popup(self.mapToGlobal(self.rect().bottomLeft()))


class StepRow(QWidget):
    """A step in its place; it can be moved and taken out."""

    def __init__(self, sitting: Sitting, step: Step, language: str) -> None:
        super().__init__()
        self._sitting = sitting
        self._id = step.step_id
        named(self, f"step_{step.step_id}_row")
        self._number = Text("", "small_strong", "text2", tabular=True)
        self._number.setFixedWidth(theme.scaled(18))
        self.box = BoxLine(sitting, f"step:{self._id}", Words(step.text, language), spoken=_("Step"))
        named(self.box, f"step_{self._id}_text")
        self.who = BoxLine(
            sitting,
            f"step_who:{self._id}",
            Words(step.who, language),
            spoken=_("Who does this step"),
            placeholder=_("Who"),
        )
        named(self.who, f"step_{self._id}_who")
        self.who.setFixedWidth(theme.scaled(128))
        self._due = DueButton(sitting, self._id)
        self._up = self._small("chevron-up", _("Move this step up"), "up")
        self._down = self._small("chevron-down", _("Move this step down"), "down")
        self._out = self._small("x", _("Remove this step"), "remove")
        row = line(self, spacing=SPACE.sm)
        row.addWidget(self._number)
        row.addWidget(self.box, 1)
        row.addWidget(self.who)
        row.addWidget(self._due)
        buttons = line()
        for one in (self._up, self._down, self._out):
            buttons.addWidget(one)
        row.addLayout(buttons)
        verbs = sitting.office.conferences
        self._up.clicked.connect(lambda: sitting.do(lambda: verbs.move_step(self._id, up=True)))
        self._down.clicked.connect(lambda: sitting.do(lambda: verbs.move_step(self._id, up=False)))
        self._out.clicked.connect(self._take_out)

    def _small(self, icon: str, spoken: str, name: str) -> Button:
        made = named(Button("", "ghost", icon, spoken=spoken), f"step_{self._id}_{name}")
        made.setFixedWidth(theme.scaled(34))
        return made

    def show_step(self, step: Step, number: int, count: int) -> None:
        """Show the step in its place; its words are its boxes' own."""
        self._number.setText(f"{number}.")
        self.box.setAccessibleName(_("Step {number} of {count}").format(number=number, count=count))
        self.box.setPlaceholderText(_("The first step, small enough for this week") if number == 1 else _("Then…"))
        self._due.show_due(step.due_on)
        self._up.setEnabled(number > 1)
        self._down.setEnabled(number < count)

    def close_down(self, *, forget: bool) -> None:
        """Leave the boxes, or forget them and go where the step was removed."""
        if not forget:
            self.box.let_go()
            self.who.let_go()
            return
        self._sitting.boxes.forget(f"step:{self._id}")
        self._sitting.boxes.forget(f"step_who:{self._id}")
        self.hide()
        self.deleteLater()

    def _take_out(self) -> None:
        step_id = self._id

        def done(_changes: Changes) -> None:
            self._sitting.boxes.forget(f"step:{step_id}")
            self._sitting.boxes.forget(f"step_who:{step_id}")

        self._sitting.do(lambda: self._sitting.office.conferences.remove_step(step_id), done)
