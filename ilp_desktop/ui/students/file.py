"""A student's file on the screen: who it is, the adults, the classes, and the school years newest first."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ilp_desktop.domain.evidence import NextNeeded
from ilp_desktop.domain.students import StudentFile, StudentRow
from ilp_desktop.language import _
from ilp_desktop.ui import theme
from ilp_desktop.ui.conference.gradual import Gradual, polish_children
from ilp_desktop.ui.names import named
from ilp_desktop.ui.overriding import override
from ilp_desktop.ui.students.adults import adults_card, classes_card
from ilp_desktop.ui.students.arranging import ArrangeForm
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.students.words import WITHDRAWN, legal_words, next_words, student_meta
from ilp_desktop.ui.students.years import YearCard
from ilp_desktop.ui.theme import SPACE
from ilp_desktop.ui.widgets import Avatar, Button, Card, Chip, EmptyState, ScrollingCanvas, SegmentedControl, Text

_YEARS, _ADULTS = "years", "adults"
_SIDE_BY_SIDE = 820
"""The least width, in pixels at 100 %, for two columns of cards."""


class FileHeader(QWidget):
    """Avatar, the name people say, where the student is at school, and the legal name where it is another."""

    arrange_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        self._avatar = Avatar("")
        self.name = named(Text("", "h1", elide=True), "file_name")
        self._withdrawn = Chip(_(WITHDRAWN), "grey")
        self.meta = named(Text("", "body", "text2", elide=True), "file_meta")
        self.next = named(Text("", "small", "text2", elide=True), "file_next")
        self.next.hide()
        self.legal = named(Text("", "small", "text3", elide=True), "file_legal")
        self.arrange = named(Button(_("Arrange a conference"), "primary", "calendar-days"), "arrange_open_button")
        self.arrange.clicked.connect(self.arrange_asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.name, self.meta, self.next, self.legal):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.lg)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self._withdrawn)
        row.addWidget(self.arrange)

    def show_row(self, row: StudentRow) -> None:
        """Show whose file it is."""
        if self._shown != row.student_id:
            self.show_next(None)
        self._shown = row.student_id
        self._avatar.show_name(row.name)
        self.name.setText(row.name)
        self.meta.setText(student_meta(row))
        self.legal.setText(legal_words(row))
        self.legal.setVisible(bool(self.legal.text()))
        self._withdrawn.setVisible(row.withdrawn)
        self.arrange.setVisible(not row.withdrawn)

    def show_next(self, needed: NextNeeded | None) -> None:
        """Show what the policy asks of the student first."""
        words = next_words(needed) if needed is not None else ""
        self.next.setText(words)
        self.next.setToolTip(words)
        self.next.setVisible(bool(words))


class FileView(ScrollingCanvas):
    """Shows one file; a new one is built while the old one stays."""

    conference_asked = Signal(int)
    plan_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "file_view")
        self.header = FileHeader()
        self.form = ArrangeForm()
        self._coming = Gradual(self)
        self._unshown: list[QWidget] = []
        self._body: QWidget | None = None
        self._columns: QBoxLayout | None = None
        self._student_id = 0
        self._made: dict[str, StudentPart] = {}
        self._factories: dict[str, Callable[[], StudentPart]] = {}
        self._part = _YEARS
        self._front: StudentPart | None = None
        self.parts = named(
            SegmentedControl(((_YEARS, _("School years")),), spoken=_("Parts of the file")), "file_parts"
        )
        self.parts.chosen.connect(self.go)
        self.parts.hide()
        self._column = QVBoxLayout(self.canvas)
        self._column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xxl)
        self._column.setSpacing(SPACE.xl)
        self._column.addWidget(self.header)
        self._column.addWidget(self.form)
        self._column.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def add_part(self, key: str, words: str, factory: Callable[[], StudentPart]) -> None:
        """Add a part beside the school years; ``factory`` makes it when it is first gone to."""
        self._factories[key] = factory
        self.parts.add(key, words)
        self.parts.show()

    @property
    def front(self) -> StudentPart | None:
        """What stands above the school years."""
        return self._front

    def set_front(self, front: StudentPart) -> None:
        """Put something above the school years of whichever file is open."""
        self._front = front
        self._column.insertWidget(self._column.indexOf(self.parts) + 1, front)

    def record(self, key: str, clause_id: str) -> None:
        """Show a part of the file that is open, and begin there to write down what answers a clause, if one is named."""
        self.go(key)
        if clause_id:
            self._made[key].record(clause_id)

    def has_part(self, key: str) -> bool:
        """Tell whether such a part was added."""
        return key in self._factories

    def flush(self) -> None:
        """Make durable what is being typed in any part."""
        for part in self._made.values():
            part.flush()

    def go(self, key: str) -> None:
        """Show a part of the file that is open: ``years``, or one that was added."""
        if self._part != key and (before := self._made.get(self._part)) is not None:
            before.hide()
            before.leave_student()
        self._part = key
        self.parts.choose(key)
        if self._body is not None:
            self._body.setVisible(key == _YEARS)
        if self._front is not None:
            self._front.setVisible(key == _YEARS)
        if key == _YEARS:
            return
        if key not in self._made:
            self._made[key] = self._factories[key]()
            self._column.insertWidget(self._column.count() - 1, self._made[key])
        self._made[key].show()
        self._made[key].show_student(self._student_id)

    def shows(self, student_id: int) -> bool:
        """Tell whether this student's file is shown."""
        return self._student_id == student_id

    def leave(self) -> None:
        """Let go of the file that is shown: it is not there any more."""
        self.go(_YEARS)
        self._student_id = 0
        if self._front is not None:
            self._front.leave_student()
        self.form.hide()
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._unshown.append(self._body)
            self._body = self._columns = None
        self._coming.start(self._sweeping())

    def show_file(self, file: StudentFile, plan_labels: dict[str, str], then: Callable[[], None]) -> None:
        """Show a file and call ``then``; ``plan_labels`` are the policy set's names of the kinds of plan.

        It is built in pieces behind the one that is shown, and takes its place when it is ready to be painted.
        """
        self._coming.start(self._arriving(file, plan_labels, then))

    def _arriving(self, file: StudentFile, plan_labels: dict[str, str], then: Callable[[], None]) -> Iterator[None]:
        # In its place from the start: moved there afterwards, all that is in it would be styled a second time.
        body = named(QWidget(self.canvas), "file_body")
        body.hide()
        self._unshown.append(body)
        columns, years, sides = self._columns_of(body)
        yield from self._build(file, plan_labels, body, years, sides)
        yield from polish_children(body)
        self._unshown.remove(body)
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._unshown.append(self._body)
        self._body, self._columns = body, columns
        columns.setDirection(self._direction())
        self.header.show_row(file.row)
        self._column.insertWidget(self._column.indexOf(self._front or self.parts) + 1, body)
        if file.student_id != self._student_id:
            self.verticalScrollBar().setValue(0)
            self.go(_YEARS)
        self._student_id = file.student_id
        if self._front is not None:
            self._front.show_student(file.student_id)
        # At once: a layout would show it a moment later, and the page would flicker.
        body.setVisible(self._part == _YEARS)
        then()
        yield
        yield from self._sweeping()

    def _sweeping(self) -> Iterator[None]:
        """Let go of what was shown before, and of what was overtaken before it was shown."""
        while self._unshown:
            self._unshown.pop().deleteLater()
            yield

    def _columns_of(self, body: QWidget) -> tuple[QBoxLayout, QVBoxLayout, QVBoxLayout]:
        row = QBoxLayout(self._direction(), body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xl)
        years, sides = QVBoxLayout(), QVBoxLayout()
        for column, share in ((years, 8), (sides, 5)):
            column.setSpacing(SPACE.xl)
            row.addLayout(column, share)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        return row, years, sides

    def _build(
        self, file: StudentFile, plan_labels: dict[str, str], body: QWidget, years: QVBoxLayout, sides: QVBoxLayout
    ) -> Iterator[None]:
        for division in file.divisions:
            label = plan_labels.get(division.plan_kind.value, "")
            card = YearCard(division, label, self.conference_asked.emit, self.plan_asked.emit, body)
            years.addWidget(card)
            yield
            yield from card.build()
        if not file.divisions:
            years.addWidget(self._no_years(body, enrolled=not file.row.withdrawn))
        more = (lambda: self.go(_ADULTS)) if _ADULTS in self._factories else None
        for card in (adults_card(file.guardians, file.siblings, body, more), classes_card(file.classes, body)):
            sides.addWidget(card)
            yield
        years.addStretch(1)
        sides.addStretch(1)

    def _direction(self) -> QBoxLayout.Direction:
        """Return how years and adults stand: side by side, or one above the other where there is no room for both."""
        wide = self.viewport().width() >= theme.scaled(_SIDE_BY_SIDE)
        return QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom

    def _fit_room(self) -> None:
        if self._columns is not None and self._columns.direction() != self._direction():
            self._columns.setDirection(self._direction())
        self.form.fit_width(self.viewport().width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_room()

    def _no_years(self, body: QWidget, *, enrolled: bool) -> Card:
        card = named(Card(parent=body), "years_empty_card")
        words = _("Each school year gets a division here: its conferences, goals and finalized plans, newest first.")
        empty = EmptyState(
            "calendar-days", _("No conference yet"), words, _("Arrange the first one") if enrolled else ""
        )
        empty.acted.connect(self.header.arrange_asked)
        card.body.addWidget(empty)
        return card
