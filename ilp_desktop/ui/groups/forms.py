"""What is asked before a group conference is arranged, moved, or more students are invited to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.groups import GroupClash, GroupLimit, GroupPlan, GroupSheet
from ilp_desktop.domain.participation import Choice, ClassGroup, StaffLine
from ilp_desktop.domain.students import GRADES
from ilp_desktop.domain.times import time_said
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.arranging.hours import clock_words
from ilp_desktop.ui.caseloads.pick import StudentsPick
from ilp_desktop.ui.caseloads.words import group_words
from ilp_desktop.ui.conference.parts import column, line
from ilp_desktop.ui.day.words import grade_words
from ilp_desktop.ui.deeds.forms import Chooser, DeedForm
from ilp_desktop.ui.groups.words import clashes_words, limit_words
from ilp_desktop.ui.households.staff_card import staff_offered
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Notice, Text

_MINUTES = (20, 30, 40, 45, 50, 60, 75, 90, 120)
_USUAL_MINUTES = 40
_USUAL_HOUR = "09:00"


class Whole(Enum):
    """Students to choose from that no class and no grade names."""

    DUE = "due"
    """Those whose group conference is still due, as the board has them."""


class PlanForm(DeedForm):
    """A name, a day, an hour, a room and who holds it. What clashes is told below, and forbids nothing."""

    changed = Signal()
    """When or with whom it is, is not what it was."""

    def __init__(
        self, name: str, title: str, deed: str, words: str, plan: GroupPlan, staff: Sequence[StaffLine]
    ) -> None:
        super().__init__(name, title, deed, words)
        self._class_id = plan.class_id
        self._staff_id = plan.staff_id
        title_ = self.line("name", _("What it is called"), plan.name)
        minutes = [(n, _("{count} minutes").format(count=n)) for n in sorted({*_MINUTES, plan.minutes})]
        day, begins = self.day("on", _("Day"), plan.on), self.line("begins", _("Begins"), clock_words(plan.starts_at))
        length = self.choice("minutes", _("Length"), minutes, plan.minutes)
        room = self.line("room", _("Room"), plan.room)
        who = self.choice("staff", _("Who holds it"), staff_offered(tuple(staff), plan.on), plan.staff_id)
        self.when: tuple[tuple[QWidget, ...], ...] = ((title_,), (day, begins), (length, room), (who,))
        """The questions of when, where and who, in rows: a form puts them where it has room."""
        for told in (day.days.edit.dateChanged, begins.typed, length.chosen, who.chosen):
            told.connect(self.changed)
        self._clashes = named(Notice("", "amber", "triangle-alert"), f"{name}_clashes")
        self._clashes.hide()
        self.body.insertWidget(self.body.count() - 1, self._clashes)

    def put_when(self) -> None:
        """Put the questions of when, where and who one below the other."""
        for parts in self.when:
            self.put(*parts)

    def plan(self) -> GroupPlan:
        """Return when and where; what is no time stays as it was typed, and the office says so."""
        minutes, staff = self.chosen_of("minutes"), self.chosen_of("staff")
        begins = self.words_of("begins")
        return GroupPlan(
            name=self.words_of("name"),
            on=self.certain_day_of("on"),
            starts_at=time_said(begins, bare_hour=True) or begins,
            minutes=minutes if isinstance(minutes, int) else _USUAL_MINUTES,
            room=self.words_of("room"),
            staff_id=staff if isinstance(staff, int) else self._staff_id,
            class_id=self._class_id,
        )

    def show_clashes(self, clashes: tuple[GroupClash, ...]) -> None:
        """Tell who would be in two places at once."""
        self._clashes.words.setText(clashes_words(clashes))
        self._clashes.setVisible(bool(clashes))


class NewForm(PlanForm):
    """All of it, with the students: of a class, of a grade, or those who need one."""

    def __init__(
        self,
        on: date,
        staff: Sequence[StaffLine],
        me: int | None,
        classes: Sequence[ClassGroup],
        limit: GroupLimit,
    ) -> None:
        words = _("Each student has a sheet and a plan of their own; the group shares the hour. {limit}")
        plan = GroupPlan("", on, _USUAL_HOUR, _USUAL_MINUTES, staff_id=me)
        title, deed = _("Arrange a group conference"), _("Arrange it")
        super().__init__("new_group", title, deed, words.format(limit=limit_words(limit)).strip(), plan, staff)
        self._limit = limit
        offered: list[tuple[object, str]] = [(Whole.DUE, _("Whose group conference is still due"))]
        offered += [(Choice(class_id=group.class_id), group_words(group)) for group in classes]
        offered += [(Choice(grade=grade), grade_words(grade)) for grade in GRADES]
        offered.append((Choice(), _("Every student of mine")))
        self.which: Chooser = self.choice("which", _("Students to choose from"), offered)
        self._names = {group.class_id: group.title for group in classes}
        self.pick = StudentsPick()
        self.count = named(Text("", "strong"), "new_group_count")
        nobody: list[tuple[object, str]] = [(0, _("Nobody else"))]
        also = self.choice("also", _("Who else takes part"), [*nobody, *staff_offered(tuple(staff), on)], 0)
        self.when = (*self.when[:-1], (*self.when[-1], also))
        when, whom = _below(*(_beside(*parts) for parts in self.when)), _below(self.which, self.pick, self.count)
        self.put(_beside(when, whom, where=Qt.AlignmentFlag.AlignTop))
        self.pick.chosen.connect(self._show_count)
        self._show_count()

    def plan_of_class(self) -> GroupPlan:
        """Return the plan with the class that the students were chosen from, and its title where no name was typed."""
        plan, chosen = self.plan(), self.chosen_of("which")
        class_id = chosen.class_id if isinstance(chosen, Choice) else None
        name = plan.name or self._names.get(class_id or 0, "") or _("Group conference")
        also = self.chosen_of("also")
        others = also if isinstance(also, int) and also else None
        return replace(plan, name=name, class_id=class_id, also_staff_id=others)

    def _show_count(self) -> None:
        show_count(self.count, len(self.pick.ids), self._limit)
        self.deed.setEnabled(bool(self.pick.ids))


class InviteForm(DeedForm):
    """More students for a group that is there."""

    def __init__(self, sheet: GroupSheet, classes: Sequence[ClassGroup]) -> None:
        super().__init__("invite", _("Invite more students"), _("Invite them"), limit_words(sheet.limit))
        self._limit, self._there = sheet.limit, len(sheet.members)
        offered: list[tuple[object, str]] = [(Whole.DUE, _("Whose group conference is still due"))]
        offered += [(Choice(class_id=group.class_id), group_words(group)) for group in classes]
        offered += [(Choice(grade=grade), grade_words(grade)) for grade in GRADES]
        self.which: Chooser = self.choice("which", _("Students to choose from"), offered)
        self.pick = StudentsPick()
        self.count = named(Text("", "strong"), "invite_count")
        for part in (self.which, self.pick, self.count):
            self.put(part)
        self.pick.chosen.connect(self._show_count)
        self._show_count()

    def _show_count(self) -> None:
        show_count(self.count, self._there + len(self.pick.ids), self._limit)
        self.deed.setEnabled(bool(self.pick.ids))


def move_form(sheet: GroupSheet, staff: Sequence[StaffLine]) -> PlanForm:
    """Return the questions of another day, hour, room or person."""
    line = sheet.line
    plan = GroupPlan(line.name, line.on, line.starts_at, line.minutes, line.room, sheet.staff_id, sheet.class_id)
    words = _("Everybody in it moves along. Letters that went out say the old time: write new ones.")
    form = PlanForm("move_group", _("Change day, hour or room"), _("Change it"), words, plan, staff)
    form.put_when()
    return form


def _below(*parts: QWidget) -> QWidget:
    made = QWidget()
    down = column(made, spacing=SPACE.md)
    for part in parts:
        down.addWidget(part)
    down.addStretch(1)
    return made


def _beside(*parts: QWidget, where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignBottom) -> QWidget:
    made = QWidget()
    row = line(made, spacing=SPACE.xl)
    for part in parts:
        row.addWidget(part, 1, where)
    return made


def show_count(where: Text, invited: int, limit: GroupLimit) -> None:
    """Say how many would be invited, and that these are more than the policy allows (R29)."""
    words = ngettext("{count} student invited", "{count} students invited", invited).format(count=invited)
    if limit.most:
        words = _("{count} of at most {most} students invited").format(count=invited, most=limit.most)
    where.setText(words)
    where.set_fg("text" if limit.holds(invited) else "red")
