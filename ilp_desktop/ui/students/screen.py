"""The students' page: find one at the left, read the file at the right."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ilp_desktop.clock import Clock
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import NextNeeded
from ilp_desktop.domain.packs import worded
from ilp_desktop.domain.students import StudentFile, StudentRow
from ilp_desktop.language import _, in_use
from ilp_desktop.ui.background import Background
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.students import finding
from ilp_desktop.ui.students.arranging import Wish
from ilp_desktop.ui.students.file import FileView
from ilp_desktop.ui.students.finding import Finding
from ilp_desktop.ui.students.side import StudentSide
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.widgets import Banner, Canvas, EmptyState, toast
from ilp_desktop.wording import sentence

if TYPE_CHECKING:  # an open office brings SQLAlchemy, which the unlock window does not wait for
    from ilp_desktop.office import Office

_MOST = 60
_SHOWN_KINDS = (Kind.STUDENT, Kind.ROSTER, Kind.CONFERENCE, Kind.SIGNATURE, Kind.PLAN)


class StudentsPage(QWidget):
    """One page of the open office."""

    conference_asked = Signal(int)
    """A conference should be opened, on the day's page."""
    plan_asked = Signal(int)
    """The stored paper of a finalized plan should be shown: the rendering's id."""
    import_asked = Signal()
    """There is no student yet: the page for rosters is wanted."""
    matching_asked = Signal()
    """The page where questions about who is who are decided is wanted."""
    answered = Signal()
    """What is shown is the answer to what is typed."""
    file_shown = Signal(int)

    def __init__(self, office: "Office", background: Background, clock: Clock, zone: ZoneInfo) -> None:
        super().__init__()
        named(self, "students_page")
        self._office = office
        self._background = background
        self._clock = clock
        self._zone = zone
        self._finding = Finding()
        self._open_first = False
        self._stale = False
        self._then: Callable[[], None] | None = None
        self.side = StudentSide(_MOST)
        self.file = FileView()
        self.banner = named(Banner(), "students_banner")
        self._pages = QStackedWidget()
        self._pages.addWidget(_nobody_chosen())
        self._pages.addWidget(self.file)
        self._lay_out()
        self._connect()
        self._look()
        self._count_questions()

    @Slot()
    def focus_find(self, letters: str = "") -> None:
        """Put the keyboard into the field, with the letters typed elsewhere; without any, what stands there is chosen."""
        if letters:
            self.side.field.setText(letters)
        else:
            self.side.field.selectAll()
        self.side.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard into the field."""
        self.side.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_student(self, student_id: int, part: str = "", clause_id: str = "") -> None:
        """Open a student's file, at a part of it if there is such a part, and there at a clause.

        It is logged who opened it, so nothing opens one by itself.
        """
        self._then = partial(self.file.record, part, clause_id) if self.file.has_part(part) else None
        self._finding = finding.opening(self._finding, student_id)
        self.file.form.hide()
        self._read_file(student_id)

    def arrange_for(self, student_id: int) -> None:
        """Open a student's file and ask when to meet."""
        self.open_student(student_id)
        self._then = self._begin_arranging

    def open_with(self, student_id: int, then: Callable[[], None]) -> None:
        """Open a student's file, and go on once it is shown."""
        self.open_student(student_id)
        self._then = then

    def add_part(self, key: str, words: str, factory: Callable[[], StudentPart]) -> None:
        """Add a part to the file, beside the school years; ``factory`` makes it when it is first gone to."""
        self.file.add_part(key, words, factory)

    def flush(self) -> None:
        """Make durable what is being typed in any part of the file."""
        self.file.flush()

    # Finding

    def _look(self, letters: str | None = None) -> None:
        self._finding = finding.asking(self._finding, self._finding.letters if letters is None else letters)
        number, wanted = self._finding.asked, self._finding.letters
        withdrawn, known = self._finding.withdrawn, self._finding.left

        def read() -> tuple[tuple[StudentRow, ...], int, int]:
            students = self._office.students
            rows = students.search(wanted, _MOST, withdrawn=withdrawn)
            # Only an empty field says how many there are; one that finds nothing must know whether there is anyone.
            if wanted.strip():
                return rows, len(rows), known
            left = students.count(withdrawn=True)
            return rows, left if withdrawn else students.count(), left

        def show(answer: tuple[tuple[StudentRow, ...], int, int]) -> None:
            self._finding = finding.answered(self._finding, number, *answer)
            if self._finding.answered == number:
                self.side.show_finding(self._finding)
            if self._finding.settled:
                self._settle()

        self._background.ask(read, self, show, self._say)

    def _count_questions(self) -> None:
        def count() -> int:
            return self._office.matching.count()

        self._background.ask(count, self, self.side.show_questions, self._say)

    def _look_among(self, withdrawn: bool) -> None:
        self._finding = finding.among(self._finding, withdrawn=withdrawn)
        self._look()

    def _settle(self) -> None:
        if self._finding.withdrawn and not self._finding.left:
            self._look_among(withdrawn=False)  # all of them came back
            return
        if self._open_first:
            self._open_first = False
            self.side.open_current()
        self.answered.emit()

    def _enter(self) -> None:
        """Open the row chosen; what was typed a moment ago is answered first."""
        if self._finding.settled:
            self.side.open_current()
        else:
            self._open_first = True

    # The file

    def _read_file(self, student_id: int) -> None:
        def read() -> tuple[StudentFile, dict[str, str]]:
            labels = self._office.packs.in_force().plan_labels
            return (
                self._office.students.open_file(student_id),
                {kind: worded(words, in_use()) for kind, words in labels.items()},
            )

        def show(answer: tuple[StudentFile, dict[str, str]]) -> None:
            if self._finding.opened == student_id:
                self.file.show_file(*answer, then=shown)

        def shown() -> None:
            if self._finding.opened == student_id:
                self.banner.hide()
                self._pages.setCurrentWidget(self.file)
                self.side.select(student_id)
                then, self._then = self._then, None
                if then is not None:
                    then()
                self.file_shown.emit(student_id)
                self._ask_next(student_id)

        def failed(error: OfficeError) -> None:
            if error.code == "student_gone" and self._finding.opened == student_id and self.file.shows(student_id):
                self._close_file()  # it was open, and is not there any more, or not theirs
            else:
                self._say(error)

        self._background.ask(read, self, show, failed)

    def _ask_next(self, student_id: int) -> None:
        """Say at the head of the file what the policy asks first; it is asked again when findings change."""

        def show(needed: NextNeeded | None) -> None:
            if self._finding.opened == student_id:
                self.file.header.show_next(needed)

        evidence = self._office.evidence
        self._background.ask(lambda: evidence.next_needed(student_id), self, show, lambda _error: None)

    def _close_file(self) -> None:
        self._finding = finding.opening(self._finding, None)
        self.file.leave()
        self._pages.setCurrentIndex(0)

    def _begin_arranging(self) -> None:
        self.file.form.begin(self._clock.today(self._zone))
        self.file.verticalScrollBar().setValue(0)

    def _stop_arranging(self) -> None:
        self.file.form.hide()
        self.file.header.arrange.setFocus()

    def _arrange(self, wish: Wish) -> None:
        student_id = self._finding.opened
        if student_id is None:
            return
        self.file.form.set_busy(True)
        conferences = self._office.conferences

        def done(changes: Changes) -> None:
            self._stop_arranging()
            made = changes.made_id
            toast(
                self,
                _("The conference is arranged."),
                action=_("Open it"),
                then=(lambda: self.conference_asked.emit(made)) if made is not None else None,
            )

        def failed(error: OfficeError) -> None:
            self.file.form.set_busy(False)
            self.file.form.banner.say(sentence(error))

        self._background.do(
            lambda: conferences.arrange(student_id, wish.on, wish.starts_at, wish.minutes, mode=wish.mode),
            done,
            failed,
            owner=self,
        )

    # Keeping up

    def _say(self, error: OfficeError) -> None:
        self.banner.say(sentence(error))

    def _hear(self, changes: Changes) -> None:
        if changes.touches(Kind.FINDING, Kind.EVIDENCE) and self._finding.opened is not None:
            self._ask_next(self._finding.opened)
        if changes.touches(*_SHOWN_KINDS):
            self._stale = True
            if self.isVisible():
                self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self._look()
        self._count_questions()
        if self._finding.opened is not None:
            self._read_file(self._finding.opened)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _connect(self) -> None:
        self.side.letters_typed.connect(self._look)
        self.side.entered.connect(self._enter)
        self.side.withdrawn_chosen.connect(self._look_among)
        self.side.student_chosen.connect(self.open_student)
        self.side.import_wanted.connect(self.import_asked)
        self.side.matching_wanted.connect(self.matching_asked)
        self.file.header.arrange_asked.connect(self._begin_arranging)
        self.file.form.left.connect(self._stop_arranging)
        self.file.form.wanted.connect(self._arrange)
        self.file.conference_asked.connect(self.conference_asked)
        self.file.plan_asked.connect(self.plan_asked)
        self._background.changed.connect(self._hear)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)


def _nobody_chosen() -> QWidget:
    page = Canvas()
    down = QVBoxLayout(page)
    words = _(
        "Type a name, a guardian's name or a number. The arrow keys go through the list, Return opens the file. "
        "The office keeps a log of who opened which file."
    )
    down.addWidget(EmptyState("users-round", _("Whose file?"), words))
    return page
