"""Enter from paper: the evening's sheets in the order of the stack, one page a student, by keyboard alone."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.preparation import Entry, PaperRow, Stack
from ilp_desktop.domain.sheet_codes import number_of
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.conference.gradual import Gradual
from ilp_desktop.ui.conference.parts import line
from ilp_desktop.ui.day.words import day_words, hour_words
from ilp_desktop.ui.names import named
from ilp_desktop.ui.paper.choices import NextButton
from ilp_desktop.ui.paper.form import PaperForm
from ilp_desktop.ui.paper.heads import PaperHead, choose_first, nothing_there
from ilp_desktop.ui.paper.lines import LineKind, lines_of
from ilp_desktop.ui.paper.opening import OpenPaper, read_paper, verbs_of
from ilp_desktop.ui.paper.rows import PaperModel
from ilp_desktop.ui.paper.sides import PaperSide, Picker, with_banner
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Canvas, SavedNote, ScrollingCanvas, SearchField, Text, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from zoneinfo import ZoneInfo

    from ilp_desktop.office import Office

_OPENABLE = frozenset({Entry.WAITING, Entry.BEGUN, Entry.TO_SIGN, Entry.DONE, Entry.MISSED})
_DAYS = 14


class FromPaperPage(QWidget):
    """One page of the open office. ``flush`` before it is locked or closed."""

    shown = Signal()
    """The stacks were read and are on the screen."""
    opened = Signal(int)
    """A paper is on the screen, ready to be typed in."""

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: "ZoneInfo") -> None:
        super().__init__()
        named(self, "from_paper_page")
        self._office = office
        self._background = background
        self._clock = clock
        self._zone = zone
        self._days: tuple[date, ...] = ()
        self._on: date | None = None
        self._stacks: tuple[Stack, ...] = ()
        self._at: int | None = None
        self._wanted: int | None = None
        self._put_away: set[int] = set()
        self._form: PaperForm | None = None
        self._building = Gradual(self)
        self._day = named(Picker(_("Day"), "calendar-days", kind=""), "paper_day")
        self._who = named(Picker(_("Stack of"), kind=""), "paper_who")
        self._find = named(SearchField(_("Code or name"), _("Find a sheet by its code or the name")), "paper_find")
        self.side = PaperSide(_("Enter from paper"), "paper", _("Sheets"), ((self._day,), (self._who,), (self._find,)))
        self._model = PaperModel(self)
        self.side.list.setModel(self._model)
        self._pages = QStackedWidget()
        self._head = PaperHead()
        self._banner = named(Banner(), "paper_banner")
        self._scroll = ScrollingCanvas()
        self._saved = named(SavedNote(), "paper_saved")
        self._next = named(NextButton(_("Put away, next sheet"), "primary", "arrow-right", trailing=True), "paper_next")
        self._lay_out()
        self._connect()
        self.refresh()

    # Reading

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        self.side.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep everything typed."""
        if self._form is not None:
            self._form.flush()

    def refresh(self) -> None:
        """Read the stacks of the day again."""
        wanted, today = self._on, self._clock.today(self._zone)

        def read() -> tuple[tuple[date, ...], date | None, tuple[Stack, ...]]:
            days = tuple(day for day in self._office.conferences.days() if day <= today)
            on = wanted if wanted in days else max(days, default=None)
            return days, on, self._office.from_paper.stacks(on) if on is not None else ()

        self._background.ask(read, self, lambda answer: self._show(*answer), self._say)

    def _show(self, days: tuple[date, ...], on: date | None, stacks: tuple[Stack, ...]) -> None:
        self._days, self._on, self._stacks = days[-_DAYS:][::-1], on, stacks
        if self._at is None or self._at >= len(stacks):
            mine = self._office.viewer.staff_id
            owed = next((n for n, one in enumerate(stacks) if one.typed < len(one.rows)), 0)
            self._at = next((n for n, one in enumerate(stacks) if one.staff_id == mine), owed)
        self._day.show_choices([day_words(day) for day in self._days], self._days.index(on) if on in self._days else -1)
        self._who.show_choices([one.staff_name or _("Nobody yet") for one in stacks], self._at)
        stack = self._stack
        rows = stack.rows if stack else ()
        had = self._model.row(self.side.list.currentIndex())
        self._model.show_rows(rows)
        place = self._model.place(had.conference_id if had else (rows[0].conference_id if rows else None))
        self.side.list.setCurrentIndex(place)
        done = stack.typed if stack else 0
        told = ngettext("{done} of {count} sheet is done.", "{done} of {count} sheets are done.", len(rows))
        self.side.told.setText(told.format(done=done, count=len(rows)))
        if self._form is None:
            self._pages.setCurrentIndex(0 if rows else 1)
        self.shown.emit()

    @property
    def _stack(self) -> Stack | None:
        return self._stacks[self._at] if self._at is not None and self._at < len(self._stacks) else None

    # Opening a paper

    def open_paper(self, conference_id: int) -> None:
        """Show a student's paper; what was typed on the one before is kept first."""
        self.flush()
        self._wanted = conference_id
        office = self._office

        def show(paper: OpenPaper) -> None:
            if self._wanted == conference_id:
                self._seat(paper)

        self._background.ask(lambda: read_paper(office, conference_id), self, show, self._say)

    def _seat(self, paper: OpenPaper) -> None:
        sheet, pack = paper.sheet, paper.pack
        self._banner.hide()
        before, office = self._form, self._office
        lines = lines_of(sheet, pack, paper.marks, in_use())
        form = PaperForm(
            lines,
            verbs_of(office, sheet.conference_id),
            self._background,
            name=sheet.preferred_name,
            on=sheet.on,
            reasons=[(code, worded(words, in_use())) for code, words in pack.consultation.reasons.items()],
            delay=office.settings.draft_milliseconds,
            parent=self._scroll.canvas,
        )
        form.failed.connect(self._say)
        form.ended.connect(self._next.setFocus)
        form.boxes.saving.connect(self._saved.show_saving)
        form.boxes.saved.connect(self._show_saved)
        form.boxes.failed.connect(self._say)
        self._form = form
        self._building.start(self._arriving(form, before, paper))

    def _arriving(self, form: PaperForm, before: PaperForm | None, paper: OpenPaper) -> Iterator[None]:
        yield from form.build()
        if before is not None:
            before.hide()
            before.deleteLater()
        self._head.show_paper(paper, self._clock.today(self._zone))
        self._column.insertWidget(0, form)
        form.show()
        self._pages.setCurrentIndex(2)
        self._scroll.verticalScrollBar().setValue(0)
        yield
        form.begin()
        self.opened.emit(paper.sheet.conference_id)

    def _say_when(self, on: date, held_by: int | None) -> None:
        conference_id = self._wanted
        if conference_id is None:
            return
        self.flush()
        verb = self._office.from_paper.say_when

        def said(_changes: Changes) -> None:
            if self._wanted == conference_id:
                self.open_paper(conference_id)

        self._background.do(lambda: verb(conference_id, on, held_by), said, self._say, owner=self)

    # Putting it away

    def _finish(self) -> None:
        """Put the sheet away and go on at once: the plan is made while the next one is being typed in."""
        form, conference_id = self._form, self._wanted
        if form is None or conference_id is None or not form.isEnabled():
            return
        form.flush()
        self._banner.hide()
        if not form.is_answered(LineKind.TALK):
            self._say(OfficeError("consultation_missing"))
            form.focus_kind(LineKind.TALK)
            return
        # Keys that come before the next sheet is there must not go to this one.
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)
        form.setEnabled(False)
        self._put_away.add(conference_id)
        name = self._head.name.text()

        def done(changes: Changes) -> None:
            if changes.made_id is None:
                toast(self, _("{name}: put away. A signature is still owed.").format(name=name))

        def failed(error: OfficeError) -> None:
            self._put_away.discard(conference_id)
            self._banner.say(sentence(error), title=name)

        self._background.do(lambda: self._office.from_paper.finish(conference_id), done, failed, owner=self)
        self._go_on(conference_id)

    def _go_on(self, conference_id: int) -> None:
        """Open the next sheet of the stack that is still to be typed in."""
        rows = self._stack.rows if self._stack else ()
        at = next((n for n, row in enumerate(rows) if row.conference_id == conference_id), -1)
        left = [
            row
            for row in (*rows[at + 1 :], *rows[: max(at, 0)])
            if row.entry in {Entry.WAITING, Entry.BEGUN} and row.conference_id not in self._put_away
        ]
        if left:
            self.side.list.setCurrentIndex(self._model.place(left[0].conference_id))
            self.open_paper(left[0].conference_id)
            return
        self._close()
        toast(self, _("Every sheet of this stack is typed in."))

    def _close(self) -> None:
        self._wanted = None
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._pages.setCurrentIndex(0)
        self.focus_first()

    def _show_saved(self) -> None:
        self._saved.show_saved(hour_words(self._clock.now().astimezone(self._zone)))

    def _say(self, error: OfficeError) -> None:
        self._banner.say(sentence(error))

    # Choosing

    def _open_row(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is not None and row.entry in _OPENABLE:
            self.open_paper(row.conference_id)

    def _look_for(self) -> None:
        """Open the sheet of this code, in whoever's stack it is; else the first of this name in the stack shown."""
        text = self._find.text().strip()
        number = number_of(text)
        found = next((row for row in self._everybody() if row.conference_id == number), None)
        if found is None and text:
            folded = text.casefold()
            found = next((row for row in self._model_rows() if folded in row.student_name.casefold()), None)
        if found is None:
            self._banner_find()
            return
        self._find.clear()
        self._show_stack_of(found)
        self._open_row(self._model.place(found.conference_id))

    def _banner_find(self) -> None:
        self.side.told.setText(
            _("No sheet of this day has that code or name. Look at the code at the top of the sheet.")
        )

    def _everybody(self) -> list[PaperRow]:
        return [row for stack in self._stacks for row in stack.rows]

    def _model_rows(self) -> tuple[PaperRow, ...]:
        return self._stack.rows if self._stack else ()

    def _show_stack_of(self, row: PaperRow) -> None:
        at = next(n for n, stack in enumerate(self._stacks) if row in stack.rows)
        if at != self._at:
            self._pick_stack(at)
        self.side.list.setCurrentIndex(self._model.place(row.conference_id))

    def _pick_day(self, at: int) -> None:
        self._on, self._at = self._days[at], None
        self.refresh()

    def _pick_stack(self, at: int) -> None:
        self._at = at
        self._show(self._days[::-1], self._on, self._stacks)

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.DAY, Kind.CONFERENCE, Kind.ROSTER, Kind.SIGNATURE, Kind.PLAN):
            self.refresh()

    def _choose_language(self, language: str) -> None:
        if self._form is not None:
            self._form.set_language(language)

    # Building

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._scroll.canvas)
        self._column.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        page = Canvas()
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, 0)
        head.setSpacing(2)
        head.addWidget(self._head)
        foot = line(spacing=SPACE.md)
        foot.setContentsMargins(SPACE.xxl, SPACE.sm, SPACE.xxl, SPACE.lg)
        foot.addWidget(self._saved)
        foot.addStretch()
        foot.addWidget(Text(_("Enter: next line   Tab: who, when   Ctrl+Enter: put away"), "small", "text3"))
        foot.addWidget(self._next)
        down = QVBoxLayout(page)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(SPACE.md)
        down.addLayout(head)
        down.addWidget(self._scroll, 1)
        down.addLayout(foot)
        for each in (choose_first(), nothing_there(), page):
            self._pages.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(with_banner(self._banner, self._pages), 1)

    def _connect(self) -> None:
        self.side.list.opened.connect(self._open_row)
        self._find.returnPressed.connect(self._look_for)
        self._day.picked.connect(self._pick_day)
        self._who.picked.connect(self._pick_stack)
        self._head.language_chosen.connect(self._choose_language)
        self._next.clicked.connect(self._finish)
        self._head.said_when.connect(self._say_when)
        self._background.changed.connect(self._hear)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._finish)
