"""The second step: when the staff can be met, who is not there as everybody is, interpreters and rooms."""

from collections.abc import Iterable
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSpinBox, QVBoxLayout, QWidget

from ilp_desktop.domain.schedule_sheets import ScheduleSheet
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.arranging.evenings import Stretches, aparts_of, evenings_of, rooms_of
from ilp_desktop.ui.day.words import day_words, hour_words, language_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SIZE, SPACE
from ilp_desktop.ui.widgets import Button, Card, ScrollingCanvas, Text

_MOST = 99
_SIDE_BY_SIDE = 940
"""The least width, in pixels at 100 %, for two columns of cards."""


class HoursPart(ScrollingCanvas):
    """Three cards. What is said here holds at once; there is no button to save it."""

    evening_wanted = Signal(object)
    """A day is to be said, or said anew: its ``Evening``, or None for another one."""
    day_removed = Signal(object)
    person_wanted = Signal(object)
    """Somebody's hours are to be said: an ``Apart``, or None where nobody is meant yet."""
    person_usual = Signal(object)
    """An ``Apart`` whose hours are to be as everybody's again."""
    interpreters_said = Signal(object)
    rooms_said = Signal(int)
    arrange_wanted = Signal()
    slots_wanted = Signal()
    """Sign-ups are to be brought in from a file."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: ScheduleSheet | None = None
        self._boxes: dict[str, QSpinBox] = {}
        self._showing = False
        self.add_day = named(Button(_("Add a day"), "primary", "plus"), "day_add_button")
        self.add_person = named(Button(_("Add somebody"), "", "plus"), "person_add_button")
        self.go_on = named(Button(_("To the grid"), "", "arrow-right", trailing=True), "to_grid_button")
        self.slots = named(Button(_("Bring in a file…"), "", "file-up"), "slots_button")
        self.rooms = named(QSpinBox(), "rooms_box")
        self._days, self._aparts, self._languages = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.day_form, self.person_form = QVBoxLayout(), QVBoxLayout()
        """Where the forms are shown."""
        self._lay_out()
        self.add_day.clicked.connect(lambda: self.evening_wanted.emit(None))
        self.add_person.clicked.connect(lambda: self.person_wanted.emit(None))
        self.slots.clicked.connect(self.slots_wanted)
        self.go_on.clicked.connect(self.arrange_wanted)
        self.rooms.editingFinished.connect(self._say_rooms)

    def focus_first(self) -> None:
        """Put the keyboard on the next step."""
        there = self.go_on if self._sheet is not None and self._sheet.hours else self.add_day
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sheet(self, sheet: ScheduleSheet) -> None:
        """Show a schedule's hours."""
        before, self._sheet = self._sheet, sheet
        self._showing = True
        self.rooms.setValue(sheet.rooms)
        if before is None or (before.hours, before.staff, before.line.schedule_id) != (
            sheet.hours,
            sheet.staff,
            sheet.line.schedule_id,
        ):
            self._show_days(sheet)
            self._show_aparts(sheet)
        self._show_languages(sheet)
        for one in (self.add_day, self.add_person, self.slots, self.rooms, *self._boxes.values()):
            one.setEnabled(sheet.may_change)
        self.add_person.setEnabled(sheet.may_change and bool(sheet.hours))
        self.go_on.setEnabled(bool(sheet.hours))
        self._showing = False

    # What is there

    def _show_days(self, sheet: ScheduleSheet) -> None:
        _clear(self._days)
        evenings = evenings_of(sheet)
        if not evenings:
            words = _(
                "Say when the conferences are: a day, from when to when, and a break if there is one. You can add more days."
            )
            self._days.addWidget(Text(words, "body", "text2", wrap=True))
        for at, evening in enumerate(evenings):
            row = _Row(day_words(evening.on), stretches_words(evening.stretches))
            change = named(Button(_("Change"), "ghost"), f"day_change_button_{at}")
            remove = named(
                Button("", "ghost", "trash-2", spoken=_("Remove {day}").format(day=day_words(evening.on))),
                f"day_remove_button_{at}",
            )
            change.clicked.connect(lambda _on=False, evening=evening: self.evening_wanted.emit(evening))
            remove.clicked.connect(lambda _on=False, evening=evening: self.day_removed.emit(evening.on))
            row.add(change, remove, enabled=sheet.may_change)
            self._days.addWidget(row)

    def _show_aparts(self, sheet: ScheduleSheet) -> None:
        _clear(self._aparts)
        names = {one.staff_id: one.name for one in sheet.staff}
        aparts = aparts_of(sheet)
        for at, one in enumerate(aparts):
            when = stretches_words(one.stretches) if one.stretches else _("not there")
            row = _Row(names[one.staff_id], f"{day_words(one.on)} · {when}")
            change = named(Button(_("Change"), "ghost"), f"person_change_button_{at}")
            usual = named(Button(_("As everybody"), "ghost"), f"person_usual_button_{at}")
            change.clicked.connect(lambda _on=False, one=one: self.person_wanted.emit(one))
            usual.clicked.connect(lambda _on=False, one=one: self.person_usual.emit(one))
            row.add(change, usual, enabled=sheet.may_change)
            self._aparts.addWidget(row)
        if not aparts:
            words = _(
                "Everybody is there on every day. Say here who is not, who has other hours, or which room is whose."
            )
            self._aparts.addWidget(Text(words, "body", "text2", wrap=True))
        rooms = rooms_of(sheet)
        if rooms:
            words = _("Rooms are said for {count} of {total}; they stand above the grid.")
            said = words.format(count=len(rooms), total=len(names))
            self._aparts.addWidget(Text(said, "small", "text2", wrap=True))

    def _show_languages(self, sheet: ScheduleSheet) -> None:
        needed = {one.language for one in sheet.meetings if one.language} | set(sheet.interpreters)
        if needed != self._boxes.keys():
            _clear(self._languages)
            self._boxes.clear()
            for language in sorted(needed, key=language_words):
                self._boxes[language] = self._language_box(language, sheet)
            if not needed:
                self._languages.addWidget(
                    Text(_("No family here asked for an interpreter."), "body", "text2", wrap=True)
                )
        for language, box in self._boxes.items():
            box.setValue(sheet.interpreters.get(language, 0))

    def _language_box(self, language: str, sheet: ScheduleSheet) -> QSpinBox:
        box = named(QSpinBox(), f"interpreter_box_{language}")
        box.setAccessibleName(_("Interpreters for {language} at a time").format(language=language_words(language)))
        _dress(box)
        box.editingFinished.connect(self._say_interpreters)
        count = sum(one.language == language for one in sheet.meetings)
        meta = _("{count} conferences need one").format(count=count)
        row = _Row(language_words(language), meta)
        row.add(box, enabled=True)
        self._languages.addWidget(row)
        return box

    def _say_interpreters(self) -> None:
        there = {language: box.value() for language, box in self._boxes.items()}
        if not self._showing and self._sheet is not None and there != dict(self._sheet.interpreters):
            self.interpreters_said.emit(there)

    def _say_rooms(self) -> None:
        if not self._showing and self._sheet is not None and self.rooms.value() != self._sheet.rooms:
            self.rooms_said.emit(self.rooms.value())

    def _lay_out(self) -> None:
        days = _card(_("Days"), self.add_day, (self._days, self.day_form))
        people = _card(_("Not as everybody"), self.add_person, (self._aparts, self.person_form))
        _dress(self.rooms)
        self.rooms.setAccessibleName(_("Rooms at a time; none if each has their own"))
        self.rooms.setSpecialValueText(_("Own room"))
        more = _card(_("Interpreters and rooms"), None, (self._languages,))
        row = _Row(_("Rooms at a time"), _("Each of the staff has their own, unless you say how many there are."))
        row.add(self.rooms, enabled=True)
        more.body.addWidget(row)
        signed = _card(_("Families signed up elsewhere?"), self.slots, ())
        about = _(
            "Export the sign-ups of the other tool as a table (CSV or Excel) with day, time and the student's number or name. Each "
            "family gets the time it chose, and keeps it."
        )
        signed.body.addWidget(Text(about, "body", "text2", wrap=True))
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(SPACE.lg)
        left.addWidget(days)
        left.addWidget(signed)
        left.addStretch(1)
        right.addWidget(people)
        right.addWidget(more)
        right.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        across = self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.canvas)
        across.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.xl)
        across.setSpacing(SPACE.xl)
        across.addLayout(left, 1)
        across.addLayout(right, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= theme.scaled(_SIDE_BY_SIDE)
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class _Row(QWidget):
    """A name, what there is to say of it, and what can be done."""

    def __init__(self, name: str, meta: str) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(name, "strong", wrap=True))
        words.addWidget(Text(meta, "small", "text2", wrap=True))
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, SPACE.xs, 0, SPACE.xs)
        self._across.setSpacing(SPACE.xs)
        self._across.addLayout(words, 1)

    def add(self, *widgets: QWidget, enabled: bool) -> None:
        """Put what can be done at the end of the row."""
        for one in widgets:
            one.setEnabled(enabled)
            self._across.addWidget(one)


