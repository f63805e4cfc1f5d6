"""The board: what is still needed, by whom and by when; the numbers; what falls due; and any of it as a table to save."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.board import (
    Behind,
    BoardFace,
    BoardFilter,
    BoardPage,
    By,
    ClauseLine,
    Cursor,
    DueLine,
    Need,
    Show,
)
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.next_steps import NextStep
from ilp_desktop.domain.sheets import SheetForm
from ilp_desktop.language import _
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.board import state as look
from ilp_desktop.ui.board.gathering import Gathering
from ilp_desktop.ui.board.nothing import LeadsTo, Nothing, nothing_listed, nothing_there
from ilp_desktop.ui.board.numbers import NumbersView
from ilp_desktop.ui.board.state import Looking, Tab
from ilp_desktop.ui.board.students import StudentsView
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.rosters.words import number_words
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Banner, Button, Canvas, SegmentedControl, Text, Working, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office
    from ilp_desktop.ui.board.falling_due import DueView

_T = TypeVar("_T")
_MOST_AGAIN = 600
"""Rows that are read anew at once when something changed: whoever scrolled farther begins at the top again."""


class BoardScreen(Canvas):
    """Opens on one's own students. Every question carries a number; an answer to an older one is let go."""

    student_asked = Signal(int)
    schedule_asked = Signal(int)
    group_asked = Signal(int)
    """A conference is to be arranged for a student."""
    requirements_asked = Signal(int, str)
    """A student's requirements are wanted, at a clause."""
    letter_asked = Signal(int, str)
    policy_asked = Signal()
    staff_asked = Signal()
    """Whose students are whose is wanted."""
    go_on_asked = Signal()
    """What waits to be judged is to be judged after all."""
    cancel_asked = Signal()
    answered = Signal()
    """What is shown is what was asked for last."""

    def __init__(self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock) -> None:
        super().__init__()
        named(self, "board_page")
        self._office, self._background, self._dialogs, self._clock = office, background, dialogs, clock
        self._looking = look.begun(self._today, may_see_all=office.board.sees_everyone)
        self._asked = 0
        self._stale = False
        self._is_behind = False
        self._after: Cursor | None = None
        self._listed: BoardFilter | Behind | None = None
        self._reads_on = False
        self.tabs = named(SegmentedControl(self._tabs(), "mine", spoken=_("Board")), "board_tabs")
        self.save = named(Button(_("Save as a table\u2026"), "", "download"), "board_save_button")
        self.banner = named(Banner(), "board_banner")
        self.working = named(Working(cancel=True), "board_working")
        self.students = StudentsView()
        self._numbers: NumbersView | None = None
        self._due: DueView | None = None
        self.students.side.may_try = decide(office.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.EDIT)
        self.gathering = Gathering(office, background, self.students.list, self._listing, self._say)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.students)
        self.students.foot.addWidget(self.gathering.button)
        self._empty_leads_to: LeadsTo | None = None
        self._lay_out()
        self._connect()
        self.read()

    @property
    def looking(self) -> Looking:
        """What is looked at."""
        return self._looking

    @property
    def _today(self) -> date:
        return self._clock.today(self._office.zone)

    def focus_first(self) -> None:
        """Put the keyboard into what is shown."""
        shown = self._pages.currentWidget()
        if isinstance(shown, StudentsView | NumbersView):
            shown.focus_first()
        elif self._due is not None:
            self._due.focus_first()

    # While requirements are judged anew

    def show_progress(self, done: int, total: int) -> None:
        """Show that many students are judged anew, and how far that is."""
        words = _("Working out what is needed: {done} of {total} students")
        words = words.format(done=number_words(done), total=number_words(total))
        if self.working.isHidden():
            self.banner.hide()
            self.working.begin(words)
        self.working.tell(done, total, words)

    def show_settled(self, left: int) -> None:
        """Show that nothing is judged any more; ``left`` students wait where somebody stopped it."""
        was_shown = not self.working.isHidden()
        self.working.end()
        self._is_behind = left > 0
        if left:
            self.banner.say(
                _("Students who wait to be worked out: {count}. What is shown of them is as it was before.").format(
                    count=number_words(left)
                ),
                title=_("Not everything is up to date"),
                tint="amber",
                action=_("Go on"),
            )
        elif was_shown:
            self.banner.hide()

    # Asking

    def read(self) -> None:
        """Read what is looked at, from its beginning."""
        looking, board = self._looking, self._office.board
        if looking.behind is not None:
            wanted, limit = looking.behind, self._limit()
            self._ask(lambda: board.students(wanted, None, limit), self._show_behind)
        elif looking.lists_students:
            first, limit = BoardFilter(looking.whose, looking.show), self._limit()
            self._ask(lambda: board.opened(first, limit), self._show_face)
        elif looking.tab is Tab.DUE:
            self._ask(lambda: board.due(looking.whose, looking.first_week, looking.last_day), self._show_due)
        elif looking.by is None:

            def by_clause() -> tuple[tuple[ClauseLine, ...], tuple[Need, ...]]:
                return board.by_clause(looking.whose), board.of_school() if looking.may_see_all else ()

            self._ask(by_clause, lambda found: self._numbers_view().show_clauses(*found, looking.whose))
        else:
            by = looking.by
            self._ask(lambda: board.by_group(by), lambda lines: self._numbers_view().show_groups(by, lines))

    def _ask(self, question: Callable[[], _T], show: Callable[[_T], None]) -> None:
        self._asked += 1
        self._stale = False
        self._reads_on = False
        asked = self._asked

        def then(answer: _T) -> None:
            if asked == self._asked:
                show(answer)
                self.gathering.refresh()
                self.answered.emit()

        self._background.ask(question, self, then, self._say)

    def _listing(self) -> BoardFilter | Behind | None:
        return self._looking.students if self._looking.lists_students else None

    def _limit(self) -> int:
        from ilp_desktop.services.board import PAGE  # noqa: PLC0415 - it brings SQLAlchemy

        shown = self.students.list.rows.rowCount() if self._listed == self._looking.students else 0
        return max(PAGE, min(_MOST_AGAIN, shown))

    def _read_on(self) -> None:
        if self._after is None or self._reads_on or not self._looking.lists_students:
            return
        self._reads_on = True
        asked, after, wanted = self._asked, self._after, self._looking.students

        def show(page: BoardPage) -> None:
            if asked == self._asked:
                self._reads_on = False
                self._after = page.after
                self.students.add_page(page)
                self.answered.emit()

        self._background.ask(lambda: self._office.board.students(wanted, after), self, show, self._say)

    def _read_needs(self, student_id: int) -> None:
        def show(needs: tuple[Need, ...]) -> None:
            self.students.show_needs(student_id, needs, self._today)

        def failed(error: OfficeError) -> None:
            if error.code != "student_gone":  # the list is read anew without them
                self._say(error)

        self._background.ask(lambda: self._office.board.needs(student_id), self, show, failed)

    # Showing

    def _show_face(self, face: BoardFace) -> None:
        self._after = face.page.after
        self.students.show_head(face.summary, self._looking.show, "")
        self._show_page(face.page, self._nothing(face))
        self.save.setEnabled(bool(face.page.rows))
        self._pages.setCurrentWidget(self.students)

    def _show_behind(self, page: BoardPage) -> None:
        self._after = page.after
        self.students.show_head(None, Show.NEEDED, self._looking.behind_words)
        self._show_page(page, nothing_listed(Show.NEEDED))
        self.save.setEnabled(bool(page.rows))
        self._pages.setCurrentWidget(self.students)
        if not self.tabs.isAncestorOf(self.focusWidget() or self):
            self.students.focus_first()

    def _show_page(self, page: BoardPage, nothing: Nothing) -> None:
        # Another list begins at its top; the same one, read anew, stays where one reads.
        same, self._listed = self._listed == self._looking.students, self._looking.students
        self.students.show_page(page, nothing, stay=same)

    def _show_due(self, lines: tuple[DueLine, ...]) -> None:
        view = self._due_view()
        view.show_lines(lines, self._looking, self._today)
        self.save.setEnabled(bool(lines))
        self._pages.setCurrentWidget(view)

    def _nothing(self, face: BoardFace) -> Nothing:
        found = nothing_there(face, self._looking, self._office.viewer, is_working=not self.working.isHidden())
        self._empty_leads_to = found.leads_to
        return found

    def _numbers_view(self) -> NumbersView:
        if self._numbers is None:
            self._numbers = NumbersView(may_see_all=self._looking.may_see_all)
            self._numbers.by_chosen.connect(self._count_by)
            self._numbers.behind_asked.connect(self._open_behind)
            self._pages.addWidget(self._numbers)
        self.save.setEnabled(True)
        self._pages.setCurrentWidget(self._numbers)
        return self._numbers

    def _due_view(self) -> "DueView":
        from ilp_desktop.ui.board.falling_due import DueView  # noqa: PLC0415 - made when first gone to

        if self._due is None:
            self._due = DueView()
            self._due.moved.connect(self._move)
            self._due.behind_asked.connect(self._open_behind)
            self._pages.addWidget(self._due)
        return self._due

    # What a person does

    def _look(self, looking: Looking) -> None:
        self._looking = looking
        self.read()

    def go(self, tab: str) -> None:
        """Show a part."""
        self.tabs.choose(tab)
        self._look(look.gone_to(self._looking, Tab(tab)))

    def choose(self, show: Show) -> None:
        """Filter by a tile."""
        self.students.tiles.choose(show)
        self._look(look.shown(self._looking, show))

    def _count_by(self, by: By | None) -> None:
        self._look(look.counted_by(self._looking, by))

    def _move(self, weeks: int) -> None:
        self._look(look.moved(self._looking, weeks))

    def _open_behind(self, behind: BoardFilter | Behind, words: str) -> None:
        self._look(look.opened(self._looking, behind, words))

    def _back(self) -> None:
        self._look(look.back(self._looking))
        shown = self._numbers if self._looking.tab is Tab.CLAUSE else self._due
        if shown is not None:
            self._pages.setCurrentWidget(shown)
            shown.focus_first()

    def _step(self, student_id: int, clause_id: str, step: NextStep) -> None:
        if step is NextStep.SCHEDULE:
            self.schedule_asked.emit(student_id)
        elif step is NextStep.SCHEDULE_GROUP:
            self.group_asked.emit(student_id)
        elif step is NextStep.PRINT_LETTER:
            self.letter_asked.emit(student_id, clause_id)
        else:
            self.requirements_asked.emit(student_id, clause_id)

    def _ask_where(self) -> None:
        listing = self._looking.listing

        def save(path: Path) -> None:
            form = SheetForm.CSV if path.suffix.lower() == ".csv" else SheetForm.XLSX

            def write() -> Path:
                from ilp_desktop.office import write_privately  # noqa: PLC0415 - few are ever saved

                return write_privately(path, self._office.board.export(listing, form))

            def done(written: Path) -> None:
                words = _("Saved as {name}. It holds names: keep it where others do not look.")
                toast(self, words.format(name=written.name))

            self._background.ask(write, self, done, self._say)

        suggested = Path(_("board {date}.xlsx").format(date=self._today.isoformat()))
        filters = f"{_('Excel workbook (*.xlsx)')};;{_('Table (*.csv)')}"
        self._dialogs.save_file(_("Save the list as a table"), suggested, filters, save)

    # Keeping up

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.FINDING, Kind.POLICY, Kind.STUDENT, Kind.ROSTER):
            self._stale = True
            if self.isVisible():
                self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    def _say(self, error: OfficeError) -> None:
        self._reads_on = False
        self.banner.say(sentence(error))

    def _act_on_banner(self) -> None:
        self.banner.hide()
        if self._is_behind:
            self.go_on_asked.emit()

    def _tabs(self) -> tuple[tuple[str, str], ...]:
        everyone = (("everyone", _("All students")),) if self._looking.may_see_all else ()
        return (("mine", _("My students")), *everyone, ("clause", _("By clause")), ("due", _("What falls due")))

    def _connect(self) -> None:
        students = self.students
        self.tabs.chosen.connect(self.go)
        self.save.clicked.connect(self._ask_where)
        self.working.cancelled.connect(self.cancel_asked)
        self.banner.acted.connect(self._act_on_banner)
        students.show_chosen.connect(self.choose)
        students.back_wanted.connect(self._back)
        students.more_wanted.connect(self._read_on)
        students.needs_wanted.connect(self._read_needs)
        students.student_asked.connect(self.student_asked)
        students.step_asked.connect(self._step)
        students.empty_acted.connect(self._act_on_nothing)
        self._background.changed.connect(self._hear)

    def _act_on_nothing(self) -> None:
        (self.policy_asked if self._empty_leads_to is LeadsTo.POLICY else self.staff_asked).emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._looking.behind is not None:
            self._back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.xl)
        head.addWidget(Text(_("Board"), "h1"))
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.save)
        down = QVBoxLayout(self)
        down.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        down.setSpacing(SPACE.lg)
        down.addLayout(head)
        for part in (self.working, self.banner):
            down.addWidget(part)
        down.addWidget(self._pages, 1)
