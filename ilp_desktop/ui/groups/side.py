"""Beside the attendance: how many are here, whose plan is next, and of whom nobody came."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.groups import GroupMember, GroupSheet, GroupState
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.conference.parts import Scrolling, column, line
from ilp_desktop.ui.day.words import date_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Button, Card, Text


class GroupSide(QWidget):
    """The numbers of the room, the next plan, and, once it was held, those whom the group missed."""

    student_wanted = Signal(int)
    another_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._next_id = 0
        self._students = named(Text("", "display", tabular=True), "students_here")
        self._of = named(Text("", "strong", "text2", wrap=True), "students_of")
        self._adults = named(Text("", "body", "text2", wrap=True), "adults_here")
        self._next = named(Button(_("Open the next plan"), "primary", "arrow-right", trailing=True), "next_plan")
        self._whose = named(Text("", "small", "text2", wrap=True), "next_whose")
        self._keys = named(Text("", "small", "text2", wrap=True), "attendance_keys")
        self._absent_title = named(Text("", "strong", wrap=True), "absent_title")
        self._absent = Scrolling(spacing=SPACE.sm)
        self._absent_card = named(Card(spacing=SPACE.sm), "absent_card")
        here = Card(spacing=SPACE.xs)
        self._title = named(Text("", "h2"), "room_title")
        for part in (self._title, self._students, self._of, self._adults):
            here.body.addWidget(part)
        here.body.addSpacing(SPACE.md)
        here.body.addWidget(self._next)
        here.body.addWidget(self._whose)
        here.body.addSpacing(SPACE.sm)
        here.body.addWidget(self._keys)
        self._absent_card.body.addWidget(self._absent_title)
        self._absent_card.body.addWidget(self._absent, 1)
        self._absent_card.hide()
        down = column(self, spacing=SPACE.lg)
        down.addWidget(here)
        down.addWidget(self._absent_card, 1)
        down.addStretch(0)
        self._down = down
        self._next.clicked.connect(lambda: self.student_wanted.emit(self._next_id))

    def show_sheet(self, sheet: GroupSheet) -> None:
        """Show a group."""
        held = sheet.line.state is GroupState.HELD
        self._title.setText(_("Who came") if held else _("In the room"))
        self._students.setText(str(sheet.students_here))
        count = len(sheet.members)
        of = ngettext("of {count} student invited", "of {count} students invited", count).format(count=count)
        self._of.setText(of)
        adults = sheet.adults_here
        self._adults.setText(ngettext("and {count} adult", "and {count} adults", adults).format(count=adults))
        self._show_next(sheet)
        self._show_absent(sheet)

    def _show_next(self, sheet: GroupSheet) -> None:
        following = _next_plan(sheet)
        begun = sheet.line.state is not GroupState.SCHEDULED
        self._next.setVisible(begun)
        self._next.setEnabled(following is not None)
        self._next_id = following.conference_id if following else 0
        if not begun:
            words = _("Tick who is here, then begin: each of them then has a conference of their own.")
        elif following is not None:
            words = following.name
        else:
            words = _("Every plan of those who are here is signed.")
        self._whose.setText(words)
        self._keys.setText(
            _("Space ticks a line, letters find a name, Return opens the student's own plan.")
            if sheet.may_change
            else ""
        )
        self._keys.setVisible(sheet.may_change)

    def _show_absent(self, sheet: GroupSheet) -> None:
        absent = sheet.absent if sheet.line.state is GroupState.HELD else ()
        self._absent_card.setVisible(bool(absent))
        self._absent.empty()
        words = ngettext(
            "We missed {count} family. What comes next?", "We missed {count} families. What comes next?", len(absent)
        )
        self._absent_title.setText(words.format(count=len(absent)))
        for member in absent:
            self._absent.inside.addWidget(self._absent_line(member, may=sheet.may_arrange))
        self._absent.inside.addStretch(1)
        self._down.setStretch(2, 0 if absent else 1)

    def _absent_line(self, member: GroupMember, *, may: bool) -> QWidget:
        made = QWidget()
        row = line(made, spacing=SPACE.sm)
        words = column(spacing=0)
        words.addWidget(Text(member.name, "body", elide=True))
        when = member.next_on
        then = _("Comes again on {date}").format(date=date_words(when)) if when else _("Nothing arranged yet")
        words.addWidget(named(Text(then, "small", "text2", elide=True), f"again_{member.student_id}"))
        row.addLayout(words, 1)
        if may and when is None:
            spoken = _("Arrange another conference for {name}").format(name=member.name)
            another = named(Button(_("Arrange"), "", spoken=spoken), f"another_{member.student_id}")
            another.clicked.connect(lambda _on=False, one=member.student_id: self.another_wanted.emit(one))
            row.addWidget(another)
        return made


def _next_plan(sheet: GroupSheet) -> GroupMember | None:
    """Return the first of those who are here whose plan is not signed yet."""
    return next((one for one in sheet.members if one.is_here and one.state is not ConferenceState.SIGNED), None)
