"""The staff of one student: who looks after them since when, and who could."""

from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.participation import DUTIES, AssignmentLine, StaffAround, StaffLine
from ilp_desktop.language import _
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.deeds.forms import DeedForm
from ilp_desktop.ui.households.words import assigned_words, duty_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.students.parts import FileLine
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Notice, Text

_CAREER = "career_staff"


class StaffCard(Card):
    """Shows who is assigned, and asks for what to change. The form stands in ``below``."""

    assign_wanted = Signal()
    end_wanted = Signal(object)
    """An ``AssignmentLine``."""
    career_chosen = Signal(int)
    """A member of the career staff is to be added, in one click."""

    def __init__(self, around: StaffAround, staff: tuple[StaffLine, ...], on: date, parent: QWidget) -> None:
        super().__init__(padding=SPACE.xl, spacing=SPACE.md, parent=parent)
        named(self, "staff_card")
        self._around, self._on = around, on
        head = QHBoxLayout()
        head.addWidget(Text(_("Staff"), "h2"), 1)
        self.assign = named(Button(_("Assign"), "", "user-plus", spoken=_("Assign somebody")), "assign_open_button")
        self.assign.clicked.connect(self.assign_wanted)
        head.addWidget(self.assign)
        self.body.addLayout(head)
        if not around.may_entrust:
            self.assign.hide()
        self.below = QVBoxLayout()
        self.body.addLayout(self.below)
        if around.occupational:
            self._suggest(around.occupational, [one for one in staff if one.role == _CAREER and _is_here(one, on)])
        now = [line for line in around.lines if line.ends_on is None or line.ends_on >= on]
        for line in now:
            self._add(line, self.body)
        if not now:
            words = _("Nobody is assigned to this student. Whoever is assigned sees the file from that day on.")
            self.body.addWidget(named(Text(words, "body", "text2", wrap=True), "staff_nobody"))
        self._fold([line for line in around.lines if line not in now])

    def _suggest(self, goal: str, career: list[StaffLine]) -> None:
        words = _("A goal speaks of an occupation: “{goal}”. Career staff take part then.").format(goal=goal)
        self.body.addWidget(named(Notice(words, "blue", "lightbulb"), "career_notice"))
        if not self._around.may_entrust:
            return
        for one in career[:3]:
            button = named(Button(_("Add {name}").format(name=one.name), "", "plus"), f"career_{one.staff_id}_button")
            button.clicked.connect(lambda _on=False, staff_id=one.staff_id: self.career_chosen.emit(staff_id))
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not career:
            words = _(
                "Nobody here has the role of career staff yet. A lead gives it, or anybody can be assigned as such."
            )
            self.body.addWidget(Text(words, "small", "text2", wrap=True))

    def _add(self, line: AssignmentLine, into: QVBoxLayout) -> None:
        row = named(
            FileLine(line.name, assigned_words(line), "user", wrap=True, parent=self),
            f"assignment_{line.assignment_id}",
        )
        for name in line.standing_in if line.stands(self._on) else ():
            row.add_below(Text(_("{name} stands in today.").format(name=name), "small", "blue", wrap=True))
        if self._around.may_entrust and (line.ends_on is None or line.ends_on >= self._on):
            end = Button(_("End"), "ghost", spoken=_("End the assignment of {name}").format(name=line.name))
            named(end, f"assignment_{line.assignment_id}_end")
            end.clicked.connect(lambda: self.end_wanted.emit(line))
            row.add_right(end)
        into.addWidget(row)

    def _fold(self, past: list[AssignmentLine]) -> None:
        if not past:
            return
        button = named(Button(_("Earlier ({count})").format(count=len(past)), "ghost", "clock"), "staff_past_button")
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        for line in past:
            self._add(line, column)
        held.hide()
        button.setCheckable(True)
        button.toggled.connect(held.setVisible)
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(held)


def _is_here(one: StaffLine, on: date) -> bool:
    return one.last_day is None or one.last_day >= on


def staff_offered(staff: tuple[StaffLine, ...], on: date, but: int | None = None) -> list[tuple[object, str]]:
    """Return the staff to choose from on a day: each with their role, so that two of a name are told apart."""
    return [
        (one.staff_id, _("{name}, {role}").format(name=one.name, role=role_words(one.role)))
        for one in staff
        if _is_here(one, on) and one.staff_id != but
    ]


def assign_form(staff: tuple[StaffLine, ...], on: date, *, duty: str = DUTIES[0]) -> DeedForm:
    """Return the questions of assigning somebody to a student."""
    words = _("From the first day to the last, whoever is assigned sees the file and takes part in its conferences.")
    form = DeedForm("assign", _("Assign somebody"), _("Assign"), words)
    form.put(
        form.choice("who", _("Who"), staff_offered(staff, on), long=True),
        form.choice("duty", _("As"), [(one, duty_words(one)) for one in DUTIES], duty),
    )
    form.put(form.day("first", _("From"), on), form.day("last", _("Last day"), on, wanted=False, optional=True))
    return form


def assigned_answers(form: DeedForm) -> tuple[int, str, date, date | None]:
    """Return who is assigned, as what, from when and until when."""
    who, duty = cast("int", form.chosen_of("who")), str(form.chosen_of("duty"))
    return who, duty, form.certain_day_of("first"), form.day_of("last")


def end_form(line: AssignmentLine, on: date) -> DeedForm:
    """Return the question of ending an assignment."""
    words = _(
        "After the last day the file is closed to {name}, unless something else opens it. No roster begins it again."
    )
    form = DeedForm("end_assignment", _("End the assignment"), _("End"), words.format(name=line.name), danger=True)
    form.put(form.day("last", _("Last day"), on))
    return form