def clock_words(at: str) -> str:
    """Word a local time with its half of the day, so that it reads back as the same: 4:30 PM."""
    hours, minutes = at.split(":")
    return hour_words(datetime.combine(date.min, time(int(hours), int(minutes))))


def stretches_words(stretches: Stretches) -> str:
    """Word stretches of time: 4:00 PM to 6:00 PM, 6:15 PM to 8:00 PM."""
    return ", ".join(
        _("{begins} to {ends}").format(begins=clock_words(begins), ends=clock_words(ends)) for begins, ends in stretches
    )


def _card(title: str, deed: Button | None, parts: Iterable[QLayout]) -> Card:
    card = Card()
    head = QHBoxLayout()
    head.addWidget(Text(title, "h2"))
    head.addStretch(1)
    if deed is not None:
        head.addWidget(deed)
    card.body.addLayout(head)
    for part in parts:
        card.body.addLayout(part)
    return card


def _dress(box: QSpinBox) -> None:
    box.setRange(0, _MOST)
    box.setFont(theme.font("body", tabular=True))
    box.setFixedHeight(theme.scaled(SIZE.control))
    box.setFixedWidth(theme.scaled(124))
    box.lineEdit().setTextMargins(SPACE.sm + 2, 0, SPACE.sm, 0)


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
