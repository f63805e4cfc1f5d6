"""Preparation: which of a day's conferences are not ready, where each thing is mended, and the papers of the day."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import PolicyPack
from ilp_desktop.domain.preparation import Gap, ReadyRow
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.day.words import day_words, grade_words, language_within, time_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.paper.family import FamilySaid
from ilp_desktop.ui.paper.form import PaperForm, Verbs
from ilp_desktop.ui.paper.lines import to_prepare
from ilp_desktop.ui.paper.rows import ReadyModel
from ilp_desktop.ui.paper.sides import PaperSide, Picker, with_banner
from ilp_desktop.ui.paper.words import GAPS
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import (
    Banner,
    Button,
    Canvas,
    Card,
    EmptyState,
    IconMark,
    LineField,
    ScrollingCanvas,
    Text,
)
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from zoneinfo import ZoneInfo

    from ilp_desktop.office import Office

_IN_FILE = frozenset({Gap.NO_DATA, Gap.OLD_DATA, Gap.NOBODY_INVITED, Gap.NEEDS, Gap.ANOTHER_TIME})
"""What is mended in the student's file and not here."""


class PreparationPage(QWidget):
    """One page of the open office. ``flush`` before it is locked or closed."""

    student_asked = Signal(int)
    entry_asked = Signal()
    """Papers are to be typed in."""
    paper_asked = Signal(object, str, str)
    """A paper is to be looked at and printed: what draws it, its title, the name to save it under."""
    shown = Signal()

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: "ZoneInfo") -> None:
        super().__init__()
        named(self, "preparation_page")
        self._office = office
        self._background = background
        self._clock = clock
        self._zone = zone
        self._days: tuple[date, ...] = ()
        self._on: date | None = None
        self._rows: tuple[ReadyRow, ...] = ()
        self._staff: tuple[int | None, ...] = ()
        self._whose: int | None = office.viewer.staff_id
        self._wanted: int | None = None
        self._form: PaperForm | None = None
        self._stale = False
        self._building = Gradual(self)
        self._model = ReadyModel(self)
        self._day = named(Picker(_("Day"), "calendar-days", kind=""), "ready_day")
        self._who = named(Picker(_("Whose conferences"), kind=""), "ready_who")
        self._stack = named(Button(_("Worksheets"), "", "printer"), "stack_button")
        self._sheets = named(Button(_("Reflection"), "", "printer"), "reflections_button")
        self._type = named(Button(_("Enter from paper"), "ghost", "pen-line"), "to_entry_button")
        above = ((self._day,), (self._who,), (self._stack, self._sheets))
        self.side = PaperSide(_("Preparation"), "ready", _("Conferences to come"), above, self._type)
        self.side.list.setModel(self._model)
        self._name = named(Text("", "h1"), "ready_name")
        self._facts = named(Text("", "body", "text2"), "ready_facts")
        self._banner = named(Banner(), "ready_banner")
        self._one = named(Button(_("Worksheet"), "", "printer"), "worksheet_button")
        self._own = named(Button(_("Reflection sheet"), "", "printer"), "reflection_button")
        self._scroll = ScrollingCanvas()
        self._pages = QStackedWidget()
        self._todo: Card | None = None
        self._lay_out()
        self._connect()
        self.refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep everything typed."""
        if self._form is not None:
            self._form.flush()

    # Reading

    def refresh(self) -> None:
        """Read the day again."""
        self._stale = False
        wanted, today = self._on, self._clock.today(self._zone)

        def read() -> tuple[tuple[date, ...], date | None, tuple[ReadyRow, ...]]:
            days = tuple(day for day in self._office.conferences.days() if day >= today)
            on = wanted if wanted in days else min(days, default=None)
            return days, on, self._office.preparation.of_day(on) if on is not None else ()

        self._background.ask(read, self, lambda answer: self._show(*answer), self._say)

    def _show(self, days: tuple[date, ...], on: date | None, rows: tuple[ReadyRow, ...]) -> None:
        self._days, self._on, self._rows = days, on, rows
        people = {row.staff_id: row.staff_name for row in rows}
        self._staff = tuple(people)
        if self._whose not in people:
            self._whose = next(iter(people), None)
        self._day.show_choices([day_words(day) for day in days], days.index(on) if on in days else -1)
        self._who.show_choices(
            [people[one] or _("Nobody yet") for one in self._staff],
            self._staff.index(self._whose) if self._whose in people else -1,
        )
        mine = tuple(row for row in rows if row.staff_id == self._whose)
        self._model.show_rows(mine)
        left = sum(bool(row.gaps) for row in mine)
        told = ngettext("{left} of {count} is not ready yet.", "{left} of {count} are not ready yet.", left)
        self.side.told.setText(told.format(left=left, count=len(mine)) if left else _("Everything is ready."))
        self.side.told.setVisible(bool(mine))
        for each in (self._stack, self._sheets):
            each.setEnabled(bool(mine))
        row = next((row for row in mine if row.conference_id == self._wanted), None)
        if row is None:
            self._close()
            self._pages.setCurrentIndex(0 if mine else 1)
            if mine:
                self.side.list.setCurrentIndex(self._model.place(mine[0].conference_id))
        else:
            self._show_todo(row)
        self.shown.emit()

    # One conference

    def open_row(self, conference_id: int) -> None:
        """Show what a conference lacks."""
        self.flush()
        self._wanted = conference_id
        office = self._office

        def read() -> tuple[ConferenceSheet, PolicyPack]:
            return office.conferences.open(conference_id), office.packs.of_conference(conference_id)

        def show(answer: tuple[ConferenceSheet, PolicyPack]) -> None:
            if self._wanted == conference_id:
                self._seat(*answer)

        self._background.ask(read, self, show, self._say)

    def _seat(self, sheet: ConferenceSheet, pack: PolicyPack) -> None:
        office, conferences = self._office, self._office.conferences
        conference_id = sheet.conference_id
        self._close_form()
        verbs = Verbs(
            draft=partial(conferences.save_draft, conference_id),
            keep=partial(conferences.leave_field, conference_id),
            outcome=conferences.set_goal_status,
        )
        form = PaperForm(
            to_prepare(sheet, pack, in_use()),
            verbs,
            self._background,
            name=sheet.preferred_name,
            on=sheet.on,
            delay=office.settings.draft_milliseconds,
            parent=self._scroll.canvas,
        )
        form.failed.connect(self._say)
        form.boxes.failed.connect(self._say)
        form.ended.connect(self.focus_first)
        form.boxes.saved.connect(self._note_change)
        self._form = form
        self._banner.hide()
        self._name.setText(sheet.student_name)
        facts = (grade_words(sheet.grade), day_words(sheet.on), time_words(sheet.starts_at), sheet.staff_name)
        self._facts.setText(" · ".join(part for part in facts if part))
        self._building.start(self._arriving(form))

    def _arriving(self, form: PaperForm) -> Iterator[None]:
        yield from form.build()
        self._column.insertWidget(self._column.count() - 1, form)
        form.show()
        row = next((row for row in self._rows if row.conference_id == self._wanted), None)
        if row is not None:
            self._show_todo(row)
        self._pages.setCurrentIndex(2)
        yield

    def _show_todo(self, row: ReadyRow) -> None:
        """Say what is missing that is mended elsewhere, each with the way there; the rest stands below."""
        if self._todo is not None and any(each.hasFocus() for each in self._todo.findChildren(QWidget)):
            return  # somebody is writing there
        if self._todo is not None:
            self._todo.hide()
            self._todo.deleteLater()
        card = self._todo = Card(padding=SPACE.lg, spacing=SPACE.md)
        card.body.addWidget(Text(_("To do before the conference") if row.gaps else _("Ready"), "h2"))
        if not row.gaps:
            card.body.addWidget(Text(_("Nothing is missing. What is below can still be changed."), "body", "text2"))
        for gap in row.gaps:
            card.body.addLayout(self._gap(row, gap))
        card.body.addWidget(FamilySaid(row, self._office, self._background))
        self._column.insertWidget(0, card)

    def _gap(self, row: ReadyRow, gap: Gap) -> QHBoxLayout:
        made = line(spacing=SPACE.md)
        made.addWidget(IconMark("circle-alert", "amber"))
        if gap is Gap.NO_INTERPRETER:
            made.addWidget(self._interpreter(row), 1)
            return made
        made.addWidget(Text(_(GAPS[gap]), "body", wrap=True), 1)
        if gap in _IN_FILE:
            button = named(Button(_("Open the file"), "ghost", "arrow-right", trailing=True), f"mend_{gap.value}")
            button.clicked.connect(partial(self.student_asked.emit, row.student_id))
            made.addWidget(button)
        else:
            button = named(Button(_("Write it here"), "ghost"), f"mend_{gap.value}")
            button.clicked.connect(self._begin_writing)
            made.addWidget(button)
        return made

    def _begin_writing(self) -> None:
        if self._form is not None:
            self._form.begin()

    def _interpreter(self, row: ReadyRow) -> QWidget:
        question = _("Who interprets? The family speaks {language}.").format(language=language_within(row.interpreter))
        field = named(LineField(question), "interpreter_field")

        def keep() -> None:
            name = field.text().strip()
            if name:
                field.editor.clearFocus()
                verb = self._office.preparation.name_interpreter
                self._background.do(lambda: verb(row.conference_id, name), failed=self._say, owner=self)

        field.entered.connect(keep)
        return field

    def _close(self) -> None:
        self._wanted = None
        self._close_form()
        if self._todo is not None:
            self._todo.hide()
            self._todo.deleteLater()
            self._todo = None

    def _close_form(self) -> None:
        self._building.stop()
        if self._form is not None:
            self._form.flush()
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    # Papers

    def _ask_stack(self) -> None:
        on, whose, worksheets = self._on, self._whose, self._office.worksheets
        if on is not None:
            self._ask_paper(lambda: worksheets.stack(on, whose, in_use()), _("Stack of worksheets"), f"worksheets-{on}")

    def _ask_sheets(self) -> None:
        on, whose, worksheets = self._on, self._whose, self._office.worksheets
        if on is not None:
            draw = partial(worksheets.reflections, on, whose, in_use())
            self._ask_paper(draw, _("Reflection sheets"), f"reflection-sheets-{on}")

    def _ask_one(self) -> None:
        wanted, worksheets = self._wanted, self._office.worksheets
        if wanted is not None:
            self._ask_paper(lambda: worksheets.worksheet(wanted), _("Worksheet"), f"worksheet-{wanted}")

    def _ask_own(self) -> None:
        wanted, worksheets = self._wanted, self._office.worksheets
        if wanted is not None:
            draw = partial(worksheets.reflection, wanted, in_use())
            self._ask_paper(draw, _("Reflection sheet"), f"reflection-sheet-{wanted}")

    def _ask_paper(self, draw: Callable[[], bytes], title: str, name: str) -> None:
        self.flush()
        self.paper_asked.emit(draw, title, f"{name}.pdf")

    # Keeping up

    def _say(self, error: OfficeError) -> None:
        self._banner.say(sentence(error))

    def _note_change(self) -> None:
        """What was typed here may have been what was missing: the list says so as soon as the box is left."""
        self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.ROSTER, Kind.STUDENT):
            self._stale = True
            if self.isVisible():
                self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None:
            self.open_row(row.conference_id)

    def _pick_day(self, at: int) -> None:
        self._on = self._days[at]
        self.refresh()

    def _pick_whose(self, at: int) -> None:
        self._whose = self._staff[at]
        self._show(self._days, self._on, self._rows)

    def _connect(self) -> None:
        self.side.list.opened.connect(self._open)
        self._day.picked.connect(self._pick_day)
        self._who.picked.connect(self._pick_whose)
        self._stack.clicked.connect(self._ask_stack)
        self._sheets.clicked.connect(self._ask_sheets)
        self._one.clicked.connect(self._ask_one)
        self._own.clicked.connect(self._ask_own)
        self._type.clicked.connect(self.entry_asked)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._scroll.canvas)
        self._column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        self._column.setSpacing(SPACE.lg)
        self._column.addStretch(1)
        page = Canvas()
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, 0)
        head.setSpacing(2)
        first = line(spacing=SPACE.md)
        first.addWidget(self._name, 1)
        first.addWidget(self._own)
        first.addWidget(self._one)
        head.addLayout(first)
        head.addWidget(self._facts)
        down = QVBoxLayout(page)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        down.addLayout(head)
        down.addWidget(self._scroll, 1)
        for each in (_choose(), _nothing(), page):
            self._pages.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(with_banner(self._banner, self._pages), 1)


def _choose() -> QWidget:
    page = Canvas()
    words = _(
        "Choose a conference to see what it still lacks, and mend it here. The papers for the day are at the left."
    )
    QVBoxLayout(page).addWidget(EmptyState("list-checks", _("Who is not ready?"), words))
    return page


def _nothing() -> QWidget:
    page = Canvas()
    words = _("When conferences of yours are arranged for a day to come, what they still lack stands here.")
    QVBoxLayout(page).addWidget(EmptyState("calendar-days", _("No conferences to prepare"), words))
    return page
