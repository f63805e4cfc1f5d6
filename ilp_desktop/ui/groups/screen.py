"""The group conferences: their list, the questions of a new one, and one of them under way."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.groups import GroupClash, GroupLimit, GroupLine, GroupSheet
from ilp_desktop.domain.participation import Choice, ClassGroup, StaffLine
from ilp_desktop.domain.schedule_sheets import ARRANGERS
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.language import _, in_use, ngettext
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.deeds.forms import Chooser, DeedForm
from ilp_desktop.ui.deeds.one_form import OneForm
from ilp_desktop.ui.dialogs import Dialogs
from ilp_desktop.ui.groups.forms import InviteForm, NewForm, PlanForm, Whole, move_form
from ilp_desktop.ui.groups.listed import GroupsListed
from ilp_desktop.ui.groups.view import GroupView
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import ScrollingCanvas, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Office

_SHOWN = (Kind.DAY, Kind.CONFERENCE, Kind.ROSTER, Kind.SIGNATURE, Kind.PLAN, Kind.STUDENT)
_PAUSE_MILLISECONDS = 250
"""How long after the last key clashes are looked for."""
Asked = tuple[tuple[ClassGroup, ...], tuple[StaffLine, ...], GroupLimit]


class GroupsPage(QWidget):
    """One place of the open office. ``flush`` before it is locked or left."""

    day_asked = Signal()
    conference_asked = Signal(int, int)
    """A group, and the conference of one of its students that is to be opened."""
    another_asked = Signal(int)
    """A conference is to be arranged for a student whom a group missed."""
    paper_asked = Signal(object, str, str)
    """What draws a paper, its title, and the name of its file."""
    view_asked = Signal()
    """The family view is to be opened, or closed."""
    group_shown = Signal(int)
    """The group that stands on the screen now; 0: none."""
    answered = Signal()
    """What is shown is what the office has."""

    def __init__(
        self, office: "Office", background: Background, dialogs: Dialogs, clock: Clock, zone: ZoneInfo
    ) -> None:
        super().__init__()
        named(self, "groups_page")
        self._office, self._background, self._dialogs = office, background, dialogs
        self._clock, self._zone = clock, zone
        self._group_id: int | None = None
        self._stale = False
        self._asked = 0
        self.listed = GroupsListed(arranges=office.viewer.role in ARRANGERS)
        self.view = GroupView(office, background, clock, zone)
        self._questions = ScrollingCanvas()
        self._column = QVBoxLayout(self._questions.canvas)
        self._column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xxl)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = QStackedWidget()
        for page in (self.listed, self.view, self._questions):
            self._pages.addWidget(page)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._pages)
        self._forms = OneForm(self, background, self.refresh, self._say)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._look: Callable[[], None] | None = None
        self._connect()
        self.refresh()

    def open_group(self, group_id: int) -> None:
        """Show a group; another one than before is read first."""
        self._leave_form()
        self._group_id = group_id
        self.refresh()

    def show_list(self) -> None:
        """Show all of them."""
        self._leave_form()
        self.view.shared.flush()
        self._group_id = None
        self._pages.setCurrentWidget(self.listed)
        self.refresh()
        self.listed.focus_first()

    def ask_new(self, student_id: int | None = None) -> None:
        """Ask for a new group conference, one of those whose is due chosen already."""
        self._leave_form()
        office = self._office
        today = self._clock.today(self._zone)

        def read() -> Asked:
            return office.caseloads.groups(), office.participants.staff(), office.groups.limit(today)

        def show(answer: Asked) -> None:
            classes, staff, limit = answer
            form = NewForm(today, staff, office.viewer.staff_id, classes, limit)
            self._choose_from(form, form.which, student_id)
            self._watch_clashes(form, lambda: form.pick.ids)
            form.pick.chosen.connect(self._pause.start)
            self._ask(form, lambda: self._make(form))

        self._background.ask(read, self, show, self._say)

    def focus_first(self) -> None:
        """Put the keyboard where the page that is shown begins."""
        if self._pages.currentWidget() is self.view:
            self.view.focus_first()
        elif self._pages.currentWidget() is self.listed:
            self.listed.focus_first()

    def flush(self) -> None:
        """Keep everything typed."""
        self.view.shared.flush()

    def refresh(self) -> None:
        """Read anew what is shown."""
        self._asked += 1
        asked, group_id = self._asked, self._group_id
        if group_id is None:
            self._background.ask(self._office.groups.all, self, partial(self._show_lines, asked), self._say)
        else:
            sheet = lambda: self._office.groups.sheet(group_id)  # noqa: E731 - the question
            self._background.ask(sheet, self, partial(self._show_sheet, asked), self._say_gone)

    # Showing

    def _show_lines(self, asked: int, lines: tuple[GroupLine, ...]) -> None:
        if asked == self._asked:
            self.listed.show_lines(lines)
            self.answered.emit()

    def _show_sheet(self, asked: int, sheet: GroupSheet) -> None:
        if asked != self._asked:
            return
        came = self._pages.currentWidget() is not self.view
        self.view.show_sheet(sheet)
        self._pages.setCurrentWidget(self.view)
        if came and self.isVisible():
            self.view.focus_first()
        self.answered.emit()

    def _say(self, error: OfficeError) -> None:
        banner = self.view.banner if self._pages.currentWidget() is self.view else self.listed.banner
        banner.say(sentence(error))

    def _say_gone(self, error: OfficeError) -> None:
        """A group that was called off, or is not this person's any more."""
        self._group_id = None
        self._pages.setCurrentWidget(self.listed)
        self.listed.banner.say(sentence(error))
        self.refresh()

    def _hear(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN) and not self.view.shared.is_origin(changes):
            self._stale = not self.isVisible()
            if not self._stale:
                self._forms.changed()

    def _tell_shown(self) -> None:
        is_group = self.isVisible() and self._pages.currentWidget() is self.view
        self.group_shown.emit(self._group_id or 0 if is_group else 0)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_shown()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_shown()
        if self._stale:
            self._stale = False
            self._forms.changed()

    # Asking

    def _ask(self, form: DeedForm, do: Callable[[], None]) -> None:
        """Ask on a page of its own; whoever leaves it is back where they came from."""
        came_from = self.view if self._pages.currentWidget() is self.view else self.listed
        self._forms.open(form, self._column, do, lambda: self._pages.setCurrentWidget(came_from))
        self._pages.setCurrentWidget(self._questions)
        form.begin()

    def _leave_form(self) -> None:
        if self._forms.form is not None:
            self._forms.form.left.emit()

    def _choose_from(self, form: NewForm | InviteForm, which: Chooser, student_id: int | None = None) -> None:
        """List the students of the class, the grade or the board's list that is chosen; of a class all are chosen."""

        def read() -> None:
            choice = which.value()

            def show(rows: tuple[StudentRow, ...]) -> None:
                if isValid(form) and which.value() == choice:
                    all_chosen = isinstance(choice, Choice) and choice.class_id is not None
                    form.pick.show_rows(rows, all_chosen=all_chosen)
                    if student_id is not None and choice is Whole.DUE:
                        form.pick.choose(student_id)

            self._background.ask(lambda: self._students_of(choice), form, show, self._say)

        which.chosen.connect(read)
        read()

    def _students_of(self, choice: object) -> tuple[StudentRow, ...]:
        if choice is Whole.DUE:
            return self._office.groups.due()
        return self._office.caseloads.students(cast("Choice", choice))

    def _watch_clashes(
        self, form: PlanForm, students: Callable[[], Collection[int]], group_id: int | None = None
    ) -> None:
        """Tell in a form who would be in two places at once, a moment after it was changed last."""

        def look() -> None:
            if not isValid(form):
                return
            plan, ids = form.plan(), sorted(students())

            def show(clashes: tuple[GroupClash, ...]) -> None:
                if isValid(form):
                    form.show_clashes(clashes)

            quiet: Callable[[OfficeError], None] = lambda _error: None  # noqa: E731 - half a time is no mistake yet
            self._background.ask(lambda: self._office.groups.clashes(plan, ids, group_id), form, show, quiet)

        self._look = look
        form.changed.connect(self._pause.start)
        self._pause.start()

    def _look_for_clashes(self) -> None:
        if self._look is not None:
            self._look()

    # Doing

    def _make(self, form: NewForm) -> None:
        plan, ids = form.plan_of_class(), sorted(form.pick.ids)

        def made(changes: Changes) -> None:
            self._group_id = changes.made_id
            self.refresh()

        self._forms.do(lambda: self._office.groups.make(plan, ids), made, form)

    def _ask_moving(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            return
        group_id = sheet.line.group_id

        def show(staff: tuple[StaffLine, ...]) -> None:
            form = move_form(sheet, staff)
            self._watch_clashes(form, lambda: [one.student_id for one in sheet.members], group_id)
            change = self._office.groups.change
            self._ask(form, lambda: self._do_asked(form, partial(change, group_id, form.plan())))

        self._background.ask(self._office.participants.staff, self, show, self._say)

    def _ask_inviting(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            return
        group_id, invite = sheet.line.group_id, self._office.groups.invite

        def show(classes: tuple[ClassGroup, ...]) -> None:
            form = InviteForm(sheet, classes)
            self._choose_from(form, form.which)
            self._ask(form, lambda: self._do_asked(form, partial(invite, group_id, sorted(form.pick.ids))))

        self._background.ask(self._office.caseloads.groups, self, show, self._say)

    def _do_asked(self, form: DeedForm, verb: Callable[[], Changes]) -> None:
        self._forms.do(verb, lambda _changes: self.refresh(), form)

    def _tick(self, participant_id: int, here: bool) -> None:
        group_id, groups = self._group_id or 0, self._office.groups
        self._do(lambda: groups.set_here(group_id, [participant_id], here))

    def _take_out(self, student_id: int) -> None:
        group_id, groups = self._group_id or 0, self._office.groups

        def done(_changes: Changes) -> None:
            back = partial(self._do, lambda: groups.invite(group_id, [student_id]))
            toast(self, _("One student was taken out."), action=_("Undo"), then=back)

        self._do(lambda: groups.take_out(group_id, [student_id]), done)

    def _call_off(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            return
        group_id, count = sheet.line.group_id, len(sheet.members)
        words = ngettext(
            "{count} student and the family are not expected then any more. Letters that went out say the old time.",
            "{count} students and their families are not expected then any more. Letters that went out say the old time.",
            count,
        ).format(count=count)
        call_off = self._office.groups.call_off
        deed = partial(self._do, lambda: call_off(group_id), lambda _changes: self.show_list())
        self._dialogs.confirm(_("Call this group conference off?"), words, _("Call it off"), deed, danger=True)

    def _end(self) -> None:
        sheet = self.view.sheet
        if sheet is None:
            return
        group_id, came = sheet.line.group_id, sheet.families_here
        missed = len(sheet.members) - came
        here = ngettext("{count} student came, or an adult of theirs: their conferences are ended and wait for signatures.",
                        "{count} students came, or an adult of theirs: their conferences are ended and wait for signatures.", came)  # fmt: skip
        gone = ngettext("{count} is written down as missed.", "{count} are written down as missed.", missed)
        words = f"{here.format(count=came)} {gone.format(count=missed) if missed else ''}".strip()
        end = partial(self._do, lambda: self._office.groups.end(group_id))
        self._dialogs.confirm(_("End the group conference?"), words, _("End the group"), end)

    def _do(self, verb: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        self._background.do(verb, then, self._say_and_refresh, owner=self)

    def _say_and_refresh(self, error: OfficeError) -> None:
        """What was ticked shows at once: what the office refused is taken back."""
        self._say(error)
        self.refresh()

    def _print(self) -> None:
        sheet = self.view.sheet
        if sheet is not None:
            draw = partial(self._office.groups.attendance_sheet, sheet.line.group_id, in_use())
            self.paper_asked.emit(draw, _("Attendance of {group}").format(group=sheet.line.name), "attendance.pdf")

    def _open_student(self, conference_id: int) -> None:
        self.view.shared.flush()
        self.conference_asked.emit(self._group_id or 0, conference_id)

    def _connect(self) -> None:
        view, groups = self.view, self._office.groups
        self.listed.group_chosen.connect(self.open_group)
        self.listed.new_wanted.connect(lambda: self.ask_new())  # noqa: PLW0108 - a click brings a word along
        self.listed.day_wanted.connect(self.day_asked)
        view.back_wanted.connect(self.show_list)
        view.begin_wanted.connect(lambda: self._do(partial(groups.begin, self._group_id or 0)))
        view.end_wanted.connect(self._end)
        view.ticked.connect(self._tick)
        view.student_wanted.connect(self._open_student)
        view.another_wanted.connect(self.another_asked)
        view.paper_wanted.connect(self._print)
        view.view_wanted.connect(self.view_asked)
        view.move_wanted.connect(self._ask_moving)
        view.invite_wanted.connect(self._ask_inviting)
        view.off_wanted.connect(self._call_off)
        view.out_wanted.connect(self._take_out)
        view.shared.failed.connect(self._say)
        self._pages.currentChanged.connect(self._tell_shown)
        self._pause.timeout.connect(self._look_for_clashes)
        self._background.changed.connect(self._hear)
